"""`/hop-thu`: the code opens the mailbox on this address; it never stands in an address or a cookie.

After the code was typed, the open mailbox lives in memory under a random key for 30 idle minutes, so that an
answer needs no second typing and the code is in no page.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from console.access import Access, Route
from console.forms import Form, read_form
from console.neighbourhoods import Neighbourhoods, network_of
from console.public.photos import PHOTO_BYTES, PHOTOS, rebuild_all
from console.rendering import Pages
from storage.types import Clock, instant
from tips.errors import (
    AnswerEmpty,
    CaseFinished,
    MailboxFull,
    MailboxUnknown,
    ReceiptTypo,
    SealFailed,
    TipLineError,
    TipTooLong,
    TooManyAttempts,
)
from tips.lookup_standing import LookupStanding
from tips.mailbox import Mailboxes, OpenMailbox
from tips.media import PhotoRebuilder
from tips.once import Once

_FROM_HERE = "Vừa có nhiều lần thử mã từ mạng bạn đang dùng. Hãy đợi một phút rồi thử lại, hoặc dùng mạng khác."
_TYPED_CODE = 60
"""Signs of a typed code that are shown again: 18 digits, however spaced."""

_THANKS = {
    "answer": "Đã gửi cho cán bộ. Cảm ơn bạn. Mã cũ vẫn dùng được.",
    "reopen": "Đã gửi. Vụ việc được mở lại để xem thêm. Mã cũ vẫn dùng được.",
}
_BUSY = "Đang có nhiều người mở hộp thư. Hãy thử lại sau {seconds} giây."
_IDLE = timedelta(minutes=30)
_MOST_OPEN = 2000
_MARKED_BYTES = 64 * 1024
"""Of each photo, besides its length: enough to know it again, and no work for the loop."""

_SENTENCES: Mapping[type[TipLineError], str] = {
    ReceiptTypo: "Mã gõ chưa đúng. Mã có 18 chữ số; hãy xem lại từng số.",
    MailboxUnknown: (
        "Không có hộp thư nào mở được bằng mã này. Hộp thư mất hẳn chậm nhất 90 ngày sau khi vụ việc kết thúc."
    ),
    AnswerEmpty: "Hãy viết vài chữ trước khi gửi.",
    MailboxFull: "Hộp thư này đã có nhiều phần bổ sung. Nếu có chuyện mới, hãy báo một tin mới.",
    CaseFinished: "Vụ việc đã kết thúc nên không nhận thêm được nữa.",
    TipTooLong: "Câu trả lời dài quá. Hãy bớt lại hoặc gửi hai lần.",
    SealFailed: "Chưa gửi được và chưa có gì bị lưu. Hãy bấm gửi lại sau ít phút.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A mailbox opened by its code, in memory only; the code itself is not kept.

    `last` is the mark of what its owner wrote last: a page that is loaded anew sends it again.
    """

    since: datetime
    mailbox: OpenMailbox
    last: bytes = field(default=b"", repr=False)


