"""Decide who leads a tip and who may open it: one total function, so that no tip can fall between units.

Sources: DESIGN section 4 "Routing"; facts/tip-line.md 4.7 and 4.8.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import assert_never

from storage.tips.types import Authority, Conflict, Happening, Urgency
from storage.types import OVERSIGHT, PC04, UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who leads, who gets a key, who must not; `holders` and `excluded` never share a unit."""

    lead: UnitCode
    holders: frozenset[UnitCode]
    excluded: frozenset[UnitCode]
    authority: Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The province's police must not hold this. With no body configured, the ministry's line C04 is told."""

    body_configured: bool


def route(
    *,
    unit: UnitCode | None,
    urgency: Urgency,
    conflict: Conflict,
    active_units: AbstractSet[UnitCode],
    outside_body: bool,
) -> Route | Outside:
    """Return the way of a tip about `unit` (None: place unknown).

    A commune leads once it is active, else PC04. PC04 and oversight always hold a key. When the tip concerns
    the commune's officials, or the sender is not sure, PC04 leads and the commune is excluded. Urgency does
    not change who leads, only how fast the clocks run: the nearest police are the fastest.
    """
    match conflict:
        case Conflict.PROVINCE:
            return Outside(body_configured=outside_body)
        case Conflict.COMMUNE | Conflict.UNSURE:
            excluded = frozenset() if unit is None else frozenset({unit})
            return _route(PC04, excluded=excluded)
        case Conflict.NONE:
            lead = unit if unit is not None and unit in active_units else PC04
            return _route(lead, excluded=frozenset())
        case _:
            assert_never(conflict)


def drill_route(unit: UnitCode) -> Route:
    """Return the way of a drill tip: to the unit itself, active or not, since the drill is what activates it."""
    return _route(unit, excluded=frozenset())


def urgency_of(happening: Happening | None) -> Urgency:
    """Return how fast the clocks run: going on now is urgent, unknown is high, over is normal."""
    match happening:
        case Happening.YES:
            return Urgency.URGENT
        case Happening.UNKNOWN | None:
            return Urgency.HIGH
        case Happening.NO:
            return Urgency.NORMAL
        case _:
            assert_never(happening)


def _route(lead: UnitCode, *, excluded: frozenset[UnitCode]) -> Route:
    return Route(
        lead=lead,
        holders=frozenset({lead, PC04, OVERSIGHT}),
        excluded=excluded,
        authority=Authority.PC04 if lead == PC04 else Authority.COMMUNE,
    )
