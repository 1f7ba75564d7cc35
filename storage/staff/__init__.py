"""Storage of the subject `staff`."""