@dataclass(slots=True, kw_only=True)
class OpenMailboxes:
    """Mailboxes opened by code, in memory only."""

    clock: Clock
    _open: dict[str, Opened] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self._open)

    def keep(self, mailbox: OpenMailbox, key: str = "", *, last: bytes = b"") -> str:
        """Remember an open mailbox and the mark of what was written last; returns its key."""
        now = self.clock.now()
        self.forget_idle()
        while len(self._open) >= _MOST_OPEN:
            del self._open[next(iter(self._open))]
        key = key or secrets.token_urlsafe(24)
        self._open[key] = Opened(since=now, mailbox=mailbox, last=last)
        return key

    def forget_idle(self) -> None:
        """Let go of the mailboxes that were opened half an hour ago or earlier."""
        oldest = self.clock.now() - _IDLE
        self._open = {one: kept for one, kept in self._open.items() if kept.since > oldest}

    def get(self, key: str) -> Opened | None:
        """Return the mailbox of a key that is not too old."""
        kept = self._open.get(key)
        return kept if kept is not None and kept.since > self.clock.now() - _IDLE else None

    def forget(self, key: str) -> None:
        """Close a mailbox."""
        self._open.pop(key, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxPage:
    """The mailbox's page over the tip line's mailboxes."""

    pages: Pages
    mailboxes: Mailboxes
    photos: PhotoRebuilder
    opened: OpenMailboxes
    neighbourhoods: Neighbourhoods
    writing: Once[tuple[str, bytes], OpenMailbox] = field(default_factory=Once)
    standing: LookupStanding = field(default_factory=LookupStanding)

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
            opened = self.opened.get(key)
            if opened is None:
                return self._ask("Hộp thư đã đóng lại sau 30 phút. Hãy gõ mã để mở lại.", answer=form.first("answer"))
            return await self._take(key, opened, form)
        if not self.neighbourhoods.allows(request):
            return self._ask(_FROM_HERE, code=form.first("code"), answer=form.first("answer"))
        return await self._open_by_code(network_of(request), form.first("code"), answer=form.first("answer"))

    async def _open_by_code(self, network: int, code: str, *, answer: str) -> web.Response:
        async def look(is_doubted: bool) -> OpenMailbox:
            return await self.mailboxes.open(code, is_doubted=is_doubted)

        try:
            mailbox = await self.standing.look_up(network, instant(self.opened.clock.now()), look)
        except TooManyAttempts as refusal:
            return self._ask(_BUSY.format(seconds=refusal.retry_after), code=code, answer=answer)
        except ReceiptTypo:
            return self._ask(_SENTENCES[ReceiptTypo], code=code, answer=answer)
        except MailboxUnknown:
            # No slip to mend: this code was right once, or never was one. Unknown, expired and erased look alike.
            return self._ask(_SENTENCES[MailboxUnknown], answer=answer)
        return self._show(self.opened.keep(mailbox), mailbox, answer=answer)

    async def _take(self, key: str, opened: Opened, form: Form) -> web.Response:
        text, mark = form.first("answer"), _mark_of(form)
        mailbox = opened.mailbox
        try:
            if mark != opened.last:
                mailbox = await self.writing.run((key, mark), lambda: self._written(key, mailbox, form, mark))
        except _PhotosRefused as refusal:
            return self._show(key, mailbox, errors=refusal.reasons, answer=text)
        except (AnswerEmpty, MailboxFull, CaseFinished, TipTooLong, SealFailed) as refusal:
            return self._show(key, mailbox, errors=[_SENTENCES[type(refusal)]], answer=text)
        except MailboxUnknown:
            self.opened.forget(key)
            return self._ask(_SENTENCES[MailboxUnknown], answer=text)
        return self._show(key, mailbox, notice=_THANKS[form.first("go")])

    async def _written(self, key: str, mailbox: OpenMailbox, form: Form, mark: bytes) -> OpenMailbox:
        """Take what the sender writes and return the mailbox as it is then."""
        rebuilt, reasons = await rebuild_all(self.photos, form.files("photos"))
        if reasons:
            raise _PhotosRefused(reasons)
        if form.first("go") == "reopen":
            await self.mailboxes.reopen(mailbox, form.first("answer"))
        else:
            await self.mailboxes.answer(mailbox, text=form.first("answer"), photos=rebuilt)
        present = await self.mailboxes.refresh(mailbox)
        self.opened.keep(present, key, last=mark)
        return present

    def _ask(self, error: str, *, status: int = 422, code: str = "", answer: str = "") -> web.Response:
        """Ask for the code; what was typed stays, so that one wrong digit of eighteen is one digit to mend."""
        return self.pages.render(
            "public/mailbox_code.html", status=status, error=error, code=code[:_TYPED_CODE], answer=answer
        )

    def _show(
        self, key: str, mailbox: OpenMailbox, *, errors: Sequence[str] = (), answer: str = "", notice: str = ""
    ) -> web.Response:
        return self.pages.render(
            "public/mailbox.html",
            status=422 if errors else 200,
            key=key,
            box=mailbox,
            errors=errors,
            answer=answer,
            notice=notice,
        )


class _PhotosRefused(Exception):
    """Some photos cannot be taken; nothing was sent."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(len(reasons))
        self.reasons = reasons


def _mark_of(form: Form) -> bytes:
    """Return 32 bytes by which the same words and photos are known again."""
    mark = hashlib.blake2b(f"{form.first('go')}\x00{form.first('answer')}".encode(), digest_size=32)
    for photo in form.files("photos"):
        content = photo.content or b""
        mark.update(hashlib.blake2b(content[:_MARKED_BYTES]).digest() + len(content).to_bytes(8, "big"))
    return mark.digest()
