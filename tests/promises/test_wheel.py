"""The built wheel: it carries all that the program reads, and runs where nothing of the checkout is."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import requires
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from questionnaire.cli import commands
from questionnaire.cli.word_lists import as_text, every_word
from tests.kit.keys import key
from tests.kit.real_server import NetworkClient, newcomer, serving

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
# Each folder that the installed program reads, and where the wheel carries it.
CARRIED = {
    "rules": "rules",
    "questionnaire": "questionnaire",
    "templates": "questionnaire/templates",
    "migrations": "questionnaire/migrations",
}
TYPED = (
    ("assess", str(ROOT / "docs/examples/answers.json")),
    ("protocol", "show", "documented_indications", "--as", "html"),
    ("protocol", "impact", "--set", "severe_pain=8", "--as", "json"),
)
NOT_FETCHED = (
    "a package of requirements.lock is neither in uv's cache nor to be had from the network: "
    "remove .venv and run .ci/set-up, which fetches them all"
)


def ran(
    command: Sequence[str | Path], folder: Path, settings: Mapping[str, str] | None = None
) -> str:
    """What a program prints, of the checkout or of the wheel, to somebody who has just come."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**newcomer(folder), **(settings or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built in a folder of its own."""
    folder = tmp_path_factory.mktemp("built")
    ran([PROGRAMS / "hatchling", "build", "--target", "wheel", "--directory", folder], ROOT)
    [built] = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`questionnaire` as somebody has it who installed the wheel and nothing else."""
    pytest.importorskip("uv", reason="set-up found no uv, and did with pip")
    folder = tmp_path_factory.mktemp("installed")
    python, pinned = folder / "bin/python", folder / "pinned.txt"
    pinned.write_text(locked(needed_by("questionnaire")), encoding="utf-8")
    uv("venv", "--allow-existing", "--python", sys.executable, folder)
    # Without looking for what else is needed, uv asks the network for nothing that set-up left here.
    uv("pip", "install", "--python", python, "--no-deps", "--require-hashes", "-r", pinned)
    uv("pip", "install", "--python", python, "--no-deps", wheel)
    uv("pip", "check", "--python", python)
    return folder / "bin/questionnaire"


def uv(*arguments: str | Path) -> None:
    """Run uv from its cache, or else from the network."""
    command = [PROGRAMS / "uv", *arguments]
    for where in (("--offline",), ()):
        done = subprocess.run(
            [*command, *where], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if not done.returncode:
            return
    pytest.fail(f"{done.stderr}\n{NOT_FETCHED}", pytrace=False)


def needed_by(name: str) -> set[str]:
    """The packages that one needs here, and those that these need."""
    found, waiting = set[str](), [Requirement(name)]
    while waiting:
        one = waiting.pop()
        for extra in ("", *one.extras):
            wanted = map(Requirement, requires(one.name) or ())
            here = [it for it in wanted if not it.marker or it.marker.evaluate({"extra": extra})]
            waiting += [it for it in here if canonicalize_name(it.name) not in found]
            found |= {canonicalize_name(it.name) for it in here}
    return found


def locked(names: set[str]) -> str:
    """The part of requirements.lock on some packages."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)
    return "".join(one for one in packages if one.partition("==")[0] in names)


@pytest.mark.parametrize("folder", CARRIED)
def test_it_carries_every_file_of_a_folder_that_the_program_reads(wheel: Path, folder: str) -> None:
    wanted = {f"{CARRIED[folder]}/{name}" for name in files_of(ROOT / folder)}
    assert wanted, f"{folder} holds nothing: correct CARRIED in {__file__}"

    missing = wanted - set(ZipFile(wheel).namelist())

    assert not missing, "pyproject.toml, tool.hatch.build.targets.wheel: carry them"


def test_it_carries_nothing_else(wheel: Path) -> None:
    wanted = {
        f"{place}/{name}" for folder, place in CARRIED.items() for name in files_of(ROOT / folder)
    }

    stray = {
        name
        for name in set(ZipFile(wheel).namelist()) - wanted
        if not re.match(r"questionnaire-[^/]+\.dist-info/", name)
    }

    assert not stray, "pyproject.toml, tool.hatch.build.targets.wheel: leave them out"


def files_of(folder: Path) -> set[str]:
    """The files of a folder but those that running the program leaves there, as .gitignore has them."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__" and path.suffix != ".pot"
    }


def test_it_makes_its_tables_and_serves_a_page_with_its_stylesheet(
    program: Path, tmp_path: Path
) -> None:
    clinic = {
        "QUESTIONNAIRE_DATABASE_URL": f"sqlite:///{tmp_path}/clinic.db",
        "QUESTIONNAIRE_KEYS": key("first"),
    }
    assert "The tables are up to date." in ran([program, "db", "upgrade"], tmp_path, clinic)

    with serving(tmp_path, program, clinic) as served:
        client = NetworkClient(served)
        links = client.get("/sign-in").root.all("link")
        [style] = [one.get("href") for one in links if one.get("rel") == "stylesheet"]

        assert client.download(style).mimetype == "text/css"


def test_it_says_what_the_checkout_says(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor() as at_once:  # each takes a second to begin
        begun = [at_once.submit(ran, [program, *typed], tmp_path) for typed in TYPED]

    monkeypatch.setenv("QUESTIONNAIRE_DATA", str(tmp_path))
    monkeypatch.delenv("QUESTIONNAIRE_DATABASE_URL", raising=False)
    for typed, one in zip(TYPED, begun, strict=True):
        assert one.result(), typed
        assert one.result() == CliRunner().invoke(commands, typed).stdout, typed


def test_it_writes_the_same_words_for_translators(program: Path, tmp_path: Path) -> None:
    ran([program, "words"], tmp_path)

    [written] = program.parents[1].rglob("messages.pot")
    assert undated(written.read_bytes()) == undated(as_text(every_word()))


def undated(words: bytes) -> list[bytes]:
    return [line for line in words.splitlines() if not line.startswith(b'"POT-Creation-Date')]
