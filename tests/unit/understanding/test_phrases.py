"""Whole sets of phrases, each in every writing: danger is never missed, calm talk rarely frightens."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Final

import pytest

from handlers.understanding import Intent, understand
from tests.unit.understanding.scoring import HERE, Score, load_phrases, score, score_kinds
from tests.unit.understanding.writings import WRITINGS

_BLIND: Final = "blind_phrases.toml"
_BLIND_TWO: Final = "blind_phrases_two.toml"
_BLIND_THREE: Final = "blind_phrases_three.toml"
_PEOPLE: Final = "phrases_people.toml"
_PEOPLE_TWO: Final = "phrases_people_two.toml"
_LEFT_OUT: Final = "phrases_left_out.toml"
_MOST_FALSE_ALARMS: Final = 0.05
_PEOPLE_RECALL: Final = 0.93
_PEOPLE_LABELS: Final = 0.9
_LEFT_OUT_RECALL: Final = 0.88
_ROUNDING: Final = 0.0001
"""The first scores are written down with four decimals."""


def _table(rows: dict[str, Score]) -> str:
    lines = [f"{'':16}{'danger recall':>15}{'false alarms':>15}{'label accuracy':>16}"]
    lines += [
        f"{name:16}{row.danger_recall:15.1%}{row.false_alarms:15.1%}{row.label_accuracy:16.1%}"
        for name, row in rows.items()
    ]
    return "\n".join(lines)


def _explain(row: Score) -> str:
    return "; ".join(f"{phrase.text!r}: {phrase.label}, got {got}" for phrase, got in row.wrong)


def _count(row: Score) -> str:
    """Say how rows went wrong without a word of them: who writes rules may not read the second blind set."""
    counts = Counter((phrase.label, got) for phrase, got in row.wrong)
    return ", ".join(f"{label} read as {got}: {count}" for (label, got), count in counts.most_common())


def test_own_set_is_large_and_half_of_its_calm_rows_nearly_look_like_danger() -> None:
    phrases = load_phrases("phrases.toml")
    counts = Counter(phrase.label for phrase in phrases)
    assert len({phrase.text for phrase in phrases}) == len(phrases) >= 170
    assert set(counts) == {
        "danger-113", "danger-115", "danger-111", "tip", "question", "command", "stop", "greeting", "other",
    }  # fmt: skip
    calm = [phrase for phrase in phrases if not phrase.is_danger]
    assert 2 * sum(phrase.is_near_miss for phrase in calm) >= len(calm)


@pytest.mark.parametrize("name", WRITINGS)
def test_every_own_danger_is_found_in_every_writing(name: str) -> None:
    row = score(load_phrases("phrases.toml"), WRITINGS[name])
    print("\n" + _table({name: row}))
    assert row.danger_recall == 1, _explain(row)
    assert row.false_alarms < _MOST_FALSE_ALARMS, _explain(row)


@pytest.mark.parametrize("name", WRITINGS)
def test_every_own_phrase_keeps_its_label_in_every_writing(name: str) -> None:
    row = score(load_phrases("phrases.toml"), WRITINGS[name])
    assert row.label_accuracy == 1, _explain(row)


@pytest.mark.parametrize("file", [_PEOPLE, _PEOPLE_TWO])
@pytest.mark.parametrize("name", WRITINGS)
def test_phrases_of_many_people_are_read_in_every_writing(name: str, file: str) -> None:
    """These are kept for how people write, not tuned one by one: a share may go wrong, and a wrong number counts."""
    row = score(load_phrases(file), WRITINGS[name])
    print("\n" + _table({name: row}))
    assert row.danger_recall >= _PEOPLE_RECALL, _explain(row)
    assert row.false_alarms < _MOST_FALSE_ALARMS, _explain(row)
    assert row.label_accuracy >= _PEOPLE_LABELS, _explain(row)


@pytest.mark.parametrize("name", WRITINGS)
def test_phrases_left_out_of_teaching_are_read_in_every_writing(name: str) -> None:
    """When first met the rules alone found 84.6 % (without marks 83.1 %), with 2.3 % (4.5 %) false alarms."""
    row = score(load_phrases(_LEFT_OUT), WRITINGS[name])
    print("\n" + _table({name: row}))
    assert row.danger_recall >= _LEFT_OUT_RECALL, _count(row)
    assert row.false_alarms < _MOST_FALSE_ALARMS, _count(row)


def test_phrases_of_many_people_are_others_than_our_own() -> None:
    texts = [phrase.text for name in ("phrases.toml", _PEOPLE, _PEOPLE_TWO, _LEFT_OUT) for phrase in load_phrases(name)]
    assert len(set(texts)) == len(texts) >= 2000
    people = (*load_phrases(_PEOPLE), *load_phrases(_PEOPLE_TWO))
    talk = [phrase for phrase in people if phrase.label in ("question", "other")]
    assert 2 * sum(phrase.is_near_miss for phrase in talk) >= len(talk)


@pytest.mark.parametrize("name", WRITINGS)
def test_everyday_talk_neither_frightens_nor_stops_nor_reports(name: str) -> None:
    lines = (HERE / "everyday.txt").read_text(encoding="utf-8").splitlines()
    read = {line: understand(WRITINGS[name](line)).intent for line in lines}
    assert {line: got for line, got in read.items() if got in (Intent.DANGER, Intent.STOP, Intent.TIP)} == {}


def test_blind_phrases_score_no_worse_than_when_first_met() -> None:
    with (HERE / "blind_first_score.toml").open("rb") as file:
        first = tomllib.load(file)
    rows = {name: score(load_phrases(_BLIND), write) for name, write in WRITINGS.items()}
    met = Score(
        danger_recall=first["danger_recall"],
        false_alarms=first["false_alarms"],
        label_accuracy=first["label_accuracy"],
        wrong=(),
    )
    print("\n" + _table({"first met": met, **rows}))
    for name, row in rows.items():
        assert row.danger_recall >= met.danger_recall, f"{name}: {_explain(row)}"
        assert row.false_alarms < _MOST_FALSE_ALARMS, f"{name}: {_explain(row)}"
    assert rows["as typed"].label_accuracy >= met.label_accuracy, _explain(rows["as typed"])


def test_second_blind_phrases_score_no_worse_than_when_first_met() -> None:
    with (HERE / "blind_two_first_score.toml").open("rb") as file:
        first = tomllib.load(file)
    phrases = load_phrases(_BLIND_TWO)
    today = {name: score(phrases, write) for name, write in WRITINGS.items()}
    met = {
        name: Score(
            danger_recall=first["danger_recall"][name],
            false_alarms=first["false_alarms"][name],
            label_accuracy=first["label_accuracy"],
            wrong=(),
        )
        for name in WRITINGS
    }
    print("\nfirst met" + _table(met) + "\ntoday" + _table(today))
    for name, row in today.items():
        assert row.danger_recall >= met[name].danger_recall - _ROUNDING, f"{name}: {_count(row)}"
        assert row.false_alarms <= met[name].false_alarms + _ROUNDING, f"{name}: {_count(row)}"
    assert today["as typed"].label_accuracy >= first["label_accuracy"] - _ROUNDING, _count(today["as typed"])


@pytest.mark.parametrize("name", ["as typed", "without marks"])
def test_third_blind_phrases_score_no_worse_than_when_first_met(name: str) -> None:
    """Prints shares only: who writes rules or phrases may not read the set."""
    with (HERE / "blind_three_first_score.toml").open("rb") as file:
        first = tomllib.load(file)
    phrases = load_phrases(_BLIND_THREE)
    assert Counter(phrase.label for phrase in phrases) == {"danger": 100, "tip": 60, "question": 50, "other": 70}
    today = score_kinds(phrases, WRITINGS[name])
    for when in ("before", "first_met"):
        print(f"{when:10}", *(f"{part} {first[when][part][name]:.1%}" for part in first[when] if part != "commit"))
    print(f"{'today':10}", today)
    met = first["first_met"]
    # Bare numbers, so that a failure shows no row either.
    recall, alarms, labels = today.danger_recall, today.false_alarms, today.label_accuracy
    assert recall >= met["danger_recall"][name] - _ROUNDING
    assert alarms <= met["false_alarms"][name] + _ROUNDING
    assert labels >= met["label_accuracy"][name] - _ROUNDING
