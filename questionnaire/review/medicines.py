"""Staff say which medicine was meant by a name: a later answer, with their name and a reason."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from questionnaire.patient.listed import Listed
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.responses.medicine_names import reading as read_as
from questionnaire.review.medicine_choices import NOT_KNOWN, key_of, what_it_may_be
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role
from questionnaire.summary.answer_lines import sections_of
from questionnaire.summary.medicines_shown import MedicineRead, medicines_read
from questionnaire.web.access import current_staff, staff
from rules.language.logic.case import Origin
from rules.language.questions import Entry, Question
from rules.medicines import INGREDIENT_BY_KEY, How, name_of, reading_of
from rules.medicines.listed_twice import Again, listed_again
from rules.questions.pain_medicine import medicine_listed_again
from rules.questions.pain_relief import pain_medicines

bp = Blueprint("medicines", __name__)
bp.add_app_template_global(medicines_read)


LISTED_TWICE = (
    ("", "Nobody knows yet"),
    (Again.SAME.value, "The same as the one before it, listed twice"),
    (Again.DIFFERENT.value, "Another one, taken as well"),
)


class ReadingForm(FlaskForm):
    """What a medicine is, and how staff know."""

    read_as = SelectField("What is it?", validators=[InputRequired("Choose what it is")])
    listed_again = SelectField("Is it listed twice?")
    reason = TextAreaField(
        "How do you know?",
        description="For example: the patient read it from the box; it is on the repeat prescription",
        validators=[
            DataRequired("Write how you know what it is"),
            Length(max=500, message="Shorten it to 500 characters"),
        ],
    )


@bp.get("/responses/<uuid:response_id>/medicines/<int:number>")
@staff(Role.NURSE, Role.CLINICIAN)
def change(response_id: UUID, number: int) -> ResponseReturnValue:
    """One medicine of the list: what was written, what it was read as, and what it may be."""
    response = response_or_404(read_session(), response_id)
    listed = _listed(read_session(), response)
    entry = _entry_or_404(listed, number)
    now, again = key_of(reading_of(entry).ingredients), entry.get(medicine_listed_again.key)
    said = again if isinstance(again, str) else ""
    form = ReadingForm(formdata=None, read_as=now, listed_again=said)
    _ask_only_of_two_alike(form, listed, number)
    return _page(response, listed, number, form)


@bp.get("/responses/<uuid:response_id>/medicines/<int:number>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def change_sent(response_id: UUID, number: int, version: int) -> ResponseReturnValue:
    """Where a form about a medicine was sent to, opened again: the page as it stands."""
    return redirect(url_for("medicines.change", response_id=response_id, number=number), 303)


@bp.post("/responses/<uuid:response_id>/medicines/<int:number>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def save_change(response_id: UUID, number: int, version: int) -> ResponseReturnValue:
    """Keep what staff say the medicine is, as a later answer.

    `version` is how many answers there were when the page was made: it tells which medicine was meant.
    """
    response = response_or_404(read_session(), response_id)
    shown, form = _listed(read_session(), response, version), ReadingForm()
    form.read_as.choices = what_it_may_be(_entry_or_404(shown, number))
    _ask_only_of_two_alike(form, shown, number)
    if not form.validate_on_submit():
        return _page(response, shown, number, form, version), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        listed, before = _listed(session, response), answers.count(session, response)
        meant = _meant(shown, listed, number)
        changed = _keep(session, response, listed, meant, form) if meant else []
    if meant is None:
        return _changed_meanwhile(response_id, listed, number, form)
    if changed:
        flash(_("Saved, with your name and the reason. What the patient wrote is kept."), "done")
    else:
        flash(_("Staff have said so before. Theirs stands; nothing was changed."))
    return back_to_submission(response_id, since=before if changed else None)


def _meant(shown: Listed, listed: Listed, number: int) -> int | None:
    """Where a medicine that was shown stands by now; None where it was changed or is gone."""
    mark = shown.mark(number)
    return number if listed.mark(number) == mark else listed.marked(mark)


def _changed_meanwhile(
    response_id: UUID, listed: Listed, number: int, form: ReadingForm
) -> ResponseReturnValue:
    said = _("The list was changed meanwhile. Look again at what it says now")
    if not listed.has(number):
        flash(said, "error")
        return back_to_submission(response_id, pain_medicines.key)
    form.form_errors = [said]
    return _page(response_or_404(read_session(), response_id), listed, number, form), 422


def _ask_only_of_two_alike(form: ReadingForm, listed: Listed, number: int) -> None:
    form.listed_again.choices = LISTED_TWICE
    if number - 1 not in listed_again(listed.entries):
        del form.listed_again


def _keep(
    session: Session, response: Response, listed: Listed, number: int, form: ReadingForm
) -> list[str]:
    """Returns the keys of the questions whose answers changed."""
    found = [INGREDIENT_BY_KEY[key] for key in form.read_as.data.split("+") if key != NOT_KNOWN]
    again = form.listed_again.data if form.listed_again else ""
    said = {medicine_listed_again.key: again} if again else {}
    given: dict[Question, object] = {
        pain_medicines: listed.having(number, {**read_as(found, How.STAFF), **said})
    }
    giver = Giver(Origin.STAFF, current_staff().id, reason=_why(listed.at(number), form))
    changed, _ = take_in(session, response, given, giver, audit.Action.ANSWER_CORRECTED)
    return changed


def _why(entry: Entry, form: ReadingForm) -> str:
    """The list becomes the answer of whoever reads one name otherwise: so say what alone changed."""
    said = _("Only what “%(name)s” is was changed; the rest of the list is as it was given.")
    return f"{said % {'name': name_of(entry)}} {form.reason.data}"


def _page(
    response: Response,
    listed: Listed,
    number: int,
    form: ReadingForm,
    version: int | None = None,
) -> str:
    """The form. `version`: of one sent back for a slip, that of the list as it was shown."""
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    form.read_as.choices = what_it_may_be(listed.at(number))
    return render_template(
        "review/medicine.html",
        response=response,
        form=form,
        number=number,
        version=answers.count(read_session(), response) if version is None else version,
        medicine=_medicine(response, number),
    )


def _medicine(response: Response, number: int) -> MedicineRead:
    case = answers.case_of(read_session(), response)
    lines = (line for part in sections_of(read_session(), response, case) for line in part.lines)
    line = next((line for line in lines if line.question is pain_medicines), None)
    return next((one for one in medicines_read(line) if one.number == number), None) or abort(404)


def _listed(session: Session, response: Response, version: int | None = None) -> Listed:
    """The list as it stands; `version`: as it stood when there were so many answers."""
    if version is None:
        return Listed.of(pain_medicines, answers.case_of(session, response))
    return Listed.of(pain_medicines, answers.case_at(session, response, version))


def _entry_or_404(listed: Listed, number: int) -> Entry:
    return listed.at(number) if listed.has(number) else abort(404)
