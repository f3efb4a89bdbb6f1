"""A clinic whose server is killed: its database, its patients, and whether all is there that it took."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from questionnaire import create_app
from questionnaire.cli import commands
from questionnaire.responses import answers
from questionnaire.store.config import Config
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from tests.kill.writers import Answers, Patient, writing
from tests.kit.people import invite
from tests.kit.real_server import QUESTIONNAIRE, Served, newcomer, serving

# What must hold after every kill, by the commands that a clinic has for it.
CHECKS = (("audit", "verify"), ("db", "check"))


@dataclass
class Counts:
    """What has been seen so far."""

    group: int = 0
    worker: int = 0
    command: int = 0
    done: int = 0  # commands that were done before they could be killed
    acknowledged: int = 0
    stored: int = 0  # pages that were under way, and are there whole
    undone: int = 0  # pages that were under way, and of which nothing is there
    faults: list[str] = field(default_factory=list)


@dataclass
class Clinic:
    """A folder, a database, its keys, and the patients who answer."""

    folder: Path
    url: str
    chance: Random
    keys: str = field(default_factory=lambda: f"1:{base64.b64encode(os.urandom(32)).decode()}")
    patients: list[Patient] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    erased: list[UUID] = field(default_factory=list)

    @property
    def on_sqlite(self) -> bool:
        return make_url(self.url).get_backend_name() == "sqlite"

    @property
    def settings(self) -> dict[str, str]:
        return {
            "QUESTIONNAIRE_DATABASE_URL": self.url,
            "QUESTIONNAIRE_KEYS": self.keys,
            "QUESTIONNAIRE_ERASURES": str(self.folder / "erasures"),
        }

    def serving(self) -> AbstractContextManager[Served]:
        """Its server, as a service starts it."""
        return serving(self.folder, settings=self.settings, options=("--workers", "2"))

    @contextmanager
    def app(self) -> Generator[Flask, None, None]:
        """The app beside the server, for a moment: whoever holds the file open mends it for the next."""
        made = create_app(Config(self.url, self.keys, "http://localhost"))
        try:
            yield made
        finally:
            made.extensions["database"].close()

    def open(self, writers: int) -> None:
        """Make the tables, and invite as many patients as are to write."""
        with self.app() as app:
            app.extensions["database"].upgrade()
            for number in range(writers):
                self.patients.append(Patient(invite(app, record_number=f"RN {number}")))

    def begun(self, *command: str) -> subprocess.Popen[str]:
        """One of the program's commands, begun as the clinic would."""
        return subprocess.Popen(
            [QUESTIONNAIRE, *command],
            cwd=self.folder,
            env={**newcomer(self.folder), **self.settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *command: str) -> str:
        """Run one of the program's commands to its end; what it printed. A bad end is a fault."""
        ran = CliRunner(env=self.settings).invoke(commands, command)
        if ran.exit_code:
            said = f"{ran.output}{ran.exception or ''}"
            self.counts.faults.append(f"{' '.join(command)}: {ran.exit_code}: {said}")
        return ran.output

    def write_and_kill(self, served: Served, longest: float) -> bool:
        """Let the patients write, and kill all or a worker at some moment; whether all is gone."""
        before = sum(patient.pages for patient in self.patients)
        faults = writing(served, self.patients, lambda: self._kill(served, longest))
        self.counts.faults += [repr(fault) for fault in faults]
        self.counts.acknowledged += sum(patient.pages for patient in self.patients) - before
        return served.process.poll() is not None

    def _kill(self, served: Served, longest: float) -> None:
        _until_written(self.patients, served)
        time.sleep(self.chance.uniform(0, longest))
        workers = _workers(served)
        if served.process.poll() is not None:
            self.counts.faults.append("the server ended by itself, after a worker of it was killed")
        elif self.chance.random() < 0.5 or not workers:
            served.kill()
            self.counts.group += 1
        else:
            os.kill(self.chance.choice(workers), signal.SIGKILL)
            self.counts.worker += 1

    def is_erased(self, response_id: UUID) -> bool:
        """Whether nobody can read a response any more."""
        with self.app() as app, app.app_context():
            table = Response.__table__
            kept = select(table.c["key_sealed"]).where(table.c["id"] == response_id)
            return read_session().scalar(kept) is None

    def look(self) -> None:
        """See that every page acknowledged is there, none in part, and that the record is whole."""
        with self.app() as app:
            if not self.on_sqlite:
                _until_settled(app)
            for patient in self.patients:
                self._look_at(patient, kept_of(app, patient))
        for check in CHECKS:
            self.run(*check)

    def _look_at(self, patient: Patient, kept: Answers) -> None:
        whose = patient.invited.response_id
        if lost := patient.lost(kept):
            self.counts.faults.append(f"{whose}: acknowledged and not there: {lost}")
        if patient.half_written(kept):
            self.counts.faults.append(f"{whose}: stored in part: {patient.under_way}")
        was_under_way = bool(patient.under_way)
        stored = patient.go_on_from(kept)
        self.counts.stored += stored
        self.counts.undone += was_under_way and not stored


def kept_of(app: Flask, patient: Patient) -> Answers:
    """The answers that stand, as stored."""
    with app.app_context():
        session = read_session()
        response = session.get_one(Response, patient.invited.response_id)
        latest = answers.latest_rows(answers.history(session, response))
        return {key: row.value for key, row in latest.items()}


def _until_settled(app: Flask) -> None:
    """Wait for what PostgreSQL still does for a process that was killed."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    deadline = time.monotonic() + 30
    with app.extensions["database"].engine.connect() as connection:
        while connection.scalar(others) and time.monotonic() < deadline:
            time.sleep(0.01)


def _until_written(patients: Sequence[Patient], served: Served) -> None:
    """Wait until a quarter of the patients have come to write."""
    before, deadline = [patient.pages for patient in patients], time.monotonic() + 60
    while time.monotonic() < deadline and served.process.poll() is None:
        pairs = zip(before, patients, strict=True)
        if sum(patient.pages > pages for pages, patient in pairs) * 4 >= len(patients):
            return
        time.sleep(0.01)


def _workers(served: Served) -> list[int]:
    """The processes that answer requests: those of the server's session, but for it and its tracker."""
    return [
        int(line.parent.name)
        for line in Path("/proc").glob("[0-9]*/cmdline")
        if _is_worker(int(line.parent.name), served.process.pid)
    ]


def _is_worker(pid: int, server: int) -> bool:
    try:
        return (
            pid != server
            and os.getsid(pid) == server
            and "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_text()
        )
    except OSError:  # it ended just now
        return False
