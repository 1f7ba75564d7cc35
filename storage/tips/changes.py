"""What is written to tips.db in one transaction: a new tip, or one step of a case."""

from __future__ import annotations

from dataclasses import dataclass

from storage.tips.types import CaseRow, Mailbox, MailboxItem, NewEvent, Notice, SealedPart, Wrap
from storage.types import Instant


class NotStored(Exception):
    """The database refused or failed (full, locked, a number taken): nothing of the step was written.

    `disk_full` says that the disk is what failed: waiting does not help, somebody must make room.
    """

    def __init__(self, cause: str, *, disk_full: bool = False) -> None:
        super().__init__(cause)
        self.disk_full = disk_full


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTip:
    """A sealed tip with everything that belongs to it; stored whole or not at all."""

    row: CaseRow
    parts: tuple[SealedPart, ...]
    wraps: tuple[Wrap, ...]
    mailbox: Mailbox
    event: NewEvent
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """One step of a case: done only while the stored row still equals `before`.

    `answered` marks every question of the mailbox as answered. `expires`, when given, is the mailbox's
    new end; None in `expires` with `keeps_open` set takes the end away (a reopened case).
    """

    before: CaseRow
    after: CaseRow
    event: NewEvent
    parts: tuple[SealedPart, ...] = ()
    wraps: tuple[Wrap, ...] = ()
    items: tuple[MailboxItem, ...] = ()
    notices: tuple[Notice, ...] = ()
    answered: bool = False
    expires: Instant | None = None
    keeps_open: bool = False
