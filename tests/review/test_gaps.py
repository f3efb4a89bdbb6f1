"""What is open when a response is passed on or decided: it is named, and an offer says why in its note."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from questionnaire.clinic import settings
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.responses.raised_flags import act_on
from questionnaire.review.decision import NoteWanted, Refused, decide
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import RedFlag, Response, Role, Stage
from questionnaire.summary.gaps import NamedGap, gaps_of
from questionnaire.summary.said import DECISIONS
from rules.language.logic.case import Absent, Given, Origin
from rules.language.logic.days import ApproximateDate
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered, case_of, correct
from tests.kit.pages import Page
from tests.kit.people import StaffClient, add_staff
from tests.kit.telling import tell

COMPLETE = "V02"  # answered, examined and seen on imaging
EXAMINATION = ("tender_at_fracture", "deficit_on_examination")
IMAGING = ("fracture_seen", "marrow_oedema", "uptake")
NO_EXAMINATION, NO_IMAGING = "No examination is recorded", "No imaging is recorded"
UNANSWERED = "Red-flag questions unanswered:"


def forget(app: Flask, response_id: UUID, *keys: str) -> None:
    """Staff take back what they had entered: it was another patient's."""
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        given = {QUESTIONS[key]: Absent.UNANSWERED for key in keys}
        giver = Giver(Origin.STAFF, a_nurse(session).id)
        take_in(session, response, given, giver, Action.FACTS_ADDED)


def gaps_on(page: Page) -> str:
    """What a page says is open; empty where it says nothing."""
    return next((one.text for one in page.main.all("p") if one.get("id") == "gaps"), "")


def said(gaps: tuple[NamedGap, ...]) -> list[str]:
    return [gap.said for gap in gaps]


@pytest.fixture
def bare(app: Flask) -> UUID:
    """A response of which nobody has entered an examination or a report, with one question left."""
    response_id = answered(app, COMPLETE)
    forget(app, response_id, *EXAMINATION, *IMAGING)
    correct(app, response_id, "new_weakness", Absent.UNANSWERED, "Ticked by mistake")
    return response_id


def test_nothing_is_named_where_nothing_is_open(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, COMPLETE, Stage.SENT)

    assert gaps_on(nurse.get(f"/responses/{response_id}")) == ""
    assert gaps_on(nurse.get(f"/responses/{response_id}/face-sheet")) == ""


@pytest.mark.parametrize("path", ["", "/face-sheet", "/decision"])
def test_what_is_open_is_named_where_a_response_is_passed_on_or_decided(
    bare: UUID, clinician: StaffClient, path: str
) -> None:
    named = gaps_on(clinician.get(f"/responses/{bare}{path}"))

    for words in (NO_EXAMINATION, NO_IMAGING, f"{UNANSWERED} New weakness in the limbs"):
        assert words in named, path


def test_it_stands_beside_the_button_with_the_way_to_each_and_does_not_hold_it_back(
    app: Flask, bare: UUID, nurse: StaffClient
) -> None:
    nurse.get(f"/responses/{bare}")
    page = nurse.submit(to=f"/responses/{bare}/back-to-review")

    assert NO_EXAMINATION in gaps_on(page)
    assert page.links[NO_EXAMINATION].endswith("#question-tender_at_fracture")
    assert page.links[NO_IMAGING].endswith("#question-fracture_seen")
    assert page.links["New weakness in the limbs"].endswith("#new_weakness")
    nurse.submit(to=f"/responses/{bare}/ready")
    with app.app_context():
        assert read_session().get_one(Response, bare).stage is Stage.READY


def test_what_a_red_flag_holds_back_is_not_said_to_be_free(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, COMPLETE, Stage.SENT)
    forget(app, response_id, *EXAMINATION)
    assert "It can be passed on" in gaps_on(nurse.get(f"/responses/{response_id}"))
    correct(app, response_id, "new_weakness", True, "She rang")

    named = gaps_on(nurse.get(f"/responses/{response_id}"))

    assert NO_EXAMINATION in named
    assert "It can be passed on" not in named


