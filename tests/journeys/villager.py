"""What a villager does: subscribe, tell something by chat or on the page, look into the mailbox."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.journeys.chat import Chat, has_label
from tests.journeys.forms import Page, Visitor
from tests.journeys.town import words

RECEIPT = re.compile(r"(?<!\d)\d{4} \d{4} \d{4} \d{4} \d{2}(?!\d)")


async def subscribes(chat: Chat, *, place: str = "lao bao", name: str = "Xã Lao Bảo") -> None:
    """Choose a commune, typed without marks, and press Nhận tin."""
    await chat.say("/xa")
    shown = await chat.say(place, then="Đúng")
    assert name in shown.text, shown.text
    await chat.press("Đúng", then="Nhận tin")
    await chat.press("Nhận tin")


async def tells_by_chat(chat: Chat, story: str, photo: bytes) -> str:
    """Tell something on the phone, with a wrong answer in the middle and once back; returns the receipt."""
    await chat.say("bao tin", then="Tiếp tục ở đây")
    await chat.press("Tiếp tục ở đây", then="Xong")
    await chat.say(story, then="Xong")
    await chat.send_photo(photo, then="Xong")
    await chat.say("xong", then="Tôi không biết")
    await chat.press("Quay lại", then="Xong")
    await chat.press("Xong", then="Đúng")
    await chat.press("Đúng", then="Đang diễn ra")
    await chat.say("9", then="Đang diễn ra")
    await chat.say("da xay ra", then="Không liên quan")
    preview = await chat.press("Không liên quan", then="Gửi tin")
    assert story in preview.text, preview.text
    noted = await chat.press("Gửi tin", then="Tôi đã ghi lại")
    receipts = [found.group() for text in chat.texts for found in RECEIPT.finditer(text)]
    assert len(receipts) == 1, chat.texts
    assert receipts[0] in noted.text
    await chat.press("Tôi đã ghi lại")
    left = [shown.text for shown in chat.person.shown()]
    assert not any(story in text or RECEIPT.search(text) for text in left), "the tip is still on the phone"
    return receipts[0]


async def tells_by_page(
    visitor: Visitor, story: str, photos: Sequence[bytes] = (), *, unit: str, conflict: str = "none"
) -> str:
    """Tell something on /bao-tin, with a mistake and once back; returns the receipt."""
    page = await visitor.get("/bao-tin")
    _stands_at(page, "1")
    empty = await visitor.submit(page, go="next")
    assert empty.status == 422, empty.body
    assert empty.has("error")
    page = await visitor.submit(empty, go="next", values={"text": story}, files=[("photos", one) for one in photos])
    _stands_at(page, "2")
    page = await visitor.submit(page, go="next", values={"unit": unit, "happening": "no"})
    _stands_at(page, "3")
    page = await visitor.submit(page, go="back")
    _stands_at(page, "2")
    page = await visitor.submit(page, go="next")
    _stands_at(page, "3")
    page = await visitor.submit(page, go="next", values={"conflict": conflict})
    _stands_at(page, "4")
    assert story in page.body
    sent = await visitor.submit(page, go="send")
    receipt = words(sent, "receipt")
    assert RECEIPT.fullmatch(receipt), receipt
    return receipt


def _stands_at(page: Page, step: str) -> None:
    assert page.status in {200, 303}, page.body
    assert page.mark("step").attributes["data-step"] == step, page.body


async def opens_mailbox(visitor: Visitor, receipt: str) -> Page:
    """Open the mailbox with the code."""
    page = await visitor.submit(await visitor.get("/hop-thu"), values={"code": receipt})
    assert page.status == 200, page.body
    return page


async def answers_by_page(visitor: Visitor, receipt: str, *, question: str, answer: str) -> None:
    """Find the question in the mailbox and answer it."""
    page = await opens_mailbox(visitor, receipt)
    assert question in [" ".join(mark.text.split()) for mark in page.marks("mailbox-question")], page.body
    answered = await visitor.submit(page, go="answer", values={"answer": answer})
    assert answered.status in {200, 303}, answered.body


async def answers_by_chat(chat: Chat, receipt: str, *, question: str, answer: str) -> None:
    """Open the mailbox on the phone and answer there."""
    await chat.say("/hopthu")
    shown = await chat.say(receipt.replace(" ", ""), then="Trả lời")
    assert question in shown.text, shown.text
    await chat.press("Trả lời")
    shown = await chat.say(answer)
    if has_label(shown, "Xong"):
        await chat.press("Xong")
