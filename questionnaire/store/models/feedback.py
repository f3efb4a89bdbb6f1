"""What patients say of the questionnaire itself, apart from all that they answer in it."""

from __future__ import annotations

from datetime import date
from enum import Enum

from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.models.base import words
from questionnaire.store.models.sealed import TEXT, Encrypted, HoldsKey, Sealed, optional


class Ease(Enum):
    """How easy it was to answer."""

    VERY_EASY = "very_easy"
    EASY = "easy"
    HARD = "hard"
    VERY_HARD = "very_hard"


class Feedback(HoldsKey, Sealed):
    """One patient's word on the questionnaire. It names no response, and no day but the month's first."""

    __tablename__ = "feedback"

    month: Mapped[date]
    ease: Mapped[Ease | None] = mapped_column(words(Ease))
    helped: Mapped[bool | None]
    remark_sealed: Mapped[bytes | None]

    remark = Encrypted("remark_sealed", optional(TEXT))
