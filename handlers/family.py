"""The family: a checklist ticked off in memory, and the path for helping a relative. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from awareness.errors import NotInLibrary
from awareness.library import Library
from awareness.types import Checklist, ChecklistId, Lesson
from channels.markup import literal
from handlers.conversation import Context, Conversation, Pick, Screen

_OPEN = "family.open"


@dataclass(slots=True)
class Ticks:
    """What a family said it does already, by place in the list."""

    done: set[int] = field(default_factory=set)


def conversation(library: Library) -> Conversation:
    """Return the family's part of `library`."""
    pages = _Pages(library)
    return Conversation(
        name="family",
        commands=("giadinh",),
        open=pages.open,
        choices={"item": pages.item, "done": pages.done, "later": pages.later},
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    library: Library

    async def open(self, context: Context) -> None:
        """Offer the checklist and the helping path."""
        lists = [
            Pick(label=context.t("family-checklist"), action="item", argument=f"{checklist.id}/0")
            for checklist in self.library.checklists[:1]
        ]
        paths = [
            Pick(label=context.t("family-helping"), action="learn.lesson", argument=f"{lesson.id}/0")
            for lesson in _helping(self.library)
        ]
        await context.show(Screen(text=context.t("family"), choices=(*lists, *paths)))

    async def item(self, context: Context) -> None:
        """Show one thing of the checklist."""
        await self._show(context, *_taken_apart(context.argument))

    async def done(self, context: Context) -> None:
        """Tick it off and go on."""
        name, place = _taken_apart(context.argument)
        context.recall(Ticks).done.add(place)
        await self._show(context, name, place + 1)

    async def later(self, context: Context) -> None:
        """Leave it open and go on."""
        name, place = _taken_apart(context.argument)
        context.recall(Ticks).done.discard(place)
        await self._show(context, name, place + 1)

    async def _show(self, context: Context, name: str, place: int) -> None:
        try:
            checklist = self.library.checklist(ChecklistId(name))
        except NotInLibrary:
            await self.open(context)
            return
        if place >= len(checklist.items):
            await context.show(_closing(context, checklist))
            return
        item = checklist.items[place]
        head = f"**{literal(checklist.title)}** ({place + 1}/{len(checklist.items)})"
        intro = literal(checklist.intro) if place == 0 else ""
        parts = (head, self.library.mark(checklist), intro, f"**{literal(item.text)}**", literal(item.why))
        picks = (
            Pick(label=context.t("family-done"), action="done", argument=f"{name}/{place}"),
            Pick(label=context.t("family-later"), action="later", argument=f"{name}/{place}"),
        )
        text = "\n\n".join(filter(None, parts))
        await context.show(Screen(text=text, choices=picks, columns=2, back_to=_OPEN))


def _closing(context: Context, checklist: Checklist) -> Screen:
    done = context.recall(Ticks).done
    lines = [f"{'✓' if place in done else '○'} {literal(item.text)}" for place, item in enumerate(checklist.items)]
    count = context.t("family-count", done=len(done), all=len(checklist.items))
    text = "\n\n".join((count, "\n".join(lines), literal(checklist.closing), context.t("nothing-kept")))
    again = Pick(label=context.t("family-again"), action="item", argument=f"{checklist.id}/0")
    return Screen(text=text, choices=(again,), back_to=_OPEN)


def _helping(library: Library) -> tuple[Lesson, ...]:
    """Return the lesson for helping a relative: the one that belongs to a checklist."""
    return tuple(lesson for lesson in library.lessons if lesson.checklist is not None)[:1]


def _taken_apart(argument: str) -> tuple[str, int]:
    name, _, place = argument.rpartition("/")
    return name, int(place)
