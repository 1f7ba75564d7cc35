"""What was done in the demo, read off the databases and off what the phones show: nothing else counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from awareness.library import Library
from awareness.types import Lesson
from broadcasts.campaigns import Campaigns
from channels.contract import IncomingKind
from channels.local_phone import LocalMessage, LocalPhone, Side
from console.demo.guide import Task
from storage.campaigns.types import CampaignId, CampaignState, DeliveryState
from storage.residents.repository import ResidentRepository
from storage.tips.repository import TipRepository
from storage.tips.types import EventKind, TipId
from storage.types import PC04

_RECEIPT = re.compile(r"\b\d{4} \d{4} \d{4} \d{4} \d{2}\b")
_BEGINNING = 40
"""Signs of a text that tell it from every other one."""

_CASEWORK = {
    EventKind.OPENED: Task.OPENED,
    EventKind.ACCEPTED: Task.TAKEN,
    EventKind.ASKED: Task.ASKED,
    EventKind.ANSWERED: Task.ANSWERED,
}
_APPROVED = {CampaignState.APPROVED, CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.FINISHED}
_WRITTEN = {CampaignState.IN_REVIEW, *_APPROVED}


@dataclass(slots=True)
class _Beginning:
    """What was there already when the path began."""

    phones: dict[str, int] = field(default_factory=dict)
    tips: frozenset[TipId] = frozenset()
    campaigns: frozenset[CampaignId] = frozenset()
    receipts: set[str] = field(default_factory=set)
    """Phones on which a code was shown since."""


@dataclass(slots=True, kw_only=True)
class DemoWitness:
    """A `Witness` over the demo's phones (villagers' by task name) and the program's own stores."""

    villagers: Mapping[Task, tuple[str, str, LocalPhone]]
    """Channel, chat and phone of each villager, by the task that subscribes him."""
    library: Library
    residents: ResidentRepository
    tips: TipRepository
    campaigns: Campaigns
    _since: _Beginning = field(default_factory=_Beginning)

    async def begin(self) -> None:
        """Count only what happens from now on; who is subscribed stays so."""
        self._since = _Beginning(
            phones={chat: phone.version for _channel, chat, phone in self.villagers.values()},
            tips=frozenset(row.tip for row in await self.tips.cases_for(PC04, open_only=False)),
            campaigns=frozenset(one.campaign for one in await self.campaigns.list_all()),
        )

    async def seen(self) -> frozenset[Task]:
        """Return what can be seen done now."""
        seen = {task for _channel, chat, phone in self.villagers.values() for task in self._on_phone(chat, phone)}
        for task, (channel, chat, _phone) in self.villagers.items():
            if await self.residents.get(channel, chat) is not None:
                seen.add(task)
        return frozenset({*seen, *await self._in_cases(), *await self._in_campaigns()})

    def _on_phone(self, chat: str, phone: LocalPhone) -> Iterator[Task]:
        messages = [one for one in phone.messages if one.version > self._since.phones.get(chat, 0)]
        from_bot = [one for one in messages if one.side is Side.BOT]
        if shows_a_lesson([one.text for one in from_bot], self.library.lessons):
            yield Task.LESSON
        asked = any(one.side is Side.ME and is_without_marks(one.text) for one in messages)
        if asked and _shows_one_of(from_bot, [answer.text for answer in self.library.answers]):
            yield Task.QUESTION
        if any(one.side is Side.ME and one.kind is IncomingKind.PHOTO for one in messages):
            yield Task.PHOTO
        if any(_RECEIPT.search(one.text) for one in from_bot):
            self._since.receipts.add(chat)
        if chat in self._since.receipts:
            yield Task.SENT
            if from_bot and not _RECEIPT.search(from_bot[-1].text):
                yield Task.NOTED

    async def _in_cases(self) -> set[Task]:
        """Return what the audit chains of new cases tell."""
        cases = await self.tips.cases_for(PC04, open_only=False)
        new = [row.tip for row in cases if row.tip not in self._since.tips and not row.is_test]
        kinds = {event.kind for tip in new for event in await self.tips.events(tip)}
        return {task for kind, task in _CASEWORK.items() if kind in kinds}

    async def _in_campaigns(self) -> set[Task]:
        seen = set()
        for one in await self.campaigns.list_all():
            if one.campaign in self._since.campaigns:
                continue
            if one.state in _WRITTEN:
                seen.add(Task.WRITTEN)
            if one.state in _APPROVED:
                seen.add(Task.APPROVED)
                report = await self.campaigns.show(one.campaign)
                if report.counts[DeliveryState.SENT] >= len(self.villagers):
                    seen.add(Task.ARRIVED)
        return seen


def is_without_marks(text: str) -> bool:
    """Tell whether these are several words typed without any Vietnamese mark."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    plain = not any(unicodedata.combining(sign) or sign == "đ" for sign in decomposed)
    return plain and len(text.split()) > 1


def shows_a_lesson(texts: Iterable[str], lessons: Iterable[Lesson]) -> bool:
    """Tell whether a screen of a lesson is among `texts`, under its title: an answer may begin with the same words."""
    wanted = [(lesson.title, _beginning(screen)) for lesson in lessons for screen in lesson.screens]
    return any(title in text and beginning in text for text in texts for title, beginning in wanted)


def _shows_one_of(messages: list[LocalMessage], texts: list[str]) -> bool:
    beginnings = [_beginning(text) for text in texts]
    return any(beginning in message.text for message in messages for beginning in beginnings)


def _beginning(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())[:_BEGINNING]
