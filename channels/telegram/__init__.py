"""Telegram: `telegram.Bot` on our own aiohttp request, our own polling loop and webhook."""
