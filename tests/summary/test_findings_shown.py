"""Several protocols, causes, what would settle them, ageing and disagreement: on pages and in files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

import pytest
from flask import Flask

from questionnaire.clinic import settings
from questionnaire.exports import FORMATS
from questionnaire.exports.many_responses import export_many
from questionnaire.exports.sheet import sheet_of
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.review.decision import decide
from questionnaire.review.facts import STAFF_PAGE_OF
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.in_brief import in_brief
from questionnaire.summary.protocols_shown import WHATEVER
from questionnaire.summary.said import OVERALL
from rules.language.criteria.criteria import Status
from rules.language.logic.case import Origin
from rules.language.logic.conditions import Cause
from rules.language.logic.days import day_in_words
from rules.language.questions import as_written
from rules.protocols import BY_KEY
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered, correct, summary
from tests.kit.pages import Element, Page
from tests.kit.people import StaffClient
from tests.kit.rows import status
from tests.kit.telling import tell

CANCER = "V25"
NOTHING_KNOWN = "V40"
MET = "V02"
Visit: TypeAlias = Callable[[StaffClient, UUID], Page]
PATHWAY = "Different pathway: this source does not cover cancer fractures"


def submission(client: StaffClient, response_id: UUID) -> Page:
    return client.get(f"/responses/{response_id}")


def face(client: StaffClient, response_id: UUID) -> Page:
    return client.get(f"/responses/{response_id}/face-sheet")


def by_staff(app: Flask, response_id: UUID, **facts: object) -> None:
    """A nurse types in facts of staff's own."""
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        given = {QUESTIONS[key]: value for key, value in facts.items()}
        take_in_all(session, response, [(given, Giver(Origin.STAFF, a_nurse(session).id))])
        tell(session)


def set_figure(app: Flask, **figures: str) -> None:
    with app.app_context(), write_session() as session:
        wanted = {settings.FIGURE + key: value for key, value in figures.items()}
        settings.change(session, wanted, by=None)


def today(app: Flask) -> date:
    with app.app_context():
        return clock.today()


def links(element: Element) -> Iterator[str]:
    return (link.get("href") for link in element.all("a"))


@pytest.mark.parametrize("page", [submission, face])
def test_the_leading_protocol_is_in_full_and_every_other_one_a_line_that_opens(
    app: Flask, nurse: StaffClient, page: Visit
) -> None:
    shown = page(nurse, answered(app, MET))

    leading = shown.by_id("protocol-documented_indications")
    other = next(shown.by_id("protocol-nice_ta279").all("details"))
    assert next(leading.all("table")).text.startswith("What Documented indications")
    assert "NICE TA279" in next(other.all("summary")).text
    rows = [row.get("id") for row in other.all("tr") if row.get("id")]
    assert rows == [f"finding-{one.key}" for one in BY_KEY["nice_ta279"].criteria]


@pytest.mark.parametrize("key", ["documented_indications", "nice_ta279", "cms_lcd"])
def test_every_protocol_says_where_it_stands_in_the_same_words(
    app: Flask, nurse: StaffClient, key: str
) -> None:
    page = submission(nurse, answered(app, NOTHING_KNOWN))

    assert page.by_id(f"overall-{key}").text == OVERALL[Status.CANNOT_TELL]


@pytest.mark.parametrize("page", [submission, face])
def test_a_source_that_does_not_cover_cancer_is_headed_so_and_refuses_nobody(
    app: Flask, nurse: StaffClient, page: Visit
) -> None:
    shown = page(nurse, answered(app, CANCER))

    for key in ("nice_ta279", "cms_lcd"):
        line = next(shown.by_id(f"protocol-{key}").all("summary")).text
        assert PATHWAY in line
        assert "appears not met" not in line
        assert "appears" not in shown.by_id(f"protocol-{key}").text


def test_a_protocol_that_does_not_apply_is_one_short_line(app: Flask, nurse: StaffClient) -> None:
    shown = submission(nurse, answered(app, MET)).by_id("protocol-malignant_pathway")

    assert shown.text == "Cancer pathway for cancer fractures only: not for this patient"
    assert not list(shown.all("details"))


