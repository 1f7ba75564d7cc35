"""Why the page's request is not taken. The page says it in the reader's words; these only say what to do.

WebChatError
├── NoSuchVisit     begin anew: ended, idle for too long, or the server was restarted
├── TooFast         wait `retry_after` seconds, then send the same again
├── NotListening    open the stream first: too much waits unread; then send the same again
├── TooLong         shorten it
└── OldButton       nothing is done: this button is not on the screen any more
"""

from __future__ import annotations


class WebChatError(Exception):
    """Base; never carries what somebody typed."""

    retry_after: float = 0.0

    def __init__(self) -> None:
        super().__init__(type(self).__name__)


class NoSuchVisit(WebChatError):
    """The visit is over."""


class TooFast(WebChatError):
    """Too many requests for now; surely not taken."""

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = retry_after


class NotListening(WebChatError):
    """The page did not confirm what it was sent."""

    retry_after = 2.0


class TooLong(WebChatError):
    """One message is longer than the page lets anybody type."""


class OldButton(WebChatError):
    """The pressed choice is on no message that is shown."""
