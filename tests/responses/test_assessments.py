"""What was found is kept with what it was made of, made again to the byte, and compared."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from questionnaire.clinic import settings
from questionnaire.exports import FORMATS
from questionnaire.responses import assessments
from questionnaire.responses.assessment_record import FORMAT
from questionnaire.responses.assessments import rebuild
from questionnaire.store import clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import Keyring, place
from questionnaire.store.models import Answer, AuditEvent, Response, Stage, StoredAssessment, Why
from questionnaire.summary.ageing_shown import changed_line
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.said import OVERALL
from questionnaire.summary.summary import Summary
from rules import editions
from rules.language.criteria.criteria import Protocol, Status
from rules.language.logic.days import ApproximateDate
from rules.protocols import BY_KEY
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS, S3
from rules.questions.symptoms import pain_on_movement
from tests.cli.test_cli import Terminal
from tests.kit.filled import answered, correct, summary
from tests.kit.keys import key
from tests.kit.people import PatientClient, StaffClient
from tests.kit.telling import tell
from tests.review.test_facts import add_facts
from tests.review.test_medicines import add as add_medicine
from tests.review.test_medicines import say as say_medicine
from tests.review.test_submission import answer

TODAY = clock.now().date()
NEWER = replace(
    DOCUMENTED_INDICATIONS,
    edition="2099-01",
    criteria=tuple(
        replace(S3, met_when=pain_on_movement.is_at_least(10)) if one is S3 else one
        for one in DOCUMENTED_INDICATIONS.criteria
    ),
)


def kept(response_id: UUID) -> list[StoredAssessment]:
    """The assessments of a response, the first first."""
    rows = select(StoredAssessment).where(StoredAssessment.response_id == response_id)
    return list(read_session().scalars(rows.order_by(StoredAssessment.sequence)))


def sent_before_assessments_were_stored(app: Flask) -> UUID:
    response_id = answered(app, "V02", Stage.IN_PROGRESS)
    with app.app_context(), write_session() as session:
        session.get_one(Response, response_id).stage = Stage.SENT
    return response_id


def whys(app: Flask, response_id: UUID) -> list[str]:
    with app.app_context():
        return [one.why.value for one in kept(response_id)]


def send(patient: PatientClient) -> None:
    patient.get(patient.at("declaration"))
    patient.submit()


def look(nurse: StaffClient, response_id: UUID) -> None:
    nurse.get(f"/responses/{response_id}")


def set_figure(app: Flask, figure: str, value: str) -> None:
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + figure: value}, by=None)


def move(nurse: StaffClient, response_id: UUID, day: date) -> None:
    look(nurse, response_id)
    nurse.submit({"consult_on": day.isoformat()}, to=f"/responses/{response_id}/consult-day")


def decide(clinician: StaffClient, response_id: UUID) -> None:
    clinician.get(f"/responses/{response_id}/decision")
    clinician.submit({"choice": "offer", "note": "As talked through"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The editions of now, frozen where a test may change them."""
    monkeypatch.setattr(editions, "FOLDER", tmp_path)
    editions.write()
    return tmp_path


def upgrade(monkeypatch: pytest.MonkeyPatch, *newer: Protocol) -> None:
    """Bring in a program with other editions."""
    known = {**BY_KEY, **{one.key: one for one in newer}}
    monkeypatch.setattr(editions, "BY_KEY", known)
    monkeypatch.setattr(settings, "BY_KEY", known)


@pytest.fixture
def at_clinic(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, clinic_database: str
) -> Terminal:
    """A terminal at the clinic of the app."""
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", clinic_database)
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    return Terminal(capsys)


# When one is kept


def test_nothing_is_kept_while_the_patient_answers(app: Flask, patient: PatientClient) -> None:
    answer(patient, "pain-now", {"pain_now": "9"})

    assert whys(app, patient.response_id) == []


def test_what_was_found_is_kept_with_the_sending(app: Flask, patient: PatientClient) -> None:
    answer(patient, "pain-now", {"pain_now": "9"})

    send(patient)

    with app.app_context():
        [stored] = kept(patient.response_id)
        assert stored.why is Why.SENT
        assert rebuild(read_session(), stored) == stored.record.encode()
        assert stored.editions["chosen"][0] == editions.name_of(DOCUMENTED_INDICATIONS)
        assert b"documented" not in stored.record_sealed


