"""Values encrypted at rest, bound to their place, under master keys that can be replaced."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar, cast, overload
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from rules.language.logic.days import KnownDay, known_day

KEY_BYTES = 32
NONCE_BYTES = 12
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")

Value = TypeVar("Value")


class KeysUnreadable(ValueError):
    """The text of the keys is wrong. The message never shows a key."""


class Undecipherable(Exception):
    """A stored value cannot be opened. The message names its place, never its content."""


class Keyring:
    """The clinic's master keys. The first seals; every one of them opens.

    To replace a key, put a new one in front and keep the old one behind it.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = MappingProxyType(dict(keys))
        self._current = next(iter(keys))
        self._ciphers = {key: AESGCM(_derive(master, "column")) for key, master in keys.items()}
        self._lookups = self.derived("lookup")

    @classmethod
    def from_text(cls, text: str) -> Keyring:
        """Keys written "id:base64 of 32 bytes", the current one first, commas between."""
        keys: dict[str, bytes] = {}
        for number, part in enumerate(text.split(","), start=1):
            key_id, key = _read_key(part.strip(), number)
            if key_id in keys:
                raise KeysUnreadable(f"two keys are called {key_id!r}: give each its own id")
            keys[key_id] = key
        return cls(keys)

    def __repr__(self) -> str:
        return f"<Keyring {', '.join(self._keys)}>"

    @property
    def ids(self) -> tuple[str, ...]:
        """What the keys are called, the current one first."""
        return tuple(self._keys)

    def derived(self, purpose: str) -> tuple[bytes, ...]:
        """One sub-key of 32 bytes a master key, for one purpose, the current one first."""
        return tuple(_derive(master, purpose) for master in self._keys.values())

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt for one place, such as "patient.name_sealed:<row id>"; it opens nowhere else."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, plain, place.encode())
        return _mark(self._current) + nonce + sealed

    def marks(self) -> tuple[bytes, ...]:
        """What begins every value sealed with each of the keys."""
        return tuple(map(_mark, self._keys))

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed for this place. Raises Undecipherable."""
        start = 1 + sealed[0] if sealed else 0
        key_id = sealed[1:start].decode(errors="replace")
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise Undecipherable(f"{place} was sealed with key {key_id!r}: put that key back")
        nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, place.encode())
        except (InvalidTag, ValueError):
            raise Undecipherable(f"{place} was altered, moved or sealed with another key") from None

    def lookup(self, text: str, purpose: str) -> bytes:
        """A keyed hash of 32 bytes to store beside a sealed value, so that it can be found."""
        return self.lookups(text, purpose)[0]

    def lookups(self, text: str, purpose: str) -> tuple[bytes, ...]:
        """The hashes to search for: rows written under an older key carry that key's hash."""
        message = f"{purpose}\0{text}".encode()
        return tuple(hmac.digest(key, message, "sha256") for key in self._lookups)


def current_keyring() -> Keyring:
    """The keyring of the running app."""
    return cast("Keyring", current_app.extensions["keyring"])


def token_hash(token: str) -> bytes:
    """How the secret of a link or a session is stored.

    Unkeyed, because such a secret is random and long, and must outlive a change of keys.
    """
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True)
class Kind(Generic[Value]):
    """How one kind of value becomes text to be sealed, and comes back."""

    write: Callable[[Value], str | None]
    read: Callable[[str], Value]
    empty: Callable[[], Value]


def _refuse_empty() -> object:
    raise Undecipherable("a value that must be there is missing")


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


TEXT: Kind[str] = Kind(str, str, cast("Callable[[], str]", _refuse_empty))
KNOWN_DAY: Kind[KnownDay] = Kind(
    lambda day: day.isoformat(), known_day, cast("Callable[[], KnownDay]", _refuse_empty)
)
JSON: Kind[object] = Kind(_as_json, json.loads, _refuse_empty)


def optional(kind: Kind[Value]) -> Kind[Value | None]:
    """The same kind where there may be no value: None leaves the column empty."""

    def write(value: Value | None) -> str | None:
        return None if value is None else kind.write(value)

    return Kind(write, kind.read, lambda: None)


class SealedRow(Protocol):
    """What a model must have to hold sealed values: its table and an id made before saving."""

    __tablename__: str
    id: UUID


class Encrypted(Generic[Value]):
    """A value of a row, sealed in a bytes column: `name = Encrypted("name_sealed", TEXT)`.

    With `lookup`, the column named there is kept at the keyed hash of the same text, in the
    `form` in which texts that look the same are the same.
    """

    def __init__(
        self,
        column: str,
        kind: Kind[Value],
        *,
        lookup: str | None = None,
        form: Callable[[str], str] = str,
    ) -> None:
        self.column = column
        self.kind = kind
        self.lookup = lookup
        self.form = form

    @overload
    def __get__(self, row: None, owner: type) -> Encrypted[Value]: ...
    @overload
    def __get__(self, row: object, owner: type) -> Value: ...
    def __get__(self, row: object | None, owner: type) -> Encrypted[Value] | Value:
        if row is None:
            return self
        sealed = cast("bytes | None", getattr(row, self.column))
        if sealed is None:
            return self.kind.empty()
        return self.kind.read(current_keyring().open(sealed, self._place(row)).decode())

    def __set__(self, row: object, value: Value) -> None:
        text = self.kind.write(value)
        if text is None:
            setattr(row, self.column, None)
            return
        setattr(row, self.column, current_keyring().seal(text.encode(), self._place(row)))
        if self.lookup is not None:
            setattr(row, self.lookup, self.hashes(text)[0])

    def hashes(self, text: str) -> tuple[bytes, ...]:
        """What the lookup column may hold for this text, and for whatever looks the same."""
        return current_keyring().lookups(self.form(text), self.column)

    def _place(self, row: object) -> str:
        sealed = cast("SealedRow", row)
        return place(sealed.__tablename__, self.column, sealed.id)


def place(table: str, column: str, row_id: UUID) -> str:
    """What a stored value is bound to, as `Keyring.seal` takes it."""
    return f"{table}.{column}:{row_id}"


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(master)


def _mark(key_id: str) -> bytes:
    return bytes([len(key_id)]) + key_id.encode()


def _read_key(part: str, number: int) -> tuple[str, bytes]:
    key_id, colon, encoded = part.partition(":")
    if not colon or not _KEY_ID.fullmatch(key_id):
        raise KeysUnreadable(f"key number {number} is not written id:base64")
    try:
        key = b64decode(encoded, validate=True)
    except (NotBase64, ValueError):
        raise KeysUnreadable(f"key {key_id!r} is not base64") from None
    if len(key) != KEY_BYTES:
        raise KeysUnreadable(f"key {key_id!r} has {len(key)} bytes, not {KEY_BYTES}")
    return key_id, key
