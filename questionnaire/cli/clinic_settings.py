"""Commands on what a clinic sets of the rules: protocols, working figures and choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import click
from sqlalchemy.orm import Session

from questionnaire.cli.running import running_app
from questionnaire.clinic import settable, settings
from questionnaire.clinic.settable import CHOICES, FIGURES, CannotBeSet
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import ClinicSetting, Staff
from questionnaire.summary.said import said_moment
from questionnaire.web import accounts


@click.group("clinic", epilog="\b\nFor example:\n  questionnaire clinic show\n")
def of_clinic() -> None:
    """Look after what this clinic sets of the rules."""


@of_clinic.command("show", epilog="\b\nFor example:\n  questionnaire clinic show\n")
def show() -> None:
    """Name every setting of the rules: what is in force, who set it and when."""
    with running_app():
        for line in _lines(read_session()):
            click.echo(line)


@of_clinic.command(
    "set",
    epilog="\b\n"
    "For example:\n"
    "  questionnaire clinic set protocols nice_ta279,humber_icb --by s.hughes\n"
    "  questionnaire clinic set leading_protocol humber_icb --by s.hughes\n"
    "  questionnaire clinic set severe_pain 7.5 --by s.hughes\n"
    '  questionnaire clinic set severe_pain "" --by s.hughes\n',
)
@click.argument("key")
@click.argument("value")
@click.option("--by", "username", required=True, help="User name of whoever answers for it.")
@click.option("--why", default="", help="Why: wanted for how soon staff act on a finding.")
def set_one(key: str, value: str, username: str, why: str) -> None:
    """Set protocols, leading_protocol, a working figure or a working choice.

    Of several protocols (commas between) the first leads. An empty VALUE takes back a figure, so
    that the one of the rules stands. Setting one is a clinical decision: see first whom it
    concerns, with `questionnaire protocol impact`. The setting and the audit trail name who is
    given under --by.
    """
    with running_app():
        by = member_of_staff(read_session(), username)
        try:
            wanted = _wanted(read_session(), key, value) | _reason(key, why.strip())
        except CannotBeSet as error:
            raise click.BadParameter(str(error), param_hint=key) from None
        with write_session() as session:
            changed = settings.change(session, wanted, by)
    click.echo(f"{key} is set." if changed else f"{key} is so already. Nothing was changed.")


def member_of_staff(session: Session, username: str) -> Staff:
    """Who answers for a command. Raises BadParameter where nobody who may sign in is called so."""
    found = accounts.by_username(session, username)
    if found is None or found.disabled_at:
        raise click.BadParameter(
            f"nobody who may sign in is called {username!r}: check the spelling", param_hint="--by"
        )
    return found


def _wanted(session: Session, key: str, value: str) -> dict[str, object]:
    match key:
        case settings.PROTOCOLS:
            named = [one.strip() for one in value.split(",")]
            applying = settable.applying(named)
            return {key: applying, settings.LEADING: settable.leading(named[0], applying)}
        case settings.LEADING:
            applying = [protocol.key for protocol in settings.chosen_protocols(session)]
            return {key: settable.leading(value, applying)}
    if key in CHOICES:
        return {settings.CHOICE + key: settable.choice(key, value)}
    return {settings.FIGURE + key: _figure(settings.working_figures(session), key, value)}


def _reason(key: str, why: str) -> dict[str, object]:
    """Why a choice is made that wants a reason. Raises CannotBeSet where none is given."""
    if key not in CHOICES or not CHOICES[key].wants_reason:
        return {}
    if not why:
        raise CannotBeSet(f"{key} wants a reason", "give it under --why")
    return {settings.REASON + key: why}


def _figure(in_force: Mapping[str, Decimal], key: str, value: str) -> str | None:
    """A figure as it is stored; None takes back the clinic's own."""
    others = {other: figure for other, figure in in_force.items() if other != key}
    own = {} if key in FIGURES and not value else {key: settable.figure(key, value)}
    settable.never_both({**others, **own})
    return str(own[key]) if own else None


def _lines(session: Session) -> Iterator[str]:
    chosen, stored = settings.chosen_protocols(session), settings.latest(session)
    figures, choices = settings.working_figures(session), settings.working_choices(session)
    said = {
        settings.PROTOCOLS: ",".join(protocol.key for protocol in chosen),
        settings.LEADING: chosen[0].key,
        **{settings.CHOICE + key: choices.get(key, one.value) for key, one in CHOICES.items()},
        **{
            settings.FIGURE + key: _said(figures.get(key, one.value), one.unit)
            for key, one in FIGURES.items()
        },
    }
    for key, value in said.items():
        yield f"{key.split(':')[-1]}: {value} ({_by(stored.get(key))})"


def _said(value: Decimal | None, unit: str) -> str:
    return "no limit" if value is None else f"{value} {unit}"


def _by(row: ClinicSetting | None) -> str:
    if row is None:
        return "as it comes"
    return f"{row.staff.name if row.staff else 'the set-up'}, {said_moment(row.set_at)}"