def test_a_clinics_own_leading_protocol_heads_both_pages(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, MET)
    with app.app_context(), write_session() as session:
        chosen = {settings.PROTOCOLS: ["nice_ta279", "humber_icb"], settings.LEADING: "humber_icb"}
        settings.change(session, chosen, by=None)

    for page in (submission, face):
        shown = page(nurse, response_id)
        verdict = shown.by_id("overall-humber_icb").text
        assert shown.by_id("indications").text == f"What Humber ICB asks: {verdict}"
        assert not [one for one in shown.main.all("section") if "cms_lcd" in one.get("id")]


@pytest.mark.parametrize(
    ("key", "cause"),
    [
        ("s1_fracture_on_imaging", "Needs staff: Vertebral fracture on imaging"),
        ("s3_severe_pain", "Unanswered: Pain at its worst, last 24 h"),
        ("s6_osteoporosis_or_cancer", "The patient is not sure: Told of a spinal fracture"),
    ],
)
def test_each_cannot_tell_names_its_cause(
    app: Flask, nurse: StaffClient, key: str, cause: str
) -> None:
    response_id = answered(app, NOTHING_KNOWN)

    assert cause in submission(nurse, response_id).by_id(f"finding-{key}").text
    assert cause in face(nurse, response_id).by_id(f"finding-{key}").text
    with app.app_context():
        made = summary(response_id)
        rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].export(made).decode("utf-8-sig"))))
        printed = sheet_of(made).face.leading.rows
    (reason,) = [row["reason"] for row in rows if row["key"] == key]
    assert reason.startswith(cause[0].lower() + cause[1:])
    first, *_more = next(row for row in printed if row.key == key).waiting
    assert cause.lower().startswith(first.cause)


def test_a_nurse_is_led_to_where_each_settling_fact_is_entered(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, NOTHING_KNOWN)

    page = submission(nurse, response_id)

    section = next(one for one in page.main.all("section") if one.get("aria-labelledby") == "open")
    leads = list(links(section))
    assert f"/responses/{response_id}/facts/fracture-on-imaging#question-fracture_seen" in leads
    assert "#pain_on_movement" in leads
    (leaflet,) = (row for row in section.all("tr") if row.text.startswith("Leaflet "))
    to_met, to_not_met = leaflet.all("td")
    assert to_met.text.startswith("9 answers (")
    assert to_not_met.text == "Vertebral fracture on imaging : No (staff)"


def test_the_fewest_answers_and_where_each_leads_are_in_every_file(app: Flask) -> None:
    response_id = answered(app, MET)
    by_staff(app, response_id, marrow_oedema=answers_nothing())

    with app.app_context():
        made = summary(response_id)
        told = json.loads(FORMATS["json"].export(made))
        table = FORMATS["csv"].export(made).decode("utf-8-sig")
        (settling,) = [one for one in sheet_of(made).face.settlings if one.protocol == "Leaflet"]

    (leaflet,) = [one for one in told["settling"] if one["protocol"] == "documented_indications"]
    assert [one["question"] for one in leaflet["fewest_to_met"]] == ["marrow_oedema"]
    assert {answer["answer"]: answer["overall"] for answer in leaflet["facts"][0]["answers"]} == {
        "Yes": "met",
        "No": "not met",
    }
    assert "Leaflet: fewest answers to met,Marrow oedema on MRI: Yes (staff)" in table
    assert settling.in_brief == "at the fewest 1 answer to met, 1 answer to not met"


def answers_nothing(key: str = "marrow_oedema") -> object:
    """An answer taken back."""
    return QUESTIONS[key].read({"absent": "unanswered"})


