"""The questions as they were worded when somebody answered them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.clock import now
from questionnaire.store.models.base import JsonText, Model, UtcDateTime


class Edition(Model):
    """The questionnaire as it was worded. Its id is the hash of its content."""

    __tablename__ = "edition"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    wording: Mapped[dict[str, object]] = mapped_column(JsonText)
    first_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
