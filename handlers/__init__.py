"""Conversations: what people can say and what we answer. No wire format, no SQL."""
