"""The tip pages: no cookie, no foreign address, exact headers, no script, no code in an address, no visitor kept."""

from __future__ import annotations

import io
import re
from urllib.parse import urljoin, urlsplit

import aiohttp
import pytest

from tests.journeys.forms import Page
from tests.privacy import needles, residents
from tests.privacy.residents import ANSWER, STORY, photo
from tests.privacy.running import Running
from tests.privacy.scanner import check_clean
from tests.privacy.scenario import said

_POLICY = {"default-src": "'none'", "style-src": "'self'", "form-action": "'self'"}
_ALLOWED_POLICY = {**_POLICY, "base-uri": "'none'", "frame-ancestors": "'none'", "img-src": "'self'"}
_PAGES = ("/", "/bao-tin", "/hop-thu", "/cam-ket", "/thoat")
_VISITOR = "203.0.113.77"
_BROWSER = "TrinhDuyetHiemGap/4.7"


async def _all_pages(house: Running) -> list[Page]:
    """Every page a resident can come to, with its mistakes."""
    visitor = await house.visitor()
    pages = [await visitor.get(path) for path in _PAGES]
    first = pages[1]
    pages.append(await visitor.submit(first, go="next", values={"text": ""}))
    second = await visitor.submit(first, go="next", values={"text": STORY}, files=[("photos", photo())])
    pages += [second, await visitor.submit(second, go="next", values={"unit": "", "happening": ""})]
    preview = await residents.fill_web_form(visitor)
    sent = await visitor.submit(preview, go="send")
    receipt = said(sent, "receipt")
    pages += [preview, sent, await residents.open_mailbox(visitor, receipt)]
    pages.append(await residents.answer_by_web(visitor, receipt, ANSWER))
    pages.append(await residents.open_mailbox(visitor, "1111 1111 1111 1111 11"))
    pages.append(await visitor.get("/khong-co-trang-nay"))
    return pages


async def test_i36_headers_are_exact_and_no_cookie_is_set(house: Running) -> None:
    for page in await _all_pages(house):
        headers = {name.lower(): value for name, value in page.headers.items()}
        assert "set-cookie" not in headers, page.url
        policy = dict(
            part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";") if part.strip()
        )
        assert _POLICY.items() <= policy.items(), page.url
        assert policy.items() <= _ALLOWED_POLICY.items(), page.url
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" not in headers
        assert not re.search(r"python|aiohttp", headers.get("server", ""), re.IGNORECASE)


async def test_i36_no_page_needs_a_script_or_asks_another_address(house: Running) -> None:
    for page in await _all_pages(house):
        assert page.root.tags("script") == []
        for node in page.root.find():
            assert not [name for name in node.attributes if name.startswith("on")], page.url
            for name in ("src", "href", "action", "data", "poster", "srcset", "formaction"):
                if (address := node.attributes.get(name)) and not address.startswith(("tel:", "mailto:", "#")):
                    own = urlsplit(urljoin(page.url, address)).netloc == urlsplit(page.url).netloc
                    assert own, f"{address} on {page.url}"
        assert "@import" not in page.body
        assert not re.search(r"url\(\s*['\"]?https?:", page.body)


async def test_i36_code_draft_and_words_never_stand_in_an_address(house: Running) -> None:
    for page in await _all_pages(house):
        assert urlsplit(page.url).query == "", page.url
        assert urlsplit(page.url).path in {*_PAGES, "/khong-co-trang-nay"}
        for form in page.root.tags("form"):
            method = form.attributes.get("method", "get").lower()
            assert method == "post" or not form.find(name="code") + form.find(name="text"), page.url
        for address in (link.attributes.get("href", "") for link in page.root.tags("a")):
            assert address.startswith("tel:") or not re.search(r"\d{4}[ %+.-]?\d{4}|[?&](draft|code|key)=", address)


async def test_i36_no_trace_of_the_visitor_is_kept(house: Running) -> None:
    headers = {
        "X-Forwarded-For": _VISITOR,
        "Forwarded": f"for={_VISITOR}",
        "X-Real-IP": _VISITOR,
        "User-Agent": _BROWSER,
        "Cookie": f"other={_BROWSER}",
        "Referer": f"https://vi-du.vn/{_BROWSER}",
    }
    async with aiohttp.ClientSession(headers=headers) as session:
        for path in (*_PAGES, "/console", "/readyz", "/bao-tin?from=" + _BROWSER):
            async with session.get(house.address + path) as answer:
                assert answer.status < 500
            async with session.post(house.address + path, data={"text": STORY, "go": "next"}) as answer:
                assert answer.status < 500
    await residents.tell_by_web(await house.visitor())
    await house.tick()
    trace = [needles.Needle("visitor", "text", value.encode()) for value in (_VISITOR, _BROWSER)]
    packed = [needles.Needle("visitor", "packed", bytes(int(part) for part in _VISITOR.split(".")))]
    check_clean(house.world(), trace, packed)


@pytest.mark.parametrize("path", ["/bao-tin", "/hop-thu"])
async def test_i36_uploads_are_read_into_memory_and_never_to_a_temporary_file(house: Running, path: str) -> None:
    large = photo() + b"\0" * 3_000_000
    scratch = house.folder / "tmp"
    seen: set[str] = set()
    form = aiohttp.FormData()
    for name, value in (("text", STORY), ("answer", STORY), ("go", "next")):
        form.add_field(name, value)
    for _ in range(3):
        form.add_field("photos", io.BytesIO(large), filename="../../anh.jpg", content_type="image/jpeg")
    async with aiohttp.ClientSession() as session, session.post(house.address + path, data=form) as answer:
        seen |= {str(found) for found in scratch.rglob("*")}
        assert answer.status < 500
    assert seen == set()
    check_clean(house.world(), needles.story("story", STORY))
