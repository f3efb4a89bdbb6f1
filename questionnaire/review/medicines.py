"""Staff say which medicine was meant by a name: a later answer, with their name and a reason."""

from __future__ import annotations

from itertools import takewhile
from typing import cast
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from questionnaire.fields.since import KEEP, Since
from questionnaire.patient.list_since import ListSince
from questionnaire.patient.listed import Listed
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.responses.medicine_names import reading as read_as
from questionnaire.review.crossed import Crossed, crossed_with
from questionnaire.review.medicine_choices import NOT_KNOWN, key_of, what_it_may_be
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role
from questionnaire.summary.answer_lines import AnswerLine, GivenAnswer, sections_of
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


LISTED_TWICE = {
    "": "Nobody knows yet",
    Again.SAME.value: "The same as the one before it, listed twice",
    Again.DIFFERENT.value: "Another one, taken as well",
}


class ReadingForm(FlaskForm):
    """What a medicine is, and how staff know."""

    read_as = SelectField("What is it?", validators=[InputRequired("Choose what it is")])
    listed_again = SelectField("Is it listed twice?", choices=LISTED_TWICE, default="")
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
    version = answers.count(read_session(), response)
    listed = Listed.of(pain_medicines, answers.case_of(read_session(), response))
    entry = _entry_or_404(listed, number)
    now, again = key_of(reading_of(entry).ingredients), entry.get(medicine_listed_again.key)
    said = again if isinstance(again, str) else ""
    form = ReadingForm(formdata=None, read_as=now, listed_again=said)
    return _page(response, listed, number, form, version)


