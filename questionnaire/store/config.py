"""Secrets and addresses, from the environment only. Clinic settings live in the database."""

from __future__ import annotations

import base64
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from questionnaire.store.encryption import KEY_BYTES, Keyring, KeysUnreadable

DEFAULT_PORT = 8000
DEFAULT_TIME_ZONE = "Europe/London"
KEY_FILE_NOTE = (
    "# The clinic's key. Without it nobody can read the database beside it, ever again.\n"
    "# Keep a copy in a safe place, apart from the database and its backups.\n"
)


class ConfigError(Exception):
    """A variable of the environment is wrong: one line with its name, the fault and the remedy."""


@dataclass(frozen=True)
class Config:
    """What the app must be told from outside."""

    database_url: str = field(repr=False)  # may hold a password
    keys: str = field(repr=False)
    base_url: str
    time_zone: str = DEFAULT_TIME_ZONE
    proxies: int = 0
    """How many stand before the app, each of which says truly where a request came from."""
    erasures: Path | None = None
    """The list of erasures outside the database; None where the environment names only that."""
    at_default_address: bool = False
    """Whether the database is the one `./run` makes for itself: only there may a demo be made."""

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the app by https."""
        return self.base_url.startswith("https:")

    @property
    def host(self) -> str:
        """The name that browsers ask for, in small letters."""
        return urlsplit(self.base_url).hostname or ""

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, port: int = DEFAULT_PORT
    ) -> Config:
        """Read and check the variables. Raises ConfigError."""
        given = os.environ if environment is None else environment
        folder = _data_folder(given)
        url = given.get("QUESTIONNAIRE_DATABASE_URL", "")
        keys = given.get("QUESTIONNAIRE_KEYS", "")
        base_url = given.get("QUESTIONNAIRE_BASE_URL") or f"http://127.0.0.1:{port}"
        return cls(
            database_url=_checked_database(url) if url else _default_database(folder),
            base_url=_checked_address(base_url),
            keys=_checked_keys(keys) if keys else _default_keys(folder, url),
            time_zone=_checked_zone(given.get("QUESTIONNAIRE_TIME_ZONE") or DEFAULT_TIME_ZONE),
            proxies=_checked_number(given.get("QUESTIONNAIRE_PROXIES") or "0"),
            erasures=_erasures(given.get("QUESTIONNAIRE_ERASURES", ""), folder, url),
            at_default_address=not url,
        )


def database_is_named() -> bool:
    """Whether the environment names a database, rather than leave it to the data folder."""
    return bool(os.environ.get("QUESTIONNAIRE_DATABASE_URL"))


def keys_given() -> Keyring:
    """The keys alone, for whoever wants no database. Makes nothing. Raises ConfigError."""
    keys = os.environ.get("QUESTIONNAIRE_KEYS", "")
    path = _data_folder(os.environ) / "clinic.key"
    return Keyring.from_text(_checked_keys(keys) if keys else _keys_in(path))


def missing_database() -> str:
    """Where the database's file should be and is not, with the remedy; else "". Makes nothing."""
    named = os.environ.get("QUESTIONNAIRE_DATABASE_URL", "")
    url = make_url(_checked_database(named)) if named else None
    if url and url.get_backend_name() != "sqlite":
        return ""  # a server says by itself what is wrong
    path = _whole_path(url.database or "") if url else _file_in(_data_folder(os.environ))
    if not _is_missing(path):
        return ""
    fault = f"there is no database at {path}"
    if named:
        return f"QUESTIONNAIRE_DATABASE_URL: {fault}: correct the address, or {_MAKE_DATABASE}"
    return f"{fault}: {_LOAD}, or start the app first (./run or questionnaire serve) and stay in its folder"


def _is_missing(path: Path) -> bool:
    try:
        return path.stat().st_size == 0  # an empty file is what a mistake has left
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # it is there, and opening it says what is wrong
        return False


_LOAD = "load the clinic's settings file if there is one (set -a; . ./settings.env; set +a)"
_MAKE_DATABASE = "make a new database with: questionnaire db upgrade"


def _data_folder(given: Mapping[str, str]) -> Path:
    return _whole_path(given.get("QUESTIONNAIRE_DATA") or "var")


