"""The network guard."""
