"""Routing is total, and an excluded unit is never a holder: every unit, every answer, every state of the house."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from places import gazetteer
from storage.tips.types import Conflict, Happening
from storage.types import OVERSIGHT, PC04, UnitCode
from tests.privacy.scenario import LEAD
from tips.routing import Outside, Route, route, urgency_of

COMMUNES = [UnitCode(unit.code) for unit in gazetteer.load().units]


def _active(unit: UnitCode | None) -> Iterator[frozenset[UnitCode]]:
    everybody = frozenset(COMMUNES)
    own = frozenset() if unit is None else frozenset({unit})
    yield from (frozenset(), own, everybody, everybody - own)


def _route(
    unit: UnitCode | None, happening: Happening | None, conflict: Conflict, active: frozenset[UnitCode]
) -> Route:
    found = route(unit=unit, urgency=urgency_of(happening), conflict=conflict, active_units=active, outside_body=False)
    assert isinstance(found, Route)
    return found


@pytest.mark.parametrize("conflict", [Conflict.NONE, Conflict.COMMUNE, Conflict.UNSURE])
def test_i42_every_tip_finds_a_unit_that_can_open_it(conflict: Conflict) -> None:
    assert len(COMMUNES) == 78
    for unit, happening in itertools.product([None, *COMMUNES], [None, *Happening]):
        for active in _active(unit):
            found = _route(unit, happening, conflict, active)
            assert found.lead in active | {PC04}
            assert {found.lead, PC04, OVERSIGHT} == found.holders
            assert not found.holders & found.excluded


@pytest.mark.parametrize("conflict", [Conflict.COMMUNE, Conflict.UNSURE])
def test_i42_the_commune_a_tip_may_concern_holds_no_key(conflict: Conflict) -> None:
    for unit, happening in itertools.product(COMMUNES, Happening):
        for active in _active(unit):
            found = _route(unit, happening, conflict, active)
            assert unit not in found.holders
            assert found.lead == PC04
            assert unit in found.excluded


def test_i42_a_tip_about_the_province_reaches_no_police_of_the_province() -> None:
    for unit, happening, body in itertools.product([None, *COMMUNES], Happening, [True, False]):
        found = route(
            unit=unit,
            urgency=urgency_of(happening),
            conflict=Conflict.PROVINCE,
            active_units=frozenset(COMMUNES),
            outside_body=body,
        )
        assert isinstance(found, Outside)


def test_i42_an_active_commune_leads_what_happens_in_it() -> None:
    unit = UnitCode(LEAD)
    assert _route(unit, Happening.NO, Conflict.NONE, frozenset({unit})).lead == unit
