"""What goes wrong on the sender's side of the tip line; each class is named by what to tell the person.

TipLineError
├── TipRefused             nothing was stored; the caller still has the text
│   ├── IntakeClosed         no officer could open the tip yet: hotlines
│   ├── OutsideOnly          concerns the province's police: `body` outside, or the C04 line
│   ├── TipEmpty             neither text nor photo
│   ├── TipTooLong           more than `limit` signs
│   └── SealFailed           it could not be locked or stored: try again, or call
├── UnitKeyInvalid         a stored unit key is not signed by the pinned PC04 key
├── SealBroken             a sealed piece does not open: wrong key, altered, or moved
├── ReceiptTypo            the code's check digits do not fit: nothing was looked up
├── MailboxUnknown         unknown, expired or erased: one answer for all
├── TooManyAttempts        wait `retry_after` seconds
├── MailboxRefused         the mailbox is open, but this is not possible now
│   ├── AnswerEmpty          neither text nor photo
│   ├── MailboxFull          this case holds as many pieces as it may
│   └── CaseFinished         finished: `can_reopen` says whether the sender may reopen
├── PhotoRefused           `reason` says why
└── DraftsFull             no memory left for photos; the text is kept

What goes wrong between staff and the tip line: tips/staff_errors.py.
"""

from __future__ import annotations

from enum import StrEnum


class TipLineError(Exception):
    """The root; carries no text of a person, no id, no code."""


class TipRefused(TipLineError):
    """Tin chưa được gửi và chưa được lưu."""


class IntakeClosed(TipRefused):
    """Hiện chưa có người nhận tin. Hãy gọi số điện thoại bên dưới."""


class OutsideOnly(TipRefused):
    """This concerns the province's police: it must not be sealed to them. `body` is the configured one, or None."""

    def __init__(self, body: str | None) -> None:
        super().__init__("outside body")
        self.body = body


class TipEmpty(TipRefused):
    """Bạn chưa viết gì và chưa gửi ảnh nào."""


class TipTooLong(TipRefused):
    """Tin dài quá; hãy bớt lại còn `limit` chữ cái."""

    def __init__(self, limit: int) -> None:
        super().__init__("text too long")
        self.limit = limit


class SealFailed(TipRefused):
    """Tin chưa khóa được nên chưa gửi. Bạn thử lại, hoặc gọi số bên dưới.

    `cause` is the kind of what went wrong, for the log; never its message.
    """

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class UnitKeyInvalid(TipLineError):
    """A unit's public key does not carry the signature of the pinned PC04 key: seal nothing to it."""


class SealBroken(TipLineError):
    """A sealed piece does not open here: another key, an altered byte, or a piece from another place."""


class ReceiptTypo(TipLineError):
    """Mã chưa đúng: có số gõ nhầm."""


class MailboxUnknown(TipLineError):
    """Không tìm thấy hộp thư với mã này."""


class TooManyAttempts(TipLineError):
    """Nhiều người đang mở hộp thư. Thử lại sau `retry_after` giây."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too many attempts")
        self.retry_after = retry_after


class MailboxRefused(TipLineError):
    """The mailbox is open, but not for this."""


class AnswerEmpty(MailboxRefused):
    """Bạn chưa viết gì và chưa gửi ảnh nào."""


class MailboxFull(MailboxRefused):
    """Hộp thư này đã có nhiều phần bổ sung. Nếu có chuyện mới, hãy báo một tin mới."""


class CaseFinished(MailboxRefused):
    """The case is closed; nothing can be added unless it is reopened."""

    def __init__(self, *, can_reopen: bool) -> None:
        super().__init__("case finished")
        self.can_reopen = can_reopen


class PhotoReason(StrEnum):
    """Why a picture was not taken."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PICTURE = "not_a_picture"
    HEIC = "heic"
    BROKEN = "broken"
    BUSY = "busy"
    TOO_MANY = "too_many"


class PhotoRefused(TipLineError):
    """`reason` says why this picture was not taken; everything else of the draft is kept."""

    def __init__(self, reason: PhotoReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class DraftsFull(TipLineError):
    """Hiện máy đang nhận nhiều ảnh. Chữ của bạn vẫn còn; hãy gửi tin trước, bổ sung ảnh sau."""
