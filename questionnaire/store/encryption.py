"""Values encrypted at rest, bound to their place, under master keys that can be replaced."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

KEY_BYTES = 32
NONCE_BYTES = 12
BY_ITS_OWN_KEY = b"\0"  # begins a value sealed with the key of its response or patient
KEPT_OPEN = 4096  # keys at hand at once, so that a page unwraps its own but once
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class KeysUnreadable(ValueError):
    """The text of the keys is wrong. The message never shows a key."""


class Undecipherable(Exception):
    """A stored value cannot be opened. The message names its place, never its content."""


class KeyMissing(Undecipherable):
    """It was sealed with a key that is not on the keyring."""


class Erased(Undecipherable):
    """Its own key was thrown away: nobody can open it again, with any key."""


class OwnKey:
    """The key of one response or one patient, under which all its values are sealed."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._cipher = AESGCM(derive(secret, "value"))

    def seal(self, plain: bytes, place: str, *bound: object) -> bytes:
        """Encrypt for one place and what else is `bound` to it: with neither otherwise it opens."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return BY_ITS_OWN_KEY + nonce + self._cipher.encrypt(nonce, plain, _whole(place, bound))

    def open(self, sealed: bytes, place: str, *bound: object) -> bytes:
        """What was sealed so. Raises Undecipherable."""
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, _whole(place, bound))
        except (InvalidTag, ValueError):
            raise Undecipherable(f"{place} was altered, moved or sealed with another key") from None

    def digest(self, text: str, purpose: str) -> bytes:
        """A keyed hash of 32 bytes, which outlives every change of master keys."""
        return hmac.digest(derive(self._secret, purpose), text.encode(), "sha256")


class Keyring:
    """The clinic's master keys. The first seals; every one of them opens.

    They seal the keys of responses and patients, which seal the values. To replace a master key, put a
    new one in front and keep the old one behind it until `questionnaire rekey` has done its work.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = MappingProxyType(dict(keys))
        self._current = next(iter(keys))
        self._ciphers = {key: AESGCM(derive(master, "column")) for key, master in keys.items()}
        self._lookups = self.derived("lookup")
        self.secret = lru_cache(KEPT_OPEN)(self.open)
        self.own_key = lru_cache(KEPT_OPEN)(self._own_key)

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
    def names(self) -> tuple[str, ...]:
        """What the keys are called, the current one first."""
        return tuple(self._keys)

    def derived(self, purpose: str) -> tuple[bytes, ...]:
        """One sub-key of 32 bytes a master key, for one purpose, the current one first."""
        return tuple(derive(master, purpose) for master in self._keys.values())

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
            raise KeyMissing(f"{place} was sealed with key {key_id!r}: put that key back")
        nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, place.encode())
        except (InvalidTag, ValueError):
            raise Undecipherable(f"{place} was altered, moved or sealed with another key") from None

    def new_key(self, place: str) -> bytes:
        """A key of its own for one row, sealed for the column it is kept in."""
        return self.seal(secrets.token_bytes(KEY_BYTES), place)

    def _own_key(self, sealed: bytes, place: str) -> OwnKey:
        """Such a key, opened. Raises Undecipherable."""
        return OwnKey(self.open(sealed, place))

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


def place(table: str, column: str, row_id: object) -> str:
    """What a stored value is bound to, as `Keyring.seal` takes it."""
    return f"{table}.{column}:{row_id}"


def derive(secret: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def _whole(place: str, bound: tuple[object, ...]) -> bytes:
    return "\0".join([place, *map(str, bound)]).encode()


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
