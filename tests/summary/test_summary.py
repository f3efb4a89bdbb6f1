"""The one object that every page and format reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flask import Flask

from questionnaire.responses.raised_flags import act_on, flags_of
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.findings_shown import rows_with
from rules.language.criteria.criteria import Status
from rules.language.logic.case import Absent, Origin
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered, correct, summary
from tests.kit.telling import tell


def test_a_summary_holds_what_the_rules_found(app: Flask) -> None:
    response_id = answered(app, "V02")

    with app.app_context():
        made = summary(response_id)

    assert made.results.leading.overall.value == "met"
    assert made.results.morphine.milligrams == Decimal(60)
    assert made.stage is Stage.READY
    assert made.ready_by == "Inviting Example"


def test_a_correction_stands_and_what_it_corrects_is_kept(app: Flask) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "pain_worst", Decimal(10), "Misheard")

    with app.app_context():
        line = summary(response_id).line("pain_worst")

    assert line
    assert line.standing
    assert (line.said, line.standing.origin, line.standing.reason) == (
        "10 / 10",
        Origin.STAFF_PHONE,
        "Misheard",
    )
    assert [given.said for given in line.earlier] == ["9 / 10"]


def test_what_other_answers_made_needless_is_not_there(app: Flask) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "blood_thinner", False, "Checked")

    with app.app_context():
        made = summary(response_id)

    assert made.line("blood_thinner_which") is None


def test_not_answered_and_not_sure_are_told_apart(app: Flask) -> None:
    response_id = answered(app, "V40")

    with app.app_context():
        made = summary(response_id)
    said = {line.said for section in made.sections for line in section.lines}

    assert {Absent.UNANSWERED.value, Absent.NOT_SURE.value} <= said


def test_days_are_counted_to_the_consult(app: Flask) -> None:
    response_id = answered(app, "V02", consult_on=date(2026, 12, 25))

    with app.app_context():
        made = summary(response_id)

    assert made.assessed_on == date(2026, 12, 25)


def test_wording_is_that_of_the_edition_answered_under(app: Flask) -> None:
    response_id = answered(app, "V02")

    with app.app_context():
        session = read_session()
        response = session.get_one(Response, response_id)
        worded = response.edition.wording["pain_worst"]
        line = summary(response_id).line("pain_worst")

    assert line
    assert isinstance(worded, dict)
    assert line.wording == worded["text"] == QUESTIONS["pain_worst"].text


def test_a_red_flag_says_who_did_what(app: Flask) -> None:
    response_id = answered(app, "V23")
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        for flag in flags_of(session, response):
            act_on(session, flag, a_nurse(session).id, "Sent to the emergency department")
        tell(session)

    with app.app_context():
        sheet = face_sheet_of(summary(response_id))

    done = {row.key: row.done for row in rows_with(sheet.red_flags, Status.MET)}
    assert set(done) == {"cauda_equina", "found_deficit"}
    assert done["found_deficit"].startswith("Sent to the emergency department (Inviting Example, ")


def test_met_indications_carry_the_trials_and_others_do_not(app: Flask) -> None:
    met = answered(app, "V02", record_number="RN 1")
    open_still = answered(app, "V40", record_number="RN 2")

    with app.app_context():
        titles = [one.title for one in summary(met).evidence]
        fewer = [one.title for one in summary(open_still).evidence]

    assert {"Sham-controlled trials", "Without a procedure", "Intended use"} <= set(titles)
    assert "Intended use" in fewer
    assert "Sham-controlled trials" not in fewer


def test_each_open_fact_names_who_could_supply_it(app: Flask) -> None:
    response_id = answered(app, "V40")

    with app.app_context():
        facts = face_sheet_of(summary(response_id)).open_facts

    seen = {fact.what: fact.who for fact in facts}
    assert seen["Vertebral fracture on imaging"] == "staff"
    assert seen["Onset of the pain"] == "patient"
    assert {fact.who for fact in facts} <= {"patient", "staff", "clinician"}


def test_the_imaging_report_stands_on_the_face_sheet_with_its_own_dates(app: Flask) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "fracture_study_date", date(2026, 3, 27), "From the report")

    with app.app_context():
        imaging = {one.what: one.said for one in face_sheet_of(summary(response_id)).imaging}

    assert imaging["Date of the study"] == "27 March 2026"


def test_what_was_not_said_is_not_reported(app: Flask) -> None:
    response_id = answered(app, "V40")

    with app.app_context():
        rows = face_sheet_of(summary(response_id)).leading.rows

    assert all(fact.said != Absent.UNANSWERED.value for row in rows for fact in row.reported)


def test_each_medicine_of_a_list_stands_on_its_own_line(app: Flask) -> None:
    response_id = answered(app, "V02")

    with app.app_context():
        line = summary(response_id).line("pain_medicines")

    assert line
    assert line.standing
    assert isinstance(line.standing.value, list)
    assert len(line.said_lines) == len(line.standing.value)
