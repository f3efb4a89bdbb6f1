"""The advice that answers call for, with what was told to read out, and what is urgent and blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from questionnaire.fields import PageForm
from questionnaire.responses.answers import is_asked, unanswered
from questionnaire.store.models import Response, Stage
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import checks
from rules.language.logic.failure import Failure, attempt
from rules.language.questions import Advice, Entries, MultiChoice, Question, Together
from rules.language.questions.pages import Page
from rules.questions import SECTIONS, URGENT

NAMED = {
    *URGENT,
    *(term for one in URGENT for check in checks(one.asked_if) for term in check.term.reads()),
}
"""The urgent questions, and those on whose answer it turns if one is asked."""

SETTLED = {Stage.DECIDED, Stage.CLOSED}
"""By then staff have recorded what was done about each urgent answer."""


@dataclass(frozen=True)
class Told:
    """One advice, and the answers that call for it, in words to be read out over the telephone.

    `lines`: what was told, each with when the advice does not apply. `unsure`: what they are not
    sure about.
    """

    advice: Advice
    lines: Sequence[tuple[str, str]] = ()
    unsure: Sequence[str] = ()


def told(questions: Iterable[Question], case: Case) -> list[Told]:
    """What the answers to some questions call for as they stand, the most urgent advice first."""
    asked = (one for one in questions if is_asked(one, case))
    calling = [(one.calls_for(one.answer(case), case), one) for one in asked]
    by_advice = {advice: [one for called, one in calling if called is advice] for advice in Advice}
    return [_told(advice, asked, case) for advice, asked in by_advice.items() if asked]


def told_so_far(response: Response, case: Case) -> list[Told]:
    """What all the answers of a response call for, until the clinic is done with it."""
    return [] if response.stage in SETTLED else told(URGENT, case)


def advice_on(page: Page, case: Case) -> Advice | None:
    """The advice that the answers on a page call for; the more urgent where there are two."""
    return next((one.advice for one in told(read_with(page), case)), None)


def read_with(page: Page) -> tuple[Question, ...]:
    """The questions of a page, and those whose advice turns on an answer to one of them."""
    others = (one for one in URGENT if one not in page.questions)
    turning = (one for one in others if not _beside(one).isdisjoint(page.questions))
    return (*page.questions, *turning)


def _beside(question: Question) -> set[Question]:
    return {one for advice in question.advice for one in question.advised_beside(advice)}


def advice_on_unclear(form: PageForm, case: Case) -> Advice | None:
    """The advice that was called for beside an answer which contradicts it, or which others gave."""
    unclear = [field for field in form.answer_fields() if field.errors]
    picked = [
        (field.question, value) for field in unclear for value in (field.hinted(), field.data)
    ]
    called = {question.calls_for(value, case) for question, value in picked}
    return next((advice for advice in Advice if advice in called), None)


def left_blank(case: Case) -> tuple[Question, ...]:
    """The urgent questions without an answer, and those on whose answer it turns if one is asked.

    A list is none of them: that nothing stands on it is no urgent question left blank.
    """
    tried = [attempt(question.key, question.short, question.open, case) for question in URGENT]
    missing = (one.term for found in tried if not isinstance(found, Failure) for one in found)
    wanted = {term for term in missing if not isinstance(term, Entries)}
    pages = [page for section in SECTIONS for page in section.pages]
    return tuple(question for question in unanswered(pages, case) if question in wanted)


def _told(advice: Advice, questions: Iterable[Question], case: Case) -> Told:
    read = [one for asked in questions for one in (asked, *asked.advised_beside(advice))]
    answers = {question: question.answer(case) for question in read}
    unsure = [one for one, value in answers.items() if value is Absent.NOT_SURE]
    lines = [
        (line, say(question.unless))
        for question, value in answers.items()
        if not isinstance(value, Absent)
        for line in _lines(question, value)
    ]
    return Told(advice, lines, [say(one.about) for one in unsure])


def _called_for_by(question: Question) -> set[str]:
    """The options that call for some advice, alone or together."""
    calls = [call for calls in question.advice.values() for call in calls]
    together = (call.options for call in calls if isinstance(call, Together))
    return {call for call in calls if isinstance(call, str)}.union(*together)


def _lines(question: Question, value: object) -> Sequence[str]:
    """An answer as it is read out without its question."""
    if isinstance(question, MultiChoice):
        chosen = cast("tuple[str, ...]", value)
        calling = [option for option in chosen if option in _called_for_by(question)]
        return [say(question.options[option]) for option in calling or chosen]
    about = say(question.about)
    return (about if value is True else f"{about}: {question.said(value, say)}",)
