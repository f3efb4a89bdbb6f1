"""What is kept of one response, whether or not it can be assessed: whose, when, answers, red flags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses.late_mri import LateMri
from questionnaire.responses.marks import marks_in
from questionnaire.responses.raised_flags import flags_of, retired_flag
from questionnaire.responses.urgency import how_urgent
from questionnaire.store import clock
from questionnaire.store.models import Decision, ReadyNote, RedFlag, Response, Staff, Stage
from questionnaire.store.short_id import short
from questionnaire.summary.answer_lines import AnswerLine, AnswerSection, sections_of
from rules.language.findings.findings import Finding
from rules.language.logic.case import Case
from rules.language.logic.days import KnownDay


@dataclass(frozen=True)
class Person:
    """A patient as the clinic's record names them."""

    name: str
    date_of_birth: KnownDay
    sex: str
    record_number: str
    synthetic: bool


@dataclass(frozen=True)
class RaisedFlag:
    """A red flag that was raised, and what a named person did about it."""

    id: UUID
    finding: Finding
    raised_at: datetime
    acted_at: datetime | None
    acted_by: str
    action: str


@dataclass(frozen=True)
class NoteOnReady:
    """Why a response was passed on although its patient has not agreed to the helper."""

    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class MadeDecision:
    """What a clinician decided. The program never does."""

    choice: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class KeptResponse:
    """One response as it is kept, with everything in it that no rule works out."""

    response_id: UUID
    patient: Person
    details_doubted: bool  # the answers of now say that the name, date of birth or sex is wrong
    helper_not_agreed: bool  # by the answers of now the patient has not agreed to the helper
    late_mri: LateMri | None  # booked for after the consult, by the answers of now
    stage: Stage
    consult_on: date | None
    clinician: str
    clinic: str
    edition: str
    started_at: datetime | None
    sent_at: datetime | None
    ready_at: datetime | None
    ready_by: str
    ready_notes: tuple[NoteOnReady, ...]
    flags: tuple[RaisedFlag, ...]  # open ones first, and of each kind the most urgent
    sections: tuple[AnswerSection, ...]
    decisions: tuple[MadeDecision, ...]
    generated_at: datetime

    @property
    def short_id(self) -> str:
        """Enough of the response's id to tell files apart; it names nobody."""
        return short(self.response_id)

    @property
    def mri_after_consult(self) -> str:
        """For a file: whether an MRI is booked for after the consult."""
        return self.late_mri.in_a_word if self.late_mri else "no"

    def line(self, key: str) -> AnswerLine | None:
        """The line of one question, where it is asked."""
        lines = (line for section in self.sections for line in section.lines)
        return next((line for line in lines if line.question.key == key), None)


def kept_of(
    session: Session, response: Response, now: Case, red_flags: Mapping[str, Finding]
) -> KeptResponse:
    """A response as it stands now, each flag raised with how its red flag stands by the answers of now."""
    marks = marks_in(now, response.consult_on)
    return KeptResponse(
        response_id=response.id,
        patient=person(response),
        details_doubted=marks.details_doubted,
        helper_not_agreed=marks.helper_not_agreed,
        late_mri=marks.late_mri,
        stage=response.stage,
        consult_on=response.consult_on,
        clinician=response.clinician.name if response.clinician else "",
        clinic=settings.settings(session).name,
        edition=response.edition.name,
        started_at=response.started_at,
        sent_at=response.sent_at,
        ready_at=response.ready_at,
        ready_by=_ready_by(session, response),
        ready_notes=tuple(_ready_note(note) for note in response.ready_notes),
        flags=_flags(session, response, now, red_flags),
        sections=sections_of(session, response, now),
        decisions=tuple(_decision(decision) for decision in response.decisions),
        generated_at=clock.now(),
    )


def person(response: Response) -> Person:
    """The patient whose response it is."""
    patient = response.patient
    return Person(
        patient.name,
        patient.date_of_birth,
        patient.sex,
        patient.record_number,
        patient.synthetic,
    )


def _ready_by(session: Session, response: Response) -> str:
    return session.get_one(Staff, response.ready_by).name if response.ready_by else ""


def _ready_note(note: ReadyNote) -> NoteOnReady:
    return NoteOnReady(note.note, note.nurse.name, note.at)


def _flags(
    session: Session, response: Response, now: Case, findings: Mapping[str, Finding]
) -> tuple[RaisedFlag, ...]:
    """By the answers of now even where the findings are a decision's: a later flag must show."""
    raised = flags_of(session, response)
    retired = {one.criterion for one in raised} - set(findings)
    known = {**findings, **{key: retired_flag(key, now) for key in retired}}
    flags = (_flag(flag, known[flag.criterion]) for flag in raised)
    return tuple(sorted(flags, key=_who_wants_somebody_first))


def _who_wants_somebody_first(flag: RaisedFlag) -> tuple[bool, int]:
    return flag.acted_at is not None, how_urgent(flag.finding.criterion)


def _flag(flag: RedFlag, finding: Finding) -> RaisedFlag:
    acted_by = flag.actor.name if flag.actor else ""
    return RaisedFlag(flag.id, finding, flag.raised_at, flag.acted_at, acted_by, flag.action or "")


def _decision(decision: Decision) -> MadeDecision:
    return MadeDecision(decision.choice, decision.note or "", decision.clinician.name, decision.at)
