"""What we ask, patients and staff, in the order asked. A key once given is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.language.questions import Question
from rules.language.questions.pages import Section
from rules.questions import (
    about_you,
    examination,
    fracture_history,
    imaging_report,
    last,
    levels,
    mri,
    of_score,
    pain_relief,
    safety,
    symptoms,
    team,
    urgent,
)

EDITION = "2026-12"

# From the invitation, shown to the patient to confirm, never asked on a page.
RECORDED: tuple[Question, ...] = (about_you.date_of_birth, about_you.sex)

SECTIONS: tuple[Section, ...] = (
    about_you.SECTION,
    urgent.SECTION,
    symptoms.SECTION,
    fracture_history.SECTION,
    mri.SECTION,
    pain_relief.SECTION,
    safety.SECTION,
    last.SECTION,
)

# Named one by one where they are left blank: asked first of all, or with an answer that calls for advice.
URGENT: tuple[Question, ...] = tuple(
    question
    for section in SECTIONS
    for question in section.questions
    if section is urgent.SECTION or question.advice
)

STAFF_SECTIONS: tuple[Section, ...] = (
    imaging_report.SECTION,
    levels.SECTION,
    *examination.SECTIONS,
    team.SECTION,
    of_score.SECTION,
)

_IN_ORDER = (
    *RECORDED,
    *(question for section in (*SECTIONS, *STAFF_SECTIONS) for question in section.questions),
)

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {question.key: question for question in _IN_ORDER}
)