def test_what_is_met_so_far_says_what_can_change_it_wherever_it_shows(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, MET)
    by_staff(app, response_id, tender_at_fracture=answers_nothing("tender_at_fracture"))
    so_far = "So far; Tender at the fracture level (staff) can change it"
    met = "Met so far. What can still change it: Tender at the fracture level (staff)."

    for page in (submission(nurse, response_id), face(nurse, response_id)):
        assert so_far in page.by_id("finding-s2_pain_from_fracture").text
        assert met in page.main.text
    with app.app_context():
        made = summary(response_id)
        told = json.loads(FORMATS["json"].export(made))
        table = FORMATS["csv"].export(made).decode("utf-8-sig")
        many = b"".join(export_many([in_brief(made)])).decode("utf-8-sig")
    (leaflet,) = [one for one in told["settling"] if one["protocol"] == "documented_indications"]
    assert (leaflet["so_far"], leaflet["fewest_to_met"]) == (True, [])
    assert leaflet["facts"][0]["can_undo"] == ["s2_pain_from_fracture"]
    (found,) = [
        one
        for one in told["assessments"][0]["findings"]
        if one["criterion"] == "s2_pain_from_fracture"
    ]
    assert (found["status"], found["so_far"][0]["who_can_supply"]) == ("met", "staff")
    assert so_far.lower() in table.lower()
    assert ",met so far," in many


def test_a_verdict_that_no_open_answer_can_change_says_why(app: Flask, nurse: StaffClient) -> None:
    """In hospital or not: with all else met, the LCD is met."""
    response_id = answered(app, MET)
    correct(app, response_id, "in_hospital", answers_nothing("in_hospital"), "not known")

    page = face(nurse, response_id)
    with app.app_context():
        made = summary(response_id)
        told = json.loads(FORMATS["json"].export(made))

    assert page.by_id("overall-cms_lcd").text == "appears met"
    assert WHATEVER in page.by_id("protocol-cms_lcd").text
    (lcd,) = [one for one in told["protocols"] if one["protocol"] == "cms_lcd"]
    assert (lcd["overall"], lcd["whatever_is_answered"]) == ("met", True)


def test_what_is_out_of_date_by_the_consult_is_said_and_moving_the_consult_recalculates(
    app: Flask, nurse: StaffClient
) -> None:
    now = today(app)
    response_id = answered(app, MET, consult_on=now + timedelta(days=20))
    by_staff(app, response_id, mri_report_date=now - timedelta(days=30))
    set_figure(app, imaging_days="42")

    far = submission(nurse, response_id)
    near = nurse.submit(
        {"consult_on": (now + timedelta(days=10)).isoformat()},
        to=f"/responses/{response_id}/consult-day",
    )

    (line,) = [one.text for one in far.main.all("li") if "S7 Recent" in one.text]
    assert ": met today, out of date on the day of the consult" in line
    assert "N4 Unhealed fracture" in line, "one line for all that one fact keeps"
    assert status(far, "s7_mri_recent_fracture") == "cannot tell"
    assert "out of date" not in near.main.text


def test_who_and_when_stand_once_for_all_that_came_of_one_blood_sample(
    app: Flask, nurse: StaffClient
) -> None:
    now = today(app)
    response_id = answered(app, MET, consult_on=now + timedelta(days=20))
    one_sample = {"inr": Decimal(1), "platelets": Decimal(240)}
    by_staff(app, response_id, blood_date=now - timedelta(days=3), **one_sample)
    set_figure(app, blood_days="14")

    page = submission(nurse, response_id)
    with app.app_context():
        lines = face_sheet_of(summary(response_id)).by_then
        table = FORMATS["csv"].export(summary(response_id)).decode()

    (box,) = (one.text for one in page.main.all("li") if "Platelets: 240" in one.text)
    assert "INR: 1; Platelets: 240 × 10⁹/L (each: staff: " in box
    assert box.count("as of ") == box.count("counts 14 days, until") == 1
    (blood,) = (line for line in lines if "INR: 1" in " ".join(line.because))
    assert [some.today for some in blood.standing] == ["met", "not present", "within the limit"]
    assert blood.standing[-1].what == ("INR", "Platelets")
    (row,) = (row for row in csv.reader(io.StringIO(table)) if "INR, Platelets" in row)
    assert "within the limit today, out of date on the day of the consult" in row


