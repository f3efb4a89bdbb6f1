"""Who may be the same person as a patient: never two of one person, nor two responses, in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypedDict
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from questionnaire.responses.near_names import is_near_name, is_same_name
from questionnaire.store.models import Patient, Response, Stage
from rules.language.logic.days import KnownDay

OPEN = (Stage.INVITED, Stage.IN_PROGRESS, Stage.SENT, Stage.READY)


class Invitee(TypedDict):
    """A patient as the clinic's record names them."""

    name: str
    date_of_birth: KnownDay
    sex: str
    record_number: str


class Likeness(Enum):
    """Why two may be one person."""

    NONE = "nothing alike"
    SAME_NUMBER = "same record number"
    LIKE_NUMBER = "record number that looks the same"
    NEAR_NAME = "same birthday and near name"
    IS_OPEN = "the same patient, with an open response"


@dataclass(frozen=True)
class KnownAlike:
    """A patient whom the clinic has, and where their latest or open response is."""

    patient: Patient
    why: Likeness
    response: Response | None

    @property
    def is_open(self) -> bool:
        """Whether the response is open, whatever it is that is alike."""
        return self.response is not None and self.response.stage in OPEN


def invitee(patient: Patient) -> Invitee:
    """A patient as the clinic has them."""
    return Invitee(
        name=patient.name,
        date_of_birth=patient.date_of_birth,
        sex=patient.sex,
        record_number=patient.record_number,
    )


def find(session: Session, person: Invitee) -> Patient | None:
    """The patient who has all four, however they are written."""
    return next(
        (one for one in patients_of(session, person["record_number"]) if _is_same(one, person)),
        None,
    )


def patients_of(session: Session, record_number: str) -> Sequence[Patient]:
    """All patients of a record number, however written; whose is written just so comes first."""
    found = session.scalars(select(Patient).where(Patient.has_record_number(record_number)))
    return sorted(
        found, key=lambda one: (not is_same_text(one, record_number), one.record_number_twin)
    )


def of_number(
    session: Session, record_number: str, *, besides: UUID | None = None
) -> tuple[KnownAlike, ...]:
    """Those patients and their responses, without the patient `besides`: who has it first."""
    patients = [one for one in patients_of(session, record_number) if one.id != besides]
    latest = _latest_responses(session, [one.id for one in patients], None)
    return tuple(
        KnownAlike(one, _likeness_of_number(one, record_number), latest.get(one.id))
        for one in patients
    )


def meant(known: Sequence[KnownAlike]) -> Sequence[KnownAlike]:
    """Who is meant by a number: who has just that one; where nobody has, all whose number looks so."""
    return [one for one in known if one.why is Likeness.SAME_NUMBER] or known


def next_twin(known: Sequence[Patient]) -> int:
    """What tells one more patient from those whose numbers look the same.

    Two who are given such a number at once get the same, which the database refuses the later.
    """
    return 1 + max((one.record_number_twin for one in known), default=-1)


def is_same_text(patient: Patient, record_number: str) -> bool:
    """Whether a record number is the patient's to the letter: then no other patient can have it."""
    one, other = (
        "".join(text.split()).casefold() for text in (patient.record_number, record_number)
    )
    return one == other


def looks_like_number(patient: Patient, record_number: str) -> bool:
    """Whether a record number is the patient's, or looks the same."""
    form = Patient.record_number.form
    return form(patient.record_number) == form(record_number)


def known_alike(
    session: Session, person: Invitee, *, besides: UUID | None = None
) -> tuple[KnownAlike, ...]:
    """Whom to ask about before somebody is invited. `besides` is the response to be made."""
    own = find(session, person)
    return _alike(session, person, own.id if own else None, besides)


def others_alike(session: Session, response: Response) -> tuple[KnownAlike, ...]:
    """Who else may be the patient of a response, and the patient's other open response."""
    patient = response.patient
    return _alike(session, invitee(patient), patient.id, response.id)


def _alike(
    session: Session, person: Invitee, own: UUID | None, besides: UUID | None
) -> tuple[KnownAlike, ...]:
    patients = _of_number_or_birthday(session, person)
    latest = _latest_responses(session, [one.id for one in patients], besides)
    found = (
        KnownAlike(one, _likeness(one, person, latest.get(one.id), own), latest.get(one.id))
        for one in patients
    )
    return tuple(one for one in found if one.why is not Likeness.NONE)


def _of_number_or_birthday(session: Session, person: Invitee) -> list[Patient]:
    rows = select(Patient).where(
        or_(
            Patient.has_record_number(person["record_number"]),
            Patient.is_born_on(person["date_of_birth"]),
        )
    )
    return list(session.scalars(rows.order_by(Patient.created_at, Patient.id)))


def _latest_responses(
    session: Session, patients: list[UUID], besides: UUID | None
) -> dict[UUID, Response]:
    """Of each patient the open response, or where there is none the latest."""
    stands = Response.stage != Stage.ERASED
    rows = select(Response).where(Response.patient_id.in_(patients), stands)
    if besides:
        rows = rows.where(Response.id != besides)
    by_age = session.scalars(rows.order_by(Response.created_at)).all()
    return {
        one.patient_id: one for one in sorted(by_age, key=lambda response: response.stage in OPEN)
    }


def _likeness(
    patient: Patient, person: Invitee, latest: Response | None, own: UUID | None
) -> Likeness:
    if patient.id == own:
        return Likeness.IS_OPEN if latest and latest.stage in OPEN else Likeness.NONE
    if looks_like_number(patient, person["record_number"]):
        return _likeness_of_number(patient, person["record_number"])
    return Likeness.NEAR_NAME if is_near_name(patient.name, person["name"]) else Likeness.NONE


def _likeness_of_number(patient: Patient, record_number: str) -> Likeness:
    is_same = is_same_text(patient, record_number)
    return Likeness.SAME_NUMBER if is_same else Likeness.LIKE_NUMBER


def _is_same(patient: Patient, person: Invitee) -> bool:
    return (
        looks_like_number(patient, person["record_number"])
        and is_same_name(patient.name, person["name"])
        and patient.date_of_birth == person["date_of_birth"]
        and patient.sex == person["sex"]
    )
