"""The first tables, and triggers that keep what is append-only as it was written.

Revision: 0001
Follows: nothing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("answer", "decision", "clinic_setting", "audit_event")
TABLES = (
    "audit_event", "clinic_setting", "decision", "red_flag", "answer", "invitation",
    "response", "edition", "patient", "staff_session", "staff",
)  # fmt: skip

ON_POSTGRESQL = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: write a later row', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    _create_people()
    _create_patients()
    _create_invitations()
    _create_answers()
    _create_clinic_and_trail()
    _refuse_changes()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)  # and its triggers with it
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _create_people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "nurse",
                "clinician",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("failed_tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failed_tries >= 0", name=op.f("ck_staff_failed_tries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"], unique=False)


def _create_patients() -> None:
    op.create_table(
        "patient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("date_of_birth_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sex_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("record_number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("record_number_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("record_number_lookup", name=op.f("uq_patient_record_number_lookup")),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("clinician_id", sa.Uuid(), nullable=True),
        sa.Column("consult_on", sa.Date(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "invited",
                "in_progress",
                "sent",
                "ready",
                "decided",
                "closed",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ready_by", sa.Uuid(), nullable=True),
        sa.Column("last_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_red_flags", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(ready_at IS NULL) = (ready_by IS NULL)",
            name=op.f("ck_response_ready_at_and_ready_by"),
        ),
        sa.CheckConstraint("open_red_flags >= 0", name=op.f("ck_response_open_red_flags")),
        sa.ForeignKeyConstraint(
            ["clinician_id"], ["staff.id"], name=op.f("fk_response_clinician_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_response_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_response_patient_id")
        ),
        sa.ForeignKeyConstraint(["ready_by"], ["staff.id"], name=op.f("fk_response_ready_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    op.create_index(op.f("ix_response_patient_id"), "response", ["patient_id"], unique=False)
    op.create_index(
        op.f("ix_response_stage_consult_on"), "response", ["stage", "consult_on"], unique=False
    )


def _create_invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column("failed_tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)",
            name=op.f("ck_invitation_revoked_at_and_revoked_by"),
        ),
        sa.CheckConstraint("failed_tries >= 0", name=op.f("ck_invitation_failed_tries")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff.id"], name=op.f("fk_invitation_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"],
            ["invitation.id"],
            name=op.f("fk_invitation_replaced_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_invitation_response_id")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["staff.id"], name=op.f("fk_invitation_revoked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_response_id"), "invitation", ["response_id"], unique=False)


def _create_answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "patient",
                "helper",
                "staff by phone",
                "paper",
                "staff",
                "record",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("given_by", sa.Uuid(), nullable=True),
        sa.Column("given_by_name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN origin IN ('patient', 'helper') THEN given_by IS NULL"
            " WHEN origin = 'record' THEN TRUE ELSE given_by IS NOT NULL END",
            name=op.f("ck_answer_given_by_staff_only"),
        ),
        sa.ForeignKeyConstraint(["given_by"], ["staff.id"], name=op.f("fk_answer_given_by")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_response_id")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_answer")),
        sa.UniqueConstraint("id", name=op.f("uq_answer_id")),
    )
    op.create_index(
        op.f("ix_answer_response_id_sequence"), "answer", ["response_id", "sequence"], unique=False
    )
    op.create_table(
        "red_flag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acted_by", sa.Uuid(), nullable=True),
        sa.Column("action_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(acted_at IS NULL) = (acted_by IS NULL)"
            " AND (acted_at IS NULL) = (action_sealed IS NULL)",
            name=op.f("ck_red_flag_acted_at_and_acted_by_and_action_sealed"),
        ),
        sa.ForeignKeyConstraint(["acted_by"], ["staff.id"], name=op.f("fk_red_flag_acted_by")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_red_flag_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_red_flag")),
    )
    op.create_index(op.f("ix_red_flag_response_id"), "red_flag", ["response_id"], unique=False)
    op.create_index(
        op.f("ix_red_flag_open"),
        "red_flag",
        ["response_id", "criterion"],
        unique=True,
        sqlite_where=sa.text("acted_at IS NULL"),
        postgresql_where=sa.text("acted_at IS NULL"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("assessment_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_decision_decided_by")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_decision_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_response_id"), "decision", ["response_id"], unique=False)


def _create_clinic_and_trail() -> None:
    op.create_table(
        "clinic_setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["staff.id"], name=op.f("fk_clinic_setting_set_by")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_clinic_setting")),
        sa.UniqueConstraint("id", name=op.f("uq_clinic_setting_id")),
    )
    op.create_index(
        op.f("ix_clinic_setting_key_sequence"), "clinic_setting", ["key", "sequence"], unique=False
    )
    op.create_table(
        "audit_event",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=True),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_patient_id"), "audit_event", ["patient_id"], unique=False)
    op.create_index(
        op.f("ix_audit_event_response_id"), "audit_event", ["response_id"], unique=False
    )


def _refuse_changes() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        op.execute(ON_POSTGRESQL)
    for table in APPEND_ONLY:
        refusal = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        if not on_postgresql:
            refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: write a later row'); END"
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change} BEFORE {change} ON {table} {refusal}"
            )
