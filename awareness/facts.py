"""Figures, dates, law articles and hotlines: kept once, put into texts at their placeholders."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from awareness.errors import ContentBroken
from awareness.reading import read_table, text_in
from awareness.types import Fact, FactKey, FactKind, FactTag

FACTS_FILE: Final = "facts.toml"
PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_PREFIX: Final = "fact:"

Facts = Mapping[FactKey, Fact]


def read_facts(folder: Path) -> dict[FactKey, Fact]:
    """Return all facts by key; raise `ContentBroken` for one without value, source or a known tag."""
    facts: dict[FactKey, Fact] = {}
    for name, table in read_table(folder, folder / FACTS_FILE).items():
        if not isinstance(table, dict):
            raise ContentBroken(FACTS_FILE, f"{name} must be a table")
        facts[FactKey(name)] = _fact(name, table)
    return facts


def fact_key(placeholder: str) -> FactKey | None:
    """Return the key that the inside of a placeholder names, None when it is no fact's."""
    return FactKey(placeholder[len(_PREFIX) :]) if placeholder.startswith(_PREFIX) else None


def expand(file: str, text: str, facts: Facts) -> str:
    """Return `text` with each `{fact:key}` replaced; raise `ContentBroken` for an unknown one."""

    def value(found: re.Match[str]) -> str:
        fact = facts.get(fact_key(found[1]) or FactKey(""))
        if fact is None:
            raise ContentBroken(file, f"unknown placeholder {found[0]}")
        return fact.value

    return PLACEHOLDER.sub(value, text)


def _fact(name: str, table: Mapping[str, object]) -> Fact:
    value, source = (text_in(FACTS_FILE, table, field) for field in ("value", "source"))
    if not value or not source:
        raise ContentBroken(FACTS_FILE, f"{name} needs a value and a source")
    try:
        kind = FactKind(text_in(FACTS_FILE, table, "kind"))
        tag = FactTag(text_in(FACTS_FILE, table, "tag"))
    except ValueError as error:
        raise ContentBroken(FACTS_FILE, f"{name}: {error}") from error
    return Fact(key=FactKey(name), kind=kind, value=value, source=source, tag=tag)
