"""After an erasure no word of the patient is found: in no page, free page or log, with all keys there are."""

from __future__ import annotations

import secrets
import struct
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from flask import Flask
from sqlalchemy import select

from questionnaire.cli.begun_erasures import finish_what_was_begun
from questionnaire.exports import FORMATS
from questionnaire.store.database import Database, read_session
from questionnaire.store.encryption import Erased, Keyring, OwnKey, Undecipherable
from questionnaire.store.models import Model, Response, StoredAssessment
from questionnaire.store.models.sealed import HoldsKey, Sealed, sealed_values
from questionnaire.store.overwriting import overwrite
from questionnaire.store.packing import unpacked
from tests.kit.keeping import erase_now
from tests.kit.people import Invited, PatientClient, StaffClient, first_invited, invite
from tests.kit.postgres import PostgresServer

PAGE, RESERVED, SALT = 4096, 80, 16
WAL_HEADER, FRAME_HEADER = 32, 24
OTHER_DAY = date(1950, 1, 2)
WORDS = tuple(f"z{number:02}{secrets.token_hex(5)}" for number in range(40))


def said(*numbers: int) -> str:
    """Some of the words, as a patient or somebody of the staff writes them."""
    return " ".join(WORDS[number] for number in numbers)


def everything_written(app: Flask, nurse: StaffClient, clinician: StaffClient) -> UUID:
    """From the invitation to the decision, with words of the patient in every box that takes any."""
    patient = _invited(app, nurse)
    _answer(patient)
    response_id = patient.response_id
    _review(nurse, response_id)
    clinician.get(f"/responses/{response_id}/decision")
    clinician.submit({"choice": "offer", "note": said(36, 37, 38)})
    for key in FORMATS:
        clinician.download(f"/responses/{response_id}/summary.{key}")
    return response_id


def _invited(app: Flask, nurse: StaffClient) -> PatientClient:
    nurse.get("/invitations/new")
    person = {
        "name": said(0, 1),
        "date_of_birth": "1948-03-27",
        "sex": "male",
        "record_number": said(2),
        "contact": f"{said(3)}@{said(39)}.example",
    }
    return first_invited(app, nurse.submit(person))


def _answer(patient: PatientClient) -> None:
    pages = {
        "answering": {"answering": "with_help"},
        "helper": {"helper_name": said(4, 5), "helper_relation": "other"},
        "new-weakness": {"new_weakness": "yes"},
        "anything-else": {"anything_else": said(*range(6, 24))},
    }
    for page, filled in pages.items():
        patient.get(patient.at(page))
        patient.submit(filled)
    patient.get(patient.at("pain-medicines"))
    patient.submit({"pain_medicines": "add"})
    patient.submit({"name": said(24, 25)})
    patient.get(patient.at("declaration"))
    patient.submit()


def _review(nurse: StaffClient, response_id: UUID) -> None:
    page = nurse.get(f"/responses/{response_id}")
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))
    nurse.submit({"action": said(26, 27)}, to=to)
    nurse.get(f"/responses/{response_id}/correct/pain_trend")
    nurse.submit({"pain_trend": "worse", "learned": "record", "reason": said(28, 29)})
    nurse.get(f"/responses/{response_id}/identity")
    nurse.submit({"name": said(30, 31), "reason": said(32, 33)})
    for set_and_lifted in (34, 35):
        nurse.get(f"/responses/{response_id}/legal-hold")
        nurse.submit({"reason": said(set_and_lifted)})


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where whoever wants a temporary file makes it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    return folder


def decrypted(page: bytes, number: int, key: bytes) -> bytes:
    """A page of the file, or of its log, as it is without its encryption."""
    start = SALT if number == 1 else 0
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opened.update(page[start : PAGE - RESERVED]) + opened.finalize()


