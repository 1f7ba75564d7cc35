"""`/hop-thu`: the code opens the mailbox on this address; it never stands in an address or a cookie.

After the code was typed, the open mailbox lives in memory under a random key for 30 idle minutes, so that an
answer needs no second typing and the code is in no page.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from console.access import Access, Route
from console.forms import Form, read_form
from console.public.photos import PHOTO_BYTES, PHOTOS, rebuild_all
from console.rendering import Pages
from storage.types import Clock
from tips.errors import MailboxUnknown, ReceiptTypo, TooManyAttempts
from tips.mailbox import Mailboxes, OpenMailbox
from tips.media import PhotoRebuilder

_IDLE = timedelta(minutes=30)
_MOST_OPEN = 2000


@dataclass(slots=True, kw_only=True)
class OpenMailboxes:
    """Mailboxes opened by code, in memory only."""

    clock: Clock
    _open: dict[str, tuple[datetime, OpenMailbox]] = field(default_factory=dict, repr=False)

    def keep(self, mailbox: OpenMailbox, key: str = "") -> str:
        """Remember an open mailbox; returns its key."""
        now = self.clock.now()
        self._open = {one: kept for one, kept in self._open.items() if kept[0] > now - _IDLE}
        while len(self._open) >= _MOST_OPEN:
            del self._open[next(iter(self._open))]
        key = key or secrets.token_urlsafe(24)
        self._open[key] = (now, mailbox)
        return key

    def get(self, key: str) -> OpenMailbox | None:
        """Return the mailbox of a key that is not too old."""
        kept = self._open.get(key)
        return kept[1] if kept is not None and kept[0] > self.clock.now() - _IDLE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxPage:
    """The mailbox's page over the tip line's mailboxes."""

    pages: Pages
    mailboxes: Mailboxes
    photos: PhotoRebuilder
    opened: OpenMailboxes

    def routes(self) -> tuple[Route, ...]:
        """Return the page's routes."""
        return (
            Route(method="GET", path="/hop-thu", handler=self.open, access=Access.TIP),
            Route(method="POST", path="/hop-thu", handler=self.post, access=Access.TIP),
        )

    async def open(self, request: web.Request) -> web.Response:
        """Ask for the code."""
        return self._ask("", status=200)

    async def post(self, request: web.Request) -> web.Response:
        """Open by code, or take an answer for an open mailbox."""
        form = await read_form(request, file_bytes=PHOTO_BYTES, files=PHOTOS)
        if (key := form.first("mailbox")) and form.first("go") in {"answer", "reopen"}:
            mailbox = self.opened.get(key)
            if mailbox is None:
                return self._ask("Hộp thư đã đóng lại sau 30 phút. Hãy gõ mã để mở lại.", answer=form.first("answer"))
            return await self._take(key, mailbox, form)
        return await self._open_by_code(form)

    async def _open_by_code(self, form: Form) -> web.Response:
        try:
            mailbox = await self.mailboxes.open(form.first("code"))
        except ReceiptTypo:
            return self._ask("Mã gõ chưa đúng. Mã có 18 chữ số; hãy xem lại từng số.")
        except MailboxUnknown:
            return self._ask("Không có hộp thư nào mở được bằng mã này. Hộp thư cũng đóng hẳn sau khi hết hạn.")
        except TooManyAttempts:
            return self._ask("Đang có nhiều người mở hộp thư. Hãy thử lại sau một phút.")
        return self._show(self.opened.keep(mailbox), mailbox, answer=form.first("answer"))

    async def _take(self, key: str, mailbox: OpenMailbox, form: Form) -> web.Response:
        text = form.first("answer")
        rebuilt, refusals = await rebuild_all(self.photos, form.files("photos"))
        if refusals or not (text.strip() or rebuilt):
            errors = refusals or ["Hãy viết câu trả lời trước khi gửi."]
            return self._show(key, mailbox, errors=errors, answer=text)
        if form.first("go") == "reopen":
            mailbox = await self.mailboxes.reopen(mailbox, text)
            return self._show(key, mailbox, notice="Đã gửi. Vụ việc được mở lại để xem thêm.")
        mailbox = await self.mailboxes.answer(mailbox, text=text, photos=rebuilt)
        self.opened.keep(mailbox, key)
        return self._show(key, mailbox, notice="Đã gửi câu trả lời. Cảm ơn bạn.")

    def _ask(self, error: str, *, status: int = 422, answer: str = "") -> web.Response:
        return self.pages.render("public/mailbox_code.html", status=status, error=error, answer=answer)

    def _show(
        self, key: str, mailbox: OpenMailbox, *, errors: list[str] | None = None, answer: str = "", notice: str = ""
    ) -> web.Response:
        return self.pages.render(
            "public/mailbox.html",
            status=422 if errors else 200,
            key=key,
            box=mailbox,
            errors=errors or [],
            answer=answer,
            notice=notice,
        )
