"""The answer to a campaign's question: one a person, counted, never kept with the person."""

from __future__ import annotations

from typing import Protocol, assert_never

from channels.contract import Outgoing
from channels.markup import literal
from handlers.campaign_messages import ANSWER
from handlers.conversation import Context, Conversation
from storage.campaigns.types import AnswerResult, RunId


class Answers(Protocol):
    """Counts answers (`broadcasts.campaigns`)."""

    async def answer(self, run: RunId, channel: str, value: str, option: int) -> AnswerResult:
        """Count one answer of a run, once a person; `option` from 0."""

    async def options_of(self, run: RunId) -> tuple[str, ...]:
        """Return the options of a run's question."""


def conversation(answers: Answers) -> Conversation:
    """Return what the buttons of a campaign run; it has no screen of its own."""

    async def pick(context: Context) -> None:
        name, _, place = context.argument.rpartition("/")
        if not name or not place.isdecimal():
            await context.say(Outgoing(text=context.t("answer-test")))
            return
        run, option = RunId(name), int(place)
        address = context.address()
        result = await answers.answer(run, address.channel, address.reveal(), option)
        options = await answers.options_of(run)
        chosen = literal(options[option]) if option < len(options) else ""
        await context.say(Outgoing(text=context.t(_key(result), option=chosen)))

    async def open_menu(context: Context) -> None:
        context.go("menu.open")

    return Conversation(name=ANSWER, open=open_menu, standing={"pick": pick})


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
