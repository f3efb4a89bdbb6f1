"""Blood results as staff type them: asked about where unusual, and kept as a range where they are one."""

from __future__ import annotations

import pytest
from flask import Flask

from questionnaire.exports import FORMATS
from questionnaire.store import clock
from tests.kit.filled import summary
from tests.kit.pages import Filled, Page
from tests.kit.people import PatientClient, StaffClient
from tests.kit.rows import said
from tests.review.test_facts import add_facts
from tests.review.test_submission import submission

LIMIT = "platelets_within_limit"


def typed(nurse: StaffClient, patient: PatientClient, filled: Filled, expect: int = 200) -> Page:
    return add_facts(nurse, patient, "blood-results", filled, expect)


def test_grams_per_decilitre_are_recognised_and_taken_by_one_press(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = typed(nurse, patient, {"haemoglobin": "12", "platelets": "150"}, expect=422)

    assert page.errors == ["Haemoglobin – Check this: 12 g/L. Did you mean 120 g/L?"]
    assert {"I meant 120 g/L", "It is as written: 12 g/L"} <= {
        one.text for one in page.main.all("button")
    }
    page = nurse.submit({"haemoglobin-meant": "120 g/L"})

    assert said(page, "haemoglobin") == "120 g/L"
    assert said(page, "platelets") == "150 × 10⁹/L"


def test_several_are_settled_one_after_the_other_and_the_first_stays_settled(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = typed(nurse, patient, {"inr": "14", "platelets": "0"}, expect=422)
    assert len(page.errors) == 2

    page = nurse.submit({"inr-meant": "14"}, expect=422)
    assert page.errors == ["Platelets – Check this: 0 × 10⁹/L is unusual"]

    page = nurse.submit({"platelets-meant": "0 × 10⁹/L"})
    assert (said(page, "inr"), said(page, "platelets")) == ("14", "0 × 10⁹/L")


def test_the_enter_key_presses_none_of_the_readings(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = typed(nurse, patient, {"haemoglobin": "12"}, expect=422)

    first = next(page.form("").all("button"))

    assert not first.get("name")
    nurse.submit(expect=422)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("<60", "cannot tell"), ("<50", "not met"), ("≥50", "met"), (">40", "cannot tell")],
)
def test_a_criterion_that_a_range_straddles_cannot_be_told(
    app: Flask, nurse: StaffClient, patient: PatientClient, text: str, verdict: str
) -> None:
    with app.app_context():
        today = clock.today().isoformat()

    page = typed(nurse, patient, {"platelets": text, "blood_date": today})

    assert said(page, "platelets") == f"{text} × 10⁹/L"
    with app.app_context():
        found = summary(patient.response_id).results.findings
    assert [one.status.value for one in found if one.criterion.key == LIMIT] == [verdict]


@pytest.mark.parametrize("file", [one for one in FORMATS if one != "pdf"])
def test_a_range_has_its_own_words_in_files(
    nurse: StaffClient, patient: PatientClient, file: str
) -> None:
    typed(nurse, patient, {"inr": "over 9"})

    got = nurse.download(f"/responses/{patient.response_id}/summary.{file}")

    assert "over 9" in got.get_data(as_text=True)


def test_it_is_shown_as_written_when_the_page_is_opened_again(
    nurse: StaffClient, patient: PatientClient
) -> None:
    typed(nurse, patient, {"platelets": "< 10"})

    page = nurse.get(f"/responses/{patient.response_id}/facts/blood-results")

    assert page.by_id("platelets").get("value") == "< 10"
    assert "Nothing was changed" in nurse.submit().text
    assert submission(nurse, patient)
