"""Whoever changes the record past the program is found out, and what they did is named."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from questionnaire.store.audit import Action, record
from questionnaire.store.audit_check import Verdict
from questionnaire.store.clock import now
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.models import (
    Answer,
    AuditEvent,
    Decision,
    Detail,
    Edition,
    LegalHold,
    Model,
    Patient,
    PatientCorrection,
    ReadyNote,
    RedFlag,
    Response,
    Role,
    Staff,
    StoredAssessment,
    Why,
)
from questionnaire.store.sqlite import CannotOpen
from questionnaire.store.tampering import Tampering
from questionnaire.store.trail_head import Head
from rules.language.logic.case import Origin
from tests.kit.telling import tell
from tests.kit.verified import verdict_of

pytest_plugins = ["tests.kit.databases"]

FINAL = (
    "answer",
    "decision",
    "ready_note",
    "stored_assessment",
    "patient_correction",
    "legal_hold",
    "audit_event",
)


def person(number: str) -> Patient:
    born = date(1941, 3, 2)
    return Patient(name="A", date_of_birth=born, sex="male", record_number=number, synthetic=True)


def records(nurse: Staff, response: Response, patient: Patient) -> list[Model]:
    of, by = response.id, nurse.id
    return [
        Answer(response_id=of, question="pain_now", value=7, origin=Origin.PATIENT),
        Answer(response_id=of, question="pain_worst", value=9, origin=Origin.PATIENT),
        RedFlag(response_id=of, criterion="weakness"),
        Decision(response_id=of, decided_by=by, choice="defer", note="Later"),
        ReadyNote(response_id=of, noted_by=by, note="She agreed"),
        LegalHold(response_id=of, holds=True, reason="A letter", set_by=by),
        StoredAssessment(
            response_id=of,
            why=Why.SENT,
            last_answer=2,
            assessed_on=date(2026, 11, 16),
            figures={"a": "1"},
            choices={},
            editions={"chosen": ["x"]},
            record="{}",
            digest=b"1",
        ),
        PatientCorrection(
            patient_id=patient.id,
            detail=Detail.SEX,
            before="female",
            after="male",
            reason="A slip",
            corrected_by=by,
        ),
    ]


@pytest.fixture
def clinic(inside: Flask) -> Flask:
    """Two patients with a response each, and the first one's record. Its triggers are taken away."""
    nurse, doctor = (
        Staff(username=name, name=name, role=Role.NURSE, password_hash="")
        for name in ("nurse", "doctor")
    )
    patient, other = person("1"), person("2")
    response, another = (Response(patient_id=one.id, edition_id="1") for one in (patient, other))
    with write_session() as session:
        session.add_all([nurse, doctor, patient, other, Edition(id="1", name="1", wording={})])
        session.add_all([response, another])
        session.flush()
        session.add_all(records(nurse, response, patient))
        tell(session)
    with write_session() as session:
        flag = session.scalars(select(RedFlag)).one()
        flag.acted_at, flag.acted_by, flag.action = now(), nurse.id, "Rang"
        tell(session)
    database: Database = inside.extensions["database"]
    on_table = {"postgresql": " ON {}", "sqlite": ""}[database.engine.dialect.name]
    with write_session() as session:
        for table in FINAL:
            for change in ("update", "delete"):
                session.execute(
                    text(f"DROP TRIGGER {table}_refuses_{change}{on_table.format(table)}")
                )
    return inside


def do(*statements: object) -> None:
    with write_session() as session:
        for statement in statements:
            session.execute(text(statement) if isinstance(statement, str) else statement)  # type: ignore[arg-type]


def done(verdict: Verdict) -> set[Tampering]:
    return {fault.what for fault in verdict.faults}


def said(verdict: Verdict) -> str:
    return "; ".join(map(str, verdict.faults))


def test_a_record_that_nobody_touched_is_whole_and_counted(clinic: Flask) -> None:
    verdict = verdict_of(clinic)

    assert verdict.is_whole, said(verdict)
    assert (verdict.entries, verdict.rows) == (5, 10)
    last = read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
    assert last
    assert verdict.head == Head(last.sequence, last.digest)
    assert Head.read(str(verdict.head)) == verdict.head


CHANGED: dict[str, str] = {
    "an answer": "UPDATE answer SET origin = 'record' WHERE question = 'pain_now'",
    "an answer's time": "UPDATE answer SET at = '2020-01-01 00:00:00.000000'",
    "a decision's choice": "UPDATE decision SET choice = 'offer'",
    "a decision's author": "UPDATE decision SET decided_by = (SELECT id FROM staff WHERE name = 'doctor')",
    "a note": "UPDATE ready_note SET note_sealed = (SELECT note_sealed FROM decision)",
    "an assessment": "UPDATE stored_assessment SET figures = '{}'",
    "a legal hold": "UPDATE legal_hold SET holds = NOT holds",
    "a correction": "UPDATE patient_correction SET detail = 'name'",
    "a patient": "UPDATE patient SET synthetic = NOT synthetic",
    "a red flag": "UPDATE red_flag SET acted_at = NULL, acted_by = NULL, action_sealed = NULL",
}


