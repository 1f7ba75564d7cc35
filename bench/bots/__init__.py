"""Bots that answer webhooks: ours, the peers as their manuals set them up, and the bare floor."""
