"""Measures the whole program, a part at a time, beside the bare stack and an earlier commit."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.bench.checkouts import Checkout, NotSetUp, checkout_at, compile_anew
from tests.bench.clinics import Clinics
from tests.bench.parts.every import HEADINGS, PARTS, Part
from tests.bench.report import made_by, renewed
from tests.bench.sides import Sides
from tests.bench.table import BEFORE, NOW
from tests.bench.turns import load_of

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("RESULTS.md")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
COUNT = click.IntRange(1, 100)
DATABASES = ("sqlite", POSTGRESQL := "postgresql")


@click.command(
    epilog="\b\nFor example:\n"
    "  tests/bench/run\n"
    "  tests/bench/run --part pages --database postgresql\n"
    "  git worktree add ../before COMMIT && ../before/.ci/set-up\n"
    "  tests/bench/run --part pages --part staff --before ../before\n"
)
@click.option(
    "--part", "words", multiple=True, type=click.Choice([*PARTS]), help="One or more; else all."
)
@click.option(
    "--before", type=FOLDER, help="A checkout of an earlier commit, measured by turns with this."
)
@click.option("--rounds", default=5, show_default=True, type=COUNT, help="Of each side.")
@click.option("--seconds", default=8, show_default=True, type=COUNT, help="Of a round of patients.")
@click.option(
    "--workers", type=COUNT, help="Processes of this one's server; else as it starts by itself."
)
@click.option("--database", default="sqlite", show_default=True, type=click.Choice(DATABASES))
@click.option("--clinics", type=FOLDER, help="Where seeded clinics are kept for the next run.")
@click.option("--most", default=500_000, show_default=True, help="Responses of the largest clinic.")
@click.option("--quick", is_flag=True, help="All at its smallest: whether it runs, not how fast.")
@click.option(
    "--results", type=FILE, help="Written to; else RESULTS.md beside this, if not --quick."
)
def run(
    words: Sequence[str],
    before: Path | None,
    rounds: int,
    seconds: int,
    workers: int | None,
    database: str,
    clinics: Path | None,
    most: int,
    quick: bool,
    results: Path | None,
) -> None:
    """Measure, print, and write into RESULTS.md.

    Each part has a heading of its own in the file and renews that alone: other parts, and what is
    written by hand, stay. All that is served is served on this machine alone, from new clinics of
    invented people. On a machine with other work ask for more rounds and read the ratios. Ctrl+C
    stops it, and its servers.

    Lists are read in clinics of up to --most responses; seeding 500,000 takes a quarter of an hour,
    so keep them in a folder of --clinics.
    """
    for ends in (signal.SIGINT, signal.SIGTERM):  # either ends the servers too
        signal.signal(ends, signal.default_int_handler)
    chosen = _chosen(words, database)
    checkouts = _ready(before, workers)
    into = results if results or quick else RESULTS
    with TemporaryDirectory() as folder:
        if not quick:
            compile_anew(Path(folder) / "compiled")
        kept = Clinics(clinics or Path(folder))
        for part in chosen:
            sides = Sides(checkouts, kept, rounds, seconds, most=most, database=database)
            section = _measured(part, sides.at_its_smallest() if quick else sides)
            heading = part.heading_on(database)
            if into:
                _write(into, heading, section)
            click.echo(f"\n## {heading}\n\n{section}")


def _chosen(words: Sequence[str], database: str) -> Sequence[Part]:
    chosen = [PARTS[word] for word in words or PARTS]
    for part in chosen:
        if database == POSTGRESQL and not part.on_postgresql:
            able = [word for word, one in PARTS.items() if one.on_postgresql]
            raise click.UsageError(
                f"--part {part.word} is measured on SQLite alone; on PostgreSQL choose of: {', '.join(able)}"
            )
    return chosen


def _measured(part: Part, sides: Sides) -> str:
    try:
        section = part.measure(sides)
    except NotSetUp as fault:
        raise click.ClickException(str(fault)) from None
    command = f"tests/bench/run --part {part.word} {sides.said}"
    commits = {side: checkout.commit for side, checkout in sides.checkouts.items()}
    return f"{made_by(command, commits, load_of(sides.loads))}\n\n{section}"


def _write(into: Path, heading: str, section: str) -> None:
    text = into.read_text(encoding="utf-8") if into.exists() else ""
    into.write_text(renewed(text, {heading: section}, HEADINGS), encoding="utf-8")


def _ready(before: Path | None, workers: int | None) -> Mapping[str, Checkout]:
    try:
        now = checkout_at(ROOT)
        earlier = {BEFORE: checkout_at(before)} if before else {}
    except NotSetUp as fault:
        raise click.ClickException(str(fault)) from None
    options = ("--workers", str(workers)) if workers else ()
    return {NOW: replace(now, options=options), **earlier}


if __name__ == "__main__":
    run(prog_name="tests/bench/run")
