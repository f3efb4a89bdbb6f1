"""The note with which a response is passed on although its patient has not agreed to the helper.

Revision: 0003
Follows: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = "ready_note"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["noted_by"], ["staff.id"], name=op.f("fk_ready_note_noted_by")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_ready_note_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_note")),
    )
    op.create_index(op.f("ix_ready_note_response_id"), TABLE, ["response_id"], unique=False)
    _refuse_changes()


def downgrade() -> None:
    _refuse_to_lose_rows()
    op.drop_table(TABLE)  # and its triggers with it


def _refuse_to_lose_rows() -> None:
    if op.get_bind().scalar(sa.select(sa.exists().select_from(sa.table(TABLE)))):
        raise CommandError(
            f"{TABLE} holds why responses were passed on, which going down would lose: "
            "restore the backup made before the upgrade instead"
        )


def _refuse_changes() -> None:
    refusal = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    if op.get_bind().dialect.name != "postgresql":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only: write a later row'); END"
    for change in ("update", "delete"):
        op.execute(f"CREATE TRIGGER {TABLE}_refuses_{change} BEFORE {change} ON {TABLE} {refusal}")
