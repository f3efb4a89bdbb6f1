"""Who a patient is can be put right: what stood before is kept, never changed.

Revision: 0004
Follows: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "patient_correction"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column(
            "detail",
            sa.Enum(
                "name",
                "date_of_birth",
                "sex",
                "record_number",
                name="detail",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("after_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrected_by"], ["staff.id"], name=op.f("fk_patient_correction_corrected_by")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_patient_correction_patient_id")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_patient_correction")),
        sa.UniqueConstraint("id", name=op.f("uq_patient_correction_id")),
    )
    op.create_index(
        op.f("ix_patient_correction_patient_id_sequence"),
        TABLE,
        ["patient_id", "sequence"],
        unique=False,
    )
    _refuse_changes()


def downgrade() -> None:
    _refuse_to_lose_rows()
    op.drop_table(TABLE)  # and its triggers with it; patients stay as they were corrected


def _refuse_to_lose_rows() -> None:
    if op.get_bind().scalar(sa.select(sa.exists().select_from(sa.table(TABLE)))):
        raise CommandError(
            f"{TABLE} holds who patients were said to be before, which going down would lose: "
            "restore the backup made before the upgrade instead"
        )


def _refuse_changes() -> None:
    refusal = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    if op.get_bind().dialect.name != "postgresql":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only: write a later row'); END"
    for change in ("update", "delete"):
        op.execute(f"CREATE TRIGGER {TABLE}_refuses_{change} BEFORE {change} ON {TABLE} {refusal}")
