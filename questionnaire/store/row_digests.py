"""What the trail keeps of the rows of a record: a keyed digest of each, as its transaction left it.

A digest is over the bytes as they are stored. So neither a change of master keys nor an erasure breaks
it: both leave these rows as they are.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from itertools import chain
from typing import TypeAlias, cast
from uuid import UUID

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, Session

from questionnaire.store.models import (
    Answer,
    Decision,
    LegalHold,
    Model,
    Patient,
    PatientCorrection,
    ReadyNote,
    RedFlag,
    StoredAssessment,
)
from questionnaire.store.models.base import canonical_json

OF_RESPONSE = (Answer, Decision, RedFlag, ReadyNote, StoredAssessment, LegalHold)
OF_PATIENT = (Patient, PatientCorrection)
CHAINED = (*OF_RESPONSE, *OF_PATIENT)
# What changes with the master keys, and what counts among patients who look alike by it.
LEFT_OUT = frozenset(
    {"key_sealed", "record_number_lookup", "record_number_twin", "date_of_birth_lookup"}
)
DIGEST_BYTES = 16

Digests: TypeAlias = dict[str, dict[str, str]]
"""By table and the row's id in hexadecimal."""


def digest_of(row: Model, key: bytes, **otherwise: object) -> str:
    """The digest of a row; `otherwise` are values to take in place of its own."""
    mapper = cast("Mapper[Model]", inspect(type(row)))
    values = {name: getattr(row, name) for name in mapper.columns.keys() if name not in LEFT_OUT}  # noqa: SIM118
    return digest(key, row.__tablename__, values | otherwise)


def digest(key: bytes, table: str, values: Mapping[str, object]) -> str:
    """The digest of the values of a row by column. A column that is empty counts as one that is not there.

    So a column added later leaves the digests made before as they are.
    """
    told = {name: _plain(one) for name, one in values.items() if one is not None}
    message = canonical_json([table, told]).encode()
    return hmac.digest(key, message, "sha256")[:DIGEST_BYTES].hex()


def digests_of(rows: Iterable[Model], key: bytes) -> str:
    """The digests of some rows, as an entry of the trail keeps them."""
    found: Digests = {}
    for row in rows:
        found.setdefault(row.__tablename__, {})[id_of(row).hex] = digest_of(row, key)
    return canonical_json(found)


def read_digests(text: str | None) -> Digests:
    """What an entry keeps."""
    return cast("Digests", json.loads(text)) if text else {}


def id_of(row: Model) -> UUID:
    """The id of a chained row."""
    return cast("UUID", getattr(row, "id"))  # noqa: B009 - every chained model has one


def owner_of(row: Model) -> UUID:
    """The id of the response, or the patient, that a chained row is of."""
    if isinstance(row, Patient):
        return row.id
    return row.patient_id if isinstance(row, PatientCorrection) else getattr(row, "response_id")  # noqa: B009


def rows_written(session: Session) -> list[Model]:
    """The chained rows that the transaction has written so far."""
    written = cast("dict[Model, None]", session.info.get(_WRITTEN, {}))
    return [row for row in written if row in session]  # not those of a savepoint undone


_WRITTEN = "chained rows written by the transaction"


@event.listens_for(Session, "after_flush")
def _note(session: Session, *_: object) -> None:
    for row in chain(session.new, session.dirty):
        if isinstance(row, CHAINED) and (row in session.new or _is_changed(row)):
            session.info.setdefault(_WRITTEN, {})[row] = None


def _is_changed(row: Model) -> bool:
    attributes = inspect(row).attrs
    names = set(inspect(type(row)).columns.keys()) - LEFT_OUT
    return any(attributes[name].history.has_changes() for name in names)


def _plain(value: object) -> object:
    match value:
        case bytes():
            return value.hex()
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case _:
            return value
