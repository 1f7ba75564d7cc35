"""Why a platform did not do what was asked: a closed list with properties to decide from.

ChannelError
├── Throttled          wait `retry_after` seconds; surely not sent
├── AllowanceUsedUp    what the platform lets us send in a month is used up; surely not sent
├── RecipientGone      blocked, deactivated: stop writing to this address
├── InvalidRecipient   the chat does not exist
├── Refused            the platform rejects this content or our token: our fault
├── NotSent            could not connect: surely not sent, try later
└── MaybeSent          cut or timed out after the request left: may have been sent
"""

from __future__ import annotations


class ChannelError(Exception):
    """A platform did not do what was asked. Decide from these properties, never from a message text."""

    retry_after: float | None = None
    may_have_been_sent: bool = False
    recipient_gone: bool = False
    our_fault: bool = False
    temporary: bool = False
    allowance_used_up: bool = False

    def __init__(self) -> None:
        # No text of the platform: it can hold ids, tokens or what a person wrote.
        super().__init__(type(self).__name__)


class Throttled(ChannelError):
    """Too many messages; `retry_after` seconds as the platform says (429)."""

    temporary = True

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = retry_after


class AllowanceUsedUp(ChannelError):
    """The account may send nothing more until the platform's month is over or the operator buys more.

    Not a pause: a reply is not worth waiting for it, and bulk stops for everybody of this account.
    """

    temporary = True
    allowance_used_up = True


class RecipientGone(ChannelError):
    """The person blocked us or the account is gone (403)."""

    recipient_gone = True


class InvalidRecipient(ChannelError):
    """The platform does not know this chat (400 chat not found)."""

    recipient_gone = True


class Refused(ChannelError):
    """The platform rejects the request for good (other 4xx): content, token or our code is wrong."""

    our_fault = True


class NotSent(ChannelError):
    """The request never reached the platform (refused connection, DNS)."""

    temporary = True


class MaybeSent(ChannelError):
    """The answer was lost (cut, time-out, 5xx after the body left): never resend blindly."""

    may_have_been_sent = True
    temporary = True


class MediaTooLarge(Exception):
    """The picture is larger than the limit given to `MediaSource.read`."""
