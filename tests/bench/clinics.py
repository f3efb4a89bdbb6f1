"""Seeded clinics for each side to be measured on, in tables as that side has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alembic.util import CommandError

from questionnaire import create_app
from questionnaire.cli.running import database_of
from questionnaire.store.config import Config
from questionnaire.store.database import downgrade
from tests.bench.checkouts import Checkout, NotSetUp
from tests.kit.keys import key

FILE = "clinic.db"


@dataclass(frozen=True)
class Clinic:
    """The file of a clinic's database."""

    file: Path

    @property
    def settings(self) -> Mapping[str, str]:
        """How a server finds it."""
        return {
            "QUESTIONNAIRE_DATABASE_URL": self.config.database_url,
            "QUESTIONNAIRE_KEYS": key("first"),
        }

    @property
    def config(self) -> Config:
        return Config(f"sqlite:///{self.file.resolve()}", key("first"), "http://127.0.0.1:8000")


class Clinics:
    """Makes each clinic once. Where the folder is kept, it is found there again by the next run."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept

    def seeded(self, responses: int, *words: str) -> Clinic:
        """A clinic of so many responses; the words are further options of the command that seeds."""
        folder = self.kept / "-".join(
            ["seeded", str(responses), *(word.strip("-") for word in words)]
        )
        if not (folder / FILE).exists():
            making = folder.with_name(
                f"{folder.name}-begun"
            )  # one that was interrupted is made anew
            shutil.rmtree(making, ignore_errors=True)
            seed = ["-P", "-m", "tests.bench.seeded", making, "--responses", str(responses)]
            subprocess.run([sys.executable, *seed, *words], check=True, stdout=subprocess.DEVNULL)
            making.rename(folder)
        return Clinic(folder / FILE)

    def copy(self, of: Clinic, into: Path, checkout: Checkout) -> Clinic:
        """The same clinic for one side alone. Raises NotSetUp where its tables are of too long ago."""
        into.mkdir(parents=True, exist_ok=True)
        copied = Clinic(into / FILE)
        shutil.copy(of.file, copied.file)
        if checkout.tables != Checkout(Path(__file__).parents[2]).tables:
            _take_down(copied, checkout)
        return copied


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
