"""That somebody at a shut door asks for a new link."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.clock import now
from questionnaire.store.models.base import Identified, UtcDateTime


class LinkRequest(Identified):
    """A wish for a new link to a response, until a nurse makes one: the trail tells of it for good.

    It holds nothing of whoever asked: a new link goes to the contact on file and nowhere else.
    """

    __tablename__ = "link_request"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
