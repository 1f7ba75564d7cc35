"""What holds on every screen of every chat: labels that cannot be confused, words that work, old buttons."""

from __future__ import annotations

import itertools

from tests.emulators.telegram import TelegramEmulator
from tests.journeys.chat import Chat, has_label

MENU = ("Báo tin", "Hộp thư", "Học", "Hỏi", "Gia đình", "Xã", "Cài đặt", "Trợ giúp")
_COMMANDS = {
    "/baotin": "bao tin",
    "/hopthu": "hop thu",
    "/hoc": "hoc",
    "/hoi": "hoi",
    "/giadinh": "gia dinh",
    "/xa": "xa",
    "/caidat": "cai dat",
    "/trogiup": "tro giup",
}
_STANDING = "Nguy hiểm? Gọi 113"


def assert_labels_apart(emulator: TelegramEmulator) -> None:
    """Fail when on any screen ever shown a label contains another, whatever the case."""
    for chat in emulator.state.chats.values():
        for shown in chat.events:
            for one, other in itertools.permutations([label.casefold() for label in shown.labels], 2):
                assert one not in other, f"{one!r} is part of {other!r} in {shown.text!r}"


async def talk_about_everything(chat: Chat) -> None:
    """Say every command with and without its slash, be in danger, press an old button, type digits."""
    menu = await chat.say("/start")
    for keyword in MENU:
        assert has_label(menu, keyword), menu.labels
    for command, typed in _COMMANDS.items():
        with_slash = await chat.say(command)
        assert with_slash.text.strip()
        await chat.say("/start")
        without = await chat.say(typed)
        assert without.text == with_slash.text, typed
        await chat.say("/start")
    await _is_in_danger(chat)
    await _presses_an_old_button(chat)
    await _types_digits(chat)
    await _leaves(chat)


async def _is_in_danger(chat: Chat) -> None:
    for words, number in (
        ("thang con toi dap da no cam dao dam nguoi cuu voi", "113"),
        ("ban toi soc thuoc ngat tho khong ra hoi", "115"),
    ):
        shown = await chat.say(words)
        first_lines = [line for line in shown.text.splitlines() if line.strip()][:2]
        assert number in " ".join(first_lines), shown.text
        assert not any(_STANDING in line for line in first_lines), shown.text
        await chat.say("/start")


async def _presses_an_old_button(chat: Chat) -> None:
    old = await chat.say("/start", then="Báo tin")
    button = next(button for button in old.buttons if "báo tin" in button.label.casefold())
    await chat.say("/trogiup")
    stale = await chat.press_data(old.id, button.data)
    assert not has_label(stale, "Tiếp tục ở đây"), "an old button acted"
    assert stale.buttons, "an old button was answered without today's screen"


async def _types_digits(chat: Chat) -> None:
    await chat.say("/start")
    chosen = await chat.say("1")
    assert not all(has_label(chosen, keyword) for keyword in MENU), "1 chooses the menu's first line"
    await chat.say("/start")
    again = await chat.say("77")
    assert all(has_label(again, keyword) for keyword in MENU), again.labels


async def _leaves(chat: Chat) -> None:
    """The slash stops at once; the bare word may mean something else and asks; erasing asks."""
    stopped = await chat.say("/dung")
    assert stopped.text.strip()
    asked = await chat.say("dung")
    assert len(asked.labels) == 2, asked.labels
    erasing = await chat.say("/xoa")
    assert len(erasing.labels) == 2, erasing.labels
    await chat.press(erasing.labels[0])
