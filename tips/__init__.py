"""The tip line: intake, seal, routing, casework, clocks, mailbox, notices."""
