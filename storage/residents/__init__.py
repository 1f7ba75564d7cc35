"""Storage of the subject `residents`."""
