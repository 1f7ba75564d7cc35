"""Rows of tips.db as records, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from storage.tips.types import (
    Authority,
    CaseNumber,
    CaseRow,
    Event,
    EventKind,
    NextAction,
    PartKind,
    Result,
    SealedPart,
    TipId,
    TipState,
    Urgency,
    Wrap,
)
from storage.types import Instant, StaffId, UnitCode


def case_columns(row: CaseRow) -> dict[str, Any]:
    """Return what is stored of a case row."""
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    values["case_number"] = values.pop("case")
    return values


def case_of(row: Row[Any]) -> CaseRow:
    """Return a row of `tip` as a record."""
    return CaseRow(
        tip=TipId(row.tip),
        case=CaseNumber(row.case_number),
        state=TipState(row.state),
        urgency=Urgency(row.urgency),
        lead_unit=UnitCode(row.lead_unit),
        authority=Authority(row.authority),
        owner=None if row.owner is None else StaffId(row.owner),
        next_action=NextAction(row.next_action),
        received=Instant(row.received),
        due_accept=Instant(row.due_accept),
        due_action=Instant(row.due_action),
        due_resolve=Instant(row.due_resolve),
        escalation=row.escalation,
        result=None if row.result is None else Result(row.result),
        closed=None if row.closed is None else Instant(row.closed),
        is_test=row.is_test,
        paused_since=None if row.paused_since is None else Instant(row.paused_since),
        paused_seconds=row.paused_seconds,
        reminded=row.reminded,
        reopened=row.reopened,
    )


def piece_of(row: Row[Any], unit: UnitCode) -> tuple[SealedPart, Wrap]:
    """Return a joined row of `part` and `wrap` as a unit's piece."""
    part = SealedPart(number=row.number, kind=PartKind(row.kind), hour=Instant(row.hour), ciphertext=row.ciphertext)
    return part, Wrap(unit=unit, key_version=row.key_version, number=row.number, blob=row.blob)


def event_of(row: Row[Any]) -> Event:
    """Return a row of `event` as a record."""
    return Event(
        sequence=row.sequence,
        kind=EventKind(row.kind),
        unit=UnitCode(row.unit),
        staff=None if row.staff is None else StaffId(row.staff),
        at=Instant(row.at),
        previous=row.previous,
        digest=row.digest,
    )
