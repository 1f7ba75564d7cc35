"""The chat on our own web site: visits in memory, messages out as server-sent events, nothing on a disk."""
