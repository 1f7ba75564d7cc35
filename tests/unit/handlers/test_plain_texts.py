"""The quick reader of texts says what Fluent says, or leaves the file to Fluent."""

from __future__ import annotations

from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from hypothesis import given
from hypothesis import strategies as st

import handlers
from handlers import texts
from handlers.texts.plain import CannotFill, read_plain
from storage.residents.types import Language

FOLDER = Path(handlers.__file__).parent / "texts"
FILES = sorted(FOLDER.glob("*/*.ftl"))


def as_fluent(source: str) -> dict[str, str]:
    """Return all messages of a file as Fluent makes them, each value being its own name in capitals."""
    bundle = FluentBundle(["vi-VN"], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    made: dict[str, str] = {}
    for key in bundle._messages:
        pattern = bundle.get_message(key).value
        if pattern is not None:
            text, _errors = bundle.format_pattern(pattern, {name: name.upper() for name in ("a", "b", "x")})
            made[key] = str(text)
    return made


def as_read(source: str) -> dict[str, str] | None:
    """Return the same from the quick reader, None where it leaves the file to Fluent."""
    read = read_plain(source)
    if read is None:
        return None
    return {key: text.filled({name: name.upper() for _, name in text.pieces if name}) for key, text in read}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_text_of_ours_is_plain_and_read_as_fluent_reads_it(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    bundle = FluentBundle(["vi-VN"], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    read = read_plain(source)
    assert read is not None, "a text here needs Fluent's bundle, which costs 7 MiB and a twentieth of the start"
    assert [key for key, _ in read] == list(bundle._messages)
    for key, text in read:
        pattern = bundle.get_message(key).value
        values = {name: name.upper() for _, name in text.pieces if name}
        assert pattern is not None
        made, errors = bundle.format_pattern(pattern, values)
        assert (made, errors) == (text.filled(values), []), key


@pytest.mark.parametrize(
    "source",
    [
        "k = one\n",
        "k = one",
        "k=one  \n",
        "k =\n    one\n    two\n",
        "k = one\n\n\n    two\n      three\n\n\nl = four\n",
        "k =\n\n      one\n    two\n",
        "k = { $a } and {$b}{ $x }\n",
        'k = one\n    { "**" }{ $a }**\n    two\n',
        "k = one\n# a comment\nl = two\n# another\n",
        "## group\n\n### file\n#\nk = one\n",
        "k = ends with a value { $a }  \n",
        "k = one { $a }\n   two\n     three { $b }\n",
        "k = [one] *two* .three\n",
        "K-2_b = one # no comment\n",
    ],
)
def test_what_it_reads_it_reads_as_fluent(source: str) -> None:
    assert as_read(source) == as_fluent(source) != {}


@pytest.mark.parametrize(
    "source",
    [
        "k = one\n    .attribute = two\n",
        "k = { $n ->\n    [one] one\n   *[other] more\n }\n",
        "-term = one\n",
        "k = { -term }\n",
        "k = { other }\n",
        "k = { NUMBER($n) }\n",
        'k = { "\\u0041" }\n',
        "k = one }\n",
        "k = { $a\n",
        "k =\n",
        "k =\nl = one\n",
        "k one\n",
        "    one\n",
        "k = one\n    [two\n",
        "k = one\n\ttwo\n",
        "k = one\r\n",
        "#comment\nk = one\n",
        "1k = one\n",
    ],
)
def test_what_it_cannot_read_it_leaves_to_fluent(source: str) -> None:
    assert read_plain(source) is None


PIECES = (
    "k",
    "l2",
    " ",
    "  ",
    "\n",
    "=",
    " = ",
    "one",
    "{ $a }",
    "{$b}",
    '{ "x" }',
    "{",
    "}",
    "[",
    "*",
    ".",
    "# ",
    "#",
    "\n    ",
    '"',
    "$",
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_written_it_never_says_something_else_than_fluent(source: str) -> None:
    read = as_read(source)
    if read is not None and len(read) == len(read_plain(source) or ()):
        assert read == as_fluent(source)


def test_a_text_with_a_choice_is_worked_out_by_fluent() -> None:
    source = "k = { $n ->\n    [one] a\n   *[other] b\n }\nl = one { $x }\n"
    catalogue = texts.Catalogue({Language.VIETNAMESE: {"a.ftl": source}})
    assert catalogue.text(Language.VIETNAMESE, "k", n="one") == "a"
    assert catalogue.text(Language.VIETNAMESE, "k", n="two") == "b"
    assert catalogue.text(Language.VIETNAMESE, "l", x=1234) == "one 1234"
    for key in ("m", "l"):
        with pytest.raises(texts.TextBroken):
            catalogue.text(Language.VIETNAMESE, key)


def test_a_value_that_is_missing_or_too_long_is_refused() -> None:
    [(_, text)] = read_plain("k = { $a }\n") or []
    assert text.filled({"a": "x" * 2_500}) == "x" * 2_500
    with pytest.raises(CannotFill):
        text.filled({})
    with pytest.raises(CannotFill):
        text.filled({"a": "x" * 2_501})
