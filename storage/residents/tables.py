"""Tables of subscribers in the app database. Whoever only talks to us stands in none of them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.metadata import app
from storage.residents.types import Language, ReminderState, ResidentState, Topic
from storage.types import Privacy


def _one_of(column: str, words: type[Language] | type[ResidentState] | type[Topic] | type[ReminderState]) -> str:
    allowed = ", ".join(f"'{word.value}'" for word in words)
    return f"{column} IN ({allowed})"


resident = Table(
    "resident",
    app,
    Column("resident", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("address_ciphertext", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    Column("lookup", LargeBinary, nullable=False, unique=True, info={"privacy": Privacy.KEYED_HASH}),
    # In clear, because the ledger is handed out one platform at a time; it says which app, not who.
    Column("channel", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    # NULL: news of the whole province.
    Column("unit", String(16), info={"privacy": Privacy.UNIT}),
    Column("language", String(8), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("joined_month", Integer, nullable=False, info={"privacy": Privacy.MONTH}),
    Column("state", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    CheckConstraint("length(resident) = 16", name="resident_length"),
    CheckConstraint("length(lookup) = 32", name="lookup_length"),
    CheckConstraint(_one_of("language", Language), name="language"),
    CheckConstraint(_one_of("state", ResidentState), name="state"),
    CheckConstraint("joined_month BETWEEN 200001 AND 299912", name="joined_month"),
)
Index("ix_resident_unit_state", resident.c.unit, resident.c.state)

resident_topic = Table(
    "resident_topic",
    app,
    Column(
        "resident",
        LargeBinary,
        ForeignKey("resident.resident", ondelete="CASCADE"),
        primary_key=True,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    Column("topic", String(16), primary_key=True, info={"privacy": Privacy.ENUM}),
    CheckConstraint(_one_of("topic", Topic), name="topic"),
)

# The family's weekly reminders of those who asked for them: how many weeks are left, and nothing about when.
reminder = Table(
    "reminder",
    app,
    Column(
        "resident",
        LargeBinary,
        ForeignKey("resident.resident", ondelete="CASCADE"),
        primary_key=True,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    Column("weeks_left", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    Column("state", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    CheckConstraint("weeks_left BETWEEN 0 AND 4", name="weeks_left"),
    CheckConstraint(_one_of("state", ReminderState), name="state"),
)
Index("ix_reminder_state", reminder.c.state)

# The last week in which reminders were given out, the same for everybody: what makes it at most once a week.
reminder_round = Table(
    "reminder_round",
    app,
    Column("series", String(16), primary_key=True, info={"privacy": Privacy.ENUM}),
    Column("week", Integer, nullable=False, info={"privacy": Privacy.PLAN_TIME}),
)
