"""An SQLite file is encrypted as a whole, under a key of its own master key: after a change, anew."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from questionnaire.store.encryption import Keyring
from questionnaire.store.sqlite import keyed, open_file, unlock

log = logging.getLogger(__name__)


def bring_up_to_date(file: Path, keyring: Keyring) -> None:
    """Encrypt a file under the current key, once nobody else has it open, and say so."""
    if not file.exists() or is_current(file, keyring):
        return
    current = keyring.names[0]
    if _encrypt_anew(file, keyring):
        log.warning("%s is now encrypted under key %r", file, current)
    else:
        log.warning(
            "%s stays encrypted under an older key: another program has it open. It is encrypted under "
            "key %r at the next start without one",
            file,
            current,
        )


def is_current(path: Path, keyring: Keyring) -> bool:
    """Whether the current key opens a file."""
    connection = keyed(path, keyring.derived("file")[0])
    try:
        unlock(connection)
    except sqlcipher.OperationalError:
        raise
    except sqlcipher.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def _encrypt_anew(path: Path, keyring: Keyring) -> bool:
    """False where somebody else has it open.

    It leaves the write-ahead log meanwhile, which SQLite allows to whoever is alone. A rollback journal
    then undoes what is interrupted: at the next start the file opens with the older key as before.
    """
    connection = open_file(path, keyring)
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")  # refused to whoever is not alone
        connection.execute(f"PRAGMA rekey = \"x'{keyring.derived('file')[0].hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlcipher.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    finally:
        connection.close()
    return True
