"""Birthdays have a keyed hash, and patients whose record numbers look the same stand side by side.

The hashes need the key, which a migration has not: `questionnaire.store.look_alikes` fills them in
before anything serves, of every row whose birthday has none.

Revision: 0005
Follows: 0004
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = "patient"
ALONE = "uq_patient_record_number_lookup"
WITH_TWINS = "uq_patient_record_number_lookup_record_number_twin"
TWIN = "record_number_twin"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as patient:
        patient.add_column(sa.Column("date_of_birth_lookup", sa.LargeBinary(), nullable=True))
        patient.add_column(sa.Column(TWIN, sa.Integer(), nullable=False, server_default="0"))
        patient.drop_constraint(ALONE, type_="unique")
        patient.create_unique_constraint(op.f(WITH_TWINS), ["record_number_lookup", TWIN])
        patient.create_check_constraint(op.f("ck_patient_record_number_twin"), f"{TWIN} >= 0")
        patient.create_index(op.f("ix_patient_date_of_birth_lookup"), ["date_of_birth_lookup"])
    with op.batch_alter_table(TABLE) as patient:
        patient.alter_column(TWIN, server_default=None)


def downgrade() -> None:
    _part_twins()
    with op.batch_alter_table(TABLE) as patient:
        patient.drop_index(op.f("ix_patient_date_of_birth_lookup"))
        patient.drop_constraint(op.f("ck_patient_record_number_twin"), type_="check")
        patient.drop_constraint(op.f(WITH_TWINS), type_="unique")
        patient.create_unique_constraint(op.f(ALONE), ["record_number_lookup"])
        patient.drop_column(TWIN)
        patient.drop_column("date_of_birth_lookup")


def _part_twins() -> None:
    """Nobody finds a twin by its number until the next upgrade makes the hashes anew."""
    patient = sa.table(
        TABLE,
        sa.column("id", sa.Uuid()),
        sa.column("record_number_lookup", sa.LargeBinary()),
        sa.column(TWIN, sa.Integer()),
    )
    connection = op.get_bind()
    for row_id in connection.scalars(sa.select(patient.c.id).where(patient.c[TWIN] > 0)).all():
        connection.execute(
            sa.update(patient)
            .where(patient.c.id == row_id)
            .values(record_number_lookup=secrets.token_bytes(32))
        )
