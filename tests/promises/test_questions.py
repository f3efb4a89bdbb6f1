"""Every question is asked, filled in, shown to staff and exported. Each failure says what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
import time_machine
from flask import Flask

from questionnaire.exports import FORMATS
from questionnaire.exports.many_responses import export_many
from questionnaire.fields import form_for
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.summary.in_brief import in_brief
from questionnaire.summary.summary import summary_of
from rules.language.questions import Audience, Entries
from rules.questions import QUESTIONS, SECTIONS, STAFF_SECTIONS
from tests.kit.branches import open_branches
from tests.kit.filled import answered, case_of
from tests.kit.people import StaffClient
from tests.kit.telling import tell

ROOT = Path(__file__).parents[2]
PAGES = [page for section in (*SECTIONS, *STAFF_SECTIONS) for page in section.pages]
RECORDED = {key for key, question in QUESTIONS.items() if question.asked_of is Audience.RECORD}

# Everything met; an infection; MRI impossible; young enough to be asked of pregnancy.
FULLEST = ("V02", "V27", "V21", "P01", "D53", "D91", "D96")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_question_makes_a_field(app: Flask, page: object) -> None:
    with app.test_request_context():
        form = form_for(page)(formdata=None)  # type: ignore[arg-type]

        for question in page.questions:  # type: ignore[attr-defined]
            assert question.key in form, "give its kind a field in questionnaire/fields"


def test_every_question_is_asked_on_a_page() -> None:
    asked = {question.key for page in PAGES for question in page.questions}

    assert asked | RECORDED == set(QUESTIONS), "put the question on a page of its section"


@pytest.fixture
def full(app: Flask, nurse: StaffClient) -> dict[UUID, set[str]]:
    """Responses in which, between them, every question is asked; with the keys asked in each."""
    made = {}
    for number, case_id in enumerate(FULLEST):
        with time_machine.travel(case_of(case_id).on, tick=False):
            response_id = answered(app, case_id, record_number=f"RN {number}")
        with app.app_context(), write_session() as session:
            made[response_id] = open_branches(session, session.get_one(Response, response_id))
            tell(session)
    return made


def test_every_question_shows_on_review_and_in_every_export(
    app: Flask, nurse: StaffClient, full: Mapping[UUID, set[str]]
) -> None:
    seen = set[str]()
    for response_id, keys in full.items():
        page = nurse.get(f"/responses/{response_id}")
        with app.app_context():
            summary = summary_of(read_session(), read_session().get_one(Response, response_id))
            files = {key: FORMATS[key].export(summary) for key in FORMATS}
            many = b"".join(export_many([in_brief(summary)])).decode("utf-8-sig")
        in_json = {answer["question"] for answer in json.loads(files["json"])["answers"]}
        in_csv = files["csv"].decode("utf-8-sig")
        for key in keys:
            assert page.by_id(key), f"{key} is missing from templates/review"
            assert key in in_json, f"{key} is missing from the JSON export"
            assert key in in_csv, f"{key} is missing from the CSV export"
            assert f"answer_{key}" in many.splitlines()[0], f"{key} has no column for many"
        seen |= keys
        with pikepdf.open(BytesIO(files["pdf"])) as pdf:
            assert pdf.pages

    unseen = set(QUESTIONS) - RECORDED - seen
    assert not unseen, (
        f"tests/promises/test_questions.py: put a case that asks {unseen} into FULLEST"
    )


@pytest.mark.parametrize("edition", sorted((ROOT / "tests/rules/editions").glob("*.txt")), ids=str)
def test_keys_of_past_editions_still_exist(edition: Path) -> None:
    keys = {line.split()[0] for line in edition.read_text(encoding="utf-8").splitlines() if line}
    parts = {
        f"{question.key}.{part.key}"
        for question in QUESTIONS.values()
        if isinstance(question, Entries)
        for part in question.parts
    }

    assert keys <= set(QUESTIONS) | parts, (
        "a key once given stays: change the wording, never the key"
    )
