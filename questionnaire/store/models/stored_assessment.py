"""What the rules found, kept with all that it was made of."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import AppendOnly, JsonText, UtcDateTime, words
from questionnaire.store.models.patient_record import Decision, Response
from questionnaire.store.models.sealed import TEXT, Encrypted, Numbered


class Why(Enum):
    """What an assessment was made for."""

    SENT = "sent"
    READY = "marked ready"
    ANSWERS = "answers changed"
    CONSULT_DAY = "consult day moved"
    FIGURES = "figures changed"
    EDITIONS = "edition changed"
    PROGRAM = "program changed"
    DECISION = "decision"


class StoredAssessment(AppendOnly, Numbered):
    """An assessment as it was made, and what it was made of: from these it can be made again.

    It read the response's answers up to and including `last_answer` (an `Answer.sequence`; 0 for
    none), on the day `assessed_on`, with the clinic's own `figures` and `choices`, by the protocols
    of `editions`: the names of those chosen, the leading one first, and of those always on.
    Its record is packed, but for those of before records were. `digest` is a hash of the record, keyed
    with the response's own key, by which the same one is known without being opened.
    """

    __tablename__ = "stored_assessment"
    SEALED_BY, BOUND = "response", ("response_id", "sequence")
    __table_args__ = (Index(None, "response_id", "sequence"),)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    why: Mapped[Why] = mapped_column(words(Why))
    last_answer: Mapped[int] = mapped_column(BigInteger)
    assessed_on: Mapped[date]
    figures: Mapped[dict[str, str]] = mapped_column(JsonText)
    choices: Mapped[dict[str, str]] = mapped_column(JsonText)
    editions: Mapped[dict[str, list[str]]] = mapped_column(JsonText)
    record_sealed: Mapped[bytes]
    digest: Mapped[bytes]

    record = Encrypted("record_sealed", TEXT, long=True)
    response: Mapped[Response] = relationship()
    decision: Mapped[Decision | None] = relationship()
