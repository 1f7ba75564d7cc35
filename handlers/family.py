"""The family: a few small deeds a week, ticked off in memory, and helping a relative. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from awareness.errors import NotInLibrary
from awareness.library import Library
from awareness.types import Checklist, ChecklistId
from channels.markup import literal
from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.relative import HELPING, RelativePages
from handlers.reminders import reminder_picks

_OPEN = "family.open"
_WEEKS = "family.weeks"


@dataclass(slots=True)
class Ticks:
    """What a family said it does already, by week and place in it."""

    done: set[tuple[int, int]] = field(default_factory=set)

    def in_week(self, week: int) -> int:
        """Return how many deeds of a week are ticked."""
        return sum(one == week for one, _ in self.done)


def conversation(library: Library) -> Conversation:
    """Return the family's part of `library`."""
    pages = _Pages(library)
    relative = RelativePages(library)
    return Conversation(
        name="family",
        commands=("giadinh",),
        open=pages.open,
        choices={
            "weeks": pages.weeks,
            "item": pages.item,
            "done": pages.done,
            "later": pages.later,
            "helping": relative.open,
            "step": relative.step,
        },
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    library: Library

    async def open(self, context: Context) -> None:
        """Offer the checklist and the helping path."""
        lists = [
            Pick(label=context.t("family-checklist"), action="weeks", argument=checklist.id)
            for checklist in self.library.checklists[:1]
        ]
        paths = [Pick(label=context.t("family-helping"), action=HELPING)] if self.library.paths else []
        await context.show(Screen(text=context.t("family"), choices=(*lists, *reminder_picks(context), *paths)))

    async def weeks(self, context: Context) -> None:
        """Offer the weeks of a checklist, with what is ticked in each."""
        checklist = self._checklist(context.argument)
        if checklist is None:
            await self.open(context)
            return
        ticks = context.recall(Ticks)
        lines = [
            context.t("family-week-count", week=place, done=ticks.in_week(place - 1), all=len(week.items))
            for place, week in enumerate(checklist.weeks, start=1)
        ]
        head = f"**{literal(checklist.title)}**"
        parts = (head, self.library.mark(checklist), literal(checklist.intro), "\n".join(lines))
        picks = tuple(
            Pick(label=_name(context, checklist, week), action="item", argument=f"{checklist.id}/{week}/0")
            for week in range(len(checklist.weeks))
        )
        await context.show(Screen(text=_paragraphs(*parts), choices=picks, back_to=_OPEN))

    async def item(self, context: Context) -> None:
        """Show one deed of a week."""
        await self._show(context, *_taken_apart(context.argument))

    async def done(self, context: Context) -> None:
        """Tick it off and go on."""
        name, week, place = _taken_apart(context.argument)
        context.recall(Ticks).done.add((week, place))
        await self._show(context, name, week, place + 1)

    async def later(self, context: Context) -> None:
        """Leave it open and go on."""
        name, week, place = _taken_apart(context.argument)
        context.recall(Ticks).done.discard((week, place))
        await self._show(context, name, week, place + 1)

    async def _show(self, context: Context, name: str, week: int, place: int) -> None:
        checklist = self._checklist(name)
        if checklist is None or week >= len(checklist.weeks):
            await self.open(context)
            return
        items = checklist.weeks[week].items
        if place >= len(items):
            await context.show(_closing(context, checklist, week))
            return
        head = f"**{literal(_name(context, checklist, week))}** ({place + 1}/{len(items)})"
        parts = (head, self.library.mark(checklist), f"**{literal(items[place].text)}**", literal(items[place].why))
        this = f"{name}/{week}/{place}"
        picks = (
            Pick(label=context.t("family-done"), action="done", argument=this),
            Pick(label=context.t("family-later"), action="later", argument=this),
        )
        await context.show(Screen(text=_paragraphs(*parts), choices=picks, columns=2, back_to=_WEEKS))

    def _checklist(self, name: str) -> Checklist | None:
        """Return the checklist of an argument; the only one for a way back, which carries none."""
        try:
            return self.library.checklist(ChecklistId(name)) if name else next(iter(self.library.checklists), None)
        except NotInLibrary:
            return None


def _closing(context: Context, checklist: Checklist, week: int) -> Screen:
    """Return what a week came to, and the next one."""
    ticks = context.recall(Ticks)
    items = checklist.weeks[week].items
    lines = [f"{'✓' if (week, place) in ticks.done else '○'} {literal(item.text)}" for place, item in enumerate(items)]
    count = context.t("family-count", week=week + 1, done=ticks.in_week(week), all=len(items))
    again = Pick(label=context.t("family-again"), action="item", argument=f"{checklist.id}/{week}/0")
    picks = [again]
    if week + 1 < len(checklist.weeks):
        label = context.t("family-next-week", week=week + 2)
        picks.insert(0, Pick(label=label, action="item", argument=f"{checklist.id}/{week + 1}/0"))
    parts = (count, "\n".join(lines), literal(checklist.closing), context.t("nothing-kept"))
    return Screen(text=_paragraphs(*parts), choices=tuple(picks), back_to=_WEEKS)


def _name(context: Context, checklist: Checklist, week: int) -> str:
    return context.t("family-week", week=week + 1, title=checklist.weeks[week].title)


def _taken_apart(argument: str) -> tuple[str, int, int]:
    """Return the checklist, the week and the place in it, both from 0, of an argument that our buttons carry."""
    name, week, place = argument.rsplit("/", 2)
    return name, int(week), int(place)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))
