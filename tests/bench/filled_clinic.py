"""A clinic of many responses, sealed and told to the trail as in earnest, but made in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from questionnaire import create_app
from questionnaire.backups.copying import count_on
from questionnaire.cli.bars import bars
from questionnaire.cli.running import database_of
from questionnaire.responses import invitations
from questionnaire.store import clock
from questionnaire.store.chain import _last, entry_digest, row_key
from questionnaire.store.config import Config
from questionnaire.store.database import write_session
from questionnaire.store.encryption import Keyring, OwnKey, current_keyring, place
from questionnaire.store.models import (
    Answer,
    AuditEvent,
    ChainKey,
    Decision,
    Model,
    Patient,
    RedFlag,
    Response,
    Stage,
)
from questionnaire.store.models.base import canonical_json
from questionnaire.store.row_digests import LEFT_OUT, Digests, digest
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS

Row: TypeAlias = dict[str, Any]

ANSWERS = 40  # of each response, as many as a patient with a usual story gives
AT_ONCE = 500
BORN = date(1948, 3, 27)
SAID = '"It came on when I lifted a bag of shopping out of the car, and has not gone since."'
SHORT = '{"said":"2026-10","on":"2026-10-01"}'


@dataclass(frozen=True)
class Story:
    """What became of one response: its own columns, and what is kept beside it."""

    columns: Row
    answers: Sequence[Row]  # question, value in plain text as `value`, origin, given_by
    red_flags: Sequence[str] = ()  # the criteria of those still open
    decision: Row = field(default_factory=dict)
    born: date | None = None
    sex: str = "female"


@cache
def closed() -> Story:
    """A response that is over, with as many answers as usual, of which none is read."""
    answers = [
        {"question": key, "value": SAID if number % 10 == 0 else SHORT, "origin": Origin.PATIENT}
        for number, key in enumerate(list(QUESTIONS)[:ANSWERS])
    ]
    return Story({"stage": Stage.CLOSED, "created_at": clock.now()}, answers)


def fill(
    config: Config, responses: int, story: Callable[[int], Story] = lambda _: closed()
) -> None:
    """Make so many responses, with all that is sealed of them and told of them."""
    app = create_app(config)
    with app.app_context():
        database_of(app).upgrade()
        add(responses, story)
        if database_of(app).engine.dialect.name == "postgresql":
            with write_session() as session:
                count_on(session.connection())
    database_of(app).close()


def add(responses: int, story: Callable[[int], Story]) -> None:
    """The same in the clinic of the running app. Shows a bar."""
    with write_session() as session:
        edition = invitations.current_edition(session).id
    with bars() as tell:
        for first in range(0, responses, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, responses))
            with write_session() as session:
                _Bulk(session, edition).write({number: story(number) for number in numbers})
            tell("Responses", numbers.stop, responses)


class _Bulk:
    """Some responses at once: their rows by table, and the trail's next entries."""

    def __init__(self, session: Session, edition: str) -> None:
        self.session, self.edition = session, edition
        tables = (Patient, Response, Answer, RedFlag, Decision, AuditEvent)
        self.rows: dict[type[Model], list[Row]] = {kind: [] for kind in tables}
        last = _last(session)
        self.key = current_keyring().secret(
            last.key_sealed, ChainKey(number=last.key_number).key_place
        )
        self.sequence, self.digest = last.sequence or 0, last.digest or bytes(32)
        self.answers: int = session.scalar(select(func.max(Answer.sequence))) or 0

    def write(self, stories: Mapping[int, Story]) -> None:
        for number, story in stories.items():
            self._add(number, story)
        for kind, rows in self.rows.items():
            if rows:
                self.session.execute(insert(kind.__table__), rows)  # type: ignore[arg-type]

    def _add(self, number: int, story: Story) -> None:
        patient, response = self._patient(number, story), uuid4()
        own, sealed = _new_key(current_keyring(), "response", response)
        made: Row = {"id": response, "patient_id": patient["id"], "edition_id": self.edition}
        made |= {"key_sealed": sealed, "open_red_flags": len(story.red_flags)}
        self.rows[Response].append(made | story.columns)
        beside: dict[type[Model], list[Row]] = {
            Answer: list(_answers(response, own, self.answers, story)),
            RedFlag: [_red_flag(response, key) for key in story.red_flags],
            Decision: [{"id": uuid4(), "response_id": response, **story.decision}][
                : bool(story.decision)
            ],
        }
        self.answers += len(story.answers)
        for kind, rows in beside.items():
            self.rows[kind] += rows
        self._tell(patient, response, beside)

    def _patient(self, number: int, story: Story) -> Row:
        patient = uuid4()
        own, sealed = _new_key(current_keyring(), "patient", patient)
        born = (story.born or BORN + timedelta(days=number % 9000)).isoformat()
        plain = {"name": f"Made-up {number}", "date_of_birth": born, "sex": story.sex}
        row: Row = {"id": patient, "key_sealed": sealed, "created_at": clock.now()}
        for name, text in {**plain, "record_number": f"B{number}"}.items():
            where = place("patient", f"{name}_sealed", patient)
            row[f"{name}_sealed"] = own.seal(text.encode(), where)
        row["record_number_lookup"] = current_keyring().lookup(f"b{number}", "record_number_sealed")
        row["date_of_birth_lookup"] = current_keyring().lookup(born, "date_of_birth_sealed")
        row |= {"record_number_twin": 0, "synthetic": True}
        self.rows[Patient].append(row)
        return row

    def _tell(self, patient: Row, response: UUID, beside: Mapping[type[Model], list[Row]]) -> None:
        told = _digests(row_key(self.key), {Patient: [patient], **beside})
        self.sequence += 1
        entry = AuditEvent(
            sequence=self.sequence, at=clock.now(), actor="patient", action="response sent",
            response_id=response, patient_id=patient["id"],
            detail={"answers": len(beside[Answer])}, row_digests=canonical_json(told),
            previous=self.digest,
        )  # fmt: skip
        entry.digest = self.digest = entry_digest(entry, self.key)
        columns = AuditEvent.__table__.columns.keys()
        self.rows[AuditEvent].append({name: getattr(entry, name) for name in columns})


def _digests(key: bytes, rows: Mapping[type[Model], list[Row]]) -> Digests:
    return {
        kind.__tablename__: {
            one["id"].hex: digest(key, kind.__tablename__, _told(one)) for one in of
        }
        for kind, of in rows.items()
        if of
    }


def _new_key(keyring: Keyring, table: str, row_id: UUID) -> tuple[OwnKey, bytes]:
    where = place(table, "key_sealed", row_id)
    sealed = keyring.new_key(where)
    return OwnKey(keyring.open(sealed, where)), sealed


def _answers(response: UUID, own: OwnKey, before: int, story: Story) -> Iterator[Row]:
    at = clock.now()
    for sequence, said in enumerate(story.answers, start=before + 1):
        row_id = uuid4()
        where = place("answer", "value_sealed", row_id)
        sealed = own.seal(said["value"].encode(), where, response, said["question"], sequence)
        yield {
            "id": row_id, "sequence": sequence, "response_id": response,
            "question": said["question"], "value_sealed": sealed, "origin": said["origin"],
            "given_by": said.get("given_by"), "at": at,
        }  # fmt: skip


def _red_flag(response: UUID, criterion: str) -> Row:
    at = clock.now()
    return {"id": uuid4(), "response_id": response, "criterion": criterion, "raised_at": at}


def _told(row: Mapping[str, object]) -> Row:
    return {name: value for name, value in row.items() if name not in LEFT_OUT}
