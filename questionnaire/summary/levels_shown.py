"""What staff found level by level, as the cells of a small table."""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.logic.case import Absent, Case
from rules.language.questions import Entry, Question
from rules.language.questions.rows import rows_in
from rules.questions.levels import (
    level_findings,
    level_fractured,
    level_height_loss,
    level_oedema,
    level_tender,
    level_to_be_treated,
)

NOT_SAID = "–"


@dataclass(frozen=True)
class LevelShown:
    """One fractured level, in words."""

    level: str
    tender: str
    oedema: str
    height_loss: str
    to_be_treated: str


def levels_shown(case: Case) -> tuple[LevelShown, ...]:
    """The rows that staff filled in; none where nobody did."""
    return tuple(_shown(row) for row in rows_in(level_findings, case))


def _shown(row: Entry) -> LevelShown:
    return LevelShown(
        level=_said(level_fractured, row),
        tender=_said(level_tender, row),
        oedema=_said(level_oedema, row),
        height_loss=_said(level_height_loss, row),
        to_be_treated=_said(level_to_be_treated, row),
    )


def _said(part: Question, row: Entry) -> str:
    value = row.get(part.key, Absent.UNANSWERED)
    if isinstance(value, Absent):
        return part.unsure if value is Absent.NOT_SURE else NOT_SAID
    return part.said(value)
