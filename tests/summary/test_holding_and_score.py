"""Two societies' holding times side by side, the OF score, and the day of reading: wherever they show."""

from __future__ import annotations

import csv
import io
import json
from uuid import UUID

import pytest
from flask import Flask

from questionnaire.exports import FORMATS
from questionnaire.exports.sheet import sheet_of
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.store.audit import Action
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered, summary
from tests.kit.pages import Element, Page
from tests.kit.people import StaffClient

ON_WARFARIN = "V31"  # INR 1.8, with a plan
MET = "V02"
PAGES = ("", "/face-sheet")


def by_staff(app: Flask, response_id: UUID, **facts: object) -> None:
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        given = {QUESTIONS[key]: value for key, value in facts.items()}
        giver = Giver(Origin.STAFF, a_nurse(session).id)
        take_in(session, response, given, giver, Action.FACTS_ADDED)


def exported(app: Flask, response_id: UUID, key: str) -> bytes:
    with app.app_context():
        return FORMATS[key].export(summary(response_id))


def in_csv(app: Flask, response_id: UUID, key: str) -> list[dict[str, str]]:
    text = exported(app, response_id, "csv").decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text)) if row["key"] == key]


def table(page: Page, caption: str) -> Element:
    return next(one for one in page.main.all("table") if caption in next(one.all("caption")).text)


def test_the_face_sheet_shows_both_holding_times_in_columns_and_that_they_differ(
    app: Flask, nurse: StaffClient
) -> None:
    page = nurse.get(f"/responses/{answered(app, ON_WARFARIN)}/face-sheet")

    shown = table(page, "how long two societies hold them")
    assert [one.text for one in next(shown.all("tr")).all("th")] == [
        "Medicine",
        "SIR 2019",
        "ASRA 2018",
        "Do they differ?",
    ]
    (row,) = [one for one in shown.all("tr") if one.text.startswith("Warfarin")]
    assert [one.text for one in row.all("td")] == [
        "5 days, INR at most 1.8; consider bridging if the risk of a clot is high",
        "5 days, and a normal INR",
        "They differ",
    ]
    assert "ASRA's from one public calculator" in page.text


@pytest.mark.parametrize("page", PAGES)
def test_an_inr_above_normal_on_warfarin_says_what_asra_asks(
    app: Flask, nurse: StaffClient, page: str
) -> None:
    text = nurse.get(f"/responses/{answered(app, ON_WARFARIN)}{page}").text

    assert "the INR is above normal and at most 1.8: ASRA 2018 asks a normal INR." in text


def test_the_files_say_both_holding_times(app: Flask) -> None:
    response_id = answered(app, ON_WARFARIN)

    record = json.loads(exported(app, response_id, "json"))
    findings = [one for each in record["assessments"] for one in each["findings"]]
    (found,) = [one for one in findings if one["criterion"] == "antithrombotic_warfarin"]
    assert "ASRA 2018: 5 days, and a normal INR. The two differ." in found["guidance"]
    with app.app_context():
        face = sheet_of(summary(response_id)).face
    (printed,) = face.thinners
    assert "ASRA 2018 asks a normal INR" in face.warfarin_inr
    assert (printed.asra, printed.differ) == ("5 days, and a normal INR", True)


@pytest.mark.parametrize("page", PAGES)
def test_the_of_score_is_shown_as_a_range_with_what_is_not_known(
    app: Flask, nurse: StaffClient, page: str
) -> None:
    response_id = answered(app, MET)
    by_staff(
        app,
        response_id,
        of_type="of3",
        of_bone=True,
        of_progress=False,
        of_pain=True,
        of_neurology=False,
        of_health=(),
    )

    text = nurse.get(f"/responses/{response_id}{page}").text

    assert "not validated: 6 to 8 (not known: mobile on analgesia)" in text
    assert "it is information here, and no verdict" in text


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_said_of_a_score_that_nobody_has_entered(
    app: Flask, nurse: StaffClient, page: str
) -> None:
    assert "not validated:" not in nurse.get(f"/responses/{answered(app, MET)}{page}").text


def test_the_files_say_the_of_score_once_it_is_entered(app: Flask) -> None:
    response_id = answered(app, MET)
    assert in_csv(app, response_id, "of_score") == []
    assert json.loads(exported(app, response_id, "json"))["of_score"] is None
    by_staff(app, response_id, of_type="of5")

    (row,) = in_csv(app, response_id, "of_score")
    told = json.loads(exported(app, response_id, "json"))["of_score"]
    assert row["value"].startswith("5 to 16 (not known: ")
    assert "not validated" in row["reason"]
    assert (told["at_least"], told["at_most"], len(told["unknown"])) == (5, 16, 6)
    assert told["source"]["key"] == "of_score_card"
    with app.app_context():
        assert sheet_of(summary(response_id)).face.of_score.startswith("5 to 16")


def test_the_day_on_which_a_source_was_last_read_stands_with_it(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, MET)
    with app.app_context():
        sheet = sheet_of(summary(response_id))
    read = dict(zip(sheet.sources, sheet.last_read, strict=True))
    text = nurse.get(f"/responses/{response_id}/face-sheet").text

    vertos_v = next(one for one in read if "active control for chronic pain" in one)
    leaflet = next(one for one in read if one.startswith("Leaflet"))
    assert (read[vertos_v], read[leaflet]) == ("30 November 2026", "")
    assert "active control for chronic pain; abstract, 2023 (last read: 30 November 2026)" in text
