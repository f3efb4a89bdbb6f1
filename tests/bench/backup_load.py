"""How patients fare while a backup is made: `python -m tests.bench.backup_load --responses 50000`.

A clinic of so many answered responses is made once and kept in --folder. Then eight patients answer,
page after page with a pause as if they read, by turns without and with `questionnaire backup` beside
them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from questionnaire import create_app
from questionnaire.cli.running import database_of
from questionnaire.responses import invitations
from questionnaire.store import clock
from questionnaire.store.audit import Action, record
from questionnaire.store.config import Config
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Role, Staff
from tests.bench.filled_clinic import ANSWERS, BORN, fill
from tests.bench.forms import Filled
from tests.bench.report import machine
from tests.bench.visits import Site, Visitor
from tests.bench.walks import Invited, Known, Patient
from tests.kit.keys import key
from tests.kit.postgres import running_postgres
from tests.kit.real_server import QUESTIONNAIRE, newcomer, serving

PATIENTS = 8
PAUSE_SECONDS = 1.0
AT_DOOR: Filled = {
    "born-day": [str(BORN.day)],
    "born-month": [str(BORN.month)],
    "born-year": [str(BORN.year)],
}


@dataclass
class Load:
    """What eight patients met: seconds of each answer of the server, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)

    def at(self, hundredth: int) -> float:
        """Milliseconds that so many of a hundred answers did not exceed."""
        return 1000 * statistics.quantiles(self.seconds, n=100)[hundredth - 1]


def links(config: Config, count: int) -> list[Invited]:
    """So many new invitations."""
    app = create_app(config)
    found = list[Invited]()
    with app.app_context():
        nurse = read_session().query(Staff).filter_by(role=Role.NURSE).first() or _nurse()
        for number in range(count):
            with write_session() as session:
                _, token = invitations.invite(
                    session, created_by=nurse.id, name=f"Walker {number}", date_of_birth=BORN,
                    sex="female", record_number=f"WALK-{time.time_ns()}",
                )  # fmt: skip
            found.append(Invited(urlsplit(invitations.link_of(token)).path, AT_DOOR))
    database_of(app).close()
    return found


def _nurse() -> Staff:
    nurse = Staff(
        username="bench", name="Bench", role=Role.NURSE, password_hash="",
        must_change_password=True, created_at=clock.now(),
    )  # fmt: skip
    with write_session() as session:
        session.add(nurse)
        record(session, Action.STAFF_CREATED)
    return nurse


def patients_answer(site: Site, ways: Sequence[Invited], stopped: threading.Event) -> Load:
    """Eight patients answer, each one response after the other, until told to stop."""
    load, queue, known = Load(), list(ways), Known()
    site.new_round()

    def answer() -> None:
        while not stopped.is_set():
            try:
                patient = Patient(Visitor(site.served.port, site), queue.pop(), known)
                for _ in patient.pages():
                    if stopped.wait(PAUSE_SECONDS):  # as if they read
                        return
            except BaseException as fault:  # noqa: BLE001 - it is told at the end
                load.faults.append(fault)
                return

    threads = [threading.Thread(target=answer) for _ in range(PATIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = [visit.wall for visit in site.visits]
    return load


def main() -> None:
    """Print how long answers took without a backup and with one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, required=True, help="where the clinic is kept")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.database == "sqlite":
        _measure(f"sqlite:///{given.folder.resolve() / 'clinic.db'}", given)
        return
    with running_postgres() as server, server.new_database() as url:
        _measure(url, given)


def _measure(url: str, given: argparse.Namespace) -> None:
    config = Config(url, key("first"), "http://127.0.0.1:8000")
    file = given.folder / "clinic.db"
    if given.database == "postgresql" or not file.exists():
        fill(config, given.responses)
    settings = {"QUESTIONNAIRE_DATABASE_URL": url, "QUESTIONNAIRE_KEYS": key("first")}
    alone, beside = Load(), Load()
    print(f"{machine()} {given.responses:,} responses of {ANSWERS} answers on {given.database}.")
    with serving(given.folder, settings=settings) as served:
        site = Site(served)
        for _ in range(given.rounds):
            seconds = _round(site, config, given, settings, beside)
            print(
                f"\na backup took {seconds:.0f} s, the load of the machine is {os.getloadavg()[0]:.1f}"
            )
            _round(site, config, given, {}, alone, seconds)
            _say(alone, beside)


def _say(alone: Load, beside: Load) -> None:
    """What was met so far."""
    for name, load in (("without", alone), ("with", beside)):
        print(
            f"{name:8} {len(load.seconds):,} answers, {len(load.faults)} errors; median "
            f"{load.at(50):.0f} ms, p99 {load.at(99):.0f} ms, longest {1000 * max(load.seconds):.0f} ms"
        )
        for fault in load.faults:
            print(repr(fault))
    print(f"p99 with ÷ without: {beside.at(99) / alone.at(99):.2f}", flush=True)


def _round(
    site: Site, config: Config, given: argparse.Namespace, settings: dict[str, str], into: Load,
    seconds: float = 0,
) -> float:  # fmt: skip
    """Let patients answer for so long, or for as long as a backup takes."""
    stopped, began = threading.Event(), time.monotonic()
    ways = links(config, PATIENTS * 40)

    def wait() -> None:
        try:
            if settings:
                command = [QUESTIONNAIRE, "backup", "backups", "--keep", "1"]
                environment = {**newcomer(given.folder), **settings}
                subprocess.run(command, cwd=given.folder, env=environment, check=True)
            else:
                time.sleep(seconds)
        except subprocess.CalledProcessError as fault:
            into.faults.append(fault)
        stopped.set()

    began = time.monotonic()
    waiting = threading.Thread(target=wait)
    waiting.start()
    load = patients_answer(site, ways, stopped)
    waiting.join()
    into.seconds += load.seconds
    into.faults += load.faults
    return time.monotonic() - began


if __name__ == "__main__":
    main()
