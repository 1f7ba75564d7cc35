"""docs/INVARIANTS.md is true: its rows, the tests and the mutants say the same."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.mutants.patch import load_all

_ROOT = Path(__file__).parents[3]
_NUMBERS = range(1, 51)
_TESTED, _NOT_YET = "tested", "does not apply yet: "
_SHORTEST_REASON = 25
"""Letters of a reason: less is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One invariant as the page has it."""

    number: int
    must_hold: str
    stands: str
    tests: tuple[str, ...]
    mutants: tuple[str, ...]

    @property
    def is_tested(self) -> bool:
        return self.stands.startswith(_TESTED)


def _read() -> list[Row]:
    lines = (_ROOT / "docs" / "INVARIANTS.md").read_text(encoding="utf-8").splitlines()
    return [_row(line) for line in lines if re.match(r"\| I-\d+ \|", line)]


def _row(line: str) -> Row:
    number, must_hold, stands, tests, mutants = (cell.strip() for cell in line.strip().strip("|").split(" | "))
    named = [tuple(re.findall(r"`([^`]+)`", cell)) for cell in (tests, mutants)]
    return Row(
        number=int(number.removeprefix("I-")), must_hold=must_hold, stands=stands, tests=named[0], mutants=named[1]
    )


_ROWS = _read()
_each = pytest.mark.parametrize("row", _ROWS, ids=lambda row: f"I-{row.number}")


@cache
def _functions(file: str) -> frozenset[str]:
    tree = ast.parse((_ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_number_stands_there_once() -> None:
    assert [row.number for row in _ROWS] == list(_NUMBERS)


@_each
def test_a_row_is_tested_with_a_mutant_or_says_why_it_does_not_apply(row: Row) -> None:
    assert row.must_hold
    if row.is_tested:
        assert row.tests
        assert row.mutants, "without a mutant nobody knows whether the tests can fail"
    else:
        assert row.stands.startswith(_NOT_YET)
        assert len(row.stands) > len(_NOT_YET) + _SHORTEST_REASON
        assert not row.mutants, "what can be broken applies"


@_each
def test_every_named_test_exists(row: Row) -> None:
    for test in row.tests:
        file, _, name = test.partition("::")
        assert name.startswith("test_"), test
        assert name in _functions(file), test


@_each
def test_every_named_mutant_exists_and_breaks_this_invariant(row: Row) -> None:
    by_name = {patch.name: patch for patch in load_all()}
    for mutant in row.mutants:
        assert by_name[mutant].invariant == f"I-{row.number}", mutant


@_each
def test_a_mutant_turns_a_test_of_its_own_row_red(row: Row) -> None:
    by_name = {patch.name: patch for patch in load_all()}
    for mutant in row.mutants:
        aimed_at = {test.partition("[")[0] for test in by_name[mutant].tests}
        assert aimed_at & set(row.tests), f"{mutant} aims at {aimed_at}"


def test_every_mutant_is_named() -> None:
    named = [mutant for row in _ROWS for mutant in row.mutants]
    assert sorted(named) == sorted(patch.name for patch in load_all())


def test_every_test_that_is_called_after_an_invariant_stands_in_its_row() -> None:
    rows = {row.number: row for row in _ROWS}
    for path in sorted((_ROOT / "tests" / "privacy").glob("test_*.py")):
        file = str(path.relative_to(_ROOT))
        for name in _functions(file):
            for number in re.findall(r"(?<=i)\d\d(?=_)", name) if re.match(r"test_i\d\d_", name) else ():
                assert f"{file}::{name}" in rows[int(number)].tests, f"I-{number}: {name}"


def test_the_page_is_found_from_the_threat_model() -> None:
    assert "(INVARIANTS.md)" in (_ROOT / "docs" / "THREAT-MODEL.md").read_text(encoding="utf-8")
