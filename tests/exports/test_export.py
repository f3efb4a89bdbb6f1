"""What a clinician sees first, records, and takes away."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire import exports
from questionnaire.clinic import settings
from questionnaire.exports import FORMATS, pdf
from questionnaire.exports.spreadsheet import spreadsheet
from questionnaire.responses import assessments
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import AuditEvent, Decision, Response, Stage
from questionnaire.summary.said import OVERALL
from questionnaire.typesetting.letters import printable
from rules.evidence import INTENDED_USE, NATURAL_COURSE, SHAM_TRIALS
from rules.language.criteria.criteria import Status
from rules.questions import QUESTIONS
from tests.kit.filled import answered, correct, summary
from tests.kit.people import StaffClient


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def actions(app: Flask) -> list[str]:
    with app.app_context():
        return list(read_session().scalars(select(AuditEvent.action).order_by(AuditEvent.sequence)))


def test_the_ready_list_shows_the_next_consult_first(app: Flask, clinician: StaffClient) -> None:
    answered(app, "V02", name="Later", record_number="RN 1", consult_on=date(2026, 12, 2))
    answered(app, "V04", name="Sooner", record_number="RN 2", consult_on=date(2026, 12, 1))
    answered(app, "V06", Stage.SENT, name="Not ready", record_number="RN 3")

    text = clinician.get("/ready").main.text

    assert text.index("Sooner") < text.index("Later")
    assert "Not ready" not in text


def test_the_face_sheet_says_what_is_met_on_whose_word(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02")

    text = clinician.get(f"/responses/{response_id}/face-sheet").text

    assert "What the documented indications (leaflet) ask: appears met" in text
    assert "Pain on movement, usual, last 24 h: 8 / 10 (patient," in text
    assert "Tender at the fracture level: Yes (staff:" in text
    assert "Morphine equivalent: 60 mg a day" in text
    assert "CDC 2022" in text


def test_met_indications_never_stand_without_the_trials(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02")

    text = clinician.get(f"/responses/{response_id}/face-sheet").text

    for statement in (*SHAM_TRIALS, *NATURAL_COURSE):
        assert statement.brief in text
    assert INTENDED_USE[0].brief in text
    assert all(statement.text in text for statement in INTENDED_USE)


def test_nobody_decides_on_met_indications_without_the_trials(
    app: Flask, clinician: StaffClient
) -> None:
    text = clinician.get(f"/responses/{answered(app, 'V02')}/decision").text

    for statement in (*SHAM_TRIALS, *NATURAL_COURSE, *INTENDED_USE):
        assert statement.brief in text


def test_an_unanswered_red_flag_is_never_clear(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V40")

    page = clinician.get(f"/responses/{response_id}/face-sheet")

    flags = next(one for one in page.main.all("section") if one.get("aria-label") == "Red flags")
    assert "Unanswered: " in flags.text
    assert not re.search(r"\bclear\b", page.text.lower())


def test_a_red_flag_says_whether_anybody_acted(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V23")

    text = clinician.get(f"/responses/{response_id}/face-sheet").text

    assert "Reported: Possible cauda equina syndrome" in text
    assert "Nobody has recorded what was done." in text


def test_a_red_flag_taken_back_still_shows_until_somebody_acts(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V23")
    correct(app, response_id, "cauda_equina", (), "Misread the question")

    text = clinician.get(f"/responses/{response_id}/face-sheet").text

    assert "Reported before, and no longer: Possible cauda equina syndrome" in text
    assert "Nobody has recorded what was done." in text


def test_the_face_sheet_says_how_far_the_review_is_and_whose_it_is(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02", Stage.SENT)

    text = clinician.get(f"/responses/{response_id}/face-sheet").main.text

    assert "Sent, to review" in text
    assert "years, " in text


def test_a_list_in_a_finding_is_named_and_not_told_in_full(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "relief", Decimal(40), "Asked again")

    page = clinician.get(f"/responses/{response_id}/face-sheet")

    finding = next(row.text for row in page.main.all("tr") if row.text.startswith("S5"))
    assert " listed: " in finding
    assert "Still taken" not in finding


def test_open_alarms_say_how_many_are_open(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "F22")

    text = clinician.get(f"/responses/{response_id}/face-sheet").main.text

    assert "None reported so far." in text
    assert "None known to be present so far." in text


def test_a_decision_is_made_in_sight_of_the_alarms(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V23")

    text = clinician.get(f"/responses/{response_id}/decision").main.text

    assert "Reported: Possible cauda equina syndrome" in text
    assert "Present: A neurological deficit" in text


def test_the_ready_list_says_what_was_decided(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02")
    clinician.get(f"/responses/{response_id}/decision")
    clinician.submit({"choice": "more_needed"}, to=f"/responses/{response_id}/decision")

    assert "More is needed before deciding" in clinician.get("/ready").main.text


def test_a_clinics_own_figure_is_used_and_shown(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02")
    with app.app_context(), write_session() as session:
        settings.change(session, {"figure:severe_pain": "9"}, by=None)

    page = clinician.get(f"/responses/{response_id}/face-sheet")

    assert "Pain counts as severe from 9 of 10" in page.text
    assert page.by_id("overall-documented_indications").text == OVERALL[Status.CANNOT_TELL]


def test_a_decision_is_kept_with_its_findings(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02")
    clinician.get(f"/responses/{response_id}/decision")

    page = clinician.submit(
        {"choice": "more_needed", "note": "Look again at the MRI"},
        to=f"/responses/{response_id}/decision",
    )

    assert "More is needed before deciding" in page.text
    with app.app_context():
        decision = read_session().scalars(select(Decision)).one()
        assert decision.note == "Look again at the MRI"
        kept = assessments.of_decision(read_session(), decision)
        assert kept is not None
        assert json.loads(kept.record)["protocols"][0]["overall"] == "met"
        assert read_session().get_one(Response, response_id).stage is Stage.DECIDED
    assert audit.Action.DECISION_RECORDED.value in actions(app)


def test_no_decision_is_chosen_beforehand(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02")
    clinician.get(f"/responses/{response_id}/decision")

    page = clinician.submit({}, to=f"/responses/{response_id}/decision", expect=422)

    assert page.errors == ["Choose what you decided"]


def test_nothing_is_decided_on_answers_not_yet_sent(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02", Stage.IN_PROGRESS)
    address = f"/responses/{response_id}/decision"
    sheet = clinician.get(f"/responses/{response_id}/face-sheet")
    page = clinician.get(address)

    refused = clinician.post(f"{address}/v0", {"choice": "offer"}, expect=422)

    for seen in (sheet, page, refused):
        assert "The patient has not sent the answers yet." in seen.main.text
    assert "Record a decision" not in sheet.links
    assert not list(page.main.all("form"))
    with app.app_context():
        assert read_session().get_one(Response, response_id).stage is Stage.IN_PROGRESS


def test_a_nurse_does_not_decide(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V02")

    nurse.get(f"/responses/{response_id}/decision", expect=403)


def test_no_format_is_made_and_forgotten() -> None:
    modules = [
        import_module(f"{exports.__name__}.{found.name}")
        for found in iter_modules(exports.__path__)
    ]
    listed = {one.export for one in FORMATS.values()}
    forgotten = [
        one.__name__ for one in modules if getattr(one, "export", None) not in {None, *listed}
    ]

    assert not forgotten, f"questionnaire/exports/__init__.py: list in FORMATS {forgotten}"


@pytest.mark.parametrize("ending", FORMATS)
def test_every_download_is_audited_and_kept_nowhere(
    app: Flask, clinician: StaffClient, ending: str
) -> None:
    response_id = answered(app, "V02", name="Rosalind Testcase")

    got = clinician.download(f"/responses/{response_id}/summary.{ending}")

    assert got.headers["Cache-Control"] == "no-store"
    named = f'attachment; filename="summary-{response_id.hex[:8]}.{ending}"'
    assert got.headers["Content-Disposition"] == named
    assert got.content_type == FORMATS[ending].mimetype
    assert actions(app)[-1] == audit.Action.EXPORTED.value


@pytest.mark.parametrize("ending", FORMATS)
def test_a_download_is_for_staff_alone(app: Flask, ending: str) -> None:
    response_id = answered(app, "V02")

    got = app.test_client().get(f"/responses/{response_id}/summary.{ending}")

    assert got.status_code == 303
    assert "/sign-in" in got.headers["Location"]


def test_the_json_carries_what_the_rules_found(app: Flask) -> None:
    response_id = answered(app, "V23")
    with app.app_context():
        record = json.loads(FORMATS["json"].export(summary(response_id)))

    assert record["overall"] == "cannot tell"
    assert record["criteria"]["s4_persistent_pain"] == "cannot tell"
    assert record["red_flags"] == ["cauda_equina", "found_deficit"]
    assert record["contraindications"]["relative"] == ["neurological_deficit"]
    assert record["morphine"]["milligrams_a_day"] == 60
    assert record["morphine"]["table"] == "CDC 2022"


def test_every_question_asked_is_in_the_json_and_reads_back(app: Flask) -> None:
    response_id = answered(app, "V02")
    with app.app_context():
        made = summary(response_id)
        record = json.loads(FORMATS["json"].export(made))

    exported = {row["question"]: row for row in record["answers"]}
    asked = {line.question.key for section in made.sections for line in section.lines}
    assert set(exported) == asked
    for key, row in exported.items():
        assert QUESTIONS[key].said(QUESTIONS[key].read(row["value"])) == row["said"]


def test_a_correction_is_exported_beside_the_first_answer(app: Flask) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "pain_worst", Decimal(10), "Misheard the first time")

    with app.app_context():
        rows = rows_of(FORMATS["csv"].export(summary(response_id)))

    said = [
        (row["value"], row["origin"], row["reason"], row["stands"])
        for row in rows
        if row["key"] == "pain_worst"
    ]
    assert said == [
        ("9 / 10", "patient", "", "no, corrected later"),
        ("10 / 10", "staff by phone", "Misheard the first time", "yes"),
    ]


@pytest.mark.parametrize("right", [True, False])
def test_the_files_say_whether_the_patient_may_be_the_wrong_one(app: Flask, right: bool) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "details_right", right, "She rang")

    with app.app_context():
        made = summary(response_id)
        record = json.loads(FORMATS["json"].export(made))
        rows = rows_of(FORMATS["csv"].export(made))

    (row,) = (one for one in rows if one["key"] == "details_doubted")
    assert made.details_doubted is not right
    assert record["patient"]["details_doubted"] is not right
    assert row["short_name"] == "Possibly the wrong patient"
    assert row["value"] == ("no" if right else "yes")


def test_an_answer_behind_a_closed_branch_is_in_no_export(app: Flask) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "told_of_fracture", False, "Misread the question")

    with app.app_context():
        made = summary(response_id)
        exports = [export.export(made) for export in FORMATS.values()]
        told = json.loads(FORMATS["json"].export(made))

    assert made.line("fracture_cause") is None
    assert "fracture_cause" not in {answer["question"] for answer in told["answers"]}
    assert all(b"Weak bones (osteoporosis)" not in one for one in exports)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    content = spreadsheet(["said"], [[text]])

    assert rows_of(content)[0]["said"] == f"'{text}"


def test_a_range_of_days_has_a_row_a_response(app: Flask, clinician: StaffClient) -> None:
    wanted = answered(app, "V02", record_number="RN 1", consult_on=date(2026, 12, 1))
    answered(app, "V04", record_number="RN 2", consult_on=date(2026, 12, 9))
    before = len(actions(app))

    got = clinician.download("/export/responses.csv?first=2026-12-01&last=2026-12-08")

    (row,) = rows_of(got.data)
    assert row["response"] == str(wanted)
    assert row["leading_protocol"] == "documented_indications"
    assert row["documented_indications"] == "met"
    assert row["nice_ta279"] == "cannot tell"
    assert row["criterion_n3_recent"] == "cannot tell: for the clinician"
    assert row["malignant_pathway"] == "not applicable"
    assert row["humber_icb"] == row["criterion_h1_severe_pain"] == "not chosen"
    assert "VAPOUR" in row["evidence"]
    assert row["criterion_s3_severe_pain"] == "met"
    assert row["answer_pain_on_movement"] == "8 / 10"
    assert row["answer_pregnant"] == "not asked"
    assert not set(QUESTIONS) - {name.removeprefix("answer_") for name in row}
    assert actions(app)[before:] == [audit.Action.EXPORTED.value]


def test_a_range_of_days_names_nobody(app: Flask, clinician: StaffClient) -> None:
    answered(app, "V02", name="Rosalind Testcase", consult_on=date(2026, 12, 1))

    got = clinician.download("/export/responses.csv?first=2026-12-01&last=2026-12-08")

    assert b"Rosalind" not in got.data


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("first=2026-12-02&last=2026-12-01", "Enter a last day that is not before the first"),
        ("first=2025-01-01&last=2026-12-01", "Choose at most one year at a time"),
        ("last=2026-12-01", "Enter the first day"),
    ],
)
def test_wrong_days_are_told_what_to_do(clinician: StaffClient, days: str, said: str) -> None:
    page = clinician.get(f"/export/responses.csv?{days}", expect=422)

    assert page.errors == [said]


@pytest.fixture
def sheet(app: Flask) -> pikepdf.Pdf:
    response_id = answered(app, "V02", name="Ωμέγα Żółć 😀 *b* #panic() $x$ <U+202E>\u202e")
    with app.app_context():
        return pikepdf.open(io.BytesIO(pdf.export(summary(response_id))))


def test_the_pdf_is_tagged_titled_and_has_a_language(sheet: pikepdf.Pdf) -> None:
    assert sheet.Root.MarkInfo.Marked
    assert str(sheet.Root.Lang) == "en-GB"
    assert "/StructTreeRoot" in sheet.Root
    with sheet.open_metadata() as about:
        assert about["dc:title"] == "Vertebroplasty questionnaire: summary"
        assert about["pdfuaid:part"] == "1"


def test_tables_in_the_pdf_have_header_cells(sheet: pikepdf.Pdf) -> None:
    kinds = [str(kind) for kind in _kinds(sheet.Root.StructTreeRoot)]

    assert "/TH" in kinds
    assert kinds.count("/Table") <= kinds.count("/THead")


def _kinds(node: pikepdf.Object) -> list[pikepdf.Object]:
    found = [node.S] if "/S" in node else []
    inside = node.get("/K")
    parts = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    for part in parts:
        if isinstance(part, pikepdf.Dictionary):
            found += _kinds(part)
    return found


def test_the_same_summary_gives_the_same_bytes(app: Flask) -> None:
    response_id = answered(app, "V02")
    with app.app_context():
        made = summary(response_id)

        for export in FORMATS.values():
            assert export.export(made) == export.export(made)


def test_letters_that_the_font_lacks_are_written_out() -> None:
    assert printable("Zoë Żółć 😀 日 \ue000\x07") == (
        "Zoë Żółć [U+1F600] [U+65E5] [U+E000][U+0007]"
    )


def test_every_worked_case_makes_a_pdf(app: Flask) -> None:
    for number, case_id in enumerate(("V23", "V25", "V27", "V39", "V40")):
        response_id = answered(app, case_id, record_number=f"RN {number}")
        with app.app_context():
            assert pdf.export(summary(response_id)).startswith(b"%PDF-1.7")
