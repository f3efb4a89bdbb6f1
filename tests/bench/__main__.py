"""Measures the whole program, a part at a time, beside the bare stack and an earlier commit."""

from __future__ import annotations

import shlex
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import MappingProxyType

import click

from tests.bench.checkouts import Checkout, NotSetUp, checkout_at, compile_anew
from tests.bench.clinics import Clinics
from tests.bench.parts.export import export
from tests.bench.parts.lists import lists
from tests.bench.parts.many import many
from tests.bench.parts.pages import pages
from tests.bench.parts.pdf import pdf
from tests.bench.parts.rules import rules
from tests.bench.parts.staff import staff
from tests.bench.parts.starts import starts
from tests.bench.report import made_by, renewed
from tests.bench.sides import Sides
from tests.bench.table import BEFORE, NOW

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("RESULTS.md")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
COUNT = click.IntRange(1, 100)

# By the word that chooses it: its heading, and what measures it.
PARTS: Mapping[str, tuple[str, Callable[[Sides], str]]] = MappingProxyType(
    {
        "pages": ("Pages that patients answer", pages),
        "staff": ("Pages of one response", staff),
        "lists": ("Lists of few and of many", lists),
        "export": ("The export of a range", export),
        "pdf": ("PDFs of different patients", pdf),
        "many": ("Many responses at once", many),
        "starts": ("Commands and the server start", starts),
        "rules": ("The rules by themselves", rules),
    }
)


@click.command(
    epilog="\b\nFor example:\n"
    "  tests/bench/run\n"
    "  tests/bench/run --part pages --rounds 10\n"
    "  tests/bench/run --part pages --part pdf --before ../before\n"
)
@click.option(
    "--part", "parts", multiple=True, type=click.Choice([*PARTS]), help="One or more; else all."
)
@click.option(
    "--before",
    type=FOLDER,
    help="A checkout of an earlier commit, measured by turns with this one.",
)
@click.option("--rounds", default=5, show_default=True, type=COUNT, help="Of each side.")
@click.option(
    "--seconds",
    default=8,
    show_default=True,
    type=COUNT,
    help="Of a round in which patients answer.",
)
@click.option("--clinics", type=FOLDER, help="Where seeded clinics are kept for the next run.")
@click.option("--quick", is_flag=True, help="All at its smallest: whether it runs, not how fast.")
@click.option(
    "--results", default=RESULTS, type=FILE, help="Written to; by default RESULTS.md beside this."
)
def run(
    parts: Sequence[str],
    before: Path | None,
    rounds: int,
    seconds: int,
    clinics: Path | None,
    quick: bool,
    results: Path,
) -> None:
    r"""Measure, print, and write into RESULTS.md.

    Each part has a heading of its own in the file and renews that alone: other parts, and what is
    written by hand, stay. All that is served is served on this machine alone, from new clinics of
    invented people. On a machine with other work ask for more rounds and read the ratios. Ctrl+C
    stops it, and its servers.

    An earlier commit to compare with is made by:

    \b
      git worktree add ../before COMMIT
      ../before/.ci/set-up
    """
    for ends in (signal.SIGINT, signal.SIGTERM):  # either ends the servers too
        signal.signal(ends, signal.default_int_handler)
    checkouts = _ready(before)
    text = results.read_text(encoding="utf-8") if results.exists() else ""
    with TemporaryDirectory() as folder:
        if not quick:
            compile_anew(Path(folder) / "compiled")
        kept = Clinics(clinics or Path(folder))
        for part in parts or PARTS:
            sides = Sides(checkouts, kept, rounds, seconds)
            if quick:
                sides = Sides(checkouts, kept, rounds=1, seconds=0.1, warm_up=0)
            heading, section = _measured(part, sides)
            text = renewed(text, {heading: section}, [one for one, _ in PARTS.values()])
            results.write_text(text, encoding="utf-8")
            click.echo(f"\n## {heading}\n\n{section}")


def _measured(part: str, sides: Sides) -> tuple[str, str]:
    heading, measure = PARTS[part]
    try:
        section = measure(sides)
    except NotSetUp as fault:
        raise click.ClickException(str(fault)) from None
    command = shlex.join(["tests/bench/run", "--part", part])
    commits = {side: checkout.commit for side, checkout in sides.checkouts.items()}
    least, most = min(sides.loads), max(sides.loads)
    load = f"{least:.1f} – {median(sides.loads):.1f} – {most:.1f}"
    return heading, f"{made_by(command, commits, load)}\n\n{section}"


def _ready(before: Path | None) -> Mapping[str, Checkout]:
    sides = {NOW: ROOT, **({BEFORE: before} if before else {})}
    try:
        return {side: checkout_at(place) for side, place in sides.items()}
    except NotSetUp as fault:
        raise click.ClickException(str(fault)) from None


if __name__ == "__main__":
    run()
