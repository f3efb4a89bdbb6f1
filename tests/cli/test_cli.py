"""The command line: what each command prints, and that bad input is one line, status 2, nothing written."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import select, text

from questionnaire.cli import main, serving
from questionnaire.cli.serving import Address
from questionnaire.protocols import printed
from questionnaire.store.config import Config, ConfigError
from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import Staff
from questionnaire.store.sqlite import make_file
from rules.protocols import BY_KEY
from tests.kit.keys import key

COMMANDS = [
    ["serve"],
    ["demo"],
    ["assess"],
    ["protocol"],
    ["protocol", "list"],
    ["protocol", "show"],
    ["protocol", "impact"],
    ["protocol", "freeze"],
    ["reassess"],
    ["create-user"],
    ["reset-password"],
    ["export"],
    ["db", "upgrade"],
    ["db", "check"],
    ["audit", "verify"],
    ["audit", "head"],
    ["rekey"],
    ["assessments", "verify"],
    ["backup"],
    ["verify-backup"],
    ["restore"],
    ["clinic", "show"],
    ["clinic", "set"],
    ["words"],
]
CASE = {
    "on": "2026-11-16",
    "answers": {"pain_on_movement": 8, "fracture_seen": True, "relief": {"absent": "not sure"}},
}


@dataclass(frozen=True)
class Ran:
    """What a command left: its status and what it said."""

    status: object
    out: str
    err: str


class Terminal:
    """Somebody who types commands."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def run(self, *arguments: str) -> Ran:
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = self.capsys.readouterr()
        return Ran(ended.value.code or 0, said.out, said.err)

    def refused(self, *arguments: str) -> str:
        """The one line that says what was wrong."""
        [said] = self.refused_for(*arguments)
        return said

    def refused_for(self, *arguments: str) -> list[str]:
        """The lines that say what was wrong, one a fault."""
        ran = self.run(*arguments)
        assert ran.status == 2, ran
        assert not ran.out, ran.out
        assert all(line.startswith("Error: ") for line in ran.err.splitlines()), ran.err
        return ran.err.splitlines()


@pytest.fixture
def terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, clinic_database: str
) -> Terminal:
    """A terminal at a clinic with a database of its own."""
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", clinic_database)
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    return Terminal(capsys)


