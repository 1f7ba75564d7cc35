"""What came with Zalo, web chat and richer campaigns: the month's bulk messages of an account,
who wrote on a campaign, what its approvers were shown, and the family's weekly reminders.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new; nothing that was there changes."""
    op.create_table(
        "send_month",
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("bulk", sa.Integer(), nullable=False),
        sa.Column("refused_until", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("bulk >= 0", name=op.f("ck_send_month_bulk")),
        sa.PrimaryKeyConstraint("account", "month", name=op.f("pk_send_month")),
    )
    op.create_table(
        "campaign_editor",
        sa.Column("campaign", sa.String(length=16), nullable=False),
        sa.Column("staff", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaign.campaign"],
            name=op.f("fk_campaign_editor_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign", "staff", name=op.f("pk_campaign_editor")),
    )
    # Until now only its author could edit a campaign.
    op.execute("INSERT INTO campaign_editor (campaign, staff) SELECT campaign, author FROM campaign")
    op.create_table(
        "campaign_shown",
        sa.Column("campaign", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaign.campaign"],
            name=op.f("fk_campaign_shown_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign", name=op.f("pk_campaign_shown")),
    )
    op.create_table(
        "reminder",
        sa.Column("resident", sa.LargeBinary(), nullable=False),
        sa.Column("weeks_left", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.CheckConstraint("weeks_left BETWEEN 0 AND 4", name=op.f("ck_reminder_weeks_left")),
        sa.CheckConstraint("state IN ('waiting', 'due', 'sending')", name=op.f("ck_reminder_state")),
        sa.ForeignKeyConstraint(
            ["resident"], ["resident.resident"], name=op.f("fk_reminder_resident"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resident", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_state", "reminder", ["state"], unique=False)
    op.create_table(
        "reminder_round",
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_reminder_round")),
    )
    op.create_table(
        "run_count",
        sa.Column("run", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'claimed', 'sending', 'retry_wait', 'sent', 'blocked', 'invalid', 'skipped', "
            "'expired', 'unknown')",
            name=op.f("ck_run_count_state"),
        ),
        sa.CheckConstraint("count > 0", name=op.f("ck_run_count_count")),
        sa.ForeignKeyConstraint(["run"], ["run.run"], name=op.f("fk_run_count_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "state", name=op.f("pk_run_count")),
    )
