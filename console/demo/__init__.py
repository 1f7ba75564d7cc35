"""The demo's page: phones in the browser, really connected through the program. Only with `--demo`."""