@pytest.mark.parametrize("statement", CHANGED.values(), ids=CHANGED)
def test_a_row_that_was_changed_is_named(clinic: Flask, statement: str) -> None:
    do(statement)

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.CHANGED}, said(verdict)
    assert statement.split()[1] in said(verdict)


@pytest.mark.parametrize(
    "kind", [Answer, RedFlag, Decision, ReadyNote, StoredAssessment, LegalHold, PatientCorrection]
)
def test_a_row_that_was_deleted_is_named(clinic: Flask, kind: type[Model]) -> None:
    do(delete(kind))

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.DELETED}
    response = read_session().scalars(select(Response).order_by(Response.created_at)).first()
    assert response
    assert f"{kind.__tablename__} " in said(verdict)


BESIDE: dict[str, tuple[str, str]] = {
    "a response's key": (
        "UPDATE response SET key_sealed = answer.value_sealed FROM answer",
        "its key was changed",
    ),
    "another patient's key": (
        "UPDATE patient SET key_sealed = (SELECT min(key_sealed) FROM patient)",
        "its key was changed, and opens nothing",
    ),
    "a response marked as erased": (
        "UPDATE response SET stage = 'erased'",
        "marked as erased, and no entry of the trail says that it was",
    ),
}


@pytest.mark.parametrize(("statement", "named"), BESIDE.values(), ids=BESIDE)
def test_a_response_that_nobody_can_read_or_find_any_more_is_named(
    clinic: Flask, statement: str, named: str
) -> None:
    do(statement)

    assert named in said(verdict_of(clinic))


def test_a_response_deleted_with_all_that_names_it_is_named(clinic: Flask) -> None:
    response = read_session().scalars(select(Answer.response_id)).first()
    assert response
    kinds = (StoredAssessment, Answer, Decision, ReadyNote, RedFlag, LegalHold)
    do(*map(delete, kinds), delete(Response).where(Response.id == response))

    assert f"Response {response.hex[:8]} was deleted, and its key with it" in said(
        verdict_of(clinic)
    )


SPOILT: dict[str, tuple[str, str]] = {
    "an entry's detail": (
        "UPDATE audit_event SET detail = '{' WHERE sequence = 3",
        "Entry 3 of the trail",
    ),
    "an entry's digests of rows": (
        "UPDATE audit_event SET row_digests = '{' WHERE sequence = 3",
        "Entry 3 of the trail",
    ),
    "an assessment's figures": ("UPDATE stored_assessment SET figures = '{'", "stored_assessment "),
}


@pytest.mark.parametrize(("statement", "named"), SPOILT.values(), ids=SPOILT)
def test_what_cannot_even_be_read_is_named(clinic: Flask, statement: str, named: str) -> None:
    do(statement)

    verdict = verdict_of(clinic)

    assert not verdict.is_whole
    assert named in said(verdict)


def test_where_a_row_cannot_be_read_the_check_says_that_it_went_no_further(clinic: Flask) -> None:
    do(SPOILT["an entry's detail"][0])

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.CHANGED}
    assert "something stands in it that cannot be read; Nothing else was checked" in said(verdict)


def test_a_row_that_was_put_in_is_named(clinic: Flask) -> None:
    columns = "response_id, question, value_sealed, origin, at"
    do(
        f"INSERT INTO answer (id, sequence, {columns}) SELECT '{'0' * 31}1', 99, {columns}"  # noqa: S608
        " FROM answer WHERE question = 'pain_now'"
    )

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.PUT_IN}
    assert "answer 00000000 to pain_now stands in no entry of the trail" in said(verdict)


def test_two_answers_exchanged_by_their_questions_are_named(clinic: Flask) -> None:
    do(
        "UPDATE answer SET question = CASE question"
        " WHEN 'pain_now' THEN 'pain_worst' ELSE 'pain_now' END"
    )

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.MOVED}
    assert "to pain_worst was moved there: it was written with another question" in said(verdict)


def test_two_answers_exchanged_by_their_numbers_are_named(clinic: Flask) -> None:
    for was, becomes in ((1, 3), (2, 1), (3, 2)):
        do(f"UPDATE answer SET sequence = {becomes} WHERE sequence = {was}")  # noqa: S608

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.MOVED}
    assert "written with another sequence" in said(verdict)


def test_an_answer_moved_to_another_response_is_named(clinic: Flask) -> None:
    first = read_session().scalars(select(Answer)).all()[0].response_id
    other = read_session().scalars(select(Response.id).where(Response.id != first)).one()
    do(update(Answer).where(Answer.question == "pain_now").values(response_id=other))

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.MOVED}
    assert f"Response {other.hex[:8]}: answer" in said(verdict)
    assert f"was moved there from Response {first.hex[:8]}" in said(verdict)


