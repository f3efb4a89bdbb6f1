"""Pages that were filled in and are not taken in yet, sealed as they were typed.

Revision: 0013
Follows: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_page",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_kept_page_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_page")),
    )
    op.create_index(op.f("ix_kept_page_response_id"), "kept_page", ["response_id"])
    op.create_index(op.f("ix_kept_page_until"), "kept_page", ["until"])


def downgrade() -> None:
    op.drop_table("kept_page")
