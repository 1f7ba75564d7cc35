"""The audit chain breaks on every edit and every removal (I-39)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from storage.tips.audit import anchor_of, first_break, link
from storage.tips.types import Event, EventKind, NewEvent, TipId
from storage.types import OVERSIGHT, PC04, Instant, StaffId

_TIP = TipId(bytes(range(16)))


def _chain(length: int) -> list[Event]:
    chain: list[Event] = []
    for at in range(length):
        new = NewEvent(kind=EventKind.OPENED, unit=PC04, staff=StaffId("S-7KQ2M4"), at=Instant(at * 60))
        chain.append(link(_TIP, chain[-1] if chain else None, new))
    return chain


@given(st.integers(0, 12))
def test_a_whole_chain_holds_and_only_for_its_tip(length: int) -> None:
    chain = _chain(length)
    assert first_break(_TIP, chain) is None
    if chain:
        assert first_break(TipId(bytes(16)), chain) == 1


@given(st.integers(0, 7), st.sampled_from(["kind", "unit", "staff", "at", "removed", "twice"]))
def test_an_edit_or_a_removal_shows(place: int, edit: str) -> None:
    chain = _chain(9)
    edited = chain[place]
    match edit:
        case "kind":
            chain[place] = replace(edited, kind=EventKind.EXPORTED)
        case "unit":
            chain[place] = replace(edited, unit=OVERSIGHT)
        case "staff":
            chain[place] = replace(edited, staff=None)
        case "at":
            chain[place] = replace(edited, at=Instant(edited.at + 60))
        case "removed":
            del chain[place]
        case _:
            chain.insert(place, edited)
    assert first_break(_TIP, chain) in (place + 1, place + 2)


def test_a_removed_end_or_chain_shows_in_the_anchor() -> None:
    heads = [b"a" * 32, b"b" * 32, b"c" * 32]
    assert anchor_of(heads) == anchor_of(reversed(heads))
    assert anchor_of(heads) != anchor_of(heads[:2])
