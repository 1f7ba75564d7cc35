"""The mailbox by chat: the code's message goes at once, each answer is sealed when it is said."""

from __future__ import annotations

from handlers.mailbox_tries import TRIES_OF_A_CHAT
from storage.tips import tables
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.types import CaseRow, ItemKind, PartKind
from storage.types import PC04, Instant, instant
from tests.integration.dialogues.house import House, Resident, talk
from tests.integration.tips.pictures import jpeg
from tests.integration.tips.world import draft
from tips.lookup_budget import DOUBTED_A_MINUTE, LOOKUPS_A_MINUTE
from tips.mailbox_seal import seal_item
from tips.receipt import format_receipt, new_receipt

QUESTION = "Xe màu gì, biển số cuối là mấy?"


async def a_tip(house: House) -> tuple[str, CaseRow]:
    """Send a tip; return its code and row."""
    sent = await house.world.intake.send(draft())
    (row,) = await house.world.repository.cases_for(PC04, open_only=False)
    return sent.receipt, row


async def ask(house: House, row: CaseRow) -> None:
    """Put a question into the mailbox as the officers' side does."""
    mailboxes = MailboxRepository(house.world.database)
    box = await mailboxes.of_tip(row.tip)
    assert box is not None
    number = await mailboxes.next_number(box.lookup)
    hour = Instant(instant(house.clock.now()) // 3600 * 3600)
    item = seal_item(
        public_key=box.public_key,
        lookup=box.lookup,
        number=number,
        kind=ItemKind.QUESTION,
        hour=hour,
        text=QUESTION,
    )
    async with house.world.database.write() as connection:
        await connection.execute(
            tables.mailbox_item.insert().values(
                lookup=box.lookup, number=number, kind=item.kind, hour=hour, blob=item.blob, answered=False
            )
        )


async def test_the_code_opens_it_and_its_message_is_deleted(house: House, resident: Resident) -> None:
    code, row = await a_tip(house)
    await ask(house, row)
    await talk(resident, [("/hopthu", "18 chữ số"), (code.replace(" ", ""), "Đã nhận")])
    assert QUESTION in resident.newest.text
    assert "Chưa có cán bộ nhận việc" in resident.newest.text
    assert code.replace(" ", "") not in "".join(message.text for message in resident.phone.messages)
    await talk(resident, [("[Trả lời]", "Viết câu trả lời"), ("xe bán tải màu trắng", "Đã gửi cho cán bộ")])
    await resident.sends_photo(jpeg(), "ảnh chiếc xe")
    assert "Đã gửi" in resident.newest.text
    await talk(resident, [("xong", "Đã gửi và đóng hộp thư")])
    assert len(resident.phone.messages) == 1
    pieces = await house.world.repository.piece_numbers(row.tip, PartKind.ADDITION)
    photos = await house.world.repository.piece_numbers(row.tip, PartKind.PHOTO)
    assert (len(pieces), len(photos)) == (2, 1)


async def test_a_slip_is_told_from_an_unknown_code(resident: Resident) -> None:
    wrong = format_receipt(new_receipt())
    slipped = wrong[:-1] + str((int(wrong[-1]) + 1) % 10)
    await talk(resident, [("hop thu", "18 chữ số"), (slipped, "gõ chưa đúng"), (wrong, "Không có hộp thư nào")])
    await talk(resident, [("tro giup", "OTP")])


async def test_a_code_that_comes_unasked_opens_its_mailbox(house: House, resident: Resident) -> None:
    code, _ = await a_tip(house)
    await talk(resident, [(code, "Đã nhận"), ("[Quay lại]", "Đã đóng hộp thư")])
    assert code not in "".join(message.text for message in resident.phone.messages)


async def test_a_broken_photo_is_refused_with_advice(house: House, resident: Resident) -> None:
    code, _ = await a_tip(house)
    await talk(resident, [(code, "Đã nhận"), ("[Trả lời]", "Viết câu trả lời")])
    shown = await resident.sends_photo(b"nothing")
    assert "không đọc được tệp này" in shown.text
    await talk(resident, [("[Xong]", "Đã đóng hộp thư")])


async def test_the_words_under_a_broken_photo_are_sent(house: House, resident: Resident) -> None:
    code, row = await a_tip(house)
    await talk(resident, [(code, "Đã nhận"), ("[Trả lời]", "Viết câu trả lời")])
    shown = await resident.sends_photo(b"nothing", "xe màu xanh, biển số che kín")
    assert "không đọc được tệp này" in shown.text
    pieces = await house.world.repository.piece_numbers(row.tip, PartKind.ADDITION)
    assert len(pieces) == 1


async def test_one_chat_cannot_use_up_what_all_chats_share(house: House, resident: Resident) -> None:
    code, _ = await a_tip(house)
    stranger = house.person("stranger")
    await talk(stranger, [("/hopthu", "18 chữ số")])
    for _ in range(TRIES_OF_A_CHAT):
        await talk(stranger, [(format_receipt(new_receipt()), "Không có hộp thư nào")])
    runs = house.world.argon2.done
    for _ in range(LOOKUPS_A_MINUTE):
        await talk(stranger, [(format_receipt(new_receipt()), "Bạn vừa thử mã nhiều lần")])
    assert house.world.argon2.done == runs, "no Argon2 for who has tried too often"
    await talk(resident, [(code, "Đã nhận")])


async def test_ten_chats_together_keep_nobody_out_of_the_mailbox(house: House, resident: Resident) -> None:
    code, _ = await a_tip(house)
    guessers = [house.person(f"guesser {number}") for number in range(LOOKUPS_A_MINUTE // TRIES_OF_A_CHAT)]
    runs = house.world.argon2.done
    for stranger in guessers:
        await stranger.types("/hopthu")
    for _ in range(TRIES_OF_A_CHAT):
        for stranger in guessers:
            await stranger.types(format_receipt(new_receipt()))
    assert "nhiều người mở hộp thư" in guessers[-1].newest.text
    # Each is believed once; after that all who guessed share one half.
    assert house.world.argon2.done - runs == len(guessers) + DOUBTED_A_MINUTE
    await talk(resident, [(code, "Đã nhận")])


async def test_who_opened_a_mailbox_is_believed_again(house: House, resident: Resident) -> None:
    code, _ = await a_tip(house)
    for _ in range(DOUBTED_A_MINUTE):
        house.world.budget.take(is_doubted=True)
    for _ in range(2):
        await talk(resident, [(code, "Đã nhận"), ("[Quay lại]", "Đã đóng hộp thư")])
    await talk(resident, [("/hopthu", "18 chữ số"), (format_receipt(new_receipt()), "Không có hộp thư nào")])
    await talk(resident, [(code, "nhiều người mở hộp thư")])
    house.clock.forward(minutes=1)
    await talk(resident, [(code, "Đã nhận")])


async def test_who_tried_often_is_told_of_a_slip_and_may_go_on_after_a_minute(house: House, resident: Resident) -> None:
    code, _ = await a_tip(house)
    unknown = format_receipt(new_receipt())
    slipped = unknown[:-1] + str((int(unknown[-1]) + 1) % 10)
    await talk(resident, [("/hopthu", "18 chữ số")])
    for _ in range(TRIES_OF_A_CHAT):
        await talk(resident, [(slipped, "gõ chưa đúng"), (unknown, "Không có hộp thư nào")])
    refused = []
    for one in (unknown, code):
        await talk(resident, [(one, "Bạn vừa thử mã nhiều lần")])
        refused.append(resident.newest.text)
    assert refused[0] == refused[1], "the limit tells nothing of the code"
    await talk(resident, [(slipped, "gõ chưa đúng")])
    house.clock.forward(minutes=1)
    await talk(resident, [(code, "Đã nhận")])


async def test_what_the_sites_limit_refused_is_not_counted_against_the_chat(house: House, resident: Resident) -> None:
    code, _ = await a_tip(house)
    for _ in range(LOOKUPS_A_MINUTE):
        house.world.budget.take()
    house.clock.forward(seconds=30)
    await talk(resident, [("/hopthu", "18 chữ số")])
    for _ in range(TRIES_OF_A_CHAT + 1):
        await talk(resident, [(code, "nhiều người mở hộp thư")])
    house.clock.forward(seconds=30)
    await talk(resident, [(code, "Đã nhận")])
