"""What lives in KEY_DIR, and what turns a passphrase into keys."""
