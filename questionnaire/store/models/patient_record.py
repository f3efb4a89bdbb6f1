"""What patients were asked, what was answered, and what was decided on it."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import (
    AppendOnly,
    JsonText,
    Model,
    UtcDateTime,
    together,
    words,
)
from questionnaire.store.models.patient import Patient
from questionnaire.store.models.people import Staff
from questionnaire.store.models.sealed import (
    JSON,
    TEXT,
    Encrypted,
    HoldsKey,
    Numbered,
    Sealed,
    optional,
)
from rules.language.logic.case import Origin


class Stage(Enum):
    """How far a response has come. What is erased has no stage after that, and is on no list."""

    INVITED = "invited"
    IN_PROGRESS = "in_progress"
    SENT = "sent"
    READY = "ready"
    DECIDED = "decided"
    CLOSED = "closed"
    ERASED = "erased"


BY_STAGE = ("stage", "consult_on", "created_at", "id", "open_red_flags")
"""The order of the lists, and what tells a row of one without a look at the row itself."""


class Edition(Model):
    """The questionnaire as it was worded. Its id is the hash of its content."""

    __tablename__ = "edition"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    wording: Mapped[dict[str, object]] = mapped_column(JsonText)
    first_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Response(HoldsKey):
    """One patient's questionnaire before one consult, with the columns that the worklist reads."""

    __tablename__ = "response"
    __table_args__ = (
        together("ready_at", "ready_by"),
        CheckConstraint("open_red_flags >= 0", name="open_red_flags"),
        # What each list is read by, in its order: of every stage, of one clinician, with an open flag.
        Index("ix_response_listed", *BY_STAGE),
        Index("ix_response_listed_of_clinician", "clinician_id", *BY_STAGE),
        Index(
            "ix_response_listed_flagged",
            *BY_STAGE,
            "clinician_id",
            sqlite_where=text("open_red_flags > 0"),
            postgresql_where=text("open_red_flags > 0"),
        ),
    )

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"))
    clinician_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    consult_on: Mapped[date | None]
    stage: Mapped[Stage] = mapped_column(words(Stage), default=Stage.INVITED)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ready_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    last_answer_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    open_red_flags: Mapped[int] = mapped_column(default=0)

    patient: Mapped[Patient] = relationship()
    edition: Mapped[Edition] = relationship()
    clinician: Mapped[Staff | None] = relationship(foreign_keys=[clinician_id])
    answers: Mapped[list[Answer]] = relationship(order_by="Answer.sequence", viewonly=True)
    invitations: Mapped[list[Invitation]] = relationship(
        order_by="Invitation.created_at", viewonly=True
    )
    red_flags: Mapped[list[RedFlag]] = relationship(order_by="RedFlag.raised_at", viewonly=True)
    ready_notes: Mapped[list[ReadyNote]] = relationship(order_by="ReadyNote.at", viewonly=True)
    decisions: Mapped[list[Decision]] = relationship(order_by="Decision.at", viewonly=True)


class Invitation(Sealed):
    """A link to one response. The link's secret is only in the link."""

    __tablename__ = "invitation"
    SEALED_BY, BOUND = "response", ("response_id",)
    __table_args__ = (
        together("revoked_at", "revoked_by"),
        CheckConstraint("failed_tries >= 0", name="failed_tries"),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    contact_sealed: Mapped[bytes | None]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    replaced_by: Mapped[UUID | None] = mapped_column(  # checked at the end: both rows are new to it
        ForeignKey("invitation.id", deferrable=True, initially="DEFERRED")
    )
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact = Encrypted("contact_sealed", optional(TEXT))
    response: Mapped[Response] = relationship()
    creator: Mapped[Staff] = relationship(foreign_keys=[created_by])


class Answer(AppendOnly, Numbered):
    """One answer as it was given. Never changed: a correction is a later row.

    The primary key is `sequence`, the order in which answers were given.
    """

    __tablename__ = "answer"
    SEALED_BY, BOUND = "response", ("response_id", "question", "sequence")
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN origin IN ('patient', 'helper') THEN given_by IS NULL"
            " WHEN origin = 'record' THEN TRUE ELSE given_by IS NOT NULL END",
            name="given_by_staff_only",
        ),
        Index(None, "response_id", "sequence"),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    question: Mapped[str]
    value_sealed: Mapped[bytes]
    origin: Mapped[Origin] = mapped_column(words(Origin))
    given_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    given_by_name_sealed: Mapped[bytes | None]
    reason_sealed: Mapped[bytes | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    value = Encrypted("value_sealed", JSON)
    given_by_name = Encrypted("given_by_name_sealed", optional(TEXT))
    reason = Encrypted("reason_sealed", optional(TEXT))
    response: Mapped[Response] = relationship()
    staff: Mapped[Staff | None] = relationship()


class RedFlag(Sealed):
    """An urgent symptom that an answer raised, open until a named person says what was done."""

    __tablename__ = "red_flag"
    SEALED_BY, BOUND = "response", ("response_id", "criterion")
    __table_args__ = (
        together("acted_at", "acted_by", "action_sealed"),
        Index(
            "ix_red_flag_open",
            "response_id",
            "criterion",
            unique=True,  # while it is open; a later answer may raise it again
            sqlite_where=text("acted_at IS NULL"),
            postgresql_where=text("acted_at IS NULL"),
        ),
        Index(None, "response_id"),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    criterion: Mapped[str]
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    acted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acted_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    action_sealed: Mapped[bytes | None]

    action = Encrypted("action_sealed", optional(TEXT))
    response: Mapped[Response] = relationship()
    actor: Mapped[Staff | None] = relationship()


class Decision(AppendOnly, Sealed):
    """What a clinician decided. A change of mind is a later row.

    The findings it was made on are the `StoredAssessment` that names it.
    """

    __tablename__ = "decision"
    SEALED_BY, BOUND = "response", ("response_id",)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    choice: Mapped[str]
    note_sealed: Mapped[bytes | None]

    note = Encrypted("note_sealed", optional(TEXT))
    response: Mapped[Response] = relationship()
    clinician: Mapped[Staff] = relationship()


class ReadyNote(AppendOnly, Sealed):
    """Why a response was passed on although its patient has not agreed to the helper."""

    __tablename__ = "ready_note"
    SEALED_BY, BOUND = "response", ("response_id",)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    noted_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    note_sealed: Mapped[bytes]

    note = Encrypted("note_sealed", TEXT)
    response: Mapped[Response] = relationship()
    nurse: Mapped[Staff] = relationship()