@bp.get("/responses/<uuid:response_id>/medicines/<int:number>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def change_sent(response_id: UUID, number: int, version: int) -> ResponseReturnValue:
    """Where a form about a medicine was sent to, opened again: its page, wherever it stands now."""
    response = response_or_404(read_session(), response_id)
    lists = _lists(read_session(), response, version)
    place = lists.place(number) if lists.then.has(number) else number
    if place is None:
        return back_to_submission(response_id, pain_medicines.key)
    return redirect(url_for("medicines.change", response_id=response_id, number=place), 303)


@bp.post("/responses/<uuid:response_id>/medicines/<int:number>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def save_change(response_id: UUID, number: int, version: int) -> ResponseReturnValue:
    """Keep what staff say the medicine is, as a later answer.

    `version` is how many answers there were when the page was made: it tells which medicine was meant.
    Of one that was taken off meanwhile nothing is kept, nor of one that was changed before both are seen.
    """
    form = ReadingForm()
    if KEEP in request.form:
        flash(_("Nothing was changed."), "done")
        return back_to_submission(response_id, pain_medicines.key)
    with write_session() as session:
        response = response_to_change(session, response_id)
        before, lists = answers.count(session, response), _lists(session, response, version)
        form.read_as.choices = what_it_may_be(_entry_or_404(lists.then, number))
        given = _given(form, lists, number) if form.validate_on_submit() else {}
        place, as_shown = lists.place(number), _is_as_shown(lists, number, given)
        keeps = bool(given) and as_shown
        changed = _keep(session, response, lists.now, place, given, form) if place and keeps else []
    response = response_or_404(read_session(), response_id)
    if place is None:
        return _taken_off(response, lists.then, number, form), 409
    if not keeps:
        return _page(response, lists.now, place, form, before, is_crossed=not as_shown), 422
    if changed:
        flash(_("Saved, with your name and the reason. What the patient wrote is kept."), "done")
    else:
        flash(_("Staff have said so before. Theirs stands; nothing was changed."))
    return back_to_submission(response_id, since=before if changed else None)


def _lists(session: Session, response: Response, version: int) -> ListSince:
    return ListSince.made(pain_medicines, Since.made(session, response, version))


def _is_as_shown(lists: ListSince, number: int, given: Entry) -> bool:
    """Whether a medicine is as it was shown, and the one before it; what stands was sent twice."""
    place = lists.place(number)
    if place is None or not given:
        return lists.stands(number)
    named = medicine_listed_again.key in given
    same_before = not named or _before(lists.then, number) == _before(lists.now, place)
    return same_before and lists.can_take(number, given)


def _before(listed: Listed, number: int) -> Entry | None:
    """The medicine before it that has the same in it."""
    again = listed_again(listed.entries).get(number - 1)
    return listed.entries[again.of] if again else None


def _given(form: ReadingForm, lists: ListSince, number: int) -> Entry:
    """What staff say: what it is, and whether it is listed twice, where the page asked that."""
    found = [INGREDIENT_BY_KEY[key] for key in form.read_as.data.split("+") if key != NOT_KNOWN]
    again = form.listed_again.data if _before(lists.then, number) else ""
    return {**read_as(found, How.STAFF), **({medicine_listed_again.key: again} if again else {})}


def _keep(
    session: Session,
    response: Response,
    listed: Listed,
    number: int,
    said: Entry,
    form: ReadingForm,
) -> list[str]:
    """Returns the keys of the questions whose answers changed."""
    given: dict[Question, object] = {pain_medicines: listed.having(number, said)}
    giver = Giver(Origin.STAFF, current_staff().id, reason=_why(listed.at(number), form))
    changed, _ = take_in(session, response, given, giver, audit.Action.ANSWER_CORRECTED)
    return changed


def _why(entry: Entry, form: ReadingForm) -> str:
    """The list becomes the answer of whoever reads one name otherwise: so say what alone changed."""
    said = _("Only what “%(name)s” is was changed; the rest of the list is as it was given.")
    return f"{said % {'name': name_of(entry)}} {form.reason.data}"


def _taken_off(response: Response, listed: Listed, number: int, form: ReadingForm) -> str:
    """What stands in place of a medicine that is on the list no more: nothing typed of it is lost."""
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    return render_template(
        "review/medicine_taken_off.html",
        response=response,
        name=name_of(listed.at(number)),
        typed=_typed(form),
        reason=form.reason.data or "",
    )


def _page(
    response: Response,
    listed: Listed,
    number: int,
    form: ReadingForm,
    version: int,
    *,
    is_crossed: bool = False,
) -> str:
    """The form. `is_crossed`: somebody has changed the medicine since the page was made."""
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    line = _line(response)
    medicine = next((one for one in medicines_read(line) if one.number == number), None)
    if line is None or medicine is None:
        abort(404)
    crossing = [_crossed(line, listed.at(number), medicine, form)] if is_crossed else []
    form.read_as.choices = what_it_may_be(listed.at(number))
    return render_template(
        "review/medicine.html",
        response=response,
        form=form,
        number=number,
        version=version,
        medicine=medicine,
        is_asked_again=_before(listed, number),
        crossing=crossing,
    )


def _crossed(line: AnswerLine, entry: Entry, medicine: MedicineRead, form: ReadingForm) -> Crossed:
    """What was typed of a medicine, beside what it is by now and who was the first to say so."""
    given = (line.standing, *reversed(line.earlier))
    so = list(takewhile(lambda one: one is not None and entry in _entries(one), given))
    stands = f"{medicine.taken} – {medicine.said}"
    last = cast("GivenAnswer", so[-1])
    return crossed_with(last, pain_medicines.key, medicine.name, _typed(form), stands)


def _entries(given: GivenAnswer) -> tuple[Entry, ...]:
    return cast("tuple[Entry, ...]", given.read) if isinstance(given.read, tuple) else ()


def _typed(form: ReadingForm) -> str:
    """What was chosen, in words."""
    groups = cast("dict[str, list[tuple[str, str]]]", form.read_as.choices)
    named = {key: said for group in groups.values() for key, said in group if key}
    again = form.listed_again.data
    chosen = named.get(form.read_as.data or ""), again and LISTED_TWICE.get(again)
    return "; ".join(said for said in chosen if said) or _("Nothing was chosen")


def _line(response: Response) -> AnswerLine | None:
    case = answers.case_of(read_session(), response)
    lines = (line for part in sections_of(read_session(), response, case) for line in part.lines)
    return next((line for line in lines if line.question is pain_medicines), None)


def _entry_or_404(listed: Listed, number: int) -> Entry:
    return listed.at(number) if listed.has(number) else abort(404)
