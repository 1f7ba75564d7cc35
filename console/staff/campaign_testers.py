"""Whom a test message can go to: colleagues who write and approve, chosen by name; never a resident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from broadcasts.testers import Reached
from storage.staff.types import Role, StaffMember, StaffState
from storage.types import StaffId

_ROLES = frozenset({Role.ORGANIZER, Role.APPROVER, Role.LEADER})


class NotATester(Exception):
    """Somebody who was chosen is not on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Testers:
    """The active people who write, approve and lead."""

    members: tuple[StaffMember, ...]

    @classmethod
    def among(cls, staff: Iterable[StaffMember]) -> Self:
        """Return the testers among all staff, by name."""
        found = [one for one in staff if one.role in _ROLES and one.state is StaffState.ACTIVE]
        return cls(members=tuple(sorted(found, key=lambda one: (one.name, one.staff))))

    def chosen(self, ticked: Sequence[str]) -> tuple[StaffId, ...]:
        """Return the people whose ids were ticked. Raises `NotATester`."""
        known = {str(one.staff): one.staff for one in self.members}
        if not set(ticked) <= known.keys():
            raise NotATester
        return tuple(known[one] for one in dict.fromkeys(ticked))

    def told(self, query: Mapping[str, str]) -> list[tuple[str, Reached]]:
        """Return names with what became of their test, as the query says; what it does not know is left out."""
        words = {result.value: result for result in Reached}
        return [(one.name, words[query[one.staff]]) for one in self.members if query.get(one.staff) in words]

    @staticmethod
    def query(results: Mapping[StaffId, Reached]) -> str:
        """Return the query that tells the page what became of a test, so that reloading sends nothing again."""
        return f"?{urlencode({str(staff): result.value for staff, result in results.items()})}"
