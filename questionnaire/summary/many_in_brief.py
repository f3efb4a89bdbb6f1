"""Many responses in brief, in batches: as many statements for a batch as for one response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from questionnaire.clinic import settings
from questionnaire.responses import answers, assessments
from questionnaire.responses.assessments import MadeOf
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed, contained
from questionnaire.responses.many_cases import cases_of, changed_histories
from questionnaire.responses.marks import marks_in
from questionnaire.responses.raised_flags import retired_flag
from questionnaire.responses.results import Results, results_of
from questionnaire.responses.withdrawn import withdrawn_in
from questionnaire.store.answer_rows import last_answers
from questionnaire.store.models import Answer, Edition, RedFlag, Response, StoredAssessment
from questionnaire.summary.answer_lines import said_in
from questionnaire.summary.in_brief import Found, InBrief, Whose, in_brief
from questionnaire.summary.settling_shown import so_far_in
from questionnaire.summary.summary import evidence_beside, findings_with, red_flags_weighed
from questionnaire.summary.unassessed import unassessed
from rules.editions import EditionLost
from rules.language.criteria.criteria import Protocol
from rules.language.findings.findings import Finding
from rules.language.logic.case import Case
from rules.language.logic.failure import Failure


def many_in_brief(session: Session, batch: Sequence[UUID]) -> Iterator[InBrief]:
    """Some responses, in the order of their ids. The session lets them go at the end."""
    kept = _KeptOfMany.of(session, batch)
    for response, case in cases_of(session, [kept.responses[one] for one in batch]):
        try:
            yield _in_brief(response, case, kept)
        except CannotBeAssessed as error:
            yield in_brief(unassessed(session, response, error))
    session.expunge_all()


@dataclass(frozen=True)
class _KeptOfMany:
    """What the database holds of some responses beside the answers that stand, and the settings."""

    responses: Mapping[UUID, Response]
    editions: Mapping[str, str]
    flags: Mapping[UUID, Sequence[RedFlag]]
    decided_on: Mapping[UUID, MadeOf]
    changed: Mapping[UUID, Mapping[str, Sequence[Answer]]]
    names: Mapping[UUID, str]  # of the staff who gave an answer that was changed
    last_answers: Mapping[UUID, int]
    chosen: Sequence[Protocol]
    session: Session

    @classmethod
    def of(cls, session: Session, batch: Sequence[UUID]) -> _KeptOfMany:
        found = select(Response).where(Response.id.in_(batch))
        found = found.options(joinedload(Response.patient), joinedload(Response.clinician))
        rows = session.scalars(found.options(selectinload(Response.decisions))).all()
        changed = changed_histories(session, rows)
        given = [row for of_one in changed.values() for each in of_one.values() for row in each]
        return cls(
            responses={one.id: one for one in rows},
            editions=_editions(session, rows),
            flags=_flags(session, batch),
            decided_on=_decided_on(session, rows),
            changed=changed,
            names=answers.staff_names(session, given),
            last_answers=last_answers(session, batch),
            chosen=settings.chosen_protocols(session),
            session=session,
        )


def _editions(session: Session, rows: Sequence[Response]) -> Mapping[str, str]:
    """Their names without their wording."""
    wanted = Edition.id.in_({one.edition_id for one in rows})
    return {
        row.id: row.name for row in session.execute(select(Edition.id, Edition.name).where(wanted))
    }


def _flags(session: Session, batch: Sequence[UUID]) -> Mapping[UUID, Sequence[RedFlag]]:
    found: dict[UUID, list[RedFlag]] = {one: [] for one in batch}
    of_batch = select(RedFlag).where(RedFlag.response_id.in_(batch)).order_by(RedFlag.raised_at)
    for flag in session.scalars(of_batch):
        found[flag.response_id].append(flag)
    return found


def _decided_on(session: Session, rows: Sequence[Response]) -> Mapping[UUID, MadeOf]:
    """What the latest decision of each was made on; not of one made before that was stored."""
    latest = [one.decisions[-1].id for one in rows if one.decisions]
    stored = select(StoredAssessment).where(StoredAssessment.decision_id.in_(latest))
    columns = stored.options(defer(StoredAssessment.record_sealed))
    return {one.response_id: assessments.made_of(one) for one in session.scalars(columns)}


def _in_brief(response: Response, now: Case, kept: _KeptOfMany) -> InBrief:
    return InBrief(
        _whose(response, now, kept),
        _found(response, now, kept),
        _said(now),
    )


def _whose(response: Response, now: Case, kept: _KeptOfMany) -> Whose:
    marks, patient = marks_in(now, response.consult_on), response.patient
    return Whose(
        response.id,
        patient.record_number,
        patient.date_of_birth,
        patient.synthetic,
        marks.details_doubted,
        marks.helper_not_agreed,
        marks.late_mri.in_a_word if marks.late_mri else "no",
        response.stage,
        kept.editions[response.edition_id],
        response.consult_on,
        response.sent_at,
        response.clinician.name if response.clinician else "",
        sum(flag.acted_at is None for flag in kept.flags[response.id]),
        response.decisions[-1].choice if response.decisions else "",
    )


def _found(response: Response, now: Case, kept: _KeptOfMany) -> Found:
    case, results = _results(response, now, kept)
    rows = kept.changed.get(response.id)
    return Found(
        results,
        so_far_in(results, case),
        findings_with(results, _raised(response, now, kept)),
        withdrawn_in(rows, now, lambda: kept.names) if rows else (),
        evidence_beside(results),
    )


def _results(response: Response, now: Case, kept: _KeptOfMany) -> tuple[Case, Results]:
    """As `assessments.shown` has it: of a decided response what it was decided on."""
    of = kept.decided_on.get(response.id)
    if of is None:
        return now, results_of(now, kept.chosen)
    try:
        case = _case_then(response, now, of, kept)
        return case, assessments.results_from(case, of)
    except EditionLost as lost:
        raise CannotBeAssessed(Failure(lost.name, str(lost), type(lost).__name__)) from None


def _case_then(response: Response, now: Case, of: MadeOf, kept: _KeptOfMany) -> Case:
    """The answers as they stood then: mostly those of now."""
    if of.last_answer == kept.last_answers.get(response.id, 0) and not now.unreadable:
        return assessments.case_with(now, of)
    return assessments.case_from(kept.session, response, of)


def _raised(response: Response, now: Case, kept: _KeptOfMany) -> Mapping[str, Finding]:
    """The red flags that were ever raised, by the answers of now."""
    flags = kept.flags[response.id]
    if not flags and response.id not in kept.decided_on:
        return {}  # each was weighed with the rest
    known = red_flags_weighed(now)
    raised = dict.fromkeys(flag.criterion for flag in flags)
    return {key: known[key] if key in known else retired_flag(key, now) for key in raised}


@contained("said", "What is said")
def _said(now: Case) -> Mapping[str, str]:
    return said_in(now)
