"""Tables of campaigns in the app database: what is said, who approved it, and the delivery ledger.

`delivery` is the queue: one row a run and person. It holds no address, no text and no answer, only whether
the person answered. Its times are times of our bulk work, never of what a person did.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.campaigns.types import CampaignKind, CampaignState, Decision, DeliveryState, HaltReason, Reason, RunState
from storage.metadata import app
from storage.residents.types import Language, Topic
from storage.types import Privacy


def _one_of(column: str, words: type[StrEnum]) -> str:
    allowed = ", ".join(f"'{word.value}'" for word in words)
    return f"{column} IN ({allowed})"


campaign = Table(
    "campaign",
    app,
    Column("campaign", String(16), primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("kind", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("state", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("author", String(16), nullable=False, info={"privacy": Privacy.STAFF}),
    Column("title", Text, nullable=False, info={"privacy": Privacy.PUBLIC_TEXT}),
    Column("text", Text, nullable=False, info={"privacy": Privacy.PUBLIC_TEXT}),
    Column("question", Text, nullable=False, info={"privacy": Privacy.PUBLIC_TEXT}),
    Column("picture", LargeBinary, info={"privacy": Privacy.PUBLIC_TEXT}),
    Column("language", String(8), info={"privacy": Privacy.ENUM}),
    Column("starts", BigInteger, info={"privacy": Privacy.PLAN_TIME}),
    Column("max_late", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    Column("digest", String(64), nullable=False, info={"privacy": Privacy.HASH_OF_PUBLIC}),
    Column("revision", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    Column("written", BigInteger, nullable=False, info={"privacy": Privacy.STAFF_TIME}),
    CheckConstraint(_one_of("kind", CampaignKind), name="kind"),
    CheckConstraint(_one_of("state", CampaignState), name="state"),
    CheckConstraint(f"language IS NULL OR {_one_of('language', Language)}", name="language"),
    CheckConstraint("max_late >= 0 AND revision >= 1", name="counters"),
)
Index("ix_campaign_state_starts", campaign.c.state, campaign.c.starts)


def _of_campaign() -> Column[str]:
    return Column(
        "campaign",
        String(16),
        ForeignKey("campaign.campaign", ondelete="CASCADE"),
        primary_key=True,
        info={"privacy": Privacy.RANDOM_ID},
    )


campaign_option = Table(
    "campaign_option",
    app,
    _of_campaign(),
    Column("position", Integer, primary_key=True, info={"privacy": Privacy.COUNTER}),
    Column("label", Text, nullable=False, info={"privacy": Privacy.PUBLIC_TEXT}),
)

campaign_unit = Table(
    "campaign_unit",
    app,
    _of_campaign(),
    Column("unit", String(16), primary_key=True, info={"privacy": Privacy.UNIT}),
)

campaign_topic = Table(
    "campaign_topic",
    app,
    _of_campaign(),
    Column("topic", String(16), primary_key=True, info={"privacy": Privacy.ENUM}),
    CheckConstraint(_one_of("topic", Topic), name="topic"),
)

approval = Table(
    "approval",
    app,
    Column("approval", String(16), primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column(
        "campaign",
        String(16),
        ForeignKey("campaign.campaign", ondelete="CASCADE"),
        nullable=False,
        index=True,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    Column("digest", String(64), nullable=False, info={"privacy": Privacy.HASH_OF_PUBLIC}),
    Column("approver", String(16), nullable=False, info={"privacy": Privacy.STAFF}),
    Column("decision", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("note", Text, nullable=False, info={"privacy": Privacy.PUBLIC_TEXT}),
    Column("at", BigInteger, nullable=False, info={"privacy": Privacy.STAFF_TIME}),
    CheckConstraint(_one_of("decision", Decision), name="decision"),
)

# Everybody who ever wrote a word of a campaign: none of them can approve it.
campaign_editor = Table(
    "campaign_editor",
    app,
    _of_campaign(),
    Column("staff", String(16), primary_key=True, info={"privacy": Privacy.STAFF}),
)

# What approvers were shown last, and what they were shown before that, so that they can be told what changed.
campaign_shown = Table(
    "campaign_shown",
    app,
    _of_campaign(),
    Column("before", Text, nullable=False, info={"privacy": Privacy.PUBLIC_TEXT}),
    Column("told", Text, nullable=False, info={"privacy": Privacy.PUBLIC_TEXT}),
)

run = Table(
    "run",
    app,
    Column("run", String(16), primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column(
        "campaign",
        String(16),
        ForeignKey("campaign.campaign", ondelete="CASCADE"),
        nullable=False,
        index=True,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    Column(
        "approval",
        String(16),
        ForeignKey("approval.approval", ondelete="CASCADE"),
        nullable=False,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    Column("fire_at", BigInteger, nullable=False, info={"privacy": Privacy.PLAN_TIME}),
    Column("expires", BigInteger, nullable=False, info={"privacy": Privacy.PLAN_TIME}),
    Column("state", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("total", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    # How far the audience was written down: the last resident's random id.
    Column("expanded_to", LargeBinary, nullable=False, info={"privacy": Privacy.RANDOM_ID}),
    Column("expanded", Boolean, nullable=False, info={"privacy": Privacy.FLAG}),
    Column("halted_reason", String(24), nullable=False, info={"privacy": Privacy.ENUM}),
    # Failures up to here were looked at by a person, who let the run go on.
    Column("forgiven", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    CheckConstraint(_one_of("state", RunState), name="state"),
    CheckConstraint(f"halted_reason = '' OR {_one_of('halted_reason', HaltReason)}", name="halted_reason"),
    CheckConstraint("(state = 'halted') <= (halted_reason <> '')", name="halted_says_why"),
    CheckConstraint("total >= 0", name="total"),
    UniqueConstraint("approval", "fire_at"),
)
Index("ix_run_state", run.c.state)

_DUE = text("state IN ('queued', 'retry_wait')")
_HELD = text("state IN ('claimed', 'sending')")

delivery = Table(
    "delivery",
    app,
    Column(
        "run",
        String(16),
        ForeignKey("run.run", ondelete="CASCADE"),
        primary_key=True,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    # No foreign key: the row outlives the subscription, as a number in the run's count.
    Column("resident", LargeBinary, primary_key=True, info={"privacy": Privacy.RANDOM_ID}),
    Column("channel", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("state", String(16), nullable=False, info={"privacy": Privacy.ENUM}),
    Column("reason", String(16), nullable=False, server_default="", info={"privacy": Privacy.ENUM}),
    Column("not_before", BigInteger, nullable=False, info={"privacy": Privacy.PLAN_TIME}),
    Column("attempts", Integer, nullable=False, server_default="0", info={"privacy": Privacy.COUNTER}),
    Column("claim", LargeBinary, info={"privacy": Privacy.RANDOM_ID}),
    Column("lease_until", BigInteger, info={"privacy": Privacy.PLAN_TIME}),
    Column("repeated", Boolean, nullable=False, server_default=false(), info={"privacy": Privacy.FLAG}),
    Column("answered", Boolean, nullable=False, server_default=false(), info={"privacy": Privacy.FLAG}),
    CheckConstraint(_one_of("state", DeliveryState), name="state"),
    CheckConstraint(f"reason = '' OR {_one_of('reason', Reason)}", name="reason"),
    CheckConstraint("state <> 'skipped' OR reason <> ''", name="skipped_says_why"),
    CheckConstraint(
        "state NOT IN ('claimed', 'sending') OR (claim IS NOT NULL AND lease_until IS NOT NULL)",
        name="held_by_somebody",
    ),
    CheckConstraint("attempts >= 0", name="attempts"),
)
# PostgreSQL's are partial, too: the migration says it and a test looks. Said here it would load that whole dialect,
# 2 MiB, for everybody.
Index("ix_delivery_due", delivery.c.run, delivery.c.channel, delivery.c.not_before, sqlite_where=_DUE)
Index("ix_delivery_held", delivery.c.lease_until, sqlite_where=_HELD)
Index("ix_delivery_run_state", delivery.c.run, delivery.c.state)
Index("ix_delivery_resident", delivery.c.resident)

# What a run came to, once its rows are gone: after 90 days no row of a person is left.
run_count = Table(
    "run_count",
    app,
    Column(
        "run",
        String(16),
        ForeignKey("run.run", ondelete="CASCADE"),
        primary_key=True,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    Column("state", String(16), primary_key=True, info={"privacy": Privacy.ENUM}),
    Column("count", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    CheckConstraint(_one_of("state", DeliveryState), name="state"),
    CheckConstraint("count > 0", name="count"),
)

answer_count = Table(
    "answer_count",
    app,
    Column(
        "run",
        String(16),
        ForeignKey("run.run", ondelete="CASCADE"),
        primary_key=True,
        info={"privacy": Privacy.RANDOM_ID},
    ),
    Column("unit", String(16), primary_key=True, info={"privacy": Privacy.UNIT}),
    Column("position", Integer, primary_key=True, info={"privacy": Privacy.COUNTER}),
    Column("count", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    CheckConstraint("count >= 0", name="count"),
)

send_account = Table(
    "send_account",
    app,
    # The channel's name, never a token.
    Column("account", String(32), primary_key=True, info={"privacy": Privacy.ENUM}),
    # Seconds since 1970 with fractions: when the next bulk message may leave (GCRA).
    Column("bulk_arrival", Float(53), nullable=False, info={"privacy": Privacy.PLAN_TIME}),
    Column("halted_until", Float(53), nullable=False, info={"privacy": Privacy.PLAN_TIME}),
)

send_month = Table(
    "send_month",
    app,
    Column("account", String(32), primary_key=True, info={"privacy": Privacy.ENUM}),
    # YYYY-MM in the province: the platform counts by months.
    Column("month", String(7), primary_key=True, info={"privacy": Privacy.MONTH}),
    # Bulk messages only. Answers are not counted: a number that grows with each of them would tell when
    # somebody wrote to us.
    Column("bulk", Integer, nullable=False, info={"privacy": Privacy.COUNTER}),
    # The platform said that nothing more may leave, whatever we counted: bulk asks again then, in seconds since 1970.
    Column("refused_until", BigInteger, nullable=False, info={"privacy": Privacy.PLAN_TIME}),
    CheckConstraint("bulk >= 0", name="bulk"),
)
