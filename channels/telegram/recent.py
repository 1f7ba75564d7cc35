"""What was made of the last few objects, known by identity: in a campaign everybody gets the same object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Source = TypeVar("_Source")
_Made = TypeVar("_Made")
_KEPT = 4
"""Messages of one batch: two languages, and those sent once more."""


class Recent(Generic[_Source, _Made]):
    """Calls `make` once for an object that is asked for again and again, and keeps the last four."""

    def __init__(self, make: Callable[[_Source], _Made]) -> None:
        self._make = make
        self._known: list[tuple[_Source, _Made]] = []

    def of(self, source: _Source) -> _Made:
        """Return what `make` makes of this very object."""
        for known, made in self._known:
            if known is source:
                return made
        made = self._make(source)
        self._known = [(source, made), *self._known[: _KEPT - 1]]
        return made