@pytest.fixture
def alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Terminal:
    """A terminal where nothing has been set up."""
    monkeypatch.setenv("QUESTIONNAIRE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("QUESTIONNAIRE_DATABASE_URL", raising=False)
    monkeypatch.delenv("QUESTIONNAIRE_KEYS", raising=False)
    return Terminal(capsys)


def case_file(folder: Path, told: object) -> str:
    path = folder / "answers.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(alone: Terminal, command: list[str]) -> None:
    told = alone.run(*command, "--help")

    assert told.status == 0
    assert f"questionnaire {command[0]}" in told.out
    shows_how = command != ["protocol", "list"]
    assert ("xample" in told.out) == shows_how, "show how it is called"


def test_no_command_names_them_all(alone: Terminal) -> None:
    told = alone.run()

    assert all(command[0] in told.out for command in COMMANDS)


def test_assess_prints_json_where_nobody_looks(alone: Terminal, tmp_path: Path) -> None:
    told = alone.run("assess", case_file(tmp_path, CASE))

    found = json.loads(told.out)
    assert found["overall"] == "cannot tell"
    assert found["criteria"]["s1_fracture_on_imaging"] == "met"
    assert found["criteria"]["s3_severe_pain"] == "met"


def test_assess_prints_a_table_on_a_terminal(
    alone: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    told = alone.run("assess", case_file(tmp_path, CASE))
    asked_for_json = alone.run("assess", "--json", case_file(tmp_path, CASE))

    assert "S1" in told.out
    assert "Red flags unanswered" in told.out
    assert json.loads(asked_for_json.out)["overall"] == "cannot tell"


def test_assess_opens_no_database(alone: Terminal, tmp_path: Path) -> None:
    alone.run("assess", case_file(tmp_path, CASE))

    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("told", "field", "remedy"),
    [
        ({"answers": {}}, "on", "2026-11-22"),
        ({"on": "16/11/2026", "answers": {}}, "on", "2026-11-22"),
        ({"on": "2026-11-16"}, "answers", "write"),
        ({"on": "2026-11-16", "answers": []}, "answers", "write"),
        (
            {"on": "2026-11-16", "answers": {"pain_on_movment": 8}},
            "pain_on_movment",
            "pain_on_movement",
        ),
        ({"on": "2026-11-16", "answers": {"pain_on_movement": 11}}, "pain_on_movement", "0 to 10"),
        ({"on": "2026-11-16", "answers": {"pain_on_movement": "8"}}, "pain_on_movement", "number"),
        ({"on": "2026-11-16", "answers": {"cancer": "maybe"}}, "cancer", "now, before, never"),
        (
            {"on": "2026-11-16", "answers": {"pain_medicines": [{"nme": "x"}]}},
            "pain_medicines",
            "name",
        ),
        ("{not json", "line 1", "mend"),
        ("[]", "the file", "write"),
        ('{"on": ' + "9" * 5000 + "}", "the file", "as measured"),
    ],
    ids=lambda value: value if isinstance(value, str) else "case",
)
def test_a_wrong_file_is_one_line_with_field_and_remedy(
    alone: Terminal, tmp_path: Path, told: object, field: str, remedy: str
) -> None:
    said = alone.refused("assess", case_file(tmp_path, told))

    assert field in said
    assert remedy in said


def test_every_fault_of_a_file_has_a_line_of_its_own(alone: Terminal, tmp_path: Path) -> None:
    told = {
        "on": "2026-11-16",
        "answers": {"relief": {"absent": "dunno"}, "pain_worst": 11, "pain_wurst": 3},
        "figures": {"severe_pain": 12},
    }

    relief, worst, unknown, figure = alone.refused_for("assess", case_file(tmp_path, told))

    assert 'or {"absent": "unanswered"}' in relief
    assert "answers.pain_worst is 11: it takes a number from 0 to 10" in worst
    assert "answers.pain_wurst is no question: did you mean pain_worst?" in unknown
    assert "figures.severe_pain is 12: write a number" in figure


def test_a_file_that_is_not_there_is_named(alone: Terminal) -> None:
    assert "nowhere.json" in alone.refused("assess", "nowhere.json")


def test_a_folder_in_place_of_a_file_is_named(
    alone: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert f"Error: {tmp_path}: the file cannot be read" in alone.refused("assess", ".")


def test_a_refusal_is_a_whole_sentence_before_the_help_is_named(alone: Terminal) -> None:
    said = alone.refused("protocol", "impact", "--set", "severe_pain=12")

    assert said.endswith("from 0 to 10. See: questionnaire protocol impact --help")
    assert "json'? See:" in alone.refused("assess", "answers.json", "--jsn")


def test_protocols_are_listed_and_shown_in_words(alone: Terminal) -> None:
    listed = alone.run("protocol", "list").out
    shown = alone.run("protocol", "show", "documented_indications").out

    assert [line.split()[0] for line in listed.splitlines()] == list(BY_KEY)
    assert "Pain on movement, usual, last 24 h is at least 7 of 10 (working figure)" in shown
    assert "SOURCES" in shown


def test_a_protocol_is_printed_in_each_format(alone: Terminal) -> None:
    for as_format in ("markdown", "html", "json", "svg"):
        told = alone.run("protocol", "show", "red_flags", "--as", as_format)
        assert told.status == 0
        assert told.out == printed("red_flags", as_format)


def test_an_unknown_protocol_or_format_is_answered_with_those_there_are(alone: Terminal) -> None:
    said = alone.refused("protocol", "show", "red_flag")
    assert "there is no protocol “red_flag”: did you mean red_flags? Else choose from doc" in said
    assert "'markdown'" in alone.refused("protocol", "show", "red_flags", "--as", "docx")


def test_a_user_is_made_with_a_one_time_password_shown_once(terminal: Terminal) -> None:
    told = terminal.run("create-user", "J.Okafor", "--name", "Joy Okafor", "--role", "nurse")

    assert told.status == 0
    assert "j.okafor" in told.out
    assert "One-time password" in told.out
    assert re.search(r"Valid until        \d+ \w{3} 20\d\d, \d\d:\d\d\n", told.out)
    assert "choose another" in terminal.refused(
        "create-user", "j.okafor", "--name", "Somebody Else", "--role", "nurse"
    )


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("j okafor", "--name", "Joy", "--role", "nurse"), "USERNAME"),
        (("j.okafor", "--name", " ", "--role", "nurse"), "--name"),
        (("j.okafor", "--name", "Joy", "--role", "doctor"), "--role"),
        (("j.okafor", "--role", "nurse"), "--name"),
    ],
)
def test_a_wrong_user_is_not_made(
    terminal: Terminal, clinic_database: str, arguments: tuple[str, ...], field: str
) -> None:
    assert field in terminal.refused("create-user", *arguments)

    database = Database(clinic_database, Keyring.from_text(key("first")))
    with database.read_session() as session:
        assert session.scalars(select(Staff)).all() == []
    database.close()


