"""Where an answer can go, where somebody can be reached later, and one message. Their repr is blank."""

from __future__ import annotations

from typing import NewType, NoReturn

ChannelName = NewType("ChannelName", str)


class ReplyHandle:
    """Where one answer can go. Memory only: it cannot be pickled or copied to a store, and its repr is blank.

    Equal handles mean the same chat, so it may key a dictionary of sessions.
    """

    __slots__ = ("__chat", "__hash", "channel")

    def __init__(self, channel: ChannelName, chat: str) -> None:
        self.channel = channel
        self.__chat = chat
        # A handle is looked up several times for every message.
        self.__hash = hash((channel, chat))

    def reveal(self) -> str:
        """Return the platform's chat id. Called by the channel that made the handle, by nobody else."""
        return self.__chat

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReplyHandle) and (self.channel, self.__chat) == (other.channel, other.__chat)

    def __hash__(self) -> int:
        return self.__hash

    def __repr__(self) -> str:
        return "ReplyHandle()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a reply handle lives in memory only")


class Address:
    """Where a subscriber or a member of staff can be reached later. Stored only encrypted; repr is blank."""

    __slots__ = ("__value", "channel")

    def __init__(self, channel: ChannelName, value: str) -> None:
        self.channel = channel
        self.__value = value

    def reveal(self) -> str:
        """Return the platform's chat id, for the channel and for the address cipher."""
        return self.__value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and (self.channel, self.__value) == (other.channel, other.__value)

    def __hash__(self) -> int:
        return hash((self.channel, self.__value))

    def __repr__(self) -> str:
        return "Address()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an address is stored only through the address cipher")


class MessageRef:
    """One message in one chat, for edit and delete. Memory only, blank repr."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """Return the platform's message id, for the channel that made the reference."""
        return self.__value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MessageRef) and self.__value == other.__value

    def __hash__(self) -> int:
        return hash(self.__value)

    def __repr__(self) -> str:
        return "MessageRef()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a message reference lives in memory only")
