"""One response in which the rules raise stops no other, and is opened, corrected and whole again."""

from __future__ import annotations

import csv
import io
import json
import logging
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.clinic import settings
from questionnaire.exports import FORMATS
from questionnaire.responses import raised_flags
from questionnaire.store import clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Answer, AuditEvent, Response, Stage
from questionnaire.store.models.base import canonical_json
from rules.language.criteria.criteria import Criterion
from rules.language.findings.findings import Finding, find
from rules.language.logic.case import Case, Origin
from rules.language.questions import Entry
from rules.medicines import morphine, paracetamol
from rules.medicines.doses import Amount, Ingredients, daily_milligrams
from rules.medicines.ingredients import Ingredient
from rules.medicines.morphine_tables import MorphineTable
from rules.medicines.opioids import Line, lines_of
from tests.cli.test_cli import Terminal
from tests.kit.filled import answered, correct
from tests.kit.keys import key
from tests.kit.people import Invited, PatientClient, StaffClient
from tests.kit.telling import tell
from tests.promises.addresses import address, known_of
from tests.promises.routes import method, rules_of
from tests.review.test_submission import answer

BREAKING = "77mg/0ml"
ORAMORPH = {"name": "Oramorph", "form": "liquid", "still_taken": True, "times": Decimal(4)}
PARACETAMOL = {"name": "Paracetamol", "form": "tablet", "unit": "mg", "still_taken": True}
WRONG = (
    {**ORAMORPH, "strength": BREAKING, "amount": Decimal(5)},
    {**PARACETAMOL, "strength": BREAKING, "amount": Decimal(2), "times": Decimal(4)},
)
RIGHT = ({**ORAMORPH, "strength": "10mg/5ml", "amount": Decimal(5)},)
NEXT_YEAR = clock.now().date() + timedelta(days=300)
DAYS = ("2026-06-01", "2027-03-31")


