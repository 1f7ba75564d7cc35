"""The file of the second reader's weights: a line is a trait and what it adds to each kind."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Final

_FILE: Final = "second_reader.txt"


def committed_lines() -> list[str]:
    """Return the lines of the committed file."""
    return files(__package__).joinpath(_FILE).read_text(encoding="utf-8").splitlines()


def read_weights(lines: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Read lines of `trait<TAB>weight of each kind, times SCALE`; lines that start with `#` are comments."""
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(map(int, row[1:])) for row in rows}


def words_in(lines: Iterable[str]) -> set[str]:
    """Return the traits of `lines` that are single words."""
    traits = (line.partition("\t")[0] for line in lines)
    return {trait for trait in traits if trait.isalnum()}
