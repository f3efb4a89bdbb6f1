"""A clinic of many answered responses, sealed and told to the trail as in earnest, but made in bulk."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from questionnaire import create_app
from questionnaire.backups.copying import count_on
from questionnaire.cli.running import database_of
from questionnaire.responses import invitations
from questionnaire.store import clock
from questionnaire.store.chain import _last, entry_digest, row_key
from questionnaire.store.config import Config
from questionnaire.store.database import write_session
from questionnaire.store.encryption import Keyring, OwnKey, current_keyring, place
from questionnaire.store.models import Answer, AuditEvent, ChainKey, Model, Patient, Response, Stage
from questionnaire.store.models.base import canonical_json
from questionnaire.store.row_digests import LEFT_OUT, digest
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS

Row: TypeAlias = dict[str, Any]

ANSWERS = 40  # of each response, as many as a patient with a usual story gives
AT_ONCE = 500
BORN = date(1948, 3, 27)
SAID = '"It came on when I lifted a bag of shopping out of the car, and has not gone since."'
SHORT = '{"said":"2026-10","on":"2026-10-01"}'


def fill(config: Config, responses: int) -> None:
    """Make so many responses, with all that is sealed of them and told of them."""
    app = create_app(config)
    with app.app_context():
        database_of(app).upgrade()
        with write_session() as session:
            edition = invitations.current_edition(session).id
        for first in range(0, responses, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, responses))
            with write_session() as session:
                _Bulk(session, edition, numbers).write()
            print(f"\r{numbers.stop:,} of {responses:,} responses", end="", file=sys.stderr)
        if database_of(app).engine.dialect.name == "postgresql":
            with write_session() as session:
                count_on(session.connection())
    database_of(app).close()


class _Bulk:
    """Some responses at once: their rows by table, and the trail's next entries."""

    def __init__(self, session: Session, edition: str, numbers: range) -> None:
        self.session, self.edition, self.numbers = session, edition, numbers
        self.rows: dict[type[Model], list[Row]] = {
            kind: [] for kind in (Patient, Response, Answer, AuditEvent)
        }
        last = _last(session)
        self.key = current_keyring().secret(
            last.key_sealed, ChainKey(number=last.key_number).key_place
        )
        self.sequence, self.digest = last.sequence or 0, last.digest or bytes(32)

    def write(self) -> None:
        for number in self.numbers:
            patient, response = self._patient(number), uuid4()
            own, sealed = _new_key(current_keyring(), "response", response)
            made: Row = {"id": response, "patient_id": patient["id"], "edition_id": self.edition}
            made |= {"key_sealed": sealed, "stage": Stage.CLOSED, "created_at": clock.now()}
            self.rows[Response].append({**made, "open_red_flags": 0})
            answers = list(_answers(response, own, number * ANSWERS))
            self.rows[Answer] += answers
            self._tell(patient, answers)
        for kind, rows in self.rows.items():
            self.session.execute(insert(kind.__table__), rows)  # type: ignore[arg-type]

    def _patient(self, number: int) -> Row:
        patient = uuid4()
        own, sealed = _new_key(current_keyring(), "patient", patient)
        born = (BORN + timedelta(days=number % 9000)).isoformat()
        plain = {"name": f"Made-up {number}", "date_of_birth": born, "sex": "female"}
        row: Row = {"id": patient, "key_sealed": sealed, "created_at": clock.now()}
        for name, text in {**plain, "record_number": f"B{number}"}.items():
            where = place("patient", f"{name}_sealed", patient)
            row[f"{name}_sealed"] = own.seal(text.encode(), where)
        row["record_number_lookup"] = current_keyring().lookup(f"b{number}", "record_number_sealed")
        row["date_of_birth_lookup"] = current_keyring().lookup(born, "date_of_birth_sealed")
        row |= {"record_number_twin": 0, "synthetic": True}
        self.rows[Patient].append(row)
        return row

    def _tell(self, patient: Row, answers: list[Row]) -> None:
        key = row_key(self.key)
        told = {
            "patient": {patient["id"].hex: digest(key, "patient", _told(patient))},
            "answer": {one["id"].hex: digest(key, "answer", one) for one in answers},
        }
        self.sequence += 1
        entry = AuditEvent(
            sequence=self.sequence, at=clock.now(), actor="patient", action="response sent",
            response_id=answers[0]["response_id"], patient_id=patient["id"],
            detail={"answers": ANSWERS}, row_digests=canonical_json(told), previous=self.digest,
        )  # fmt: skip
        entry.digest = self.digest = entry_digest(entry, self.key)
        columns = AuditEvent.__table__.columns.keys()
        self.rows[AuditEvent].append({name: getattr(entry, name) for name in columns})


def _new_key(keyring: Keyring, table: str, row_id: UUID) -> tuple[OwnKey, bytes]:
    where = place(table, "key_sealed", row_id)
    sealed = keyring.new_key(where)
    return OwnKey(keyring.open(sealed, where)), sealed


def _answers(response: UUID, own: OwnKey, before: int) -> Iterator[Row]:
    at = clock.now()
    for number, question in enumerate(list(QUESTIONS)[:ANSWERS]):
        row_id, sequence = uuid4(), before + number + 1
        text = SAID if number % 10 == 0 else SHORT
        where = place("answer", "value_sealed", row_id)
        yield {
            "id": row_id, "sequence": sequence, "response_id": response, "question": question,
            "value_sealed": own.seal(text.encode(), where, response, question, sequence),
            "origin": Origin.PATIENT, "at": at,
        }  # fmt: skip


def _told(row: Mapping[str, object]) -> Row:
    return {name: value for name, value in row.items() if name not in LEFT_OUT}
