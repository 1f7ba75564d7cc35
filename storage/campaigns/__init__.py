"""Storage of the subject `campaigns`."""
