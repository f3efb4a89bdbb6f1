"""Two checkouts side by side: how fast their pages are, how fast they start, and what they import."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.bench.checkouts import Checkout, NotSetUp, checkout_at, compile_anew
from tests.bench.nurses import walk_round
from tests.bench.peers import program
from tests.bench.ratios import document, pages_part, starts_part
from tests.bench.starts import COMMAND_LINE, CREATE_APP, STARTS, imports_of
from tests.bench.turns import Turns

ROOT = Path(__file__).parents[2]
COUNT = click.IntRange(0, 100)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
IMPORTED = (COMMAND_LINE, CREATE_APP)


@click.command(
    epilog="\b\nFor example:\n"
    "  git worktree add ../before COMMIT && ../before/.ci/set-up\n"
    "  tests/bench/compare ../before --rounds 10\n"
)
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER, default=ROOT)
@click.option("--rounds", default=5, show_default=True, type=COUNT, help="Walks; 0: none.")
@click.option("--starts", default=5, show_default=True, type=COUNT, help="Of each; 0: none.")
@click.option("--warm-up", default=1, show_default=True, type=COUNT, help="Rounds not counted.")
@click.option("--minutes", default=20, show_default=True, type=COUNT, help="No round begins later.")
@click.option("--results", type=NEW_FILE, help="A file for the tables, printed all the same.")
def compare(
    before: Path,
    after: Path,
    rounds: int,
    starts: int,
    warm_up: int,
    minutes: int,
    results: Path | None,
) -> None:
    """Walk and start two checkouts by turns, and print how AFTER compares with BEFORE.

    Both are folders of any commit and layout, each made ready by its own .ci/set-up. AFTER is this
    one unless named.

    Each is served on this machine alone, from a new clinic of invented people. On a machine with
    other work ask for more rounds, and read the ratios. Takes some minutes; Ctrl+C stops it, and
    its servers.
    """
    if not rounds and not starts:
        raise click.UsageError("--rounds 0 --starts 0 leaves nothing to measure")
    for ends in (signal.SIGINT, signal.SIGTERM):  # either ends the servers too
        signal.signal(ends, signal.default_int_handler)
    checkouts = _both_ready(before, after)
    commits = {side: checkout.commit for side, checkout in checkouts.items()}
    each = [rounds] + [starts] * len((*STARTS, *IMPORTED))
    length = 2 * sum(count + warm_up for count in each if count)
    with (
        click.progressbar(length=length, label="Both by turns", file=sys.stderr) as bar,
        TemporaryDirectory() as folder,
    ):
        compile_anew(Path(folder) / "compiled")
        turns = Turns(warm_up, minutes, bar.update)
        parts = list(_parts(checkouts, Path(folder), turns, rounds, starts))
    text = document(
        commits["before"],
        commits["after"],
        f"tests/bench/compare BEFORE AFTER --rounds {rounds} --starts {starts}",
        turns.load,
        parts,
    )
    if results:
        results.write_text(text, encoding="utf-8")
    click.echo(text)


def _both_ready(before: Path, after: Path) -> Mapping[str, Checkout]:
    try:
        return {"before": checkout_at(before), "after": checkout_at(after)}
    except NotSetUp as fault:
        raise click.ClickException(str(fault)) from None


def _parts(
    checkouts: Mapping[str, Checkout], folder: Path, turns: Turns, rounds: int, starts: int
) -> Iterator[str]:
    clinics = {side: folder / side for side in checkouts}
    for clinic in clinics.values():
        clinic.mkdir()
    if rounds:
        yield _walked(checkouts, clinics, turns, rounds)
    if starts:
        yield _started(checkouts, clinics, turns, starts)


def _walked(
    checkouts: Mapping[str, Checkout], clinics: Mapping[str, Path], turns: Turns, rounds: int
) -> str:
    with ExitStack() as servers:
        peers = {
            side: servers.enter_context(program(checkout, clinics[side]))
            for side, checkout in checkouts.items()
        }
        walks = turns.both(peers, rounds, lambda one: walk_round(one.nurse, one.site, one.known))
    return pages_part(walks)


def _started(
    checkouts: Mapping[str, Checkout], clinics: Mapping[str, Path], turns: Turns, count: int
) -> str:
    sides = {side: (checkout, clinics[side]) for side, checkout in checkouts.items()}
    starts = {
        what: turns.both(sides, count, lambda side, start=start: start(*side))
        for what, start in STARTS.items()
    }
    imports = {
        what: turns.both(checkouts, count, partial(imports_of, what=what)) for what in IMPORTED
    }
    return starts_part(starts, imports)


if __name__ == "__main__":
    compare(prog_name="tests/bench/compare")
