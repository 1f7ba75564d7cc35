"""The answer to a campaign's question: one a person, counted, never kept with the person.

A press carries its run. Where there are no buttons a letter, or the option's own words, answer the newest question
that was sent (`typed_answers`); in doubt one line asks back, and nothing is counted.
"""

from __future__ import annotations

from typing import Protocol, assert_never

from channels.contract import Address, ChoiceStyle, Outgoing
from channels.markup import literal
from channels.render import marker
from handlers.campaign_messages import ANSWER
from handlers.conversation import Context, Conversation, NotAnAnswer
from handlers.sessions import IDLE
from handlers.typed_answers import Certainty, Typed, is_answer_sized, typed_answer
from storage.campaigns.types import AnswerResult, RunId

_FRESH = int(IDLE.total_seconds())
_NEAR_WITHIN = 3 * 24 * 3600
"""Seconds for which words that only resemble an option are asked about; later they are most likely something else."""


class Answers(Protocol):
    """Counts answers (`broadcasts.answers`)."""

    async def answer(self, run: RunId, channel: str, value: str, option: int) -> AnswerResult:
        """Count one answer of a run, once a person; `option` from 0."""

    async def options_of(self, run: RunId) -> tuple[str, ...]:
        """Return the options of a run's question."""

    async def question_of(self, run: RunId) -> tuple[str, tuple[str, ...]]:
        """Return what a run asks, and its options."""

    async def latest_question(self, channel: str, value: str, *, within: int = ...) -> RunId | None:
        """Return the run of the newest question sent to an address within so many seconds."""


def conversation(answers: Answers) -> Conversation:
    """Return what the buttons of a campaign, or its letters, run; it has no screen of its own."""

    async def pick(context: Context) -> None:
        name, _, place = context.argument.rpartition("/")
        if not name or not place.isdecimal():
            await context.say(Outgoing(text=context.t("answer-test")))
            return
        await count(context, RunId(name), int(place))

    async def typed(context: Context) -> None:
        if context.capabilities.buttons or not is_answer_sized(context.text):
            raise NotAnAnswer
        address = context.address()
        run = await answers.latest_question(address.channel, address.reveal())
        if run is None:
            raise NotAnAnswer
        question, options = await answers.question_of(run)
        found = typed_answer(context.text, question, options, context.understood.intent)
        if found is None:
            raise NotAnAnswer
        if await _is_meant(answers, context, address, found):
            await count(context, run, found.place)
        else:
            letters = ", ".join(
                f"{marker(place, ChoiceStyle.LETTERS)} ({literal(option)})" for place, option in enumerate(options)
            )
            await context.say(Outgoing(text=context.t("answer-which", question=literal(question), options=letters)))

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

    return Conversation(name=ANSWER, open=open_menu, standing={"pick": pick}, unasked=typed)


async def _is_meant(answers: Answers, context: Context, address: Address, found: Typed) -> bool:
    """Tell whether a text is an answer; False: ask back. Raises `NotAnAnswer` when even that would be too much.

    The session ends with `IDLE`: no screen means that nothing was shown since, and a question that is younger came
    below whatever was. So a word belongs to what was asked last.
    """

    async def was_asked_within(seconds: int) -> bool:
        return await answers.latest_question(address.channel, address.reveal(), within=seconds) is not None

    nothing_open = context.session.screen is None
    match found.certainty:
        case Certainty.SURE:
            return True
        case Certainty.LIKELY:
            return nothing_open or await was_asked_within(_FRESH)
        case Certainty.NUMBER if nothing_open:
            return await was_asked_within(_FRESH)
        case Certainty.DOUBTFUL:
            return False
        case Certainty.NEAR if nothing_open and await was_asked_within(_NEAR_WITHIN):
            return False
        case Certainty.NUMBER | Certainty.NEAR:
            raise NotAnAnswer
        case _:
            assert_never(found.certainty)


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
