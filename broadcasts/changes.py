"""What changed between two versions of a campaign, as an approver reads it: part by part, gone and new. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson

EVERYBODY = "ALL"
"""Stands for "no unit chosen", which is the whole province, and for "no topic chosen", which is everybody."""

_SENTENCE_END = re.compile(r"\n+|(?<=[.!?…])\s+")


class ChangedPart(StrEnum):
    """The parts of a campaign that can change."""

    TITLE = "title"
    TEXT = "text"
    PICTURE = "picture"
    QUESTION = "question"
    OPTIONS = "options"
    UNITS = "units"
    TOPICS = "topics"
    STARTS = "starts"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is gone and what is new in one part.

    Text comes by sentences, units and topics by their codes, a start as seconds since 1970 ("" = when approved),
    a picture as its hash.
    """

    part: ChangedPart
    gone: tuple[str, ...] = field(repr=False)
    new: tuple[str, ...] = field(repr=False)


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return what differs between two versions as `broadcasts.digest.told_of` wrote them, in the order of reading."""
    return tuple(_changes(orjson.loads(before), orjson.loads(after)))


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for part in ChangedPart:
        old, new = _values(part, before), _values(part, after)
        if old == new:
            continue
        if part in (ChangedPart.TEXT, ChangedPart.OPTIONS):
            gone, came = _differing(old, new)
        elif part in (ChangedPart.UNITS, ChangedPart.TOPICS):
            gone, came = _missing(old, new), _missing(new, old)
        else:
            gone, came = old, new
        yield Change(part=part, gone=gone, new=came)


def _values(part: ChangedPart, told: dict[str, Any]) -> tuple[str, ...]:
    value = told[part.value]
    if part is ChangedPart.TEXT:
        return tuple(sentence for sentence in _SENTENCE_END.split(value) if sentence.strip())
    if part in (ChangedPart.UNITS, ChangedPart.TOPICS):
        return tuple(value) or (EVERYBODY,)
    if part is ChangedPart.OPTIONS:
        return tuple(value)
    if part is ChangedPart.STARTS:
        return ("" if value is None else str(value),)
    return (value,) if value else ()


def _missing(these: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    """Return what stands in `these` and not in `those`."""
    return tuple(one for one in these if one not in those)


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences that are gone and those that are new, in their order."""
    gone: list[str] = []
    came: list[str] = []
    for kind, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            gone += old[old_from:old_to]
            came += new[new_from:new_to]
    return tuple(gone), tuple(came)
