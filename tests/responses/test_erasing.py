"""A response is erased: on no list and in no file any more, and the trail says when, by whom and why."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from questionnaire.responses import same_patient
from questionnaire.responses.erasing import HeldBack, complete, erase, held_since, redo
from questionnaire.responses.erasure_list import ErasureList, ListUnusable, clinic_list
from questionnaire.store import clock
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.encryption import Erased
from questionnaire.store.models import AnswerSheet, AuditEvent, Erasure, Patient, Response, Stage
from tests.kit.filled import answered
from tests.kit.keeping import an_administrator, erase_now, hold, keep_for
from tests.kit.people import Invited, PatientClient, StaffClient, invite
from tests.kit.verified import verdict_of

WISH = "the patient asked for it"


def list_of(app: Flask) -> Path:
    path = app.config["ERASURES"]
    assert isinstance(path, Path)
    return path


def test_nobody_can_read_it_and_its_rows_stay(app: Flask) -> None:
    response_id = answered(app, "V02")

    erase_now(app, response_id)

    with app.app_context():
        response = read_session().get_one(Response, response_id)
        assert response.stage is Stage.ERASED
        assert response.answers
        with pytest.raises(Erased):
            _ = response.answers[0].value
        with pytest.raises(Erased):
            _ = response.patient.name
        assert (
            not read_session().scalars(select(AnswerSheet).filter_by(response_id=response_id)).all()
        )


def test_the_patient_is_erased_with_the_last_response_and_not_before(app: Flask) -> None:
    first = invite(app).response_id
    with app.app_context():
        patient = read_session().get_one(Response, first).patient
    second = invite(app).response_id
    with app.app_context():
        assert read_session().get_one(Response, second).patient_id == patient.id

    erase_now(app, first)

    with app.app_context():
        assert read_session().get_one(Patient, patient.id).name == "Pat Example"
    erase_now(app, second)
    with app.app_context(), pytest.raises(Erased):
        _ = read_session().get_one(Patient, patient.id).name


def test_who_is_invited_again_is_a_new_patient_and_nobody_is_found_alike(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    erase_now(app, invited.response_id)

    again = invite(app)

    assert again.response_id != invited.response_id
    with app.app_context():
        response = read_session().get_one(Response, again.response_id)
        assert same_patient.others_alike(read_session(), response) == ()
        assert len(same_patient.of_number(read_session(), "RN 1")) == 1
    nurse.get("/worklist")
    page = nurse.submit({"record_number": "RN 1"}, to="/worklist/find")
    assert page.url.endswith(str(again.response_id))


def test_it_is_on_no_list_and_in_no_export(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V02")
    with app.app_context():
        day = read_session().get_one(Response, response_id).consult_on
    asked = "&".join(
        f"{box}-day={day.day}&{box}-month={day.month}&{box}-year={day.year}"
        for box in ("first", "last")
        if day
    )
    before = nurse.browser.get(f"/export/responses.csv?{asked}").text
    assert str(response_id) in before

    erase_now(app, response_id)

    after = nurse.browser.get(f"/export/responses.csv?{asked}")
    assert after.status_code == 200
    assert str(response_id) not in after.text
    for address in ("/worklist", "/worklist?view=all", "/worklist?view=closed", "/ready"):
        assert str(response_id) not in nurse.get(address).text
    nurse.get("/worklist")
    assert (
        "Nobody here has this record number"
        in nurse.submit({"record_number": "RN 1"}, to="/worklist/find").text
    )


def test_its_patient_is_let_in_no_more(app: Flask, patient: PatientClient) -> None:
    erase_now(app, patient.response_id)

    page = patient.get(patient.link, expect=410)
    assert "These answers were erased" in page.main.text
    assert "Answers you already gave are kept" not in page.text
    assert "These answers were erased" in patient.get("/door", expect=410).main.text
    patient.post(patient.at("pain-now/v0"), {"pain_now": "4"}, expect=403)
    for step in ("", "check", "pain-now", "sent", "sent/answers", "declaration"):
        assert "Pat" not in patient.get(patient.at(step), expect=403).text


def test_the_trail_says_when_by_whom_and_why(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    keep_for(app, backup_days=30)
    erase_now(app, invited.response_id)

    with app.app_context():
        row = (
            read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
        )
        made = read_session().scalars(select(Erasure)).one()
    assert row
    assert (row.action, row.response_id) == ("response erased", invited.response_id)
    assert row.detail == {"why": WISH, "by": "Keeper Example (keeper)", "patient": True}
    assert made.by == "Keeper Example (keeper)"
    with app.app_context():
        assert made.backups_until == clock.today() + timedelta(days=30)


def test_the_record_verifies_and_what_was_erased_is_told(app: Flask) -> None:
    response_id = answered(app, "V02")
    erase_now(app, response_id)

    verdict = verdict_of(app)
    assert verdict.faults == ()
    [told] = verdict.erased
    assert (told.response_id, told.why, told.by) == (response_id, WISH, "Keeper Example (keeper)")
    assert told.patient_id


@pytest.mark.parametrize("kind", [Response, Patient])
def test_a_key_thrown_away_past_the_program_is_named(
    app: Flask, invited: Invited, kind: type[Response | Patient]
) -> None:
    with app.app_context(), write_session() as session:
        session.execute(update(kind).values(key_sealed=None))
    [fault] = verdict_of(app).faults
    assert "its key is gone, and no entry of the trail says that it was erased" in str(fault)


def test_a_key_put_back_is_named(app: Flask, invited: Invited) -> None:
    with app.app_context():
        key = read_session().get_one(Response, invited.response_id).key_sealed
    erase_now(app, invited.response_id)

    with app.app_context(), write_session() as session:
        session.execute(update(Response).values(key_sealed=key))
    [fault] = verdict_of(app).faults
    assert str(fault).endswith("was erased, and its key was put back")


def test_an_erasure_told_otherwise_than_it_was_is_named(app: Flask, invited: Invited) -> None:
    erase_now(app, invited.response_id)
    database: Database = app.extensions["database"]
    on_table = " ON erasure" if database.engine.dialect.name == "postgresql" else ""

    with app.app_context(), write_session() as session:
        session.execute(text(f"DROP TRIGGER erasure_refuses_update{on_table}"))
        session.execute(update(Erasure).values(by="Somebody else"))
    [fault] = verdict_of(app).faults
    assert "erasure " in str(fault)
    assert str(fault).endswith("was changed")


def test_a_legal_hold_keeps_it_from_everybody_until_it_is_lifted(
    app: Flask, invited: Invited
) -> None:
    hold(app, invited.response_id)

    with pytest.raises(HeldBack, match=r"is under a legal hold since .*, set by Keeper Example"):
        erase_now(app, invited.response_id)

    hold(app, invited.response_id, holds=False)
    erase_now(app, invited.response_id)


def test_an_open_red_flag_keeps_it_until_somebody_acted(app: Flask) -> None:
    response_id = answered(app, "V27")

    with pytest.raises(HeldBack, match=r"a red flag in it waits"):
        erase_now(app, response_id)


def test_each_erasure_is_a_signed_line_outside_the_database(app: Flask, invited: Invited) -> None:
    erase_now(app, invited.response_id)

    path = list_of(app)
    [line] = path.read_text().splitlines()
    told = json.loads(line)
    assert told["response"] == str(invited.response_id)
    assert told["by"] == "Keeper Example (keeper)"
    assert told["why"] == WISH
    assert len(told["signature"]) == 64
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_erased_where_the_list_cannot_be_written(app: Flask, invited: Invited) -> None:
    app.config["ERASURES"] = list_of(app).parent / "no" / "such" / "folder"

    with pytest.raises(ListUnusable, match="cannot be written"):
        erase_now(app, invited.response_id)

    with app.app_context():
        assert read_session().get_one(Response, invited.response_id).stage is Stage.INVITED


def test_nothing_is_erased_where_no_list_is_named(app: Flask, invited: Invited) -> None:
    app.config["ERASURES"] = None

    with pytest.raises(ListUnusable, match="QUESTIONNAIRE_ERASURES is not set: name a file"):
        erase_now(app, invited.response_id)


@pytest.mark.parametrize("harm", [b"Keeper", b"asked", b"signature"])
def test_a_line_that_was_changed_is_named(app: Flask, invited: Invited, harm: bytes) -> None:
    erase_now(app, invited.response_id)
    path = list_of(app)
    path.write_bytes(path.read_bytes().replace(harm, b"X"))

    with app.app_context(), pytest.raises(ListUnusable, match=r", line 1: it was changed"):
        clinic_list(read_session()).entries()


def test_what_a_crash_left_of_a_line_is_written_over(app: Flask, invited: Invited) -> None:
    other = invite(app, "Other Example", "RN 2").response_id
    erase_now(app, invited.response_id)
    path = list_of(app)
    with path.open("ab") as file:
        file.write(b'{"at":"2026-')

    with app.app_context():
        assert len(clinic_list(read_session()).entries()) == 1
    erase_now(app, other)
    with app.app_context():
        assert len(clinic_list(read_session()).entries()) == 2


def listed_alone(app: Flask, invited: Invited) -> ErasureList:
    """As a crash leaves it: the line is written, and the database knows nothing."""
    with app.app_context():
        listed = clinic_list(read_session())
    by = an_administrator(app)
    with suppress(KeyboardInterrupt), app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        erase(session, response, why=WISH, by=by, listed=listed)
        raise KeyboardInterrupt
    return listed


def test_what_is_listed_and_still_there_is_erased_again_once(app: Flask, invited: Invited) -> None:
    listed = listed_alone(app, invited)
    with app.app_context():
        assert read_session().get_one(Response, invited.response_id).stage is Stage.INVITED

    with app.app_context():
        with write_session() as session:
            [again] = redo(session, listed)
        with write_session() as session:
            assert redo(session, listed) == []
        made = read_session().scalars(select(Erasure)).one()
        row = (
            read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
        )
    assert row
    assert again.response_id == invited.response_id
    assert (made.at, made.by, made.why) == (again.at, again.by, again.why)
    assert row.action == "response erased again"


def test_what_was_held_after_a_crash_is_not_erased_again(app: Flask, invited: Invited) -> None:
    listed = listed_alone(app, invited)
    hold(app, invited.response_id)

    with app.app_context(), write_session() as session:
        assert redo(session, listed) == []
        [left] = held_since(session, listed)
    assert left.response_id == invited.response_id


def test_a_response_that_a_restored_copy_never_had_is_passed_over(
    app: Flask, invited: Invited
) -> None:
    erase_now(app, invited.response_id)
    with app.app_context():
        listed = clinic_list(read_session())
        entry = listed.entries()[0]
        listed.add(type(entry)(entry.patient_id or entry.response_id, None, entry.at, "", "", None))
        with write_session() as session:
            assert redo(session, listed) == []


def test_a_list_that_was_lost_is_written_anew(app: Flask, invited: Invited) -> None:
    erase_now(app, invited.response_id)
    before = list_of(app).read_bytes()
    list_of(app).unlink()

    with app.app_context(), write_session() as session:
        assert len(complete(session, clinic_list(session))) == 1
        assert complete(session, clinic_list(session)) == []
    assert list_of(app).read_bytes() == before
