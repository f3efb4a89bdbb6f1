"""What the documents say is so: examples run, links lead somewhere, every setting and field is named."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias, cast

import click
import pytest
from flask import Flask

from questionnaire.cli import BAD_INPUT, STOPPED, commands, gateway
from questionnaire.cli.records import NOT_IN_ORDER
from questionnaire.clinic.settings import ClinicSettings
from questionnaire.exports.json_summary import FORMAT, record_of
from questionnaire.exports.many_responses import ABOUT
from questionnaire.exports.one_response import SummaryRow
from questionnaire.patient import identity
from questionnaire.responses import invitations
from questionnaire.store.faults import Fault
from questionnaire.store.models import Stage
from questionnaire.summary.said import DECISIONS
from questionnaire.web import lockout, passwords, sessions
from rules.language.criteria.criteria import Status
from rules.language.logic.case import Origin
from rules.language.logic.conditions import Cause
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Text,
    YesNo,
)
from rules.questions import QUESTIONS
from tests.kit import keys
from tests.kit.filled import answered, correct, summary
from tests.kit.people import StaffClient
from tests.kit.postgres import PostgresServer

ROOT = Path(__file__).parents[2]
README, OPERATING, INTEGRATING, CONTRIBUTING = (
    ROOT / name
    for name in ("README.md", "docs/operating.md", "docs/integrating.md", "docs/CONTRIBUTING.md")
)
THREATS = ROOT / "docs/threat-model.md"
DOCUMENTS = (README, ROOT / "CHANGELOG.md", OPERATING, INTEGRATING, CONTRIBUTING, THREATS)
UNITS = ROOT / "docs/systemd"
Done: TypeAlias = subprocess.CompletedProcess[str]

CLINIC_FOLDER = "/srv/questionnaire"
PROGRAMS = Path(sys.executable).parent

# How an example is marked after its first three backticks.
RUN, FAILS, ON_POSTGRES = "sh run", "sh run fails with 2", "sh run on postgresql"
CHECKED, AS_ROOT, AT_ROOT = "sh checked", "sh as root", "sh at the root"
PART = "json part of the answer"
SHOWN, PART_OF_PROTOCOL = "sh shows a protocol", "json part of the protocol"
SAYS = "text what it says"
NO_EXAMPLE = {"", "caddy", "nginx"}


@dataclass(frozen=True)
class Block:
    """A piece of a document between two lines of three backticks."""

    mark: str
    text: str


def blocks(document: Path) -> list[Block]:
    found = re.findall(r"^```(.*)\n((?:.*\n)*?)^```$", prose(document), re.MULTILINE)
    return [Block(mark.strip(), text) for mark, text in found]


def prose(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def of_every_document() -> Iterator[tuple[Path, Block]]:
    yield from ((document, block) for document in DOCUMENTS for block in blocks(document))


def test_every_example_says_how_it_is_checked() -> None:
    files = {f"json {path.relative_to(ROOT)}" for path in ROOT.glob("docs/examples/*.json")}
    known = {RUN, FAILS, ON_POSTGRES, CHECKED, AS_ROOT, AT_ROOT, PART, SAYS} | NO_EXAMPLE | files
    known |= {SHOWN, PART_OF_PROTOCOL}

    strange = {block.mark for _, block in of_every_document()} - known

    assert not strange, f"mark the block as one of {sorted(known)}"


# Links, pictures and paths


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", prose(document))

    dead = [target for target in targets if not leads_somewhere(document, target)]

    assert not dead


def leads_somewhere(document: Path, target: str) -> bool:
    if target.startswith("https://"):
        return True
    name, _, heading = target.partition("#")
    path = (document.parent / name).resolve() if name else document
    return path.exists() and (not heading or heading in anchors(path))


def anchors(document: Path) -> set[str]:
    """The headings of a document as a link names them."""
    headings = re.findall(r"^#+ (.*)$", prose(document), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def test_the_readme_names_places_that_exist() -> None:
    rows = re.findall(r"^\| .* \| .*$", prose(README), re.MULTILINE)
    paths = {path for row in rows for path in re.findall(r"`([\w./<>-]+)`", row) if "/" in path}
    assert len(paths) >= 12, "the table “Where do I add …” was not found"

    # A language has its file only once there is one: its folder stands for it.
    searched = {re.sub(r"<\w+>.*?messages.po", "", path) for path in paths}
    missing = [path for path in searched if not list(ROOT.glob(re.sub("<[^>]+>", "*", path)))]

    assert not missing


def test_the_readme_shows_the_two_commands_and_they_are_there() -> None:
    [typed] = [block.text for block in blocks(README) if block.mark == AT_ROOT]
    programs = [line.split()[0] for line in typed.splitlines()]

    assert programs == ["./run", "./test"]
    assert all(os.access(ROOT / program, os.X_OK) for program in programs)


def test_every_program_of_the_repository_that_is_typed_is_there() -> None:
    typed = [line.split()[0] for _, block in of_every_document() for line in typed_lines(block)]
    ours = {word for word in typed if word.startswith(("./", ".ci/"))}

    assert {"./run", "./test", ".ci/set-up"} <= ours
    assert not [program for program in ours if not os.access(ROOT / program, os.X_OK)]


def modules_run() -> list[list[str]]:
    """What is typed after "python -m" in an example or within a line."""
    found = [
        re.search(r"python -m ([^`#]+)", line)
        for document in DOCUMENTS
        for line in prose(document).splitlines()
    ]
    return [shlex.split(one[1]) for one in found if one]


def test_every_module_that_is_run_is_there() -> None:
    modules = {words[0] for words in modules_run()}

    assert {"pytest", "tests.pins", "docs.make_pictures"} <= modules
    assert not [module for module in modules if find_spec(module) is None]


def test_the_tests_that_contributing_runs_are_there() -> None:
    runs = [words[1:] for words in modules_run() if words[0] == "pytest"]
    assert len(runs) > 2

    for words in runs:
        collected = subprocess.run(
            [sys.executable, "-m", "pytest", *words, "--collect-only"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert collected.returncode == 0, collected.stdout


def typed_lines(block: Block) -> list[str]:
    return [line for line in block.text.splitlines() if line] if block.mark.startswith("sh") else []


# Settings, commands, statuses and figures


def test_every_variable_of_the_environment_is_documented() -> None:
    read = set(re.findall(r'"(QUESTIONNAIRE_\w+)"', prose(ROOT / "questionnaire/store/config.py")))
    told = re.findall(r"^\| `(QUESTIONNAIRE_\w+)`", prose(OPERATING), re.MULTILINE)

    assert read == set(told), "the table under “Settings” in docs/operating.md"


def every_command(group: click.Group = commands, path: str = "questionnaire") -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from every_command(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def test_every_command_is_documented() -> None:
    told = re.findall(r"^\| `(questionnaire [a-z -]+)`", prose(OPERATING), re.MULTILINE)

    assert sorted(told) == sorted(every_command()), "the table under “The commands”"


def test_every_command_in_an_example_can_be_typed_so() -> None:
    typed = [words for document, block in of_every_document() for words in commands_in(block.text)]
    assert len(typed) > 10

    for words in typed:
        understood(words)


def commands_in(text: str) -> Iterator[list[str]]:
    """What is typed after "questionnaire" in the lines of an example."""
    for line in text.splitlines():
        if found := re.search(r"(?:^|/bin/|\$ )questionnaire ((?:[a-z-]).*)", line):
            yield shlex.split(found[1].replace("$", "x"), comments=True)


def understood(words: Sequence[str]) -> None:
    """Raises click.UsageError for what no command takes."""
    command: click.Command = commands
    while isinstance(command, click.Group):
        name, words = words[0], words[1:]
        found = command.get_command(click.Context(command), name)
        assert found, f"there is no command {name}"
        command = found
    command.make_context(command.name, list(words), resilient_parsing=False)


def test_every_exit_status_is_documented() -> None:
    told = re.findall(r"^\| (\d+) \|", prose(INTEGRATING), re.MULTILINE)

    assert [int(status) for status in told] == [0, NOT_IN_ORDER, BAD_INPUT, STOPPED]


FIGURES = {
    f"After {lockout.TRIES} wrong passwords from one": lockout.TRIES,
    f"locked there for {lockout.LOCKED_FOR.seconds // 60} minutes": lockout.LOCKED_FOR,
    f"After {lockout.TRIES_FROM_ANYWHERE} from all": lockout.TRIES_FROM_ANYWHERE,
    f"After {lockout.TRIES_OF_ANYTHING} from one address": lockout.TRIES_OF_ANYTHING,
    f"in the last {lockout.KNOWN_FOR.days} days": lockout.KNOWN_FOR,
    f"{gateway.SENT_WITHIN_SECONDS:.0f} seconds": gateway.SENT_WITHIN_SECONDS,
    f"at least {passwords.SHORTEST}\n  characters": passwords.SHORTEST,
    f"It runs out after {passwords.ONE_TIME_DAYS} days": passwords.ONE_TIME_DAYS,
    f"after {sessions.STAFF_IDLE.seconds // 60} minutes without use": sessions.STAFF_IDLE,
    f"after {sessions.STAFF_LONGEST.seconds // 3600} hours in any case": sessions.STAFF_LONGEST,
    f"{sessions.PATIENT_IDLE.seconds // 3600} hours without use": sessions.PATIENT_IDLE,
    f"works for {ClinicSettings().link_days} days": ClinicSettings().link_days,
    f"after {identity.TRIES} wrong ones": identity.TRIES,
    f"is closed for {identity.LOCKED_FOR.seconds // 60} minutes": identity.LOCKED_FOR,
    f"and after {invitations.TRIES_IN_ALL} for good": invitations.TRIES_IN_ALL,
    f"{ClinicSettings().emergency_number} and {ClinicSettings().urgent_phone}": ClinicSettings(),
    f"{max(q.longest for q in QUESTIONS.values() if isinstance(q, Text)):,} at most": Text,
}


@pytest.mark.parametrize("said", FIGURES)
def test_a_figure_in_the_documents_is_that_of_the_program(said: str) -> None:
    assert said in prose(OPERATING)


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_of_a_database_is_in_the_handbook(fault: Fault) -> None:
    assert f"\n| {fault.value.partition(':')[0]} |" in prose(OPERATING)


# Examples that are run


def shell(script: str, environment: Mapping[str, str]) -> Done:
    """Run what somebody would type, line by line, in one shell that stops at the first fault."""
    kept = {name: value for name, value in os.environ.items() if "QUESTIONNAIRE" not in name}
    path = f"{PROGRAMS}:{environment.get('PATH', '')}:{kept['PATH']}"
    return subprocess.run(
        ["/bin/sh", "-eu"],
        input=script,
        cwd=ROOT,
        env={**kept, **environment, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def server_folder(tmp_path: Path) -> Path:
    """The folder of a clinic's server, with the program in it."""
    folder = tmp_path / "srv"
    folder.mkdir()
    (folder / "program").symlink_to(ROOT)
    return folder