def test_every_change_after_sending_keeps_another(
    app: Flask, nurse: StaffClient, clinician: StaffClient, patient: PatientClient
) -> None:
    response_id = patient.response_id
    send(patient)
    add_facts(nurse, patient, "fracture-on-imaging", {"fracture_seen": "yes"})
    nurse.get(f"/responses/{response_id}/correct/pain_now")
    nurse.submit({"pain_now": "4", "learned": "staff by phone", "reason": "She meant 4"})
    move(nurse, response_id, TODAY + timedelta(days=32))
    decide(clinician, response_id)

    assert whys(app, response_id) == [
        "sent",
        "answers changed",
        "answers changed",
        "consult day moved",
        "decision",
    ]
    with app.app_context():
        for stored in kept(response_id):
            assert rebuild(read_session(), stored) == stored.record.encode()


def test_an_answer_by_telephone_keeps_another(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    send(patient)
    look(nurse, patient.response_id)
    nurse.submit(to=f"/responses/{patient.response_id}/telephone")
    nurse.get(patient.at("pain-now"))
    nurse.submit({"pain_now": "8"})

    assert whys(app, patient.response_id) == ["sent", "answers changed"]


def test_a_medicine_that_staff_name_keeps_another(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    add_medicine(patient, "the white ones")
    send(patient)
    say_medicine(nurse, patient.response_id, 1, "morphine")

    assert whys(app, patient.response_id) == ["sent", "answers changed"]


def open_red_flags(app: Flask, response_id: UUID) -> int:
    with app.app_context():
        return read_session().get_one(Response, response_id).open_red_flags


def test_a_red_flag_that_another_figure_brings_is_raised(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "F10")
    assert open_red_flags(app, response_id) == 0

    set_figure(app, "new_pain_days", "365")
    look(nurse, response_id)

    assert open_red_flags(app, response_id) == 1


def test_a_red_flag_that_another_figure_brings_is_settled_before_it_is_passed_on(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, "F10", Stage.SENT)
    look(nurse, response_id)
    set_figure(app, "new_pain_days", "365")

    page = nurse.submit(to=f"/responses/{response_id}/ready")

    assert "A red flag is still open" in page.text
    assert open_red_flags(app, response_id) == 1
    with app.app_context():
        assert read_session().get_one(Response, response_id).stage is Stage.SENT


def test_what_is_assessed_anew_is_in_the_trail_with_why(app: Flask, nurse: StaffClient) -> None:
    response_id = sent_before_assessments_were_stored(app)
    look(nurse, response_id)
    set_figure(app, "severe_pain", "9")
    look(nurse, response_id)

    with app.app_context():
        rows = read_session().scalars(
            select(AuditEvent).where(AuditEvent.response_id == response_id)
        )
        found = [row for row in rows if row.action == Action.ASSESSED_ANEW.value]

    assert [row.detail for row in found] == [{"why": "program changed"}, {"why": "figures changed"}]
    assert all(row.actor.startswith("staff:") for row in found)


def test_a_red_flag_that_another_consult_day_brings_is_raised(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, "F10", consult_on=TODAY + timedelta(days=60))
    began = ApproximateDate((TODAY - timedelta(days=30)).isoformat())
    correct(app, response_id, "pain_began", began, "She looked it up")
    assert open_red_flags(app, response_id) == 0

    move(nurse, response_id, TODAY)

    assert open_red_flags(app, response_id) == 1


def test_what_is_the_same_is_not_kept_twice(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    send(patient)
    for _ in range(2):
        look(nurse, patient.response_id)
    nurse.submit(to=f"/responses/{patient.response_id}/ready")

    assert whys(app, patient.response_id) == ["sent"]


def test_what_is_the_same_is_known_after_a_change_of_keys(app: Flask) -> None:
    response_id = answered(app, "V02")
    with app.app_context():
        for keys in (key("first"), f"{key('second')},{key('first')}"):
            app.extensions["keyring"] = Keyring.from_text(keys)
            with write_session() as session:
                assessments.keep(session, session.get_one(Response, response_id), Why.READY)
                tell(session)

        assert len(kept(response_id)) == 1


def test_one_passed_on_without_sending_is_kept_too(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "pain-now", {"pain_now": "9"})
    look(nurse, patient.response_id)
    nurse.submit(to=f"/responses/{patient.response_id}/ready")

    assert whys(app, patient.response_id) == ["marked ready"]


# Made again


def test_it_is_made_again_to_the_byte_whatever_came_later(
    app: Flask, nurse: StaffClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)
    correct(app, response_id, "pain_on_movement", Decimal(3), "Heard wrongly")
    set_figure(app, "severe_pain", "9")
    move(nurse, response_id, TODAY + timedelta(days=99))
    upgrade(monkeypatch, NEWER)
    look(nurse, response_id)

    with app.app_context():
        rows = kept(response_id)
        assert [rebuild(read_session(), one) for one in rows] == [
            one.record.encode() for one in rows
        ]
        assert len({one.record for one in rows}) == len(rows) > 2
        assert rows[0].editions["chosen"][0] == editions.name_of(DOCUMENTED_INDICATIONS)
        assert rows[-1].editions["chosen"][0] == editions.name_of(NEWER)


def test_an_edition_that_is_lost_is_named(
    app: Flask, nurse: StaffClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)
    upgrade(monkeypatch, NEWER)
    (folder / f"{editions.name_of(DOCUMENTED_INDICATIONS)}.json").unlink()
    editions._thawed.cache_clear()

    with app.app_context(), pytest.raises(editions.EditionLost, match="edition documented_"):
        rebuild(read_session(), kept(response_id)[0])


def test_a_decision_by_an_edition_that_is_lost_says_which_and_what_to_do(
    app: Flask, clinician: StaffClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    response_id = answered(app, "V02")
    decide(clinician, response_id)
    upgrade(monkeypatch, NEWER)
    lost = editions.name_of(DOCUMENTED_INDICATIONS)
    (folder / f"{lost}.json").unlink()
    editions._thawed.cache_clear()

    page = clinician.get(f"/responses/{response_id}")

    assert "These answers cannot be assessed" in page.text
    assert lost in page.main.text
    assert "install the version of the program that has it" in page.text
    assert clinician.get(f"/responses/{response_id}/face-sheet", expect=409).main.text == (
        page.main.text
    )


def test_an_export_by_an_edition_that_is_lost_says_so_in_its_row_alone(
    app: Flask,
    clinician: StaffClient,
    folder: Path,
    at_clinic: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    response_id = answered(app, "V02")
    decide(clinician, response_id)
    upgrade(monkeypatch, NEWER)
    (folder / f"{editions.name_of(DOCUMENTED_INDICATIONS)}.json").unlink()
    editions._thawed.cache_clear()
    days = ("--from", "2026-01-01", "--to", "2027-12-31")

    ran = at_clinic.run("export", *days, "--out", str(folder / "many.csv"))

    assert ran.status == 1
    assert response_id.hex[:8] in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err
    assert "restore rules/editions/documented_indications-" in (folder / "many.csv").read_text()


def test_all_that_is_stored_is_made_again_and_compared(
    app: Flask, nurse: StaffClient, at_clinic: Terminal
) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)
    whole = at_clinic.run("assessments", "verify")
    tamper(app)

    broken = at_clinic.run("assessments", "verify")

    assert whole.status == 0
    assert whole.out == "1 of 1 stored assessments are made again to the byte.\n"
    assert broken.status == 1
    assert broken.out == "1 of 2 stored assessments are made again to the byte.\n"
    assert f"Response {response_id.hex[:8]}, assessed " in broken.err
    assert "made again, it is otherwise than stored." in broken.err


def test_one_of_before_records_were_packed_is_read_as_it_was(
    app: Flask, nurse: StaffClient, at_clinic: Terminal
) -> None:
    response_id = answered(app, "V02")
    with app.app_context(), write_session() as session:
        [one] = kept(response_id)
        session.add(unpacked_like(one, one.sequence + 1))
        tell(session)

    ran = at_clinic.run("assessments", "verify")

    with app.app_context():
        packed, plain = kept(response_id)
        assert len(packed.record_sealed) * 10 < len(plain.record_sealed)
        assert packed.record == plain.record
    assert ran.out == "2 of 2 stored assessments are made again to the byte.\n"


def unpacked_like(one: StoredAssessment, sequence: int) -> StoredAssessment:
    """The same once more, sealed as it was until texts were packed."""
    told = {column.key: getattr(one, column.key) for column in StoredAssessment.__table__.columns}
    made = StoredAssessment(**told | {"id": uuid4(), "sequence": sequence})
    where = place("stored_assessment", "record_sealed", made.id)
    made.record_sealed = one.response.own_key().seal(one.record.encode(), where, *made.bound())
    return made


def tamper(app: Flask) -> None:
    """A later one that was not made by the rules."""
    with app.app_context(), write_session() as session:
        [one] = session.scalars(select(StoredAssessment)).all()
        told = {
            column.key: getattr(one, column.key)
            for column in StoredAssessment.__table__.columns
            if column.key not in {"id", "sequence", "record_sealed"}
        }
        session.add(StoredAssessment(**told, record="{}"))
        tell(session)


def test_one_of_whose_answers_one_was_deleted_is_named(
    app: Flask, nurse: StaffClient, at_clinic: Terminal
) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)
    with app.app_context(), write_session() as session:
        on_table = " ON answer" if session.get_bind().dialect.name == "postgresql" else ""
        session.execute(text(f"DROP TRIGGER answer_refuses_delete{on_table}"))
        session.execute(delete(Answer).where(Answer.question == "sex"))

    ran = at_clinic.run("assessments", "verify")

    assert ran.status == 1
    assert f"Response {response_id.hex[:8]}: answer" in ran.err
    assert "was deleted" in ran.err


def test_what_cannot_be_made_again_is_named_with_its_edition(
    app: Flask,
    nurse: StaffClient,
    folder: Path,
    at_clinic: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look(nurse, answered(app, "V02"))
    upgrade(monkeypatch, NEWER)
    (folder / f"{editions.name_of(DOCUMENTED_INDICATIONS)}.json").unlink()
    editions._thawed.cache_clear()

    ran = at_clinic.run("assessments", "verify")

    assert ran.status == 1
    assert "edition documented_indications-" in ran.err


NAMES = {
    "format", "on", "last_answer", "figures", "choices", "protocols", "morphine",
    "edition", "another_pathway", "overall", "findings",
    "criterion", "status", "because", "waits_for", "reported",
    "questions", "cause", "value", "origins", "at", "observed_on", "overruled",
    "milligrams_a_day", "table",
}  # fmt: skip


def names_in(told: object) -> set[str]:
    if isinstance(told, list):
        return {name for one in cast("list[object]", told) for name in names_in(one)}
    if not isinstance(told, dict):
        return set()
    fields = cast("dict[str, object]", told)
    inside = {
        name
        for key, one in fields.items()
        if key not in {"value", "figures", "choices"}
        for name in names_in(one)
    }
    return set(fields) | inside


def test_another_shape_of_the_record_is_another_format(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)

    with app.app_context():
        record = json.loads(kept(response_id)[0].record)

    assert names_in(record) == NAMES, "raise FORMAT, and go on making older ones as they were"
    assert record["format"] == FORMAT == 1


# Decided, and open


def statuses(made: Summary) -> dict[str, Status]:
    return {one.criterion.key: one.status for one in made.results.findings}


def test_a_decided_response_keeps_the_findings_of_its_decision(
    app: Flask,
    nurse: StaffClient,
    clinician: StaffClient,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    response_id = answered(app, "V02")
    decide(clinician, response_id)
    with app.app_context():
        before = summary(response_id)
    set_figure(app, "severe_pain", "10")
    upgrade(monkeypatch, NEWER)
    look(nurse, response_id)

    with app.app_context():
        after = summary(response_id)

    assert after.stage is Stage.DECIDED
    assert statuses(after) == statuses(before)
    assert statuses(after)[S3.key] is Status.MET
    assert after.figures == {}
    assert not after.changed_after_decision
    assert whys(app, response_id)[-1] == "decision"


def test_a_correction_after_the_decision_is_said_and_changes_no_finding(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    decide(clinician, response_id)
    nurse.get(f"/responses/{response_id}/correct/pain_on_movement")
    nurse.submit({"pain_on_movement": "1", "learned": "staff by phone", "reason": "Misread"})

    with app.app_context():
        made = summary(response_id)
        line = made.line("pain_on_movement")

    assert statuses(made)[S3.key] is Status.MET
    assert made.changed_after_decision
    assert made.changed_why == "answers changed"
    assert ("Leaflet", "S3 Severe pain") in {(one.protocol, one.criterion) for one in made.changed}
    assert line
    assert line.said == "1 / 10"


def test_a_red_flag_after_the_decision_still_shows(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    decide(clinician, response_id)
    nurse.get(f"/responses/{response_id}/correct/new_weakness")
    nurse.submit({"new_weakness": "yes", "learned": "staff by phone", "reason": "She rang"})

    with app.app_context():
        made = summary(response_id)
        told = json.loads(FORMATS["json"].export(made))
        table = FORMATS["csv"].export(made).decode("utf-8-sig")
        sheet = face_sheet_of(made)
    page = clinician.get(f"/responses/{response_id}/face-sheet")

    [flag] = made.flags
    assert flag.finding.status is Status.MET
    assert [row.key for row in sheet.red_flags if row.is_met] == [flag.finding.criterion.key]
    assert sheet.taken_back == ()
    assert f"Reported: {flag.finding.criterion.says}" in page.main.text
    assert "Reported before" not in page.main.text
    assert told["red_flags"] == [flag.finding.criterion.key]
    assert f'"{flag.finding.criterion.says}",reported,' in table


def test_a_later_decision_is_made_in_sight_of_what_is_so_then(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    decide(clinician, response_id)
    correct(app, response_id, "pain_on_movement", Decimal(1), "Misread")

    page = clinician.get(f"/responses/{response_id}/decision")

    leading = "What the documented indications (leaflet) ask"
    assert f"{leading}: {OVERALL[Status.CANNOT_TELL]}." in page.main.text


def test_a_decision_on_answers_that_nobody_saw_is_asked_for_again(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    clinician.get(f"/responses/{response_id}/decision")
    correct(app, response_id, "pain_on_movement", Decimal(1), "Misread")

    page = clinician.submit({"choice": "offer"}, expect=422)

    assert page.errors[0].startswith("Changed while your page was open: answer corrected (")
    assert whys(app, response_id).count("decision") == 0
    clinician.submit({"choice": "no_offer"})
    assert whys(app, response_id)[-1] == "decision"


def test_a_later_decision_is_made_on_what_is_so_then(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, "V02")
    decide(clinician, response_id)
    correct(app, response_id, "pain_on_movement", Decimal(1), "Misread")
    clinician.get(f"/responses/{response_id}/decision")
    clinician.submit({"choice": "no_offer"})

    with app.app_context():
        made = summary(response_id)

    assert statuses(made)[S3.key] is not Status.MET
    assert not made.changed_after_decision


def assessed_anew(app: Flask, nurse: StaffClient) -> UUID:
    """A response whose severe pain is met no longer since the clinic set another figure."""
    response_id = answered(app, "V02")
    look(nurse, response_id)
    set_figure(app, "severe_pain", "10")
    look(nurse, response_id)
    return response_id


def test_an_open_response_is_assessed_anew_and_says_what_changed(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = assessed_anew(app, nurse)

    with app.app_context():
        made = summary(response_id)
        first, second = kept(response_id)

    assert second.why is Why.FIGURES
    assert made.changed_why == "figures changed"
    assert made.changed_since == first.at
    [severe] = [one for one in made.changed if one.criterion == "S3 Severe pain"]
    assert (severe.protocol, severe.before, severe.after) == ("Leaflet", "met", "cannot tell")


def test_what_somebody_just_typed_in_is_no_news(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)
    correct(app, response_id, "pain_on_movement", Decimal(1), "Misread")
    look(nurse, response_id)

    with app.app_context():
        made = summary(response_id)

    assert made.changed == ()
    assert changed_line(made) == ""


def test_what_a_figure_changed_is_still_said_when_something_is_typed_in_after_it(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = assessed_anew(app, nurse)
    correct(app, response_id, "diabetes", True, "Misheard")
    look(nurse, response_id)

    with app.app_context():
        said = changed_line(summary(response_id))

    assert "(figures changed): Headline: appears met, now cannot be told yet; " in said
    assert "S3 Severe pain: met, now cannot tell" in said


def test_what_a_figure_changed_is_still_said_when_the_consult_moves_after_it(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = assessed_anew(app, nurse)
    for days in (3, 5):
        move(nurse, response_id, TODAY + timedelta(days))
        look(nurse, response_id)

    with app.app_context():
        said = changed_line(summary(response_id))

    assert "figures changed" in said
    assert "S3 Severe pain: met, now cannot tell" in said


def test_what_a_figure_changed_is_no_longer_said_when_an_answer_changed_it_again(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = assessed_anew(app, nurse)
    correct(app, response_id, "pain_on_movement", Decimal(1), "Misread")
    look(nurse, response_id)

    with app.app_context():
        said = changed_line(summary(response_id))

    assert said == ""


def test_other_protocols_chosen_are_no_other_edition(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)
    with app.app_context(), write_session() as session:
        chosen = {settings.PROTOCOLS: ["nice_ta279", "humber_icb"], settings.LEADING: "humber_icb"}
        settings.change(session, chosen, by=None)
    look(nurse, response_id)

    with app.app_context():
        made = summary(response_id)
        said = changed_line(made)

    assert made.changed_why == "other protocols chosen"
    assert "Leading protocol: Leaflet (appears met), now Humber ICB (" in said


def test_a_new_edition_is_said_to_be_why(
    app: Flask, nurse: StaffClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)
    upgrade(monkeypatch, NEWER)
    look(nurse, response_id)

    with app.app_context():
        made = summary(response_id)

    assert made.changed_why == "another edition of the rules"
    assert [one.criterion for one in made.changed] == ["Headline", "S3 Severe pain"]


def test_the_first_assessment_has_nothing_to_be_compared_with(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = answered(app, "V02")
    look(nurse, response_id)

    with app.app_context():
        made = summary(response_id)

    assert (made.changed, made.changed_why, made.changed_since) == ((), "", None)
