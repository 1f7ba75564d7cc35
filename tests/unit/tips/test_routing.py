"""Routing is total: every commune, urgency, conflict and activity (I-42)."""

from __future__ import annotations

from itertools import product

import pytest

from places import gazetteer
from storage.tips.types import Authority, Conflict, Happening, Urgency
from storage.types import OVERSIGHT, PC04, UnitCode
from tips.routing import Outside, Route, drill_route, route, urgency_of

_UNITS = [UnitCode(unit.code) for unit in gazetteer.load().units]
_WAYS = list(product([*_UNITS, None], Urgency, Conflict, [True, False], [True, False]))


def _active(unit: UnitCode | None, *, is_active: bool) -> frozenset[UnitCode]:
    others = frozenset(_UNITS[:5]) - {unit}
    return others | {unit} if is_active and unit is not None else others


def test_there_are_seventy_eight_units() -> None:
    assert len(set(_UNITS)) == 78


def test_every_way_ends_with_somebody_who_may_read_it() -> None:
    for unit, urgency, conflict, is_active, body in _WAYS:
        active = _active(unit, is_active=is_active)
        way = route(unit=unit, urgency=urgency, conflict=conflict, active_units=active, outside_body=body)
        if conflict is Conflict.PROVINCE:
            assert way == Outside(body_configured=body)
            continue
        assert isinstance(way, Route)
        assert way.lead in way.holders
        assert {PC04, OVERSIGHT} <= way.holders
        assert not way.holders & way.excluded
        assert way.lead == PC04 or way.lead in active
        assert way.holders <= {PC04, OVERSIGHT, unit}


def test_a_commune_that_a_tip_is_about_gets_nothing() -> None:
    for unit, urgency, is_active in product(_UNITS, Urgency, [True, False]):
        for conflict in (Conflict.COMMUNE, Conflict.UNSURE):
            active = _active(unit, is_active=is_active)
            way = route(unit=unit, urgency=urgency, conflict=conflict, active_units=active, outside_body=False)
            assert isinstance(way, Route)
            assert (way.lead, way.authority) == (PC04, Authority.PC04)
            assert unit in way.excluded
            assert unit not in way.holders


def test_an_active_commune_leads_and_an_inactive_one_holds_nothing() -> None:
    for unit, urgency in product(_UNITS, Urgency):
        ways = [
            route(
                unit=unit,
                urgency=urgency,
                conflict=Conflict.NONE,
                active_units=_active(unit, is_active=is_active),
                outside_body=False,
            )
            for is_active in (True, False)
        ]
        leads, waits = ways
        assert isinstance(leads, Route)
        assert isinstance(waits, Route)
        assert (leads.lead, leads.authority) == (unit, Authority.COMMUNE)
        assert (waits.lead, waits.holders) == (PC04, frozenset({PC04, OVERSIGHT}))


def test_a_drill_goes_to_its_unit_before_it_is_active() -> None:
    assert drill_route(_UNITS[0]).lead == _UNITS[0]
    assert drill_route(PC04).holders == {PC04, OVERSIGHT}


@pytest.mark.parametrize(
    ("happening", "urgency"),
    [
        (Happening.YES, Urgency.URGENT),
        (Happening.NO, Urgency.NORMAL),
        (Happening.UNKNOWN, Urgency.HIGH),
        (None, Urgency.HIGH),
    ],
)
def test_what_goes_on_now_is_urgent(happening: Happening | None, urgency: Urgency) -> None:
    assert urgency_of(happening) is urgency
