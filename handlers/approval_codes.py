"""Three digits that name one version of a campaign, so that one typed line decides about exactly what was read.

Where nothing can be pressed a bare digit would be read by whatever menu is open, and a bare word could mean a version
that has just arrived unread. In memory only: after a restart an old code is unknown and today's version is shown.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handlers.screens import typed_key

_CODES: Final = range(100, 1000)
_MOST: Final = 400
"""So many of the newest codes are known; the others are free to be handed out."""
_ORDER: Final = re.compile(
    r"(?:dạ |da )?(?P<words>[^\W\d_]+(?: [^\W\d_]+)?)"
    r"(?: ?(?P<code>[0-9]{3})(?![0-9])[ :,.;–-]*(?P<rest>.*))?[.!]?",
    re.DOTALL,
)
_ACTIONS: Final[Mapping[str, str]] = {"duyet": "approve", "duyet nhe": "approve", "tra lai": "reject", "tra": "reject"}
_POLITE: Final = frozenset({"", "nhe", "nha", "a", "di", "roi", "ok"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A typed decision: `approve` or `reject`, the code ("" when none was typed), and what else was written."""

    action: str
    code: str
    rest: str


class ApprovalCodes:
    """Codes of the newest versions, drawn at random. Its repr is blank."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._by_code: OrderedDict[str, str] = OrderedDict()

    def __repr__(self) -> str:
        return "ApprovalCodes()"

    def code_of(self, argument: str) -> str:
        """Return the code of what an approver's button would carry; the same one each time."""
        known = next((code for code, other in self._by_code.items() if other == argument), "")
        if known:
            return known
        code = secrets.choice([str(free) for free in _CODES if str(free) not in self._by_code])
        self._by_code[code] = argument
        while len(self._by_code) > self._most:
            self._by_code.popitem(last=False)
        return code

    def argument_of(self, code: str) -> str | None:
        """Return what a code stands for."""
        return self._by_code.get(code)


def read_order(text: str) -> Order | None:
    """Return the decision that a text is, and nothing more than one. Pure.

    "duyệt 482", "tra lai 482: sửa giờ"; without a code the bare words only.
    """
    found = _ORDER.fullmatch(" ".join(text.casefold().split()))
    action = None if found is None else _ACTIONS.get(typed_key(found["words"]))
    if found is None or action is None or (typed_key(found["words"]) == "tra" and not found["code"]):
        return None
    code = found["code"] or ""
    # The note keeps its capitals and its lines: it is cut out of what was typed.
    rest = text.partition(code)[2].lstrip(" :,.;–-\n\t").rstrip() if code else ""
    return Order(action=action, code=code, rest="" if typed_key(rest) in _POLITE else rest)
