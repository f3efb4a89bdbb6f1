"""Commands on what a change of the rules does: who it would concern, freezing it, assessing anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import select

from questionnaire.cli.case_folder import OURS, cases_in
from questionnaire.cli.running import database_name, running_app
from questionnaire.cli.whole_app import create_app
from questionnaire.clinic import settable, settings
from questionnaire.clinic.settable import CannotBeSet
from questionnaire.responses.impact import (
    Changed,
    Impact,
    Subject,
    Wanted,
    open_responses,
    subjects,
    wanted,
)
from questionnaire.responses.many_cases import in_batches
from questionnaire.responses.reassessing import Reassessed
from questionnaire.responses.reassessing import reassess as reassess_some
from questionnaire.store import audit
from questionnaire.store.config import database_is_named, missing_database
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage
from questionnaire.store.short_id import short
from questionnaire.summary.said import words_of
from rules.editions import EditionIsFrozen, UnknownEdition, write
from rules.language.criteria.criteria import Polarity
from rules.language.frozen.thawing import CannotThaw
from rules.protocols import ALWAYS_ON

MOST_NAMED = 12
NOT_ASSESSED = 1


@click.command(
    epilog="\b\n"
    "For example:\n"
    "  questionnaire protocol impact --set severe_pain=8\n"
    "  questionnaire protocol impact --from documented_indications-2026-11 --as json\n"
    "  questionnaire protocol impact --set morphine_table=bnf_2018 --cases my-cases\n"
)
@click.option("--set", "settings", metavar="KEY=VALUE", multiple=True, help="A figure or a choice.")
@click.option("--from", "since", metavar="KEY-EDITION", help="The edition to compare with.")
@click.option("--cases", type=click.Path(path_type=Path), help="Folder of cases to try it on.")
@click.option(
    "--name-responses",
    is_flag=True,
    help="Name each response by its short id; the audit trail keeps that it was named.",
)
@click.option(
    "--as",
    "as_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print it as.",
)
def impact(
    settings: Sequence[str],
    since: str | None,
    cases: Path | None,
    name_responses: bool,
    as_format: str,
) -> None:
    """Say which statuses a change would change, of how many. No answer, figure or finding is changed.

    The rules run old and new over every response that is neither decided nor closed, and over
    cases. Where one cannot be assessed, the others are, and the exit status is 1. Old is the
    edition named by --from, with the figures that the clinic has now; new is what the rules are
    now, with the figures set by --set. Without either: what has been changed since the newest
    frozen editions. Where no database is named, and none is in the data folder, it runs over
    cases alone, and says so.
    """
    with _settings_refused():
        found = Impact(_wanted(since, settings))
    tried = _cases(cases)
    if found.change.changes_nothing and as_format == "text":
        click.echo("The rules are as they were frozen. Name a change by --set or --from.")
        return
    if database_is_named() or name_responses or not missing_database():
        _add_responses(found, note=name_responses)
    else:
        click.echo(f"No open response is counted: {missing_database()}.", err=True)
    _add_cases(found, tried)
    if as_format == "json":
        click.echo(
            json.dumps(found.record(name_responses=name_responses), ensure_ascii=False, indent=2)
        )
    else:
        _say(found, cases or OURS, name_responses=name_responses)
    if found.not_assessed:
        _say_not_assessed(found, name_responses=name_responses)
        sys.exit(NOT_ASSESSED)


@contextmanager
def _settings_refused() -> Generator[None]:
    """What cannot be set is said to whoever set it."""
    try:
        yield
    except CannotBeSet as error:
        raise click.BadParameter(str(error), param_hint="--set") from None


def _wanted(since: str | None, settings: Sequence[str]) -> Wanted:
    try:
        return wanted(since, settings)
    except (UnknownEdition, CannotThaw) as error:
        raise click.BadParameter(str(error), param_hint="--from") from None


def _cases(folder: Path | None) -> list[Subject]:
    return [Subject(name, case) for name, case in cases_in(folder or OURS).items()]


def _add_responses(found: Impact, *, note: bool) -> None:
    with running_app(made_by=create_app) as app, _settings_refused():
        found.database, session = database_name(app), read_session()
        settable.never_both({**settings.working_figures(session), **found.change.figures})
        chosen = [one.key for one in (*settings.chosen_protocols(session), *ALWAYS_ON)]
        responses = list(open_responses(session))
        with click.progressbar(responses, label="Responses", file=sys.stderr) as bar:
            for one in subjects(session, bar, chosen):
                found.add(one)
        if note:
            _note([one for one in responses if short(one.id) in found.named])


def _note(named: Sequence[Response]) -> None:
    """Whoever is named is so in the audit trail, before the name is shown."""
    with write_session() as session:
        for response in named:
            audit.record(
                session, audit.Action.EXPORTED, response=response, detail={"format": "impact"}
            )


def _add_cases(found: Impact, tried: Sequence[Subject]) -> None:
    with click.progressbar(tried, label="Cases", file=sys.stderr) as bar:
        for one in bar:
            found.add(one)


def _say(found: Impact, folder: Path, *, name_responses: bool) -> None:
    responses, cases = _counted(found.responses, "open response"), _counted(found.cases, "case")
    read = f"{responses} in {found.database}" if found.database else "Open responses not counted"
    click.echo(f"{read}; {cases} in {folder}.")
    if found.not_in_both:
        click.echo(f"Only before, or only now: {', '.join(found.not_in_both)}.")
    if not found.changes:
        click.echo("No status would change.")
    said = ""
    for one in found.changes:
        if one.protocol.key != said:
            said = one.protocol.key
            click.echo(f"\n{one.protocol.title}")
        for line in _lines(one, name_responses=name_responses):
            click.echo(f"  {line}")


def _say_not_assessed(found: Impact, *, name_responses: bool) -> None:
    """Cases by name; responses only where they are to be named."""
    responses = [one.name for one in found.not_assessed if one.is_response]
    cases = [one.name for one in found.not_assessed if not one.is_response]
    for names, what, named in ((responses, "open response", name_responses), (cases, "case", True)):
        if names:
            said = f": {_some(names)}" if named else ""
            click.echo(f"{_counted(len(names), what)} cannot be assessed{said}.", err=True)


def _lines(one: Changed, *, name_responses: bool) -> Iterator[str]:
    polarity = one.criterion.polarity if one.criterion else Polarity.INDICATION
    name = one.criterion.name if one.criterion else "As a whole"
    before, after = words_of(polarity, one.before), words_of(polarity, one.after)
    yield f"{name}: {before} → {after}"
    if one.responses:
        named = f": {_some(one.responses)}" if name_responses else ""
        yield f"  {_counted(len(one.responses), 'response')}{named}"
    if one.cases:
        yield f"  {_counted(len(one.cases), 'case')}: {_some(one.cases)}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


@click.command(
    epilog="\b\n"
    "For example:\n"
    "  questionnaire protocol freeze\n"
    "  questionnaire protocol freeze --again\n"
)
@click.option("--again", is_flag=True, help="Over an edition that nobody has used yet.")
def freeze(again: bool) -> None:
    """Freeze each new edition of a protocol into a file of rules/editions.

    For whoever changes the rules. What was assessed by an edition can be assessed by it again, for
    as long as its file is there. An edition that is frozen already is left, or refused where the
    protocol is otherwise now.
    """
    try:
        written = write(again=again)
    except EditionIsFrozen as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"{error.filename} cannot be written ({error.strerror}): check the rights of the folder"
        ) from None
    for path in written:
        click.echo(f"Frozen: {path.stem}")
    click.echo(f"{_counted(len(written), 'edition')} written.")


@click.command(epilog="\b\nFor example:\n  questionnaire reassess\n")
def reassess() -> None:
    """Assess every open response by the rules and figures of now, and keep what differs.

    Run it after an upgrade, or after figures were set; what it looked through already, of the same,
    it passes by. Else each is assessed anew when somebody looks at it. Red flags that the rules of now
    find are raised, whatever the stage. Responses that were decided keep the assessment of their
    decision. Exit status 1 where one cannot be assessed: which. The others are.
    """
    with running_app(made_by=create_app):
        stages = select(Response.id).where(Response.stage.not_in((Stage.CLOSED, Stage.ERASED)))
        ids = read_session().scalars(stages.order_by(Response.created_at)).all()
        done = Reassessed()
        with click.progressbar(length=len(ids), label="Responses", file=sys.stderr) as bar:
            for batch in in_batches(ids):
                reassess_some(batch, done)
                bar.update(len(batch))
    assessed = _counted(len(ids) - len(done.failed), "open response")
    click.echo(f"{assessed} assessed, {done.changed} of them anew.")
    for one in done.failed:
        click.echo(
            f"Response {short(one)} cannot be assessed: its page says what failed.", err=True
        )
    if done.failed:
        sys.exit(NOT_ASSESSED)
