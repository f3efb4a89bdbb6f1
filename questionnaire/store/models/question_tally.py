"""How often a thing happened at a question, of all patients together: no answer, and nobody's name."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.models.base import Model


class Happened(StrEnum):
    """What is counted. The values stand in the table: they stay."""

    LED_TO = "led to"  # a page was saved that led to the question, for the first time
    PASSED = "passed"  # the question's page was saved for the first time
    BLANK = "blank"  # then without an answer
    NOT_SURE = "not sure"  # then with "I'm not sure"
    REFUSED = "refused"  # what was typed was not understood
    CHANGED = "changed"  # an answer was given that differs from the one that stood
    TIMED = "timed"  # it was passed, and how long it took is known
    SECONDS = "seconds"  # how long all of these took together


class QuestionTally(Model):
    """How often one thing happened at one question."""

    __tablename__ = "question_tally"
    __table_args__ = (CheckConstraint("times >= 0", name="times"),)

    question: Mapped[str] = mapped_column(primary_key=True)
    happened: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
