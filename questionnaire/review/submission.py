"""The nurse's review: findings first, then answers; red flags acted on; stages moved on."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from questionnaire.fields.back import BANDS
from questionnaire.fields.since import KEEP
from questionnaire.responses import intake, raised_flags
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed
from questionnaire.responses.legal_holds import latest_hold
from questionnaire.responses.marks import marks_of
from questionnaire.responses.same_patient import others_alike
from questionnaire.review.changed_since import version_of
from questionnaire.review.consult_day import MOVES, ConsultDayForm
from questionnaire.review.corrections import CORRECTABLE
from questionnaire.review.facts import STAFF_PAGE_OF, to_fill_in, where_entered
from questionnaire.review.reaching import reaching
from questionnaire.review.response import (
    back_to_submission,
    moved_on,
    response_or_404,
)
from questionnaire.review.told_change import told_change
from questionnaire.review.written import ActionForm, ReadyForm
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import RedFlag, Response, Role, Stage
from questionnaire.summary.corrections_shown import latest_shown
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.findings_shown import rows_with
from questionnaire.summary.gaps import gaps_of
from questionnaire.summary.kept_response import KeptResponse
from questionnaire.summary.moved_findings import Moved, moved_since
from questionnaire.summary.pain_drawn import pain_drawn
from questionnaire.summary.said import short_moment
from questionnaire.summary.settling_shown import by_whom
from questionnaire.summary.summary import Summary, summary_of
from questionnaire.summary.unassessed import unassessed
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from questionnaire.web.sessions import open_by_telephone
from rules.language.criteria.criteria import Status
from rules.questions import STAFF_SECTIONS

bp = beneath("worklist.index", Blueprint("submission", __name__))
bp.add_app_template_global(marks_of)

ADD = "add"  # the button that adds what was done to what somebody else recorded
TO_PASS_ON = (Stage.INVITED, Stage.IN_PROGRESS, Stage.SENT)
# Of what is to be weighed, a row each; what is not present is named in one line.
SHOWN = (Status.MET, Status.CANNOT_TELL, Status.NOT_APPLICABLE)
PAGES_OF_SECTION = {section.key: section.pages for section in STAFF_SECTIONS}


@bp.get("/responses/<uuid:response_id>")
@staff(Role.NURSE, Role.CLINICIAN)
def submission(response_id: UUID) -> ResponseReturnValue:
    """Everything known of one response: red flags, findings, what is open, answers with their origin."""
    return submission_page(response_or_404(read_session(), response_id))


def submission_page(
    response: Response, refused: ActionForm | ReadyForm | None = None, flag: UUID | None = None
) -> str:
    """The submission; `refused` is what was written, about one flag if named, and could not be kept."""
    intake.bring_up_to_date(response)
    versions = _versions(response)
    try:
        summary = summary_of(read_session(), response)
        sheet = face_sheet_of(summary)
    except CannotBeAssessed as error:
        return unassessed_page(response, error, refused, flag)
    weighed = (*sheet.review, *sheet.notes)
    safety = (*sheet.contraindications, *weighed)
    return _rendered(
        "review/submission.html",
        response,
        summary,
        (refused, flag),
        **versions,
        sheet=sheet,
        gaps=gaps_of(summary.case),
        not_weighed={},
        unanswered_red_flags=rows_with(sheet.red_flags, Status.CANNOT_TELL),
        present=rows_with(safety, Status.MET),
        not_known=rows_with(sheet.contraindications, Status.CANNOT_TELL),
        checks=(*sheet.contraindications, *sheet.limits, *rows_with(weighed, *SHOWN)),
        not_present=rows_with(weighed, Status.NOT_MET),
        where_entered=partial(where_entered, summary),
        by_whom=by_whom,
        to_fill_in=to_fill_in(sheet.open_facts),
        moved=_moved(response, summary),
        drawn=pain_drawn(summary.case),
        BANDS=BANDS,
    )


def unassessed_page(
    response: Response,
    error: CannotBeAssessed,
    refused: ActionForm | ReadyForm | None = None,
    flag: UUID | None = None,
) -> str:
    """The submission where the rules fail: red flags, what failed, and every answer, to be corrected."""
    versions = _versions(response)
    found = unassessed(read_session(), response, error)
    still_unknown = rows_with(found.red_flags, Status.CANNOT_TELL)
    return _rendered(
        "review/unassessed.html",
        response,
        found,
        (refused, flag),
        **versions,
        sheet=found,
        not_weighed=found.not_weighed,
        unanswered_red_flags=[row for row in still_unknown if row.key not in found.not_weighed],
    )


def _moved(response: Response, summary: Summary) -> Moved | None:
    """What the answers just saved moved. Of a decided response the findings shown are not those of now."""
    now = None if response.decisions else summary.results
    since = request.args.get("since", type=int)
    return moved_since(read_session(), response, since, now)


@bp.app_errorhandler(CannotBeAssessed)
def instead(error: CannotBeAssessed) -> ResponseReturnValue:
    """What stands in place of a face sheet, a file or a decision's form that cannot be made."""
    response_id = (request.view_args or {})["response_id"]
    return unassessed_page(response_or_404(read_session(), response_id), error), 409


