"""An officer's cases in the browser: read, take, ask, note, close; nothing of another unit; nothing that acts."""

from __future__ import annotations

import asyncio
import io

import pytest
from PIL import Image

from storage.tips.types import Conflict, Happening, TipState
from tests.integration.console.house import COMMUNE, NEIGHBOUR, House
from tests.journeys.forms import Page, Visitor

TEXT = "Ở thôn Tân Hòa có nhà hay tụ tập, khoảng 22 giờ.\nCó xe máy lạ."

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</div></main><form action=/console/sign-out method=post><button>Bấm</button></form>",
    "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %>",
    "javascript:alert(1) https://a.example/?q=<b>",
    '=HYPERLINK("https://a.example";"xem") +cmd|\'/c calc\'!A0 @SUM(1)',
    "**đậm** _nghiêng_ [xem](https://a.example) <b>đậm</b> &lt;b&gt; &#60;script&#62;",
    "an toàn \u202e txt.exe \u2066ẩn\u2069 \u200f",
    "hết\x00dòng\x1b[31mđỏ\x1b[0m\x07",
    "a\u0301\u0301\u0301 😀 " + "A" * 3000,
]


def _jpeg() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(picture, "JPEG")
    return picture.getvalue()


async def _press(visitor: Visitor, case: str, go: str, **values: str) -> Page:
    return await visitor.submit(await visitor.get(f"/console/cases/{case}"), go=go, values=values)


async def test_an_officer_reads_what_was_sent_and_only_that(house: House) -> None:
    team = await house.commune_at_work()
    photo = _jpeg()
    case = await house.send_tip(TEXT, unit=COMMUNE, photos=(photo,), happening=Happening.YES)
    visitor = await house.signed_in(team.officer)
    listed = await visitor.get("/console/cases")
    assert [mark.attributes["data-case"] for mark in listed.marks("case")] == [case]
    assert "chưa kiểm chứng" in listed.body
    assert TEXT not in listed.body

    page = await visitor.get(f"/console/cases/{case}")
    assert page.mark("case-text").text == TEXT
    assert "chưa kiểm chứng" in page.body
    assert page.headers["Cache-Control"] == "no-store"
    image = page.mark("case-photo")
    assert image.tag == "img"
    assert await visitor.get_bytes(image.attributes["src"]) == (200, photo)
    assert (await visitor.get_bytes(image.attributes["src"][:-1] + "1"))[0] == 404


