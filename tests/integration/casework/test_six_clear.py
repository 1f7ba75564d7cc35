"""I-40, "6 rõ": whatever officers, senders and clocks do in whatever order, no case is without its six."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.tips.types import CaseRow, Conflict, Happening, NextAction, Result, TipState
from tests.integration.casework.line import Line
from tests.integration.enrolment.people import COMMUNE, NEIGHBOUR, Person
from tips.errors import TipLineError
from tips.staff_errors import StaffError
from tips.unlocked import Unlocked

PICK = st.integers(min_value=0, max_value=10**6)


class Days(RuleBasedStateMachine):
    """Days at three units: tips come in, officers do what they may and what they may not, time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.people: list[Person] = []
        self.receipts: list[str] = []

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run to the end; a refusal is an answer like any other."""
        with suppress(StaffError, TipLineError):
            return self.runner.run(work)
        return None

    @initialize()
    def begin(self) -> None:
        self.line = Line(Path(self.folder.name))
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        await self.line.open()
        first, second = await self.line.open_intake()
        one = await self.line.active_officer(COMMUNE, first)
        two = await self.line.active_officer(COMMUNE, one)
        stranger = await self.line.active_officer(NEIGHBOUR, first)
        overseer = await self.line.overseer(first)
        self.people = [first, second, one, two, stranger, overseer]

    @rule(
        unit=st.sampled_from([COMMUNE, NEIGHBOUR, None]),
        happening=st.sampled_from(Happening),
        conflict=st.sampled_from(Conflict),
    )
    def send(self, unit: Any, happening: Happening, conflict: Conflict) -> None:
        sent = self.do(self.line.send(unit=unit, happening=happening, conflict=conflict))
        if sent is not None:
            self.receipts.append(sent.receipt)

    @rule(who=PICK, which=PICK)
    def take(self, who: int, which: int) -> None:
        self._act(who, which, lambda keys, row: self.line.casework.take(keys, row.case))

    @rule(who=PICK, which=PICK)
    def ask(self, who: int, which: int) -> None:
        self._act(who, which, lambda keys, row: self.line.casework.ask(keys, row.case, "Mấy giờ?"))

    @rule(who=PICK, which=PICK)
    def note(self, who: int, which: int) -> None:
        self._act(who, which, lambda keys, row: self.line.casework.note(keys, row.case, "Đã xem"))

    @rule(who=PICK, which=PICK, result=st.sampled_from(Result))
    def close(self, who: int, which: int, result: Result) -> None:
        self._act(who, which, lambda keys, row: self.line.casework.close(keys, row.case, result, "Cảm ơn bạn."))

    @rule(which=PICK, reopen=st.booleans())
    def write(self, which: int, reopen: bool) -> None:
        if not self.receipts:
            return
        mailbox = self.do(self.line.mailboxes.open(self.receipts[which % len(self.receipts)]))
        if mailbox is None:
            return
        if reopen:
            self.do(self.line.mailboxes.reopen(mailbox, "Họ lại bán"))
        else:
            self.do(self.line.mailboxes.answer(mailbox, text="Tầm năm giờ", photos=[]))

    @rule(hours=st.integers(min_value=0, max_value=24 * 12))
    def time_passes(self, hours: int) -> None:
        self.line.clock.pass_by(hours=hours, minutes=7)
        self.runner.run(self.line.clocks.tick())
        assert self.runner.run(self.line.clocks.tick()) == 0

    @invariant()
    def six_are_clear(self) -> None:
        if self.people:
            self.runner.run(self._check())

    async def _check(self) -> None:
        staff = {person.staff: person.unit for person in self.people}
        async with self.line.tips.read() as connection:
            tips = (await connection.execute(text("SELECT * FROM tip"))).all()
        for tip in tips:
            holders = await self.line.repository.holders(tip.tip)
            assert tip.lead_unit in holders and tip.authority
            assert tip.due_accept and tip.due_action and tip.due_resolve
            assert 0 <= tip.escalation <= 4 and 0 <= tip.reminded <= 2
            if tip.state == TipState.CLOSED:
                assert tip.result and tip.closed and tip.next_action == NextAction.NONE
            else:
                assert tip.next_action != NextAction.NONE and tip.result is None
                assert staff[tip.owner] == tip.lead_unit, "the person belongs to the responsible unit"
        assert (await self.line.chain.verify()).is_whole

    def _act(self, who: int, which: int, act: Any) -> None:
        self.do(self._step(self.people[who % len(self.people)], which, act))

    async def _step(self, person: Person, which: int, act: Any) -> None:
        rows: list[CaseRow] = await self.line.real_cases(person, open_only=False)
        if rows:
            keys: Unlocked = await self.line.unlock(person)
            await act(keys, rows[which % len(rows)])

    def teardown(self) -> None:
        self.runner.run(self.line.close())
        self.runner.close()
        self.folder.cleanup()


def test_no_case_is_ever_without_its_six() -> None:
    few = settings(max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Days, settings=few)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE tip SET owner = NULL",
        "UPDATE tip SET next_action = 'none'",
        "UPDATE tip SET lead_unit = ''",
        "UPDATE tip SET authority = NULL",
        "UPDATE tip SET due_resolve = NULL",
        "UPDATE tip SET state = 'closed'",
        "UPDATE tip SET result = 'confirmed'",
    ],
)
async def test_the_database_itself_refuses_an_unclear_case(line: Line, attack: str) -> None:
    await line.open_intake()
    await line.send()
    with pytest.raises(IntegrityError):
        async with line.tips.write() as connection:
            await connection.execute(text(attack))
