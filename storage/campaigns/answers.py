"""Answers to a campaign's question: counted by commune and option, never kept by person."""

from __future__ import annotations

from sqlalchemy import and_, case, func, or_, select, update

from storage.campaigns.tables import answer_count, campaign, campaign_option, delivery, run
from storage.campaigns.types import AnswerResult, DeliveryState, RunId
from storage.database import Database
from storage.dialects import insert_into
from storage.residents.address import AddressCipher
from storage.residents.tables import resident
from storage.types import PROVINCE, Instant, UnitCode

_ARRIVED = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN)
"""A quick answer comes before the platform's own is written down."""


class AnswerRepository:
    """Counts answers, one a person and run."""

    def __init__(self, database: Database, cipher: AddressCipher) -> None:
        self._database = database
        self._cipher = cipher

    async def count_answer(self, one: RunId, channel: str, value: str, option: int) -> AnswerResult:
        """Count a press on the option at `option` (from 0).

        The person's bit and the commune's count change in one transaction. A press proves that the message
        arrived, so it lifts `unknown` to `sent`.
        """
        async with self._database.write() as connection:
            known = select(resident.c.resident, resident.c.unit).where(
                resident.c.lookup == self._cipher.lookup(channel, value)
            )
            person = (await connection.execute(known.with_for_update(read=True))).one_or_none()
            asked = (
                select(campaign_option.c.position)
                .join(run, run.c.campaign == campaign_option.c.campaign)
                .where(run.c.run == one, campaign_option.c.position == option)
            )
            if person is None or (await connection.execute(asked)).first() is None:
                return AnswerResult.NOT_FOR_YOU
            row = and_(delivery.c.run == one, delivery.c.resident == person.resident)
            held = (await connection.execute(select(delivery.c.answered).where(row).with_for_update())).one_or_none()
            if held is None:
                return AnswerResult.NOT_FOR_YOU
            if held.answered:
                return AnswerResult.ALREADY
            given_up = or_(
                delivery.c.state == DeliveryState.UNKNOWN,
                and_(delivery.c.state == DeliveryState.RETRY_WAIT, delivery.c.repeated),
            )
            await connection.execute(
                update(delivery)
                .where(row)
                .values(answered=True, state=case((given_up, DeliveryState.SENT.value), else_=delivery.c.state))
            )
            new = insert_into(connection, answer_count).values(
                run=one, unit=person.unit or PROVINCE, position=option, count=1
            )
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=[answer_count.c.run, answer_count.c.unit, answer_count.c.position],
                    set_={"count": answer_count.c.count + 1},
                )
            )
            return AnswerResult.COUNTED

    async def latest_question(self, channel: str, value: str, *, since: Instant) -> RunId | None:
        """Return the run of the newest question that was sent to a person, of runs fired after `since`.

        Answered or not: who answers twice means the same question, never an older one that lies below it.
        """
        person = select(resident.c.resident).where(resident.c.lookup == self._cipher.lookup(channel, value))
        query = (
            select(delivery.c.run)
            .join(run, run.c.run == delivery.c.run)
            .join(campaign, campaign.c.campaign == run.c.campaign)
            .where(
                delivery.c.resident == person.scalar_subquery(),
                delivery.c.state.in_(_ARRIVED),
                campaign.c.question != "",
                run.c.fire_at > since,
            )
            .order_by(run.c.fire_at.desc(), run.c.run.desc())
            .limit(1)
        )
        async with self._database.read() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        return None if found is None else RunId(found)

    async def by_option(self, one: RunId) -> dict[int, int]:
        """Return how often each option was chosen, over all communes."""
        query = (
            select(answer_count.c.position, func.sum(answer_count.c.count))
            .where(answer_count.c.run == one)
            .group_by(answer_count.c.position)
        )
        async with self._database.read() as connection:
            return {row[0]: int(row[1]) for row in await connection.execute(query)}

    async def by_unit(self, one: RunId) -> dict[UnitCode, dict[int, int]]:
        """Return the counts by commune and option; whoever shows them leaves out small communes."""
        query = select(answer_count.c.unit, answer_count.c.position, answer_count.c.count).where(
            answer_count.c.run == one
        )
        found: dict[UnitCode, dict[int, int]] = {}
        async with self._database.read() as connection:
            for row in await connection.execute(query):
                found.setdefault(UnitCode(row[0]), {})[row[1]] = int(row[2])
        return found
