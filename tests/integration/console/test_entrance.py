"""Invitation, passphrase, sign-in, letting in, sign-out: as staff meet them in a browser."""

from __future__ import annotations

import asyncio

import pytest

from console.staff.sign_in import inside
from storage.staff.types import Role, StaffState
from storage.types import OVERSIGHT, PC04, PROVINCE
from tests.integration.console.house import COMMUNE, House
from tests.journeys.forms import Page, Visitor


async def _enrol(house: House, visitor: Visitor, link: str) -> tuple[str, str, Page]:
    shown = await visitor.submit(await visitor.get(link), go="enrol")
    staff, passphrase = shown.mark("staff-id").text, shown.mark("passphrase").text
    answer = await visitor.submit(shown, values={"passphrase": passphrase})
    return staff, passphrase, await visitor.follow(answer)


async def test_the_first_officer_of_pc04_sees_everything_once(house: House) -> None:
    visitor = await house.visitor()
    link = await house.invite(Role.OFFICER, PC04, "Nguyễn Văn An")
    offer = await visitor.get(link)
    assert offer.status == 200
    assert "Nguyễn Văn An" in offer.body
    shown = await visitor.submit(offer, go="enrol")
    assert shown.status == 200
    assert len(shown.mark("passphrase").text.split()) == 6
    assert len(shown.mark("recovery-words").text.split()) == 12
    assert shown.mark("fingerprint").text == (await house.enrolment.fingerprint())[0]
    assert shown.headers["Cache-Control"] == "no-store"

    wrong = await visitor.submit(shown, values={"passphrase": "sai rồi"})
    assert wrong.status == 422
    assert wrong.has("error")
    right = await visitor.submit(wrong, values={"passphrase": shown.mark("passphrase").text.upper()})
    assert right.status == 303
    assert "enrolled=active" in right.headers["Location"]

    again = await visitor.get(link)
    assert again.status == 404
    assert again.has("error")


async def test_a_double_click_shows_the_passphrase_in_both_answers(house: House) -> None:
    visitor = await house.visitor()
    offer = await visitor.get(await house.invite(Role.OFFICER, PC04, "Nguyễn Văn An"))
    first, second = await asyncio.gather(*(visitor.submit(offer, go="enrol") for _ in range(2)))
    for mark in ("staff-id", "passphrase", "recovery-words", "fingerprint"):
        assert first.mark(mark).text == second.mark(mark).text
    later = await visitor.submit(offer, go="enrol")
    assert later.status == 404
    assert not later.has("passphrase")


async def test_others_see_no_recovery_words_and_wait_to_be_let_in(house: House) -> None:
    chief = await house.enrol(PC04)
    visitor = await house.visitor()
    staff, passphrase, page = await _enrol(house, visitor, await house.invite(Role.OFFICER, PC04, "Lê Thị Bông"))
    assert "chờ đồng nghiệp duyệt" in page.body
    refused = await visitor.submit(page, values={"staff": staff, "passphrase": passphrase})
    assert refused.status == 422
    assert refused.root.find(name="staff")[0].attributes["value"] == staff, "the id is kept"

    officer = await house.signed_in(chief)
    people = await officer.get("/console/people")
    assert [mark.attributes["data-staff"] for mark in people.marks("pending")] == [staff]
    assert (await officer.submit(people, go="admit")).status == 303
    assert not (await officer.get("/console/people")).has("pending")
    entered = await visitor.submit(page, values={"staff": staff.lower(), "passphrase": passphrase})
    assert entered.status == 303
    assert (await visitor.follow(entered)).status == 200


async def test_an_organizer_is_in_at_once(house: House) -> None:
    visitor = await house.visitor()
    staff, passphrase, page = await _enrol(house, visitor, await house.invite(Role.ORGANIZER, PROVINCE, "Trần Bình"))
    assert "Tài khoản đã dùng được" in page.body
    home = await visitor.follow(await visitor.submit(page, values={"staff": staff, "passphrase": passphrase}))
    assert "Trần Bình" in home.body
    assert "/console/campaigns" in home.body
    assert "/console/cases" not in home.body


async def test_an_old_or_invented_link_says_what_to_do(house: House) -> None:
    visitor = await house.visitor()
    link = await house.invite(Role.OFFICER, PC04, "Nguyễn Văn An")
    page = await visitor.get(link)
    house.clock.pass_by(days=8)
    for late in (await visitor.get(link), await visitor.submit(page, go="enrol")):
        assert late.status == 404
        assert "hết hạn" in late.mark("error").text
    assert (await visitor.get("/console/enrol/khong-co")).status == 404


