"""Somebody's chat with the bot, driven only by what he can see: keywords of buttons, words of the answers."""

from __future__ import annotations

from collections.abc import Callable

from tests.emulators.telegram import Person, Shown

Wanted = str | Callable[[Shown], bool]
"""A keyword of a button or of the text, or any question about a message."""


class Chat:
    """One person's phone. Every action waits for the bot's answer and returns it."""

    def __init__(self, person: Person) -> None:
        self.person = person

    async def say(self, text: str, then: Wanted = "") -> Shown:
        """Write something; returns the first answer that shows `then`."""
        self.person.catches_up()
        await self.person.types(text)
        return await self.sees(then)

    async def press(self, keyword: str, then: Wanted = "") -> Shown:
        """Press the newest button with this keyword; returns the first answer that shows `then`."""
        self.person.catches_up()
        await self.person.presses(keyword)
        return await self.sees(then)

    async def press_data(self, message: int, data: str, then: Wanted = "") -> Shown:
        """Press a button that may no longer be on the screen."""
        self.person.catches_up()
        await self.person.presses_data(message, data)
        return await self.sees(then)

    async def send_photo(self, content: bytes, then: Wanted = "") -> Shown:
        """Send a picture."""
        self.person.catches_up()
        await self.person.sends_photo(content)
        return await self.sees(then)

    async def sees(self, wanted: Wanted = "") -> Shown:
        """Return the next message or edit that shows `wanted`."""
        return await self.person.hears(_looks_for(wanted))

    async def finds(self, wanted: Wanted) -> Shown:
        """Return the newest message on the screen that shows `wanted`, now or as soon as it comes."""
        fits = _looks_for(wanted)
        for shown in reversed(self.person.shown()):
            if shown.from_bot and fits(shown):
                return shown
        return await self.person.hears(fits)

    @property
    def texts(self) -> list[str]:
        """What the bot says on the screen now."""
        return [shown.text for shown in self.person.shown() if shown.from_bot]


def has_label(shown: Shown, keyword: str) -> bool:
    """Tell whether a button of the message contains the keyword, whatever the case."""
    return any(keyword.casefold() in label.casefold() for label in shown.labels)


def _looks_for(wanted: Wanted) -> Callable[[Shown], bool]:
    if callable(wanted):
        return wanted
    keyword = wanted.casefold()
    return lambda shown: keyword in shown.text.casefold() or has_label(shown, keyword)