def test_a_password_can_be_made_anew(terminal: Terminal) -> None:
    first = terminal.run("create-user", "joy", "--name", "Joy Okafor", "--role", "nurse").out
    second = terminal.run("reset-password", "joy").out

    assert "One-time password" in second
    assert first != second
    assert "nobody" in terminal.refused("reset-password", "nobody")


def test_an_export_never_writes_over_a_file(terminal: Terminal, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("kept", encoding="utf-8")

    said = terminal.refused(
        "export", "--from", "2026-11-01", "--to", "2026-11-30", "--out", str(there)
    )

    assert "there.csv" in said
    assert there.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-11-31", "2026-12-01", "--from"),
        ("2026-11-30", "2026-11-01", "--to"),
        ("0001-01-01", "2026-11-30", "--from"),
        ("2026-11-01", "9999-12-31", "--to"),
    ],
)
def test_an_export_of_impossible_days_writes_nothing(
    terminal: Terminal, tmp_path: Path, first: str, last: str, field: str
) -> None:
    out = tmp_path / "out.csv"

    assert field in terminal.refused("export", "--from", first, "--to", last, "--out", str(out))
    assert not out.exists()


def test_an_export_has_a_header_even_where_nobody_came(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    ran = terminal.run("export", "--from", "2026-11-01", "--to", "2026-11-30", "--out", str(out))

    assert ran.status == 0
    assert out.read_text(encoding="utf-8-sig").startswith("response,")
    assert out.stat().st_mode & 0o077 == 0, "for its owner alone: it is not encrypted"


def test_tables_are_checked_and_brought_up_to_date(alone: Terminal, tmp_path: Path) -> None:
    made = alone.run("db", "upgrade")
    after = alone.run("db", "check")

    assert f"A new database was made: {tmp_path}/data/clinic.db" in made.out
    assert made.status == after.status == 0
    assert "new" not in alone.run("db", "upgrade").out


def test_tables_that_are_not_there_are_told_with_the_remedy(
    alone: Terminal, tmp_path: Path
) -> None:
    without_tables(tmp_path / "data")

    before = alone.run("db", "check")

    assert before.status == 1
    assert "db upgrade" in before.err


def without_tables(folder: Path) -> None:
    """A database in which nothing has been made yet."""
    config = Config.from_environment({"QUESTIONNAIRE_DATA": str(folder)})
    database = Database(config.database_url, Keyring.from_text(config.keys))
    make_file(database.engine)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 1")
    database.close()


AT_A_CLINIC = {
    "reassess": "reassess",
    "assessments": "assessments verify",
    "audit": "audit verify",
    "head": "audit head",
    "rekey": "rekey",
    "check": "db check",
    "show": "clinic show",
    "set": "clinic set severe_pain 8 --by joy",
    "export": "export --from 2026-11-01 --to 2026-11-30 --out november.csv",
    "create": "create-user joy --name Joy --role nurse",
    "reset": "reset-password joy",
}


@pytest.mark.parametrize("command", AT_A_CLINIC)
def test_no_empty_database_is_made_or_read_in_the_wrong_folder(
    alone: Terminal, tmp_path: Path, command: str
) -> None:
    said = alone.refused(*AT_A_CLINIC[command].split())

    assert f"there is no database at {tmp_path}/data/clinic.db: load the clinic's settings" in said
    assert "or start the app first (./run or questionnaire serve)" in said
    assert not (tmp_path / "data").exists()


def test_an_address_at_which_no_database_is_is_told_with_how_one_is_made(
    alone: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "clinic.db"
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))

    for command in (["reassess"], ["protocol", "impact", "--set", "severe_pain=8"]):
        said = alone.refused(*command)
        assert f"QUESTIONNAIRE_DATABASE_URL: there is no database at {file}: correct" in said
        assert "questionnaire db upgrade" in said
    assert not file.exists()


def test_a_file_with_nothing_in_it_is_no_database(alone: Terminal, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "clinic.db").touch()

    assert "there is no database at " in alone.refused("reassess")


