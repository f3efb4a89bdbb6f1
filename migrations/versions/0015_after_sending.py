"""How long answering takes, parts opened again after sending, and what patients say of the questionnaire.

Revision: 0015
Follows: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

EASE = ("very_easy", "easy", "hard", "very_hard")
STILL_OPEN = sa.text("sent_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "sitting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_sitting_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    op.create_index(op.f("ix_sitting_sent_on"), "sitting", ["sent_on"])
    op.create_table(
        "reopening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version >= 0", name=op.f("ck_reopening_version")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_reopening_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening")),
    )
    op.create_index(op.f("ix_reopening_response_id"), "reopening", ["response_id"])
    op.create_index(
        "ix_reopening_open",
        "reopening",
        ["response_id"],
        unique=True,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "ease",
            sa.Enum(*EASE, name="ease", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("remark_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )


def downgrade() -> None:
    op.drop_table("feedback")
    op.drop_table("reopening")
    op.drop_table("sitting")
