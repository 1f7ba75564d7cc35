"""Screen 3: where it happens (guessed from the text, always confirmed), whether now, whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.asking_place import PlaceAnswer, Reading, ask_screen, of_match, place_screen, read_place
from handlers.conversation import Context, NotAnAnswer, Pick, Screen
from handlers.hotlines import hotlines_text
from handlers.tip.services import TipMemory, TipServices, draft_of
from storage.tips.types import Conflict, Happening
from storage.types import UnitCode

_ASK = "tip-where"
_WRITE, _WHERE, _WHEN = "tip.write", "tip.where", "tip.when"


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions between the story and the preview."""

    services: TipServices

    async def where(self, context: Context) -> None:
        """Propose the place that the text names; else ask. With an argument: read it as a typed place."""
        found = draft_of(self.services, context)
        if found is None:
            context.go(_WRITE)
            return
        context.recall(TipMemory).place_asked = True
        if context.argument:
            await self._show(context, read_place(self.services.places, context.incoming, context.argument))
            return
        guess = of_match(self.services.places.matcher.find_in_text(found[1].text))
        if guess.reading in (Reading.ONE, Reading.SEVERAL):
            await self._show(context, guess)
        else:
            await self.other(context)

    async def other(self, context: Context) -> None:
        """Ask for the place."""
        context.recall(TipMemory).place_asked = True
        await context.show(ask_screen(context, ask_key=_ASK, may_skip=True, back_to=_WRITE))

    async def pin(self, context: Context) -> None:
        """Read a pin while the place is asked."""
        if not context.recall(TipMemory).place_asked or draft_of(self.services, context) is None:
            raise NotAnAnswer
        await self._show(context, read_place(self.services.places, context.incoming, ""))

    async def place(self, context: Context) -> None:
        """Keep the confirmed place."""
        await self._keep_place(context, UnitCode(self.services.places.gazetteer.unit(context.argument).code))

    async def unknown(self, context: Context) -> None:
        """Keep that the place is not known."""
        await self._keep_place(context, None)

    async def when(self, context: Context) -> None:
        """Ask whether it is going on now."""
        context.recall(TipMemory).place_asked = False
        picks = tuple(
            Pick(label=context.t(f"happening-{happening.value}"), action="happening", argument=happening.value)
            for happening in Happening
        )
        await context.show(Screen(text=context.t("tip-when"), choices=picks, back_to=_WHERE))

    async def happening(self, context: Context) -> None:
        """Keep the answer; what goes on now is for 113 too."""
        found = draft_of(self.services, context)
        if found is None:
            context.go(_WRITE)
            return
        happening = Happening(context.argument)
        self.services.drafts.set_happening(found[0], happening)
        if happening is Happening.YES:
            context.notice(context.t("happening-now"))
        await self.whom(context)

    async def whom(self, context: Context) -> None:
        """Ask whether it concerns an official or the police."""
        order = (Conflict.NONE, Conflict.COMMUNE, Conflict.PROVINCE, Conflict.UNSURE)
        picks = tuple(
            Pick(label=context.t(f"conflict-{conflict.value}"), action="conflict", argument=conflict.value)
            for conflict in order
        )
        await context.show(Screen(text=context.t("tip-whom"), choices=picks, back_to=_WHEN))

    async def conflict(self, context: Context) -> None:
        """Keep the answer; about the province, name the way outside and stop."""
        found = draft_of(self.services, context)
        if found is None:
            context.go(_WRITE)
            return
        conflict = Conflict(context.argument)
        self.services.drafts.set_conflict(found[0], conflict)
        if conflict is Conflict.PROVINCE:
            await context.show(outside_screen(self.services, context))
        else:
            context.go("tip.preview")

    async def _keep_place(self, context: Context, unit: UnitCode | None) -> None:
        found = draft_of(self.services, context)
        if found is None:
            context.go(_WRITE)
            return
        self.services.drafts.set_unit(found[0], unit)
        await self.when(context)

    async def _show(self, context: Context, answer: PlaceAnswer) -> None:
        if answer.reading is Reading.UNKNOWN:
            await self.unknown(context)
            return
        await context.show(place_screen(context, answer, ask_key=_ASK, may_skip=True, back_to=_WRITE))


def outside_screen(services: TipServices, context: Context) -> Screen:
    """Return where to turn when the tip concerns the province: our officers must not hold it."""
    body = services.hotlines.outside_body
    text = context.t("tip-outside", body=body) if body else context.t("tip-outside-c04")
    return Screen(text=f"{text}\n\n{hotlines_text(services.hotlines, context.t)}", back_to="tip.whom")
