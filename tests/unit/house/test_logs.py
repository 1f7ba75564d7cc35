"""The allow-list: names on it, with numbers or single words; everything else is dropped."""

from __future__ import annotations

from bot.logs import keep_allowed


def test_only_listed_names_with_plain_values_get_out() -> None:
    event = {
        "event": "tick.failed",
        "level": "error",
        "timestamp": "2026-11-25T01:00Z",
        "count": 3,
        "state": "planner",
        "error": "chat 1234567890 not found",
        "error_class": "NotSent",
        "chat": 1234567890,
        "text": "một tin",
    }
    assert keep_allowed(None, "", event) == {
        "event": "tick.failed",
        "level": "error",
        "timestamp": "2026-11-25T01:00Z",
        "count": 3,
        "state": "planner",
        "error_class": "NotSent",
    }


def test_a_word_that_is_an_id_is_no_word() -> None:
    assert keep_allowed(None, "", {"state": "1234567890", "error": "12345:token"}) == {}
