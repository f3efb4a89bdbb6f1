"""Staff say which medicine was meant by a name: a later answer, with their name and a reason."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, abort, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from questionnaire.patient.listed import Listed
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.responses.medicine_names import candidates, noted_keys
from questionnaire.responses.medicine_names import reading as read_as
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role
from questionnaire.summary.answer_lines import sections_of
from questionnaire.summary.medicines_shown import MedicineRead, medicines_read, said_contents
from questionnaire.web.access import current_staff, staff
from rules.language.logic.case import Origin
from rules.language.questions import Entry, Question
from rules.medicines import (
    INGREDIENT_BY_KEY,
    PRODUCTS,
    DrugClass,
    How,
    Ingredient,
    name_of,
    reading_of,
)
from rules.medicines.ingredients import WITHOUT_A_NAME
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
    seen = HiddenField()


@bp.get("/responses/<uuid:response_id>/medicines/<int:number>")
@staff(Role.NURSE, Role.CLINICIAN)
def change(response_id: UUID, number: int) -> ResponseReturnValue:
    """One medicine of the list: what was written, what it was read as, and what it may be."""
    response = response_or_404(read_session(), response_id)
    listed = _listed(read_session(), response)
    entry = _entry_or_404(listed, number)
    now, again = key_of(reading_of(entry).ingredients), entry.get(medicine_listed_again.key)
    said = again if isinstance(again, str) else ""
    form = ReadingForm(formdata=None, read_as=now, listed_again=said, seen=listed.mark(number))
    _ask_only_of_two_alike(form, listed, number)
    return _page(response, listed, number, form)


@bp.post("/responses/<uuid:response_id>/medicines/<int:number>")
@staff(Role.NURSE, Role.CLINICIAN)
def save_change(response_id: UUID, number: int) -> ResponseReturnValue:
    """Keep what staff say the medicine is, as a later answer."""
    response = response_or_404(read_session(), response_id)
    listed, form = _listed(read_session(), response), ReadingForm()
    form.read_as.choices = what_it_may_be(_entry_or_404(listed, number))
    _ask_only_of_two_alike(form, listed, number)
    if not form.validate_on_submit():
        return _page(response, listed, number, form), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        listed = _listed(session, response)
        meant = (
            number if listed.mark(number) == form.seen.data else listed.marked(form.seen.data or "")
        )
        changed = _keep(session, response, listed, meant, form) if meant else []
    if meant is None:
        form.form_errors = [_("The list was changed meanwhile. Look again at what it says now")]
        form.seen.data = listed.mark(number)
        return _page(response_or_404(read_session(), response_id), listed, number, form), 422
    if changed:
        flash(_("Saved, with your name and the reason. What the patient wrote is kept."), "done")
    else:
        flash(_("Staff have said so before. Theirs stands; nothing was changed."))
    return back_to_submission(response_id)


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


def _page(response: Response, listed: Listed, number: int, form: ReadingForm) -> str:
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    form.read_as.choices = what_it_may_be(listed.at(number))
    return render_template(
        "review/medicine.html",
        response=response,
        form=form,
        medicine=_medicine(response, number),
    )


def _medicine(response: Response, number: int) -> MedicineRead:
    case = answers.case_of(read_session(), response)
    lines = (line for part in sections_of(read_session(), response, case) for line in part.lines)
    line = next((line for line in lines if line.question is pain_medicines), None)
    return next((one for one in medicines_read(line) if one.number == number), None) or abort(404)


def _listed(session: Session, response: Response) -> Listed:
    return Listed.of(pain_medicines, answers.case_of(session, response))


def _entry_or_404(listed: Listed, number: int) -> Entry:
    return listed.at(number) if listed.has(number) else abort(404)


NOT_KNOWN = "not_known"
MOST_BRANDS = 4
PAIN_MEDICINES = frozenset(
    {
        DrugClass.PARACETAMOL,
        DrugClass.NSAID,
        DrugClass.NERVE_PAIN,
        DrugClass.MUSCLE_RELAXANT,
        DrugClass.TOPICAL,
    }
)

Choice = tuple[str, str]
Contents = tuple[Ingredient, ...]


def key_of(contents: Contents) -> str:
    """How a form names what is in a medicine: "codeine+paracetamol"; empty for nothing known."""
    return "+".join(noted_keys(contents))


def what_it_may_be(entry: Entry) -> dict[str, list[Choice]]:
    """Groups of choices, each medicine once. Where nothing is read yet, nothing is chosen."""
    near = {key_of(each): each for each in _nearest(entry)}
    rest = {key: each for key, each in _BY_KEY.items() if key not in near}
    first = [("", _("Choose what it is"))] if not reading_of(entry).ingredients else []
    return {
        _("Nearest to what was written"): [*first, *map(_choice, near.values())],
        _("Opioids"): _choices(each for each in rest.values() if _is_opioid(each)),
        _("Other pain medicines"): _choices(each for each in rest.values() if _is_for_pain(each)),
        _("Other medicines"): _choices(each for each in rest.values() if _is_other(each)),
        _("Not on record here"): [
            *((one.key, one.name) for one in WITHOUT_A_NAME if one.key not in near),
            (NOT_KNOWN, _("Nobody knows what it is")),
        ],
    }


def _nearest(entry: Entry) -> list[Contents]:
    """What it is read as now, then the names like it."""
    now = reading_of(entry).ingredients
    written = str(entry.get("name", ""))
    near = [each.ingredients for each in candidates(written, entry.get("form"))]
    return [now, *near] if now else near


def _is_opioid(contents: Contents) -> bool:
    return any(one.drug_class is DrugClass.OPIOID for one in contents)


def _is_for_pain(contents: Contents) -> bool:
    return not _is_opioid(contents) and any(one.drug_class in PAIN_MEDICINES for one in contents)


def _is_other(contents: Contents) -> bool:
    return not _is_opioid(contents) and not _is_for_pain(contents)


def _choices(medicines: Iterable[Contents]) -> list[Choice]:
    """In the order of the alphabet."""
    return sorted(map(_choice, medicines), key=lambda one: one[1])


def _choice(contents: Contents) -> Choice:
    """What is in it, and the names on its box: "Oxycodone: OxyContin, OxyNorm, Endone"."""
    key, said = key_of(contents), said_contents(contents)
    brands = ", ".join(_BRANDS.get(key, [])[:MOST_BRANDS])
    return key, f"{said}: {brands}" if brands else said


def _brands() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for product in PRODUCTS:
        brands = [name for name in product.names if name[0].isupper() or "-" in name]
        found.setdefault(key_of(product.ingredients), []).extend(brands)
    return found


_BY_KEY = {key_of(product.ingredients): product.ingredients for product in reversed(PRODUCTS)}
_BRANDS = _brands()