async def test_a_double_click_asks_once_and_notes_once(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    assert (await _press(visitor, case, "take")).status == 303
    page = await visitor.get(f"/console/cases/{case}")
    for go, field in (("note", "note"), ("ask", "question")):
        values = {field: "Nhà có mấy cửa?"}
        answers = await asyncio.gather(*(visitor.submit(page, go=go, values=values) for _ in range(2)))
        assert [answer.status for answer in answers] == [303, 303]
    after = await visitor.get(f"/console/cases/{case}")
    assert after.body.count("Nhà có mấy cửa?") == 2


async def test_a_case_goes_from_taken_to_closed(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    assert (await _press(visitor, case, "take")).status == 303
    page = await visitor.get(f"/console/cases/{case}")
    assert page.mark("case-state").attributes["data-state"] == "accepted"
    assert page.mark("case-owner").attributes["data-staff"] == team.officer.staff

    assert (await _press(visitor, case, "note", note="Đã đi xem, đúng chỗ.")).status == 303
    assert (await _press(visitor, case, "ask", question="Nhà có mấy cửa?")).status == 303
    page = await visitor.get(f"/console/cases/{case}")
    assert page.mark("case-state").attributes["data-state"] == "waiting_reporter"
    assert "Nhà có mấy cửa?" in page.body
    assert "Đã đi xem, đúng chỗ." in page.body

    closed = await _press(visitor, case, "close", result="confirmed", reader_text="Cảm ơn bạn. Đã kiểm tra xong.")
    assert closed.status == 303
    page = await visitor.get(f"/console/cases/{case}")
    assert page.mark("case-state").attributes["data-state"] == "closed"
    assert not (await visitor.get("/console/cases")).has("case")
    assert (await visitor.get("/console/cases?all=yes")).has("case")


async def test_the_answer_of_the_sender_stands_on_the_page(house: House) -> None:
    team = await house.commune_at_work()
    receipt = await house.send_for_receipt(TEXT, unit=COMMUNE)
    case = await house.only_case(team.officer)
    visitor = await house.signed_in(team.officer)
    await _press(visitor, case, "take")
    await _press(visitor, case, "ask", question="Nhà có mấy cửa?")
    await house.answer(receipt, "Hai cửa, một cửa ra vườn.")
    page = await visitor.get(f"/console/cases/{case}")
    assert page.mark("case-answer").text == "Hai cửa, một cửa ra vườn."


@pytest.mark.parametrize(
    ("go", "values", "kept"),
    [
        ("ask", {"question": "  "}, ""),
        ("ask", {"question": "x" * 1001}, "x" * 1001),
        ("note", {"note": ""}, ""),
        ("close", {"result": "", "reader_text": "Cảm ơn bạn."}, "Cảm ơn bạn."),
        ("close", {"result": "solved", "reader_text": "Cảm ơn bạn."}, "Cảm ơn bạn."),
        ("close", {"result": "test", "reader_text": "Cảm ơn bạn."}, "Cảm ơn bạn."),
        (
            "close",
            {"result": "confirmed", "reader_text": "Đã bắt ông Nguyễn Văn Tèo."},
            "Đã bắt ông Nguyễn Văn Tèo.",
        ),
    ],
)
async def test_a_mistake_is_told_and_what_was_typed_stays(
    house: House, go: str, values: dict[str, str], kept: str
) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    await _press(visitor, case, "take")
    page = await _press(visitor, case, go, **values)
    assert page.status == 422
    assert page.mark("error").text.strip()
    field = page.root.find(name={"ask": "question", "note": "note", "close": "reader_text"}[go])[0]
    assert field.text.strip() == kept
    assert page.mark("case-state").attributes["data-state"] == "accepted"


async def test_words_typed_while_another_tab_closed_the_case_are_shown_again(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    await _press(visitor, case, "take")
    first_tab = await visitor.get(f"/console/cases/{case}")
    closed = await _press(visitor, case, "close", result="partly", reader_text="Cảm ơn bạn đã báo.")
    assert closed.status == 303
    answer = await visitor.submit(first_tab, go="ask", values={"question": "Xe <b>màu</b> gì?"})
    assert answer.status == 422
    assert answer.mark("unsent").text == "Xe <b>màu</b> gì?"


async def test_a_case_that_nobody_took_cannot_be_asked_about_or_closed(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    page = await visitor.get(f"/console/cases/{case}")
    form = page.form_with(go="take")
    answer = await visitor.submit(page, form=form, go="ask", values={"question": "Ở đâu?"})
    assert answer.status == 422
    assert "Nhận việc" in answer.mark("error").text


async def test_another_unit_gets_404_for_everything(house: House) -> None:
    team = await house.commune_at_work()
    stranger = await house.admitted(NEIGHBOUR, team.chief)
    case = await house.send_tip(TEXT, unit=COMMUNE, photos=(_jpeg(),))
    visitor = await house.signed_in(stranger)
    listed = await visitor.get("/console/cases")
    assert not listed.has("case")
    unknown = await visitor.get("/console/cases/T-222222")
    page = await visitor.get(f"/console/cases/{case}")
    assert (page.status, page.body) == (unknown.status, unknown.body), "unknown and foreign answer alike"
    assert page.status == 404
    assert (await visitor.get_bytes(f"/console/cases/{case}/photo/0"))[0] == 404
    for go in ("take", "ask", "note", "close", "sing"):
        values = {"question": "Gì?", "note": "x", "result": "confirmed", "reader_text": "x", "go": go}
        answer = await visitor.submit(listed, form=house.form_to(f"/console/cases/{case}", listed), values=values)
        assert answer.status == 404, go
        assert TEXT not in answer.body


async def test_an_excluded_commune_gets_404_and_pc04_reads(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE, conflict=Conflict.COMMUNE)
    commune = await house.signed_in(team.officer)
    assert case not in (await commune.get("/console/cases?all=yes")).body
    assert (await commune.get(f"/console/cases/{case}")).status == 404
    page = await (await house.signed_in(team.chief)).get(f"/console/cases/{case}")
    assert page.mark("case-text").text == TEXT


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_a_stranger_wrote_does_nothing(house: House, text: str) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(text, unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    page = await visitor.get(f"/console/cases/{case}")
    box = page.mark("case-text")
    assert box.children == [box.text], "no element was made out of the text"
    hidden = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F}
    assert box.text == "".join(
        character for character in text if ord(character) not in hidden and (character >= " " or character in "\n\t")
    )
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    clean = await house.send_tip("Không có gì lạ.", unit=COMMUNE)
    plain = await visitor.get(f"/console/cases/{clean}")
    tags = [node.tag for node in page.root.find()]
    assert tags == [node.tag for node in plain.root.find()], "the page has the same elements as any other"


async def test_each_case_screen_says_unverified(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    for person in (team.officer, team.chief):
        visitor = await house.signed_in(person)
        for path in ("/console", "/console/cases", f"/console/cases/{case}"):
            assert "chưa kiểm chứng" in (await visitor.get(path)).body, path


async def test_pc04_can_read_but_not_work_where_the_commune_leads(house: House) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip(TEXT, unit=COMMUNE)
    visitor = await house.signed_in(team.chief)
    page = await visitor.get(f"/console/cases/{case}")
    assert not page.root.find(value="take"), "no button that would be refused"
    form = house.form_to(f"/console/cases/{case}", page)
    answer = await visitor.submit(page, form=form, go="take")
    assert answer.status == 403
    assert "phụ trách" in answer.mark("error").text
    assert (await house.case_row(team.officer, case)).state is TipState.ROUTED
