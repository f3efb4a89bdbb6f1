"""The list of erasures, outside the database: what an older copy, restored, must have erased again.

A line is JSON, signed with the trail's own key, which every backup has and no change of keys
replaces. It is on the disk before its erasure is in the database.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from questionnaire.store.chain import keys_of
from questionnaire.store.durable import onto_disk
from questionnaire.store.encryption import current_keyring, derive
from questionnaire.store.models import Erasure
from questionnaire.store.models.base import canonical_json

SIGNATURE = "signature"


class ListUnusable(Exception):
    """The list cannot be read or written: one line with the file, the fault and the remedy."""


@dataclass(frozen=True)
class ErasureLine:
    """One erasure, as `Erasure` has it."""

    response_id: UUID
    patient_id: UUID | None
    at: datetime
    by: str
    why: str
    backups_until: date | None


def entry_of(erasure: Erasure) -> ErasureLine:
    """What is listed of an erasure."""
    return ErasureLine(
        erasure.response_id,
        erasure.patient_id,
        erasure.at,
        erasure.by,
        erasure.why,
        erasure.backups_until,
    )


class ErasureList:
    """The list of a clinic. `keys` verify its lines; the first of them signs new ones."""

    def __init__(self, path: Path, keys: Sequence[bytes]) -> None:
        self.path = path
        self._keys = keys

    def add(self, entry: ErasureLine) -> None:
        """Write a line, and have it on the disk. Raises ListUnusable."""
        told = _told(entry)
        line = canonical_json({**told, SIGNATURE: self._signature(told, self._keys[0])})
        with self._opened() as file:
            _cut_unfinished_line(file)
            file.write(f"{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    def entries(self) -> list[ErasureLine]:
        """Every erasure, the first first; none where there is no list yet. Raises ListUnusable."""
        try:
            lines = self.path.read_bytes().split(b"\n")[:-1]  # one without its end never counted
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ListUnusable(f"{self.path} cannot be read ({error.strerror})") from None
        return [self._read(line, number) for number, line in enumerate(lines, start=1)]

    @contextmanager
    def _opened(self) -> Generator[BinaryIO]:
        try:
            is_new = not self.path.exists()
            with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
            if is_new:
                onto_disk(self.path.parent)  # its name must outlive a power cut as well
        except OSError as error:
            raise ListUnusable(
                f"QUESTIONNAIRE_ERASURES: {self.path} cannot be written ({error.strerror}): "
                "what is not in it is not erased; check the folder and its permissions"
            ) from None

    def _read(self, line: bytes, number: int) -> ErasureLine:
        try:
            told = cast("dict[str, object]", json.loads(line))
            signature = str(told.pop(SIGNATURE))
            if any(
                hmac.compare_digest(signature, self._signature(told, key)) for key in self._keys
            ):
                return _entry(told)
        except (ValueError, KeyError, AttributeError, TypeError):
            pass
        raise ListUnusable(
            f"{self.path}, line {number}: it was changed, or is another clinic's: "
            "put the latest copy of the list back"
        )

    def _signature(self, told: Mapping[str, object], key: bytes) -> str:
        return hmac.digest(key, canonical_json(told).encode(), "sha256").hex()


def clinic_list(session: Session) -> ErasureList:
    """The list of the running clinic. Raises ListUnusable where none is named."""
    path = cast("Path | None", current_app.config["ERASURES"])
    if path is None:
        raise ListUnusable(
            "QUESTIONNAIRE_ERASURES is not set: name a file outside the database, which no backup "
            "of it overwrites, such as /srv/questionnaire/erasures.list"
        )
    keys = [derive(one.secret, "erasures") for one in keys_of(session, current_keyring())]
    return ErasureList(path, keys[::-1])


def _told(entry: ErasureLine) -> dict[str, object]:
    return {
        "response": str(entry.response_id),
        "patient": str(entry.patient_id) if entry.patient_id else None,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "why": entry.why,
        "backups_until": entry.backups_until.isoformat() if entry.backups_until else None,
    }


def _entry(told: Mapping[str, object]) -> ErasureLine:
    patient, until = told["patient"], told["backups_until"]
    return ErasureLine(
        UUID(str(told["response"])),
        UUID(str(patient)) if patient else None,
        datetime.fromisoformat(str(told["at"])),
        str(told["by"]),
        str(told["why"]),
        date.fromisoformat(str(until)) if until else None,
    )


def _cut_unfinished_line(file: BinaryIO) -> None:
    """A crash may have left a part of a line, of an erasure that never came to be."""
    whole = file.read().rfind(b"\n") + 1
    file.truncate(whole)
    file.seek(whole)
