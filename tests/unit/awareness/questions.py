"""The questions that the search is measured with, from the data files beside this module."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from awareness.library import Library

HERE: Final = Path(__file__).parent
PERSONS: Final = ("grandmother", "pupil", "trader", "official")
PERSONS_THREE: Final = ("parent", "pupil", "relative", "highlander")
PERSONS_TWO: Final = ("fisherman", "teenager_girl", "vankieu_mother", "shopkeeper")

Row = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How rows fared, as parts of all: the right answer came first; it was said surely; a wrong one was; the
    right one was among those offered. `misses` are lines to read."""

    first: float
    sure: float
    sure_but_wrong: float
    offered: float
    misses: tuple[str, ...]

    def __str__(self) -> str:
        """Return the parts in one line."""
        return (
            f"first {self.first:6.1%}   sure {self.sure:6.1%}   "
            f"offered {self.offered:6.1%}   sure but wrong {self.sure_but_wrong:6.1%}"
        )


def table(name: str) -> dict[str, Any]:
    """Return a data file as a table."""
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


def own_questions() -> list[tuple[str, tuple[str, ...]]]:
    """Return our own questions: the answer and three ways to ask for it."""
    return [(answer, tuple(ways)) for answer, *ways in table("questions.toml")["questions"]]


def held_out() -> dict[str, list[Row]]:
    """Return the questions that nothing was tuned on, by who asks."""
    return _by_person("held_out.toml", PERSONS)


def held_out_two() -> dict[str, list[Row]]:
    """Return the second set that nothing was tuned on, by who asks."""
    return _by_person("held_out_two.toml", PERSONS_TWO)


def held_out_three() -> dict[str, list[Row]]:
    """Return the third set that nothing was tuned on, by who asks."""
    return _by_person("held_out_three.toml", PERSONS_THREE)


def score(library: Library, rows: Sequence[Row]) -> Score:
    """Return how `library` fares on rows of the expected answer and a text."""
    first = sure = wrong = offered = 0
    misses = []
    for expected, text in rows:
        found = library.find(text)
        best = [one.answer.id for one in library.search(text)]
        first += best[:1] == [expected]
        if found.sure is not None:
            sure += found.sure.id == expected
            wrong += found.sure.id != expected
        else:
            offered += expected in [answer.id for answer in found.near]
        if best[:1] != [expected]:
            misses.append(f"{expected} <- {text!r}: {best}")
    size = len(rows)
    return Score(
        first=first / size,
        sure=sure / size,
        sure_but_wrong=wrong / size,
        offered=offered / size,
        misses=tuple(misses),
    )


def false_answers(library: Library, texts: Iterable[str]) -> list[str]:
    """Return those of `texts` that get a sure answer, each with it."""
    return [f"{text!r}: {answer.id}" for text in texts if (answer := library.best(text)) is not None]


def _by_person(name: str, persons: Sequence[str]) -> dict[str, list[Row]]:
    rows = table(name)
    return {person: [(answer, text) for answer, text in rows[person]["rows"]] for person in persons}
