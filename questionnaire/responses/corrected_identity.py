"""Who a patient is, put right in one place: the patient's row and every response not closed follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.responses.invitations import ask_birthday_anew
from questionnaire.responses.same_patient import (
    is_same_text,
    looks_like_number,
    next_twin,
    patients_of,
)
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.models import Detail, Patient, PatientCorrection, Response, Stage
from questionnaire.store.models.sealed import Encrypted
from rules.language.logic.case import Absent, Origin
from rules.language.questions import Question
from rules.questions import about_you

Told: TypeAlias = Mapping[Detail, object]
"""All four details, as somebody says that they are."""

AS_ANSWERED: Mapping[Detail, Question] = {
    Detail.DATE_OF_BIRTH: about_you.date_of_birth,
    Detail.SEX: about_you.sex,
}
"""The details that are the record's answers too."""


class RecordNumberTaken(Exception):
    """Another patient has the record number, or one that looks the same. Two are never made one."""


class CorrectedMeanwhile(Exception):
    """Somebody has put the patient's details right since the version that a correction was made from."""


def correct(
    session: Session,
    response: Response,
    told: Told,
    *,
    version: int,
    reason: str,
    by: UUID,
    others: Collection[str] = (),
) -> bool:
    """Put right what differs from what stands, of the patient of a response. False where nothing does.

    `version` is how many details had been put right when `told` was written. Asked for twice, by two
    clicks, it is done once. `others` are the ids of patients of whom somebody has said that they are
    other people, though their record numbers look the same. Raises RecordNumberTaken and CorrectedMeanwhile.
    """
    patient = session.get_one(Patient, response.patient_id, with_for_update=True)
    wrong = [detail for detail in Detail if getattr(patient, detail.value) != told[detail]]
    if wrong and version != version_of(session, response):
        raise CorrectedMeanwhile
    if wrong:
        rows = [_row(patient, one, told[one], reason, by) for one in wrong]
        _put_right(session, patient, rows, others)
        _tell(session, patient, wrong)
        detail = {"details": [one.value for one in wrong]}
        audit.record(session, Action.IDENTITY_CORRECTED, response=response, detail=detail)
    return bool(wrong)


def version_of(session: Session, response: Response) -> int:
    """How many details of the patient of a response have been put right.

    Read it before what stands: of a page whose version is too old nothing is taken unseen.
    """
    return len(corrections_of(session, response))


def corrections_of(session: Session, response: Response) -> Sequence[PatientCorrection]:
    """Everything that was put right of the patient of a response, the first first."""
    of_patient = PatientCorrection.patient_id == response.patient_id
    query = select(PatientCorrection).where(of_patient).order_by(PatientCorrection.sequence)
    return session.scalars(query).all()


def stood_at(session: Session, response: Response, version: int) -> Mapping[Detail, str]:
    """A patient's details as texts, as they stood when so many had been put right."""
    later = corrections_of(session, response)[version:]
    stood = {detail: as_text(detail, getattr(response.patient, detail.value)) for detail in Detail}
    return {**stood, **{row.detail: row.before for row in reversed(later)}}


def as_text(detail: Detail, value: object) -> str:
    """A detail as the text that is sealed of it."""
    return cast("str", _sealed(detail).kind.write(value))


def of_text(detail: Detail, text: str) -> object:
    """The detail of such a text; `as_text` is its inverse."""
    return _sealed(detail).kind.read(text)


def take_in_corrections(session: Session, response: Response) -> None:
    """Tell a response what was put right of its patient, in so far as it has not heard of it.

    Whether the details are right is asked anew: what was said of it was said of other details.
    """
    rows = corrections_of(session, response)
    latest = {AS_ANSWERED[row.detail]: row for row in rows if row.detail in AS_ANSWERED}
    told: list[tuple[Mapping[Question, object], Giver]] = [
        ({question: getattr(response.patient, row.detail.value)}, _giver(row))
        for question, row in latest.items()
    ]
    if row := _said_of_others(session, response, rows):
        told.append(({about_you.details_right: Absent.UNANSWERED}, _giver(row)))
    changed, _ = take_in_all(session, response, told) if told else ([], None)
    if changed:
        detail = {"questions": changed}
        audit.record(session, Action.ANSWER_CORRECTED, response=response, detail=detail)


def _giver(row: PatientCorrection) -> Giver:
    return Giver(Origin.RECORD, row.corrected_by, reason=row.reason)


def _said_of_others(
    session: Session, response: Response, rows: Sequence[PatientCorrection]
) -> PatientCorrection | None:
    """What was put right since the patient confirmed or doubted the details, if anything was."""
    said = answers.latest_rows(answers.history(session, response)).get(about_you.details_right.key)
    shown = [row for row in rows if row.detail is not Detail.RECORD_NUMBER]
    return shown[-1] if said and shown and said.at <= shown[-1].at else None


def _put_right(
    session: Session,
    patient: Patient,
    rows: Sequence[PatientCorrection],
    others: Collection[str],
) -> None:
    for row in rows:
        if row.detail is Detail.RECORD_NUMBER:
            patient.record_number_twin = _twin(session, patient, row.after, others)
        setattr(patient, row.detail.value, _sealed(row.detail).kind.read(row.after))
    session.add_all(rows)
    try:
        session.flush()
    except IntegrityError:  # another patient has been given the number at the same time
        raise RecordNumberTaken from None


def _row(
    patient: Patient, detail: Detail, value: object, reason: str, by: UUID
) -> PatientCorrection:
    return PatientCorrection(
        patient_id=patient.id,
        detail=detail,
        before=as_text(detail, getattr(patient, detail.value)),
        after=as_text(detail, value),
        reason=reason,
        corrected_by=by,
    )


def _twin(session: Session, patient: Patient, number: str, others: Collection[str]) -> int:
    """Anew with every number, the patient's own rewritten too: somebody may get the same just now."""
    known = patients_of(session, number)
    looked_so = looks_like_number(patient, number)  # whoever is alike by it was asked about before
    for one in known:
        settled = looked_so or str(one.id) in others
        if one.id != patient.id and (is_same_text(one, number) or not settled):
            raise RecordNumberTaken
    return next_twin(known)


def _tell(session: Session, patient: Patient, corrected: Sequence[Detail]) -> None:
    """Tell every response that is not closed, and the door."""
    for response in _not_closed(session, patient):
        take_in_corrections(session, response)
    if Detail.DATE_OF_BIRTH in corrected:
        ask_birthday_anew(session, patient)


def _not_closed(session: Session, patient: Patient) -> Sequence[Response]:
    """The responses to be told, held against other writers in one order for everybody."""
    return session.scalars(
        select(Response)
        .where(
            Response.patient_id == patient.id,
            Response.stage.not_in((Stage.CLOSED, Stage.ERASED)),
        )
        .order_by(Response.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _sealed(detail: Detail) -> Encrypted[object]:
    return cast("Encrypted[object]", getattr(Patient, detail.value))
