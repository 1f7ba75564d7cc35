"""Conversation cores without network: our whole program, and the dispatchers of the peers alone."""
