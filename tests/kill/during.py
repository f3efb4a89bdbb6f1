"""What goes on when the kill comes: one entry each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from tests.kill import commands
from tests.kill.clinic import Clinic

Kills: TypeAlias = Callable[[Clinic, int], Iterator[int]]
"""Kills a clinic as often as told, and looks over it after each; the number of kills, after each."""

LONGEST = 1.0  # seconds that patients write before a kill


def serving(clinic: Clinic, kills: int) -> Iterator[int]:
    """The server with all its processes, or one worker of it."""
    done = 0
    while done < kills:
        with clinic.serving() as served:
            gone = False
            while done < kills and not gone:
                if done:
                    clinic.look()
                gone = clinic.write_and_kill(served, LONGEST)
                done += 1
                yield done
    with clinic.serving():
        clinic.look()


DURING: Mapping[str, Kills] = {
    "serving": serving,
    "backup": commands.BACKUP,
    "restore": commands.RESTORE,
    "rekey": commands.REKEY,
    "migration": commands.MIGRATION,
    "erasure": commands.ERASURE,
}
