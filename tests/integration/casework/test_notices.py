"""Notices reach officers' phones: only theirs, at their time, again after a failure, without a word of the tip."""

from __future__ import annotations

from pathlib import Path

from channels.contract import Address, Lane, MaybeSent, MessageRef, Outgoing
from channels.local import LocalChannel, full_capabilities
from storage.tips.types import Happening, NoticeKind, Result, TipState
from storage.types import Instant
from tests.integration.casework.line import LOCAL, SECRET_TEXT, Line, Plain
from tests.integration.enrolment.people import COMMUNE, NEIGHBOUR, Person
from tips.clocks_table import QUARTER
from tips.flood import SAME_AT_LEAST
from tips.notices import MOST_ATTEMPTS, NoticeSender

FAR = Instant(4 * 10**9)


class BadDay(LocalChannel):
    """The local platform, whose pushes fail while `broken`: a fault, counted."""

    def __init__(self) -> None:
        super().__init__(LOCAL, full_capabilities())
        self.broken: set[str] = set()
        self.tries = 0

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        self.tries += 1
        if to.reveal() in self.broken:
            raise MaybeSent
        return await super().push(to, message, lane)


async def _commune_with_chats(line: Line) -> tuple[Person, Person, Person]:
    """Two officers of the commune with phones `one` and `two`, and nothing left in the outbox."""
    first, _ = await line.open_intake()
    one = await line.active_officer(COMMUNE, first)
    two = await line.active_officer(COMMUNE, one)
    await line.chat(one.staff, "one")
    await line.chat(two.staff, "two")
    for notice in await line.outbox.due(FAR, 1000):
        await line.outbox.sent(notice.notice)
    return first, one, two


async def test_an_urgent_case_rings_the_whole_unit_at_once_and_nobody_else(line: Line) -> None:
    first, one, _ = await _commune_with_chats(line)
    stranger = await line.active_officer(NEIGHBOUR, first)
    await line.chat(stranger.staff, "stranger")
    for notice in await line.outbox.due(FAR, 1000):
        await line.outbox.sent(notice.notice)
    await line.send(happening=Happening.YES)
    row = await line.one_case(one)
    assert await line.notices.send_due() == 2
    expected = f"new_case {row.case} {COMMUNE} urgent take,open"
    assert line.heard("one") == line.heard("two") == [expected]
    assert line.heard("stranger") == []
    assert await line.notices.send_due() == 0
    assert await line.outbox.due(FAR, 10) == []


async def test_no_word_of_the_tip_leaves(line: Line) -> None:
    await _commune_with_chats(line)
    await line.send(happening=Happening.YES)
    await line.notices.send_due()
    said = " ".join(line.heard("one"))
    assert not any(SECRET_TEXT[start : start + 6] in said for start in range(len(SECRET_TEXT) - 5))


async def test_a_calm_notice_waits_for_its_quarter_hour_and_for_the_morning(line: Line) -> None:
    await _commune_with_chats(line)
    await line.send()
    assert await line.notices.send_due() == 0
    # The program was down until 23:00: it rings nobody then, but at seven.
    line.clock.pass_by(hours=13)
    assert await line.notices.send_due() == 0
    line.clock.pass_by(hours=7)
    assert await line.notices.send_due() == 0
    line.clock.pass_by(hours=1, minutes=1)
    assert await line.notices.send_due() == 2


async def test_a_failed_notice_stays_for_whom_it_missed(line: Line) -> None:
    await _commune_with_chats(line)
    platform = BadDay()
    for name in ("one", "two"):
        platform.phone(name)
    sender = NoticeSender(
        outbox=line.outbox,
        repository=line.repository,
        staff=line.staff,
        channels={LOCAL: platform},
        render=Plain(),
        clock=line.clock,
    )
    await line.send(happening=Happening.YES)
    platform.broken = {"two"}
    assert await sender.send_due() == 1
    (kept,) = await line.outbox.due(FAR, 10)
    assert kept.attempts == 1
    assert kept.not_before % QUARTER == 0, "the outbox does not tell when the first try was, and so the tip"
    pauses = []
    for _ in range(4):
        tries, waited = platform.tries, 0
        while platform.tries == tries:
            line.clock.pass_by(seconds=10)
            waited += 10
            assert await sender.send_due() == 0
        pauses.append(waited)
    assert pauses == [30, 60, 120, 240]
    (kept,) = await line.outbox.due(FAR, 10)
    assert (kept.attempts, kept.not_before % QUARTER) == (5, 0)
    platform.broken = set()
    line.clock.pass_by(hours=1)
    assert await sender.send_due() == 1
    assert await line.outbox.due(FAR, 10) == []
    assert len(platform.phone("one").messages) == len(platform.phone("two").messages) == 1


