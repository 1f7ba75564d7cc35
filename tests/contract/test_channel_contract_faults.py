"""The channel contract, bad days: faults become the closed list, and no secret gets out.

A case that a platform cannot have stands in `Capabilities.absent` with its reason, and here the suite asserts
that it really cannot be made to happen.
"""

from __future__ import annotations

import logging
import traceback

import pytest

from channels.contract import (
    AllowanceUsedUp,
    ChannelError,
    ChannelName,
    InvalidRecipient,
    Lane,
    MaybeSent,
    NotSent,
    Outgoing,
    RecipientGone,
    Refused,
    ReplyHandle,
    Throttled,
)
from channels.markup import literal
from tests.contract.rigs import CannotHappen, Fault, Rig

PRIVATE_TEXT = "Nhà thứ ba có người bán"
FAULTS: list[tuple[Fault, type[ChannelError], int]] = [
    # What happens, what the caller is told, how many messages the person really got.
    (Fault.THROTTLED, Throttled, 0),
    (Fault.ALLOWANCE_USED_UP, AllowanceUsedUp, 0),
    (Fault.NOT_CONNECTED, NotSent, 0),
    (Fault.DROPPED_BEFORE, MaybeSent, 0),
    (Fault.DROPPED_AFTER, MaybeSent, 1),
    (Fault.HANG, MaybeSent, 0),
    (Fault.SERVER_ERROR, MaybeSent, 0),
    (Fault.WRONG_TOKEN, Refused, 0),
]


def test_absent_cases_are_exactly_these(rig: Rig) -> None:
    capabilities = rig.channel.capabilities
    assert set(capabilities.absent) == rig.cannot
    assert all(capabilities.absent.values())
    for name in ("buttons", "edit", "delete"):
        assert getattr(capabilities, name) is (name not in rig.cannot)


@pytest.mark.parametrize(("fault", "error", "accepted"), FAULTS)
async def test_faults_become_the_closed_list(rig: Rig, fault: Fault, error: type[ChannelError], accepted: int) -> None:
    if fault in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            await rig.prepare(fault)
        return
    await rig.prepare(fault)
    with pytest.raises(ChannelError) as caught:
        await rig.channel.reply(rig.chat, Outgoing(text="một"))
    assert type(caught.value) is error
    assert rig.accepted() == accepted
    if fault is Fault.THROTTLED:
        assert caught.value.retry_after == 7


@pytest.mark.parametrize("lane", Lane)
async def test_who_blocked_us_is_gone(rig: Rig, lane: Lane) -> None:
    if "blocked" in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            rig.blocks()
        return
    rig.blocks()
    with pytest.raises(RecipientGone):
        await rig.channel.push(rig.channel.address(rig.chat), Outgoing(text="một"), lane)
    with pytest.raises(RecipientGone):
        await rig.channel.reply(rig.chat, Outgoing(text="một"))


@pytest.mark.parametrize("lane", Lane)
@pytest.mark.parametrize("chat", ["404", "no number"])
async def test_a_chat_that_does_not_exist(rig: Rig, lane: Lane, chat: str) -> None:
    nobody = ReplyHandle(rig.channel.name, chat)
    with pytest.raises(InvalidRecipient):
        await rig.channel.push(rig.channel.address(nobody), Outgoing(text="một"), lane)
    with pytest.raises(InvalidRecipient):
        await rig.channel.reply(nobody, Outgoing(text="một"))


async def test_an_empty_text_is_refused(rig: Rig) -> None:
    with pytest.raises(Refused):
        await rig.channel.reply(rig.chat, Outgoing(text=" "))


@pytest.mark.parametrize("fault", Fault)
async def test_no_secret_in_log_repr_or_traceback(
    rig: Rig, fault: Fault, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    await rig.types(PRIVATE_TEXT)
    incoming = await rig.incoming.get()
    said: list[str] = [repr(rig.channel), str(incoming), repr(rig.channel.address(rig.chat))]
    await rig.channel.reply(rig.chat, Outgoing(text=literal(PRIVATE_TEXT)))
    if fault not in rig.channel.capabilities.absent:
        await rig.prepare(fault)
        with pytest.raises(ChannelError) as caught:
            await rig.channel.reply(rig.chat, Outgoing(text=literal(PRIVATE_TEXT)))
        assert caught.value.__context__ is None
        said += traceback.format_exception(caught.value)
        said += [repr(caught.value), str(caught.value)]
    said += [record.getMessage() + str(record.exc_info) for record in caplog.records]
    said += capfd.readouterr()
    everything = "\n".join(said)
    for secret in (PRIVATE_TEXT, *rig.secrets):
        assert secret not in everything


def test_a_channel_says_its_name(rig: Rig) -> None:
    names = [ChannelName(name) for name in ("telegram", "local", "zalo-bot", "web")]
    assert rig.channel.name in names
