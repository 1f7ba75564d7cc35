"""Telegram: our own few calls of the Bot API on aiohttp, our own polling loop and webhook."""
