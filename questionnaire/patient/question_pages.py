"""The start page, the pages of questions, and the advice that an answer calls for at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm, form_for
from questionnaire.fields.since import Since, keeping
from questionnaire.patient import list_page
from questionnaire.patient.advice import advice_on, advice_on_unclear, read_with, told, told_so_far
from questionnaire.patient.blueprint import (
    bp,
    leave,
    response_of,
    url_back,
    url_of,
    url_of_page_or_check,
    url_onward,
)
from questionnaire.patient.daily_doses import doses_on, of_other_doses, says_no
from questionnaire.patient.journey import (
    begin,
    first_new_page,
    keep,
    page_or_404,
    place_of,
    to_change,
)
from questionnaire.patient.tallying import tally_page
from questionnaire.patient.two_answers import NOTHING, TwoAnswers, two_answers, uncontested
from questionnaire.patient.unsaved import forget_here, form_as_typed, leave_unfinished, typed_here
from questionnaire.responses.answers import asked, case_of, count
from questionnaire.responses.corrected_identity import version_of as details_version
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from rules.language.logic.case import Case
from rules.language.questions.pages import Page
from rules.questions import about_you

BACK = "back"  # the button that saves and goes back
DETAILS = "details"  # how often the details on the page had been put right when it was made


@bp.get("/")
@patient
def start(response_id: UUID) -> ResponseReturnValue:
    """What this is, who reads it, and how to answer in other ways."""
    response = response_of(response_id)
    case = case_of(read_session(), response)
    audit.seen(audit.Action.RESPONSE_SEEN, response)
    return render_template(
        "patient/start.html",
        response=response,
        begun=response.stage is Stage.IN_PROGRESS,
        all_seen=first_new_page(case) is None,
        told=told_so_far(response, case),
    )


@bp.post("/")
@patient
def go_on(response_id: UUID) -> ResponseReturnValue:
    """Begin, or go on at the first page never seen."""
    with write_session() as session:
        response = to_change(session, response_id)
        begin(session, response)
        page = first_new_page(case_of(session, response))
    return redirect(url_of_page_or_check(response_id, page), 303)


@bp.get("/<page_key:page>")
@patient
def page(response_id: UUID, page: str) -> ResponseReturnValue:
    """One page of questions, with what was answered before."""
    asking, response = page_or_404(page), response_of(response_id)
    version = count(read_session(), response)  # before what it is the version of, never after
    case = case_of(read_session(), response)
    if not asked(asking, case):
        return redirect(url_of_page_or_check(response_id, first_new_page(case)), 303)
    own = url_for("patient.page", response_id=response_id, page=asking.key)
    typed = typed_here(response_id, own)
    version = min(typed.version, version) if typed else version
    form = form_as_typed(asking, typed, case)
    return _shown(response, asking, form, case, version)


@bp.post("/<page_key:page>/v<version:version>")
@patient
def save_page(response_id: UUID, page: str, version: int) -> ResponseReturnValue:
    """Keep all that was understood and that nobody else answered since the page was made.

    Then the next page, or this one again with what is unclear, or with both answers.
    """
    asking = page_or_404(page)
    form = form_for(asking)()
    with write_session() as session:
        response = to_change(session, response_id)
        since = Since.made(session, response, version)
        form.load(since.now)
        form.follow(since.then, keeping())
        form.validate()
        contested = two_answers(form, since, since.then)
        given = uncontested(
            form.values(since.now),
            {
                *contested,
                *of_other_doses(asking, form, since),
                *_of_other_details(session, response, form),
            },
        )
        case = keep(session, response, given, since.now)
        version = count(session, response)
        tally_page(session, response, asking, form, given, since, case)
        if not form.errors:
            forget_here(session, response_id)
    if form.errors:
        if left := _left_unfinished(response_id, asking, form, case):
            return left
        form.load(case)
        return _shown(response_of(response_id), asking, form, case, version, contested), 422
    return _after(response_id, asking, form, case)


@bp.get("/help-now/<page_key:page>")
@patient
def help_now(response_id: UUID, page: str) -> ResponseReturnValue:
    """Fixed safety advice that an answer calls for. It is no result, and it blocks nothing."""
    return _between(response_id, page_or_404(page), "patient/help_now.html", advice_on)


@bp.get("/notice/<page_key:page>")
@patient
def notice(response_id: UUID, page: str) -> ResponseReturnValue:
    """What to do about wrong details or doses, or a patient who has not agreed to a helper."""
    return _between(response_id, page_or_404(page), "patient/notice.html", _notice_on)


def _after(response_id: UUID, page: Page, form: PageForm, case: Case) -> ResponseReturnValue:
    """Where a page that was understood leads. What is urgent comes before all else."""
    if advice_on(page, case):
        return redirect(url_of(response_id, page, "patient.help_now"), 303)
    if "stop" in request.form:
        return leave(response_id)
    if BACK in request.form:
        return redirect(url_back(response_id, page, case, form.changed()), 303)
    if way := list_page.way_on(response_id, page, form, case):
        return redirect(way, 303)
    if _notice_on(page, case):
        return redirect(url_of(response_id, page, "patient.notice"), 303)
    return redirect(url_onward(response_id, page, case, form.changed()), 303)


def _left_unfinished(
    response_id: UUID, page: Page, form: PageForm, case: Case
) -> ResponseReturnValue | None:
    """Away from a page that was not understood: it waits as typed. Urgent advice is shown before, once."""
    advice = advice_on_unclear(form, case) or advice_on(page, case)
    if (advice and "advised" not in request.form) or not {"stop", BACK}.intersection(request.form):
        return None
    leave_unfinished(response_id)
    if "stop" in request.form:
        return leave(response_id)
    return redirect(url_back(response_id, page, case, form.changed()), 303)


def _shown(
    response: Response,
    page: Page,
    form: PageForm,
    case: Case,
    version: int,
    contested: Mapping[str, TwoAnswers] = NOTHING,
) -> str:
    audit.seen(audit.Action.ANSWERS_SEEN, response)
    of_details = about_you.details_right in page.questions
    return render_template(
        "patient/page.html",
        response=response,
        page=page,
        title=say(page.title),
        intro=say(page.intro),
        form=form,
        fields=form.shown(case),
        place=place_of(page),
        here=url_of(response.id, page, "patient.save_page", version),
        draft=url_of(response.id, page, "patient.keep_draft", version)
        if page.takes_long_words
        else "",
        contested=contested,
        details=details_version(read_session(), response) if of_details else None,
        advice=(advice_on_unclear(form, case) or advice_on(page, case)) if form.errors else None,
        cards=list_page.cards(response.id, page, case),
        recorded=_recorded(response) if of_details else doses_on(page, case),
    )


def _of_other_details(session: Session, response: Response, form: PageForm) -> list[str]:
    """The answer whether the details are right, where the clinic has put them right meanwhile."""
    right = about_you.details_right
    if right.key not in form or form.field_of(right).is_blank:
        return []
    if request.form.get(DETAILS, type=int) == details_version(session, response):
        return []
    form.field_of(right).errors = [_("The clinic has just changed these details. Check them again")]
    return [right.key]


def _recorded(response: Response) -> tuple[tuple[str, str], ...]:
    """What the patient is asked to confirm: not the birthday that was just typed, unless in part."""
    person, born, sex = response.patient, about_you.date_of_birth, about_you.sex
    birthday = ((say(born.short), born.said(person.date_of_birth, say)),)
    return (
        (say("Name"), person.name),
        *(() if isinstance(person.date_of_birth, date) else birthday),
        (say("Sex"), sex.said(person.sex, say)),
    )


def _notice_on(page: Page, case: Case) -> str | None:
    """Which of the notices the answers on a page call for."""
    if about_you.details_right in page.questions and about_you.details_right.answer(case) is False:
        return "details"
    if (
        about_you.patient_agrees in page.questions
        and about_you.patient_agrees.answer(case) is False
    ):
        return "agreement"
    return "doses" if says_no(page, case) else None


def _between(
    response_id: UUID, page: Page, template: str, wanted: Callable[[Page, Case], object]
) -> ResponseReturnValue:
    """A page between two pages; where the answers no longer call for it, it is passed over."""
    response = response_of(response_id)
    case = case_of(read_session(), response)
    onward = url_onward(response_id, page, case)
    called_for = wanted(page, case)
    if called_for is None:
        return redirect(onward, 303)
    audit.seen(audit.Action.ANSWERS_SEEN, response)
    back = url_of(response_id, page)
    return render_template(
        template,
        response=response,
        page=page,
        called_for=called_for,
        told=told(read_with(page), case),
        onward=onward,
        back=back,
        the_list=url_of(response_id, list_page.OF_MEDICINES),
    )
