"""The running program: settings, wiring, processes, command line."""
