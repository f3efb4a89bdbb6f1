"""What the environment may say, and what is said back when it is wrong."""

from pathlib import Path

import pytest

from questionnaire.store.config import Config, ConfigError, is_loopback
from questionnaire.store.encryption import Keyring
from tests.kit.keys import key

KEYS = key("clinic")
URL = "postgresql://clinic:hunter2@database.example/clinic"


def config(folder: Path, **given: str) -> Config:
    variables = {f"QUESTIONNAIRE_{name}": value for name, value in given.items()}
    return Config.from_environment({"QUESTIONNAIRE_DATA": str(folder), **variables}, port=8123)


def refusal(folder: Path, **given: str) -> str:
    with pytest.raises(ConfigError) as caught:
        config(folder, **given)
    return str(caught.value)


def test_nothing_said_means_one_file_with_its_key_on_this_machine(tmp_path: Path) -> None:
    made = config(tmp_path / "new")

    assert made.database_url == f"sqlite:///{tmp_path}/new/clinic.db"
    assert made.base_url == "http://127.0.0.1:8123"
    assert made.at_default_address
    assert not made.is_secure
    assert Keyring.from_text(made.keys)


def test_the_key_made_is_private_and_says_what_losing_it_means(tmp_path: Path) -> None:
    config(tmp_path)

    file = tmp_path / "clinic.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "nobody can read the database" in file.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["clinic.key"]


def test_the_second_start_takes_the_same_key(tmp_path: Path) -> None:
    assert config(tmp_path).keys == config(tmp_path).keys


def test_no_new_key_is_made_for_an_old_database(tmp_path: Path) -> None:
    (tmp_path / "clinic.db").touch()

    said = refusal(tmp_path)

    assert "clinic.key is missing" in said
    assert "restore its copy" in said
    assert not (tmp_path / "clinic.key").exists()


def test_a_damaged_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "clinic.key").write_text("1:nonsense\n")

    assert "clinic.key holds no key" in refusal(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    said = refusal(tmp_path / "file" / "folder")

    assert "QUESTIONNAIRE_DATA" in said
    assert "name another one" in said


def test_a_database_of_ones_own_needs_keys_of_ones_own(tmp_path: Path) -> None:
    said = refusal(tmp_path, DATABASE_URL=URL)

    assert "QUESTIONNAIRE_KEYS is not set" in said
    assert said.index("load the clinic's settings file") < said.index("make a key with")
    assert not list(tmp_path.iterdir())


def test_a_database_of_ones_own_is_not_the_default_one(tmp_path: Path) -> None:
    made = config(tmp_path, DATABASE_URL=URL, KEYS=KEYS)

    assert made.database_url == URL
    assert not made.at_default_address


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("hunter2 no address", "is not a database address"),
        ("mysql://clinic:hunter2@host/name", "names 'mysql'"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_wrong_database_address_is_refused_unseen(tmp_path: Path, url: str, fault: str) -> None:
    said = refusal(tmp_path, DATABASE_URL=url, KEYS=KEYS)

    assert said.startswith("QUESTIONNAIRE_DATABASE_URL")
    assert fault in said
    assert "hunter2" not in said


def test_wrong_keys_are_refused_unseen(tmp_path: Path) -> None:
    said = refusal(tmp_path, KEYS="1:c2VjcmV0")

    assert said.startswith("QUESTIONNAIRE_KEYS")
    assert "has 6 bytes, not 32" in said
    assert "c2VjcmV0" not in said


def test_secrets_do_not_show_when_a_config_is_printed(tmp_path: Path) -> None:
    printed = repr(config(tmp_path, DATABASE_URL=URL, KEYS=KEYS))

    assert "hunter2" not in printed
    assert KEYS not in printed


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000", "http://[::1]:80/", "http://127.9.9.9", "HTTP://LOCALHOST"],
)
def test_plain_http_is_taken_on_this_machine(tmp_path: Path, address: str) -> None:
    assert not config(tmp_path, BASE_URL=address).is_secure


def test_https_makes_it_secure_and_loses_its_last_slash(tmp_path: Path) -> None:
    made = config(tmp_path, BASE_URL="https://questions.clinic.example/")

    assert made.is_secure
    assert made.base_url == "https://questions.clinic.example"


def test_plain_http_over_a_network_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, BASE_URL="http://questions.clinic.example")

    assert said.startswith("QUESTIONNAIRE_BASE_URL")
    assert "begin it with https://" in said


@pytest.mark.parametrize(
    "address",
    [
        "questions.clinic.example",
        "ftp://clinic.example",
        "https://",
        "https://clinic.example/folder",
        "https://clinic.example:port",
        "https://me:secret@clinic.example",
        "https://clinic.example?x=1",
    ],
)
def test_what_is_no_plain_address_is_refused(tmp_path: Path, address: str) -> None:
    assert "is not an address" in refusal(tmp_path, BASE_URL=address)


def test_a_time_zone_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert config(tmp_path).time_zone == "Europe/London"
    assert "no time zone 'Mars'" in refusal(tmp_path, TIME_ZONE="Mars")


def test_a_folder_removed_under_our_feet_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = tmp_path / "removed"
    removed.mkdir()
    monkeypatch.chdir(removed)
    removed.rmdir()

    with pytest.raises(ConfigError, match="the folder you are in was removed"):
        Config.from_environment({})


@pytest.mark.parametrize(
    ("host", "is_this_machine"),
    [
        ("[::1]", True),
        ("::1", True),
        ("0:0:0:0:0:0:0:1", True),
        ("LOCALHOST", True),
        ("127.0.0.2", True),
        ("192.0.2.1", False),
        ("[2001:db8::1]", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_this_machine_is_known_by_each_of_its_names(host: str, is_this_machine: bool) -> None:
    assert is_loopback(host) is is_this_machine