def test_a_response_moved_to_another_patient_is_named(clinic: Flask) -> None:
    first, other = read_session().scalars(select(Patient.id).order_by(Patient.created_at)).all()
    with write_session() as session:
        response = session.scalars(select(Response).where(Response.patient_id == first)).one()
        record(session, Action.RESPONSE_SEEN, response=response)
    do(update(Response).where(Response.patient_id == first).values(patient_id=other))

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.MOVED}
    assert f"was moved to patient {other.hex[:8]} from patient {first.hex[:8]}" in said(verdict)


def test_a_trail_whose_end_was_cut_off_is_named_by_its_head_written_elsewhere(
    clinic: Flask,
) -> None:
    head = verdict_of(clinic).head
    assert head
    do(f"DELETE FROM audit_event WHERE sequence = {head.sequence}")  # noqa: S608

    verdict = verdict_of(clinic, head)

    assert Tampering.CUT in done(verdict)
    assert f"The trail ends with entry {head.sequence - 1}" in said(verdict)


def test_a_trail_cut_off_and_gone_on_with_is_named_by_its_head_written_elsewhere(
    clinic: Flask,
) -> None:
    head = verdict_of(clinic).head
    assert head
    do(f"DELETE FROM audit_event WHERE sequence = {head.sequence}")  # noqa: S608
    with write_session() as session:
        session.scalars(select(RedFlag)).one().criterion = "other"
        tell(session)

    verdict = verdict_of(clinic, head)

    assert f"Entry {head.sequence} of the trail is another than the head" in said(verdict)


def test_a_trail_whose_end_was_cut_off_is_named_by_the_rows_that_it_told_of(clinic: Flask) -> None:
    response = read_session().scalars(select(Answer.response_id)).first()
    with write_session() as session:
        session.add(
            Answer(response_id=response, question="walking", value="usual", origin=Origin.PATIENT)
        )
        tell(session)
    do("DELETE FROM audit_event WHERE sequence = (SELECT max(sequence) FROM audit_event)")

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.CUT}
    assert "to walking stands in no entry: the end of the trail was cut off" in said(verdict)


def test_a_flag_acted_on_after_the_end_of_a_trail_cut_off_is_named(clinic: Flask) -> None:
    do("DELETE FROM audit_event WHERE sequence = (SELECT max(sequence) FROM audit_event)")

    verdict = verdict_of(clinic)

    assert done(verdict) == {Tampering.CUT}
    assert "red_flag" in said(verdict)


def test_an_emptied_trail_is_named(clinic: Flask) -> None:
    do("DELETE FROM audit_event")

    verdict = verdict_of(clinic)

    assert {Tampering.EMPTIED, Tampering.CUT} == done(verdict)
    assert verdict.head is None


def test_an_emptied_trail_that_went_on_is_named(clinic: Flask) -> None:
    do("DELETE FROM audit_event")
    with write_session() as session:
        session.scalars(select(RedFlag)).one().criterion = "other"
        tell(session)

    assert Tampering.EMPTIED in done(verdict_of(clinic))


def test_a_record_emptied_with_its_trail_is_named(clinic: Flask) -> None:
    kinds = (
        StoredAssessment,
        LegalHold,
        Answer,
        Decision,
        ReadyNote,
        RedFlag,
        PatientCorrection,
        Response,
        Patient,
    )
    do(*map(delete, (*kinds, AuditEvent)))

    assert done(verdict_of(clinic)) == {Tampering.EMPTIED}


def test_a_head_that_the_trail_has_come_past_is_no_fault(clinic: Flask) -> None:
    head = verdict_of(clinic).head
    with write_session() as session:
        session.scalars(select(RedFlag)).one().criterion = "other"
        tell(session)

    assert verdict_of(clinic, head).is_whole


@pytest.mark.parametrize(
    "text", ["", "12", "12:ab", "x:" + "0" * 64, "1:" + "z" * 64, "²:" + "0" * 64]
)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever hexadecimal says
        Head.read(text)


def test_a_change_that_the_trail_does_not_tell_of_is_a_fault_of_the_program(clinic: Flask) -> None:
    with (
        pytest.raises(RuntimeError, match=r"call audit.record\(session"),
        write_session() as session,
    ):
        session.scalars(select(RedFlag)).one().criterion = "other"

    assert read_session().scalars(select(RedFlag)).one().criterion == "weakness"


def test_a_trail_whose_key_was_deleted_is_named_and_nothing_serves(clinic: Flask) -> None:
    do("DELETE FROM chain_key")

    with pytest.raises(CannotOpen, match=r"own key was deleted: put the latest backup back"):
        verdict_of(clinic)
    with pytest.raises(CannotOpen, match="own key was deleted"):
        clinic.extensions["database"].upgrade()


def test_a_trail_whose_key_was_spoilt_is_named(clinic: Flask) -> None:
    do("UPDATE chain_key SET key_sealed = (SELECT key_sealed FROM patient LIMIT 1)")

    with pytest.raises(CannotOpen, match=r"chain_key.key_sealed:1 was altered"):
        verdict_of(clinic)
