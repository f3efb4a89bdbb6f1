"""How long commands and the server take to start, and what they import: each in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from types import MappingProxyType

from tests.bench.checkouts import Checkout, processor_seconds
from tests.kit.real_server import serving

CREATE_APP = "from questionnaire import create_app"
NOTHING: Mapping[str, str] = MappingProxyType({})
COMMAND_LINE = "questionnaire --help"
IMPORTED = re.compile(r"^import time: +(\d+) \| +(\d+) \| *(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Start:
    """Seconds by the clock, and of processor time, until a command has ended or a server answers."""

    wall: float
    processor: float


@dataclass(frozen=True)
class Import:
    """Microseconds of one module: its own, and with all that it was the first to import."""

    own: int
    with_others: int


Imports = Mapping[str, Import]


def _command(*words: str) -> Callable[[Checkout, Path], Start]:
    def run(checkout: Checkout, folder: Path) -> Start:
        return ended([checkout.questionnaire, *words], {"QUESTIONNAIRE_DATA": str(folder)})

    return run


def _create_app(checkout: Checkout, _: Path) -> Start:
    return ended([checkout.python, "-P", "-c", CREATE_APP])


def _first_answer(checkout: Checkout, folder: Path) -> Start:
    """Of a clinic that is there already: its demo is not made anew."""
    began = time.perf_counter()
    with serving(folder, checkout.questionnaire) as served:
        wall = time.perf_counter() - began
        return Start(wall, processor_seconds(served.process.pid))


STARTS: Mapping[str, Callable[[Checkout, Path], Start]] = MappingProxyType(
    {
        # First: it makes the clinic that the next one looks at.
        "`questionnaire serve`, to its first answer": _first_answer,
        "`questionnaire db upgrade`": _command("db", "upgrade"),
        f"`{COMMAND_LINE}`": _command("--help"),
        "`questionnaire protocol list`": _command("protocol", "list"),
        f"`{CREATE_APP}`": _create_app,
    }
)


def ended(command: list[Path | str], settings: Mapping[str, str] = NOTHING) -> Start:
    """What a command took, in an environment that names nothing but the settings."""
    began, used = time.perf_counter(), _used_by_children()
    _run(command, settings)
    return Start(time.perf_counter() - began, _used_by_children() - used)


def _used_by_children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def imports_of(checkout: Checkout, what: str) -> Imports:
    """By module, what Python itself says that its import took."""
    program = [checkout.questionnaire, "--help"] if what == COMMAND_LINE else ["-P", "-c", what]
    said = _run([checkout.python, "-X", "importtime", *program])
    return {name: Import(int(own), int(both)) for own, both, name in IMPORTED.findall(said)}


def _run(command: list[Path | str], settings: Mapping[str, str] = NOTHING) -> str:
    """What a command says on the side. Whoever calls us sets nothing for it."""
    clean = {key: value for key, value in os.environ.items() if "QUESTIONNAIRE" not in key}
    done = subprocess.run(
        command, env=clean | dict(settings), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stderr
