"""Parts in Telegram's form, and its errors in ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, TelegramError, TimedOut

from channels.contract import (
    ChannelError,
    Choice,
    InvalidRecipient,
    Link,
    MaybeSent,
    NotSent,
    Outgoing,
    RecipientGone,
    Refused,
    Throttled,
)
from channels.markup import Span
from channels.render import Part
from channels.telegram.errors import AnswerLost, NotConnected, Reason, Rejected, channel_error, failure
from channels.telegram.wire import caption_body, entities, keyboard, parts_of, telegram_capabilities, text_body


@given(st.lists(st.tuples(st.text(min_size=1), st.booleans())))
def test_entities_cut_exactly_the_bold_runs_out_of_utf16(pieces: list[tuple[str, bool]]) -> None:
    spans = [Span(text.encode("utf-8", "ignore").decode() or "x", bold) for text, bold in pieces]
    coded = "".join(span.text for span in spans).encode("utf-16-le")
    cut = [coded[start * 2 : (start + size) * 2].decode("utf-16-le") for start, size in _marks(spans)]
    assert cut == [span.text for span in spans if span.bold]


def _marks(spans: list[Span]) -> list[tuple[int, int]]:
    marks = entities(spans)
    assert all(mark["type"] == "bold" for mark in marks)
    return [(int(str(mark["offset"])), int(str(mark["length"]))) for mark in marks]


def test_choices_stand_in_columns_and_links_in_rows_of_their_own() -> None:
    choices = tuple(Choice(id=str(number), label=f"Nút {number}") for number in range(3))
    markup = keyboard(Part(choices=choices, columns=2, links=(Link(label="Mở", url="https://a.example"),)))
    assert markup == {
        "inline_keyboard": [
            [{"text": "Nút 0", "callback_data": "0"}, {"text": "Nút 1", "callback_data": "1"}],
            [{"text": "Nút 2", "callback_data": "2"}],
            [{"text": "Mở", "url": "https://a.example"}],
        ]
    }
    assert keyboard(Part()) is None


@pytest.mark.parametrize(
    ("url", "is_button"),
    [
        ("https://phaodai.example/a", True),
        ("http://203.113.1.1/a", True),
        ("http://127.0.0.1:8080/console", False),
        ("http://[::1]:8080/console", False),
        ("http://localhost:8080/", False),
        ("http://server/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_an_address_that_telegram_refuses_is_shown_as_text(url: str, is_button: bool) -> None:
    message = Outgoing(text="Xem", links=(Link(label="Mở", url=url),))
    (part,) = parts_of(message, telegram_capabilities())
    assert bool(part.links) is is_button
    assert (f"Mở: {url}" in part.text) is not is_button


def test_the_body_of_a_message() -> None:
    part = Part(spans=(Span("Tin", True),), choices=(Choice(id="a", label="A"),), protected=True)
    assert text_body(part) == {
        "text": "Tin",
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
        "protect_content": True,
    }
    assert caption_body(Part(spans=(Span("Tin", False),))) == {"caption": "Tin", "caption_entities": []}
    assert caption_body(Part()) == {}


@pytest.mark.parametrize(
    ("status", "payload", "expected"),
    [
        (400, b'{"description":"Bad Request: chat not found"}', InvalidRecipient),
        (400, b'{"description":"Bad Request: message text is empty"}', Refused),
        (400, b"<html>", Refused),
        (400, b"[]", Refused),
        (401, b'{"description":"Unauthorized"}', Refused),
        (403, b'{"description":"Forbidden: bot was blocked by the user"}', RecipientGone),
        (403, b"", RecipientGone),
        (404, b'{"description":"Not Found"}', Refused),
        (409, b'{"description":"Conflict"}', Refused),
        (413, b"", Refused),
        (429, b'{"parameters":{"retry_after":31}}', Throttled),
        (429, b"", Throttled),
        (302, b"", Refused),
        (500, b"", MaybeSent),
        (502, b"<html>", MaybeSent),
        (504, b'{"description":"chat not found"}', MaybeSent),
    ],
)
def test_statuses(status: int, payload: bytes, expected: type[ChannelError]) -> None:
    assert type(channel_error(failure(status, payload))) is expected


def test_a_flood_wait_is_as_long_as_the_platform_says() -> None:
    assert channel_error(failure(429, b'{"parameters":{"retry_after":31}}')).retry_after == 31
    assert channel_error(failure(429, b"{}")).retry_after == 5


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NotConnected(), NotSent),
        (AnswerLost(), MaybeSent),
        (Rejected(400, Reason.OTHER, None), Refused),
        (TimedOut(), MaybeSent),
        (BadRequest("x"), MaybeSent),
    ],
)
def test_errors(error: TelegramError, expected: type[ChannelError]) -> None:
    assert type(channel_error(error)) is expected
