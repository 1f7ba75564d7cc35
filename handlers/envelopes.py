"""What an officer's chat shows of a case: number, urgency, unit, deadline, two buttons. Never a word of content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from channels.contract import Link, Outgoing
from handlers.screens import standing
from handlers.texts import Catalogue
from places.gazetteer import Gazetteer
from storage.residents.types import Language
from storage.tips.types import CaseNumber, NoticeKind, Urgency
from storage.types import Instant, UnitCode, moment
from tips.notices import NoticeAction, NoticeView

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICER = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeRenderer:
    """Turns notices into messages. `console_address` is the console's, empty when phones cannot open it."""

    catalogue: Catalogue
    gazetteer: Gazetteer
    console_address: str

    def __call__(self, notice: NoticeView, language: str) -> Outgoing:
        """Return the message of a notice, in the words of its kind."""
        spoken = Language(language)
        head = self.catalogue.text(spoken, f"notice-{notice.kind.value.replace('_', '-')}")
        if notice.is_test:
            head = f"{self.catalogue.text(spoken, 'notice-test')}\n{head}"
        may_open = NoticeAction.OPEN in notice.actions
        if notice.case is None:
            # A reminder or a breach that speaks of many: what a flood put aside and nobody took.
            of_many = "" if notice.kind is NoticeKind.DIGEST else f"\n{self.catalogue.text(spoken, 'notice-of-many')}"
            return Outgoing(text=head + of_many, links=self._link(spoken, ""))
        take = self.catalogue.text(spoken, "case-take")
        return Outgoing(
            text=f"{head}\n{self.lines(spoken, notice.case, notice.urgency, notice.unit, notice.due)}",
            choices=(standing(OFFICER, "take", notice.case, take),) if NoticeAction.TAKE in notice.actions else (),
            links=self.link(spoken, notice.case) if may_open else (),
        )

    def lines(self, language: Language, case: CaseNumber, urgency: Urgency, unit: UnitCode, due: Instant) -> str:
        """Return the envelope's lines."""
        return self.catalogue.text(
            language,
            "envelope",
            case=case,
            urgency=self.catalogue.text(language, f"urgency-{urgency.value}"),
            unit=unit_name(self.gazetteer, unit),
            due=local_time(moment(due)),
        )

    def link(self, language: Language, case: CaseNumber) -> tuple[Link, ...]:
        """Return the button that opens a case in the console; none without an address."""
        return self._link(language, f"/{case}")

    def _link(self, language: Language, path: str) -> tuple[Link, ...]:
        if not self.console_address:
            return ()
        return (Link(label=self.catalogue.text(language, "case-open"), url=f"{self.console_address}/cases{path}"),)


def unit_name(gazetteer: Gazetteer, unit: UnitCode) -> str:
    """Return a unit's name; PC04, OVERSIGHT and PROVINCE are their own names."""
    return gazetteer.unit(unit).name if gazetteer.has(unit) else unit


def local_time(at: datetime) -> str:
    """Return a moment as people here write it."""
    local = at.astimezone(LOCAL)
    return f"{local:%H:%M} {local.day}/{local.month}/{local.year}"
