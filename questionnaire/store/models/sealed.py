"""Attributes of rows that are stored sealed, under the key of the response or patient they are of."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast, overload
from uuid import UUID

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.encryption import (
    Erased,
    Keyring,
    OwnKey,
    Undecipherable,
    current_keyring,
    place,
)
from questionnaire.store.models.base import Identified
from questionnaire.store.packing import packed, unpacked
from rules.language.logic.days import KnownDay, known_day

Value = TypeVar("Value")


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


_OPENED = "_own key, with what it was opened from"


class HoldsKey(Identified):
    """A response or a patient: what is sealed of it is sealed with its own key.

    `key_sealed` is that key, sealed with the master key. Empty means erased: nothing opens it again.
    """

    __abstract__ = True

    key_sealed: Mapped[bytes | None]

    @property
    def is_erased(self) -> bool:
        """Whether nobody can open what is sealed of it any more."""
        return self.key_sealed is None

    @property
    def key_place(self) -> str:
        return place(self.__tablename__, "key_sealed", self.id)

    def own_key(self, keyring: Keyring | None = None) -> OwnKey:
        """The key itself. Raises Erased, and Undecipherable where its master key is not there."""
        sealed, ring = self.key_sealed, keyring or current_keyring()
        if sealed is None:
            raise Erased(f"{self.__tablename__}:{self.id} was erased")
        by, of, key = vars(self).get(_OPENED, (None, None, None))
        if by is not ring or of != sealed:  # a page opens a hundred values with one key
            key = ring.own_key(sealed, self.key_place)
            vars(self)[_OPENED] = (ring, sealed, key)
        return cast("OwnKey", key)


class Sealed(Identified):
    """A row that holds sealed values: whose key seals them, and which columns they are bound to."""

    __abstract__ = True

    SEALED_BY = ""
    """The relationship to the row that holds the key; "" where that is the row itself."""
    BOUND: tuple[str, ...] = ()

    def bound(self) -> tuple[object, ...]:
        """What its values are bound to beside table, column and id."""
        return tuple(getattr(self, column) for column in self.BOUND)

    def holder(self) -> HoldsKey:
        """The row that holds the key."""
        return cast("HoldsKey", getattr(self, self.SEALED_BY) if self.SEALED_BY else self)


class Numbered(Sealed):
    """A sealed row that is numbered, and bound to its number: its table's rows stand in one order."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(unique=True, sort_order=-1)
    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )


class Encrypted(Generic[Value]):
    """A value of a row, sealed in a bytes column: `name = Encrypted("name_sealed", TEXT)`.

    It is sealed when its row is written; a `long` text is packed before. With `lookup`, the column named
    there is kept at the keyed hash of the same text, in the `form` in which texts that look the same are
    the same.
    """

    def __init__(
        self,
        column: str,
        kind: Kind[Value],
        *,
        lookup: str | None = None,
        form: Callable[[str], str] = str,
        long: bool = False,
    ) -> None:
        self.column = column
        self.kind = kind
        self.lookup = lookup
        self.form = form
        self.long = long

    @overload
    def __get__(self, row: None, owner: type) -> Encrypted[Value]: ...
    @overload
    def __get__(self, row: object, owner: type) -> Value: ...
    def __get__(self, row: object | None, owner: type) -> Encrypted[Value] | Value:
        if row is None:
            return self
        text = self.text(cast("Sealed", row))
        return self.kind.empty() if text is None else self.kind.read(text)

    def __set__(self, row: object, value: Value) -> None:
        text = self.kind.write(value)
        to_be_sealed(row)[self.column] = text
        setattr(row, self.column, None if text is None else TO_BE_SEALED)
        if self.lookup is not None and text is not None:
            setattr(row, self.lookup, self.hashes(text)[0])

    def text(self, row: Sealed, keyring: Keyring | None = None) -> str | None:
        """The text that is sealed of a row's value. Raises Undecipherable, and Erased."""
        stored = cast("bytes | None", getattr(row, self.column))
        if stored is None:
            return None
        if stored == TO_BE_SEALED and self.column in to_be_sealed(row):
            return to_be_sealed(row)[self.column]
        key = row.holder().own_key(keyring)
        return unpacked(key.open(stored, self._place(row), *row.bound())).decode()

    def seal(self, row: Sealed, key: OwnKey) -> None:
        """Put what was set into the column, sealed."""
        text = to_be_sealed(row).pop(self.column, None)
        if text is not None and getattr(row, self.column) == TO_BE_SEALED:
            plain = packed(text.encode()) if self.long else text.encode()
            setattr(row, self.column, key.seal(plain, self._place(row), *row.bound()))

    def hashes(self, text: str) -> tuple[bytes, ...]:
        """What the lookup column may hold for this text, and for whatever looks the same."""
        return current_keyring().lookups(self.form(text), self.column)

    def _place(self, row: Sealed) -> str:
        return place(row.__tablename__, self.column, row.id)


def sealed_values(kind: type) -> list[Encrypted[Any]]:
    """Every value that a model seals."""
    return [value for value in vars(kind).values() if isinstance(value, Encrypted)]


TO_BE_SEALED = b""
"""Stands in the column until the row is written: only then is its place whole."""
_UNSEALED = "_values to be sealed"


def to_be_sealed(row: object) -> dict[str, str | None]:
    """What was set since the row was last written, by column."""
    return cast("dict[str, str | None]", vars(row).setdefault(_UNSEALED, {}))
