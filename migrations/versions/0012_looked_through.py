"""Each response keeps by which program, and of what, it was found up to date.

Empty of those that are there: the next `questionnaire reassess` looks through them.

Revision: 0012
Follows: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("response", sa.Column("looked_through", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("response", "looked_through")
