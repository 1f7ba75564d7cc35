"""The records of this room: a unit, what a text means, what a pin means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One of the 78 commune-level units since 2025-07-01.

    `code` has 5 digits; `name` is the official full name with its type word, `bare_name` without.
    `former_district` and `former_province` are those before 2025-07-01, with their type words.
    Latitude and longitude (WGS 84, degrees) are a point inside the unit, no office.
    """

    code: str
    name: str
    bare_name: str
    kind: str
    former_district: str
    former_province: str
    is_border: bool
    is_coastal: bool
    latitude: float
    longitude: float


class AliasKind(StrEnum):
    """What a name in the gazetteer is a name of."""

    OLD_COMMUNE = "old_commune"
    OLD_DISTRICT = "old_district"
    SHORT = "short"
    COMMON = "common"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One name people use and the one unit that it stands in today (a district has a row a unit)."""

    text: str
    kind: AliasKind
    code: str


class MatchKind(StrEnum):
    """What a text turned out to mean.

    `one`: this unit, to be confirmed by the person. `several`: 2 to 8 units, to be asked with
    numbered choices. `none`: no place of ours found, ask again. `unknown`: the person says that
    they do not know.
    """

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a text means.

    `units`: one for `one`, 2 to 8 in the order to offer them for `several`, else empty.
    `matched`: the part of the (normalised) text that was read as the place, "" if none.
    `typo`: the name was near, not equal; say the unit's name clearly when asking to confirm.
    `district_only`: the person named an old district or city, not a commune.
    `other_province`: the words are also the name of a province (Quảng Ninh, Thanh Hóa) or of
    the whole province; with `several` or `one` confirm carefully, with `none` say that only
    Quảng Trị is served.
    """

    kind: MatchKind
    units: tuple[Unit, ...] = ()
    matched: str = ""
    typo: bool = False
    district_only: bool = False
    other_province: bool = False


class PointKind(StrEnum):
    """What a pin means: `one` unit clearly, `several` near an outline (ask), `none` outside."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointMatch:
    """What a pin means; `units` nearest first: one, 2 to 8, or none."""

    kind: PointKind
    units: tuple[Unit, ...] = ()
