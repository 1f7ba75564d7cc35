"""From what the Zalo Bot platform answers, or fails to answer, to the closed list of channel errors.

HTTP 200 is not success: `ok` decides, then `error_code`, then the HTTP status. The platform's own words are
read nowhere: they can hold ids and what a person wrote.

    400  the request is wrong               Refused
    401  the token is wrong                 Refused
    403  "Internal server error" (sic)      MaybeSent: whoever is behind it, nobody is struck off for it
    404  no such chat (or method)           InvalidRecipient
    408  timed out                          TimedOut: for getUpdates it means "nothing new"
    429  the month's quota is used up       AllowanceUsedUp: no pause is named, and none would help
    5xx, an answer nobody can read          MaybeSent
"""

from __future__ import annotations

from typing import Any

import orjson

from channels.contract import (
    AllowanceUsedUp,
    ChannelError,
    InvalidRecipient,
    MaybeSent,
    Refused,
)


class TimedOut(MaybeSent):
    """The platform gave up waiting (408): an empty poll, or a send of which nobody knows."""


def result_of(status: int, payload: bytes) -> Any:
    """Return `result` of an answer, None where there is none. Raises a `ChannelError` for everything else."""
    answer = _parsed(payload)
    if answer is not None and answer.get("ok") is True and status < 300:
        return answer.get("result")
    raise _error(_code(status, answer), is_readable=answer is not None)


def _parsed(payload: bytes) -> dict[str, Any] | None:
    try:
        answer = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return None
    return answer if isinstance(answer, dict) else None


def _code(status: int, answer: dict[str, Any] | None) -> int:
    """Return what went wrong: the body's code where it has one, else the status."""
    for name in ("error_code", "errorCode"):
        code = None if answer is None else answer.get(name)
        if isinstance(code, int):
            return code
    return status


def _error(code: int, *, is_readable: bool) -> ChannelError:
    match code:
        case 404:
            return InvalidRecipient()
        case 408:
            return TimedOut()
        case 429:
            return AllowanceUsedUp()
        case 403:
            return MaybeSent()
        case _ if 400 <= code < 500:
            return Refused()
        case _ if code < 300 and is_readable:
            # It says that it did not do it, and not why.
            return Refused()
        case _:
            return MaybeSent()