def typed_in(document: Path, mark: str, folder: Path) -> str:
    script = "\n".join(block.text for block in blocks(document) if block.mark == mark)
    return script.replace(CLINIC_FOLDER, str(folder))


def test_a_clinic_can_be_set_up_backed_up_and_restored_as_described(server_folder: Path) -> None:
    done = shell(typed_in(OPERATING, RUN, server_folder), {})

    assert done.returncode == 0, done.stderr
    assert "One-time password" in done.stdout
    assert done.stdout.count("The audit trail is whole.") == 3, "replaced key, restored, head"
    assert done.stdout.count(" is whole: ") == 2, "backup, verified backup"
    assert_units_run(server_folder)
    assert list((server_folder / "damaged").glob("clinic.db*")), "what was damaged is kept"
    assert (server_folder / "settings.env").stat().st_mode & 0o077 == 0, "the key is in it"
    assert re.search(
        r"^QUESTIONNAIRE_KEYS=2:[^,]+$", prose(server_folder / "settings.env"), re.MULTILINE
    ), "gone"


def assert_units_run(folder: Path) -> None:
    """What systemd starts does as written; of the alarm's there is no mail to be sent here."""
    settings = f"set -a; . {folder}/settings.env; set +a; cd {folder}/program\n"
    units = sorted(UNITS.glob("questionnaire-backup*.service"))
    for unit in units:
        [typed] = re.findall(r"^ExecStart=(.*)$", prose(unit), re.MULTILINE)
        done = shell(settings + typed.replace(CLINIC_FOLDER, str(folder)), {})
        assert done.returncode == 0, done.stderr
    assert len(units) == 2


