"""Staff put right who a patient is: in one place, with a reason, and never over a colleague unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from questionnaire.clinic import settings
from questionnaire.fields import PageForm, form_for
from questionnaire.responses import answers, same_patient
from questionnaire.responses.corrected_identity import (
    CorrectedMeanwhile,
    RecordNumberTaken,
    Told,
    as_text,
    correct,
    stood_at,
    version_of,
)
from questionnaire.responses.same_patient import KnownAlike, Likeness
from questionnaire.responses.untold_code import code_untold
from questionnaire.review.inviting import BIRTHDAY as INVITED_BIRTHDAY
from questionnaire.review.inviting import BIRTHDAY_NEEDED, InvitationForm
from questionnaire.review.response import back_to_submission, response_or_404
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Detail, Patient, Response, Role
from questionnaire.summary.corrections_shown import corrections_shown
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from rules.language.logic.case import Absent, Case
from rules.language.questions.pages import Page

bp = beneath("worklist.index", Blueprint("identity_correction", __name__))
bp.add_app_template_global(code_untold)

BIRTHDAY = replace(INVITED_BIRTHDAY, key="born")
BIRTHDAY_FORM = form_for(Page("born", BIRTHDAY.text, (BIRTHDAY,)))


class DetailsForm(PageForm):
    """The details that an invitation asks for, and why they change."""

    name = cast("StringField", InvitationForm.name)
    sex = cast("SelectField", InvitationForm.sex)
    record_number = cast("StringField", InvitationForm.record_number)
    reason = TextAreaField(
        "Why is it corrected?",
        description="For example, what the record or the patient's document says",
        validators=[DataRequired("Write why it is corrected"), Length(max=500)],
    )
    others = HiddenField()
    """Who was named as having a number that looks the same, where it was said that they are others."""

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Whether all is there: a patient without a date of birth could not open the link."""
        super().validate(extra_validators)
        born = self.field_of(BIRTHDAY)
        if born.data is Absent.UNANSWERED and not born.errors:
            born.errors = (_(BIRTHDAY_NEEDED),)
        return not self.errors

    def told(self) -> Told:
        """What a checked form says of each detail."""
        return {
            Detail.NAME: " ".join(cast("str", self.name.data).split()),
            Detail.DATE_OF_BIRTH: self.field_of(BIRTHDAY).data,
            Detail.SEX: self.sex.data,
            Detail.RECORD_NUMBER: cast("str", self.record_number.data).strip(),
        }

    def fill(self, patient: Patient, details: Sequence[Detail] = tuple(Detail)) -> None:
        """Write into the boxes of some details what stands."""
        for detail in details:
            stands = getattr(patient, detail.value)
            if detail is Detail.DATE_OF_BIRTH:
                self.field_of(BIRTHDAY).show(stands)
            else:
                self[detail.value].data = stands


IDENTITY_FORM: type[DetailsForm] = type("IdentityForm", (DetailsForm, BIRTHDAY_FORM), {})


@bp.get("/responses/<uuid:response_id>/identity")
@staff(Role.NURSE, Role.CLINICIAN)
def page(response_id: UUID) -> ResponseReturnValue:
    """Who the patient is, to be put right, and what was put right before."""
    response = response_or_404(read_session(), response_id)
    version, form = version_of(read_session(), response), IDENTITY_FORM(formdata=None)
    form.fill(response.patient)
    return _page(response, form, version)


@bp.get("/responses/<uuid:response_id>/identity/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def of_version(response_id: UUID, version: int) -> ResponseReturnValue:
    """The address that a refused form leaves behind leads back to the page as it now stands."""
    return redirect(url_for("identity_correction.page", response_id=response_id), 303)


@bp.post("/responses/<uuid:response_id>/identity/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def page_submit(response_id: UUID, version: int) -> ResponseReturnValue:
    """Put right what differs. The version stands in the address, over which no browser lays anything old."""
    response, form = response_or_404(read_session(), response_id), IDENTITY_FORM()
    before = answers.count(read_session(), response)
    form.load(Case({}, clock.today(), settings.working_figures(read_session())))
    if not form.validate_on_submit():
        return _page(response, form, version), 422
    try:
        changed = _correct(response_id, form, version)
    except RecordNumberTaken:
        return _taken(response, form, version), 422
    except CorrectedMeanwhile:
        return _overtaken(response, form, version), 422
    if not changed and version == version_of(read_session(), response):
        form.form_errors = [_("These details stand already. Change one, or go back")]
        return _page(response, form, version), 422
    flash(_("Corrected everywhere. What stood before is kept."), "done")
    return back_to_submission(response_id, since=before)


def _correct(response_id: UUID, form: DetailsForm, version: int) -> bool:
    with write_session() as session:
        return correct(
            session,
            response_or_404(session, response_id),
            form.told(),
            version=version,
            reason=form.reason.data or "",
            by=current_staff().id,
            others=(form.others.data or "").split(),
        )


def _taken(response: Response, form: DetailsForm, version: int) -> str:
    """Another patient has the number: the page leads to that patient, and says no word of who it is.

    Of whoever has one that only looks the same it says who they are, and asks.
    """
    number = cast("str", form.told()[Detail.RECORD_NUMBER])
    known = same_patient.of_number(read_session(), number, besides=response.patient_id)
    if known and known[0].why is Likeness.LIKE_NUMBER:
        form.record_number.errors = [
            _("A patient here has a record number that looks the same: is it the same person?")
        ]
        return _page(response, form, version, alike=known)
    form.record_number.errors = [_("Another patient here has this record number. Check it")]
    return _page(response, form, version, other=known[0].response if known else None)


def _overtaken(response: Response, form: DetailsForm, version: int) -> str:
    """The page with what a colleague has put right meanwhile; boxes left as they were found take it over."""
    now, told = version_of(read_session(), response), form.told()
    found = stood_at(read_session(), response, version)
    left_alone = [detail for detail in Detail if as_text(detail, told[detail]) == found[detail]]
    form.fill(response.patient, left_alone)
    form.form_errors = [_("These details were corrected since you opened the page. See below")]
    return _page(response, form, now, since=version)


def _page(
    response: Response,
    form: DetailsForm,
    version: int,
    *,
    since: int | None = None,
    other: Response | None = None,
    alike: Sequence[KnownAlike] = (),
) -> str:
    """`version` is what the form was made from; `since` is what it was made from before others changed it."""
    named = [str(one.patient.id) for one in alike]
    detail = {"patients": named} if named else None
    audit.seen(audit.Action.RESPONSE_SEEN, response=response, detail=detail)
    history = corrections_shown(read_session(), response)
    return render_template(
        "review/identity_correction.html",
        response=response,
        form=form,
        born=form.field_of(BIRTHDAY),
        history=history,
        meanwhile=[] if since is None else history[since:],
        version=version,
        other=other,
        alike=alike,
        named=" ".join(named),
    )
