"""A clinic to try things in: invented patients at every stage, made as the pages would make them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from questionnaire.administration import staff
from questionnaire.cli.demo_patients import DemoPatient, demo_settings, demo_staff
from questionnaire.clinic import settings
from questionnaire.patient.journey import begin
from questionnaire.patient.sending import hand_in
from questionnaire.responses import assessments, invitations, raised_flags
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.responses.invitations import note_opened
from questionnaire.review.decision import decide
from questionnaire.review.stages import pass_on
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Patient, Response, Role, Staff, Stage
from questionnaire.web import passwords
from rules.language.logic.case import Origin


@dataclass(frozen=True)
class Account:
    """A member of the demo's staff, with the password for the first sign in."""

    name: str
    role: Role
    username: str
    password: str


@dataclass(frozen=True)
class Team:
    """Who of the demo's staff does what."""

    nurse: UUID
    clinician: UUID


class NotEmpty(Exception):
    """The database holds people already: a demo is never mixed with them."""


def is_empty() -> bool:
    """Whether nobody has an account and no patient was ever invited."""
    session = read_session()
    return not any(session.scalar(select(exists(select(table.id)))) for table in (Staff, Patient))


def make_staff() -> tuple[Account, ...]:
    """The demo's clinic and its staff. Raises NotEmpty where there are people already."""
    if not is_empty():
        raise NotEmpty
    accounts = tuple(
        Account(one["name"], Role(one["role"]), one["username"], passwords.one_time_password())
        for one in demo_staff()
    )
    hashes = [passwords.hash_password(account.password) for account in accounts]
    with write_session() as session:
        settings.change(session, demo_settings(), by=None)
        for account, kept in zip(accounts, hashes, strict=True):
            staff.create(session, account.username, account.name, account.role, kept)
    return accounts


def team() -> Team:
    """The demo's nurse and clinician."""
    ids = {one.role: one.id for one in read_session().scalars(select(Staff))}
    return Team(ids[Role.NURSE], ids[Role.CLINICIAN])


def make_patient(patient: DemoPatient, by: Team) -> str:
    """Invite a patient, give the answers, and do what staff did. Returns the link's secret part."""
    with write_session() as session:
        invitation, token = invitations.invite(
            session,
            name=patient.name,
            date_of_birth=patient.born,
            sex=patient.sex,
            record_number=patient.record_number,
            consult_on=patient.consult_on,
            clinician_id=by.clinician,
            contact=None,
            created_by=by.nurse,
            synthetic=True,
        )
        response = session.get_one(Response, invitation.response_id)
        if patient.stage is not Stage.INVITED:
            if not patient.by_telephone:
                note_opened(session, invitation)
            _answer(session, response, patient, by)
            _review(session, response, patient, by)
    return token


def _answer(session: Session, response: Response, patient: DemoPatient, by: Team) -> None:
    begin(session, response)
    giver = _giver(patient, by)
    take_in_all(session, response, [(patient.first, giver), (patient.answers, giver)])
    if patient.stage is not Stage.IN_PROGRESS:
        hand_in(session, response)


def _giver(patient: DemoPatient, by: Team) -> Giver:
    if patient.by_telephone:
        return Giver(Origin.STAFF_PHONE, by.nurse)
    return Giver(Origin.HELPER, name=patient.helper) if patient.helper else Giver(Origin.PATIENT)


def _review(session: Session, response: Response, patient: DemoPatient, by: Team) -> None:
    corrections = (
        ({one.question: one.value}, Giver(Origin.STAFF_PHONE, by.nurse, reason=one.reason))
        for one in patient.corrections
    )
    facts = (patient.facts, Giver(Origin.STAFF, by.nurse))
    take_in_all(session, response, [facts, *corrections])
    if patient.acted:
        for flag in raised_flags.flags_of(session, response):
            raised_flags.act_on(session, flag, by.nurse, patient.acted)
    if patient.stage not in {Stage.READY, Stage.DECIDED}:
        return
    if assessments.hindrance(session, response):
        return  # it waits in review, where its page says what failed
    pass_on(session, response, by.nurse)
    if patient.decision:
        decide(
            session, response, by.clinician, patient.decision["choice"], patient.decision["note"]
        )
