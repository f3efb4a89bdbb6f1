"""Birthdays have a keyed hash, and patients whose record numbers look the same stand side by side.

The hashes need the key, which a migration has not: `questionnaire.store.look_alikes` fills them in
before anything serves, of every row whose birthday has none.

Going down leaves the hashes of record numbers as they are: the program before finds none that is
written with a sign, nor does any key here tell which these are. What it could not read it never gets.

Revision: 0005
Follows: 0004
"""

from __future__ import annotations

import logging

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = "patient"
ALONE = "uq_patient_record_number_lookup"
WITH_TWINS = "uq_patient_record_number_lookup_record_number_twin"
TWIN = "record_number_twin"
WHOLE_DAY = len("1947-04-03")
NONCE_AND_TAG = 12 + 16
UNREADABLE = (
    "which the program before cannot read: restore the backup made before the upgrade instead"
)

log = logging.getLogger("alembic.runtime.migration")


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
    _refuse_what_was_not_before()
    with op.batch_alter_table(TABLE) as patient:
        patient.drop_index(op.f("ix_patient_date_of_birth_lookup"))
        patient.drop_constraint(op.f("ck_patient_record_number_twin"), type_="check")
        patient.drop_constraint(op.f(WITH_TWINS), type_="unique")
        patient.create_unique_constraint(op.f(ALONE), ["record_number_lookup"])
        patient.drop_column(TWIN)
        patient.drop_column("date_of_birth_lookup")


def _refuse_what_was_not_before() -> None:
    birthday = sa.column("date_of_birth_sealed", sa.LargeBinary())
    rows = op.get_bind().scalars(sa.select(birthday).select_from(sa.table(TABLE)))
    whole = [_is_whole(sealed) for sealed in rows]
    if not all(whole):
        raise CommandError(f"Some patients' birthdays are known only in part, {UNREADABLE}")
    if _has_twins():
        raise CommandError(f"Some patients' record numbers look the same, {UNREADABLE}")
    if whole:
        log.warning(
            "The program before finds no patient whose record number was written with a sign, such as "
            "RN-1, until the tables come up again: to find all, restore the backup made before the upgrade"
        )


def _is_whole(sealed: bytes) -> bool:
    """Whether a sealed birthday is a whole day, told without a key: it is as long as its text."""
    key_id = 1 + sealed[0]
    return len(sealed) - key_id - NONCE_AND_TAG >= WHOLE_DAY


def _has_twins() -> bool:
    number = sa.column("record_number_lookup")
    twice = sa.select(number).select_from(sa.table(TABLE)).group_by(number)
    return op.get_bind().scalar(twice.having(sa.func.count() > 1).limit(1)) is not None
