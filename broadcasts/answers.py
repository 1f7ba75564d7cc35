"""What residents answer to a campaign's question: a press on a button, or words typed within two weeks."""

from __future__ import annotations

from storage.campaigns.answers import AnswerRepository
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.types import AnswerResult, RunId
from storage.types import Clock, Instant, instant

_ANSWERED_WITHIN = 14 * 24 * 3600
"""After two weeks a typed answer is none any more; buttons go on counting."""


class Answers:
    """Counts answers, and finds the question that a typed one means."""

    def __init__(self, *, answers: AnswerRepository, campaigns: CampaignRepository, clock: Clock) -> None:
        self._answers = answers
        self._campaigns = campaigns
        self._clock = clock

    async def answer(self, run: RunId, channel: str, value: str, option: int) -> AnswerResult:
        """Count a press on the option at `option` (from 0), once a person; `run` comes from the button."""
        return await self._answers.count_answer(run, channel, value, option)

    async def latest_question(self, channel: str, value: str, *, within: int = _ANSWERED_WITHIN) -> RunId | None:
        """Return the run whose question a typed answer from this address means: the newest of `within` seconds."""
        since = Instant(instant(self._clock.now()) - within)
        return await self._answers.latest_question(channel, value, since=since)

    async def options_of(self, run: RunId) -> tuple[str, ...]:
        """Return the options of a run's question, for the line that thanks for an answer."""
        _, options = await self.question_of(run)
        return options

    async def question_of(self, run: RunId) -> tuple[str, tuple[str, ...]]:
        """Return what a run asks, and its options."""
        found = await self._campaigns.of_run(run)
        return ("", ()) if found is None else (found.content.question, found.content.options)
