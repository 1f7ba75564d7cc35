"""Every mutant still applies, and names tests that exist: a patch that rotted guards nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.patch import Patch, load_all

_ROOT = Path(__file__).parents[3]
_PATCHES = load_all()

_INVARIANTS = (1, 2, 3, 4, 9, 10, 11, 12, 15, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 31, 32, 33, 34, 36, 37,
               38, 39, 40, 42, 48, 49)  # fmt: skip


@pytest.mark.parametrize("patch", _PATCHES, ids=lambda patch: patch.name)
def test_a_mutant_applies_and_still_parses(patch: Patch) -> None:
    for edit in patch.edits:
        broken = edit.applied((_ROOT / edit.file).read_text(encoding="utf-8"))
        if edit.file.endswith(".py"):
            ast.parse(broken)


@pytest.mark.parametrize("patch", _PATCHES, ids=lambda patch: patch.name)
def test_a_mutant_names_tests_that_exist(patch: Patch) -> None:
    assert patch.tests
    for test in patch.tests:
        file, _, name = test.partition("::")
        functions = {
            node.name
            for node in ast.walk(ast.parse((_ROOT / file).read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert not name or name.partition("[")[0] in functions, test


def test_every_invariant_of_the_release_has_a_mutant() -> None:
    covered = {patch.invariant for patch in _PATCHES}
    assert {f"I-{number}" for number in _INVARIANTS} <= covered
