"""Adding a channel, a conversation and a lesson takes one module or file each and a line in the wiring."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import awareness
from bot.settings import load
from bot.wiring import Additions, build
from channels.contract import ChannelName
from channels.local import LocalChannel, plain_capabilities
from channels.local_phone import LocalPhone
from handlers.conversation import Context, Conversation
from handlers.screens import Screen

_LESSON = """+++
id = "bai-thu"
title = "Bài thử"
language = "vi"
topics = ["gia-dinh"]
source = "Hướng dẫn của chương trình"
reviewer = ""
reviewed = ""
+++

Một màn hình ngắn.
"""


async def _open_toy(context: Context) -> None:
    await context.show(Screen(text="Đây là cuộc trò chuyện thử."))


async def test_a_toy_channel_conversation_and_lesson_walk(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(Path(awareness.__file__).parent / "content", content)
    some_lesson = next((content / "lessons").iterdir())
    (content / "lessons" / f"bai-thu{some_lesson.suffix}").write_text(_LESSON)
    toy_channel = LocalChannel(ChannelName("toy"), plain_capabilities())
    toy_talk = Conversation(name="toy", commands=("toy",), open=_open_toy)
    config = load(data_dir=tmp_path / "data", key_dir=tmp_path / "keys")
    config.data_dir.mkdir()
    additions = Additions(channels=(toy_channel,), conversations=(toy_talk,), content=content)
    async with build(config, demo=False, additions=additions) as program:
        phone = toy_channel.phone("villager")
        toy = next(channel for channel in program.channels if channel.name == "toy")
        running = asyncio.create_task(toy.run(program.deliver(toy)))
        phone.type("/toy")
        await _until(phone, "Đây là cuộc trò chuyện thử.")
        phone.type("/hoc")
        lists = await _lists(phone, 1)
        while "Bài thử" not in lists[-1] and len(lists) < 10:
            phone.type("Xem thêm bài")
            lists = await _lists(phone, len(lists) + 1)
        running.cancel()
    assert "Bài thử" in lists[-1]


async def _lists(phone: LocalPhone, many: int) -> list[str]:
    """Wait until `many` pages of lessons came; return them."""
    version = 0
    async with asyncio.timeout(30):
        while len(found := [message.text for message in phone.messages if "Học bài" in message.text]) < many:
            version = await phone.wait_for_change(version)
    return found


async def _until(phone: LocalPhone, words: str) -> None:
    version = 0
    async with asyncio.timeout(30):
        while not any(words in message.text for message in phone.messages):
            version = await phone.wait_for_change(version)
