"""Wrong tries are counted by what was tried and where from, no longer by account alone.

Going down, and coming up, every account that is locked is open again: a lock lasts minutes.

Revision: 0007
Follows: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wrong_tries",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("tries > 0", name=op.f("ck_wrong_tries_tries")),
        sa.PrimaryKeyConstraint("subject", "address", name=op.f("pk_wrong_tries")),
    )
    op.create_index(op.f("ix_wrong_tries_address"), "wrong_tries", ["address"])
    op.create_index(op.f("ix_wrong_tries_until"), "wrong_tries", ["until"])
    op.create_table(
        "untold_tries",
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("addresses", sa.Text(), nullable=False),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_untold_tries_tries")),
        sa.PrimaryKeyConstraint("action", "actor", name=op.f("pk_untold_tries")),
    )
    op.add_column("staff_session", sa.Column("address", sa.String(), nullable=True))
    with op.batch_alter_table("staff") as staff:
        staff.drop_constraint(op.f("ck_staff_failed_tries"), type_="check")
        staff.drop_column("failed_tries")
        staff.drop_column("locked_until")


def downgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(
            sa.Column("failed_tries", sa.Integer(), nullable=False, server_default="0")
        )
        staff.add_column(sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
        staff.create_check_constraint(op.f("ck_staff_failed_tries"), "failed_tries >= 0")
    with op.batch_alter_table("staff") as staff:
        staff.alter_column("failed_tries", server_default=None)
    with op.batch_alter_table("staff_session") as sessions:
        sessions.drop_column("address")
    op.drop_table("untold_tries")
    op.drop_table("wrong_tries")
