"""The answer to a campaign's question: one a person, counted, never kept with the person.

A press carries its run. Where there are no buttons a bare letter answers the newest question that was sent.
"""

from __future__ import annotations

from typing import Protocol, assert_never

from channels.contract import ChoiceStyle, Outgoing
from channels.markup import literal
from channels.render import marker
from handlers.campaign_messages import ANSWER
from handlers.conversation import Context, Conversation, NotAnAnswer
from storage.campaigns.types import AnswerResult, RunId

_LETTERS = "abcdef"
"""A question has two to six options."""


class Answers(Protocol):
    """Counts answers (`broadcasts.campaigns`)."""

    async def answer(self, run: RunId, channel: str, value: str, option: int) -> AnswerResult:
        """Count one answer of a run, once a person; `option` from 0."""

    async def options_of(self, run: RunId) -> tuple[str, ...]:
        """Return the options of a run's question."""

    async def latest_question(self, channel: str, value: str) -> RunId | None:
        """Return the run of the newest question sent to an address."""


def conversation(answers: Answers) -> Conversation:
    """Return what the buttons of a campaign, or its letters, run; it has no screen of its own."""

    async def pick(context: Context) -> None:
        name, _, place = context.argument.rpartition("/")
        if not name or not place.isdecimal():
            await context.say(Outgoing(text=context.t("answer-test")))
            return
        await count(context, RunId(name), int(place))

    async def letter(context: Context) -> None:
        place = typed_letter(context.text)
        if place is None or context.capabilities.buttons:
            raise NotAnAnswer
        address = context.address()
        run = await answers.latest_question(address.channel, address.reveal())
        if run is None:
            raise NotAnAnswer
        await count(context, run, place)

    async def count(context: Context, run: RunId, option: int) -> None:
        options = await answers.options_of(run)
        if options and option >= len(options):
            letters = ", ".join(marker(place, ChoiceStyle.LETTERS) for place in range(len(options)))
            await context.say(Outgoing(text=context.t("answer-letters", letters=letters)))
            return
        address = context.address()
        result = await answers.answer(run, address.channel, address.reveal(), option)
        chosen = literal(options[option]) if options else ""
        await context.say(Outgoing(text=context.t(_key(result), option=chosen)))

    async def open_menu(context: Context) -> None:
        context.go("menu.open")

    return Conversation(name=ANSWER, open=open_menu, standing={"pick": pick}, unasked=letter)


def typed_letter(text: str) -> int | None:
    """Return the place, from 0, that a bare letter a to f names, with or without a bracket or a full stop."""
    bare = text.strip().strip("().").casefold()
    return _LETTERS.index(bare) if len(bare) == 1 and bare in _LETTERS else None


def _key(result: AnswerResult) -> str:
    match result:
        case AnswerResult.COUNTED:
            return "answer-thanks"
        case AnswerResult.ALREADY:
            return "answer-before"
        case AnswerResult.NOT_FOR_YOU:
            return "answer-not-for-you"
        case _:
            assert_never(result)
