"""An officer's opened keys: in memory only, for one session, and silent about themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from storage.staff.types import Role
from storage.types import StaffId, UnitCode


class Unlocked:
    """The private keys that one officer's passphrase opened. Blank repr, cannot be pickled or copied."""

    __slots__ = ("__signing", "__unit_keys", "alive", "role", "staff", "unit")

    def __init__(
        self,
        *,
        staff: StaffId,
        role: Role,
        unit: UnitCode,
        unit_keys: Mapping[int, bytes],
        signing: bytes | None = None,
    ) -> None:
        self.staff = staff
        self.role = role
        self.unit = unit
        self.alive = True
        self.__unit_keys = dict(unit_keys)
        self.__signing = signing

    @property
    def versions(self) -> frozenset[int]:
        """Return which versions of the unit's key are open."""
        return frozenset(self.__unit_keys)

    def unit_key(self, version: int) -> bytes | None:
        """Return the unit's private key (32 bytes) of one version, for the vault alone."""
        return self.__unit_keys.get(version)

    def signing_key(self) -> bytes | None:
        """Return PC04's private signing key; None for every other unit."""
        return self.__signing

    def forget(self) -> None:
        """Drop the keys: the session ended. What still holds this object can open nothing more."""
        self.alive = False
        self.__unit_keys = {}
        self.__signing = None

    def __repr__(self) -> str:
        return "Unlocked()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("opened keys live in memory only")

    def __copy__(self) -> NoReturn:
        raise TypeError("opened keys are never copied")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError("opened keys are never copied")
