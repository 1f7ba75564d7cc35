"""One message, read and understood at most once, whoever asks; it is forgotten with the message."""

from __future__ import annotations

from handlers.understanding.judge import understand
from handlers.understanding.reading import Reading, read
from handlers.understanding.relative import asks_how_to_help, speaks_of_own_relative
from handlers.understanding.types import Understanding


class Heard:
    """What the words of one message say; nothing is worked out before it is asked for."""

    __slots__ = ("_reading", "_text", "_understanding")

    def __init__(self, text: str) -> None:
        self._text = text
        self._reading: Reading | None = None
        self._understanding: Understanding | None = None

    def __repr__(self) -> str:
        return "Heard()"

    @property
    def reading(self) -> Reading:
        """The message as words."""
        if self._reading is None:
            self._reading = read(self._text)
        return self._reading

    @property
    def understanding(self) -> Understanding:
        """What the message wants; see `understand`."""
        if self._understanding is None:
            self._understanding = understand(self._text, self.reading)
        return self._understanding

    @property
    def speaks_of_own_relative(self) -> bool:
        """See `speaks_of_own_relative`."""
        return speaks_of_own_relative(self.reading)

    @property
    def asks_how_to_help(self) -> bool:
        """See `asks_how_to_help`."""
        return asks_how_to_help(self.reading)
