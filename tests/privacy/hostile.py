"""Hostile words: what somebody types to make a page, a chat, a table or a terminal do something, and how to tell.

Each stands on a line of its own, so that one text can carry all of them through a place; a line is told apart
from the others by what of it can be seen. The last four are not seen at all: they steer.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from tests.journeys.forms import Node, Page

CORPUS = {
    "script": "Tin <script>alert('x')</script></textarea><script src=//vi-du.vn/x>",
    "attribute": 'Ảnh " onmouseover="alert(1)" x=\' <img src=x onerror=alert(1)><svg/onload=alert(1)>',
    "comment": "Nhà <!-- ]]> --> </div></p></body> <iframe src=//vi-du.vn> <base href=//vi-du.vn>",
    "entity": "&lt;b&gt; &amp;nbsp; &#x3c;i&#x3e; &quot; đây",
    "address": "javascript:alert(1) data:text/html,<b>x</b> tg://user?id=1 @tenkenh /start",
    "template": "{{ 7*7 }} {% include 'x' %} ${7*7} <%= 7*7 %> { $case } %s %(x)s",
    "formula": '=HYPERLINK("http://vi-du.vn","bấm") +cmd|\' /C calc\'!A0 @SUM(1) -1+1',
    "markup": "**đậm** _nghiêng_ __gạch__ [bấm](http://vi-du.vn) `mã` ~xóa~ <b>x</b> \\*sao\\* **hở",
    "event": 'data: {"ids":[1]} event: remove retry: 1 id: 99999',
    "menu": "1. Nhận việc 2. Duyệt — Hạn nhận: 08:30",
    "directions": "Ngõ \u202etrái\u202c và \u2067phải\u2069 hết \u200f\u061c\u2066hở",
    "invisible": "ma\u200bt\u2060úy \ufeffche\u00ad giấu \U000e0041\U000e0042 hết",
    "control": "Dòng\x00 một\x0b\x0c hai \x1b[31mđỏ\x1b[0m\x7f \x85\x9b1m ba",
    "lines": "Trên\u2028dưới\u2029cuối",
}
SHORT = ("script", "template", "event", "directions", "invisible", "control", "lines")
"""What goes where a text has room for few letters."""

EVERYTHING = "\n".join(CORPUS.values())
A_LITTLE = "\n".join(CORPUS[kind] for kind in SHORT)
LINE = "<b>T</b> **x** {{7*7}} =1+1 \x1b[31m\u202eab"
"""For fields of one line: a title, a name, an answer to pick."""

_JOINERS = "\u200c\u200d"
_NEVER = {"svg", "iframe", "object", "embed", "base", "b", "i", "marquee", "math"}
_OUR_EMPTY_ICON = ("link", "data:,")
_RUNS = ("javascript:", "data:", "vbscript:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Words as one place shows them: their characters, the bold ones, the labels, and the page where it is one.

    `kinds` is what of the corpus was put in; `marked` are the elements of the page that hold the words.
    """

    kinds: tuple[str, ...]
    text: str
    bold: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    page: Page | None = None
    marked: tuple[Node, ...] = ()


def of_page(page: Page, *marks: str, kinds: tuple[str, ...] = tuple(CORPUS)) -> Seen:
    """Return what a page shows of the corpus in its elements with these marks."""
    marked = tuple(node for mark in marks for node in page.marks(mark))
    assert len(marked) >= len(marks), f"{marks} on {page.url}:\n{page.body}"
    return Seen(kinds=kinds, text="\n".join(node.text for node in marked), page=page, marked=marked)


def visible(text: str) -> str:
    """Return the letters that show, without spaces and without what steers the writing."""
    return "".join(sign for sign in text if sign.isprintable() and sign != " ")


def steering(text: str) -> list[str]:
    """Return the characters that turn writing round, hide it or steer a terminal."""
    return [
        f"U+{ord(sign):04X}"
        for sign in text
        if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} and sign not in "\n\t" + _JOINERS
    ]


def awake(page: Page) -> list[str]:
    """Return everything on a page that runs, loads or leads where none of our templates does."""
    found = []
    for node in page.root.find():
        known = {"src", "href", "action"} & node.attributes.keys()
        found += [f"<{node.tag} {name}>" for name in node.attributes if name.startswith("on")]
        if node.tag in _NEVER and node.attributes.get("name") != "desk":
            found.append(f"<{node.tag}>")
        if node.tag == "script" and (not node.attributes.get("src", "").startswith("/static/") or node.text.strip()):
            found.append("<script> that is not ours")
        for name in known:
            address = node.attributes[name].strip().lower()
            if (node.tag, address) != _OUR_EMPTY_ICON and (address.startswith(_RUNS) or "//" in address):
                found.append(f"<{node.tag} {name}={address}>")
    return found


def shown_outside_fields(page: Page) -> str:
    """Return the page's text without fields, which give back what was typed as it was typed."""
    return _text(page.root)


def _text(node: Node) -> str:
    if node.tag == "textarea":
        return ""
    return "".join(child if isinstance(child, str) else _text(child) for child in node.children)
