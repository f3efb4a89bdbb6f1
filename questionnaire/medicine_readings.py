"""Staff say which medicine was meant by a name: a later answer, with their name and a reason."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from questionnaire import answers, assessments, audit, red_flags
from questionnaire.access import current_staff, staff
from questionnaire.answer_lines import sections_of
from questionnaire.answers import Giver
from questionnaire.database import reading, writing
from questionnaire.intake.listed import Listed
from questionnaire.medicine_choices import NOT_KNOWN, key_of, what_it_may_be
from questionnaire.medicines_shown import MedicineRead, medicines_read
from questionnaire.models import Response, Role, Why
from questionnaire.recognition import reading as read_as
from questionnaire.review import back_to_submission, response_or_404, response_to_change
from rules.language.case import Origin
from rules.language.questions import Entry, Question
from rules.medicines import INGREDIENT_BY_KEY, How, name_of, reading_of
from rules.questions.pain_relief import pain_medicines

bp = Blueprint("medicine_readings", __name__)
bp.add_app_template_global(medicines_read)


class ReadingForm(FlaskForm):
    """What a medicine is, and how staff know."""

    read_as = SelectField("What is it?", validators=[InputRequired("Choose what it is")])
    reason = TextAreaField(
        "How do you know?",
        description="For example: the patient read it from the box; it is on the repeat prescription",
        validators=[
            DataRequired("Write how you know what it is"),
            Length(max=500, message="Shorten it to 500 characters"),
        ],
    )
    seen = HiddenField()


@bp.get("/responses/<uuid:response_id>/medicines/<int:number>")
@staff(Role.NURSE, Role.CLINICIAN)
def change(response_id: UUID, number: int) -> ResponseReturnValue:
    """One medicine of the list: what was written, what it was read as, and what it may be."""
    response = response_or_404(reading(), response_id)
    listed = _listed(reading(), response)
    now = key_of(reading_of(_entry_or_404(listed, number)).ingredients)
    form = ReadingForm(formdata=None, read_as=now, seen=listed.mark(number))
    return _page(response, listed, number, form)


@bp.post("/responses/<uuid:response_id>/medicines/<int:number>")
@staff(Role.NURSE, Role.CLINICIAN)
def save_change(response_id: UUID, number: int) -> ResponseReturnValue:
    """Keep what staff say the medicine is, as a later answer."""
    response = response_or_404(reading(), response_id)
    listed, form = _listed(reading(), response), ReadingForm()
    form.read_as.choices = what_it_may_be(_entry_or_404(listed, number))
    if not form.validate_on_submit():
        return _page(response, listed, number, form), 422
    with writing() as session:
        response = response_to_change(session, response_id)
        listed = _listed(session, response)
        meant = (
            number if listed.mark(number) == form.seen.data else listed.marked(form.seen.data or "")
        )
        changed = _keep(session, response, listed, meant, form) if meant else []
    if meant is None:
        form.form_errors = [_("The list was changed meanwhile. Look again at what it says now")]
        form.seen.data = listed.mark(number)
        return _page(response_or_404(reading(), response_id), listed, number, form), 422
    if changed:
        flash(_("Saved, with your name and the reason. What the patient wrote is kept."), "done")
    else:
        flash(_("Staff have said so before. Theirs stands; nothing was changed."))
    return back_to_submission(response_id)


def _keep(
    session: Session, response: Response, listed: Listed, number: int, form: ReadingForm
) -> list[str]:
    """Returns the keys of the questions whose answers changed."""
    found = [INGREDIENT_BY_KEY[key] for key in form.read_as.data.split("+") if key != NOT_KNOWN]
    given: dict[Question, object] = {
        pain_medicines: listed.having(number, read_as(found, How.STAFF))
    }
    giver = Giver(Origin.STAFF, current_staff().id, reason=_why(listed.at(number), form))
    changed = answers.save(session, response, given, giver)
    if changed:
        red_flags.raise_flags(session, response, answers.case_of(session, response))
        assessments.keep(session, response, Why.ANSWERS)
        detail = {"questions": changed}
        audit.record(session, audit.Action.ANSWER_CORRECTED, response=response, detail=detail)
    return changed


def _why(entry: Entry, form: ReadingForm) -> str:
    """The list becomes the answer of whoever reads one name otherwise: so say what alone changed."""
    said = _("Only what “%(name)s” is was changed; the rest of the list is as it was given.")
    return f"{said % {'name': name_of(entry)}} {form.reason.data}"


def _page(response: Response, listed: Listed, number: int, form: ReadingForm) -> str:
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    form.read_as.choices = what_it_may_be(listed.at(number))
    return render_template(
        "medicine_readings/change.html",
        response=response,
        form=form,
        medicine=_medicine(response, number),
    )


def _medicine(response: Response, number: int) -> MedicineRead:
    case = answers.case_of(reading(), response)
    lines = (line for part in sections_of(reading(), response, case) for line in part.lines)
    line = next((line for line in lines if line.question is pain_medicines), None)
    return next((one for one in medicines_read(line) if one.number == number), None) or abort(404)


def _listed(session: Session, response: Response) -> Listed:
    return Listed.of(pain_medicines, answers.case_of(session, response))


def _entry_or_404(listed: Listed, number: int) -> Entry:
    return listed.at(number) if listed.has(number) else abort(404)
