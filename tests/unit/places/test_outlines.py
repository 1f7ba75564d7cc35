"""A pin decides only when it is clearly inside one unit."""

from __future__ import annotations

import itertools
import json
import math
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.gazetteer import load
from places.outlines import Outlines
from places.types import PointKind, Unit

_GAZETTEER = load()
_OUTLINES = Outlines(_GAZETTEER)
_METRES_PER_DEGREE = 111_195.0


def _rings() -> dict[str, list[list[tuple[float, float]]]]:
    text = files("places").joinpath("data", "quang_tri_boundaries.geojson").read_text(encoding="utf-8")
    rings: dict[str, list[list[tuple[float, float]]]] = {}
    for feature in json.loads(text)["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        rings[feature["properties"]["code"]] = [[(point[0], point[1]) for point in polygon[0]] for polygon in polygons]
    return rings


_RINGS = _rings()
_POINTS = {code: [point for ring in rings for point in ring] for code, rings in _RINGS.items()}


@pytest.mark.parametrize("unit", _GAZETTEER.units, ids=[unit.code for unit in _GAZETTEER.units])
def test_point_of_each_unit_lies_in_it(unit: Unit) -> None:
    assert _OUTLINES.locate(unit.latitude, unit.longitude).units[0] == unit


@pytest.mark.parametrize("code", sorted(_RINGS))
def test_outline_itself_always_offers_its_unit(code: str) -> None:
    for longitude, latitude in _POINTS[code][::7]:
        assert code in {unit.code for unit in _OUTLINES.locate(latitude, longitude).units}


def test_shared_border_asks() -> None:
    corners = set(_POINTS["19333"]) & set(_POINTS["19351"])
    assert corners  # Đông Hà and Nam Đông Hà are neighbours
    for longitude, latitude in corners:
        found = _OUTLINES.locate(latitude, longitude)
        assert found.kind is PointKind.SEVERAL
        assert {"19333", "19351"} <= {unit.code for unit in found.units}


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(21.03, 105.85), (16.46, 107.6), (17.0, 108.5), (0.0, 0.0), (106.6, 17.5), (math.nan, 106.6), (91.0, 0.0)],
    ids=["Hà Nội", "Huế", "at sea", "null island", "swapped", "not a number", "out of range"],
)
def test_point_outside_the_province_is_none(latitude: float, longitude: float) -> None:
    found = _OUTLINES.locate(latitude, longitude)
    assert found.kind is PointKind.NONE
    assert found.units == ()


@given(st.floats(16.2, 18.2), st.floats(105.5, 107.5))
def test_offered_units_are_those_within_300_metres(latitude: float, longitude: float) -> None:
    found = _OUTLINES.locate(latitude, longitude)
    distances = {code: min(_metres_to(ring, latitude, longitude) for ring in rings) for code, rings in _RINGS.items()}
    near = {code for code, metres in distances.items() if metres < 299}
    far = {code for code, metres in distances.items() if metres > 301}
    got = {unit.code for unit in found.units}
    assert near <= got
    # Beyond 300 m of an outline only the one unit around the point can be meant.
    assert len(got & far) <= 1
    expected = {0: PointKind.NONE, 1: PointKind.ONE}.get(len(got), PointKind.SEVERAL)
    assert found.kind is expected


def _metres_to(ring: list[tuple[float, float]], latitude: float, longitude: float) -> float:
    """Return the metres from a point to the line of `ring`."""
    scale = math.cos(math.radians(latitude))
    best = math.inf
    for (east_1, north_1), (east_2, north_2) in itertools.pairwise(ring):
        x_1, y_1 = (east_1 - longitude) * scale, north_1 - latitude
        x_2, y_2 = (east_2 - longitude) * scale, north_2 - latitude
        along = math.hypot(x_2 - x_1, y_2 - y_1)
        share = 0.0 if along == 0 else -(x_1 * (x_2 - x_1) + y_1 * (y_2 - y_1)) / along**2
        share = min(1.0, max(0.0, share))
        best = min(best, math.hypot(x_1 + share * (x_2 - x_1), y_1 + share * (y_2 - y_1)))
    return best * _METRES_PER_DEGREE
