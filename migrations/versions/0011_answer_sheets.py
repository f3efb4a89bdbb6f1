"""The answers of a response in one piece: made of its rows when the next one is given, or by a command.

Revision: 0011
Follows: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("last_answer", sa.BigInteger(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_sheet_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sheet")),
        sa.UniqueConstraint("response_id", name=op.f("uq_answer_sheet_response_id")),
    )


def downgrade() -> None:
    op.drop_table("answer_sheet")  # the rows are the record: nothing is lost
