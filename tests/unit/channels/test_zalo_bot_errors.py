"""What the platform answers becomes the closed list, whatever its HTTP status says."""

from __future__ import annotations

import orjson
import pytest

from channels.contract import AllowanceUsedUp, ChannelError, InvalidRecipient, MaybeSent, Refused
from channels.zalo_bot.errors import TimedOut, result_of


def body(**content: object) -> bytes:
    """Return an answer's bytes."""
    return orjson.dumps(content)


def test_ok_and_a_result() -> None:
    assert result_of(200, body(ok=True, result={"message_id": "1"})) == {"message_id": "1"}
    assert result_of(200, body(ok=True)) is None


@pytest.mark.parametrize("status", [200, None])
@pytest.mark.parametrize(
    ("code", "error"),
    [
        (400, Refused),
        (401, Refused),
        (403, MaybeSent),
        (404, InvalidRecipient),
        (408, TimedOut),
        (418, Refused),
        (429, AllowanceUsedUp),
        (500, MaybeSent),
    ],
)
def test_the_code_decides_under_any_status(status: int | None, code: int, error: type[ChannelError]) -> None:
    with pytest.raises(ChannelError) as caught:
        result_of(status or code, body(ok=False, error_code=code, description="chat 6ede9afa66b88fe6d6a9"))
    assert type(caught.value) is error
    assert "6ede" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "payload", "error"),
    [
        (200, b"<html>It works</html>", MaybeSent),
        (200, b"", MaybeSent),
        (200, b"[]", MaybeSent),
        (401, b"Unauthorized", Refused),
        (429, b"", AllowanceUsedUp),
        (408, b"", TimedOut),
        (502, b"<html>", MaybeSent),
        (302, b"", MaybeSent),
        (200, body(ok=False), Refused),
        (200, body(result={}), Refused),
        (200, body(ok=False, errorCode=426), Refused),
        (502, body(ok=True, result={}), MaybeSent),
    ],
)
def test_what_cannot_be_read_or_says_little(status: int, payload: bytes, error: type[ChannelError]) -> None:
    with pytest.raises(ChannelError) as caught:
        result_of(status, payload)
    assert type(caught.value) is error