def test_the_trail_is_verified_offline(terminal: Terminal, clinic_database: str) -> None:
    terminal.run("create-user", "joy", "--name", "Joy Okafor", "--role", "nurse")
    whole = terminal.run("audit", "verify")

    database = Database(clinic_database, Keyring.from_text(key("first")))
    with database.engine.execution_options(writing=True).begin() as connection:
        on_table = " ON audit_event" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER audit_event_refuses_update{on_table}"))
        connection.execute(text("UPDATE audit_event SET actor = 'patient' WHERE sequence = 2"))
    database.close()
    broken = terminal.run("audit", "verify")

    assert whole.status == 0
    assert broken.status == 1
    assert "Entry 2 of the trail: changed after it was written." in broken.err
    assert "tell whoever looks after data protection" in broken.err


def test_the_head_of_the_trail_is_written_down_and_expected_later(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.run("create-user", "joy", "--name", "Joy Okafor", "--role", "nurse")
    heads = tmp_path / "heads.txt"
    for _ in range(2):
        assert terminal.run("audit", "head", "--to", f"file:{heads}").status == 0
    terminal.run("create-user", "ann", "--name", "Ann Okafor", "--role", "nurse")
    first, line = heads.read_text().splitlines()
    head = line.split()[1]

    assert heads.stat().st_mode & 0o777 == 0o600
    assert first.split()[1] == head
    for expected in (line, head):
        assert terminal.run("audit", "verify", "--expect", expected).status == 0
    assert "was not signed with the key" in terminal.refused(
        "audit", "verify", "--expect", line.replace(" 2:", " 3:")
    )
    cut = terminal.run("audit", "verify", "--expect", f"9{head}")
    assert cut.status == 1
    assert "its end was cut off" in cut.err


def test_the_head_is_sent_to_an_address_and_to_a_log(terminal: Terminal) -> None:
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            pass

    with (
        HTTPServer(("127.0.0.1", 0), Handler) as server,
        socket.socket(type=socket.SOCK_DGRAM) as log,
    ):
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        sent = terminal.run("audit", "head", "--to", f"http://127.0.0.1:{server.server_port}/heads")
        thread.join()
        log.bind(("127.0.0.1", 0))
        logged = terminal.run("audit", "head", "--to", f"syslog:127.0.0.1:{log.getsockname()[1]}")
        told = log.recv(1000)

    assert got == [sent.out.encode()]
    assert f"questionnaire: audit head {logged.out.strip()}".encode() in told


@pytest.mark.parametrize(
    "place", ["heads.txt", "http://log.example/heads", "syslog:loghost", "file:"]
)
def test_a_place_for_the_head_that_is_none_is_named(terminal: Terminal, place: str) -> None:
    assert "write file:PATH" in terminal.refused("audit", "head", "--to", place)


def test_a_place_that_the_head_cannot_be_written_to_is_named(
    terminal: Terminal, tmp_path: Path
) -> None:
    said = terminal.refused("audit", "head", "--to", f"file:{tmp_path}/nowhere/heads.txt")

    assert "No such file or directory" in said


def test_keys_that_do_not_fit_are_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("other"))

    said = terminal.refused("create-user", "joy", "--name", "Joy Okafor", "--role", "nurse")

    assert "back into QUESTIONNAIRE_KEYS" in said or "QUESTIONNAIRE_KEYS does not fit" in said


def test_the_keys_are_replaced_and_it_says_when_the_old_one_can_go(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", f"{key('second')},{key('first')}")
    if "sqlite" in os.environ["QUESTIONNAIRE_DATABASE_URL"]:
        early = terminal.run("rekey")
        assert early.status == 1
        assert "is encrypted as a whole under an older key" in early.err
        assert "Keep every key" in early.err
    terminal.run("db", "upgrade")

    done = terminal.run("rekey")

    assert done.status == 0
    assert "Nothing here wants first any more" in done.out
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("second"))
    assert terminal.run("audit", "verify").status == 0
    assert "the only one in QUESTIONNAIRE_KEYS" in terminal.run("rekey").out