def _versions(response: Response) -> dict[str, object]:
    """How often it was changed, and its consult day moved: read before all that they are versions of."""
    session = read_session()
    versions = {
        "version": version_of(session, audit.changes(response)),
        "consult_version": version_of(session, audit.changes(response, MOVES)),
    }
    session.refresh(response)
    return {
        **versions,
        "consult_form": ConsultDayForm(formdata=None, consult_on=response.consult_on),
    }


def _rendered(
    template: str,
    response: Response,
    summary: KeptResponse,
    written: tuple[ActionForm | ReadyForm | None, UUID | None],
    **found: object,
) -> str:
    """What every submission has, whether or not it can be assessed, with what was found beside it."""
    refused, flag = written
    alike = others_alike(read_session(), response)
    named = {"patients": [str(one.patient.id) for one in alike]} if alike else None
    audit.seen(audit.Action.RESPONSE_SEEN, response=response, detail=named)
    return render_template(
        template,
        response=response,
        summary=summary,
        others_alike=alike,
        **found,
        put_right=latest_shown(read_session(), response),
        reaching=reaching(read_session(), response, summary),
        told_change=told_change(read_session(), response),
        hold=latest_hold(read_session(), response.id),
        staff_page_of=STAFF_PAGE_OF,
        staff_pages=PAGES_OF_SECTION,
        correctable=CORRECTABLE,
        action_form=ActionForm(formdata=None),
        ready_form=refused if isinstance(refused, ReadyForm) else ReadyForm(formdata=None),
        refused=refused,
        refused_flag=flag,
        held_back=raised_flags.still_open(response),
        short_moment=short_moment,
        can_pass_on=response.stage in TO_PASS_ON,
        Stage=Stage,
    )


@bp.get("/red-flags/<uuid:flag_id>")
@staff(Role.NURSE, Role.CLINICIAN)
def flag(flag_id: UUID) -> ResponseReturnValue:
    """Where a red flag stands: an address that a refused form leaves behind can be opened again."""
    found = read_session().get(RedFlag, flag_id) or abort(404)
    response_or_404(read_session(), found.response_id)
    return back_to_submission(found.response_id, f"flag-{flag_id}")


@bp.post("/red-flags/<uuid:flag_id>")
@staff(Role.NURSE, Role.CLINICIAN)
def act_on_flag(flag_id: UUID) -> ResponseReturnValue:
    """Record what was done about a red flag, by the person signed in.

    Where somebody has recorded it meanwhile both are shown, and mine is added to theirs by one press.
    """
    form = ActionForm()
    flag = read_session().get(RedFlag, flag_id) or abort(404)
    form.action.id = f"action-{flag_id}"
    if KEEP in request.form:
        flash(_("Nothing was added."), "done")
        return back_to_submission(flag.response_id, f"flag-{flag_id}")
    if not form.validate_on_submit():
        return submission_page(flag.response, form, flag_id), 422
    if not _recorded(flag_id, form.action.data or "", adds=ADD in request.form):
        form.action.errors = [_("Somebody recorded it before you. Add yours, or keep what stands")]
        return submission_page(
            response_or_404(read_session(), flag.response_id), form, flag_id
        ), 422
    flash(_("What was done is recorded."), "done")
    return back_to_submission(flag.response_id)


def _recorded(flag_id: UUID, done: str, *, adds: bool) -> bool:
    """Whether it stands now; not where somebody else's does and mine is not to be added to it."""
    by = current_staff()
    with write_session() as session:
        flag = session.get_one(RedFlag, flag_id)
        first = raised_flags.act_on(session, flag, by.id, done)
        sent_twice = not first and (flag.acted_by, flag.action) == (by.id, done)
        if not first and not sent_twice and adds:
            raised_flags.add_to(session, flag, _added(by.name, done))
        if first or (adds and not sent_twice):
            audit.record(session, audit.Action.RED_FLAG_ACTED_ON, response=flag.response)
    return first or sent_twice or adds


def _added(name: str, done: str) -> str:
    when = short_moment(clock.now())
    return _("[added by %(name)s, %(when)s: %(done)s]", name=name, when=when, done=done)


@bp.post("/responses/<uuid:response_id>/telephone")
@staff(Role.NURSE)
def telephone(response_id: UUID) -> ResponseReturnValue:
    """Open the patient's own pages, to answer for the patient on the telephone."""
    with write_session() as session:
        response = response_or_404(session, response_id)
        if response.stage not in TO_PASS_ON:
            return moved_on(response)
        audit.record(session, audit.Action.TELEPHONE_OPENED, response=response)
        open_by_telephone(session, response)
    return redirect(url_for("patient.start", response_id=response_id), 303)
