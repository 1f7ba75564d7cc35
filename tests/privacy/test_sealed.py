"""A tip's text opens for the units meant, and for nobody with a disk, a backup or the key folder."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable
from pathlib import Path

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from storage.tips.types import PartKind, TipId
from storage.types import OVERSIGHT, PC04, StaffId
from tests.privacy import databases, needles, residents
from tests.privacy.living import living
from tests.privacy.officers import case_numbers, crawl, send
from tests.privacy.residents import ANSWER, STORY, photo
from tests.privacy.running import Running
from tests.privacy.scanner import World, check_clean
from tests.privacy.scenario import LEAD, OTHER, Ready, sign_in
from tips import keyring, mailbox_seal, seal
from tips.unlocked import Unlocked

_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_KEY = 32


async def test_i03_a_stolen_data_folder_shows_no_text_and_no_picture(house: Running, ready: Ready) -> None:
    receipt = await residents.tell_by_web(await house.visitor(), photos=[photo()])
    await residents.answer_by_web(await house.visitor(), receipt, ANSWER)
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    page = await officer.get(f"/console/cases/{case}")
    assert STORY in page.body
    _, picture = await officer.get_bytes(page.marks("case-photo")[0].attributes["src"])
    assert picture.startswith(b"\xff\xd8")
    seen = [
        needles.Needle("picture", "sixteen bytes", picture[at : at + 16]) for at in range(700, len(picture) - 16, 97)
    ]
    check_clean(World(folders=[house.settings.data_dir]), residents.what_was_told(), seen)
    check_clean(house.world(), residents.what_was_told(), seen)


async def test_i04_database_and_key_folder_open_no_tip(house: Running, ready: Ready) -> None:
    """An attacker tries everything of 32 bytes that lies anywhere as a key to everything that is sealed."""
    await residents.tell_by_web(await house.visitor(), photos=[photo()])
    data = house.settings.data_dir
    blobs = [value for _, _, value in databases.values(data / "tips.db") if isinstance(value, bytes)]
    found = [path.read_bytes() for path in ready.key_dir.rglob("*") if path.is_file()]
    contexts, boxes, keys = _contexts(data), _sealed_boxes(data), set(_keys([*blobs, *found]))
    assert len(contexts) > 10
    assert len(boxes) > 20
    assert len(keys) > 100
    assert not [1 for key, (blob, places) in itertools.product(keys, contexts.items())
                for place in places if _decrypts(key, blob, place)]  # fmt: skip
    assert not [1 for key, box in itertools.product(keys, boxes) if _opens_box(key, box)]


async def test_i04_the_attacker_above_would_find_a_key_that_lay_there(house: Running, ready: Ready) -> None:
    """The same attack with one unit's private key in hand opens that unit's boxes: it can fail."""
    await residents.tell_by_web(await house.visitor())
    before = living(Unlocked)
    await sign_in(house, ready.accounts["lead-a"])
    key = next(one.unit_key(1) for one in living(Unlocked, besides=before) if one.alive)
    assert key is not None
    assert any(_opens_box(found, box) for found in _keys([key]) for box in _sealed_boxes(house.settings.data_dir))


def _keys(materials: Iterable[bytes]) -> Iterable[bytes]:
    for material in materials:
        if len(material) >= _KEY:
            yield from (material[:_KEY], material[-_KEY:])
        yield hashlib.sha256(material).digest()
        yield hashlib.blake2b(material, digest_size=_KEY).digest()


def _contexts(data: Path) -> dict[bytes, set[bytes]]:
    """What each ciphertext is bound to: our code is public, so a thief knows it."""
    contexts: dict[bytes, set[bytes]] = {}
    for row in databases.rows(data / "tips.db", "part"):
        place = seal._place_of_part(TipId(_bytes(row["tip"])), int(str(row["number"])), PartKind(str(row["kind"])))
        contexts[_bytes(row["ciphertext"])] = {place}
    for row in databases.rows(data / "tips.db", "mailbox"):
        contexts[_bytes(row["private_ciphertext"])] = {mailbox_seal._place_of_key(_bytes(row["lookup"]))}
    for row in databases.rows(data / "tips.db", "officer_key"):
        contexts[_bytes(row["private_ciphertext"])] = {keyring.officer_context(StaffId(str(row["staff"]))).encode()}
    for row in databases.rows(data / "tips.db", "recovery"):
        contexts[_bytes(row["blob"])] = {keyring.recovery_context(PC04, int(str(row["version"]))).encode()}
    return contexts


def _sealed_boxes(data: Path) -> list[bytes]:
    places = (("wrap", "blob"), ("unit_key_share", "sealed"), ("signing_key_share", "sealed"), ("mailbox_item", "blob"))
    return [_bytes(row[column]) for table, column in places for row in databases.rows(data / "tips.db", table)]


def _bytes(value: databases.Value) -> bytes:
    assert isinstance(value, bytes)
    return value


def _decrypts(key: bytes, blob: bytes, context: bytes) -> bool:
    try:
        bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(blob[_NONCE:], context, blob[:_NONCE], key)
    except CryptoError:
        return False
    return True


async def test_i10_a_wrap_opens_for_its_unit_and_no_other(house: Running, ready: Ready) -> None:
    """Every unit's opened key against every wrap of every tip."""
    told = {"lead": await house.visitor(), "other": await house.visitor(), "conflict": await house.visitor()}
    await residents.tell_by_web(told["lead"], unit=LEAD)
    await residents.tell_by_web(told["other"], unit=OTHER)
    await residents.tell_by_web(told["conflict"], unit=LEAD, conflict="commune")
    await residents.tell_by_web(await house.visitor(), unit="unknown")
    before = living(Unlocked)
    for name in ("pc04-a", "lead-a", "other-a", "oversight"):
        await sign_in(house, ready.accounts[name])
    keys = {one.unit: one.unit_key(1) for one in living(Unlocked, besides=before) if one.alive}
    assert set(keys) == {PC04, LEAD, OTHER, OVERSIGHT}
    wraps = databases.rows(house.settings.data_dir / "tips.db", "wrap")
    assert len(wraps) >= 12
    for wrap, (unit, key) in itertools.product(wraps, keys.items()):
        assert isinstance(key, bytes)
        assert isinstance(wrap["blob"], bytes)
        assert _opens_box(key, wrap["blob"]) == (wrap["unit"] == unit)


