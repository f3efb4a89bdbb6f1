"""Seeded clinics for each side to be measured on, in tables as that side has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.engine import make_url

from questionnaire import create_app
from questionnaire.cli.running import database_of
from questionnaire.store.config import Config
from questionnaire.store.migrating import downgrade
from tests.bench.checkouts import Checkout, NotSetUp
from tests.bench.seeded import seed
from tests.bench.starts import ended
from tests.kit.keys import key
from tests.kit.postgres import PostgresServer, running_postgres

ROOT = Path(__file__).parents[2]
FILE = "clinic.db"


@dataclass(frozen=True)
class Clinic:
    """A clinic's database."""

    url: str

    @property
    def settings(self) -> Mapping[str, str]:
        """How a server finds it."""
        return {"QUESTIONNAIRE_DATABASE_URL": self.url, "QUESTIONNAIRE_KEYS": key("first")}

    @property
    def config(self) -> Config:
        return Config(self.url, key("first"), "http://127.0.0.1:8000")

    def like(self, checkout: Checkout) -> Clinic:
        """The same, its tables as a checkout has them. Raises NotSetUp: those are of too long ago."""
        if checkout.tables != Checkout(ROOT).tables:
            _take_down(self, checkout)
        # One that was kept may be of before the last step.
        ended([checkout.questionnaire, "db", "upgrade"], self.settings)
        return self


@dataclass(frozen=True)
class FileClinic(Clinic):
    """A clinic in a file."""

    @property
    def file(self) -> Path:
        return Path(make_url(self.url).database or "")

    @classmethod
    def at(cls, file: Path) -> FileClinic:
        return cls(f"sqlite:///{file.resolve()}")

    def copied(self, into: Path) -> FileClinic:
        """The same in another folder."""
        into.mkdir(parents=True, exist_ok=True)
        return self.at(Path(shutil.copy(self.file, into / FILE)))


class Clinics:
    """Makes each clinic once. Where the folder is kept, it is found there again by the next run."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept

    def seeded(self, responses: str, *words: str) -> FileClinic:
        """A clinic of so many responses; the words are further options of the command that seeds."""
        folder = self.kept / "-".join(["seeded", responses, *(word.strip("-") for word in words)])
        if not (folder / FILE).exists():
            making = folder.with_name(
                f"{folder.name}-begun"
            )  # one that was interrupted is made anew
            shutil.rmtree(making, ignore_errors=True)
            seed = ["-P", "-m", "tests.bench.seeded", making, "--responses", responses]
            subprocess.run([sys.executable, *seed, *words], check=True, stdout=subprocess.DEVNULL)
            making.rename(folder)
        return FileClinic.at(folder / FILE)


class Databases:
    """New databases: of a server that is running, or, where there is none, each side's own file."""

    def __init__(self, server: PostgresServer | None, dropped: ExitStack) -> None:
        self.server, self.dropped = server, dropped

    def new(self) -> str:
        """The address of an empty one; nothing for a file."""
        return self.dropped.enter_context(self.server.new_database()) if self.server else ""

    def clinic(self, checkout: Checkout) -> Mapping[str, str]:
        """How a server finds a small clinic on it; nothing where it makes its own."""
        if not (url := self.new()):
            return {}
        seed(url, 1, even=True)
        return Clinic(url).like(checkout).settings


@contextmanager
def databases_of(kind: str) -> Generator[Databases, None, None]:
    """PostgreSQL as safe as it comes, or files."""
    with ExitStack() as opened:
        server = opened.enter_context(running_postgres(())) if kind == "postgresql" else None
        yield Databases(server, opened)


def _take_down(clinic: Clinic, checkout: Checkout) -> None:
    database = database_of(create_app(clinic.config))
    try:
        downgrade(database.engine, checkout.tables)
    except CommandError as fault:
        raise NotSetUp(
            f"{checkout.place} has tables of too long ago for a seeded clinic ({fault}): measure it by "
            "--part pages, staff or starts"
        ) from None
    finally:
        database.close()
