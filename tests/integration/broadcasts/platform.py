"""A platform in memory that keeps its promises and breaks them: the oracle of what really arrived.

It knows its people; each may have blocked us, not exist, or meet with a bad day. What it accepted, it counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum

from channels.contract import (
    Address,
    AllowanceUsedUp,
    Capabilities,
    Channel,
    ChannelName,
    Deliver,
    Health,
    InvalidRecipient,
    Lane,
    MaybeSent,
    MessageRef,
    NotSent,
    Outgoing,
    RecipientGone,
    Refused,
    ReplyHandle,
    Throttled,
    WebhookRoute,
)


class Fault(StrEnum):
    """What happens to one call."""

    THROTTLED = "throttled"
    ALLOWANCE_USED_UP = "allowance used up"
    BLOCKED = "blocked"
    INVALID = "invalid"
    REFUSED = "refused"
    CUT_BEFORE = "cut before"
    CUT_AFTER = "cut after"
    LOST_AFTER_ACCEPT = "lost after accept"
    BROKEN = "broken"


class Platform:
    """Implements `Channel`; only `push` is busy here."""

    def __init__(self, name: str, seconds: Callable[[], float], retry_after: float = 2.0) -> None:
        self._name = ChannelName(name)
        self._seconds = seconds
        self._retry_after = retry_after
        self.faults: defaultdict[str, list[Fault]] = defaultdict(list)
        self.always: dict[str, Fault] = {}
        self.met: defaultdict[str, list[Fault]] = defaultdict(list)
        self.arrived: Counter[str] = Counter()
        self.said: defaultdict[str, list[Outgoing]] = defaultdict(list)
        self.called_at: list[float] = []
        self.before_call: Callable[[str], Awaitable[None]] | None = None

    @property
    def name(self) -> ChannelName:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            buttons=True,
            edit=True,
            delete=True,
            photos=True,
            location=False,
            push=True,
            tip_chat=False,
            text_limit=4096,
            caption_limit=1024,
            photo_bytes=10_000_000,
        )

    @property
    def health(self) -> Health:
        return Health.UP

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        value = to.reveal()
        self.called_at.append(self._seconds())
        if self.before_call is not None:
            await self.before_call(value)
        waiting = self.faults[value]
        fault = self.always.get(value) or (waiting.pop(0) if waiting else None)
        if fault is not None:
            self.met[value].append(fault)
        self._fail_before(fault)
        self.arrived[value] += 1
        self.said[value].append(message)
        if fault is Fault.LOST_AFTER_ACCEPT:
            raise MaybeSent
        return MessageRef(str(self.arrived.total()))

    def _fail_before(self, fault: Fault | None) -> None:
        match fault:
            case Fault.THROTTLED:
                raise Throttled(self._retry_after)
            case Fault.ALLOWANCE_USED_UP:
                raise AllowanceUsedUp
            case Fault.BLOCKED:
                raise RecipientGone
            case Fault.INVALID:
                raise InvalidRecipient
            case Fault.REFUSED:
                raise Refused
            case Fault.CUT_BEFORE:
                raise NotSent
            case Fault.CUT_AFTER:
                raise MaybeSent
            case Fault.BROKEN:
                raise RuntimeError("a programming error in the channel")
            case Fault.LOST_AFTER_ACCEPT | None:
                return

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        return (await self.push(Address(self._name, to.reveal()), message, Lane.REPLY),)

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        return await self.reply(to, message)

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        return None

    async def typing(self, to: ReplyHandle) -> None:
        return None

    def address(self, of: ReplyHandle) -> Address:
        return Address(of.channel, of.reveal())

    def handle(self, of: Address) -> ReplyHandle:
        return ReplyHandle(of.channel, of.reveal())

    async def run(self, deliver: Deliver) -> None:
        return None

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        return ()


def conforms(platform: Platform) -> Channel:
    """Prove to the type checker that the platform is a channel."""
    return platform
