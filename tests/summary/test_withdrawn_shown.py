"""What was reported once and is no more: said everywhere, until staff have said what holds."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from flask import Flask

from questionnaire.exports import FORMATS
from questionnaire.exports.many_responses import export_many
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.store.audit import Action
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.in_brief import in_brief
from questionnaire.summary.summary import Summary
from rules.language.criteria.criteria import Polarity, Status
from rules.language.logic.case import Absent, Origin
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered, correct, summary
from tests.kit.pdf_pages import words_by_page
from tests.kit.people import StaffClient

WARFARIN = "Takes a medicine that slows clotting: Warfarin (Coumadin, Jantoven, Marevan)."


def says(app: Flask, response_id: UUID, origin: Origin = Origin.PATIENT, **given: object) -> None:
    """One answer after the other, as somebody goes through the pages."""
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        by = a_nurse(session).id if origin is Origin.STAFF_PHONE else None
        for key, value in given.items():
            answer = {QUESTIONS[key]: value}
            take_in(session, response, answer, Giver(origin, by), Action.ANSWERS_SAVED)


def warfarin_and_back(app: Flask, origin: Origin = Origin.PATIENT) -> UUID:
    """Thinner yes, warfarin, back, thinner no."""
    response_id = answered(app, "V02")
    says(app, response_id, origin, blood_thinner=True, blood_thinner_which=("warfarin",))
    says(app, response_id, origin, blood_thinner=False)
    return response_id


def told(app: Flask, response_id: UUID) -> Summary:
    with app.app_context():
        return summary(response_id)


def withdrawn(app: Flask, response_id: UUID) -> list[str]:
    with app.app_context():
        return [one.says for one in face_sheet_of(summary(response_id)).withdrawn]


def statuses(made: Summary) -> dict[str, Status]:
    return {one.criterion.key: one.status for one in made.results.findings}


@pytest.mark.parametrize("origin", [Origin.PATIENT, Origin.HELPER, Origin.STAFF_PHONE])
def test_a_blood_thinner_taken_back_is_said_and_leaves_the_exclusions_open(
    app: Flask, origin: Origin
) -> None:
    response_id = warfarin_and_back(app, origin)
    correct(app, response_id, "inr", Absent.UNANSWERED, "Of somebody else")

    found = statuses(told(app, response_id))

    assert WARFARIN in withdrawn(app, response_id)
    assert found["thinner_taken_back"] is Status.MET
    assert found["uncorrected_coagulopathy"] is Status.CANNOT_TELL
    assert found["l9_no_exclusion"] is Status.CANNOT_TELL


def test_what_waits_for_it_says_that_answers_conflict_and_whom_to_ask(app: Flask) -> None:
    response_id = warfarin_and_back(app)
    correct(app, response_id, "inr", Absent.UNANSWERED, "Of somebody else")

    with app.app_context():
        facts = face_sheet_of(summary(response_id)).open_facts

    [thinner] = [one for one in facts if one.key == "blood_thinner"]
    assert thinner.cause == "answers conflict"


def test_staff_settle_it_by_confirming_the_answer_that_stands(app: Flask) -> None:
    response_id = warfarin_and_back(app)

    correct(app, response_id, "blood_thinner", False, "She took warfarin in spring, and stopped")

    found = statuses(told(app, response_id))
    assert withdrawn(app, response_id) == []
    assert found["thinner_taken_back"] is Status.NOT_MET
    assert found["uncorrected_coagulopathy"] is Status.NOT_MET


def test_staff_settle_it_by_correcting_it_and_what_was_named_counts_again(app: Flask) -> None:
    response_id = warfarin_and_back(app)

    correct(app, response_id, "blood_thinner", True, "She does take it")

    made = told(app, response_id)
    assert withdrawn(app, response_id) == []
    present = made.results.of(Polarity.REVIEW, Status.MET)
    assert "antithrombotic_warfarin" in {one.criterion.key for one in present}


def test_a_yes_turned_to_no_is_said_though_nothing_hangs_on_it(app: Flask) -> None:
    response_id = answered(app, "V02")
    says(app, response_id, infection_now=True)
    says(app, response_id, infection_now=False)

    assert len(withdrawn(app, response_id)) == 1

    correct(app, response_id, "infection_now", False, "A cold, long gone")

    assert withdrawn(app, response_id) == []


def test_an_option_taken_from_several_is_said(app: Flask) -> None:
    response_id = answered(app, "V02")
    says(app, response_id, blood_thinner=True, blood_thinner_which=("aspirin", "warfarin"))
    says(app, response_id, blood_thinner_which=("aspirin",))

    assert withdrawn(app, response_id) == [WARFARIN]


def test_what_a_later_answer_only_makes_clearer_was_not_taken_back(app: Flask) -> None:
    response_id = answered(app, "V02")
    says(app, response_id, pain_worst=QUESTIONS["pain_worst"].read(10), blood_thinner=True)
    says(
        app,
        response_id,
        blood_thinner_which=("aspirin",),
        pain_worst=QUESTIONS["pain_worst"].read(9),
    )

    assert withdrawn(app, response_id) == []


def test_what_staff_corrected_was_not_taken_back_by_the_patient(app: Flask) -> None:
    response_id = answered(app, "V02")
    says(app, response_id, infection_now=True)
    correct(app, response_id, "infection_now", False, "A cold, long gone")

    assert withdrawn(app, response_id) == []


def test_every_page_and_file_says_it_with_who_and_when(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response_id = warfarin_and_back(app)

    pages = [
        nurse.get(f"/responses/{response_id}").main.text,
        clinician.get(f"/responses/{response_id}/face-sheet").main.text,
    ]
    made = told(app, response_id)
    with app.app_context():
        pdf = words_by_page(FORMATS["pdf"].export(made))[0]
        files = [
            FORMATS["csv"].export(made).decode(),
            b"".join(export_many([in_brief(made)])).decode(),
            pdf,
        ]
        record = json.loads(FORMATS["json"].export(made))

    for text in (*pages, *files):
        assert WARFARIN in text
        assert "(patient, " in text
    assert record["reported_earlier_no_longer"][0]["criterion"] == "antithrombotic_warfarin"
    assert record["reported_earlier_no_longer"][0]["undone_by"]["said"] == "No"