def test_an_offer_with_something_open_wants_a_note_that_says_why(
    app: Flask, bare: UUID, clinician: StaffClient
) -> None:
    clinician.get(f"/responses/{bare}/decision")

    refused = clinician.submit({"choice": "offer", "note": "  "}, expect=422)

    (error,) = refused.errors
    assert error.startswith("Say in the note why")
    for words in (NO_EXAMINATION, NO_IMAGING, "New weakness in the limbs"):
        assert words in error
    assert refused.links[error] == "#note"
    assert refused.by_id("note").get("aria-invalid") == "true"
    assert refused.by_id("choice-0").attributes.get("checked") is not None  # nothing typed is lost
    clinician.submit({"choice": "offer", "note": "Seen in clinic; the scan was read there"})
    with app.app_context():
        made = read_session().get_one(Response, bare)
        assert made.stage is Stage.DECIDED
        assert [one.note for one in made.decisions] == ["Seen in clinic; the scan was read there"]


@pytest.mark.parametrize("choice", [choice for choice in DECISIONS if choice != "offer"])
def test_any_other_decision_wants_no_note(
    app: Flask, bare: UUID, clinician: StaffClient, choice: str
) -> None:
    clinician.get(f"/responses/{bare}/decision")

    clinician.submit({"choice": choice})

    with app.app_context():
        assert read_session().get_one(Response, bare).stage is Stage.DECIDED


def test_an_offer_with_nothing_open_wants_no_note(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, COMPLETE)
    page = clinician.get(f"/responses/{response_id}/decision")

    assert "Note (optional)" in page.main.text
    clinician.submit({"choice": "offer"})
    with app.app_context():
        assert read_session().get_one(Response, response_id).stage is Stage.DECIDED


@pytest.mark.parametrize(
    ("left", "named"),
    [
        (EXAMINATION[:1], []),
        (EXAMINATION[1:], []),
        (EXAMINATION, [NO_EXAMINATION]),
        (IMAGING[1:], []),
        (IMAGING[:2], [NO_IMAGING]),
    ],
)
def test_one_fact_of_it_shows_that_somebody_has_looked(
    left: tuple[str, ...], named: list[str]
) -> None:
    case = case_of(COMPLETE)
    known = {key: one for key, one in case.answers.items() if key not in left}

    assert said(gaps_of(case.having(known)).not_looked) == named


def test_an_examination_past_its_window_is_said_to_be_out_of_date(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, COMPLETE)
    with app.app_context(), write_session() as session:
        settings.change(session, {f"{settings.FIGURE}examination_days": "1"}, by=None)

    page = clinician.get(f"/responses/{response_id}/decision")

    assert "The examination recorded is out of date" in gaps_on(page)
    assert NO_EXAMINATION not in gaps_on(page)


def test_an_answer_of_not_sure_is_named_as_such_and_a_day_known_roughly_is_not_named() -> None:
    case = case_of(COMPLETE)
    unsure = {key: Given(Absent.NOT_SURE) for key in ("cancer", "new_weakness")}
    roughly = {"pain_began": Given(ApproximateDate("2026"))}

    named = said(gaps_of(case.having({**case.answers, **unsure, **roughly})).unanswered)

    assert named == ["New weakness in the limbs (not sure)", "Cancer, now or before (not sure)"]


def test_whoever_decides_without_a_page_is_held_to_the_same(app: Flask, bare: UUID) -> None:
    by = add_staff(app, Role.CLINICIAN)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, bare)
        with pytest.raises(NoteWanted, match=NO_IMAGING):
            decide(session, response, by, "offer")
        flag = RedFlag(response_id=bare, criterion="new_weakness")
        session.add(flag)
        with pytest.raises(Refused, match="A red flag is still open"):
            decide(session, response, by, "no_offer")
        act_on(session, flag, by, "Seen today")
        response.stage = Stage.IN_PROGRESS
        with pytest.raises(Refused, match="has not sent the answers yet"):
            decide(session, response, by, "no_offer")
        assert response.decisions == []
        tell(session)
