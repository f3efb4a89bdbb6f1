"""The administrator reads the audit trail: who saw or changed what, of whom, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import ColumnElement, Select, Text, or_, select, type_coerce
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from questionnaire.responses.marks import marks_among
from questionnaire.responses.same_patient import meant, of_number
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.audit_check import trail_faults
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import current_keyring
from questionnaire.store.models import AuditEvent, Patient, Response, Role, Staff, Stage
from questionnaire.web import untold
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath

bp = beneath("trail.latest", Blueprint("trail", __name__))

ROWS_A_PAGE = 100
SHOWN = 20  # of what was done to the trail
LAST_ROW = 2**63 - 1  # the largest number that a database can compare with


@dataclass(frozen=True)
class Entry:
    """One row of the trail as a person reads it."""

    sequence: int
    at: datetime
    who: str
    action: str
    patient_id: UUID | None
    detail: str


class LookUpForm(FlaskForm):
    """Whose trail to read. Sent as a form, because a record number has no place in an address."""

    record_number = StringField(
        "Record number", validators=[InputRequired("Enter a record number"), Length(max=60)]
    )


@bp.get("/audit")
@staff(Role.ADMINISTRATOR, menu="Audit trail")
def latest() -> ResponseReturnValue:
    """The whole trail, the latest first."""
    return _everything(LookUpForm())


@bp.post("/audit")
@staff(Role.ADMINISTRATOR)
def look_up() -> ResponseReturnValue:
    """Go to the trail of the patient with a record number."""
    form = LookUpForm()
    if not form.validate():
        return _everything(form), 422
    found = meant(of_number(read_session(), cast("str", form.record_number.data)))
    if len(found) != 1:
        form.record_number.errors = [
            _("Several patients have a record number like this: write it just as the record has it")
            if found
            else _("No patient has this record number: check it")
        ]
        return _everything(form), 422
    return redirect(url_for("trail.of_patient", patient_id=found[0].patient.id), 303)


@bp.get("/audit/patients/<uuid:patient_id>")
@staff(Role.ADMINISTRATOR)
def of_patient(patient_id: UUID) -> ResponseReturnValue:
    """Who saw or changed what of one patient, the latest first."""
    found = read_session().get(Patient, patient_id) or abort(404)
    shown, more = _page(select(AuditEvent).where(_is_of(read_session(), found)))
    audit.seen(Action.TRAIL_SEEN, detail={"patient": str(patient_id)})
    stands = Response.stage != Stage.ERASED
    theirs = select(Response).where(Response.patient_id == patient_id, stands)
    marks = marks_among(read_session(), read_session().scalars(theirs)).values()
    return render_template(
        "administration/trail/of_patient.html",
        patient=found,
        doubted=any(one.details_doubted for one in marks),
        not_agreed=any(one.helper_not_agreed for one in marks),
        entries=shown,
        older=more,
    )


@bp.get("/audit/check")
@staff(Role.ADMINISTRATOR)
def check() -> ResponseReturnValue:
    """Whether the trail is whole. Reads all of it, but not the rows that it tells of."""
    faults = trail_faults(read_session(), current_keyring())
    return render_template("administration/trail/check.html", faults=list(faults)[:SHOWN])


def _is_of(session: Session, patient: Patient) -> ColumnElement[bool]:
    """Rows about one patient: those that name them, and lists that they stood in."""
    responses = session.scalars(select(Response.id).where(Response.patient_id == patient.id))
    listed = type_coerce(AuditEvent.detail, Text)
    named = (listed.contains(str(one)) for one in (patient.id, *responses))
    return or_(AuditEvent.patient_id == patient.id, *named)


def _everything(form: LookUpForm) -> str:
    with write_session() as session:
        untold.tell(session)
    shown, more = _page(select(AuditEvent))
    audit.seen(Action.TRAIL_SEEN)
    return render_template("administration/trail/latest.html", form=form, entries=shown, older=more)


def _page(rows: Select[AuditEvent]) -> tuple[list[Entry], int | None]:
    """One page of a trail, and the number that the page of older rows ends before."""
    session, before = read_session(), request.args.get("before", type=_row_number)
    if before is not None:
        rows = rows.where(AuditEvent.sequence < before)
    found = session.scalars(rows.order_by(AuditEvent.sequence.desc()).limit(ROWS_A_PAGE + 1)).all()
    shown = found[:ROWS_A_PAGE]
    return _said(session, shown), shown[-1].sequence if len(found) > ROWS_A_PAGE else None


def _row_number(text: str) -> int:
    number = int(text)
    if not 0 <= number <= LAST_ROW:
        raise ValueError(text)
    return number


def _said(session: Session, rows: Sequence[AuditEvent]) -> list[Entry]:
    names = {audit.actor_name(row.id): row.name for row in session.scalars(select(Staff))}
    return [
        Entry(
            row.sequence,
            row.at,
            names.get(row.actor, row.actor),
            row.action,
            row.patient_id,
            _details(row, names),
        )
        for row in rows
    ]


def _details(row: AuditEvent, names: dict[str, str]) -> str:
    return "; ".join(f"{key}: {_detail(value, names)}" for key, value in row.detail.items())


def _detail(value: object, names: dict[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) if len(value) <= 5 else str(len(value))
    return names.get(audit.actor_name(value), str(value))
