"""Assessments kept with what they were made of, never changed; a decision keeps none of its own.

Revision: 0002
Follows: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE = "stored_assessment"
OF_A_DECISION = "assessment_sealed"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "why",
            sa.Enum(
                "sent",
                "marked ready",
                "answers changed",
                "consult day moved",
                "figures changed",
                "edition changed",
                "program changed",
                "decision",
                name="why",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("last_answer", sa.BigInteger(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("editions", sa.Text(), nullable=False),
        sa.Column("record_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_stored_assessment_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_stored_assessment_response_id")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_stored_assessment")),
        sa.UniqueConstraint("id", name=op.f("uq_stored_assessment_id")),
    )
    op.create_index(op.f("ix_stored_assessment_decision_id"), TABLE, ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_stored_assessment_response_id_sequence"),
        TABLE,
        ["response_id", "sequence"],
        unique=False,
    )
    _refuse_changes()
    op.drop_column("decision", OF_A_DECISION)


def downgrade() -> None:
    # Empty of what was decided since: only the table dropped below holds that.
    op.add_column("decision", sa.Column(OF_A_DECISION, sa.LargeBinary(), nullable=True))
    op.drop_table(TABLE)  # and its triggers with it


def _refuse_changes() -> None:
    refusal = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    if op.get_bind().dialect.name != "postgresql":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only: write a later row'); END"
    for change in ("update", "delete"):
        op.execute(f"CREATE TRIGGER {TABLE}_refuses_{change} BEFORE {change} ON {TABLE} {refusal}")
