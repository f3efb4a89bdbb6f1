"""Each list of responses is read by an index in its own order.

Revision: 0010
Follows: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = "ix_response_stage_consult_on"
LISTED, OF_CLINICIAN, FLAGGED = (
    f"ix_response_{name}" for name in ("listed", "listed_of_clinician", "listed_flagged")
)
BY_STAGE = ["stage", "consult_on", "created_at", "id", "open_red_flags"]


def upgrade() -> None:
    flagged = sa.text("open_red_flags > 0")
    op.create_index(LISTED, "response", BY_STAGE)
    op.create_index(OF_CLINICIAN, "response", ["clinician_id", *BY_STAGE])
    op.create_index(
        FLAGGED,
        "response",
        [*BY_STAGE, "clinician_id"],
        sqlite_where=flagged,
        postgresql_where=flagged,
    )
    op.drop_index(BEFORE, "response")


def downgrade() -> None:
    op.create_index(op.f(BEFORE), "response", ["stage", "consult_on"])
    for index in (LISTED, OF_CLINICIAN, FLAGGED):
        op.drop_index(index, "response")
