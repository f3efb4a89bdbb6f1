"""The entries of the trail, walked from the first to the last: is each as it was written, in its place?"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.store.audit import Action
from questionnaire.store.chain import NOTHING_BEFORE, entry_digest, keys_of
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import AuditEvent
from questionnaire.store.tampering import Faults, Tampering
from questionnaire.store.trail_head import Head

ROWS_AT_ONCE = 1000
_IN_ORDER = (
    select(AuditEvent)
    .order_by(AuditEvent.sequence)
    .execution_options(yield_per=ROWS_AT_ONCE, populate_existing=True)
)


class Placed(NamedTuple):
    """An entry with those beside it."""

    before: AuditEvent | None
    row: AuditEvent
    after: AuditEvent | None


class ChainCheck:
    """A walk along the trail. What it finds stands in `faults`, and where it ended in `head`."""

    def __init__(self, session: Session, keyring: Keyring, faults: Faults) -> None:
        self._session = session
        self._keys = keys_of(session, keyring)
        self.newest_key = self._keys[-1].secret
        self._strangers: list[Placed] = []
        self._gaps: list[int] = []
        self.faults = faults
        self.entries = 0
        self.head: Head | None = None
        self.ended_at: datetime | None = None

    def walk(self, expect: Head | None = None, step: Callable[[], object] = lambda: None) -> None:
        """Check every entry, and that the trail comes to the head that was written down elsewhere."""
        found: bytes | None = None
        with self._session.scalars(_IN_ORDER) as rows:
            for placed in _placed(rows):
                self._look(placed)
                row = placed.row
                self.head, self.ended_at = Head(row.sequence, row.digest), row.at
                if expect and row.sequence == expect.sequence:
                    found = row.digest
                self.entries += 1
                step()
        self._name_strangers()
        if self.head is None:
            self.faults.add(
                Tampering.EMPTIED, "The trail was emptied: not even its first entry is there"
            )
        if expect:
            self._compare(expect, found)

    def _look(self, placed: Placed) -> None:
        before, row, _ = placed
        expected = before.sequence + 1 if before else 1
        if row.sequence != expected:
            self._note_gap(expected, row.sequence - 1)
        if not self._fits(row):
            self._note_stranger(placed)
        elif row.sequence == 1:
            self._check_first(row)
        elif (
            before
            and row.sequence == expected
            and row.previous != before.digest
            and self._fits(before)
        ):
            self.faults.add(
                Tampering.CUT,
                f"Entry {row.sequence} of the trail does not follow the one before it: entries were cut off "
                "and others written in their place",
                row.sequence,
            )

    def _fits(self, row: AuditEvent, sequence: int | None = None) -> bool:
        """Whether an entry is as it was written, at its place or another."""
        number = sequence or row.sequence
        since = max((key.since for key in self._keys if key.since <= number), default=0)
        return any(
            hmac.compare_digest(row.digest, entry_digest(row, key.secret, number))
            for key in self._keys
            if key.since == since
        )

    def _check_first(self, row: AuditEvent) -> None:
        """A trail begins with the entry that says so, but for one that is older than that entry."""
        if self._keys[-1].since == 1 and row.action != Action.TRAIL_BEGUN.value:
            self._note_emptied()

    def _note_emptied(self) -> None:
        self.faults.add(
            Tampering.EMPTIED, "The trail was emptied, and begun again by what came after", 1
        )

    def _note_gap(self, first: int, last: int) -> None:
        which = f"Entry {first}" if first == last else f"Entries {first} to {last}"
        self.faults.add(Tampering.DELETED, f"{which} of the trail: deleted", first)
        self._gaps += [first, last]

    def _note_stranger(self, placed: Placed) -> None:
        row = placed.row
        if row.sequence == 1 and row.digest == entry_digest(row, self._keys[-1].secret):
            self._note_emptied()
        elif len(self._strangers) < ROWS_AT_ONCE:
            self._strangers.append(placed)
        else:
            self._name(placed, ())

    def _name_strangers(self) -> None:
        places = [*self._gaps, *(one.row.sequence for one in self._strangers)]
        for placed in self._strangers:
            self._name(placed, places)

    def _name(self, placed: Placed, places: Sequence[int]) -> None:
        number = placed.row.sequence
        stood = next((one for one in places if self._fits(placed.row, one)), None)
        if stood is not None:
            what, how = Tampering.MOVED, f"moved, it was written as entry {stood}"
        elif _is_put_in(placed):
            what, how = Tampering.PUT_IN, "put in"
        else:
            what, how = Tampering.CHANGED, "changed after it was written"
        self.faults.add(what, f"Entry {number} of the trail: {how}", number)

    def _compare(self, expect: Head, found: bytes | None) -> None:
        if found is None:
            last = self.head.sequence if self.head else 0
            self.faults.add(
                Tampering.CUT,
                f"The trail ends with entry {last}, and its head was written down when entry "
                f"{expect.sequence} was there: its end was cut off",
            )
        elif found != expect.digest:
            self.faults.add(
                Tampering.CUT,
                f"Entry {expect.sequence} of the trail is another than the head that was written down: "
                "the trail was cut off before it, and others written in their place",
                expect.sequence,
            )


def _placed(rows: Iterable[AuditEvent]) -> Iterator[Placed]:
    before: AuditEvent | None = None
    row: AuditEvent | None = None
    for after in chain(rows, [None]):
        if row is not None:
            yield Placed(before, row, after)
        before, row = row, after


def _is_put_in(placed: Placed) -> bool:
    """Whether an entry hangs in the air: one that was changed is still what the next one follows."""
    before, row, after = placed
    last = before.digest if before else NOTHING_BEFORE
    return (
        row.previous != last
        or row.digest == last
        or (after is not None and after.previous != row.digest)
    )
