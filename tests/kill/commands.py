"""Commands of the program that are killed at some moment: what comes before, and what must come after."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.migrating import downgrade
from questionnaire.store.models import Role
from tests.kill.clinic import Clinic
from tests.kill.writers import writing
from tests.kit.people import add_staff, invite

SHORTEST, LONGEST = 0.5, 1.05  # of the time that the command takes when it is left alone
WHO_ERASES = "kills"


def _nothing(clinic: Clinic) -> None:
    pass


@dataclass(frozen=True)
class Killed:
    """A command that is killed, what is made ready for it each time, and what finishes or undoes it."""

    words: Callable[[Clinic], Sequence[str]]
    again: Callable[[Clinic], None]
    ready: Callable[[Clinic], None] = _nothing
    is_served: bool = True  # patients answer meanwhile

    def __call__(self, clinic: Clinic, kills: int) -> Iterator[int]:
        """Kill it so often; the number of kills, after each."""
        takes = self._time(clinic)
        for number in range(1, kills + 1):
            self.ready(clinic)
            moment = takes * clinic.chance.uniform(SHORTEST, LONGEST)
            with clinic.serving() if self.is_served else nullcontext() as served:
                faults = writing(served, clinic.patients, lambda m=moment: self._kill(clinic, m))
                clinic.counts.faults += [repr(fault) for fault in faults]
            self.again(clinic)
            clinic.look()
            yield number

    def _time(self, clinic: Clinic) -> float:
        """How long it takes: it is left alone once."""
        self.ready(clinic)
        began = time.monotonic()
        with clinic.serving() if self.is_served else nullcontext():
            began = time.monotonic()
            clinic.begun(*self.words(clinic)).communicate()
            took = time.monotonic() - began
        self.again(clinic)
        return took

    def _kill(self, clinic: Clinic, moment: float) -> None:
        process = clinic.begun(*self.words(clinic))
        try:
            process.communicate(timeout=moment)
            clinic.counts.done += 1
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            clinic.counts.command += 1


def _backed_up(clinic: Clinic) -> None:
    clinic.run("backup", _backups(clinic), "--keep", "2")
    clinic.run("verify-backup", _backups(clinic))


def _backups(clinic: Clinic) -> str:
    return str(clinic.folder / "backups")


def _elsewhere(clinic: Clinic) -> Clinic:
    """The clinic as it is restored, beside the one that is backed up."""
    url = (
        clinic.url.replace("clinic.db", "restored.db") if clinic.on_sqlite else _second(clinic.url)
    )
    return replace(clinic, url=url)


def _second(url: str) -> str:
    head, _, options = url.partition("?")
    return f"{head}_restored?{options}"


def _empty_place(clinic: Clinic) -> None:
    """Nothing is where the restored clinic is to be."""
    if not list((clinic.folder / "backups").glob("*")):
        _backed_up(clinic)
    name = make_url(_elsewhere(clinic).url).database or ""
    if clinic.on_sqlite:
        for path in clinic.folder.glob(f"{Path(name).name}*"):
            path.unlink()
        return
    with closing(Database(clinic.url, Keyring.from_text(clinic.keys))) as database:
        alone = database.engine.execution_options(isolation_level="AUTOCOMMIT", writing=True)
        with alone.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}"'))


def _restored(clinic: Clinic) -> None:
    """A restore that was not done leaves nothing in the way of the next."""
    there = _elsewhere(clinic)
    if not _has_patients(there):
        there.run("restore", _backups(clinic))
    there.run("audit", "verify")
    there.run("db", "check")


def _has_patients(clinic: Clinic) -> bool:
    if clinic.on_sqlite and not Path(make_url(clinic.url).database or "").exists():
        return False
    with closing(Database(clinic.url, Keyring.from_text(clinic.keys))) as database:
        try:
            with database.engine.connect() as connection:
                return bool(connection.scalar(text("SELECT count(*) FROM patient")))
        except DatabaseError:
            return False  # it has no tables


def _new_key(clinic: Clinic) -> None:
    name = int(clinic.keys.partition(":")[0]) + 1
    clinic.keys = f"{name}:{base64.b64encode(os.urandom(32)).decode()},{clinic.keys}"


def _rekeyed(clinic: Clinic) -> None:
    """A start encrypts the file anew, the command the rest; then the old key goes."""
    with clinic.serving():
        pass
    clinic.run("rekey")
    clinic.keys = clinic.keys.partition(",")[0]


def _tables_of_before(clinic: Clinic) -> None:
    """As far down as they go: they refuse where something would be lost."""
    with closing(Database(clinic.url, Keyring.from_text(clinic.keys))) as database:
        try:
            while True:
                downgrade(database.engine, "-1")
        except (CommandError, RuntimeError, DatabaseError):
            return


def _brought_up(clinic: Clinic) -> None:
    clinic.run("db", "upgrade")


def _one_more(clinic: Clinic) -> None:
    """A patient who is to be erased, invited by somebody who may."""
    with clinic.app() as app:
        if not clinic.erased:
            add_staff(app, Role.ADMINISTRATOR, WHO_ERASES)
        clinic.erased.append(
            invite(app, record_number=f"RN erased {len(clinic.erased)}").response_id
        )


def _erase(clinic: Clinic) -> Sequence[str]:
    of = str(clinic.erased[-1])
    return ("erasure", "of", of, "--why", "wish", "--by", WHO_ERASES, "--yes")


def _erased(clinic: Clinic) -> None:
    """The next start finishes it, or it is as if it had never begun; then it is done in the end."""
    with clinic.serving():
        pass
    if not clinic.is_erased(clinic.erased[-1]):
        clinic.run(*_erase(clinic))
    if not clinic.is_erased(clinic.erased[-1]):
        clinic.counts.faults.append(f"{clinic.erased[-1]} is not erased")


BACKUP = Killed(lambda clinic: ("backup", _backups(clinic)), _backed_up)
RESTORE = Killed(
    lambda clinic: ("restore", _backups(clinic)), _restored, _empty_place, is_served=False
)
REKEY = Killed(lambda _: ("rekey",), _rekeyed, _new_key)
MIGRATION = Killed(lambda _: ("db", "upgrade"), _brought_up, _tables_of_before, is_served=False)
ERASURE = Killed(_erase, _erased, _one_more)
