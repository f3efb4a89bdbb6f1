"""Assessments kept with what they were made of: made again to the byte, and compared with the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from questionnaire.clinic import settings
from questionnaire.responses import answers
from questionnaire.responses.assessment_record import record_text
from questionnaire.responses.cannot_be_assessed import (
    CannotBeAssessed,
    not_until_assessed,
    tell,
)
from questionnaire.responses.results import Results, results_of
from questionnaire.store import clock
from questionnaire.store.models import Decision, Response, Stage, StoredAssessment, Why
from questionnaire.store.once import once
from rules import editions
from rules.language.findings.record import Plain
from rules.language.logic.case import Case
from rules.protocols import ALWAYS_ON, WORKING_CHOICES

CHOSEN, ALWAYS = "chosen", "always_on"
ASSESSED = (Stage.SENT, Stage.READY, Stage.DECIDED)
OPEN = (Stage.SENT, Stage.READY)


@dataclass(frozen=True)
class MadeOf:
    """All that an assessment of one response is made of; the answers by the number of the last."""

    last_answer: int
    assessed_on: date
    figures: Mapping[str, str]
    choices: Mapping[str, str]
    editions: Mapping[str, list[str]]

    def record(self) -> Mapping[str, Plain]:
        """The same as JSON takes it."""
        return {
            "last_answer": self.last_answer,
            "on": self.assessed_on.isoformat(),
            "figures": dict(self.figures),
            "choices": dict(self.choices),
        }


def made_of_now(session: Session, response: Response) -> MadeOf:
    """What an assessment would be made of now.

    Figures that the clinic did not set are the editions' own; choices are nobody's, and named.
    """
    return making(session)(answers.last_answer(session, response), answers.day_of(response))


def making(session: Session) -> Callable[[int, date], MadeOf]:
    """What an assessment by the settings of now is made of: of the last answer, on a day."""
    chosen, own = settings.chosen_protocols(session), settings.working_choices(session)
    return partial(
        MadeOf,
        figures={key: str(value) for key, value in settings.working_figures(session).items()},
        choices={choice.key: own.get(choice.key, choice.value) for choice in WORKING_CHOICES},
        editions={
            CHOSEN: [*map(editions.name_of, chosen)],
            ALWAYS: [*map(editions.name_of, ALWAYS_ON)],
        },
    )


def made_of(stored: StoredAssessment) -> MadeOf:
    """What a stored assessment was made of."""
    return MadeOf(
        stored.last_answer,
        stored.assessed_on,
        stored.figures,
        stored.choices,
        stored.editions,
    )


def case_from(session: Session, response: Response, of: MadeOf) -> Case:
    """The answers as they stood then, with the figures of then."""
    figures = {key: Decimal(value) for key, value in of.figures.items()}
    return answers.case_on(
        session, response, of.assessed_on, figures, of.choices, last=of.last_answer
    )


def case_of(stored: StoredAssessment) -> Case:
    """The case that a stored assessment was made of."""
    session = cast("Session", object_session(stored))  # what was read from one belongs to it
    return case_from(session, stored.response, made_of(stored))


def results_from(case: Case, of: MadeOf) -> Results:
    """What the editions of then find. Raises EditionLost and CannotBeAssessed."""
    chosen, always_on = (
        [editions.edition(name) for name in of.editions[which]] for which in (CHOSEN, ALWAYS)
    )
    return results_of(case, chosen, always_on)


def rebuild(session: Session, stored: StoredAssessment) -> bytes:
    """A stored assessment made again of what it was made of: equal to what is stored, to the byte.

    Raises EditionLost and CannotBeAssessed.
    """
    of = made_of(stored)
    return _text(case_from(session, stored.response, of), of).encode()


def keep(session: Session, response: Response, why: Why) -> StoredAssessment | None:
    """Store the assessment of now, in the caller's transaction, where it is not the newest already.

    Nothing is stored of what its patient is still answering. The caller holds the response; only
    `intake` calls this, which raises the red flags first. Raises CannotBeAssessed.
    """
    if response.stage not in ASSESSED:
        return None
    made = _made(response, why, *_now(session, response))
    last = newest(session, response)
    return None if last and _same(last, made) else _stored(session, made)


def keep_decided(session: Session, decision: Decision, response: Response) -> StoredAssessment:
    """Store the assessment that a decision was made on. Raises CannotBeAssessed."""
    made = _made(response, Why.DECISION, *_now(session, response))
    made.decision_id = decision.id
    return _stored(session, made)


def hindrance(session: Session, response: Response) -> str:
    """Why a response can be neither passed on nor decided; empty where its answers can be assessed."""
    of, case = _now(session, response)
    try:
        results_from(case, of)
    except CannotBeAssessed as error:
        tell(response.id, error.failures)
        return not_until_assessed()
    return ""


def is_out_of_date(session: Session, response: Response) -> bool:
    """Whether an open response would now be assessed on something else than it was."""
    if response.stage not in OPEN:
        return False
    last = newest(session, response)
    return last is None or made_of(last) != made_of_now(session, response)


def why_changed(session: Session, response: Response) -> Why:
    """The first of what differs from what the newest assessment was made of."""
    last = newest(session, response)
    if last is None:  # it was sent before assessments were stored
        return Why.PROGRAM
    return next(iter(differences(made_of(last), made_of_now(session, response))), Why.PROGRAM)


def differences(before: MadeOf, after: MadeOf) -> tuple[Why, ...]:
    """In what two assessments differ; in nothing, where only the program changed."""
    differs = {
        Why.ANSWERS: before.last_answer != after.last_answer,
        Why.CONSULT_DAY: before.assessed_on != after.assessed_on,
        Why.FIGURES: (before.figures, before.choices) != (after.figures, after.choices),
        Why.EDITIONS: before.editions != after.editions,
    }
    return tuple(why for why, is_so in differs.items() if is_so)


def newest(session: Session, response: Response) -> StoredAssessment | None:
    """The assessment stored last."""
    first = _newest_first(response).limit(1)
    return once(session, (newest, response.id), lambda: session.scalar(first))


def newest_first(session: Session, response: Response) -> list[StoredAssessment]:
    """Every assessment stored of a response; each is another than the one before it."""
    return list(session.scalars(_newest_first(response)))


def of_decision(session: Session, decision: Decision) -> StoredAssessment | None:
    """The assessment that a decision was made on; None of one made before they were stored."""
    return session.scalar(
        select(StoredAssessment).where(StoredAssessment.decision_id == decision.id)
    )


def shown(
    session: Session, response: Response, now: Case, *, anew: bool = False
) -> tuple[Case, Results]:
    """What a page shows: what the latest decision was made on; where there is none, what is so now.

    `anew`: what is so now in any case. Raises EditionLost and CannotBeAssessed.
    """
    kept = None if anew else decided_on(session, response)
    if kept is None:
        return now, results_of(now, settings.chosen_protocols(session))
    case = case_from(session, response, made_of(kept))
    return case, results_from(case, made_of(kept))


def decided_on(session: Session, response: Response) -> StoredAssessment | None:
    """The assessment that the latest decision was made on, if there is one."""
    return of_decision(session, response.decisions[-1]) if response.decisions else None


def _newest_first(response: Response) -> Select[StoredAssessment]:
    of_response = StoredAssessment.response_id == response.id
    return select(StoredAssessment).where(of_response).order_by(StoredAssessment.sequence.desc())


def _now(session: Session, response: Response) -> tuple[MadeOf, Case]:
    """What an assessment is made of now, and the case that this makes."""
    session.flush()
    of = made_of_now(session, response)
    return of, case_from(session, response, of)


def _made(response: Response, why: Why, of: MadeOf, case: Case) -> StoredAssessment:
    text = _text(case, of)
    return StoredAssessment(
        response_id=response.id,
        at=clock.now(),
        why=why,
        last_answer=of.last_answer,
        assessed_on=of.assessed_on,
        figures=dict(of.figures),
        choices=dict(of.choices),
        editions=dict(of.editions),
        record=text,
        digest=response.own_key().digest(text, _PURPOSE),
    )


def _stored(session: Session, made: StoredAssessment) -> StoredAssessment:
    session.add(made)
    session.flush()
    return made


def is_made_again(response: Response, case: Case, of: MadeOf, digest: bytes) -> bool:
    """Whether an assessment made of this is the one with that digest. Raises CannotBeAssessed."""
    return response.own_key().digest(_text(case_with(case, of), of), _PURPOSE) == digest


def _same(last: StoredAssessment, made: StoredAssessment) -> bool:
    return last.digest == made.digest


def case_with(case: Case, of: MadeOf) -> Case:
    """The same answers on the day, with the figures and choices, of an assessment."""
    figures = {key: Decimal(value) for key, value in of.figures.items()}
    return replace(case, on=of.assessed_on, figures=figures, choices=of.choices)


def _text(case: Case, of: MadeOf) -> str:
    return record_text(results_from(case, of), of.record())


_PURPOSE = "stored_assessment"
