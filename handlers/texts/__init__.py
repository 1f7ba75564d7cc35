"""Every sentence a conversation says, from Fluent files: one folder a language, one file a conversation.

The only module that knows Fluent (docs/decisions/2026-11-25-fluent.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from storage.residents.types import Language

__all__ = ["Catalogue", "TextBroken", "load"]

_LOCALES: Final = {Language.VIETNAMESE: "vi-VN", Language.ENGLISH: "en-GB"}


class TextBroken(Exception):
    """A text file or a use of a text is wrong: a mistake of ours, found by the tests."""


class Catalogue:
    """All texts of all languages."""

    def __init__(self, sources: Mapping[Language, Mapping[str, str]]) -> None:
        """Read `sources`, Fluent by language and file name. Raises `TextBroken` on a syntax mistake."""
        self._bundles = {language: _bundle(language, texts) for language, texts in sources.items()}

    def text(self, language: Language, key: str, **values: str | int) -> str:
        """Return one text. Raises `TextBroken` when the key or a value is missing.

        A value has at most 2,500 characters (Fluent's guard against exploding texts): what a person wrote
        is put under a text, not into it.
        """
        bundle = self._bundles[language]
        if not bundle.has_message(key):
            raise TextBroken(f"no text {key} in {language}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise TextBroken(f"the text {key} is empty")
        # Numbers go in as digits: Fluent would write 1,234 in English and 1.234 in Vietnamese.
        formatted, errors = bundle.format_pattern(pattern, {name: str(value) for name, value in values.items()})
        if errors or not isinstance(formatted, str):
            raise TextBroken(f"the text {key} cannot be made: {errors}")
        return formatted


def load() -> Catalogue:
    """Read the packaged texts (some 60 ms). Call once at start-up and pass the result on."""
    return Catalogue({language: _files_of(language) for language in Language})


def _files_of(language: Language) -> dict[str, str]:
    folder = files("handlers.texts").joinpath(language.value)
    return {
        entry.name: unicodedata.normalize("NFC", entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".ftl")
    }


def _bundle(language: Language, texts: Mapping[str, str]) -> FluentBundle:
    # Isolating marks are for mixed writing directions, which we do not have; they would break exact labels.
    bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
    seen: set[str] = set()
    for name in sorted(texts):
        resource = FluentParser().parse(texts[name])
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise TextBroken(f"{language}/{name}: cannot be read: {entry.content!r}")
            if isinstance(entry, ast.Message):
                if entry.id.name in seen:
                    raise TextBroken(f"{language}/{name}: {entry.id.name} stands twice")
                seen.add(entry.id.name)
        bundle.add_resource(resource)
    return bundle
