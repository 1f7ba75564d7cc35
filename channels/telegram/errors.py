"""From what the Bot API answers, or fails to answer, to the closed list of channel errors.

TelegramError (python-telegram-bot)
├── NotConnected   the request never left: NotSent
├── AnswerLost     it left and no readable answer came, or a 5xx: MaybeSent
└── Rejected       a 4xx with a status, a reason and maybe `retry_after`

The platform's own description is read here and dropped: it can hold ids and what a person wrote.
Source: core.telegram.org/bots/api, "Making requests".
"""

from __future__ import annotations

from enum import StrEnum

import orjson
from telegram.error import TelegramError

from channels.contract import (
    ChannelError,
    InvalidRecipient,
    MaybeSent,
    NotSent,
    RecipientGone,
    Refused,
    Throttled,
)

_DEFAULT_PAUSE = 5.0
"""Seconds to wait after a 429 that does not say how long."""


class Reason(StrEnum):
    """What a description means to us; everything else is OTHER."""

    NOT_MODIFIED = "not modified"
    NOT_EDITABLE = "not editable"
    CHAT_UNKNOWN = "chat unknown"
    FILE_TOO_LARGE = "file too large"
    OTHER = "other"


_DESCRIPTIONS = {
    "message is not modified": Reason.NOT_MODIFIED,
    "message can't be edited": Reason.NOT_EDITABLE,
    "message to edit not found": Reason.NOT_EDITABLE,
    "no text in the message": Reason.NOT_EDITABLE,
    "message_id_invalid": Reason.NOT_EDITABLE,
    "chat not found": Reason.CHAT_UNKNOWN,
    "user not found": Reason.CHAT_UNKNOWN,
    "peer_id_invalid": Reason.CHAT_UNKNOWN,
    "file is too big": Reason.FILE_TOO_LARGE,
}


class NotConnected(TelegramError):
    """No connection to the platform, so nothing was sent."""

    def __init__(self) -> None:
        super().__init__("not connected")


class AnswerLost(TelegramError):
    """The request left; whether the platform acted on it is not known."""

    def __init__(self) -> None:
        super().__init__("answer lost")


class Rejected(TelegramError):
    """The platform answered that it did not do it."""

    def __init__(self, status: int, reason: Reason, retry_after: float | None) -> None:
        super().__init__(f"rejected with status {status}")
        self.status = status
        self.reason = reason
        self.retry_after = retry_after


def failure(status: int, payload: bytes) -> TelegramError:
    """Return the error for an answer outside 2xx."""
    if status >= 500:
        return AnswerLost()
    try:
        answer = orjson.loads(payload)
    except orjson.JSONDecodeError:
        answer = {}
    if not isinstance(answer, dict):
        answer = {}
    description = str(answer.get("description", "")).lower()
    reason = next((known for words, known in _DESCRIPTIONS.items() if words in description), Reason.OTHER)
    parameters = answer.get("parameters")
    retry_after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return Rejected(status, reason, float(retry_after) if isinstance(retry_after, int | float) else None)


def channel_error(error: TelegramError) -> ChannelError:
    """Return what the caller decides from. Total; what is not known counts as maybe sent."""
    match error:
        case NotConnected():
            return NotSent()
        case Rejected(status=429):
            return Throttled(_DEFAULT_PAUSE if error.retry_after is None else error.retry_after)
        case Rejected(status=403):
            return RecipientGone()
        case Rejected(reason=Reason.CHAT_UNKNOWN):
            return InvalidRecipient()
        case Rejected():
            return Refused()
        case _:
            return MaybeSent()
