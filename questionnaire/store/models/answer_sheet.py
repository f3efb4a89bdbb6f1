"""The answers of a response in one piece, so that a page need not open a hundred rows."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.models.patient_record import Response
from questionnaire.store.models.sealed import JSON, Encrypted, Sealed


class AnswerSheet(Sealed):
    """Every answer of one response as it was given, in one sealed text. The rows are the record.

    `last_answer` is the number of the newest row in it: where there is a newer one, the sheet does not count.
    """

    __tablename__ = "answer_sheet"
    SEALED_BY, BOUND = "response", ("response_id", "last_answer")

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), unique=True)
    last_answer: Mapped[int] = mapped_column(BigInteger)
    answers_sealed: Mapped[bytes]

    answers = Encrypted("answers_sealed", JSON)
    response: Mapped[Response] = relationship()
