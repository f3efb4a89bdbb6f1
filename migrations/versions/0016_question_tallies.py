"""How often a thing happened at each question: drop-off, time, errors, "not sure" and changes.

Revision: 0016
Follows: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_tally",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times >= 0", name=op.f("ck_question_tally_times")),
        sa.PrimaryKeyConstraint("question", "happened", name=op.f("pk_question_tally")),
    )


def downgrade() -> None:
    op.drop_table("question_tally")