def test_a_unit_is_started_by_a_timer_of_its_name_and_its_failure_raises_the_alarm() -> None:
    timers = {one.stem for one in UNITS.glob("*.timer")}

    assert timers == {"questionnaire-backup", "questionnaire-backup-check", "questionnaire-head"}
    for timer in timers:
        assert "OnFailure=questionnaire-alarm@%n.service" in prose(UNITS / f"{timer}.service")
    assert (UNITS / "questionnaire-alarm@.service").exists()


def test_a_postgresql_database_can_be_backed_up_and_restored_as_described(
    server_folder: Path, postgres_server: PostgresServer, migrated_name: str
) -> None:
    with (
        postgres_server.new_database(like=migrated_name) as clinic,
        postgres_server.new_database() as empty,
    ):
        settings = {
            "QUESTIONNAIRE_DATABASE_URL": _for_libpq(clinic),
            "QUESTIONNAIRE_KEYS": keys.key("first"),
            "EMPTY": _for_libpq(empty),
        }
        first = "questionnaire create-user j.okafor --name Joy --role nurse\n"
        (server_folder / "backups").mkdir()

        done = shell(first + typed_in(OPERATING, ON_POSTGRES, server_folder), settings)

        assert done.returncode == 0, done.stderr
        assert "The audit trail is whole." in done.stdout


