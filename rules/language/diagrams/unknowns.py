"""Which answers are not known in a case, why, and what the case would be if some came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rules.language.criteria.criteria import CANNOT_TELL, Criterion, Status
from rules.language.diagrams.questions_read import KEPT, asked_by, questions_of, turns_on
from rules.language.diagrams.turning import Turning, turning
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Cause, Check, Open, Term
from rules.language.logic.relations import is_unknown
from rules.language.logic.weighing import open_in, value_of, weigh
from rules.language.questions import Entries, Question
from rules.language.questions.rows import ByRow
from rules.language.questions.worked_out import Superseded


@dataclass(frozen=True, eq=False)
class Unknown:
    """A question whose answer is not known, or not wholly: why, and what it can still be."""

    question: Question
    missing: Open
    turning: Turning
    possible: tuple[int, ...]  # places of sides: an answer known in part leaves fewer
    until_then: Question | None  # the patient's own, which counts until staff's comes

    @property
    def examples(self) -> tuple[object, ...]:
        """One answer of each side that it can still be."""
        return tuple(self.turning.sides[place].examples[0] for place in self.possible)


def unknowns(
    criteria: Iterable[Criterion], among: tuple[Criterion, ...], case: Case
) -> tuple[Unknown, ...]:
    """The unknown answers that some criteria turn on, in the order they come up.

    Answers are told apart by all that is asked of them `among` criteria that are weighed together.
    """
    asked = asked_by(among)
    criteria = tuple(criteria)
    overruling = _overruling(criteria, asked, case)
    read = dict.fromkeys(question for one in criteria for question in questions_of(one))
    found = (
        _unknown(question, asked[question], case) for question in read if question not in overruling
    )
    return tuple(filter(None, found))


def can_be_settled(criterion: Criterion, status: Status, case: Case) -> bool:
    """Whether an answer can settle it: it is open, and neither in conflict nor for the clinician."""
    beyond = (criterion.unsettleable_when, criterion.conflicting_when)
    return status is CANNOT_TELL and not any(weigh(one, case).truth for one in beyond)


def _overruling(
    criteria: Iterable[Criterion], asked: Mapping[Question, tuple[Check, ...]], case: Case
) -> set[Question]:
    """What staff could say of something that the patient answered: that would be another case.

    What a criterion waits for by itself is none of it: that an infection is ruled out, say. Rows in
    place of a single answer, which is what can be asked for, are always another case.
    """
    terms = {check.term for every in asked.values() for check in every}
    overruling = {
        term.staff
        for term in terms
        if isinstance(term, Superseded)
        and not isinstance(value_of(term.patient, case), Absent)
        and not term.is_outdated(case)
    }
    rows = {one for one in asked if isinstance(one, Entries) and one.row_for}
    if overruling.isdisjoint(terms):
        return overruling | rows
    return (overruling - _waited_for(criteria, case)) | rows


def _waited_for(criteria: Iterable[Criterion], case: Case) -> set[Term]:
    """What keeps some criteria open, by itself."""
    parts = (weigh(part, case) for one in criteria for part in turns_on(one))
    return {check.term for part in parts if part.truth is None for check in part.because}


def _unknown(question: Question, asked: tuple[Check, ...], case: Case) -> Unknown | None:
    missing = _missing(question, asked, case)
    if missing is None:
        return None
    sides = turning(question, asked, case)
    return Unknown(
        question, missing, sides, _possible(sides, case), _until_then(question, asked, case)
    )


def _until_then(question: Question, asked: tuple[Check, ...], case: Case) -> Question | None:
    for check in asked:
        term = check.term
        if isinstance(term, Superseded) and term.staff is question:
            needless = weigh(term.patient.asked_if, case).truth is False
            return None if needless or term.is_outdated(case) else term.patient
    return None


def _missing(question: Question, asked: tuple[Check, ...], case: Case) -> Open | None:
    """What is missing of an answer; None where it is known, or where no answer can make it so."""
    if weigh(question.asked_if, case).truth is False:
        return None
    given = case.answers.get(question.key)
    value = given.value if given else Absent.UNANSWERED
    if isinstance(value, Absent):
        return Open(question, question.cause(value))
    if not question.is_in_date(case):
        return Open(question, Cause.OUT_OF_DATE)
    return next(_missing_parts(question, asked, case), None)


def _missing_parts(question: Question, asked: tuple[Check, ...], case: Case) -> Iterator[Open]:
    """What is missing of an answer that was given: a dose on a list, the day in a month."""
    for check in asked:
        if weigh(check, case).truth is None:
            for missing in open_in(check.term, case):
                of_it = getattr(missing.term, "key", "") == question.key
                if of_it and missing.cause is not Cause.FOR_CLINICIAN:
                    yield missing


def _possible(sides: Turning, case: Case) -> tuple[int, ...]:
    """The sides that leave settled what an answer known in part has settled.

    A check that reads another answer too says nothing of a side by itself.
    """
    every = range(len(sides.sides))
    if isinstance(value_of(sides.question, case), Absent):
        return tuple(every)
    settled = [
        (place, truth)
        for place, check in enumerate(sides.asked)
        if check.relation is not is_unknown and (truth := weigh(check, case).truth) is not None
    ]
    return tuple(
        side
        for side in every
        if all(sides.sides[side].truths[place] in (truth, None) for place, truth in settled)
    )


def without_outdated(criteria: tuple[Criterion, ...], case: Case) -> Case:
    """The case with no value where one no longer counts, so that no newer date revives it.

    What comes in its place is of the case's day, and is dated so.
    """
    old = [question for question in _windowed(criteria) if _is_outdated(question, case)]
    outdated = {question.key: Given(Absent.OUT_OF_DATE) for question in old}
    outdated |= {one.observed_on[0].key: Given(case.on) for one in old if one.observed_on}
    known = case.answered(outdated) if outdated else case
    for term in _by_row(criteria):
        known = term.without(known) if term.is_outdated(case) else known
    return known


@lru_cache(KEPT)
def _by_row(criteria: tuple[Criterion, ...]) -> tuple[ByRow, ...]:
    terms = (check.term for every in asked_by(criteria).values() for check in every)
    return tuple(dict.fromkeys(term for term in terms if isinstance(term, ByRow)))


def _is_outdated(question: Question, case: Case) -> bool:
    given = case.answers.get(question.key)
    return bool(given and type(given.value) is not Absent and not question.is_in_date(case))


@lru_cache(KEPT)
def _windowed(criteria: tuple[Criterion, ...]) -> tuple[Question, ...]:
    return tuple(question for question in asked_by(criteria) if question.window)


def given_now(question: Question, answer: object, case: Case) -> Mapping[str, Given]:
    """An answer as it comes in on the case's day, with that day where it needs a date to count."""
    given = {question.key: Given(answer)}
    if question.observed_on and not question.is_in_date(case):
        given[question.observed_on[0].key] = Given(case.on)
    return given
