"""Where? One question for the tip, the subscription and a pin: never a guess between two, always confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from channels.contract import Incoming, Point
from handlers.conversation import Context, Expect, Pick, Screen
from places.gazetteer import Gazetteer
from places.matcher import Matcher
from places.outlines import Outlines
from places.types import Match, MatchKind, PointKind, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What knows the 78 units."""

    gazetteer: Gazetteer
    matcher: Matcher
    outlines: Outlines


class Reading(StrEnum):
    """What an answer to "where?" turned out to be."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """An answer to "where?"; `units` as in `places.types.Match`."""

    reading: Reading
    units: tuple[Unit, ...] = ()


def read_place(places: Places, incoming: Incoming, text: str) -> PlaceAnswer:
    """Return what a pin or a typed place means. Pure."""
    if incoming.point is not None:
        return _of_point(places, incoming.point)
    return of_match(places.matcher.match(text))


def of_match(match: Match) -> PlaceAnswer:
    """Return a match as an answer."""
    if match.kind is MatchKind.NONE and match.other_province:
        return PlaceAnswer(reading=Reading.ELSEWHERE)
    return PlaceAnswer(reading=Reading(match.kind.value), units=match.units)


def place_screen(context: Context, answer: PlaceAnswer, *, ask_key: str, may_skip: bool, back_to: str) -> Screen:
    """Return what to show for an answer: confirm one, choose of several, else ask (again).

    The picks run `place` with a unit's code, `other`, and `unknown` where it may be skipped. Whatever is
    typed instead is read as a place.
    """
    other = Pick(label=context.t("place-other"), action="other")
    skip = (Pick(label=context.t("place-unknown"), action="unknown"),) if may_skip else ()
    match answer.reading:
        case Reading.ONE:
            unit = answer.units[0]
            yes = Pick(label=context.t("place-yes"), action="place", argument=unit.code)
            text, picks = context.t("place-confirm", unit=unit.name), (yes, other, *skip)
        case Reading.SEVERAL:
            units = tuple(
                Pick(label=f"{number}. {unit.name}", action="place", argument=unit.code)
                for number, unit in enumerate(answer.units, start=1)
            )
            text, picks = context.t("place-several"), (*units, other, *skip)
        case Reading.ELSEWHERE:
            text, picks = f"{context.t('place-elsewhere')}\n\n{context.t(ask_key)}", skip
        case Reading.NONE | Reading.UNKNOWN:
            key = "place-not-found" if context.capabilities.location else "place-not-found-typed"
            text, picks = context.t(key), skip
        case _:
            assert_never(answer.reading)
    return Screen(text=text, choices=picks, expects=Expect.TEXT, back_to=back_to)


def ask_screen(context: Context, *, ask_key: str, may_skip: bool, back_to: str) -> Screen:
    """Return the question itself."""
    skip = (Pick(label=context.t("place-unknown"), action="unknown"),) if may_skip else ()
    return Screen(text=context.t(ask_key), choices=skip, expects=Expect.TEXT, back_to=back_to)


def _of_point(places: Places, point: Point) -> PlaceAnswer:
    match = places.outlines.locate(point.latitude, point.longitude)
    if match.kind is PointKind.NONE:
        return PlaceAnswer(reading=Reading.ELSEWHERE)
    return PlaceAnswer(reading=Reading(match.kind.value), units=match.units)
