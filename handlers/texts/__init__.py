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

_LONGEST_VALUE: Final = 2_500
"""Fluent's own guard: a longer value is refused by it."""
_LOCALES: Final = {Language.VIETNAMESE: "vi-VN", Language.ENGLISH: "en-GB"}


class TextBroken(Exception):
    """A text file or a use of a text is wrong: a mistake of ours, found by the tests."""


class Catalogue:
    """All texts of all languages."""

    def __init__(self, sources: Mapping[Language, Mapping[str, str]]) -> None:
        """Read `sources`, Fluent by language and file name. Raises `TextBroken` on a syntax mistake."""
        self._plain: dict[Language, dict[str, _Plain]] = {language: {} for language in sources}
        self._bundles = {
            language: _bundle(language, texts, self._plain[language]) for language, texts in sources.items()
        }

    def text(self, language: Language, key: str, **values: str | int) -> str:
        """Return one text. Raises `TextBroken` when the key or a value is missing.

        A value has at most 2,500 characters (Fluent's guard against exploding texts): what a person wrote
        is put under a text, not into it.
        """
        plain = self._plain[language].get(key)
        if plain is not None and (filled := plain.filled(values)) is not None:
            return filled
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


class _Plain:
    """A text without choices and references: written words with values between them.

    Most texts are like this and every screen has several, so they are put together here, not by Fluent.
    """

    __slots__ = ("_fixed", "_pieces")

    def __init__(self, pieces: tuple[tuple[str, str], ...]) -> None:
        """Take pairs of written words and the name of the value that follows them; no name at the end."""
        self._pieces = pieces
        self._fixed = pieces[0][0] if len(pieces) == 1 else None

    def filled(self, values: Mapping[str, str | int]) -> str | None:
        """Return the text, or None where Fluent has to say what is wrong with a value."""
        if self._fixed is not None:
            return self._fixed
        parts: list[str] = []
        for words, name in self._pieces:
            parts.append(words)
            if name:
                value = str(values[name]) if name in values else None
                if value is None or len(value) > _LONGEST_VALUE:
                    return None
                parts.append(value)
        return "".join(parts)


def _plain(message: ast.Message) -> _Plain | None:
    """Return a message as a plain text; None for anything that Fluent must work out."""
    pieces: list[tuple[str, str]] = []
    words = ""
    for element in message.value.elements if message.value is not None else ():
        match element:
            case ast.TextElement(value=text):
                words += text
            case ast.Placeable(expression=ast.VariableReference(id=ast.Identifier(name=name))):
                pieces.append((words, name))
                words = ""
            case _:
                return None
    return _Plain((*pieces, (words, ""))) if pieces or words else None


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


def _bundle(language: Language, texts: Mapping[str, str], plain: dict[str, _Plain]) -> FluentBundle:
    """Return Fluent's own bundle of a language, and put its plain texts into `plain`."""
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
                if (written := _plain(entry)) is not None:
                    plain[entry.id.name] = written
        bundle.add_resource(resource)
    return bundle
