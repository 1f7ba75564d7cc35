"""Which residents an audience rule means: one SQL condition, for counting and for writing the ledger."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, select

from storage.campaigns.types import AudienceRule
from storage.residents.tables import resident, resident_topic
from storage.residents.types import ResidentState


def meant_by(rule: AudienceRule) -> ColumnElement[bool]:
    """Return the condition on `resident`: active, in one of the units, with one of the topics, of the language.

    A subscriber of the whole province (no unit) is meant only by a rule for the whole province.
    """
    conditions: list[ColumnElement[bool]] = [resident.c.state == ResidentState.ACTIVE]
    if rule.units:
        conditions.append(resident.c.unit.in_(sorted(rule.units)))
    if rule.topics:
        wanted = select(resident_topic.c.topic).where(
            resident_topic.c.resident == resident.c.resident, resident_topic.c.topic.in_(sorted(rule.topics))
        )
        conditions.append(exists(wanted))
    if rule.language is not None:
        conditions.append(resident.c.language == rule.language)
    return and_(*conditions)
