"""What came with Zalo, web chat and richer campaigns: the month's bulk messages of an account."""

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
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.CheckConstraint("bulk >= 0", name=op.f("ck_send_month_bulk")),
        sa.PrimaryKeyConstraint("account", "month", name=op.f("pk_send_month")),
    )
