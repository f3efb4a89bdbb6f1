"""Where it hurts, and the fractured levels that the report gives, as they stand on the drawing of a back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.fields.back import HEIGHT_OF
from rules.language.logic.case import Absent, Case
from rules.language.questions import MultiChoice
from rules.questions.imaging_report import fracture_levels
from rules.questions.symptoms import pain_place

NOT_SAID = "not known"


@dataclass(frozen=True)
class PainDrawn:
    """What the drawing shows, and the same in words."""

    places: Sequence[str]
    pain: str
    marks: Sequence[float]  # how far down each fractured level lies
    fractured: str


def pain_drawn(case: Case) -> PainDrawn | None:
    """None where nobody has said where it hurts: levels alone need no drawing."""
    places, levels = _chosen(pain_place, case), _chosen(fracture_levels, case)
    if not places:
        return None
    return PainDrawn(
        places=places,
        pain=_said(pain_place, case),
        marks=tuple(HEIGHT_OF[level] for level in levels if level in HEIGHT_OF),
        fractured=_said(fracture_levels, case),
    )


def _chosen(question: MultiChoice, case: Case) -> tuple[str, ...]:
    value = question.answer(case)
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _said(question: MultiChoice, case: Case) -> str:
    value = question.answer(case)
    return NOT_SAID if isinstance(value, Absent) else question.said(value)
