"""What a backup says of itself in `manifest.json`, signed with the clinic's key beside it."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import cast

from questionnaire.backups.contents import Contents
from questionnaire.store.encryption import Keyring

FILE, MANIFEST, SIGNATURE = "clinic.db", "manifest.json", "manifest.signature"
FORM = 1
PURPOSE = "backup"


class NoBackup(Exception):
    """A folder holds no backup that says what it should hold: one line with folder, fault and remedy."""


@dataclass(frozen=True)
class Manifest:
    """All that a copy is compared with."""

    form: int
    program: str
    made_at: str
    database: str
    """The kind of database it was made from: sqlite or postgresql."""
    keys: tuple[str, ...]
    """The ids of the keys without which something in it cannot be read, the signing one first."""
    revision: str
    rows: Mapping[str, int]
    head: str
    size: int
    sha256: str

    @property
    def contents(self) -> Contents:
        return Contents(self.revision, self.rows, self.head)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def program_version() -> str:
    """The version of this program."""
    return version("questionnaire")


def write(folder: Path, manifest: Manifest, keyring: Keyring) -> None:
    """Lay a manifest and its signature into a backup's folder."""
    said = json.dumps(asdict(manifest), indent=1).encode()
    _write(folder / MANIFEST, said)
    _write(folder / SIGNATURE, _signature(said, keyring.derived(PURPOSE)[0]))


def read(folder: Path, keyring: Keyring) -> Manifest:
    """The manifest of a backup. Raises NoBackup where it is not as it was signed."""
    try:
        said, signature = ((folder / name).read_bytes() for name in (MANIFEST, SIGNATURE))
    except OSError as error:
        raise NoBackup(
            f"{folder} is no whole backup ({Path(str(error.filename)).name}: {error.strerror}): "
            "name a folder that questionnaire backup made"
        ) from None
    if not any(_signature(said, key) == signature for key in keyring.derived(PURPOSE)):
        raise NoBackup(f"{folder / MANIFEST}: {_why_not_ours(said, keyring)}")
    told = cast("dict[str, object]", json.loads(said))
    if told["form"] != FORM:
        raise NoBackup(f"{folder}: {newer(str(told['program']))}")
    return Manifest(**{**told, "keys": tuple(cast("list[str]", told["keys"]))})  # type: ignore[arg-type]


def newer(program: str) -> str:
    """The fault of a backup that this program is too old for."""
    return (
        f"it was made by version {program} of the program, and this is {program_version()}, "
        "which does not know its tables: use that version or a later one"
    )


def sha256_of(path: Path) -> str:
    """The digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _signature(said: bytes, key: bytes) -> bytes:
    return hmac.digest(key, said, "sha256").hex().encode()


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _why_not_ours(said: bytes, keyring: Keyring) -> str:
    try:
        missing = set(json.loads(said)["keys"]) - set(keyring.names)
    except (ValueError, LookupError, TypeError):
        missing = set[str]()
    if missing:
        named = ", ".join(sorted(map(repr, missing)))
        return f"it was signed with key {named}: put that key back into QUESTIONNAIRE_KEYS"
    return "it was changed, or signed with another key: use another backup, or the key of this one"
