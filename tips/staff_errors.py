"""What goes wrong between staff and the tip line; each class is named by what to tell the person.

StaffError
├── LinkUnknown          this invitation does not exist or was used
├── LinkExpired          this invitation has run out
├── SignInRefused        id and passphrase do not go together, or the account is not open: one answer for all
├── TooManyTries         wait `retry_after` seconds
├── SignInNeeded         the keys are locked again: sign in anew
├── StaffUnknown         nobody has this id
├── RoleDoesNotFit       this role does not belong to this unit
├── NotAllowed           `reason` says why this person may not do it
├── WrongState           `reason` says what has to be done before
├── FingerprintDiffers   the typed fingerprint is not PC04's
├── NothingToPin         PC04 has no keys yet
├── OwnsOpenCases        close or hand over `cases` first
├── LastKeyHolder        he alone can open the unit's tips: let another in first
├── KeyDamaged           a stored key does not open: altered, or moved from elsewhere
├── OpeningNotWritten    nobody opens a tip unless that is written down: try again, or make room (`disk_full`)
├── CaseUnknown          there is no such case for this unit (answered 404)
└── TextUnfit            `reason` says what is wrong with a typed text
"""

from __future__ import annotations

from enum import StrEnum

from storage.tips.types import CaseNumber


class StaffError(Exception):
    """The root; carries no text of a person, no id, no secret."""


class LinkUnknown(StaffError):
    """Liên kết này không có hoặc đã dùng rồi."""


class LinkExpired(StaffError):
    """Liên kết này đã hết hạn."""


class SignInRefused(StaffError):
    """Mã cán bộ hoặc cụm mật khẩu chưa đúng."""


class TooManyTries(StaffError):
    """Thử lại sau ít phút."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too many tries")
        self.retry_after = retry_after


class SignInNeeded(StaffError):
    """Đã khóa sau 15 phút. Hãy đăng nhập lại."""


class StaffUnknown(StaffError):
    """There is nobody with this staff id."""


class RoleDoesNotFit(StaffError):
    """Officers belong to a commune or PC04, oversight to OVERSIGHT, everybody else to PROVINCE."""


class Bar(StrEnum):
    """Why a person may not do what he asked for."""

    OVERSIGHT_READS_ONLY = "oversight_reads_only"
    NOT_THE_LEAD_UNIT = "not_the_lead_unit"
    NOT_IN_CHARGE = "not_in_charge"
    NEEDS_HIGHER_AUTHORITY = "needs_higher_authority"
    NEEDS_ANOTHER_OFFICER = "needs_another_officer"
    NOT_YOUR_UNIT = "not_your_unit"
    NOT_AN_OFFICER = "not_an_officer"


class NotAllowed(StaffError):
    """`reason` says why this person may not do it."""

    def __init__(self, reason: Bar) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Obstacle(StrEnum):
    """Why a step does not fit the state a thing is in."""

    ALREADY_TAKEN = "already_taken"
    NOT_TAKEN_YET = "not_taken_yet"
    ALREADY_CLOSED = "already_closed"
    WAITING_USED_UP = "waiting_used_up"
    NOT_PENDING = "not_pending"
    NOT_ENROLLED = "not_enrolled"
    CHANGED_MEANWHILE = "changed_meanwhile"
    MAILBOX_GONE = "mailbox_gone"
    NOT_STORED = "not_stored"
    DISK_FULL = "disk_full"
    TEST_ONLY_FOR_TESTS = "test_only_for_tests"
    UNIT_HAS_NO_KEY = "unit_has_no_key"


class WrongState(StaffError):
    """`reason` says what stands in the way."""

    def __init__(self, reason: Obstacle) -> None:
        super().__init__(reason.value)
        self.reason = reason


class FingerprintDiffers(StaffError):
    """The typed fingerprint is not the one of PC04's key: ask PC04 again, by voice."""


class NothingToPin(StaffError):
    """PC04's first officer has not enrolled yet, so there is no fingerprint."""


class OwnsOpenCases(StaffError):
    """He is in charge of open cases: close them or put somebody else in charge first."""

    def __init__(self, cases: tuple[CaseNumber, ...]) -> None:
        super().__init__("owns open cases")
        self.cases = cases


class LastKeyHolder(StaffError):
    """He alone can open PC04's tips: let another officer in first, or have the recovery words at hand."""


class KeyDamaged(StaffError):
    """A stored key does not open: it was altered or comes from another place."""


class OpeningNotWritten(StaffError):
    """The audit chain did not take that the case was opened, so it stays closed; `disk_full` says why."""

    def __init__(self, *, disk_full: bool) -> None:
        super().__init__("opening not written")
        self.disk_full = disk_full


class CaseUnknown(StaffError):
    """Không có vụ việc này."""


class Unfit(StrEnum):
    """What is wrong with a text that staff typed."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NAMES_SOMEONE = "names_someone"


class TextUnfit(StaffError):
    """`reason` says what is wrong; the page keeps what was typed."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(reason.value)
        self.reason = reason
