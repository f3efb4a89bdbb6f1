"""Whether the record is as the program wrote it: the trail, and every row that it tells of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaire.store.chain_check import ChainCheck
from questionnaire.store.encryption import Keyring
from questionnaire.store.erasure_check import ToldErasure, check_erasures
from questionnaire.store.models import AuditEvent, Patient, Response
from questionnaire.store.row_check import RowCheck
from questionnaire.store.tampering import Discrepancy, Faults, Tampering
from questionnaire.store.trail_head import Head
from questionnaire.store.unreadable import UNREADABLE, name_unreadable


@dataclass(frozen=True)
class Verdict:
    """What was checked, where the trail ends, and what was done to the record."""

    entries: int
    rows: int
    head: Head | None
    faults: tuple[Discrepancy, ...]
    erased: tuple[ToldErasure, ...] = ()
    """What the trail tells of as erased."""
    unnamed: int = 0
    """How many faults there are besides."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was done to the record."""
        return not self.faults


def verify(
    session: Session,
    keyring: Keyring,
    expect: Head | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> Verdict:
    """Check the whole record, a little of it at once. `expect` is a head of the trail written down before.

    `progress` is told of the steps done, of as many as `steps` says. The session must see one state of
    the database throughout, as `Database.snapshot` does.
    """
    try:
        return _checked(session, keyring, expect, progress)
    except UNREADABLE:
        faults = _what_cannot_be_read(session)
        entries = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
        return Verdict(entries, 0, None, tuple(faults), unnamed=faults.unnamed)


def trail_faults(session: Session, keyring: Keyring) -> Faults:
    """What was done to the trail alone, without the rows that it tells of."""
    faults = Faults()
    try:
        ChainCheck(session, keyring, faults).walk()
    except UNREADABLE:
        return _what_cannot_be_read(session)
    return faults


def _what_cannot_be_read(session: Session) -> Faults:
    """Only to be asked while an error is handled: it goes on where every row can be read."""
    faults = Faults()
    name_unreadable(session, faults)
    if not faults.count:
        raise  # noqa: PLE0704 - the program's own fault
    faults.add(Tampering.CHANGED, "Nothing else was checked, because these cannot be read")
    return faults


def _checked(
    session: Session, keyring: Keyring, expect: Head | None, progress: Callable[[int], object]
) -> Verdict:
    faults = Faults()
    trail = ChainCheck(session, keyring, faults)
    trail.walk(expect, lambda: progress(1))
    rows = RowCheck(session, trail.newest_key, trail.ended_at, faults)
    rows.look(progress)
    erased = tuple(check_erasures(session, keyring, faults))
    return Verdict(trail.entries, rows.rows, trail.head, tuple(faults), erased, faults.unnamed)


def steps(session: Session) -> int:
    """About how many steps a check takes: one for each entry, response and patient."""
    return sum(
        session.scalar(select(func.count()).select_from(kind)) or 0
        for kind in (AuditEvent, Response, Patient)
    )