async def test_a_notice_gives_up_in_the_end(line: Line) -> None:
    await _commune_with_chats(line)
    platform = BadDay()
    platform.broken = {"one", "two"}
    sender = NoticeSender(
        outbox=line.outbox,
        repository=line.repository,
        staff=line.staff,
        channels={LOCAL: platform},
        render=Plain(),
        clock=line.clock,
    )
    await line.send(happening=Happening.YES)
    for _ in range(MOST_ATTEMPTS + 5):
        await sender.send_due()
        line.clock.pass_by(hours=1)
    assert platform.tries == 2 * MOST_ATTEMPTS
    assert await line.outbox.due(FAR, 10) == []


async def test_who_blocked_us_is_untied_and_counted(line: Line) -> None:
    await _commune_with_chats(line)
    line.platform.phone("two").blocked = True
    await line.send(happening=Happening.YES)
    assert await line.notices.send_due() == 2, "one got it, the other needs no further try"
    assert await line.outbox.due(FAR, 10) == []
    assert await line.staff.count_without_chat(COMMUNE) == 1
    assert await line.staff.staff_of_chat(LOCAL, "two") is None


async def test_a_unit_without_chats_loses_nothing_but_the_ring(line: Line) -> None:
    first, _ = await line.open_intake()
    await line.send(unit=None, happening=Happening.YES)
    await line.notices.send_due()
    assert [notice for notice in await line.outbox.due(FAR, 100) if notice.kind is not NoticeKind.NEW_CASE] == []
    assert (await line.one_case(first)).case


async def test_a_closed_case_rings_nobody(line: Line) -> None:
    _, one, _ = await _commune_with_chats(line)
    await line.send()
    row = await line.one_case(one)
    await line.casework.take(await line.unlock(one), row.case)
    await line.casework.close(await line.unlock(one), row.case, Result.DUPLICATE, "Cảm ơn bạn.")
    line.clock.pass_by(hours=1)
    await line.notices.send_due()
    assert line.heard("one") == line.heard("two") == []
    assert await line.outbox.due(FAR, 10) == []


async def test_a_breach_rings_each_once_though_person_and_unit_are_told(line: Line) -> None:
    _, one, _ = await _commune_with_chats(line)
    await line.send(happening=Happening.YES)
    await line.notices.send_due()
    row = await line.one_case(one)
    line.clock.pass_by(seconds=row.due_accept - int(line.clock.now().timestamp()))
    await line.clocks.tick()
    await line.notices.send_due()
    for name in ("one", "two"):
        assert [text.split()[0] for text in line.heard(name)] == ["new_case", "breach"]


async def test_an_answer_rings_who_is_in_charge(line: Line) -> None:
    _, one, two = await _commune_with_chats(line)
    sent = await line.send(happening=Happening.YES)
    await line.notices.send_due()
    row = await line.one_case(one)
    await line.casework.take(await line.unlock(two), row.case)
    await line.casework.ask(await line.unlock(two), row.case, "Xe màu gì?")
    await line.mailboxes.answer(await line.mailboxes.open(sent.receipt), text="Đỏ", photos=[])
    await line.notices.send_due()
    assert [text.split()[0] for text in line.heard("two")] == ["new_case", "answer_arrived"]
    assert line.heard("two")[-1].endswith("open"), "what is taken is not offered again"
    assert len(line.heard("one")) == 1


async def test_in_a_rehearsal_calm_notices_leave_at_once(tmp_path: Path) -> None:
    line = Line(tmp_path, rehearsal=True)
    await line.open()
    await _commune_with_chats(line)
    line.clock.pass_by(hours=13)
    await line.send()
    assert await line.notices.send_due() == 2
    await line.close()


async def test_what_a_flood_put_aside_is_told_of_without_a_number_and_only_while_nobody_took_it(line: Line) -> None:
    _, one, _ = await _commune_with_chats(line)
    for _ in range(SAME_AT_LEAST + 2):
        await line.send(happening=Happening.YES)
    rows = await line.real_cases(one)
    await line.notices.send_due()
    line.clock.pass_by(minutes=25)
    await line.clocks.tick()
    aside = [row for row in rows if row.state is TipState.QUARANTINED]
    heard = len(line.heard("one"))
    assert await line.notices.send_due() > 0
    of_many = [said for said in line.heard("one")[heard:] if " None " in said]
    assert of_many == [f"reminder None {COMMUNE} urgent "]
    line.clock.pass_by(hours=2)
    await line.clocks.tick()
    for row in aside:
        await line.casework.take(await line.unlock(one), row.case)
    heard = len(line.heard("two"))
    await line.notices.send_due()
    assert not any(" None " in said for said in line.heard("two")[heard:])