def _opens_box(key: bytes, blob: bytes) -> bool:
    try:
        SealedBox(PrivateKey(key)).decrypt(blob)
    except CryptoError:
        return False
    return True


async def test_i10_each_unit_sees_exactly_what_was_routed_to_it(house: Running, ready: Ready) -> None:
    stories = {
        "lead": "Chuyện thứ nhất ở xóm Trằm: quán nước mở suốt khuya, khách lạ ra vào",
        "other": "Chuyện thứ nhì bên cầu Rào Quán: xe lạ đậu mỗi rạng sáng",
        "conflict": "Chuyện thứ ba: người trong ủy ban báo trước cho nhà ông Nghè",
    }
    await residents.tell_by_web(await house.visitor(), story=stories["lead"], unit=LEAD)
    await residents.tell_by_web(await house.visitor(), story=stories["other"], unit=OTHER)
    await residents.tell_by_web(await house.visitor(), story=stories["conflict"], unit=LEAD, conflict="commune")
    expected = {
        "lead-a": {"lead"},
        "lead-b": {"lead"},
        "other-a": {"other"},
        "pc04-a": {"lead", "other", "conflict"},
        "oversight": {"lead", "other", "conflict"},
    }
    for name, may_see in expected.items():
        visitor = await sign_in(house, ready.accounts[name])
        pages = await crawl(visitor, ["/console", "/console/cases", "/console/cases?all=yes"])
        everything = b"".join(content for _, content in pages.values()).decode(errors="replace")
        assert {which for which, story in stories.items() if story in everything} == may_see, name
        assert len(await case_numbers(visitor)) == len(may_see), f"{name} sees a row of a case that is not his"


async def test_i10_another_units_case_is_a_missing_page_whatever_is_asked(house: Running, ready: Ready) -> None:
    await residents.tell_by_web(await house.visitor(), unit=LEAD, photos=[photo()])
    lead = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(lead)))
    stranger = await sign_in(house, ready.accounts["other-a"])
    missing = await stranger.get("/console/cases/T-222222")
    assert missing.status == 404
    own_form = await stranger.get("/console/people")
    token = {"csrf": own_form.root.find(name="csrf")[0].attributes["value"]} if own_form.root.find(name="csrf") else {}
    page = await stranger.get(f"/console/cases/{case}")
    assert page.status == 404
    assert page.body.replace(case, "T-222222") == missing.body.replace(case, "T-222222")
    status, _ = await stranger.get_bytes(f"/console/cases/{case}/photo/0")
    assert status == 404
    for go in ("take", "ask", "note", "close"):
        values = {"go": go, "question": "?", "note": "x", "result": "abuse", "reader_text": "x", **token}
        answer = await send(stranger, own_form, f"/console/cases/{case}", **values)
        assert answer.status in {403, 404}
        assert STORY not in answer.body
    after = await lead.get(f"/console/cases/{case}")
    assert "?" not in [mark.text for mark in after.marks("case-question")]
    assert STORY in after.body
