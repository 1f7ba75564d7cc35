"""Storage of the subject `tips`."""
