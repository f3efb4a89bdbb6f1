"""Pages that were filled in and are not taken in yet: as they were typed, for their patient alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import UtcDateTime
from questionnaire.store.models.patient_record import Response
from questionnaire.store.models.sealed import JSON, Encrypted, Sealed


class KeptPage(Sealed):
    """What stood in the boxes of one page of one response, and where the page was sent to.

    It is no answer: no rule, page of staff or export reads it. `until`: when it is forgotten; empty
    where somebody who was let in left it so, and it waits for them as long as the response does.
    """

    __tablename__ = "kept_page"
    SEALED_BY, BOUND = "response", ("response_id",)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    sent_sealed: Mapped[bytes]

    sent = Encrypted("sent_sealed", JSON, long=True)
    response: Mapped[Response] = relationship()
