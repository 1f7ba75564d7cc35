"""Tables of keys in tips.db. Nothing in them opens anything without a passphrase or the recovery words."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Integer, LargeBinary, String, Table, Text

from storage.metadata import tips
from storage.types import Privacy

officer_key = Table(
    "officer_key",
    tips,
    Column("staff", String(16), primary_key=True, info={"privacy": Privacy.STAFF}),
    Column("public_key", LargeBinary, nullable=False, info={"privacy": Privacy.PUBLIC_KEY}),
    Column("private_ciphertext", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    CheckConstraint("length(public_key) = 32", name="public_key_whole"),
    sqlite_with_rowid=False,
)

unit_key = Table(
    "unit_key",
    tips,
    Column("unit", String(16), primary_key=True, info={"privacy": Privacy.UNIT}),
    Column("version", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.COUNTER}),
    Column("public_key", LargeBinary, nullable=False, info={"privacy": Privacy.PUBLIC_KEY}),
    Column("signature", LargeBinary, nullable=False, info={"privacy": Privacy.PUBLIC_KEY}),
    Column("signer", Text, nullable=False, info={"privacy": Privacy.PUBLIC_KEY}),
    sqlite_with_rowid=False,
)

unit_key_share = Table(
    "unit_key_share",
    tips,
    Column("unit", String(16), primary_key=True, info={"privacy": Privacy.UNIT}),
    Column("version", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.COUNTER}),
    Column("staff", String(16), primary_key=True, info={"privacy": Privacy.STAFF}),
    Column("sealed", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    ForeignKeyConstraint(["unit", "version"], ["unit_key.unit", "unit_key.version"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

signing_key = Table(
    "signing_key",
    tips,
    Column("fingerprint", Text, primary_key=True, info={"privacy": Privacy.PUBLIC_KEY}),
    Column("public_key", LargeBinary, nullable=False, info={"privacy": Privacy.PUBLIC_KEY}),
    CheckConstraint("length(public_key) = 32", name="public_key_whole"),
    sqlite_with_rowid=False,
)

signing_key_share = Table(
    "signing_key_share",
    tips,
    Column("fingerprint", Text, primary_key=True, info={"privacy": Privacy.PUBLIC_KEY}),
    Column("staff", String(16), primary_key=True, info={"privacy": Privacy.STAFF}),
    Column("sealed", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    ForeignKeyConstraint(["fingerprint"], ["signing_key.fingerprint"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

recovery = Table(
    "recovery",
    tips,
    Column("unit", String(16), primary_key=True, info={"privacy": Privacy.UNIT}),
    Column("version", Integer, primary_key=True, autoincrement=False, info={"privacy": Privacy.COUNTER}),
    Column("salt", LargeBinary, nullable=False, info={"privacy": Privacy.RANDOM_ID}),
    Column("blob", LargeBinary, nullable=False, info={"privacy": Privacy.CIPHERTEXT}),
    ForeignKeyConstraint(["unit", "version"], ["unit_key.unit", "unit_key.version"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

# Who of a unit opened a test tip at least once: the proof that the keys of both work.
drill_opening = Table(
    "drill_opening",
    tips,
    Column("staff", String(16), primary_key=True, info={"privacy": Privacy.STAFF}),
    Column("unit", String(16), nullable=False, info={"privacy": Privacy.UNIT}),
    sqlite_with_rowid=False,
)
