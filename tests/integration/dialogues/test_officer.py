"""An officer's chat: tied by a code, envelopes with two buttons, never a word of a tip."""

from __future__ import annotations

from channels.contract import Address, Lane
from storage.staff.types import Passphrase, Role, StaffMember, StaffState
from storage.tips.types import NoticeKind, TipState
from storage.types import PC04, UnitCode, instant
from tests.integration.dialogues.house import LOCAL, House, Resident, envelopes, talk
from tests.integration.tips.world import KHE_SANH, LAO_BAO, TEXT, draft
from tips.notices import NoticeView, actions_for


async def officer(house: House, resident: Resident, unit: UnitCode, name: str = "An") -> StaffMember:
    """Return an active officer whose chat is tied by the code of his invitation."""
    now = instant(house.clock.now())
    invited = await house.staff.invite(role=Role.OFFICER, unit=unit, name=name, now=now)
    await house.staff.enrol(invited.link_token, Passphrase(salt=b"s" * 16, verifier=b"v" * 32), now)
    await house.staff.move(invited.staff, StaffState.INVITED, StaffState.PENDING)
    await house.staff.activate(invited.staff)
    await talk(resident, [(f"/start {invited.code}", f"Đã nối khung chat này với {name}")])
    member = await house.staff.get(invited.staff)
    assert member is not None
    return member


async def test_strangers_are_told_whom_this_is_for(resident: Resident) -> None:
    await talk(resident, [("/vuviec", "/start MÃ"), ("/start ABCDEFGHJK", "không dùng được")])


async def test_a_code_ties_once(house: House, resident: Resident) -> None:
    invited = await house.staff.invite(role=Role.OFFICER, unit=LAO_BAO, name="An", now=instant(house.clock.now()))
    await talk(resident, [(f"/start {invited.code}", "Đã nối"), (f"/start {invited.code}", "không dùng được")])


async def test_a_posters_word_opens_its_conversation(resident: Resident) -> None:
    await talk(resident, [("/start baotin", "Báo tin ẩn danh"), ("/start", "Bạn cần gì")])


async def test_cases_are_listed_and_taken_once(house: House, resident: Resident) -> None:
    await officer(house, resident, LAO_BAO)
    await talk(resident, [("vu viec", "không có vụ việc nào")])
    await house.world.intake.send(draft())
    (row,) = await house.world.repository.cases_for(LAO_BAO, open_only=True)
    await talk(resident, [("vu viec", row.case), ("[1.", row.case)])
    assert "Mở" in [link.label for link in resident.newest.links]
    assert resident.newest.links[0].url == f"http://127.0.0.1:8080/console/cases/{row.case}"
    await talk(resident, [("[Nhận việc]", "Bạn đã nhận")])
    (row,) = await house.world.repository.cases_for(LAO_BAO, open_only=True)
    assert row.state is TipState.ACCEPTED
    assert TEXT not in "".join(message.text for message in resident.bot)


async def test_the_button_of_a_notice_outlives_the_session_and_acts_once(house: House, resident: Resident) -> None:
    member = await officer(house, resident, LAO_BAO)
    await house.world.intake.send(draft())
    (row,) = await house.world.repository.cases_for(LAO_BAO, open_only=True)
    view = NoticeView(
        kind=NoticeKind.NEW_CASE,
        case=row.case,
        urgency=row.urgency,
        unit=row.lead_unit,
        due=row.due_accept,
        is_test=False,
        actions=actions_for(row, member),
    )
    await house.channel.push(Address(LOCAL, "1"), envelopes()(view, "vi"), Lane.REPLY)
    notice = resident.newest
    assert [choice.label for choice in notice.choices] == ["Nhận việc"]
    house.clock.forward(hours=2)
    shown = await resident.presses_id(notice.id, notice.choices[0].id)
    assert f"Bạn đã nhận {row.case}" in shown.text
    shown = await resident.presses_id(notice.id, notice.choices[0].id)
    assert "đã có người nhận" in shown.text


async def test_another_units_case_does_not_exist(house: House, resident: Resident) -> None:
    stranger = house.person("2")
    await officer(house, resident, LAO_BAO)
    await officer(house, stranger, KHE_SANH, "Bình")
    await house.world.intake.send(draft())
    (row,) = await house.world.repository.cases_for(PC04, open_only=True)
    await talk(stranger, [("/vuviec", "không có vụ việc nào")])
    await house.channel.push(
        Address(LOCAL, "2"),
        envelopes()(
            NoticeView(
                kind=NoticeKind.NEW_CASE,
                case=row.case,
                urgency=row.urgency,
                unit=LAO_BAO,
                due=row.due_accept,
                is_test=True,
                actions=actions_for(row, (await house.staff.members(LAO_BAO))[0]),
            ),
            "vi",
        ),
        Lane.REPLY,
    )
    assert "Tin thử" in stranger.newest.text
    await talk(stranger, [("[Nhận việc]", "không có vụ việc này")])
