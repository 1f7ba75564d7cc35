"""`/bao-tin`: a tip in four steps on one address, without script, cookie or a word in the address.

The draft lives in memory under a random key that the form carries in a hidden field. Every step answers on
the same address with 200, so that the history shows one visit and no more (docs/decisions).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from console.access import Access, Route
from console.forms import Form, read_form
from console.neighbourhoods import Neighbourhoods
from console.public.photos import PHOTO_BYTES, PHOTOS, add_to_draft
from console.rendering import Pages
from places.gazetteer import Gazetteer
from places.matcher import Matcher
from places.types import MatchKind, Unit
from storage.tips.types import Conflict, Happening
from storage.types import UnitCode
from tips.drafts import LONGEST_TEXT, Draft, DraftKey, Drafts
from tips.errors import IntakeClosed, OutsideOnly, SealFailed, TipEmpty, TipTooLong
from tips.intake import Intake, SentTip
from tips.once import Once

UNKNOWN_PLACE = "unknown"
_WORDS = "Hãy viết vài chữ về việc bạn biết: việc gì, ở đâu, khi nào."
_HAPPENING = "Hãy chọn việc đang diễn ra, đã xảy ra hay không rõ."
_LOST = "Bản nháp không còn: đã quá 30 phút, hoặc máy chủ vừa khởi động lại. Xin xem lại và gửi tiếp."
_CROWDED = "Vừa có nhiều tin từ mạng bạn đang dùng. Hãy đợi một phút rồi bấm lại; chữ của bạn vẫn còn ở đây."
_NEXT_TIP = "Tin trước đã được gửi rồi. Nếu đây là chuyện mới, xin xem lại và gửi tiếp."


@dataclass(frozen=True, slots=True, kw_only=True)
class TipForm:
    """The form's pages over the tip line's services.

    `missing_in` returns which of what, where, when, how a text does not say yet; `naming_in` returns the words
    of a text that may tell who wrote it.
    """

    pages: Pages
    drafts: Drafts
    intake: Intake
    gazetteer: Gazetteer
    matcher: Matcher
    neighbourhoods: Neighbourhoods
    outside_body: str
    missing_in: Callable[[str], Sequence[str]]
    naming_in: Callable[[str], Sequence[str]]
    sending: Once[DraftKey, SentTip] = field(default_factory=Once)

    def routes(self) -> tuple[Route, ...]:
        """Return the form's routes."""
        return (
            Route(method="GET", path="/bao-tin", handler=self.open, access=Access.TIP),
            Route(method="POST", path="/bao-tin", handler=self.post, access=Access.TIP),
        )

    async def open(self, request: web.Request) -> web.Response:
        """Show the first step with an empty draft."""
        return await self._show(1, self.drafts.new(), Draft())

    async def post(self, request: web.Request) -> web.Response:
        """Keep what was sent, then go on, back or send."""
        form = await read_form(request, file_bytes=PHOTO_BYTES, files=PHOTOS)
        key = DraftKey(form.first("draft"))
        draft = self.drafts.get(key)
        if _begins(draft, form) and not self.neighbourhoods.allows(request):
            # Too many drafts would push out those of others: the words stay on the page and not with us.
            written = Draft(text=form.first("text")[:LONGEST_TEXT])
            return await self._show(1, key if draft is not None else self.drafts.new(), written, errors=[_CROWDED])
        if form.first("go") == "carry":
            return await self._carried(form.first("text"))
        step = int(form.first("step", "1")) if form.first("step", "1") in {"1", "2", "3", "4"} else 1
        if draft is None:
            return await self._lost(form)
        if form.first("go") == "back":
            return await self._show(max(1, step - 1), key, draft)
        match step:
            case 1:
                return await self._keep_text(key, form)
            case 2:
                return await self._keep_place(key, draft, form)
            case 3:
                return await self._keep_conflict(key, draft, form)
            case _:
                return await self._send(key, draft)

    async def _carried(self, text: str) -> web.Response:
        """Begin with words that were written in the chat, where they do not belong."""
        key = self.drafts.new()
        errors = self._set_text(key, text)
        return await self._show(1, key, self.drafts.get(key) or Draft(), errors=errors)

    async def _lost(self, form: Form) -> web.Response:
        """The draft is gone (sent, a restart, or 30 idle minutes): say so, keep what this request still holds."""
        text, was_sent = form.first("text"), self.drafts.was_sent(DraftKey(form.first("draft")))
        if was_sent and not text.strip():
            # The page after sending was loaded anew; whoever is told that his draft is lost tells it all once more.
            return self.pages.render("public/tip_arrived.html")
        key = self.drafts.new()
        errors = [_NEXT_TIP if was_sent else _LOST, *self._set_text(key, text)]
        draft = self.drafts.get(key) or Draft()
        return await self._show(1, key, draft, errors=errors)

    async def _keep_text(self, key: DraftKey, form: Form) -> web.Response:
        errors = self._set_text(key, form.first("text"))
        errors += await add_to_draft(self.drafts, key, form.files("photos"))
        draft = self.drafts.get(key) or Draft()
        if not draft.text.strip() and not draft.photos:
            errors.append(_WORDS)
        if errors:
            return await self._show(1, key, draft, errors=errors)
        return await self._show(2, key, draft)

    def _set_text(self, key: DraftKey, text: str) -> list[str]:
        """Keep the text, or as much of it as a tip may have; returns what to say then."""
        try:
            self.drafts.set_text(key, text)
        except TipTooLong as problem:
            self.drafts.set_text(key, text[: problem.limit])
            return [f"Tin dài quá {problem.limit} chữ cái. Phần đầu đã được giữ; hãy bớt lại hoặc gửi hai tin."]
        return []

    async def _keep_place(self, key: DraftKey, draft: Draft, form: Form) -> web.Response:
        happening = form.first("happening")
        if happening in set(Happening):
            self.drafts.set_happening(key, Happening(happening))
        unit = form.first("unit")
        typed = form.first("place").strip()
        errors: list[str] = []
        candidates: tuple[Unit, ...] = ()
        if typed and typed != form.first("place_shown"):
            # What was typed just now counts more than a unit that we had ticked for the sender.
            unit = ""
        if unit == UNKNOWN_PLACE:
            self.drafts.set_unit(key, None)
        elif self.gazetteer.has(unit):
            self.drafts.set_unit(key, UnitCode(unit))
        elif typed:
            match = self.matcher.match(typed)
            if match.kind is MatchKind.UNKNOWN:
                self.drafts.set_unit(key, None)
            elif match.kind is MatchKind.NONE:
                errors.append("Chưa tìm ra xã này. Hãy thử tên khác, tên xã cũ, hoặc chọn “Tôi không biết”.")
            else:
                candidates = match.units
        else:
            errors.append("Hãy chọn xã nơi xảy ra, hoặc chọn “Tôi không biết”.")
        if happening not in set(Happening):
            errors.append(_HAPPENING)
        draft = self.drafts.get(key) or draft
        if errors or candidates:
            return await self._show(2, key, draft, errors=errors, candidates=candidates, typed=typed)
        return await self._show(3, key, draft)

    async def _keep_conflict(self, key: DraftKey, draft: Draft, form: Form) -> web.Response:
        conflict = form.first("conflict")
        if conflict not in set(Conflict):
            return await self._show(3, key, draft, errors=["Hãy chọn một câu trả lời."])
        self.drafts.set_conflict(key, Conflict(conflict))
        draft = self.drafts.get(key) or draft
        if draft.happening is None:
            return await self._show(2, key, draft, errors=[_HAPPENING])
        if draft.conflict is Conflict.PROVINCE:
            return self.pages.render("public/tip_outside.html", outside_body=self.outside_body)
        return await self._show(4, key, draft)

    async def _send(self, key: DraftKey, draft: Draft) -> web.Response:
        try:
            sent = await self.sending.run(key, lambda: self._sent(key, draft))
        except IntakeClosed:
            return await self._show(4, key, draft, errors=["Hộp báo tin chưa mở. Tin của bạn còn ở đây trong 30 phút."])
        except OutsideOnly:
            return self.pages.render("public/tip_outside.html", outside_body=self.outside_body)
        except TipEmpty:
            return await self._show(1, key, draft, errors=[_WORDS])
        except SealFailed:
            error = "Tin chưa gửi được và chưa có gì bị lưu. Hãy bấm gửi lại sau ít phút."
            return await self._show(4, key, draft, errors=[error])
        return self.pages.render("public/tip_sent.html", receipt=sent.receipt, look_by=sent.look_by)

    async def _sent(self, key: DraftKey, draft: Draft) -> SentTip:
        sent = await self.intake.send(draft)
        self.drafts.drop_sent(key)
        return sent

    async def _show(
        self,
        step: int,
        key: DraftKey,
        draft: Draft,
        *,
        errors: list[str] | None = None,
        candidates: tuple[Unit, ...] = (),
        typed: str = "",
    ) -> web.Response:
        values: dict[str, Any] = {
            "step": step,
            "draft": key,
            "tip": draft,
            "errors": errors or [],
            "is_open": await self.intake.is_open(),
        }
        if step == 2:
            values |= self._places(draft, candidates, typed)
        if step == 4:
            unit = self.gazetteer.unit(draft.unit) if draft.unit is not None else None
            values |= {
                "place": unit.name if unit else "Không biết xã nào",
                "missing": self.missing_in(draft.text),
                "naming": self.naming_in(draft.text),
            }
        return self.pages.render("public/tip.html", status=422 if errors else 200, **values)

    def _places(self, draft: Draft, candidates: tuple[Unit, ...], typed: str) -> dict[str, Any]:
        guess = () if candidates or draft.unit_known else self.matcher.find_in_text(draft.text).units
        offered = candidates or guess
        chosen = str(draft.unit) if draft.unit else UNKNOWN_PLACE if draft.unit_known else ""
        if not chosen and len(offered) == 1:
            chosen = offered[0].code
        return {"offered": offered, "chosen": chosen, "typed": typed, "units": sorted(self.gazetteer.units, key=_name)}


def _begins(draft: Draft | None, form: Form) -> bool:
    """Tell whether something is written into a draft that holds nothing yet."""
    is_empty = draft is None or not (draft.text or draft.photos)
    return is_empty and bool(form.first("text").strip() or form.files("photos"))


def _name(unit: Unit) -> str:
    return unit.bare_name
