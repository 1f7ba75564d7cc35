"""The path for helping a relative: how to talk, whom to call, what comes then; any step first, a way back on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from awareness.library import Library
from awareness.types import HelpingPath
from channels.markup import literal
from handlers.conversation import Context, Pick, Screen

HELPING: Final = "family.helping"
_FAMILY: Final = "family.open"


def is_call_for_help(library: Library, context: Context) -> bool:
    """Tell whether the text is about a relative who uses drugs, and the path serves better than an answer."""
    if not library.paths or not context.heard.speaks_of_own_relative:
        return False
    return context.heard.asks_how_to_help or context.found_in(library).sure is None


@dataclass(frozen=True, slots=True)
class RelativePages:
    """The screens of the helping path; the family's conversation carries them."""

    library: Library

    @property
    def path(self) -> HelpingPath | None:
        """The path that is shown; None when the customer shows none yet."""
        return next(iter(self.library.paths), None)

    async def open(self, context: Context) -> None:
        """Say that help is there, and offer the steps."""
        path = self.path
        if path is None:
            context.go(_FAMILY)
            return
        picks = tuple(
            Pick(label=step.label, action="step", argument=f"{place}/0") for place, step in enumerate(path.steps)
        )
        parts = (f"**{literal(path.title)}**", self.library.mark(path), literal(path.intro))
        await context.show(Screen(text="\n\n".join(filter(None, parts)), choices=picks, back_to=_FAMILY))

    async def step(self, context: Context) -> None:
        """Show one screen of a step; after its last one the next step is offered."""
        path = self.path
        number, place = (int(part) for part in context.argument.split("/"))
        if path is None or number >= len(path.steps):
            await self.open(context)
            return
        step = path.steps[number]
        place = min(place, len(step.screens) - 1)
        is_last = place == len(step.screens) - 1
        head = f"**{literal(step.label)}** ({place + 1}/{len(step.screens)})"
        parts = (head, self.library.mark(path), literal(step.screens[place]), _source(context, path) if is_last else "")
        picks: tuple[Pick, ...] = ()
        if not is_last:
            picks = (Pick(label=context.t("next"), action="step", argument=f"{number}/{place + 1}"),)
        elif number + 1 < len(path.steps):
            label = context.t("relative-next", title=path.steps[number + 1].label)
            picks = (Pick(label=label, action="step", argument=f"{number + 1}/0"),)
        await context.show(Screen(text="\n\n".join(filter(None, parts)), choices=picks, back_to=HELPING))


def _source(context: Context, path: HelpingPath) -> str:
    return context.t("source", source=literal(path.source))
