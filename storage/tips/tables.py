"""Tables of tips.db: sealed pieces, envelopes and clocks. No row says who wrote, and none says in which order.

Every table is WITHOUT ROWID under random keys, because SQLite's hidden row number would keep the order of
arrival. What the reporter does is timed to the hour (urgent: quarter hour), rounded up; only what staff do
may carry minutes. The CHECKs hold "6 rõ": an open case has its person, task, responsible unit, authority and
times, a closed one its result.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.metadata import tips
from storage.tips.types import (
    Authority,
    EventKind,
    ItemKind,
    NextAction,
    NoticeKind,
    PartKind,
    Result,
    TipState,
    Urgency,
)
from storage.types import Privacy


def _one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    allowed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def _random_id(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 16", name=f"{column}_whole")


tip = Table(
    "tip",
    tips,
    Column("tip", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("case_number", String(8), nullable=False, unique=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("state", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("urgency", String(8), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("lead_unit", String(16), nullable=False, info={"privacy": Privacy.UNIT}),
    Column("authority", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("owner", String(16), info={"privacy": Privacy.STAFF}),
    Column("next_action", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("received", Integer, nullable=False, info={"privacy": Privacy.HOUR}),
    Column("due_accept", Integer, nullable=False, info={"privacy": Privacy.HOUR}),
    Column("due_action", Integer, nullable=False, info={"privacy": Privacy.STAFF_TIME}),
    Column("due_resolve", Integer, nullable=False, info={"privacy": Privacy.STAFF_TIME}),
    # A question to the reporter stops the third clock: since when, and how many seconds it stood still before.
    Column("paused_since", Integer, info={"privacy": Privacy.STAFF_TIME}),
    Column("paused_seconds", Integer, nullable=False, default=0, info={"privacy": Privacy.COUNTER}),
    Column("reminded", Integer, nullable=False, default=0, info={"privacy": Privacy.COUNTER}),
    Column("escalation", Integer, nullable=False, default=0, info={"privacy": Privacy.COUNTER}),
    Column("result", String(32), info={"privacy": Privacy.ENUM}),
    Column("closed", Integer, info={"privacy": Privacy.STAFF_TIME}),
    Column("reopened", Boolean, nullable=False, default=False, info={"privacy": Privacy.FLAG}),
    Column("is_test", Boolean, nullable=False, info={"privacy": Privacy.FLAG}),
    _random_id("tip"),
    _one_of("state", TipState),
    _one_of("urgency", Urgency),
    _one_of("authority", Authority),
    _one_of("next_action", NextAction),
    _one_of("result", Result),
    CheckConstraint(
        "state = 'closed' OR (owner IS NOT NULL AND next_action <> 'none' AND lead_unit <> '')", "open_is_clear"
    ),
    CheckConstraint("(state = 'closed') = (result IS NOT NULL)", "closed_has_result"),
    CheckConstraint("(state = 'closed') = (closed IS NOT NULL)", "closed_has_time"),
    CheckConstraint("(state = 'waiting_reporter') = (paused_since IS NOT NULL)", "pause_is_waiting"),
    sqlite_with_rowid=False,
)

part = Table(
    "part",
    tips,
    Column("tip", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("number", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.COUNTER}),
    Column("kind", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("hour", Integer, nullable=False, info={"privacy": Privacy.HOUR}),
    Column("ciphertext", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    ForeignKeyConstraint(["tip"], ["tip.tip"], ondelete="CASCADE"),
    _one_of("kind", PartKind),
    sqlite_with_rowid=False,
)

wrap = Table(
    "wrap",
    tips,
    Column("tip", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("number", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.COUNTER}),
    Column("unit", String(16), primary_key=True, info={"privacy": Privacy.UNIT}),
    Column("key_version", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    Column("blob", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    ForeignKeyConstraint(["tip", "number"], ["part.tip", "part.number"], ondelete="CASCADE"),
    Index("ix_wrap_unit_number", "unit", "number"),
    sqlite_with_rowid=False,
)

mailbox = Table(
    "mailbox",
    tips,
    Column("lookup", LargeBinary, primary_key=True, info={"privacy": Privacy.KEYED_HASH}),
    Column("tip", LargeBinary, nullable=False, unique=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("public_key", LargeBinary, nullable=False, info={"privacy": Privacy.PUBLIC_KEY}),
    Column("private_ciphertext", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    # Null while the case is open: closing sets it 90 days ahead.
    Column("expires", Integer, info={"privacy": Privacy.STAFF_TIME}),
    ForeignKeyConstraint(["tip"], ["tip.tip"], ondelete="CASCADE"),
    _random_id("lookup"),
    sqlite_with_rowid=False,
)

mailbox_item = Table(
    "mailbox_item",
    tips,
    Column("lookup", LargeBinary, primary_key=True, info={"privacy": Privacy.KEYED_HASH}),
    Column("number", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.COUNTER}),
    Column("kind", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("hour", Integer, nullable=False, info={"privacy": Privacy.HOUR}),
    Column("blob", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    Column("answered", Boolean, nullable=False, info={"privacy": Privacy.FLAG}),
    ForeignKeyConstraint(["lookup"], ["mailbox.lookup"], ondelete="CASCADE"),
    _one_of("kind", ItemKind),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    tips,
    Column("tip", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("sequence", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.COUNTER}),
    Column("kind", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("unit", String(16), nullable=False, info={"privacy": Privacy.UNIT}),
    Column("staff", String(16), info={"privacy": Privacy.STAFF}),
    Column("at", Integer, nullable=False, info={"privacy": Privacy.STAFF_TIME}),
    Column("previous", LargeBinary, nullable=False, info={"privacy": Privacy.HASH_OF_PUBLIC}),
    Column("digest", LargeBinary, nullable=False, info={"privacy": Privacy.HASH_OF_PUBLIC}),
    ForeignKeyConstraint(["tip"], ["tip.tip"], ondelete="CASCADE"),
    _one_of("kind", EventKind),
    sqlite_with_rowid=False,
)

# The outbox of notices to officers: a row goes when the notice was sent.
notice = Table(
    "notice",
    tips,
    Column("notice", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("kind", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("unit", String(16), nullable=False, info={"privacy": Privacy.UNIT}),
    Column("staff", String(16), info={"privacy": Privacy.STAFF}),
    Column("case_number", String(8), info={"privacy": Privacy.RANDOM_ID}),
    Column("urgency", String(8), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("due", Integer, nullable=False, info={"privacy": Privacy.STAFF_TIME}),
    Column("not_before", Integer, nullable=False, info={"privacy": Privacy.PLAN_TIME}),
    Column("attempts", Integer, nullable=False, default=0, info={"privacy": Privacy.COUNTER}),
    _random_id("notice"),
    _one_of("kind", NoticeKind),
    _one_of("urgency", Urgency),
    Index("ix_notice_not_before", "not_before"),
    sqlite_with_rowid=False,
)

# One digest a day over the sorted heads of all chains: removing a whole chain shows, too.
anchor = Table(
    "anchor",
    tips,
    Column("day", Date, primary_key=True, info={"privacy": Privacy.PLAN_TIME}),
    Column("digest", LargeBinary, nullable=False, info={"privacy": Privacy.HASH_OF_PUBLIC}),
    sqlite_with_rowid=False,
)

counter = Table(
    "counter",
    tips,
    Column("hour", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.HOUR}),
    Column("what", String(32), primary_key=True, info={"privacy": Privacy.ENUM}),
    Column("count", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    sqlite_with_rowid=False,
)