def test_a_setting_that_is_wrong_is_named(alone: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", "mysql://somewhere")

    assert "QUESTIONNAIRE_DATABASE_URL" in alone.refused("db", "upgrade")


def test_a_database_without_tables_says_how_to_make_them(alone: Terminal, tmp_path: Path) -> None:
    without_tables(tmp_path / "data")

    assert "db upgrade" in alone.refused("reset-password", "joy")


def test_a_port_that_is_taken_is_named() -> None:
    config = Config("sqlite:///nowhere.db", key("first"), "http://127.0.0.1:8000")
    with serving.listening(Address("127.0.0.1", 0)) as taken:
        place = Address("127.0.0.1", taken.getsockname()[1])
        taken.listen()
        with pytest.raises(ConfigError, match=rf"--port {place.port}.*choose another"):
            serving.check(config, place)


def test_no_address_of_a_network_is_served_without_tls() -> None:
    config = Config("sqlite:///nowhere.db", key("first"), "http://127.0.0.1:8000")

    with pytest.raises(ConfigError, match="unencrypted"):
        serving.check(config, Address("0.0.0.0", 8000))  # noqa: S104 (it must be refused)


@pytest.mark.parametrize(
    ("host", "listens_on"),
    [("[::1]", "::1"), ("::1", "::1"), ("LOCALHOST", "127.0.0.1"), ("127.0.0.2", "127.0.0.2")],
)
def test_a_host_is_taken_as_an_address_or_a_name(host: str, listens_on: str) -> None:
    assert serving.address_of(host, 8000) == Address(listens_on, 8000)


@pytest.mark.parametrize("host", ["no such host", "x" * 300])
def test_a_host_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match=r"--host .* is no address of this machine"):
        serving.address_of(host, 8000)


SETTER = "s.hughes"


@pytest.fixture
def sets(terminal: Terminal) -> Terminal:
    """A terminal at a clinic that has somebody who answers for its settings."""
    terminal.run("create-user", SETTER, "--name", "Sam Hughes", "--role", "administrator")
    return terminal


def set_one(terminal: Terminal, key: str, value: str) -> Ran:
    return terminal.run("clinic", "set", key, value, "--by", SETTER)


def test_a_clinics_own_settings_are_set_and_shown(sets: Terminal) -> None:
    before = sets.run("clinic", "show").out
    set_one(sets, "protocols", "nice_ta279,cms_lcd")
    set_one(sets, "severe_pain", "7.5")
    set_one(sets, "mild_pain", "0")
    set_one(sets, "morphine_table", "bnf_2020")

    after = sets.run("clinic", "show").out

    assert "leading_protocol: documented_indications (as it comes)" in before
    assert "leading_protocol: nice_ta279 (Sam Hughes, " in after
    assert "protocols: nice_ta279,cms_lcd (Sam Hughes, " in after
    assert "severe_pain: 7.5 of 10 (Sam Hughes, " in after
    assert "mild_pain: 0 of 10 (Sam Hughes, " in after
    assert "morphine_table: bnf_2020 (Sam Hughes, " in after


def test_a_setting_is_kept_under_a_name_that_the_clinic_knows(sets: Terminal) -> None:
    nobody = sets.refused("clinic", "set", "severe_pain", "8")
    stranger = sets.refused("clinic", "set", "severe_pain", "8", "--by", "s.huges")

    assert "--by" in nobody
    assert "nobody who may sign in is called 's.huges': check the spelling" in stranger
    assert "severe_pain: 7 of 10 (as it comes)" in sets.run("clinic", "show").out


def test_a_figure_taken_back_is_that_of_the_rules_again(sets: Terminal) -> None:
    set_one(sets, "severe_pain", "8")

    set_one(sets, "severe_pain", "")

    assert "severe_pain: 7 of 10 (Sam Hughes, " in sets.run("clinic", "show").out


def test_a_figure_is_not_taken_back_where_another_would_contradict(sets: Terminal) -> None:
    set_one(sets, "severe_pain", "9")
    set_one(sets, "mild_pain", "8")

    said = sets.refused("clinic", "set", "severe_pain", "", "--by", SETTER)

    assert "mild_pain (8) must be under severe_pain (7): change one of them" in said


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("protocols", "nice", "there is no protocol “nice”: choose from documented_indications"),
        ("protocols", "nice_ta280", "“nice_ta280”: did you mean nice_ta279? Else choose from doc"),
        ("protocols", "trial_fit", "no protocol can lead: name at least one of documented_"),
        ("leading_protocol", "humber_icb", "does not apply or cannot lead: choose from "),
        ("severe_pain", "12", "“12” cannot be set: write a number from 0 to 10"),
        ("severe_pain", "2", "mild_pain (3) must be under severe_pain (2)"),
        ("severe_pane", "7", "there is no working figure “severe_pane”: did you mean severe_pain?"),
        ("morphine_table", "bnf", "there is no option “bnf”: choose from cdc_2022, bnf_2020"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_what_can(
    sets: Terminal, setting: str, value: str, said: str
) -> None:
    assert said in sets.refused("clinic", "set", setting, value, "--by", SETTER)