def test_silence_on_blood_results_is_said_where_no_coagulopathy_is(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, MET)

    page = submission(nurse, response_id)
    with app.app_context():
        table = FORMATS["csv"].export(summary(response_id)).decode()

    assert "INR and Platelets: no results entered" in page.main.text
    (row,) = (row for row in csv.reader(io.StringIO(table)) if "uncorrected_coagulopathy" in row)
    assert "not present, no results entered" in row


def test_an_inr_on_warfarin_counts_a_week_and_is_said_so(app: Flask, nurse: StaffClient) -> None:
    now = today(app)
    response_id = answered(app, MET, consult_on=now)
    for key, value in (("blood_thinner", True), ("blood_thinner_which", ("warfarin",))):
        correct(app, response_id, key, value, "By telephone")
    sample = {"inr": Decimal("1.3"), "platelets": Decimal(240)}
    by_staff(app, response_id, blood_date=now - timedelta(days=8), **sample)

    with app.app_context():
        found = {one.criterion.key: one for one in summary(response_id).results.findings}

    inr, platelets = found["inr_within_limit"], found["platelets_within_limit"]
    assert (inr.status, platelets.status) == (Status.CANNOT_TELL, Status.MET)
    assert "counts 7 days, until" in submission(nurse, response_id).main.text


def test_a_consult_moved_to_before_the_onset_is_a_conflict_and_no_0_days(app: Flask) -> None:
    now = today(app)
    response_id = answered(app, MET, consult_on=now)
    began = {"said": now.isoformat()}
    correct(app, response_id, "pain_began", QUESTIONS["pain_began"].read(began), "Asked again")
    with app.app_context(), write_session() as session:
        session.get_one(Response, response_id).consult_on = now - timedelta(days=1)

    with app.app_context():
        made = summary(response_id)

    stand = {one.criterion.key: one for one in made.results.findings}
    assert stand["onset_after_consult"].status is Status.MET
    for key in ("s4_persistent_pain", "n3_recent", "l1_onset"):
        assert Cause.CONFLICTING in stand[key].causes, key


def test_an_answer_past_its_window_asks_for_a_newer_one_and_says_until_when_it_counted(
    app: Flask, nurse: StaffClient
) -> None:
    now = today(app)
    consult, report = now + timedelta(days=20), now - timedelta(days=30)
    response_id = answered(app, MET, consult_on=consult)
    by_staff(app, response_id, mri_report_date=report)
    set_figure(app, imaging_days="42")

    row = submission(nurse, response_id).by_id("finding-s7_mri_recent_fracture").text
    form = nurse.get(f"/responses/{response_id}/facts/{STAFF_PAGE_OF['marrow_oedema']}")
    with app.app_context():
        made = summary(response_id)
        (leaflet,) = [one for one in face_sheet_of(made).settlings if one.protocol == "Leaflet"]

    newest, until = (
        day_in_words(day, as_written)
        for day in (consult - timedelta(days=42), report + timedelta(days=42))
    )
    assert leaflet.to_met
    assert [one.said for one in leaflet.to_met] == [f"a newer report (from {newest} on): Yes"]
    assert f"counts 42 days, until {until}" in row
    said = form.by_id("outdated-marrow_oedema").text
    assert said.endswith(f"until {until}; the consult is on {day_in_words(consult, as_written)}")


def test_a_figure_that_a_day_passes_is_not_met_by_the_consult(app: Flask) -> None:
    now = today(app)
    response_id = answered(app, MET, consult_on=now + timedelta(days=90))

    with app.app_context():
        made = summary(response_id)
        by_then = face_sheet_of(made).by_then
        lines = [
            (some.today, line.by_then, line.because)
            for line in by_then
            for some in line.standing
            if "L1" in " ".join(some.what)
        ]
        told = json.loads(FORMATS["json"].export(made))["otherwise_on_the_consult_day"]

    ((stood, then, (because,)),) = lines
    assert (stood, then) == ("met", "not met")
    assert " today, " in because
    assert "then; limit 84" in because
    (onset,) = [one for one in told if one["criterion"].startswith("l1_")]
    assert onset["said"] == "met today, not met on the day"