def pages_of(path: Path, key: bytes) -> Iterator[bytes]:
    """Every page of the file, those of rows, of indexes and free ones."""
    whole = path.read_bytes()
    for number in range(len(whole) // PAGE):
        yield decrypted(whole[number * PAGE : (number + 1) * PAGE], number + 1, key)


def frames_of(path: Path, key: bytes) -> Iterator[bytes]:
    """Every page in the write-ahead log, those of before it was begun anew as well."""
    log = path.with_name(f"{path.name}-wal")
    whole = log.read_bytes() if log.exists() else b""
    frame = FRAME_HEADER + PAGE
    for place in range(WAL_HEADER, len(whole) - frame + 1, frame):
        (number,) = struct.unpack(">I", whole[place : place + 4])
        yield decrypted(whole[place + FRAME_HEADER : place + frame], number, key)


def in_files(app: Flask, server: PostgresServer | None) -> bytes:
    """All bytes that the database keeps on the disk, without the encryption of the file."""
    database: Database = app.extensions["database"]
    if server:
        write_out(server)
        files = (one for one in (server.folder / "data").rglob("*") if one.is_file())
        return b"\0".join(one.read_bytes() for one in files)
    path = Path(database.engine.url.database or "")
    key = database.keyring.derived("file")[0]
    return b"\0".join((*pages_of(path, key), *frames_of(path, key)))


def write_out(server: PostgresServer) -> None:
    """As the handbook says: no old log is kept to be used again, and it is begun anew."""
    with server.connect() as connection:
        connection.execute("ALTER SYSTEM SET wal_recycle = off")
        connection.execute("SELECT pg_reload_conf()")
        for _ in range(2):
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")


def opened(app: Flask) -> str:
    """Every sealed value that any key opens that there is, each tried on each."""
    with app.app_context():
        session, ring = read_session(), app.extensions["keyring"]
        rows = [row for kind in kinds() for row in session.scalars(select(kind)).all()]
        keys = [row.own_key() for row in rows if isinstance(row, HoldsKey) and row.key_sealed]
        return "\n".join(
            text for row in rows if isinstance(row, Sealed) for text in texts(row, keys, ring)
        )


def kinds() -> list[type[Model]]:
    return [mapper.class_ for mapper in Model.registry.mappers]


def texts(row: Sealed, keys: list[OwnKey], ring: Keyring) -> Iterator[str]:
    for value in sealed_values(type(row)):
        stored = getattr(row, value.column)
        for key in keys if stored else ():
            try:
                yield unpacked(key.open(stored, value._place(row), *row.bound())).decode()
            except Undecipherable:
                continue
        if stored:
            try:
                yield ring.open(stored, value._place(row)).decode()
            except Undecipherable:
                continue


def unsealed(app: Flask) -> str:
    """Every value of every table as it is stored."""
    with app.app_context():
        rows = [
            row
            for table in Model.metadata.sorted_tables
            for row in read_session().execute(select(table))
        ]
    values = (value for row in rows for value in row)
    return "\n".join(
        value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in values
    )


def found(text: str | bytes) -> list[str]:
    """Which of the words are there."""
    told = text if isinstance(text, bytes) else text.encode()
    return [word for word in WORDS if word.encode() in told.lower()]


def secrets_of(app: Flask, response_id: UUID) -> list[bytes]:
    """What would open it again, or tell whose it was: wrapped keys, and hashes to search by."""
    with app.app_context():
        response = read_session().get_one(Response, response_id)
        patient = response.patient
        kept = (
            response.key_sealed,
            patient.key_sealed,
            patient.record_number_lookup,
            patient.date_of_birth_lookup,
        )
        return [one for one in kept if one]


def test_none_of_forty_words_is_found_and_nothing_that_would_open_them(
    app: Flask,
    request: pytest.FixtureRequest,
    nurse: StaffClient,
    clinician: StaffClient,
    temporary: Path,
) -> None:
    is_file = app.extensions["database"].engine.dialect.name == "sqlite"
    server = None if is_file else request.getfixturevalue("postgres_server")
    response_id = everything_written(app, nurse, clinician)
    stays = invite(app, "Other Example", "RN 2", date_of_birth=OTHER_DAY).response_id
    before = secrets_of(app, response_id)
    assert len(found(opened(app))) >= 40, "the words are there to be found"
    files = in_files(app, server)
    assert all(one in files for one in before), "the keys are there to be found"

    erase_now(app, response_id)
    assert overwrite(app.extensions["database"].engine)

    files = in_files(app, server)
    assert found(opened(app)) == []
    assert found(unsealed(app)) == []
    assert found(files) == []
    assert [one in files for one in before] == [False] * 4
    assert [one for one in temporary.rglob("*") if one.is_file() and found(one.read_bytes())] == []
    with app.app_context():
        assert read_session().get_one(Response, stays).patient.name == "Other Example"
        of_response = StoredAssessment.response_id == response_id
        stored = read_session().scalars(select(StoredAssessment).where(of_response)).all()
        with pytest.raises(Erased):
            _ = stored[0].record


def test_a_start_overwrites_what_an_erasure_was_stopped_before(
    app: Flask, request: pytest.FixtureRequest, invited: Invited
) -> None:
    is_file = app.extensions["database"].engine.dialect.name == "sqlite"
    server = None if is_file else request.getfixturevalue("postgres_server")
    before = secrets_of(app, invited.response_id)
    erase_now(app, invited.response_id)
    assert any(one in in_files(app, server) for one in before), "they are there to be found"

    with app.app_context():
        finish_what_was_begun(app)

    files = in_files(app, server)
    assert [one in files for one in before] == [False] * 4