def _for_libpq(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


@pytest.fixture(scope="module")
def assessed() -> Done:
    """What the worked example prints, typed as it is shown."""
    [typed] = [block.text for block in blocks(INTEGRATING) if block.mark == RUN]
    return shell(typed, {})


def test_the_example_file_gives_what_is_shown(assessed: Done) -> None:
    [shown] = [block.text for block in blocks(INTEGRATING) if block.mark == PART]

    assert assessed.returncode == 0, assessed.stderr
    assert_part(json.loads(shown), json.loads(assessed.stdout))


def test_the_protocol_shown_is_the_one_printed_and_each_of_its_fields_is_documented() -> None:
    [typed] = [block.text for block in blocks(INTEGRATING) if block.mark == SHOWN]
    [shown] = [block.text for block in blocks(INTEGRATING) if block.mark == PART_OF_PROTOCOL]

    done = shell(typed, {})

    told = json.loads(done.stdout)
    assert_part(json.loads(shown), told)
    structure, short_forms = told.pop("structure"), told.pop("short_forms")
    assert structure
    assert short_forms
    names = names_in([told, *told["criteria"]])
    assert not names - documented(INTEGRATING)


def assert_part(shown: object, whole: object) -> None:
    """Whether all that is shown stands in the whole."""
    if isinstance(shown, dict):
        assert isinstance(whole, dict)
        for key, value in cast("dict[str, object]", shown).items():
            assert_part(value, whole[key])
    else:
        assert shown == whole


def test_the_faulty_example_is_refused_as_shown() -> None:
    [typed] = [block.text for block in blocks(INTEGRATING) if block.mark == FAILS]
    [shown] = [block.text for block in blocks(INTEGRATING) if block.mark == SAYS]

    done = shell(typed, {})

    assert done.returncode == BAD_INPUT
    assert done.stderr == shown


@pytest.mark.parametrize("file", sorted(ROOT.glob("docs/examples/answers.json")), ids=str)
def test_a_file_shown_in_a_document_is_the_file(file: Path) -> None:
    shown = [block.text for _, block in of_every_document() if block.mark.endswith(file.name)]

    assert shown == [prose(file)]


# Fields, columns, values and keys


def names_in(record: object) -> set[str]:
    """Every name of a field in a record, but those that are keys of questions or criteria."""
    if isinstance(record, list):
        return {name for item in cast("list[object]", record) for name in names_in(item)}
    if not isinstance(record, dict):
        return set()
    told = cast("dict[str, object]", record)
    open_ended = {"criteria", "value"}
    within = {
        name for key, item in told.items() if key not in open_ended for name in names_in(item)
    }
    return set(told) | within


def documented(document: Path) -> set[str]:
    """What the tables of a document name in their first and second columns."""
    rows = re.findall(r"^\| (.*) \|$", prose(document), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([\w…]+)`", row)}


def test_every_field_of_the_answer_to_assess_is_documented(assessed: Done) -> None:
    assert not names_in(json.loads(assessed.stdout)) - documented(INTEGRATING)


def test_every_field_of_the_json_export_is_documented(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "pain_on_movement", Decimal(7), "Heard wrongly")
    with app.app_context():
        record = record_of(summary(response_id))

    assert record["format"] == FORMAT
    assert f"`{FORMAT}`" in prose(INTEGRATING)
    assert sorted(names_in(record) - documented(INTEGRATING)) == []


def test_every_column_of_the_csv_exports_is_documented() -> None:
    columns = {*(field.name for field in fields(SummaryRow)), *ABOUT, "criterion_…", "answer_…"}

    assert not columns - documented(INTEGRATING)


FIXED_WORDS: Mapping[str, Sequence[str]] = {
    "status": [one.value for one in Status],
    "cause": [one.value for one in Cause],
    "origin": [one.value for one in Origin],
    "stage": [one.value for one in Stage if one is not Stage.ERASED],  # which no export has
    "decision": list(DECISIONS),
}


@pytest.mark.parametrize("what", FIXED_WORDS)
def test_words_with_a_fixed_meaning_are_all_named(what: str) -> None:
    said = ", ".join(f"`{word}`" for word in FIXED_WORDS[what])

    assert f"| {what} | {said} |" in prose(INTEGRATING)


def test_a_value_of_every_kind_is_shown_and_can_be_read() -> None:
    [table] = re.findall(r"^## Values$(.*?)^## ", prose(INTEGRATING), re.MULTILINE | re.DOTALL)
    shown = re.findall(r"\| `(\w+)`: `(.+)` \|$", table, re.MULTILINE)
    kinds = {type(QUESTIONS[key]) for key, _ in shown}

    for key, example in shown:
        QUESTIONS[key].read(json.loads(example))

    assert kinds >= {YesNo, Choice, MultiChoice, Number, Day, ApproximateDay, Text, Entries}
