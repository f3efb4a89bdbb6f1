"""What a clinic sets for itself: its names and numbers, and the figures that no source gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from flask import current_app, g
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from questionnaire.clinic import settable
from questionnaire.clinic.settable import CannotBeSet
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session
from questionnaire.store.faults import let_go
from questionnaire.store.models import ClinicSetting, Staff
from questionnaire.store.once import once, read_anew
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


@dataclass(frozen=True)
class InForce:
    """All that a clinic has set, as it counts; `newest` is the row that was set last."""

    newest: UUID | None
    settings: ClinicSettings
    figures: Mapping[str, Decimal]
    choices: Mapping[str, str]
    protocols: tuple[str, ...]  # their keys, the leading one first

    @classmethod
    def of(cls, rows: Mapping[str, ClinicSetting], newest: UUID | None) -> InForce:
        values = {key: row.value for key, row in rows.items() if row.value is not None}
        figures = {key: Decimal(cast("str", value)) for key, value in _under(FIGURE, values)}
        choices = {key: cast("str", value) for key, value in _under(CHOICE, values)}
        return cls(newest, _settings(rows), figures, choices, _protocols(values))


def settings(session: Session, version: int | None = None) -> ClinicSettings:
    """The names and numbers as they are set now; as of a `version`, as they were then."""
    return in_force(session, version).settings


def working_figures(session: Session, version: int | None = None) -> Mapping[str, Decimal]:
    """The working figures that this clinic has set, by key; the rules know the others."""
    return in_force(session, version).figures


def chosen_protocols(session: Session, version: int | None = None) -> tuple[Protocol, ...]:
    """The protocols that this clinic chose, the leading one first; until it chose, those shipped.

    One that the program no longer has is left out. Where none that can lead is left, those shipped
    apply; where the leading one is gone, the first that can lead does.
    """
    return tuple(BY_KEY[key] for key in in_force(session, version).protocols)


def working_choices(session: Session, version: int | None = None) -> Mapping[str, str]:
    """The ways that this clinic chose where sources differ, by key; the rules know the others."""
    return in_force(session, version).choices


def in_force(session: Session, version: int | None = None) -> InForce:
    """All that is set now, read anew where a row was set since; as of a `version`, as it was then."""
    if version is not None:
        return InForce.of(_latest(session, version), None)
    return once(session, in_force, lambda: _now(session))


def _now(session: Session) -> InForce:
    """As this process knows it, while the newest row is still the newest."""
    newest = session.scalar(_NEWEST)
    known = cast("InForce | None", current_app.extensions.get(LAST_READ))
    if known is None or known.newest != newest:
        known = current_app.extensions[LAST_READ] = InForce.of(_latest(session), newest)
    return known


_NEWEST = select(ClinicSetting.id).order_by(ClinicSetting.sequence.desc()).limit(1)


def _settings(rows: Mapping[str, ClinicSetting]) -> ClinicSettings:
    # JSON from the store: `change` was given what the form of these same fields made.
    known: dict[str, Any] = {
        one.name: rows[one.name].value for one in fields(ClinicSettings) if one.name in rows
    }
    return replace(ClinicSettings(), **known)


def _under(beginning: str, values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if key.startswith(beginning):
            yield key.removeprefix(beginning), value


def _protocols(values: Mapping[str, object]) -> tuple[str, ...]:
    keys = _applying(cast("Sequence[str]", values.get(PROTOCOLS, DEFAULT_CHOSEN)))
    first = values.get(LEADING, DEFAULT_LEADING)
    can = [key for key in keys if key in settable.MAY_LEAD]
    leading = first if first in can else can[0]
    return tuple(sorted(keys, key=lambda key: key != leading))


def _applying(chosen: Sequence[str]) -> list[str]:
    try:
        return settable.applying([key for key in chosen if key in settable.MAY_APPLY])
    except CannotBeSet:
        return settable.applying(DEFAULT_CHOSEN)


def version_now(session: Session) -> int:
    """What a page of settings is made from: the number of the row that was set last."""
    return session.scalar(select(func.max(ClinicSetting.sequence))) or 0


def hold(session: Session) -> None:
    """Inside `write_session()`: nobody else sets anything meanwhile, so what is read of it stays so."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({SETTINGS_LOCK})"))
    read_anew(session)


def latest(session: Session, version: int | None = None) -> Mapping[str, ClinicSetting]:
    """The setting in force of each key, with who set it and when: read once a transaction.

    As of a `version`, as it was then.
    """
    if version is not None:
        return _latest(session, version)
    return once(session, latest, lambda: _latest(session))


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
    read_anew(session)
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
        known = cast("InForce | None", current_app.extensions.get(LAST_READ))
        g.clinic = known.settings if known else ClinicSettings()
        with let_go():
            g.clinic = settings(read_session())
    return {"clinic": cast("ClinicSettings", g.clinic)}
