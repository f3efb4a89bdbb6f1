"""How far the patient has come: each part with how much of it is answered, and how long all takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import chain
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.patient.advice import told_so_far
from questionnaire.patient.blueprint import bp, response_of, url_of_page_or_check
from questionnaire.patient.journey import PAGES, first_new_page
from questionnaire.responses import sittings
from questionnaire.responses.answers import asked, case_of, never_visited, unanswered
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from questionnaire.web.sessions import patient_session, telephone
from rules.language.logic.case import Absent, Case
from rules.language.questions.pages import Page, Section
from rules.questions import SECTIONS


class Progress(Enum):
    """How far a part has come. What was passed over was seen: it holds nobody back."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    DONE = "done"


@dataclass(frozen=True)
class PartSoFar:
    """One part as it stands: of so many questions asked of this patient so many are answered.

    `page` is where to go on in it: the first not seen, else not answered, else its first.
    """

    title: str
    progress: Progress
    answered: int
    wanted: int
    page: Page


def so_far(case: Case) -> list[PartSoFar]:
    """Every part that asks this patient something, as the answers stand."""
    found = (_part(section, case) for section in SECTIONS)
    return [part for part in found if part]


@bp.app_template_global()
def how_far(response: Response) -> list[PartSoFar]:
    """The parts, for the pages that show them."""
    return so_far(case_of(read_session(), response))


@bp.app_template_global()
def time_needed() -> str:
    """How long all the questions take, and where that is known from."""
    found = sittings.time_needed(read_session())
    said = (
        _("Most people here took %(least)s to %(most)s minutes.")
        if found.measured
        else _("Allow about %(least)s to %(most)s minutes. This is an estimate.")
    )
    return said % {"least": found.least, "most": found.most}


@bp.get("/parts")
@patient
def parts(response_id: UUID) -> ResponseReturnValue:
    """The parts, each a way to its first open question; back to the page that one came from."""
    response = response_of(response_id)
    case, at = case_of(read_session(), response), PAGES.get(request.args.get("at", ""))
    audit.seen(Action.RESPONSE_SEEN, response)
    return render_template(
        "patient/parts.html",
        response=response,
        told=told_so_far(response, case),
        back=url_for("patient.page", response_id=response_id, page=at.key)
        if at
        else url_for("patient.start", response_id=response_id),
        onward=url_of_page_or_check(response_id, first_new_page(case)),
        all_seen=first_new_page(case) is None,
    )


def note_sitting(session: Session, response: Response, case: Case) -> None:
    """Keep how long it took, where the patient went all the way in the session that it began in."""
    here, begun, sent = patient_session(response.id), response.started_at, response.sent_at
    if not (here and begun and sent) or telephone(response.id) or first_new_page(case):
        return
    if here.created_at <= begun:
        sittings.note(session, sent - begun)


def _part(section: Section, case: Case) -> PartSoFar | None:
    """A part; none where it has nothing to ask this patient."""
    questions = [question for page in section.pages for question in asked(page, case)]
    if not questions:
        return None
    answered = [one for one in questions if one.answer(case) is not Absent.UNANSWERED]
    return PartSoFar(
        say(section.title),
        _progress(section, case),
        len(answered),
        len(answered) + len(unanswered(section.pages, case)),
        _page_to_open(section, case),
    )


def _progress(section: Section, case: Case) -> Progress:
    pages = [page for page in section.pages if asked(page, case)]
    if not any(never_visited(page, case) for page in pages):
        return Progress.DONE
    seen = any(one.key in case.answers for page in pages for one in asked(page, case))
    return Progress.IN_PROGRESS if seen else Progress.NOT_STARTED


def _page_to_open(section: Section, case: Case) -> Page:
    pages = [page for page in section.pages if asked(page, case)]
    unseen = (page for page in pages if never_visited(page, case))
    unsaid = (page for page in pages if unanswered([page], case))
    return next(chain(unseen, unsaid, pages))
