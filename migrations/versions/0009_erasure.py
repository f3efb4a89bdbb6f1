"""Responses that were erased, and those that must be kept.

Revision: 0009
Follows: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("legal_hold", "erasure")
STAGE = "ck_response_stage"
BEFORE = ("invited", "in_progress", "sent", "ready", "decided", "closed")


def upgrade() -> None:
    _allow_stages(*BEFORE, "erased")
    _create_holds()
    _create_erasures()
    _refuse_changes()


def downgrade() -> None:
    for table in TABLES:
        _refuse_to_lose_rows(table)
    for table in TABLES:
        op.drop_table(table)  # and its triggers with it
    _allow_stages(*BEFORE)


def _allow_stages(*stages: str) -> None:
    allowed = ", ".join(f"'{stage}'" for stage in stages)
    with op.batch_alter_table("response") as response:
        response.drop_constraint(op.f(STAGE), type_="check")
        response.create_check_constraint(op.f(STAGE), f"stage IN ({allowed})")


def _create_holds() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_legal_hold_response_id")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["staff.id"], name=op.f("fk_legal_hold_set_by")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_legal_hold")),
        sa.UniqueConstraint("id", name=op.f("uq_legal_hold_id")),
    )
    op.create_index(
        op.f("ix_legal_hold_response_id_sequence"), "legal_hold", ["response_id", "sequence"]
    )


def _create_erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("backups_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_erasure_response_id")
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_erasure_patient_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_erasure")),
        sa.UniqueConstraint("id", name=op.f("uq_erasure_id")),
        sa.UniqueConstraint("response_id", name=op.f("uq_erasure_response_id")),
    )


def _refuse_to_lose_rows(table: str) -> None:
    if op.get_bind().scalar(sa.select(sa.exists().select_from(sa.table(table)))):
        raise CommandError(
            f"{table} holds what was erased or must be kept, which going down would lose: "
            "restore the backup made before the upgrade instead"
        )


def _refuse_changes() -> None:
    for table in TABLES:
        refusal = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        if op.get_bind().dialect.name != "postgresql":
            refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: write a later row'); END"
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change} BEFORE {change} ON {table} {refusal}"
            )
