"""Nothing is sealed to a key that PC04 did not sign, and when sealing fails nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nacl.exceptions
import nacl.public
import nacl.secret
import nacl.signing
import nacl.utils
import pytest
from nacl import bindings
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from tests.privacy import databases, residents
from tests.privacy.residents import STORY, photo
from tests.privacy.running import Running
from tests.privacy.scenario import LEAD, Ready
from tips import keyring

_MINE = bytes(PrivateKey.generate().public_key)
_FORGER = SigningKey.generate()


def _swap_public_key(tips_db: Path, unit: str) -> None:
    databases.execute(tips_db, "UPDATE unit_key SET public_key = ? WHERE unit = ?", _MINE, unit)


def _break_signature(tips_db: Path, unit: str) -> None:
    databases.execute(tips_db, "UPDATE unit_key SET signature = zeroblob(64) WHERE unit = ?", unit)


def _sign_with_another_key(tips_db: Path, unit: str) -> None:
    """A whole forged chain: the attacker's signing key in PC04's place, and his signature under his key."""
    public = bytes(_FORGER.verify_key)
    name = keyring.fingerprint(public)
    databases.execute(tips_db, "DELETE FROM signing_key_share")
    databases.execute(tips_db, "UPDATE signing_key SET public_key = ?, fingerprint = ?", public, name)
    for row in databases.rows(tips_db, "unit_key"):
        key = _MINE if row["unit"] == unit else row["public_key"]
        assert isinstance(key, bytes)
        signature = keyring.sign_unit_key(bytes(_FORGER), row["unit"], int(str(row["version"])), key)  # type: ignore[arg-type]  # as read from the disk
        databases.execute(
            tips_db,
            "UPDATE unit_key SET public_key = ?, signature = ?, signer = ? WHERE unit = ?",
            key, signature, name, row["unit"],
        )  # fmt: skip


def _take_another_units_signature(tips_db: Path, unit: str) -> None:
    """A key that PC04 did sign, but for another unit."""
    databases.execute(
        tips_db,
        "UPDATE unit_key SET (public_key, signature) = "
        "(SELECT public_key, signature FROM unit_key WHERE unit = 'OVERSIGHT') WHERE unit = ?",
        unit,
    )


_TAMPERED: dict[str, Callable[[Path, str], None]] = {
    "another public key": _swap_public_key,
    "a broken signature": _break_signature,
    "a whole forged chain": _sign_with_another_key,
    "another unit's signed key": _take_another_units_signature,
}


@pytest.mark.parametrize("unit", [LEAD, "PC04"])
@pytest.mark.parametrize("how", _TAMPERED)
async def test_i12_a_key_that_pc04_did_not_sign_gets_nothing(house: Running, how: str, unit: str) -> None:
    tips_db = house.settings.data_dir / "tips.db"
    _TAMPERED[how](tips_db, unit)
    before = databases.dump(tips_db)
    visitor = await house.visitor()
    refused = await visitor.submit(await residents.fill_web_form(visitor, photos=[photo()]), go="send")
    assert not refused.has("receipt"), refused.body
    assert databases.dump(tips_db) == before, "something was stored"
    assert "113" in refused.body, "no hotline was shown"


class _Fault:
    """Let the nth call of any cryptographic step of the library raise."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._left = -1
        self.calls = 0
        steps: list[tuple[Any, str]] = [
            (nacl.secret.Aead, "encrypt"),
            (nacl.public.SealedBox, "encrypt"),
            (nacl.signing.VerifyKey, "verify"),
            (nacl.public.PrivateKey, "generate"),
            (bindings, "sodium_pad"),
        ]
        for owner, name in steps:
            patch.setattr(owner, name, self._wrapped(getattr(owner, name), is_method=owner is not bindings))

    def at(self, call: int) -> None:
        """Raise at this call from now, once."""
        self._left, self.calls = call, 0

    def _wrapped(self, real: Any, *, is_method: bool) -> Any:
        def stumbling(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            self._left -= 1
            if self._left == 0:
                raise nacl.exceptions.RuntimeError("fault")
            return real(*arguments, **named)

        bound = getattr(real, "__self__", None)
        return staticmethod(stumbling) if is_method and bound is not None else stumbling


async def test_i15_when_any_step_of_sealing_fails_nothing_is_kept(
    house: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    tips_db, scratch = house.settings.data_dir / "tips.db", house.folder / "tmp"
    visitor = await house.visitor()
    page = await residents.fill_web_form(visitor, photos=[photo()])
    fault = _Fault(monkeypatch)
    before, call = databases.dump(tips_db), 0
    while True:
        call += 1
        fault.at(call)
        answer = await visitor.submit(page, go="send")
        if answer.has("receipt"):
            break
        assert fault.calls >= call, "refused without a fault"
        assert answer.has("error"), answer.body
        assert databases.dump(tips_db) == before
        assert list(scratch.rglob("*")) == []
        assert answer.mark("step").attributes["data-step"] == "4", "the draft was lost"
        assert STORY in answer.body, "the text was lost"
        page = answer
    assert call > 8, "the faults did not reach the sealing"
    assert databases.dump(tips_db) != before


async def test_i15_a_missing_pepper_keeps_nothing(house: Running, ready: Ready) -> None:
    tips_db = house.settings.data_dir / "tips.db"
    visitor = await house.visitor()
    page = await residents.fill_web_form(visitor)
    before = databases.dump(tips_db)
    (ready.key_dir / "pepper").rename(ready.key_dir / "gone")
    answer = await visitor.submit(page, go="send")
    assert not answer.has("receipt") or databases.dump(tips_db) != before
    assert answer.status in {200, 422, 500, 503}
    if not answer.has("receipt"):
        assert databases.dump(tips_db) == before
