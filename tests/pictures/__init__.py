"""Pictures for the README, taken from the running demo: `python -m tests.pictures`."""
