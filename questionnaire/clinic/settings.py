"""What a clinic sets for itself: its names and numbers, and the figures that no source gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, cast

from flask import current_app, g
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session, SessionTransaction

from questionnaire.clinic import settable
from questionnaire.clinic.settable import CannotBeSet
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session
from questionnaire.store.faults import let_go
from questionnaire.store.models import ClinicSetting, Staff
from rules.language.criteria.criteria import Protocol
from rules.protocols import BY_KEY, DEFAULT_CHOSEN, DEFAULT_LEADING

FIGURE = "figure:"
"""What a setting's key begins with where it is a working figure."""

CHOICE = "choice:"
"""What a setting's key begins with where it is a working choice."""

REASON = "reason:"
"""What a setting's key begins with where it is why a working choice was made."""

PROTOCOLS = "protocols"  # the keys of those that apply
LEADING = "leading_protocol"  # the key of the one that heads the face sheet

SETTINGS_LOCK = 7_201_003  # any number that no other program takes on the same PostgreSQL

MISSING = "not set yet"
"""Stands in every text that a clinic must still replace by its own."""


IN_FORCE = "settings in force"
LAST_READ = "settings as they were read last"


@dataclass(frozen=True)
class ClinicSettings:
    """A clinic's names and numbers. Until one is set it says so, wherever it shows."""

    name: str = f"The clinic (name {MISSING})"
    phone: str = f"(telephone number {MISSING})"
    hours: str = f"(opening hours {MISSING})"
    emergency_number: str = "999"
    urgent_phone: str = "111"
    keeps_answers_for: str = f"(time {MISSING})"
    reply_within: str = "before your appointment"
    address_other_ways: str = "You can answer by telephone, or ask for these questions on paper."
    link_days: int = 21


def settings(session: Session, version: int | None = None) -> ClinicSettings:
    """The names and numbers as they are set now; as of a `version`, as they were then."""
    stored = latest(session, version)
    # JSON from the store: `change` was given what the form of these same fields made.
    known: dict[str, Any] = {
        one.name: stored[one.name].value for one in fields(ClinicSettings) if one.name in stored
    }
    return replace(ClinicSettings(), **known)


def working_figures(session: Session, version: int | None = None) -> dict[str, Decimal]:
    """The working figures that this clinic has set, by key; the rules know the others."""
    rows = latest(session, version).values()
    return {
        row.key.removeprefix(FIGURE): Decimal(cast("str", row.value))
        for row in rows
        if row.key.startswith(FIGURE) and row.value is not None
    }


def chosen_protocols(session: Session, version: int | None = None) -> tuple[Protocol, ...]:
    """The protocols that this clinic chose, the leading one first; until it chose, those shipped.

    One that the program no longer has is left out. Where none that can lead is left, those shipped
    apply; where the leading one is gone, the first that can lead does.
    """
    stored = latest(session, version)
    chosen = stored[PROTOCOLS].value if PROTOCOLS in stored else DEFAULT_CHOSEN
    keys = _applying(cast("Sequence[str]", chosen))
    first = stored[LEADING].value if LEADING in stored else DEFAULT_LEADING
    can = [key for key in keys if key in settable.MAY_LEAD]
    leading = first if first in can else can[0]
    return tuple(BY_KEY[key] for key in sorted(keys, key=lambda key: key != leading))


def _applying(chosen: Sequence[str]) -> list[str]:
    try:
        return settable.applying([key for key in chosen if key in settable.MAY_APPLY])
    except CannotBeSet:
        return settable.applying(DEFAULT_CHOSEN)


def working_choices(session: Session, version: int | None = None) -> dict[str, str]:
    """The ways that this clinic chose where sources differ, by key; the rules know the others."""
    rows = latest(session, version).values()
    return {
        row.key.removeprefix(CHOICE): cast("str", row.value)
        for row in rows
        if row.key.startswith(CHOICE) and row.value is not None
    }


def version_now(session: Session) -> int:
    """What a page of settings is made from: the number of the row that was set last."""
    return session.scalar(select(func.max(ClinicSetting.sequence))) or 0


def hold(session: Session) -> None:
    """Inside `write_session()`: nobody else sets anything meanwhile, so what is read of it stays so."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({SETTINGS_LOCK})"))
    session.info.pop(IN_FORCE, None)


def latest(session: Session, version: int | None = None) -> Mapping[str, ClinicSetting]:
    """The setting in force of each key, with who set it and when: read once a transaction.

    As of a `version`, as it was then.
    """
    if version is not None:
        return _latest(session, version)
    known = cast("Mapping[str, ClinicSetting] | None", session.info.get(IN_FORCE))
    if known is None:
        known = session.info[IN_FORCE] = _latest(session)
    return known


@event.listens_for(Session, "after_transaction_end")
def _read_anew(session: Session, _: SessionTransaction) -> None:
    session.info.pop(IN_FORCE, None)


def _latest(session: Session, version: int | None = None) -> Mapping[str, ClinicSetting]:
    newest = select(func.max(ClinicSetting.sequence)).group_by(ClinicSetting.key)
    if version is not None:
        newest = newest.where(ClinicSetting.sequence <= version)
    rows = session.scalars(select(ClinicSetting).where(ClinicSetting.sequence.in_(newest)))
    return {row.key: row for row in rows}


def change(session: Session, wanted: Mapping[str, object], by: Staff | None) -> list[str]:
    """Set what differs from what stands, as later rows. Returns the keys that changed."""
    hold(session)
    stored = latest(session)
    changed = [
        key for key, value in wanted.items() if key not in stored or stored[key].value != value
    ]
    for key in changed:
        row = ClinicSetting(
            key=key, value=wanted[key], set_by=by.id if by else None, set_at=clock.now()
        )
        session.add(row)
    session.info.pop(IN_FORCE, None)
    if changed:
        audit.record(
            session, audit.Action.SETTING_CHANGED, actor=by or "system", detail={"keys": changed}
        )
    return changed


def for_templates() -> dict[str, ClinicSettings]:
    """The settings as every template sees them, read once for one page.

    Where they cannot be read just now, as this process read them last: a page that says that
    something is wrong still tells whom to call.
    """
    if "clinic" not in g:
        g.clinic = current_app.extensions.get(LAST_READ, ClinicSettings())
        with let_go():
            g.clinic = current_app.extensions[LAST_READ] = settings(read_session())
    return {"clinic": cast("ClinicSettings", g.clinic)}


def dialled(number: str) -> str:
    """What a telephone dials for a number as written; empty where it names no number."""
    digits = re.sub(r"[^\d+]", "", number)
    return digits if len(digits) >= 2 else ""