@pytest.fixture(autouse=True)
def breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the rules, as there was one: a strength in 0 ml divides by it."""

    def broken(entry: Entry, table: MorphineTable) -> list[Line]:
        if entry.get("strength") == BREAKING:
            raise ZeroDivisionError(BREAKING)
        return lines_of(entry, table)

    def broken_too(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Amount | None:
        if entry.get("strength") == BREAKING:
            raise ZeroDivisionError(BREAKING)
        return daily_milligrams(entry, of, ingredient)

    monkeypatch.setattr(morphine, "lines_of", broken)
    monkeypatch.setattr(paracetamol, "daily_milligrams", broken_too)


@pytest.fixture
def at_clinic(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, clinic_database: str
) -> Terminal:
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", clinic_database)
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    return Terminal(capsys)


def broken_one(app: Flask, stage: Stage = Stage.SENT, case_id: str = "V02") -> UUID:
    response_id = answered(app, case_id, stage, record_number="RN 9")
    correct(app, response_id, "pain_medicines", WRONG, "As on the bottle")
    return response_id


def stored_as(app: Flask, response_id: UUID, question: str, value: object) -> None:
    """An answer as an older program, or a slip in the database, has left it."""
    with app.app_context(), write_session() as session:
        session.add(
            Answer(response_id=response_id, question=question, value=value, origin=Origin.PATIENT)
        )
        tell(session)


def stage_of(app: Flask, response_id: UUID) -> Stage:
    with app.app_context():
        return read_session().get_one(Response, response_id).stage


def test_every_page_of_it_is_answered_and_says_what_failed(
    app: Flask,
    nurse: StaffClient,
    clinician: StaffClient,
    invited: Invited,
    patient: PatientClient,
) -> None:
    known = known_of(app, invited)
    correct(app, invited.response_id, "pain_medicines", WRONG, "As on the bottle")
    seen = dict[str, set[int]]()
    for rule in rules_of(app):
        if method(rule) != "GET" or "response_id" not in rule.arguments:
            continue
        for visitor in (nurse, clinician, patient):
            url = address(app, rule, known)
            reply = visitor.browser.get(url, base_url=visitor.base_url)
            assert reply.status_code < 500, f"{url}: {reply.status}"
            if reply.status_code == 409:
                assert "These answers cannot be assessed" in reply.text, url
            seen.setdefault(rule.endpoint, set()).add(reply.status_code)
    instead = {"ready_list.face_sheet", "ready_list.download", "decision.decision"}
    assert {one for one, statuses in seen.items() if 409 in statuses} == instead
    assert 200 in seen["submission.submission"]


@pytest.mark.parametrize("page", ["face-sheet", "summary.json", "decision"])
def test_whoever_sees_it_in_place_of_another_page_is_in_the_trail(
    app: Flask, clinician: StaffClient, page: str
) -> None:
    response_id = broken_one(app, case_id="V27")

    clinician.get(f"/responses/{response_id}/{page}", expect=409)

    with app.app_context():
        newest = select(AuditEvent).order_by(AuditEvent.sequence.desc()).limit(1)
        told = read_session().scalars(newest).one()
        assert (told.action, told.response_id) == (Action.RESPONSE_SEEN.value, response_id)


def test_its_page_has_red_flags_first_then_what_failed_then_every_answer(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = broken_one(app, case_id="V27")  # with an infection

    words = nurse.get(f"/responses/{response_id}").main.text

    parts = ("Raised ", "What failed", "Look first at: Pain medicines.", "S5", BREAKING)
    places = [words.index(part) for part in parts]
    assert places == sorted(places), words
    assert "ZeroDivisionError" in words


def test_what_is_corrected_is_whole_again(app: Flask, nurse: StaffClient) -> None:
    response_id = broken_one(app)
    correct(app, response_id, "pain_medicines", RIGHT, "Read from the box")

    page = nurse.get(f"/responses/{response_id}")

    assert page.by_id("finding-s5_no_relief_on_large_doses")
    assert nurse.get(f"/responses/{response_id}/face-sheet")
    for one in FORMATS:
        assert nurse.download(f"/responses/{response_id}/summary.{one}")


def test_its_patient_can_save_and_send_and_the_red_flags_are_raised(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    correct(app, patient.response_id, "pain_medicines", WRONG, "As on the bottle")
    answer(patient, "pain-now", {"pain_now": "8"})
    patient.get(patient.at("declaration"))

    patient.submit()

    assert patient.page
    assert patient.page.url.endswith("/sent")
    assert stage_of(app, patient.response_id) is Stage.SENT
    assert "Red flag: 1 open" in nurse.get("/worklist").main.text


def test_it_is_neither_marked_ready_nor_decided_until_it_is_corrected(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    sent = broken_one(app)
    refused = nurse.post(f"/responses/{sent}/ready/v0")

    assert "These answers cannot be assessed. Correct the wrong entry first." in refused.text
    assert stage_of(app, sent) is Stage.SENT

    clinician.get(f"/responses/{answered(app, 'V02')}/decision")
    clinician.post(f"/responses/{sent}/decision/v0", {"choice": "offer"}, expect=409)
    assert stage_of(app, sent) is Stage.SENT


def test_blood_results_the_consult_day_and_closing_go_on(app: Flask, nurse: StaffClient) -> None:
    response_id = broken_one(app)
    here = f"/responses/{response_id}"

    nurse.get(f"{here}/facts/blood-results")
    nurse.submit({"inr": "1.2"})
    nurse.get(here)
    nurse.submit({"consult_on": NEXT_YEAR.isoformat()}, to=f"{here}/consult-day")
    nurse.get(here)
    nurse.submit(to=f"{here}/close")

    with app.app_context():
        assert read_session().get_one(Response, response_id).consult_on == NEXT_YEAR
    assert stage_of(app, response_id) is Stage.CLOSED
    assert "1.2" in nurse.get(here).by_id("inr").text


def test_the_spreadsheet_has_its_row_and_the_others_whole(app: Flask, nurse: StaffClient) -> None:
    whole, broken = answered(app, "V27"), broken_one(app, case_id="V27")

    reply = nurse.download(f"/export/responses.csv?first={DAYS[0]}&last={DAYS[1]}")

    read = csv.DictReader(io.StringIO(reply.get_data().decode("utf-8-sig")))
    rows = {row["response"]: row for row in read}
    assert rows[str(broken)]["record_number"] == "RN 9"
    assert rows[str(broken)]["morphine"].startswith("could not be assessed: ")
    assert "ZeroDivisionError" in rows[str(broken)]["criterion_s5_no_relief_on_large_doses"]
    same = [column for column in rows[str(whole)] if "infection" in column]
    assert {column: rows[str(broken)][column] for column in same if "answer" in column}
    assert rows[str(broken)]["criterion_infection"] == rows[str(whole)]["criterion_infection"]
    assert "could not be assessed" not in str(rows[str(whole)])
    assert BREAKING in rows[str(broken)]["answer_pain_medicines"]


def test_the_log_says_it_once_with_the_place_and_no_value(
    app: Flask, nurse: StaffClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response_id = broken_one(app)
        for path in ("", "", "/facts/blood-results"):
            nurse.get(f"/responses/{response_id}{path}")

    [record] = caplog.records
    assert record.levelname == "ERROR"
    assert str(response_id) in record.getMessage()
    assert (
        "documented_indications.s5_no_relief_on_large_doses (ZeroDivisionError)"
        in record.getMessage()
    )
    assert "morphine.py" in record.getMessage()
    assert BREAKING not in caplog.text
    assert "Pat Example" not in caplog.text


def test_a_red_flag_that_cannot_be_weighed_hides_no_other_and_stands_first(
    app: Flask, nurse: StaffClient, patient: PatientClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(criterion: Criterion, case: Case) -> Finding:
        if criterion.key == "infection":
            raise KeyError(criterion.key)
        return find(criterion, case)

    monkeypatch.setattr(raised_flags, "find", broken)
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    page = nurse.get(f"/responses/{patient.response_id}")

    assert "Red flag: 1 open" in nurse.get("/worklist").main.text
    flags = page.main.text.partition("What failed")[0]
    assert flags.index("Could not be weighed") < flags.index("Raised ")


WITHOUT_A_PLACE: list[tuple[str, object]] = [
    ("infection_signs", ["an option that is gone"]),
    ("pain_on_movement", "eight"),
    ("pain_medicines", [{"name": "Oramorph", "gone": 1}]),
    ("details_right", "perhaps"),
]


@pytest.mark.parametrize(("question", "value"), WITHOUT_A_PLACE)
def test_a_stored_answer_that_no_longer_reads_is_shown_as_stored_and_the_others_count(
    app: Flask, nurse: StaffClient, question: str, value: object
) -> None:
    response_id = answered(app, "V27", Stage.SENT)
    stored_as(app, response_id, question, value)

    page = nurse.get(f"/responses/{response_id}")

    assert "These answers cannot be assessed" in page.main.text
    assert "cannot be read; it is kept as" in page.by_id(question).text
    assert canonical_json(value) in page.by_id(question).text
    assert nurse.get("/worklist?view=all")
    nurse.download(f"/export/responses.csv?first={DAYS[0]}&last={DAYS[1]}")


def test_a_red_flag_that_waits_for_an_answer_that_cannot_be_read_is_not_called_unanswered(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    stored_as(app, response_id, "new_weakness", "maybe")

    flags = nurse.get(f"/responses/{response_id}").main.text.partition("What failed")[0]

    assert "Could not be weighed, so look at the answers yourself: New weakness" in flags
    assert "No red flag is raised." not in flags


def test_it_is_answered_again_by_its_patient_and_corrected_by_staff(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    stored_as(app, patient.response_id, "pain_trend", "sideways")
    assert patient.get(patient.at("check"))

    nurse.get(f"/responses/{patient.response_id}/correct/pain_trend")
    nurse.submit({"pain_trend": "worse", "learned": "record", "reason": "She rang"})

    assert "cannot be assessed" not in nurse.get(f"/responses/{patient.response_id}").main.text


def test_an_earlier_answer_that_no_longer_reads_hinders_nothing(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    stored_as(app, response_id, "pain_trend", "sideways")
    correct(app, response_id, "pain_trend", "worse", "She rang")

    page = nurse.get(f"/responses/{response_id}")

    assert page.by_id("finding-s4_persistent_pain")


def test_reassess_goes_on_and_names_it(app: Flask, at_clinic: Terminal) -> None:
    broken, whole = broken_one(app), answered(app, "V02", Stage.SENT, record_number="RN 2")
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + "severe_pain": "9"}, by=None)

    ran = at_clinic.run("reassess")

    assert ran.status == 1
    assert ran.out == "1 open response assessed, 1 of them anew.\n"
    assert f"Response {broken.hex[:8]} cannot be assessed" in ran.err
    assert whole.hex[:8] not in ran.err


def test_a_stored_assessment_that_cannot_be_made_again_is_named(
    app: Flask, at_clinic: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as mended:
        mended.setattr(morphine, "lines_of", lines_of)
        mended.setattr(paracetamol, "daily_milligrams", daily_milligrams)
        broken = broken_one(app)
    answered(app, "V02", Stage.SENT, record_number="RN 2")

    ran = at_clinic.run("assessments", "verify")

    assert ran.status == 1
    assert "2 of 3 stored assessments" in ran.out
    assert f"Response {broken.hex[:8]}, assessed " in ran.err
    assert "(ZeroDivisionError)" in ran.err
    assert BREAKING not in ran.err


@pytest.mark.parametrize("named", [(), ("--name-responses",)])
def test_the_impact_of_a_change_counts_it_and_goes_on(
    app: Flask, at_clinic: Terminal, named: tuple[str, ...]
) -> None:
    broken = broken_one(app)
    answered(app, "V02", Stage.SENT, record_number="RN 2")
    change = ("--set", "severe_pain=9", "--as", "json")

    ran = at_clinic.run("protocol", "impact", *change, *named)

    told = json.loads(ran.out)
    assert ran.status == 1
    assert told["responses"] == 2
    assert told["not_assessed"]["responses"] == 1
    assert any(one["responses"] == 1 for one in told["changes"])
    assert (broken.hex[:8] in ran.err) is bool(named)


def test_the_command_line_exports_it_too(app: Flask, at_clinic: Terminal, tmp_path: Path) -> None:
    broken = broken_one(app)
    answered(app, "V02", Stage.SENT, record_number="RN 2")
    file = tmp_path / "many.csv"

    ran = at_clinic.run("export", "--from", DAYS[0], "--to", DAYS[1], "--out", str(file))

    assert ran.status == 1
    assert f"Without findings, which could not be worked out: {broken.hex[:8]}" in ran.err
    assert len(list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))) == 3


def test_a_file_of_answers_that_cannot_be_assessed_is_one_line(
    at_clinic: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    medicine = {"name": "Oramorph", "strength": BREAKING}
    file.write_text(json.dumps({"on": "2026-11-16", "answers": {"pain_medicines": [medicine]}}))

    said = at_clinic.refused("assess", str(file))

    assert "cannot be assessed" in said
    assert BREAKING not in said
