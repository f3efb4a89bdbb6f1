"""A patient's session is a row, an interview by telephone is of the nurse's, and one-time passwords run out.

Those handed out before run out 7 days after the upgrade. Patients who are in open their link again.

Going down makes a one-time password that has run out as good as new.

Revision: 0006
Follows: 0005
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLE = "patient_session"
STILL_GOOD_FOR = timedelta(days=7)  # as at the time of this migration
STAFF = sa.table(
    "staff",
    sa.column("must_change_password", sa.Boolean()),
    sa.column("one_time_until", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    _create_patient_sessions()
    with op.batch_alter_table("staff_session") as sessions:
        sessions.add_column(sa.Column("telephone_with", sa.Uuid(), nullable=True))
        sessions.create_foreign_key(
            op.f("fk_staff_session_telephone_with"), "response", ["telephone_with"], ["id"]
        )
        sessions.create_index(op.f("ix_staff_session_telephone_with"), ["telephone_with"])
    _make_one_time_passwords_run_out()


def downgrade() -> None:
    _let_one_time_passwords_be()
    with op.batch_alter_table("staff_session") as sessions:
        sessions.drop_index(op.f("ix_staff_session_telephone_with"))
        sessions.drop_constraint(op.f("fk_staff_session_telephone_with"), type_="foreignkey")
        sessions.drop_column("telephone_with")
    op.drop_table(TABLE)  # whoever was in opens the link again


def _create_patient_sessions() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_patient_session_invitation_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_patient_session_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_patient_session_token_hash")),
    )
    for column in ("response_id", "invitation_id"):
        op.create_index(op.f(f"ix_patient_session_{column}"), TABLE, [column])


def _make_one_time_passwords_run_out() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("one_time_until", sa.DateTime(timezone=True), nullable=True))
    still_good = sa.update(STAFF).where(STAFF.c.must_change_password)
    op.execute(still_good.values(one_time_until=datetime.now(UTC) + STILL_GOOD_FOR))
    with op.batch_alter_table("staff") as staff:
        staff.drop_column("must_change_password")


def _let_one_time_passwords_be() -> None:
    with op.batch_alter_table("staff") as staff:
        column = sa.Column("must_change_password", sa.Boolean(), server_default=sa.true())
        staff.add_column(column)
    op.execute(sa.update(STAFF).values(must_change_password=STAFF.c.one_time_until.isnot(None)))
    with op.batch_alter_table("staff") as staff:
        staff.alter_column("must_change_password", nullable=False, server_default=None)
        staff.drop_column("one_time_until")
