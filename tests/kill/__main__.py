"""Kills the real server again and again while patients answer, and looks each time whether all is there."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import fields
from pathlib import Path
from random import Random

import click

from tests.kill.clinic import Clinic, Counts
from tests.kill.during import DURING
from tests.kit.postgres import PostgresServer, running_postgres

# A trail is verified whole after every kill: a new clinic now and then keeps it short.
KILLS_A_CLINIC = 50
FAILED = 1


@contextmanager
def clinic_on(
    server: PostgresServer | None, writers: int, chance: Random, counts: Counts
) -> Generator[Clinic, None, None]:
    """A new clinic, on SQLite where no server is given."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = nullcontext(f"sqlite:///{folder / 'clinic.db'}")
        with server.new_database() if server else file as url:
            clinic = Clinic(folder, url, chance, counts=counts)
            clinic.open(writers)
            yield clinic


def killed(
    database: str, kills: int, writers: int, during: str, chance: Random, counts: Counts
) -> Iterator[int]:
    """Kill as often as asked; the number of kills, after each."""
    safely = running_postgres(()) if database == "postgresql" else nullcontext()
    with safely as server:
        for first in range(0, kills, KILLS_A_CLINIC):
            with clinic_on(server, writers, chance, counts) as clinic:
                yield from DURING[during](clinic, min(KILLS_A_CLINIC, kills - first))


def said(counts: Counts) -> str:
    """The counts, one a line."""
    numbers = {one.name: getattr(counts, one.name) for one in fields(counts)}
    faults = numbers.pop("faults")
    lines = [f"{name.replace('_', ' ')}: {number}" for name, number in numbers.items() if number]
    return "\n".join([*lines, f"faults: {len(faults)}", *faults])


@click.command(
    epilog="\b\nFor example:\n  tests/kill/run --database postgresql --kills 60 --during backup\n"
)
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@click.option("--kills", type=click.IntRange(1), default=1000, help="How often (1000).")
@click.option("--writers", type=click.IntRange(1), default=32, help="Patients who answer (32).")
@click.option("--during", type=click.Choice([*DURING]), default="serving", help="What is killed.")
@click.option("--seed", type=int, default=1, help="Another gives other moments.")
def main(database: str, kills: int, writers: int, during: str, seed: int) -> None:
    """Kill the server, or a command beside it, again and again; exit status 1 where anything is lost.

    Patients answer page after page of the real server meanwhile. After each kill all is started again: every
    page that was acknowledged by a redirect must be there, none in part, the audit trail whole, and what was
    begun is finished or undone. PostgreSQL is started for it, with fsync on.
    """
    counts = Counts()
    with click.progressbar(
        killed(database, kills, writers, during, Random(seed), counts),  # noqa: S311 (moments, not secrets)
        length=kills,
        label=f"{during} on {database}",
    ) as bar:
        for _ in bar:
            if counts.faults:
                break
    click.echo(said(counts))
    sys.exit(FAILED if counts.faults else 0)


if __name__ == "__main__":
    main()