async def test_an_unconfirmed_person_can_still_confirm_from_the_dead_link(house: House) -> None:
    visitor = await house.visitor()
    link = await house.invite(Role.ORGANIZER, PROVINCE, "Trần Bình")
    shown = await visitor.submit(await visitor.get(link), go="enrol")
    values = {"staff": shown.mark("staff-id").text, "passphrase": shown.mark("passphrase").text}
    answer = await visitor.submit(await visitor.get(link), values=values)
    assert answer.status == 303
    member = await house.staff.get(house.staff_id(values["staff"]))
    assert member is not None
    assert member.state is StaffState.ACTIVE


async def test_the_cookie_travels_below_the_console_only(house: House) -> None:
    chief = await house.enrol(PC04)
    visitor = await house.visitor()
    page = await visitor.get("/console")
    values = {"staff": chief.staff, "passphrase": chief.passphrase}
    cookie = (await visitor.submit(page, values=values)).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/console" in cookie
    assert "Secure" not in cookie, "the address of this test is plain http"


async def test_with_https_the_cookie_is_secure(https_house: House) -> None:
    chief = await https_house.enrol(PC04)
    visitor = await https_house.visitor()
    values = {"staff": chief.staff, "passphrase": chief.passphrase}
    answer = await visitor.submit(await visitor.get("/console"), values=values)
    assert "Secure" in answer.headers["Set-Cookie"]


async def test_who_came_from_a_page_goes_back_there(house: House) -> None:
    chief = await house.enrol(PC04)
    visitor = await house.visitor()
    page = await visitor.get("/console/people")
    assert page.url.endswith("/console?next=/console/people")
    values = {"staff": chief.staff, "passphrase": chief.passphrase}
    assert (await visitor.submit(page, values=values)).headers["Location"] == "/console/people"


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "//a.example",
        "/console/../x",
        "/consolex",
        "/console//a.example",
        "/bao-tin",
        "/console?x",
    ],
)
def test_nobody_is_sent_elsewhere_after_sign_in(address: str) -> None:
    assert inside(address) == ""


async def test_many_wrong_tries_have_to_wait(house: House) -> None:
    chief = await house.enrol(PC04)
    visitor = await house.visitor()
    page = await visitor.get("/console")
    for _ in range(6):
        page = await visitor.submit(page, values={"staff": chief.staff, "passphrase": "sai"})
        assert page.status == 422
    assert "phút" in page.mark("error").text


async def test_signing_out_ends_the_session_everywhere(house: House) -> None:
    chief = await house.enrol(PC04)
    visitor = await house.signed_in(chief)
    home = await visitor.get("/console")
    form = next(form for form in home.root.tags("form") if form.attributes["action"] == "/console/sign-out")
    assert (await visitor.submit(home, form=form)).status == 303
    assert house.sign_ins.count() == 0
    assert (await visitor.get("/console/people")).url.endswith("/console?next=/console/people")


async def test_a_form_of_another_session_does_nothing_and_keeps_what_was_typed(house: House) -> None:
    chief = await house.enrol(PC04)
    other = await house.admitted(PC04, chief)
    visitor = await house.signed_in(chief)
    old = await visitor.get("/console/duty")
    await house.enter(visitor, chief)
    stale = await visitor.submit(old, go="duty", values={"staff": other.staff})
    assert stale.status == 403
    assert await house.duty(PC04) is None
    assert (await visitor.submit(stale, form=house.resuming(stale))).status == 303
    assert await house.duty(PC04) == other.staff


async def test_a_form_without_the_hidden_field_is_refused(house: House) -> None:
    visitor = await house.signed_in(await house.enrol(PC04))
    page = await visitor.get("/console/duty")
    assert (await visitor.submit(page, go="duty", values={"csrf": "x"})).status == 403
    assert (await visitor.submit(page, go="duty", values={"csrf": ()})).status == 403
    assert await house.duty(PC04) is None


async def test_after_fifteen_idle_minutes_nothing_typed_is_lost(house: House) -> None:
    chief = await house.enrol(PC04)
    other = await house.admitted(PC04, chief)
    visitor = await house.signed_in(chief)
    page = await visitor.get("/console/duty")
    house.clock.pass_by(minutes=15)
    asked = await visitor.submit(page, go="duty", values={"staff": other.staff})
    assert asked.status == 401
    assert await house.duty(PC04) is None
    wrong = await visitor.submit(asked, values={"staff": chief.staff, "passphrase": "sai"})
    assert wrong.status == 422
    resume = await visitor.submit(wrong, values={"staff": chief.staff, "passphrase": chief.passphrase})
    assert resume.status == 200
    assert await house.duty(PC04) is None, "nothing happens before the person says so"
    assert (await visitor.submit(resume, form=house.resuming(resume))).status == 303
    assert await house.duty(PC04) == other.staff


