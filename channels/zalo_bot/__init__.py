"""Zalo Bot: a small client of our own, webhook (polling for development), words only.

Nobody measured this platform for us; what its makers do not say is decided here on the careful side and
marked so. Source of every name and rule: the vendor's reference as read in October 2026.
"""
