"""A pin on the map to a unit: decided only when it is clearly inside, else asked.

The outlines are simplified, so within 300 m of one the neighbour is as likely: both are offered.
"""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal, TypedDict

from places.gazetteer import Gazetteer
from places.types import PointKind, PointMatch, Unit

_NEAR_METRES: Final = 300.0
_MOST_CHOICES: Final = 8
_METRES_PER_DEGREE: Final = 111_195.0
"""Of latitude, and of longitude times the cosine of the latitude; good to 0.5 % in this province."""


class _Polygon(TypedDict):
    """GeoJSON, RFC 7946 section 3.1.6: rings of (longitude, latitude), the outer one first."""

    type: Literal["Polygon"]
    coordinates: list[list[list[float]]]


class _MultiPolygon(TypedDict):
    """GeoJSON, RFC 7946 section 3.1.7: Phú Trạch has islands."""

    type: Literal["MultiPolygon"]
    coordinates: list[list[list[list[float]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """One closed ring of a unit as (longitude, latitude) pairs, with its bounding box."""

    unit: Unit
    ring: tuple[tuple[float, float], ...]
    west: float
    south: float
    east: float
    north: float


class Outlines:
    """Point lookup over the 78 outlines. Building it reads 200 kB (about 15 ms); looking up is fast."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Read the packaged outlines for the units of `gazetteer`."""
        text = files("places").joinpath("data", "quang_tri_boundaries.geojson").read_text(encoding="utf-8")
        self._outlines = tuple(
            _outline(gazetteer.unit(feature["properties"]["code"]), ring)
            for feature in json.loads(text)["features"]
            for ring in _rings(feature["geometry"])
        )

    def locate(self, latitude: float, longitude: float) -> PointMatch:
        """Return the unit at a WGS 84 point in degrees.

        `one` if the point is inside one unit and more than 300 m from every other; `several` if
        more are that near, the nearest first; `none` if it is more than 300 m outside the
        province, or no point on earth (NaN, out of range). A point just outside the province and
        near one unit only gives that one.
        """
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            return PointMatch(kind=PointKind.NONE)
        nearest: dict[str, tuple[float, Unit]] = {}
        for outline in self._outlines:
            distance = _distance(outline, latitude, longitude)
            if distance <= _NEAR_METRES and distance < nearest.get(outline.unit.code, (math.inf, None))[0]:
                nearest[outline.unit.code] = (distance, outline.unit)
        units = tuple(unit for _, unit in sorted(nearest.values(), key=lambda near: (near[0], near[1].code)))
        if not units:
            return PointMatch(kind=PointKind.NONE)
        kind = PointKind.ONE if len(units) == 1 else PointKind.SEVERAL
        return PointMatch(kind=kind, units=units[:_MOST_CHOICES])


def _rings(geometry: _Polygon | _MultiPolygon) -> list[list[list[float]]]:
    """Return the outer rings; the packaged outlines have no holes."""
    if geometry["type"] == "Polygon":
        return geometry["coordinates"][:1]
    return [polygon[0] for polygon in geometry["coordinates"]]


def _outline(unit: Unit, ring: list[list[float]]) -> _Outline:
    """Return `ring` with its bounding box."""
    points = tuple((point[0], point[1]) for point in ring)
    longitudes, latitudes = (
        [point[0] for point in points],
        [point[1] for point in points],
    )
    return _Outline(
        unit=unit,
        ring=points,
        west=min(longitudes),
        south=min(latitudes),
        east=max(longitudes),
        north=max(latitudes),
    )


def _distance(outline: _Outline, latitude: float, longitude: float) -> float:
    """Return the metres from a point to an outline: 0 inside, infinity if plainly too far."""
    margin = _NEAR_METRES / _METRES_PER_DEGREE * 1.1
    if not (
        outline.west - margin <= longitude <= outline.east + margin
        and outline.south - margin <= latitude <= outline.north + margin
    ):
        return math.inf
    if _is_inside(outline.ring, latitude, longitude):
        return 0.0
    eastward = _METRES_PER_DEGREE * math.cos(math.radians(latitude))
    local = [((east - longitude) * eastward, (north - latitude) * _METRES_PER_DEGREE) for east, north in outline.ring]
    return min(_distance_to_origin(start, end) for start, end in itertools.pairwise(local))


def _is_inside(ring: tuple[tuple[float, float], ...], latitude: float, longitude: float) -> bool:
    """Tell whether a point is inside `ring` (ray to the east, counting crossings)."""
    is_inside = False
    for (east_1, north_1), (east_2, north_2) in itertools.pairwise(ring):
        if (north_1 > latitude) != (north_2 > latitude):
            crossing = east_1 + (latitude - north_1) / (north_2 - north_1) * (east_2 - east_1)
            is_inside ^= longitude < crossing
    return is_inside


def _distance_to_origin(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the distance from the origin to the segment from `start` to `end`, in their unit."""
    (x_1, y_1), (x_2, y_2) = start, end
    length = (x_2 - x_1) ** 2 + (y_2 - y_1) ** 2
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(x_1 * (x_2 - x_1) + y_1 * (y_2 - y_1)) / length))
    return math.hypot(x_1 + share * (x_2 - x_1), y_1 + share * (y_2 - y_1))