async def test_a_form_from_another_site_is_not_carried_through_sign_in(house: House) -> None:
    chief = await house.enrol(PC04)
    visitor = await house.signed_in(chief)
    page = await visitor.get("/console/duty")
    house.clock.pass_by(minutes=15)
    status, body = await house.post_from_another_site("/console/duty", {"go": "duty", "staff": chief.staff})
    assert status == 303
    assert chief.staff not in body
    assert page.status == 200


async def test_somebody_of_another_unit_cannot_be_put_on_duty(house: House) -> None:
    chief = await house.enrol(PC04)
    villager = await house.admitted(COMMUNE, chief)
    visitor = await house.signed_in(chief)
    page = await visitor.get("/console/duty")
    assert (await visitor.submit(page, go="duty", values={"staff": villager.staff})).status == 422
    assert await house.duty(PC04) is None


async def test_a_unit_lets_in_only_its_own(house: House) -> None:
    chief = await house.enrol(PC04)
    first = await house.admitted(COMMUNE, chief)
    second, watcher = await house.enrol(COMMUNE), await house.enrol(OVERSIGHT, Role.OVERSIGHT)
    page = await (await house.signed_in(chief)).get("/console/people")
    assert [mark.attributes["data-staff"] for mark in page.marks("pending")] == [watcher.staff]
    commune = await house.signed_in(first)
    page = await commune.get("/console/people")
    assert [mark.attributes["data-staff"] for mark in page.marks("pending")] == [second.staff]
    refused = await commune.submit(page, go="admit", values={"staff": watcher.staff})
    assert refused.status == 403
    assert "đơn vị khác" in refused.mark("error").text


async def test_pc04s_last_officer_comes_back_by_the_twelve_words(house: House) -> None:
    first = await house.enrol(PC04)
    assert first.recovery_words is not None
    invitation = await house.staffing.reset(first.staff, recovery_words_at_hand=True)
    visitor = await house.visitor()
    staff, passphrase, page = await _enrol(house, visitor, f"/console/enrol/{invitation.link_token}")
    assert "chờ đồng nghiệp duyệt" in page.body
    for wrong in ("ba " * 12, passphrase):
        page = await visitor.submit(page, go="recover", values={"staff": staff, "words": wrong})
        assert page.status == 422
        assert "từng từ" in page.mark("error").text
        assert wrong.strip() not in page.body
    right = await visitor.submit(
        page, go="recover", values={"staff": staff.lower(), "words": first.recovery_words.upper()}
    )
    assert (right.status, right.headers["Location"]) == (303, "/console?enrolled=active")
    page = await visitor.follow(right)
    assert not page.root.find(name="words")
    entered = await visitor.submit(page, values={"staff": staff, "passphrase": passphrase})
    assert (await visitor.follow(entered)).status == 200


async def test_the_twelve_words_let_nobody_else_in(house: House) -> None:
    first = await house.enrol(PC04)
    stranger = await house.enrol(COMMUNE)
    assert first.recovery_words is not None
    visitor = await house.visitor()
    page = await visitor.get("/console?enrolled=pending")
    runs = house.gate.done
    said = set()
    for staff in (stranger.staff, first.staff, "S-NOBODY", ""):
        answer = await visitor.submit(page, go="recover", values={"staff": staff, "words": first.recovery_words})
        assert answer.status == 422
        said.add(answer.mark("error").text)
    assert len(said) == 1, "who waits, and where, is not told"
    assert house.gate.done == runs
    assert house.sign_ins.count() == 0


async def test_tries_with_the_twelve_words_are_limited(house: House) -> None:
    first = await house.enrol(PC04)
    invitation = await house.staffing.reset(first.staff, recovery_words_at_hand=True)
    visitor = await house.visitor()
    staff, _, page = await _enrol(house, visitor, f"/console/enrol/{invitation.link_token}")
    answers = [await visitor.submit(page, go="recover", values={"staff": staff, "words": "ba " * 12}) for _ in range(7)]
    assert "nhiều lần" in answers[-1].mark("error").text
