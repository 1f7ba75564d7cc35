"""One visit: what its page has not confirmed yet, which messages can be pressed, and the open stream.

What the visitor types is handed on and not kept here; of a message only its number stays, so that it can be
deleted. What we said is forgotten as soon as the page confirms it: the page holds the conversation, not we.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from channels.contract import Choice
from channels.render import Part
from channels.web_chat import events
from channels.web_chat.events import Event
from channels.web_chat.limits import MOST_SHOWN, Limits, Paced, Room

_KEYS = 100
"""Messages of the page of which we remember that we have them: a second copy comes within seconds."""

_MEDIA = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture or a document of a message."""

    content: bytes = field(repr=False)
    name: str = ""


class Visit:
    """The state of one chat, in memory. Its repr is blank."""

    def __init__(self, limits: Limits, room: Room, now: float, network: int = 0) -> None:
        self.used = now
        self.network = network
        self.pace = Paced(limits.messages)
        self.waiting = 0
        self.is_over = False
        self.unconfirmed_bytes = 0
        self._limits = limits
        self._room = room
        self._events: deque[Event] = deque()
        self._last_event = 0
        self._last_message = 0
        self._shown: OrderedDict[int, tuple[Choice, ...]] = OrderedDict()
        self._keys: OrderedDict[str, int] = OrderedDict()
        self._media: OrderedDict[int, Media] = OrderedDict()
        self._last_media = 0
        self._typing = 0
        self._stream = 0
        self._changed = asyncio.Event()

    def __repr__(self) -> str:
        return "Visit()"

    # The page's side

    def known(self, key: str) -> int | None:
        """Return the number of the message that came under this key before."""
        return self._keys.get(key)

    def take(self, key: str) -> int:
        """Return the number of a new message of the page."""
        number = self._add(())
        self._keys[key] = number
        if len(self._keys) > _KEYS:
            self._keys.popitem(last=False)
        return number

    def is_button(self, message: int, choice: str) -> bool:
        """Tell whether a message that is shown offers this choice."""
        return any(offered.id == choice for offered in self._shown.get(message, ()))

    def confirm(self, event: int) -> None:
        """Forget everything up to this event: the page has it."""
        while self._events and self._events[0].number <= event:
            self._count(-len(self._events.popleft().frame))

    def media(self, number: int) -> Media | None:
        """Return a picture or document that was shown lately."""
        return self._media.get(number)

    async def listen(self, after: int, *, wait: bool) -> AsyncGenerator[bytes, None]:
        """Yield the events after number `after`, then each new one, until the visit is over or another stream opens.

        Without `wait` the stream ends as soon as everything was told.
        """
        self._stream += 1
        stream, typing = self._stream, self._typing
        self.confirm(after)
        self._wake()  # an older stream of this visit, cut without a word, ends
        yield events.BEGINNING
        while stream == self._stream and not self.is_over:
            changed = self._changed
            for event in [event for event in self._events if event.number > after]:
                after = event.number
                yield event.frame
            if self._typing != typing:
                typing = self._typing
                yield events.TYPING
            if changed.is_set():
                continue
            if not wait:
                return
            try:
                async with asyncio.timeout(self._limits.beat):
                    await changed.wait()
            except TimeoutError:
                yield events.BEAT
        if self.is_over:
            yield events.OVER

    # The bot's side

    def show(self, part: Part) -> int:
        """Show a new message; returns its number."""
        message = self._add(part.choices)
        media = self._keep(part)
        self._tell(events.show(self._next(), message, part, media))
        return message

    def change(self, message: int, part: Part) -> bool:
        """Change a shown message; False when it is not there any more."""
        if message not in self._shown:
            return False
        self._shown[message] = part.choices
        media = self._keep(part)
        self._tell(events.change(self._next(), message, part, media))
        return True

    def remove(self, messages: Sequence[int]) -> None:
        """Take messages of either side off the page; unknown ones are passed over."""
        there = [message for message in messages if self._shown.pop(message, None) is not None]
        if there:
            self._tell(events.remove(self._next(), there))

    def type(self) -> None:
        """Show that an answer is on its way."""
        self._typing += 1
        self._wake()

    def end(self) -> None:
        """Forget everything; an open stream says so and ends."""
        self.is_over = True
        self._events.clear()
        self._shown.clear()
        self._media.clear()
        self._keys.clear()
        self._count(-self.unconfirmed_bytes)
        self._wake()

    def _add(self, choices: tuple[Choice, ...]) -> int:
        self._last_message += 1
        self._shown[self._last_message] = choices
        if len(self._shown) > MOST_SHOWN:
            self._shown.popitem(last=False)
        return self._last_message

    def _keep(self, part: Part) -> int | None:
        content = part.picture if part.picture is not None else part.document
        if content is None:
            return None
        self._last_media += 1
        self._media[self._last_media] = Media(content=content, name=part.document_name)
        if len(self._media) > _MEDIA:
            self._media.popitem(last=False)
        return self._last_media

    def _next(self) -> int:
        self._last_event += 1
        return self._last_event

    def _tell(self, event: Event) -> None:
        self._events.append(event)
        self._count(len(event.frame))
        self._wake()

    def _count(self, size: int) -> None:
        self.unconfirmed_bytes += size
        self._room.held += size

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
