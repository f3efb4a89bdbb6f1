"""Taking answers in: whatever may bring a red flag passes here, so that none is ever forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy.orm import Session

from questionnaire.responses import answers, assessments
from questionnaire.responses.answers import Giver
from questionnaire.responses.asked_anew import (
    DONE_OR_BOOKED,
    with_days_asked_anew,
    with_doses_asked_anew,
    with_doubles_asked_anew,
)
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed, tell
from questionnaire.responses.medicine_names import with_readings
from questionnaire.responses.raised_flags import not_raised, raise_flags
from questionnaire.responses.withdrawn import is_by_staff, taken_back_with
from questionnaire.store import answer_rows, audit, clock
from questionnaire.store.answer_rows import Row
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Answer, Response, Stage, StoredAssessment, Why
from rules.language.logic.case import Case
from rules.language.questions import Question
from rules.questions.pain_relief import pain_medicines

Answered: TypeAlias = Mapping[Question, object]
Assessed: TypeAlias = StoredAssessment | CannotBeAssessed | None
"""What was stored, or why it could not be; None where it stands already."""
History: TypeAlias = Mapping[str, Sequence[Row]]


def take_in(
    session: Session, response: Response, given: Answered, giver: Giver, action: audit.Action
) -> tuple[list[str], Case]:
    """Take in what one person says, and tell the trail what changed.

    Returns the keys of the questions whose answers changed, and the answers as they now stand.
    The caller holds the response against other writers.
    """
    changed, case = take_in_all(session, response, [(given, giver)])
    if changed:
        audit.record(session, action, response=response, detail={"questions": changed})
    return changed, case


def take_in_all(
    session: Session, response: Response, said: Iterable[tuple[Answered, Giver]]
) -> tuple[list[str], Case]:
    """Take in what several people say, one after the other, and assess it once.

    Answers are kept where they differ from what stands, their red flags are raised, and what is
    assessed by now is assessed anew, if it can be. Returns the same as `take_in`. That answers changed is the
    caller's to tell the trail.
    """
    changed = [key for given, giver in said for key in _save(session, response, given, giver)]
    case = answers.case_of(session, response)
    if changed:
        raise_flags(session, response, case)
        _assessed(session, response, Why.ANSWERS)
    else:
        look_for_red_flags(session, response, case)
    return changed, case


def look_for_red_flags(session: Session, response: Response, case: Case | None = None) -> None:
    """Raise what a figure, a day or an edition has brought since anybody looked.

    No answer was given that tells of it, so the trail does.
    """
    if raise_flags(session, response, case or answers.case_of(session, response)):
        audit.record(session, audit.Action.RED_FLAG_RAISED, response=response)


def assess(session: Session, response: Response, why: Why) -> Assessed:
    """Store the assessment of now, red flags raised first, where it is not the newest already.

    Nothing is raised or stored of what its patient is still answering: its next answer does that.
    Where the answers cannot be assessed, they and their red flags are kept all the same.
    """
    if response.stage not in assessments.ASSESSED:
        return None
    session.flush()
    look_for_red_flags(session, response)
    return _assessed(session, response, why)


def _assessed(session: Session, response: Response, why: Why) -> Assessed:
    try:
        return assessments.keep(session, response, why)
    except CannotBeAssessed as error:
        tell(response.id, error.failures)
        return error


def assess_if_changed(session: Session, response: Response) -> Assessed:
    """Assess anew, and find out why."""
    stored = assess(session, response, assessments.why_changed(session, response))
    if isinstance(stored, StoredAssessment):
        detail = {"why": stored.why.value}
        audit.record(session, audit.Action.ASSESSED_ANEW, response=response, detail=detail)
    return stored


def bring_up_to_date(response: Response) -> None:
    """Assess an open response anew, where what its assessment is made of has changed since.

    A red flag that a figure, a day or an edition has brought is raised at any stage but the last.
    """
    session = read_session()
    if not (assessments.is_out_of_date(session, response) or _has_new_flags(session, response)):
        return
    with write_session() as session:
        catch_up(session, session.get_one(Response, response.id, with_for_update=True))


def catch_up(session: Session, response: Response) -> Assessed:
    """Raise what is not raised yet, unless it is closed or erased; assess anew what is open."""
    if response.stage in assessments.OPEN:
        return assess_if_changed(session, response)  # which looks for red flags first
    if response.stage not in (Stage.CLOSED, Stage.ERASED):  # erased while many are looked through
        look_for_red_flags(session, response)
    return None


def _has_new_flags(session: Session, response: Response) -> bool:
    if response.stage is Stage.CLOSED:
        return False
    return bool(not_raised(session, response, answers.case_of(session, response)))


def _save(session: Session, response: Response, given: Answered, giver: Giver) -> list[str]:
    """Keep answers as later rows where they differ from what stands. Returns the keys that changed."""
    rows = answers.history(session, response)
    given = with_readings(given)
    if giver.reason or pain_medicines in given or not DONE_OR_BOOKED.isdisjoint(given):
        given = _with_what_follows(given, giver, answers.case_of(session, response))
    changed = [
        question
        for question, value in given.items()
        if _differs(question, value, rows) or _confirms(question, rows, giver)
    ]
    if changed:
        response.last_answer_at = clock.now()
        rows_to_add = [_row(response, question, given[question], giver) for question in changed]
        answer_rows.add(session, response, rows_to_add)
    return [question.key for question in changed]


def _with_what_follows(given: Answered, giver: Giver, case: Case) -> Answered:
    """Answers, with what staff take back by them and what is to be asked anew after them."""
    if giver.reason:
        given = {**given, **taken_back_with(given, case)}
    if pain_medicines in given:
        given = with_doses_asked_anew(with_doubles_asked_anew(given, case), case)
    return with_days_asked_anew(given, case, clock.today())


def _differs(question: Question, value: object, rows: History) -> bool:
    return question.key not in rows or rows[question.key][-1].value != question.stored(value)


def _confirms(question: Question, rows: History, giver: Giver) -> bool:
    """Whether staff say again what a patient who changed an answer says now: that settles it."""
    given = rows.get(question.key, ())
    return bool(giver.reason) and len(given) > 1 and not is_by_staff(given[-1])


def _row(response: Response, question: Question, value: object, giver: Giver) -> Answer:
    return Answer(
        response_id=response.id,
        question=question.key,
        value=question.stored(value),
        origin=giver.origin,
        given_by=giver.staff,
        given_by_name=giver.name,
        reason=giver.reason,
        at=clock.now(),
    )
