"""The guided path of seven steps: what is done is read off the program and its phones, never off a timer.

A visitor may do the steps in any order, look at any of them, leave the path and come back: what was seen done
stays done. The place is kept in memory beside the phones, so a reload changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, assert_never


class Panel(StrEnum):
    """The four things on the page where something can be done."""

    VILLAGER = "villager"
    NUMBERS = "numbers"
    OFFICER = "officer"
    DESK = "desk"


class Task(StrEnum):
    """Something a visitor does, whose doing can be seen in the program."""

    LESSON = "lesson"
    QUESTION = "question"
    SUBSCRIBED = "subscribed"
    SUBSCRIBED_BY_NUMBERS = "subscribed-by-numbers"
    PHOTO = "photo"
    SENT = "sent"
    NOTED = "noted"
    OPENED = "opened"
    TAKEN = "taken"
    ASKED = "asked"
    ANSWERED = "answered"
    WRITTEN = "written"
    APPROVED = "approved"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Where a task is done. `seat` is who has to sit at the desk.

    `press` are keywords of buttons in the order they come up: the last one that is on the screen is the one to press.
    """

    task: Task
    panel: Panel
    press: tuple[str, ...] = ()
    seat: str = ""


PATH: tuple[tuple[Hint, ...], ...] = (
    (Hint(task=Task.LESSON, panel=Panel.VILLAGER, press=("Học", "1. ")),),
    (Hint(task=Task.QUESTION, panel=Panel.NUMBERS),),
    (
        Hint(task=Task.SUBSCRIBED, panel=Panel.VILLAGER, press=("Xã, phường", "Đúng", "Nhận tin")),
        Hint(task=Task.SUBSCRIBED_BY_NUMBERS, panel=Panel.NUMBERS),
    ),
    (
        Hint(task=Task.PHOTO, panel=Panel.VILLAGER, press=("Báo tin", "Tiếp tục ở đây")),
        Hint(task=Task.SENT, panel=Panel.VILLAGER, press=("Xong", "Đúng", "Đã xảy ra", "Không liên quan", "Gửi tin")),
        Hint(task=Task.NOTED, panel=Panel.VILLAGER, press=("Tôi đã ghi lại",)),
    ),
    (
        Hint(task=Task.OPENED, panel=Panel.OFFICER, press=("Mở",)),
        Hint(task=Task.TAKEN, panel=Panel.DESK, seat="officer"),
        Hint(task=Task.ASKED, panel=Panel.DESK, seat="officer"),
    ),
    (Hint(task=Task.ANSWERED, panel=Panel.NUMBERS),),
    (
        Hint(task=Task.WRITTEN, panel=Panel.DESK, seat="organizer"),
        Hint(task=Task.APPROVED, panel=Panel.DESK, seat="approver"),
        Hint(task=Task.ARRIVED, panel=Panel.DESK),
    ),
)
"""The seven steps; their words stand in the templates, one file a language."""


class Wish(StrEnum):
    """What a visitor does with the path itself."""

    STEP = "step"
    LEAVE = "leave"
    RESUME = "resume"
    AGAIN = "again"
    LANGUAGE = "language"


class Witness(Protocol):
    """Sees in the program what was really done since the path began."""

    async def seen(self) -> frozenset[Task]:
        """Return every task whose doing can be seen now."""

    async def begin(self) -> None:
        """Count only what happens from now on."""


class Guide:
    """One path for everybody who looks at this demo, as there is one set of phones. `version` grows with changes."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._beginnings = 0
        self.version = 0
        self.done: frozenset[Task] = frozenset()
        self.place = 0
        self.is_left = False
        self.language = "vi"

    async def look(self) -> None:
        """Take in what was done meanwhile. What was seen before the path began anew counts no more."""
        beginning = self._beginnings
        seen = await self._witness.seen()
        if beginning == self._beginnings and not seen <= self.done:
            self.done |= seen
            self.version += 1

    async def follow(self, wish: Wish, value: str = "") -> None:
        """Do what the visitor wants with the path. A step that is none, or another language, changes nothing."""
        match wish:
            case Wish.STEP:
                if value in {str(number) for number in range(1, len(PATH) + 2)}:
                    self.place = int(value) - 1
            case Wish.LEAVE:
                self.is_left = True
            case Wish.RESUME:
                self.is_left = False
            case Wish.AGAIN:
                await self._witness.begin()
                self._beginnings += 1
                self.done, self.place, self.is_left = frozenset(), 0, False
            case Wish.LANGUAGE:
                if value in ("vi", "en"):
                    self.language = value
            case _:
                assert_never(wish)
        self.version += 1

    @property
    def is_over(self) -> bool:
        """Tell whether the visitor went past the last step."""
        return self.place >= len(PATH)

    @property
    def step(self) -> tuple[Hint, ...]:
        """The tasks of the step that is shown; none after the last."""
        return () if self.is_over else PATH[self.place]

    @property
    def next_task(self) -> Hint | None:
        """The first task of this step that is not done: where to look now."""
        return next((hint for hint in self.step if hint.task not in self.done), None)

    def is_step_done(self, place: int) -> bool:
        """Tell whether all tasks of the step at `place` (from 0) are done."""
        return all(hint.task in self.done for hint in PATH[place])
