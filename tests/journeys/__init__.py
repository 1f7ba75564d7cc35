"""The whole program as its users see it: a child process, HTTP, a Bot API server, a browser."""
