"""Tables of staff in the app database: people, their invitations, and who is on duty today."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, LargeBinary, String, Table, Text

from storage.metadata import app
from storage.staff.types import InvitationKind, Role, StaffState
from storage.types import Privacy


def _one_of(column: str, words: type[Role] | type[StaffState] | type[InvitationKind]) -> str:
    allowed = ", ".join(f"'{word.value}'" for word in words)
    return f"{column} IN ({allowed})"


staff = Table(
    "staff",
    app,
    Column("staff", String(16), primary_key=True, info={"privacy": Privacy.STAFF}),
    Column("role", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("unit", String(16), nullable=False, info={"privacy": Privacy.UNIT}),
    Column("state", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("name", Text, nullable=False, info={"privacy": Privacy.STAFF_NAME}),
    Column("salt", LargeBinary, info={"privacy": Privacy.RANDOM_ID}),
    Column("verifier", LargeBinary, info={"privacy": Privacy.KEYED_HASH}),
    Column("enrolled", BigInteger, info={"privacy": Privacy.STAFF_TIME}),
    Column("chat_ciphertext", LargeBinary, info={"privacy": Privacy.CIPHERTEXT}),
    Column("chat_lookup", LargeBinary, unique=True, info={"privacy": Privacy.KEYED_HASH}),
    CheckConstraint(_one_of("role", Role), name="role"),
    CheckConstraint(_one_of("state", StaffState), name="state"),
    CheckConstraint("(salt IS NULL) = (verifier IS NULL)", name="passphrase_whole"),
    CheckConstraint("(chat_ciphertext IS NULL) = (chat_lookup IS NULL)", name="chat_whole"),
    CheckConstraint("state <> 'active' OR verifier IS NOT NULL", name="active_has_passphrase"),
)
Index("ix_staff_unit_state", staff.c.unit, staff.c.state)

invitation = Table(
    "invitation",
    app,
    # A hash of 32 random bytes: it says nothing, and it opens nothing.
    Column("secret_hash", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("kind", String(8), nullable=False, info={"privacy": Privacy.ENUM}),
    Column(
        "staff",
        String(16),
        ForeignKey("staff.staff", ondelete="CASCADE"),
        nullable=False,
        index=True,
        info={"privacy": Privacy.STAFF},
    ),
    Column("expires", BigInteger, nullable=False, info={"privacy": Privacy.STAFF_TIME}),
    CheckConstraint(_one_of("kind", InvitationKind), name="kind"),
)

duty = Table(
    "duty",
    app,
    Column("unit", String(16), primary_key=True, info={"privacy": Privacy.UNIT}),
    Column("day", String(10), primary_key=True, info={"privacy": Privacy.STAFF_TIME}),
    Column(
        "staff",
        String(16),
        ForeignKey("staff.staff", ondelete="CASCADE"),
        nullable=False,
        info={"privacy": Privacy.STAFF},
    ),
)
