"""Texts: the same keys and values in every language, every key used, nothing promised that cannot be kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import handlers
from handlers import texts
from storage.residents.types import Language
from tips.errors import PhotoReason

HOUSE = Path(handlers.__file__).parent
FORBIDDEN = ("tuyệt đối", "100%", "không thể truy ra", "đã mã hóa nên an toàn", "con nghiện")
FORBIDDEN_IN_ENGLISH = ("absolutely", "100%", "untraceable", "cannot be traced", "encrypted so", "addict", "junkie")
# Keys that are put together from a state or an enum: `t(f"status-{...}")`.
PUT_TOGETHER = re.compile(
    r"^(menu|status|mailbox-next|happening|conflict|missing|photo|topic|language|unreadable|notice|urgency|danger"
    r"|campaign|campaign-state|hotline|answer)-"
)


class _Values(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 -- the library calls it by the node's name
        self.names.add(node.id.name)


def messages(language: Language) -> Iterator[tuple[str, str, ast.Message]]:
    """Yield file, key and message of a language."""
    for file in sorted((HOUSE / "texts" / language.value).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                yield file.name, entry.id.name, entry


def values(message: ast.Message) -> set[str]:
    """Return the names of the values that a message takes."""
    visitor = _Values()
    visitor.visit(message)
    return visitor.names


def test_both_languages_have_the_same_files_keys_and_values() -> None:
    vietnamese, english = (
        [(file, key, values(message)) for file, key, message in messages(language)]
        for language in (Language.VIETNAMESE, Language.ENGLISH)
    )
    assert vietnamese == english


def test_every_reason_for_not_taking_a_photo_has_its_sentence() -> None:
    keys = {key for _, key, _ in messages(Language.VIETNAMESE)}
    assert {f"photo-{reason.value.replace('_', '-')}" for reason in PhotoReason} <= keys


def test_every_text_can_be_made_and_says_something() -> None:
    catalogue = texts.load()
    for language in Language:
        for _, key, message in messages(language):
            made = catalogue.text(language, key, **dict.fromkeys(values(message), "X"))
            assert made.strip(), key
            assert "{" not in made, key


def test_every_key_is_used_and_every_used_key_exists() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in HOUSE.rglob("*.py"))
    keys = {key for _, key, _ in messages(Language.VIETNAMESE)}
    unused = [key for key in keys if f'"{key}"' not in code and f"'{key}'" not in code and not PUT_TOGETHER.match(key)]
    assert unused == []
    used = set(re.findall(r'\bt\("([a-z0-9-]+)"', code)) | set(re.findall(r"\bt\('([a-z0-9-]+)'", code))
    assert used - keys == set()


@pytest.mark.parametrize(
    ("language", "words"), [(Language.VIETNAMESE, FORBIDDEN), (Language.ENGLISH, FORBIDDEN_IN_ENGLISH)]
)
def test_i49_nothing_is_promised_that_cannot_be_kept(language: Language, words: tuple[str, ...]) -> None:
    for file in sorted((HOUSE / "texts" / language.value).glob("*.ftl")):
        text = file.read_text(encoding="utf-8").casefold()
        assert [word for word in words if word in text] == [], file.name


def test_texts_are_nfc_and_short_enough_to_read() -> None:
    for language in Language:
        for file, key, message in messages(language):
            raw = message.value.elements if message.value is not None else []
            text = "".join(element.value for element in raw if isinstance(element, ast.TextElement))
            assert text == unicodedata.normalize("NFC", text), (file, key)
            assert len(text) <= 600, (file, key)


def test_a_missing_key_and_a_missing_value_are_errors() -> None:
    catalogue = texts.load()
    with pytest.raises(texts.TextBroken):
        catalogue.text(Language.VIETNAMESE, "no-such-text")
    with pytest.raises(texts.TextBroken):
        catalogue.text(Language.VIETNAMESE, "source")


@pytest.mark.parametrize("broken", ["key value\n", "a = x\na = y\n"])
def test_a_broken_file_is_refused(broken: str) -> None:
    with pytest.raises(texts.TextBroken):
        texts.Catalogue({Language.VIETNAMESE: {"broken.ftl": broken}})