def _whole_path(path: str) -> Path:
    try:
        return Path(path).resolve()
    except FileNotFoundError:  # a path is counted from the folder we are in, and that was removed
        raise ConfigError(
            f"{path} cannot be found: the folder you are in was removed: go to another"
        ) from None


def _file_in(folder: Path) -> Path:
    return folder / "clinic.db"


def _checked_database(text: str) -> str:
    name = "QUESTIONNAIRE_DATABASE_URL"
    try:
        url = make_url(text)
    except ArgumentError:  # its message would show the password
        raise ConfigError(f"{name} is not a database address: write {_EXAMPLES}") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ConfigError(f"{name} names {url.get_backend_name()!r}: write {_EXAMPLES}")
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise ConfigError(f"{name} names no file: write sqlite:////folder/clinic.db")
    return text


_EXAMPLES = "sqlite:////folder/clinic.db or postgresql://user:password@host/name"


def _checked_keys(text: str) -> str:
    try:
        Keyring.from_text(text)
    except KeysUnreadable as error:
        raise ConfigError(f"QUESTIONNAIRE_KEYS is wrong: {error}: {_KEY}") from None
    return text


_KEY = f'{_LOAD}; for a new installation make a key with: echo "1:$(openssl rand -base64 32)"'


def _default_database(folder: Path) -> str:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"QUESTIONNAIRE_DATA: cannot make the folder {folder} ({error.strerror}): "
            "name another one"
        ) from None
    return f"sqlite:///{_file_in(folder)}"


def _default_keys(folder: Path, database_url: str) -> str:
    """The key beside the default database, made with it and never without it."""
    if database_url:
        raise ConfigError(
            f"QUESTIONNAIRE_KEYS is not set, but QUESTIONNAIRE_DATABASE_URL is: {_KEY}"
        )
    path = folder / "clinic.key"
    if not path.exists():
        _make_key_file(path)
    return _keys_in(path)


def _keys_in(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        keys = ",".join(line for line in lines if line and not line.startswith("#"))
        Keyring.from_text(keys)
    except (OSError, ValueError):
        raise ConfigError(f"QUESTIONNAIRE_DATA: {path} holds no key: restore its copy") from None
    return keys


def _make_key_file(path: Path) -> None:
    database = path.with_name("clinic.db")
    if database.exists():  # a new key could never open it
        raise ConfigError(
            f"QUESTIONNAIRE_DATA: {path} is missing, and {database} needs it: restore its copy"
        )
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    draft = path.with_name(f"clinic.key.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{KEY_FILE_NOTE}1:{key}\n")
    try:
        os.link(draft, path)  # all or nothing, and never over another's key
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _erasures(named: str, folder: Path, database_url: str) -> Path | None:
    if named:
        return _whole_path(named)
    return None if database_url else folder / "erasures.list"


def _checked_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(
            f"QUESTIONNAIRE_TIME_ZONE: no time zone {text!r} is known: "
            "write one such as Europe/London, and see that tzdata is installed"
        ) from None
    return text


def _checked_number(text: str) -> int:
    if not re.fullmatch(r"[0-9]", text):
        raise ConfigError(
            f"QUESTIONNAIRE_PROXIES: {text!r} is no number of proxies: "
            "write 1 for one proxy before the server, or leave it out"
        )
    return int(text)


def _checked_address(text: str) -> str:
    name = "QUESTIONNAIRE_BASE_URL"
    address = _split(text)
    if address is None or address.path not in {"", "/"} or address.query or address.fragment:
        raise ConfigError(f"{name} is not an address: write https://questionnaire.clinic.example")
    if address.scheme == "http" and not is_loopback(address.hostname or ""):
        raise ConfigError(
            f"{name} would send patients' answers unencrypted: begin it with https://"
        )
    return text.rstrip("/")


def _split(text: str) -> SplitResult | None:
    try:
        address = urlsplit(text)
        _ = address.port  # raises where it is no number
    except ValueError:
        return None
    known = address.scheme in {"http", "https"} and address.hostname and not address.username
    return address if known else None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by itself, where nothing travels unencrypted."""
    name = host.strip("[]").casefold()
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
