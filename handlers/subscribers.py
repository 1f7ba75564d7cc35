"""The people who asked for news, as conversations see them: `storage.residents` keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from channels.contract import Address
from storage.residents.types import Language, ResidentId, Subscription, Topic
from storage.types import UnitCode


class Subscribers(Protocol):
    """Subscriptions by channel and chat id; addresses are encrypted below."""

    async def subscribe(
        self, channel: str, value: str, *, unit: UnitCode | None, topics: Iterable[Topic], language: Language
    ) -> ResidentId:
        """Write a subscriber down, or change what he asked for."""

    async def get(self, channel: str, value: str) -> Subscription | None:
        """Return what a subscriber asked for, None for everybody else."""

    async def stop(self, channel: str, value: str) -> bool:
        """Send nothing more; False when nobody was subscribed from there."""

    async def erase(self, channel: str, value: str) -> bool:
        """Delete everything about him; False when there was nothing."""


async def subscription_of(subscribers: Subscribers, address: Address) -> Subscription | None:
    """Return the subscription behind an address."""
    return await subscribers.get(address.channel, address.reveal())


async def subscribe(
    subscribers: Subscribers,
    address: Address,
    *,
    unit: UnitCode | None,
    topics: Iterable[Topic],
    language: Language,
) -> None:
    """Write down, or change, the subscription behind an address."""
    await subscribers.subscribe(address.channel, address.reveal(), unit=unit, topics=topics, language=language)
