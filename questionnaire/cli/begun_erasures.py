"""At a start: erasures that a crash interrupted are finished, and their list is made whole."""

from __future__ import annotations

import click
from flask import Flask

from questionnaire.cli.erasures import WAITS
from questionnaire.cli.running import database_of
from questionnaire.responses import erasing
from questionnaire.responses.erasure_list import ListUnusable, clinic_list
from questionnaire.store.database import write_session
from questionnaire.store.overwriting import overwrite
from questionnaire.store.short_id import short


def finish_what_was_begun(app: Flask) -> None:
    """Erase what a crash left in the list alone, list what the list has lost, and say so."""
    if app.config["ERASURES"] is None:
        return
    try:
        with write_session() as session:
            listed = clinic_list(session)
            again = erasing.redo(session, listed)
            held = erasing.held_since(session, listed)
            lacking = erasing.complete(session, listed)
            lately = erasing.erased_lately(session)
    except ListUnusable as error:
        click.echo(f"Erasures were not looked over: {error}", err=True)
        return
    for entry in again:
        click.echo(f"Erased, as the list of erasures has it: response {short(entry.response_id)}")
    for entry in held:
        named = short(entry.response_id)
        click.echo(f"Not erased, as it came under a legal hold before it was: response {named}")
    if lacking:
        click.echo(f"{len(lacking)} erasures were not in {listed.path}, and are now.")
    engine = database_of(app).engine
    may_be_left = bool(again) or lately or engine.dialect.name == "sqlite"
    if may_be_left and not overwrite(engine):
        click.echo(WAITS, err=True)
