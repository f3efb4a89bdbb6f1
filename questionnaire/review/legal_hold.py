"""A legal hold as staff set and lift it: with a reason, and who did it stays."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from questionnaire.responses.legal_holds import CHANGES, change_hold, latest_hold
from questionnaire.review.changed_since import changed_since, version_of
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.review.written import SHORT_ENOUGH
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath

bp = beneath("worklist.index", Blueprint("legal_hold", __name__))


class HoldForm(FlaskForm):
    """Why a response must be kept, or no longer must."""

    reason = TextAreaField(
        "Why",
        description="For example, who asked for it, and by which letter. Kept with the response",
        validators=[
            DataRequired("Write why"),
            SHORT_ENOUGH,
        ],
    )


@bp.get("/responses/<uuid:response_id>/legal-hold")
@staff(Role.NURSE, Role.CLINICIAN)
def page(response_id: UUID) -> ResponseReturnValue:
    """Whether a response is held, since when and why, and the form that changes it."""
    return _page(response_or_404(read_session(), response_id), HoldForm(formdata=None))


@bp.get("/responses/<uuid:response_id>/legal-hold/<any(set, lift):change>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def sent_to(response_id: UUID, change: str, version: int) -> ResponseReturnValue:
    """Where a hold was set or lifted, opened again: its page as things stand."""
    return redirect(url_for("legal_hold.page", response_id=response_id), 303)


@bp.post("/responses/<uuid:response_id>/legal-hold/<any(set, lift):change>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def save(response_id: UUID, change: str, version: int) -> ResponseReturnValue:
    """Set or lift the hold. `version` is how often that was done when the page was made."""
    form, holds = HoldForm(), change == "set"
    if not form.validate_on_submit():
        return _page(response_or_404(read_session(), response_id), form, version), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        since = changed_since(session, audit.changes(response, CHANGES), version)
        if not since:
            reason = form.reason.data or ""
            change_hold(session, response, holds=holds, reason=reason, by=current_staff())
    if since:
        form.form_errors.append(since)
        return _page(response_or_404(read_session(), response_id), form), 422
    flash(_("Held: nobody can erase it.") if holds else _("The legal hold is lifted."), "done")
    return back_to_submission(response_id)


def _page(response: Response, form: HoldForm, version: int | None = None) -> str:
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    session = read_session()
    if version is None:  # before what it is the version of
        version = version_of(session, audit.changes(response, CHANGES))
    return render_template(
        "review/legal_hold.html",
        response=response,
        form=form,
        version=version,
        hold=latest_hold(session, response.id),
    )
