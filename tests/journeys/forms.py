"""A driver that knows pages only by their forms and marks: it sends back every field it found.

It keeps cookies, follows redirects by hand so that a test can see 303, and needs no script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import aiohttp
from yarl import URL

_VOID = {"input", "br", "img", "meta", "link", "hr", "source", "area", "base", "col", "embed", "wbr"}


@dataclass(slots=True)
class Node:
    """One element: its attributes, its text, and its place in the tree."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, as a reader sees it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def find(self, **wanted: str) -> list[Node]:
        """Return the elements inside whose attributes are `wanted` (data_testid means data-testid)."""
        names = {name.replace("_", "-").removesuffix("-"): value for name, value in wanted.items()}
        found: list[Node] = []
        for child in self.children:
            if isinstance(child, Node):
                if all(child.attributes.get(name) == value for name, value in names.items()):
                    found.append(child)
                found += child.find(**wanted)
        return found

    def tags(self, tag: str) -> list[Node]:
        """Return the elements of a kind inside."""
        return [node for node in self.find() if node.tag == tag]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root", {})
        self._open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(node)
        if tag not in _VOID:
            self._open = node

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self._open
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self._open = node.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: its status, address, headers and tree."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: str
    root: Node

    def mark(self, name: str) -> Node:
        """Return the one element with `data-testid=name`."""
        found = self.root.find(data_testid=name)
        assert len(found) == 1, f"{len(found)} elements marked {name} on {self.url}:\n{self.body}"
        return found[0]

    def marks(self, name: str) -> list[Node]:
        """Return the elements with `data-testid=name`."""
        return self.root.find(data_testid=name)

    def has(self, name: str) -> bool:
        """Tell whether an element is marked so."""
        return bool(self.root.find(data_testid=name))

    def form_with(self, *, go: str = "", field_name: str = "") -> Node:
        """Return the form that has a button `go=…`, or a field of that name."""
        for form in self.root.tags("form"):
            buttons = form.find(name="go", value=go) if go else []
            fields = form.find(name=field_name) if field_name else []
            if buttons or fields:
                return form
        raise AssertionError(f"no form with go={go!r} or field {field_name!r} on {self.url}:\n{self.body}")


def fields_of(form: Node) -> list[tuple[str, str]]:
    """Return what a browser would send back untouched: hidden, typed, checked and selected values."""
    values: list[tuple[str, str]] = []
    for node in form.find():
        name = node.attributes.get("name", "")
        if not name or "disabled" in node.attributes:
            continue
        kind = node.attributes.get("type", "text")
        if node.tag == "textarea":
            values.append((name, node.text))
        elif node.tag == "select":
            options = node.tags("option")
            chosen = [option for option in options if "selected" in option.attributes]
            if not chosen and "multiple" not in node.attributes:
                chosen = options[:1]
            values += [(name, option.attributes.get("value", option.text)) for option in chosen]
        elif node.tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in node.attributes:
                values.append((name, node.attributes.get("value", "on")))
        elif node.tag == "input" and kind not in {"file", "submit", "button"}:
            values.append((name, node.attributes.get("value", "")))
    return values


class Visitor:
    """One person's browser without script: own cookies, own page."""

    def __init__(self, address: str) -> None:
        self._address = address
        # A Secure cookie is sent back too: in earnest a proxy that speaks https stands in front.
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=URL(address))
        self._session = aiohttp.ClientSession(cookie_jar=jar)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, path: str) -> Page:
        """Open a page; redirects are followed."""
        async with self._session.get(urljoin(self._address, path)) as answer:
            return await _page(answer)

    async def get_bytes(self, path: str) -> tuple[int, bytes]:
        """Fetch something that is not a page."""
        async with self._session.get(urljoin(self._address, path)) as answer:
            return answer.status, await answer.read()

    async def submit(
        self,
        page: Page,
        *,
        go: str = "",
        values: Mapping[str, str | Sequence[str]] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        form: Node | None = None,
        field_name: str = "",
    ) -> Page:
        """Fill in and send a form of `page`; the answer's own status is kept (303 is not followed)."""
        chosen = form or page.form_with(go=go, field_name=field_name or next(iter(values or {}), ""))
        sent: list[tuple[str, str]] = [pair for pair in fields_of(chosen) if pair[0] not in (values or {})]
        for name, value in (values or {}).items():
            sent += [(name, value)] if isinstance(value, str) else [(name, one) for one in value]
        if go:
            sent.append(("go", go))
        address = urljoin(page.url, chosen.attributes.get("action", "") or page.url)
        async with self._session.post(address, data=_body(sent, files, chosen), allow_redirects=False) as answer:
            return await _page(answer)

    async def follow(self, page: Page) -> Page:
        """Go where a 303 points."""
        assert page.status == 303, f"{page.status} from {page.url}:\n{page.body}"
        return await self.get(urljoin(page.url, page.headers["Location"]))


def _body(sent: list[tuple[str, str]], files: Sequence[tuple[str, bytes]], form: Node) -> aiohttp.FormData:
    body = aiohttp.FormData(default_to_multipart=form.attributes.get("enctype") == "multipart/form-data")
    for name, value in sent:
        body.add_field(name, value)
    for name, content in files:
        body.add_field(name, content, filename="anh.jpg", content_type="image/jpeg")
    return body


async def _page(answer: aiohttp.ClientResponse) -> Page:
    text = await answer.text()
    builder = _Builder()
    builder.feed(text)
    return Page(answer.status, str(answer.url), dict(answer.headers), text, builder.root)
