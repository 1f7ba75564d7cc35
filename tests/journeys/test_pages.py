"""Every page in Chromium, on phones and a desk, in light and dark: readable by all, no sideways scroll, no error."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser

from tests.journeys import organizer as organizers
from tests.journeys import villager as villagers
from tests.journeys.browser import Looker, chromium, looker
from tests.journeys.forms import Visitor
from tests.journeys.photographs import photograph
from tests.journeys.town import LAO_BAO, Account, Town, town

_STORY = "Nhà hoang cuối xóm hay có người lạ tụ tập lúc nửa đêm, tôi đi làm về thấy."


async def test_every_page(folder: Path) -> None:
    async with town(folder, {}) as place, chromium() as browser:
        complaints = await _before_anybody_works_here(place, browser)
        pc04, second = await place.opens_intake()
        lao_bao = await place.opens_commune(LAO_BAO, "Hồ Thị Cúc", pc04)
        async with looker(browser) as villager:
            receipt = await _tip_pages(place, villager)
            await _other_public_pages(place, villager)
            complaints += villager.complaints
        case = await _case_with_everything(place, lao_bao, receipt)
        waiting = await place.enrols("officer", "PC04", "Lê Văn Chờ")
        assert waiting.staff
        complaints += await _officer_pages(place, browser, lao_bao, case)
        complaints += await _people_pages(place, browser, second)
        complaints += await _campaign_pages(place, browser)
        async with looker(browser) as villager:
            await _mailbox_pages(place, villager, receipt)
            complaints += villager.complaints
        assert not complaints, "\n".join(complaints)


async def _before_anybody_works_here(place: Town, browser: Browser) -> list[str]:
    """Pages while intake is closed, and enrolment in the browser."""
    address = place.program.address
    async with looker(browser) as window:
        await window.opens(f"{address}/bao-tin", "tip form, closed")
        await window.opens(f"{address}/console", "sign in")
        await window.page.fill("[name=staff]", "S-222222")
        await window.page.fill("[name=passphrase]", "sai roi")
        await window.page.click("main button")
        await window.looks("sign in, refused")
        invited = await place.program.ask("staff", "invite", "--role", "leader", "--unit", "PROVINCE", "--name", "Ba")
        await window.opens(invited["link"], "invitation")
        await window.page.click("[name=go][value=enrol]")
        await window.looks("passphrase")
        passphrase = await window.page.inner_text("[data-testid=passphrase]")
        await window.page.fill("[name=passphrase]", "sai")
        await window.page.click("main button")
        await window.looks("passphrase typed wrongly")
        await window.page.fill("[name=passphrase]", passphrase)
        await window.page.click("main button")
        await window.looks("enrolled")
        await window.opens(invited["link"], "used invitation")
        return window.complaints


async def _tip_pages(place: Town, window: Looker) -> str:
    page = window.page
    await window.opens(f"{place.program.address}/bao-tin", "tip, step 1")
    await page.fill("[name=text]", _STORY)
    await page.set_input_files("[name=photos]", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    await page.click("[value=next]")
    await window.looks("tip, step 2")
    await page.click("[value=next]")
    await window.looks("tip, step 2, mistake")
    await page.select_option("select[name=unit]", LAO_BAO)
    await page.check("[name=happening][value=no]")
    await page.click("[value=next]")
    await window.looks("tip, step 3")
    await page.check("[name=conflict][value=none]")
    await page.click("[value=next]")
    await window.looks("tip, step 4")
    await page.click("[value=send]")
    receipt = await page.inner_text("[data-testid=receipt]")
    await window.looks("receipt")
    return receipt


async def _other_public_pages(place: Town, window: Looker) -> None:
    for path in ("/", "/hop-thu", "/cam-ket", "/thoat", "/khong-co"):
        await window.opens(f"{place.program.address}{path}")
    page = window.page
    await window.page.goto(f"{place.program.address}/bao-tin")
    await page.fill("[name=text]", _STORY)
    await page.click("[value=next]")
    await page.select_option("select[name=unit]", LAO_BAO)
    await page.check("[name=happening][value=no]")
    await page.click("[value=next]")
    await page.check("[name=conflict][value=province]")
    await page.click("[value=next]")
    await window.looks("tip about the province")


async def _mailbox_pages(place: Town, window: Looker, receipt: str) -> None:
    page = window.page
    await page.goto(f"{place.program.address}/hop-thu")
    await page.fill("[name=code]", "1234")
    await page.click("main button")
    await window.looks("mailbox, typo")
    await page.fill("[name=code]", receipt)
    await page.click("main button")
    await window.looks("mailbox")
    await page.fill("[name=answer]", "Tối thứ Bảy.")
    await page.click("[value=answer]")
    await window.looks("mailbox, answered")


async def _case_with_everything(place: Town, officer: Account, receipt: str) -> str:
    """Ask, be answered, note: so that a case page shows all it can."""
    page = await officer.browser.get("/console/cases")
    numbers = [mark.attributes["data-case"] for mark in page.marks("case")]
    for number in numbers:
        shown = await officer.browser.get(f"/console/cases/{number}")
        if _STORY in shown.body:
            break
    else:
        raise AssertionError(f"no case holds the tip: {numbers}")
    for go, values in (("take", {}), ("note", {"note": "Đã hỏi trưởng thôn."}), ("ask", {"question": "Mấy giờ?"})):
        shown = await officer.browser.follow(await officer.browser.submit(shown, go=go, values=values))
    async with Visitor(place.program.address) as visitor:
        await villagers.answers_by_page(visitor, receipt, question="Mấy giờ?", answer="Khoảng mười một giờ đêm.")
    return number


async def _officer_pages(place: Town, browser: Browser, officer: Account, case: str) -> list[str]:
    async with looker(browser) as window:
        await _signs_in(place, window, officer)
        await window.looks("officer's day")
        for path in ("/console/cases", f"/console/cases/{case}", "/console/duty", "/console/cases?all=yes"):
            await window.opens(f"{place.program.address}{path}")
        await window.page.goto(f"{place.program.address}/console/cases/{case}")
        for opener in await window.page.query_selector_all("details > summary"):
            await opener.click()
        await window.looks("case, all open")
        await window.page.click("[value=close]")
        await window.looks("case, close refused")
        await window.opens(f"{place.program.address}/console/cases/T-222222", "no such case")
        await window.opens(f"{place.program.address}/console/campaigns", "not for officers")
        await window.context.clear_cookies()
        await window.page.goto(f"{place.program.address}/console/cases/{case}")
        await window.looks("sign in on the way")
        return window.complaints


async def _people_pages(place: Town, browser: Browser, officer: Account) -> list[str]:
    async with looker(browser) as window:
        await _signs_in(place, window, officer)
        await window.opens(f"{place.program.address}/console/people")
        return window.complaints


async def _campaign_pages(place: Town, browser: Browser) -> list[str]:
    author = await place.enrols("organizer", "PROVINCE", "Đỗ Thị Hạnh")
    approver = await place.enrols("approver", "PROVINCE", "Bùi Văn Khoa")
    villager = place.chat()
    await villagers.subscribes(villager)
    complaints: list[str] = []
    for person in (author, approver):
        await person.signs_in()
    campaign = await organizers.writes(
        author, title="Họp thôn", text="Mời bà con họp thôn tối thứ Sáu.", question="Đến không?", options=["Có", "Bận"]
    )
    async with looker(browser) as window:
        await _signs_in(place, window, author)
        await window.looks("organizer's day")
        for path in ("/console/campaigns", "/console/campaigns/new", f"/console/campaigns/{campaign}"):
            await window.opens(f"{place.program.address}{path}")
        await window.opens(f"{place.program.address}/console/campaigns/{campaign}/edit", "campaign, edit")
        await window.page.goto(f"{place.program.address}/console/campaigns/new")
        await window.page.click("[value=save]")
        await window.looks("campaign form, mistakes")
        await organizers.does(author, campaign, "submit")
        await window.opens(f"{place.program.address}/console/campaigns/{campaign}", "campaign, in review")
        complaints += window.complaints
    async with looker(browser) as window:
        await _signs_in(place, window, approver)
        await window.opens(f"{place.program.address}/console/campaigns/{campaign}", "campaign, to approve")
        await organizers.does(approver, campaign, "approve")
        await organizers.ends(place, campaign)
        await window.opens(f"{place.program.address}/console/campaigns/{campaign}", "campaign, finished")
        return complaints + window.complaints


async def _signs_in(place: Town, window: Looker, person: Account) -> None:
    await window.page.goto(f"{place.program.address}/console")
    await window.page.fill("[name=staff]", person.staff)
    await window.page.fill("[name=passphrase]", person.passphrase)
    await window.page.click("main button")
