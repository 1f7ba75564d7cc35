"""Campaigns and decisions about them in the app database; every change of state is a compare-and-set.

Who may do what stands above, in `broadcasts`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.campaigns.approvals import decision_of, keep_decision, wrote_any_of_it
from storage.campaigns.audience import meant_by
from storage.campaigns.tables import (
    approval,
    campaign,
    campaign_editor,
    campaign_option,
    campaign_shown,
    campaign_topic,
    campaign_unit,
    run,
)
from storage.campaigns.types import (
    Approval,
    AudienceRule,
    Campaign,
    CampaignId,
    CampaignKind,
    CampaignState,
    Content,
    Run,
    RunId,
    RunState,
    Shown,
)
from storage.database import Database
from storage.dialects import insert_into
from storage.residents.tables import resident
from storage.residents.types import Language, Topic
from storage.types import Instant, StaffId, UnitCode


class CampaignRepository:
    """Reads and writes campaigns and approvals."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, new: Campaign, written: Instant) -> bool:
        """Write a new campaign down; False when one of this id is there already, which stays as it is."""
        values = {"campaign": new.campaign, "author": new.author, "written": written, **_columns(new)}
        async with self._database.write() as connection:
            made = await connection.execute(
                insert_into(connection, campaign)
                .values(values)
                .on_conflict_do_nothing(index_elements=[campaign.c.campaign])
            )
            if made.rowcount != 1:
                return False
            await _write_lists(connection, new)
            await _note_editor(connection, new)
            return True

    async def replace(self, changed: Campaign, *, allowed: Collection[CampaignState]) -> bool:
        """Put a new revision in place of the one before; False when it was changed or moved on meanwhile."""
        async with self._database.write() as connection:
            done = await connection.execute(
                update(campaign)
                .where(
                    campaign.c.campaign == changed.campaign,
                    campaign.c.revision == changed.revision - 1,
                    campaign.c.state.in_(allowed),
                )
                .values(author=changed.author, **_columns(changed))
            )
            if done.rowcount != 1:
                return False
            for table in (campaign_option, campaign_unit, campaign_topic):
                await connection.execute(delete(table).where(table.c.campaign == changed.campaign))
            await _write_lists(connection, changed)
            await _note_editor(connection, changed)
            return True

    async def get(self, campaign_id: CampaignId) -> Campaign | None:
        """Return a campaign."""
        found = await self._read([campaign.c.campaign == campaign_id])
        return found[0] if found else None

    async def list_all(self) -> list[Campaign]:
        """Return all campaigns, newest first, without their pictures: a list of them would be read for nothing."""
        return await self._read([], with_pictures=False)

    async def of_run(self, run_id: RunId) -> Campaign | None:
        """Return the campaign that a run belongs to."""
        found = await self._read([campaign.c.campaign.in_(select(run.c.campaign).where(run.c.run == run_id))])
        return found[0] if found else None

    async def submit(self, one: Campaign, *, told: str) -> bool:
        """Move a draft into review and keep what its approvers are told; False when it was edited or moved on."""
        async with self._database.write() as connection:
            moved = await connection.execute(
                update(campaign)
                .where(
                    campaign.c.campaign == one.campaign,
                    campaign.c.state == one.state,
                    campaign.c.revision == one.revision,
                )
                .values(state=CampaignState.IN_REVIEW)
            )
            if moved.rowcount != 1:
                return False
            new = insert_into(connection, campaign_shown).values(campaign=one.campaign, before="", told=told)
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=[campaign_shown.c.campaign],
                    set_={"before": campaign_shown.c.told, "told": told},
                )
            )
            return True

    async def shown(self, campaign_id: CampaignId) -> Shown | None:
        """Return what approvers were told of a campaign; None while nobody was."""
        query = select(campaign_shown).where(campaign_shown.c.campaign == campaign_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Shown(before=row.before, told=row.told)

    async def decide(self, decision: Approval, *, after: CampaignState) -> bool:
        """Record what a second person decided about exactly this digest.

        False when it is not that any more, or when he wrote any of it.
        """
        async with self._database.write() as connection:
            done = await connection.execute(
                update(campaign)
                .where(
                    campaign.c.campaign == decision.campaign,
                    campaign.c.state == CampaignState.IN_REVIEW,
                    campaign.c.digest == decision.digest,
                    campaign.c.author != decision.approver,
                    ~wrote_any_of_it(decision),
                )
                .values(state=after)
            )
            if done.rowcount != 1:
                return False
            await keep_decision(connection, decision)
            return True

    async def add_note(self, approval_id: str, note: str) -> bool:
        """Give a decision the note it does not have yet; False when it has one."""
        async with self._database.write() as connection:
            done = await connection.execute(
                update(approval).where(approval.c.approval == approval_id, approval.c.note == "").values(note=note)
            )
            return done.rowcount == 1

    async def last_decision(self, campaign_id: CampaignId) -> Approval | None:
        """Return what was decided last."""
        query = select(approval).where(approval.c.campaign == campaign_id).order_by(approval.c.at.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else decision_of(row)

    async def last_run(self, campaign_id: CampaignId) -> Run | None:
        """Return the newest run of a campaign."""
        query = select(run).where(run.c.campaign == campaign_id).order_by(run.c.fire_at.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        return Run(
            run=RunId(row.run),
            campaign=CampaignId(row.campaign),
            state=RunState(row.state),
            fire_at=Instant(row.fire_at),
            total=row.total,
            halted_reason=row.halted_reason,
        )

    async def count(self, rule: AudienceRule) -> int:
        """Return how many subscribers a rule means now."""
        query = select(func.count()).select_from(resident).where(meant_by(rule))
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def count_by_channel(self, rule: AudienceRule) -> dict[str, int]:
        """Return how many subscribers a rule means now, by channel."""
        query = select(resident.c.channel, func.count()).where(meant_by(rule)).group_by(resident.c.channel)
        async with self._database.read() as connection:
            return {row[0]: int(row[1]) for row in await connection.execute(query)}

    async def _read(self, conditions: Sequence[Any], *, with_pictures: bool = True) -> list[Campaign]:
        picture = campaign.c.picture if with_pictures else null().label("picture")
        columns = [column for column in campaign.c if column is not campaign.c.picture]
        query = select(*columns, picture).where(*conditions).order_by(campaign.c.written.desc(), campaign.c.campaign)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
            ids = [row.campaign for row in rows]
            options = await _lists(connection, campaign_option.c.label, ids)
            units = await _lists(connection, campaign_unit.c.unit, ids)
            topics = await _lists(connection, campaign_topic.c.topic, ids)
            editors = await _lists(connection, campaign_editor.c.staff, ids)
        return [
            Campaign(
                campaign=CampaignId(row.campaign),
                kind=CampaignKind(row.kind),
                state=CampaignState(row.state),
                author=StaffId(row.author),
                content=Content(
                    title=row.title,
                    text=row.text,
                    question=row.question,
                    options=tuple(options[row.campaign]),
                    picture=row.picture,
                ),
                audience=AudienceRule(
                    units=frozenset(UnitCode(unit) for unit in units[row.campaign]),
                    topics=frozenset(Topic(topic) for topic in topics[row.campaign]),
                    language=None if row.language is None else Language(row.language),
                ),
                starts=None if row.starts is None else Instant(row.starts),
                max_late=row.max_late,
                digest=row.digest,
                revision=row.revision,
                editors=frozenset(StaffId(editor) for editor in editors[row.campaign]),
            )
            for row in rows
        ]


def _columns(one: Campaign) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "state": one.state,
        "title": one.content.title,
        "text": one.content.text,
        "question": one.content.question,
        "picture": one.content.picture,
        "language": one.audience.language,
        "starts": one.starts,
        "max_late": one.max_late,
        "digest": one.digest,
        "revision": one.revision,
    }


async def _write_lists(connection: AsyncConnection, one: Campaign) -> None:
    for table, rows in (
        (campaign_option, [{"position": at, "label": label} for at, label in enumerate(one.content.options)]),
        (campaign_unit, [{"unit": unit} for unit in sorted(one.audience.units)]),
        (campaign_topic, [{"topic": topic} for topic in sorted(one.audience.topics)]),
    ):
        if rows:
            await connection.execute(insert(table), [{"campaign": one.campaign, **row} for row in rows])


async def _note_editor(connection: AsyncConnection, one: Campaign) -> None:
    wrote = insert_into(connection, campaign_editor).values(campaign=one.campaign, staff=one.author)
    await connection.execute(wrote.on_conflict_do_nothing())


async def _lists(connection: AsyncConnection, column: Any, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of `column` by campaign, in the order of the table's key."""
    table = column.table
    query = select(table.c.campaign, column).where(table.c.campaign.in_(ids)).order_by(*table.primary_key.columns)
    found: dict[str, list[str]] = {one: [] for one in ids}
    for campaign_id, value in await connection.execute(query):
        found[campaign_id].append(value)
    return found
