"""Rendering is pure: whatever is said, each part obeys the platform's limits and nothing said is lost."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from channels.contract import Choice, ChoiceStyle, Link, Outgoing
from channels.local import full_capabilities, plain_capabilities
from channels.markup import Span, literal, parse, plain
from channels.render import Part, links_as_text, marker, render
from channels.splitting import is_inside_cluster, split

_WORDS = st.sampled_from(
    [
        "xã",
        "Lao Bảo",
        "ma túy",
        "cảnh giác.",
        "Hỏi gì?",
        "\n\n",
        "\n",
        "**",
        "\\*",
        "e\u0323\u0302",
        "👨‍👩‍👧",
        "🇻🇳",
    ]
)
_TEXTS = st.lists(st.one_of(_WORDS, st.text(max_size=8)), max_size=60).map(" ".join)
_CHOICES = st.lists(st.sampled_from(["Đúng", "Xã khác", "Tôi không biết"]), max_size=3).map(
    lambda labels: tuple(Choice(id=f"c{at}", label=label) for at, label in enumerate(labels))
)
MENU = (Choice(id="learn", label="Học"), Choice(id="ask", label="Hỏi"))


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@given(_TEXTS, st.integers(min_value=1, max_value=40))
def test_split_pieces_fit_and_lose_only_blanks(text: str, limit: int) -> None:
    spans = (Span(unicodedata.normalize("NFC", text), False),) if text else ()
    pieces = split(spans, limit)
    assert all(len("".join(span.text for span in piece)) <= limit for piece in pieces)
    assert _letters("".join(span.text for piece in pieces for span in piece)) == _letters(text)


@given(st.lists(st.sampled_from(["ệ\u0300", "👨‍👩‍👧", "🇻🇳", "👍🏽", "a"]), min_size=1, max_size=40))
def test_split_never_breaks_a_letter(clusters: list[str]) -> None:
    text = "".join(clusters)
    pieces = ["".join(span.text for span in piece) for piece in split((Span(text, False),), 8)]
    assert "".join(pieces) == text
    position = 0
    for piece in pieces[:-1]:
        position += len(piece)
        assert not is_inside_cluster(text, position)


def test_a_cluster_longer_than_the_limit_is_cut_rather_than_refused() -> None:
    assert [piece[0].text for piece in split((Span("a" + "\u0300" * 5, False),), 3)] == [
        "a\u0300\u0300",
        "\u0300\u0300\u0300",
    ]


def test_split_prefers_paragraph_then_sentence_then_word() -> None:
    def pieces(text: str, limit: int) -> list[str]:
        return [piece[0].text for piece in split((Span(text, False),), limit)]

    assert pieces("Một hai ba.\n\nBốn. Năm sáu", 20) == ["Một hai ba.", "Bốn. Năm sáu"]
    assert pieces("Một hai. Ba bốn năm", 14) == ["Một hai.", "Ba bốn năm"]
    assert pieces("Một hai ba bốn", 9) == ["Một hai", "ba bốn"]


def test_bold_goes_on_over_a_cut() -> None:
    assert split(parse("một **hai ba bốn** năm"), 8) == (
        (Span("một ", False), Span("hai", True)),
        (Span("ba bốn", True),),
        (Span("năm", False),),
    )


@given(_TEXTS, _CHOICES, st.sampled_from(ChoiceStyle), st.booleans(), st.booleans())
def test_every_part_obeys_the_limits(
    text: str, choices: tuple[Choice, ...], style: ChoiceStyle, buttons: bool, has_picture: bool
) -> None:
    capabilities = replace(full_capabilities(), buttons=buttons, text_limit=60, caption_limit=20)
    message = Outgoing(text=text, choices=choices, style=style, picture=b"jpeg" if has_picture else None)
    parts = render(message, capabilities)
    assert parts
    for part in parts:
        limit = 60 if part.picture is None else 20
        assert len(part.text) <= limit
    assert [part.picture for part in parts if part.picture] == ([b"jpeg"] if has_picture else [])
    assert parts[-1].choices == (choices if buttons else ())
    assert all(not part.choices for part in parts[:-1])
    shown = _letters("".join(part.text for part in parts))
    assert shown.startswith(_letters(plain(text)))
    if not buttons:
        assert all(_letters(choice.label) in shown for choice in choices)


@given(st.text())
def test_literal_text_is_shown_exactly(text: str) -> None:
    assert "".join(span.text for span in parse(literal(text))) == text
    assert not any(span.bold for span in parse(literal(text)))


def test_nfd_is_counted_and_sent_as_nfc() -> None:
    nfd = unicodedata.normalize("NFD", "ệ" * 60)
    (part,) = render(Outgoing(text=nfd), replace(full_capabilities(), text_limit=60))
    assert part.text == "ệ" * 60


def test_menus_use_digits_and_polls_letters_where_there_are_no_buttons() -> None:
    (menu,) = render(Outgoing(text="Chọn:", choices=MENU), plain_capabilities())
    (poll,) = render(Outgoing(text="Chọn:", choices=MENU, style=ChoiceStyle.LETTERS), plain_capabilities())
    assert menu.text == "Chọn:\n\n1. Học\n2. Hỏi"
    assert poll.text == "Chọn:\n\na. Học\nb. Hỏi"


def test_a_label_with_its_own_number_is_not_numbered_twice() -> None:
    choices = (Choice(id="u1", label="1. Xã Lao Bảo"), Choice(id="u2", label="Xã Lìa"))
    (part,) = render(Outgoing(text="Xã nào?", choices=choices), plain_capabilities())
    assert part.text == "Xã nào?\n\n1. Xã Lao Bảo\n2. Xã Lìa"


def test_a_label_is_never_markup() -> None:
    (part,) = render(Outgoing(text="x", choices=(Choice(id="a", label="**2***"),)), plain_capabilities())
    assert part.text == "x\n\n1. **2***"


def test_the_menu_stays_in_one_piece_when_the_text_is_split() -> None:
    capabilities = replace(plain_capabilities(), text_limit=40)
    parts = render(Outgoing(text="Một hai ba. " * 5, choices=MENU), capabilities)
    assert "1. Học\n2. Hỏi" in parts[-1].text


def test_links_are_buttons_or_lines() -> None:
    message = Outgoing(text="Xem", links=(Link(label="Mở", url="https://x.example/a_b*c"),))
    (button,) = render(message, full_capabilities())
    (line,) = render(message, plain_capabilities())
    assert (button.text, button.links) == ("Xem", message.links)
    assert (line.text, line.links) == ("Xem\n\nMở: https://x.example/a_b*c", ())
    assert links_as_text(message, lambda _link: False) is message


def test_a_long_caption_goes_on_as_text_and_choices_stand_last() -> None:
    capabilities = replace(full_capabilities(), caption_limit=20)
    parts = render(Outgoing(text="Một câu. " * 4, picture=b"jpeg", choices=MENU), capabilities)
    assert [part.picture for part in parts] == [b"jpeg", None]
    assert [part.choices for part in parts] == [(), MENU]


def test_a_document_after_a_picture_is_the_last_part() -> None:
    message = Outgoing(text="Xem", picture=b"jpeg", document=b"pdf", document_name="a.pdf", choices=MENU)
    parts = render(message, full_capabilities())
    assert parts == (
        Part(spans=(Span("Xem", False),), picture=b"jpeg"),
        Part(document=b"pdf", document_name="a.pdf", choices=MENU),
    )


def test_markers() -> None:
    assert [marker(at, ChoiceStyle.LETTERS) for at in (0, 25, 26)] == ["a", "z", "27"]
    assert [marker(at, ChoiceStyle.DIGITS) for at in (0, 9)] == ["1", "10"]
