"""Numbers to call: the national ones always, the province's own when the operator has set them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from channels.markup import literal

Translate = Callable[..., str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotlines:
    """The numbers from the settings; empty means not set, and nothing is made up in its place."""

    pc04: str = ""
    border_guard: str = ""
    province: str = ""
    outside_body: str = ""
    """Name and number of the body outside the police chain."""


def hotlines_text(hotlines: Hotlines, t: Translate) -> str:
    """Return one line a number, the most urgent first."""
    own = (
        ("hotline-pc04", hotlines.pc04),
        ("hotline-border-guard", hotlines.border_guard),
        ("hotline-province", hotlines.province),
    )
    lines = [t("hotlines-national"), *(t(key, number=literal(number)) for key, number in own if number)]
    return "\n".join(lines)
