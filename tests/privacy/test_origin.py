"""I-20: a row of tips.db does not say by which door its tip came.

The doors into intake are two conversations: the chat's (any platform where a tip may be written in the chat)
and the web form's. Zalo and the web chat hand out the form's address, so their tips are the form's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from channels.contract import Capabilities
from storage.metadata import tips as tips_metadata
from storage.types import Privacy
from tests.privacy import databases, residents
from tests.privacy.databases import Value
from tests.privacy.living import living
from tests.privacy.officers import case_numbers, do
from tests.privacy.residents import photo, sender
from tests.privacy.running import Running, works_in
from tests.privacy.scenario import LEAD, Ready, sign_in
from tips.unlocked import Unlocked
from tips.vault import Vault

_ROOT = Path(__file__).parents[2]
_ALIKE = {Privacy.ENUM, Privacy.UNIT, Privacy.FLAG, Privacy.COUNTER}
"""Classes whose values must be the same; of all others the kind and the length must be."""


async def test_i20_rows_look_alike_whatever_the_door(house: Running, ready: Ready) -> None:
    """The same words and picture by Telegram and by the form, answered by both doors too, then asked back."""
    seen: set[str] = set()
    officer = await sign_in(house, ready.accounts["lead-a"])
    outlines = []
    for door in ("chat", "web"):
        if door == "chat":
            await residents.tell_by_chat(sender(house), photos=[photo()])
        else:
            await residents.tell_by_web(await house.visitor(), photos=[photo()])
        case = next(case for case in await case_numbers(officer) if case not in seen)
        seen.add(case)
        await do(officer, case, "take")
        await do(officer, case, "ask", question="Mấy giờ thì thấy xe?")
        outlines.append(_outline(house, case))
    chat, web = outlines
    assert len(chat) >= 10, "the tip left fewer rows than it has parts"
    assert chat == web


def _outline(house: Running, case: str) -> list[tuple[str, tuple[tuple[str, object], ...]]]:
    """What a thief can compare: every row of one tip in every table, without what is random or secret."""
    path = house.settings.data_dir / "tips.db"
    tip = next(row["tip"] for row in databases.rows(path, "tip") if row["case_number"] == case)
    lookups = {row["lookup"] for row in databases.rows(path, "mailbox") if row["tip"] == tip}
    found = []
    for table in databases.tables(path):
        for row in databases.rows(path, table):
            if row.get("tip") == tip or row.get("case_number") == case or row.get("lookup") in lookups:
                found.append((table, tuple(_seen(table, row))))
    return sorted(found, key=repr)


def _seen(table: str, row: dict[str, Value]) -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        privacy = tips_metadata.tables[table].columns[name].info["privacy"]
        if privacy in _ALIKE:
            yield name, value
        elif isinstance(value, str | bytes):
            yield name, (type(value).__name__, len(value))
        else:
            yield name, type(value).__name__


async def test_i20_what_is_sealed_says_no_more_than_the_row(house: Running, ready: Ready) -> None:
    """Not even who opens the tip learns the door: the sealed inside has the same fields with the same values."""
    await residents.tell_by_chat(sender(house))
    await residents.tell_by_web(await house.visitor())
    before = living(Unlocked)
    await sign_in(house, ready.accounts["lead-a"])
    unlocked = next(one for one in living(Unlocked, besides=before) if one.alive and one.unit == LEAD)
    vault = next(one for one in living(Vault) if works_in(house, one._repository._database))
    rows = [row for row in databases.rows(house.settings.data_dir / "tips.db", "tip") if not row["is_test"]]
    inside = [await vault.content(unlocked, row["tip"]) for row in rows]  # type: ignore[arg-type]  # bytes of a TipId
    assert len(inside) == 2
    told = {(one.text, one.unit, one.happening, one.conflict, one.photos) for one in inside}
    assert len(told) == 1


def test_i20_there_are_two_doors_and_both_hand_in_the_same_draft() -> None:
    """Whoever adds a third door has to come here and measure it too."""
    calls = {
        str(path.relative_to(_ROOT))
        for room in ("handlers", "console", "bot", "channels")
        for path in (_ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("intake.send")
    }
    assert calls == {"handlers/tip/sending.py", "console/public/tip_form.py"}


async def test_i20_where_a_chat_may_hold_no_tip_the_form_is_the_door(house: Running) -> None:
    chats = {str(one.name): one.capabilities for one in house.program.channels}
    assert all(isinstance(one, Capabilities) for one in chats.values())
    assert {name for name, can in chats.items() if can.tip_chat} <= {"telegram", "local"}
