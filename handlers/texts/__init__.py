"""Every sentence a conversation says, from Fluent files: one folder a language, one file a conversation.

The only module that knows Fluent (docs/decisions/2026-11-25-fluent.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from handlers.texts.plain import CannotFill, PlainText, read_plain
from storage.residents.types import Language

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

__all__ = ["Catalogue", "TextBroken", "load"]

_LOCALES: Final = {Language.VIETNAMESE: "vi-VN", Language.ENGLISH: "en-GB"}


class TextBroken(Exception):
    """A text file or a use of a text is wrong: a mistake of ours, found by the tests."""


class Catalogue:
    """All texts of all languages."""

    def __init__(self, sources: Mapping[Language, Mapping[str, str]]) -> None:
        """Read `sources`, Fluent by language and file name. Raises `TextBroken` on a syntax mistake."""
        self._plain: dict[Language, dict[str, PlainText]] = {}
        self._fixed: dict[Language, dict[str, str]] = {}
        self._bundles: dict[Language, FluentBundle] = {}
        for language, texts in sources.items():
            plain = _all_plain(language, texts)
            if plain is None:
                plain, self._bundles[language] = {}, _bundle(language, texts)
            self._plain[language] = plain
            self._fixed[language] = {key: text.fixed for key, text in plain.items() if text.fixed is not None}

    def text(self, language: Language, key: str, **values: str | int) -> str:
        """Return one text. Raises `TextBroken` when the key or a value is missing.

        A value has at most 2,500 characters (Fluent's guard against exploding texts): what a person wrote
        is put under a text, not into it.
        """
        fixed = self._fixed[language].get(key)
        if fixed is not None:
            return fixed
        plain = self._plain[language].get(key)
        if plain is None:
            return self._worked_out(language, key, values)
        try:
            return plain.filled(values)
        except CannotFill as error:
            raise TextBroken(f"the text {key} cannot be made: {error}") from None

    def _worked_out(self, language: Language, key: str, values: Mapping[str, str | int]) -> str:
        bundle = self._bundles.get(language)
        if bundle is None or not bundle.has_message(key):
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
    """Read the packaged texts (some 5 ms). Call once at start-up and pass the result on."""
    return Catalogue({language: _files_of(language) for language in Language})


def _files_of(language: Language) -> dict[str, str]:
    folder = files("handlers.texts").joinpath(language.value)
    return {
        entry.name: unicodedata.normalize("NFC", entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".ftl")
    }


def _all_plain(language: Language, texts: Mapping[str, str]) -> dict[str, PlainText] | None:
    """Return the texts of a language by key when all are plain, else None. Raises `TextBroken`."""
    plain: dict[str, PlainText] = {}
    for name in sorted(texts):
        read = read_plain(texts[name])
        if read is None:
            return None
        for key, text in read:
            if key in plain:
                raise TextBroken(f"{language}/{name}: {key} stands twice")
            plain[key] = text
    return plain


def _bundle(language: Language, texts: Mapping[str, str]) -> FluentBundle:
    """Return Fluent's own bundle of a language. Raises `TextBroken`."""
    from fluent.runtime import FluentBundle
    from fluent.syntax import FluentParser, ast

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
