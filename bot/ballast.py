"""What libraries bring along for uses that are not ours stays ashore: 16 MiB of memory and a tenth of the start.

Two ways, both only while the program is imported. A library that others use where they find it is not found: Rich,
which structlog and httpx would take along to paint errors. A module that others name without using it is hollow, every
name in it an empty class: SQLAlchemy's object mapper (we use its Core), python-telegram-bot's own HTTP client (ours is
on aiohttp). Whoever needs one of these takes its line out here. A test keeps the list true to the libraries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

NOT_FOUND: Final = ("rich",)
HOLLOW: Final = (
    "sqlalchemy.ext.asyncio.scoping",
    "sqlalchemy.ext.asyncio.session",
    "telegram.request._httpxrequest",
)


class _Hollow(ModuleType):
    """A module in which every name is an empty class of its own: nothing is one of its instances."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"__module__": self.__name__})


@contextmanager
def without_ballast() -> Iterator[None]:
    """Import the program in this block. What is imported already stays as it is; afterwards all is found again."""
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]  # None is "not to be found"
    held_back = [name for name in (*NOT_FOUND, *HOLLOW) if name not in modules]
    for name in held_back:
        modules[name] = _Hollow(name) if name in HOLLOW else None
    try:
        yield
    finally:
        for name in held_back:
            modules.pop(name, None)
