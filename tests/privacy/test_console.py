"""Every console route refuses who has no session, the wrong role, or a vault that is locked; a tip's text is inert."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from console.access import Access
from tests.journeys.forms import Page, Visitor
from tests.privacy import residents
from tests.privacy.living import living
from tests.privacy.officers import case_numbers, send
from tests.privacy.residents import STORY
from tests.privacy.running import Running
from tests.privacy.scenario import Ready, said, sign_in
from tips.unlocking import SignIn

_OPEN = {
    ("GET", "/console"): Access.SIGN_IN,
    ("POST", "/console"): Access.SIGN_IN,
    ("POST", "/console/again"): Access.SIGN_IN,
    ("GET", "/console/enrol/{token}"): Access.LINK,
    ("POST", "/console/enrol/{token}"): Access.LINK,
}
"""The only console routes that anybody may ask; a new one has to be written here by somebody who thought of it."""


def _routes(house: Running) -> Iterator[tuple[str, str]]:
    for resource in house.program.application.router.resources():
        for route in resource:
            if resource.canonical.startswith("/console") and route.method in {"GET", "POST"}:
                yield route.method, resource.canonical


def _filled(path: str, case: str) -> str:
    return (
        path.replace("{case}", case)
        .replace("{index}", "0")
        .replace("{token}", "x" * 43)
        .replace("{campaign}", "C-222222")
        .replace("{id}", "C-222222")
    )


async def _told_case(house: Running, ready: Ready) -> str:
    await residents.tell_by_web(await house.visitor(), photos=[residents.photo()])
    return next(iter(await case_numbers(await sign_in(house, ready.accounts["lead-a"]))))


async def _ask(visitor: Visitor, page: Page, method: str, path: str) -> tuple[int, str]:
    if method == "POST":
        answer = await send(
            visitor, page, path, go="take", question="?", note="x", result="abuse", reader_text="x", text="x"
        )
        return answer.status, answer.body
    status, content = await visitor.get_bytes(path)
    return status, content.decode(errors="replace")


async def test_i37_without_a_session_every_console_route_only_asks_to_sign_in(house: Running, ready: Ready) -> None:
    case = await _told_case(house, ready)
    stranger = await house.visitor()
    start = await stranger.get("/console")
    routes = list(_routes(house))
    assert len(routes) > 12
    assert {route for route in routes if route in _OPEN} == set(_OPEN)
    for method, path in routes:
        if (method, path) in _OPEN:
            continue
        status, body = await _ask(stranger, start, method, _filled(path, case))
        asks = 'name="passphrase"' in body
        assert asks or status in {401, 403, 404}, f"{method} {path}: {status}"
        assert status != 500
        assert STORY not in body
        assert case not in body.replace(f"/console/cases/{case}", ""), f"{method} {path} confirms a case"


@pytest.mark.parametrize("role", ["organizer", "approver"])
async def test_i37_who_opens_no_tips_reaches_no_case(house: Running, ready: Ready, role: str) -> None:
    case = await _told_case(house, ready)
    visitor = await sign_in(house, ready.accounts[role])
    page = await visitor.get("/console")
    for method, path in _routes(house):
        if not path.startswith(("/console/cases", "/console/people", "/console/duty")):
            continue
        status, body = await _ask(visitor, page, method, _filled(path, case))
        assert status in {403, 404}, f"{method} {path}: {status}"
        assert STORY not in body
        assert case not in body


@pytest.mark.parametrize("name", ["lead-a", "pc04-a", "oversight"])
async def test_i37_who_opens_tips_reaches_no_campaign(house: Running, ready: Ready, name: str) -> None:
    visitor = await sign_in(house, ready.accounts[name])
    page = await visitor.get("/console")
    found = [(method, path) for method, path in _routes(house) if path.startswith("/console/campaigns")]
    assert found
    for method, path in found:
        status, _ = await _ask(visitor, page, method, _filled(path, "T-222222"))
        assert status in {403, 404}, f"{method} {path}: {status}"


async def test_i37_a_locked_vault_opens_nothing_until_the_passphrase_is_typed_again(
    house: Running, ready: Ready
) -> None:
    case = await _told_case(house, ready)
    visitor = await sign_in(house, ready.accounts["lead-a"])
    inside = await visitor.get(f"/console/cases/{case}")
    assert STORY in inside.body
    for sign in living(SignIn):
        sign.sign_out_everywhere(ready.accounts["lead-a"].staff)  # type: ignore[arg-type]  # as shown on the page
    for method, path in _routes(house):
        if (method, path) in _OPEN:
            continue
        status, body = await _ask(visitor, inside, method, _filled(path, case))
        assert 'name="passphrase"' in body or status in {401, 403, 404}, f"{method} {path}: {status}"
        assert STORY not in body


async def test_i37_a_form_from_another_session_does_nothing(house: Running, ready: Ready) -> None:
    case = await _told_case(house, ready)
    one, other = await sign_in(house, ready.accounts["lead-a"]), await sign_in(house, ready.accounts["lead-b"])
    page = await one.get(f"/console/cases/{case}")
    foreign = {"csrf": page.root.find(name="csrf")[0].attributes["value"], "go": "take"}
    before = said(page, "case-state")
    for values in (foreign, {"go": "take"}, {"go": "take", "csrf": ""}):
        answer = await send(other, page, f"/console/cases/{case}", **values)
        assert answer.status == 403, answer.body
    assert said(await one.get(f"/console/cases/{case}"), "case-state") == before


_HOSTILE = {
    "script": "Tin <script>alert('x')</script> sau đó </textarea><script src=//vi-du.vn/x></script>",
    "attribute": 'Ảnh " onmouseover="alert(1)" x=" <img src=x onerror=alert(1)> <svg/onload=alert(1)>',
    "entity": "&lt;b&gt; &amp;nbsp; &#x3c;script&#x3e; đây",
    "template": "{{ 7*7 }} {% include 'x' %} ${7*7} <%= 7*7 %>",
    "formula": '=HYPERLINK("http://vi-du.vn","bấm") +cmd|\' /C calc\'!A0 @SUM(1)',
    "markup": "**đậm** _nghiêng_ [bấm](tg://user?id=1) `mã` <b>x</b> @tenkenh /start",
    "directions": "Ngõ \u202e gnod \u202c và \u2067 trái \u2069 hết \u200f",
    "control": "Dòng một\x0b\x0c hai \x1b[31mđỏ\x1b[0m \x7f",
}


@pytest.mark.parametrize("kind", _HOSTILE)
async def test_i38_a_hostile_text_is_shown_as_text_and_does_nothing(house: Running, ready: Ready, kind: str) -> None:
    story = _HOSTILE[kind]
    receipt = await residents.tell_by_web(await house.visitor(), story=story)
    await residents.answer_by_web(await house.visitor(), receipt, story)
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    page = await officer.get(f"/console/cases/{case}")
    plain = await _plain_case(house, ready)
    for tag in ("script", "img", "svg", "b", "iframe", "object", "textarea"):
        assert len(page.root.tags(tag)) == len(plain.root.tags(tag)), f"a <{tag}> of the tip came to life"
    assert not [node for node in page.root.find() if any(name.startswith("on") for name in node.attributes)]
    shown = " ".join(page.mark("case-text").text.split())
    assert _visible(shown) == _visible(story)
    assert "49" not in shown.replace(story, "")
    if kind == "directions":
        _check_direction_stays_inside(page)
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def _check_direction_stays_inside(page: Page) -> None:
    """Either the override is taken out, or it ends with its element: nothing after it can be turned round."""
    box = page.mark("case-text")
    turned = [letter for letter in box.text if letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
    isolated = box.tag == "bdi" or box.attributes.get("dir") == "auto" or bool(box.tags("bdi"))
    assert not turned or isolated


def _visible(text: str) -> str:
    """Return the letters that show, without spaces and what steers the writing."""
    return "".join(letter for letter in text if letter.isprintable() and letter != " ")


async def _plain_case(house: Running, ready: Ready) -> Page:
    """A case with the same parts and a harmless text, to compare elements with."""
    officer = await sign_in(house, ready.accounts["lead-a"])
    known = set(await case_numbers(officer))
    receipt = await residents.tell_by_web(await house.visitor(), story="Chuyện thường")
    await residents.answer_by_web(await house.visitor(), receipt, "Trả lời thường")
    case = next(iter(set(await case_numbers(officer)) - known))
    return await officer.get(f"/console/cases/{case}")


@pytest.mark.parametrize("kind", ["markup", "script", "directions"])
async def test_i38_the_preview_in_chat_shows_the_text_as_typed(house: Running, kind: str) -> None:
    story = _HOSTILE[kind]
    person = residents.sender(house)
    await residents.write_in_chat(person, story=story)
    await residents.press(person, "Xong")
    await residents.choose_place(person, "Lao Bảo")
    await residents.press(person, "Đã xảy ra")
    await residents.press(person, "Không liên quan")
    await residents.see(person, "Gửi tin")
    preview = next(shown for shown in reversed(person.shown()) if any("Gửi tin" in label for label in shown.labels))
    assert _visible(story) in _visible(preview.text)
    assert not any(word in preview.bold for word in ("đậm", "x"))
    house.emulator.check()
