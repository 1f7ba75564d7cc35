"""Whatever order things happen in, the ledger keeps its promises: a state machine over a real database."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from storage import metadata
from storage.campaigns.claims import Claim, Outcome, Sendable
from storage.campaigns.types import TERMINAL, CampaignKind, CampaignState, DeliveryState, Reason, RunId, RunState
from storage.database import app_database
from tests.integration.broadcasts.world import QUESTION, World

_T = TypeVar("_T")
_PEOPLE = 12
_OUTCOMES = {
    DeliveryState.SENT: Outcome(state=DeliveryState.SENT),
    DeliveryState.BLOCKED: Outcome(state=DeliveryState.BLOCKED),
    DeliveryState.INVALID: Outcome(state=DeliveryState.INVALID, reason=Reason.REFUSED),
    DeliveryState.UNKNOWN: Outcome(state=DeliveryState.UNKNOWN),
    DeliveryState.EXPIRED: Outcome(state=DeliveryState.EXPIRED, reason=Reason.RETRIES),
    DeliveryState.RETRY_WAIT: Outcome(state=DeliveryState.RETRY_WAIT),
    DeliveryState.QUEUED: Outcome(state=DeliveryState.QUEUED, is_attempt=False),
}


class LedgerRules(RuleBasedStateMachine):
    """Planner, senders, sweeper, residents and organizers act in any order; senders may freeze in between."""

    claims = Bundle("claims")
    sent_batches = Bundle("sent_batches")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.mkdtemp()
        self.database = app_database(f"sqlite+aiosqlite:///{Path(self.folder) / 'app.db'}")
        self.before: dict[tuple[str, bytes], DeliveryState] = {}
        self.may_have_been_lifted: set[bytes] = set()
        self.stopped = False

    def do(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run one coroutine to its end."""
        return self.runner.run(work)

    @initialize(kind=st.sampled_from(CampaignKind))
    def begin(self, kind: CampaignKind) -> None:
        async def make() -> RunId:
            async with self.database.write() as connection:
                await connection.run_sync(metadata.app.create_all)
            self.world = World(self.database)
            await self.world.subscribe(_PEOPLE)
            self.campaign = (await self.world.approved(QUESTION, kind=kind)).campaign
            await self.world.planner(page=5).tick()
            return await self.world.run_of(self.campaign)

        self.run_id: RunId = self.do(make())

    @rule(target=claims, most=st.integers(1, 6))
    def claim(self, most: int) -> object:
        claim: Claim | None = self.do(self.world.ledger.claim(self.run_id, "telegram", most=most, now=self.world.now()))
        return multiple() if claim is None else claim

    @rule(target=sent_batches, claim=claims)
    def start_sending(self, claim: Claim) -> object:
        rows: list[Sendable] = self.do(self.world.ledger.start_sending(claim, now=self.world.now(), cap=None))
        return (claim, tuple(rows)) if rows else multiple()

    @rule(claim=claims)
    def give_back(self, claim: Claim) -> None:
        self.do(self.world.ledger.give_back(claim))

    @rule(batch=sent_batches, states=st.lists(st.sampled_from(sorted(_OUTCOMES)), min_size=6, max_size=6))
    def write_results(self, batch: tuple[Claim, tuple[Sendable, ...]], states: list[DeliveryState]) -> None:
        """Perhaps late, perhaps twice."""
        claim, rows = batch
        outcomes = {row.resident: _OUTCOMES[state] for row, state in zip(rows, states, strict=False)}
        self.may_have_been_lifted |= {
            row.resident for row, state in zip(rows, states, strict=False) if state is DeliveryState.SENT
        }
        self.do(self.world.ledger.write_results(claim, outcomes))

    @rule(person=st.integers(1, _PEOPLE), option=st.integers(0, 1))
    def answer(self, person: int, option: int) -> None:
        async def press() -> None:
            found = await self.world.residents.get("telegram", str(person))
            if found is not None:
                self.may_have_been_lifted.add(found.resident)
            await self.world.answers.answer(self.run_id, "telegram", str(person), option)

        self.do(press())

    @rule(person=st.integers(1, _PEOPLE))
    def stop(self, person: int) -> None:
        self.do(self.world.residents.stop("telegram", str(person)))
        self.stopped = True

    @rule(seconds=st.sampled_from([1, 20, 40]))
    def time_passes(self, seconds: int) -> None:
        self.world.clock.move(seconds)
        self.do(self.world.sweeper.tick())

    @rule()
    def pause_or_resume(self) -> None:
        async def change() -> None:
            await self.world.control.pause(self.campaign) or await self.world.control.resume(self.campaign)

        self.do(change())

    @rule()
    def plan(self) -> None:
        self.do(self.world.planner().tick())
        state: CampaignState = self.do(self._state())
        unfinished = [one for one in self.do(self._rows()).values() if one not in TERMINAL]
        assert (state is CampaignState.FINISHED) == (not unfinished)

    @invariant()
    def nothing_leaves_its_end(self) -> None:
        after: dict[tuple[str, bytes], DeliveryState] = self.do(self._rows())
        assert len(after) == _PEOPLE, "the ledger neither loses nor makes a row"
        for key, state in self.before.items():
            # A person who stopped leaves a row under another random id.
            now = after.get(key)
            if state in TERMINAL and now is not None and now is not state:
                assert (state, now) == (DeliveryState.UNKNOWN, DeliveryState.SENT)
                assert key[1] in self.may_have_been_lifted
            if now is None:
                assert self.stopped
        sent = [list(rows.values()).count(DeliveryState.SENT) for rows in (self.before, after)]
        assert sent[1] >= sent[0], "what was sent stays sent"
        self.before = after

    @invariant()
    def a_finished_run_has_no_unfinished_row(self) -> None:
        async def look() -> RunState:
            run = (await self.world.campaigns.show(self.campaign)).run
            assert run is not None
            assert run.total == _PEOPLE
            return run.state

        if self.do(look()) is RunState.FINISHED:
            assert set(self.before.values()) <= TERMINAL

    def teardown(self) -> None:
        self.do(self.database.close())
        self.runner.close()
        shutil.rmtree(self.folder)

    async def _rows(self) -> dict[tuple[str, bytes], DeliveryState]:
        return await self.world.rows()

    async def _state(self) -> CampaignState:
        return (await self.world.campaigns.get(self.campaign)).state


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_the_ledger_keeps_its_rules() -> None:
    run_state_machine_as_test(
        LedgerRules,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