def test_a_consult_that_has_been_ages_nothing(app: Flask) -> None:
    response_id = answered(app, MET, consult_on=today(app) - timedelta(days=400))

    with app.app_context():
        assert face_sheet_of(summary(response_id)).by_then == ()


def test_a_fact_says_the_day_it_was_true_where_it_was_given_on_another(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, MET)

    row = face(nurse, response_id).by_id("finding-s7_mri_recent_fracture")

    assert "as of 10 Nov 2026" in row.text


def test_both_values_stand_where_the_patient_and_staff_disagree(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, MET)
    by_staff(app, response_id, cause_judged="injury")

    page = submission(nurse, response_id)

    told = page.by_id("disagree-cause_disputed").text
    assert "Staff: Cause of the fracture, as judged: Injury to healthy bone (staff: " in told
    assert "Patient: " in told
    assert "Weak bones (osteoporosis) (patient, " in told
    assert "Used: what staff entered" in told
    assert "it supersedes what the patient reported" in told
    used = page.by_id("finding-s6_osteoporosis_or_cancer").text
    assert "[the patient said: Weak bones (osteoporosis) (patient, " in used


def test_what_disagrees_is_in_every_file(app: Flask) -> None:
    response_id = answered(app, MET)
    by_staff(app, response_id, cause_judged="injury")

    with app.app_context():
        made = summary(response_id)
        told = json.loads(FORMATS["json"].export(made))
        rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].export(made).decode("utf-8-sig"))))

    assert told["answers_that_disagree"] == ["cause_disputed"]
    (row,) = [row for row in rows if row["key"] == "cause_disputed"]
    assert (row["section"], row["value"]) == ("conflict", "disagree")


def test_lists_that_rank_a_contraindication_otherwise_are_shown_to_disagree(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, MET)
    correct(app, response_id, "reactions", ("bone_cement",), "Asked again")

    page = submission(nurse, response_id)

    (row, *_again) = [one for one in page.main.all("tr") if "bone cement" in one.text]
    assert "relative (LCD) · absolute (" in row.text
    assert "Lists disagree: relative in LCD; absolute in " in row.text.replace("the LCD", "LCD")
    assert "not checked against the source" in row.text


def test_where_a_patient_stands_against_the_trials_is_folded_and_passes_no_verdict(
    app: Flask, nurse: StaffClient
) -> None:
    page = face(nurse, answered(app, MET))

    block = page.by_id("trial-fit")
    assert block.name == "details"
    trials = [one.text for one in block.all("dt")]
    assert trials == [
        "VERTOS II",
        "VERTOS IV",
        "VERTOS V",
        "VAPOUR",
        "INVEST",
        "Buchbinder",
        "FREE",
        "CAFE",
    ]
    words = {word.strip(".,:;") for word in block.text.split()}
    assert not {"met", "eligible", "ineligible"} & words


def test_the_trials_stand_beside_any_protocol_that_appears_met(app: Flask) -> None:
    now = today(app)
    response_id = answered(app, MET, consult_on=now)
    began = {"said": (now - timedelta(days=15)).isoformat()}
    correct(app, response_id, "pain_began", QUESTIONS["pain_began"].read(began), "Asked again")
    by_staff(app, response_id, mri_report_date=now - timedelta(days=3))

    with app.app_context():
        made = summary(response_id)

    stand = {one.protocol.key: one.overall for one in made.results.verdicts}
    assert stand["documented_indications"] is Status.CANNOT_TELL
    assert stand["nice_ta279"] is Status.MET
    assert "Sham-controlled trials" in {one.title for one in made.evidence}


def test_an_answer_changed_after_the_decision_is_said_beside_what_was_decided_on(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, MET)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        decide(session, response, clinician_id(), "offer")
    correct(app, response_id, "pain_on_movement", QUESTIONS["pain_on_movement"].read(2), "Better")

    page = face(clinician, response_id)

    assert page.by_id("changed").text.startswith("Changed after the decision")
    assert page.by_id("overall-documented_indications").text == OVERALL[Status.MET]


def clinician_id() -> UUID:
    return read_session().query(Response).one().clinician_id or a_nurse(read_session()).id
