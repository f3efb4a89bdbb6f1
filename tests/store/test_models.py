"""What the tables keep, seal, and refuse."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError, NoResultFound, StatementError

from questionnaire.store.clock import now
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.encryption import Keyring, Undecipherable, current_keyring
from questionnaire.store.models import (
    Answer,
    ClinicSetting,
    Decision,
    Detail,
    Edition,
    Invitation,
    Model,
    Patient,
    PatientCorrection,
    ReadyNote,
    RedFlag,
    Response,
    Role,
    RowIsFinal,
    Staff,
    Stage,
    StoredAssessment,
    Why,
)
from questionnaire.store.models.sealed import Encrypted
from questionnaire.store.sqlite import CannotOpen
from rules.language.logic.case import Origin
from tests.kit.keys import key
from tests.kit.telling import tell

pytest_plugins = ["tests.kit.databases"]


@pytest.fixture(autouse=True)
def people(inside: Flask) -> None:
    """One nurse, one patient, one response, each found by `the`."""
    nurse = Staff(
        username="nurse",
        name="Nurse",
        role=Role.NURSE,
        password_hash="",
        must_change_password=False,
    )
    patient = Patient(
        name="Dorothy Ash",
        date_of_birth=date(1941, 3, 2),
        sex="female",
        record_number="AB 123",
        synthetic=True,
    )
    edition = Edition(id="edition", name="2026-11", wording={})
    response = Response(patient_id=patient.id, edition_id=edition.id)
    with write_session() as session:
        session.add_all([response, edition, patient, nurse])
        tell(session)


def the(kind: type[Model]) -> Model:
    return read_session().scalars(select(kind)).one()


def nurse() -> Staff:
    found = the(Staff)
    assert isinstance(found, Staff)
    return found


def patient() -> Patient:
    found = the(Patient)
    assert isinstance(found, Patient)
    return found


def response() -> Response:
    found = the(Response)
    assert isinstance(found, Response)
    return found


def answer(**values: object) -> Answer:
    usual = {"question": "pain_now", "value": 7, "origin": Origin.PATIENT}
    return Answer(**({"response_id": response().id} | usual | values))


def correction() -> PatientCorrection:
    return PatientCorrection(
        patient_id=patient().id,
        detail=Detail.SEX,
        before="male",
        after="female",
        reason="A slip",
        corrected_by=nurse().id,
    )


def keep(*rows: Model) -> None:
    with write_session() as session:
        session.add_all(rows)
        tell(session)


def test_a_patient_comes_back_as_entered_and_is_stored_sealed() -> None:
    found = patient()

    assert (found.name, found.sex, found.record_number) == ("Dorothy Ash", "female", "AB 123")
    assert found.date_of_birth == date(1941, 3, 2)
    for stored in (found.name_sealed, found.sex_sealed, found.date_of_birth_sealed):
        assert not any(plain in stored for plain in (b"Dorothy", b"female", b"1941"))


def test_every_sealed_column_is_read_through_its_seal() -> None:
    for mapper in Model.registry.mappers:
        columns = {column.name for column in mapper.columns if column.name.endswith("_sealed")}
        sealed = columns - {"key_sealed"}  # a key itself
        opened = {
            value.column for value in vars(mapper.class_).values() if isinstance(value, Encrypted)
        }
        assert opened == sealed, f"{mapper.class_.__name__}: give each sealed column its Encrypted"


@pytest.mark.parametrize("value", [0, False, "", [], None, {"absent": "not sure"}, [{"name": "é"}]])
def test_no_value_is_lost_for_being_small(value: object) -> None:
    keep(answer(value=value))

    found = read_session().scalars(select(Answer)).one()
    assert found.value == value
    assert type(found.value) is type(value)
    assert found.reason is None


def test_a_value_copied_to_another_row_does_not_open() -> None:
    keep(answer(), answer(value=3))
    first, second = read_session().scalars(select(Answer).order_by(Answer.sequence))
    assert (first.value, second.value) == (7, 3)

    second.value_sealed = first.value_sealed

    with pytest.raises(Undecipherable, match=f"answer.value_sealed:{second.id}"):
        _ = second.value
    read_session().rollback()


def test_answers_keep_the_order_in_which_they_were_given() -> None:
    keep(*(answer(value=number) for number in range(30)))
    keep(answer(value=30))

    assert [row.value for row in response().answers] == list(range(31))


@pytest.mark.parametrize("written", ["AB 123", "ab123", " Ab 1 23 "])
def test_a_patient_is_found_by_record_number_however_written(written: str) -> None:
    hashes = Patient.record_number.hashes(written)

    found = (
        read_session()
        .scalars(select(Patient).where(Patient.record_number_lookup.in_(hashes)))
        .one()
    )

    assert found.name == "Dorothy Ash"


def test_after_a_change_of_keys_a_patient_is_found_and_read(inside: Flask) -> None:
    inside.extensions["keyring"] = Keyring.from_text(f"{key('second')},{key('first')}")

    test_a_patient_is_found_by_record_number_however_written("AB123")
    with write_session() as session:
        session.get_one(Patient, patient().id).name = "Dorothy Birch"
        tell(session)
    keep(
        Patient(
            name="B", date_of_birth=date(1950, 1, 1), sex="male", record_number="2", synthetic=True
        )
    )

    first, second = read_session().scalars(select(Patient).order_by(Patient.created_at))
    assert (first.name, second.name) == ("Dorothy Birch", "B")
    assert (first.key_sealed or b"").startswith(b"\x05first")
    assert (second.key_sealed or b"").startswith(b"\x06second")


def test_keys_that_do_not_fit_are_found_before_anything_serves(clinic_database: str) -> None:
    other = Database(clinic_database, Keyring.from_text(key("other")))

    with pytest.raises(CannotOpen, match="back into QUESTIONNAIRE_KEYS"):
        other.upgrade()

    other.close()


def test_a_key_that_sealed_a_response_alone_is_missed_too(
    inside: Flask, clinic_database: str
) -> None:
    inside.extensions["keyring"] = Keyring.from_text(f"{key('second')},{key('first')}")
    keep(Response(patient_id=patient().id, edition_id=response().edition_id))
    other = Database(clinic_database, Keyring.from_text(key("first")))

    with pytest.raises(CannotOpen, match=r"response\.key_sealed"):
        other.upgrade()

    other.close()


def test_a_record_number_belongs_to_one_patient() -> None:
    twin = Patient(
        name="D", date_of_birth=date(1941, 3, 2), sex="male", record_number="ab123", synthetic=True
    )
    with pytest.raises(DatabaseError, match="record_number_lookup"):
        keep(twin)


def test_an_attribute_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="Answer has no 'vlaue'"):
        answer(vlaue=7)


# Rows never changed


def final_rows() -> list[Model]:
    made_by = nurse().id
    return [
        answer(),
        Decision(response_id=response().id, decided_by=made_by, choice="defer", note=""),
        ClinicSetting(key="name", value="Our clinic", set_by=made_by),
        ReadyNote(response_id=response().id, noted_by=made_by, note="She agreed by telephone"),
        StoredAssessment(
            response_id=response().id,
            why=Why.SENT,
            last_answer=0,
            assessed_on=date(2026, 11, 16),
            figures={},
            choices={},
            editions={},
            record="{}",
            digest=b"",
        ),
        correction(),
    ]


FINAL_ROWS = ["answer", "decision", "setting", "note", "assessment", "correction"]


@pytest.mark.parametrize("number", range(6), ids=FINAL_ROWS)
def test_a_final_row_is_neither_changed_nor_deleted_by_the_models(number: int) -> None:
    row = final_rows()[number]
    keep(row)
    column = {
        "Answer": "question",
        "Decision": "choice",
        "ClinicSetting": "key",
        "ReadyNote": "note",
        "StoredAssessment": "digest",
        "PatientCorrection": "reason_sealed",
    }[type(row).__name__]

    other = b"other" if column in {"digest", "reason_sealed"} else "other"
    with pytest.raises(RowIsFinal, match="write a later row"), write_session() as session:
        setattr(session.merge(row), column, other)
    with pytest.raises(RowIsFinal, match="nothing in it is deleted"), write_session() as session:
        session.delete(session.merge(row))


@pytest.mark.parametrize("number", range(6), ids=FINAL_ROWS)
def test_a_final_row_is_neither_changed_nor_deleted_by_statements(number: int) -> None:
    row = final_rows()[number]
    keep(row)
    kind = type(row)

    with pytest.raises(DatabaseError, match="append-only"), write_session() as session:
        session.execute(update(kind).values(id=uuid4()))
    with pytest.raises(DatabaseError, match="append-only"), write_session() as session:
        session.execute(delete(kind))


def test_a_final_row_may_be_read_beside_a_change_of_another() -> None:
    keep(answer())

    with write_session() as session:
        row = session.scalars(select(Answer)).one()
        row.question = row.question
        session.get_one(Response, row.response_id).stage = Stage.SENT

    assert response().stage is Stage.SENT


# What the database refuses


def at_odds() -> Iterator[tuple[str, Model]]:
    moment, who, of = now(), nurse().id, response().id
    patient_id, edition_id = response().patient_id, response().edition_id
    sealed = {"patient_id": patient_id, "edition_id": edition_id}
    invited = {"response_id": of, "created_by": who, "expires_on": date(2030, 1, 1)}
    yield "a patient's answer by staff", answer(given_by=who)
    yield "a helper's answer by staff", answer(given_by=who, origin=Origin.HELPER)
    yield "a telephone answer by nobody", answer(origin=Origin.STAFF_PHONE)
    yield "a paper answer by nobody", answer(origin=Origin.PAPER)
    yield "a staff fact by nobody", answer(origin=Origin.STAFF)
    yield "a flag acted on by nobody", RedFlag(response_id=of, criterion="x", acted_at=moment)
    yield (
        "a flag acted on without saying how",
        RedFlag(response_id=of, criterion="x", acted_at=moment, acted_by=who),
    )
    yield "ready by nobody", Response(**sealed, ready_at=moment)
    yield "ready at no time", Response(**sealed, ready_by=who)
    yield "fewer flags than none", Response(**sealed, open_red_flags=-1)
    yield "revoked by nobody", Invitation(**invited, token_hash=b"1", revoked_at=moment)
    yield "fewer tries than none", Invitation(**invited, token_hash=b"2", failed_tries=-1)
    yield "an answer to no response", answer(response_id=uuid4())


def test_rows_at_odds_with_themselves_are_refused() -> None:
    kept: list[str] = []

    for name, row in list(at_odds()):
        with suppress(DatabaseError, NoResultFound):
            keep(row)
            kept.append(name)

    assert kept == []


@pytest.mark.parametrize(
    ("origin", "by_staff"),
    [(origin, origin not in {Origin.PATIENT, Origin.HELPER}) for origin in Origin],
)
def test_every_origin_has_its_place(origin: Origin, by_staff: bool) -> None:
    keep(answer(origin=origin, given_by=nurse().id if by_staff else None, given_by_name="Ann"))

    assert read_session().scalar(text("SELECT origin FROM answer")) == origin.value
    found = read_session().scalars(select(Answer)).one()
    assert found.origin is origin
    assert found.given_by_name == "Ann"


def test_a_word_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(DatabaseError, match="ck_response_stage"), write_session() as session:
        session.execute(text("UPDATE response SET stage = 'lost'"))


def test_one_flag_a_criterion_is_open_and_a_later_one_may_follow() -> None:
    first = RedFlag(response_id=response().id, criterion="cauda_equina")
    keep(first)
    with pytest.raises(DatabaseError, match="red_flag"):
        keep(RedFlag(response_id=response().id, criterion="cauda_equina"))

    with write_session() as session:
        flag = session.get_one(RedFlag, first.id)
        flag.acted_at, flag.acted_by, flag.action = now(), nurse().id, "Sent to hospital"
        tell(session)
    keep(RedFlag(response_id=response().id, criterion="cauda_equina"))

    assert [flag.action for flag in response().red_flags] == ["Sent to hospital", None]


def test_an_invitation_is_replaced_in_one_transaction() -> None:
    values = {
        "response_id": response().id,
        "created_by": nurse().id,
        "expires_on": date(2030, 1, 1),
    }
    first = Invitation(**values, token_hash=b"1", contact="01632 960001")
    keep(first)

    with write_session() as session:
        later = Invitation(**values, token_hash=b"2")
        session.add(later)
        session.get_one(Invitation, first.id).replaced_by = later.id

    assert [row.replaced_by for row in response().invitations] == [later.id, None]
    assert [row.contact for row in response().invitations] == ["01632 960001", None]


# Moments


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in() -> None:
    summer = datetime(2026, 7, 1, 0, 30, 15, 123456, timezone(timedelta(hours=2)))
    keep(answer(at=summer))

    found = read_session().scalars(select(Answer)).one().at

    assert found == summer
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="a moment without a time zone"):
        keep(answer(at=datetime(2026, 7, 1)))  # noqa: DTZ001


def test_the_keyring_is_the_apps_own(inside: Flask) -> None:
    assert current_keyring() is inside.extensions["keyring"]
