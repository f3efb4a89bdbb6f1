"""What a database's files still hold of rows as they were, made unreadable once a key was thrown away.

SQLite overwrites what is freed (`secure_delete`, set on every connection), but a write-ahead log
keeps pages as they were until it is cut short. PostgreSQL keeps the old rows in the files of their
tables until these are written anew.
"""

from __future__ import annotations

import time

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

TRIES = 10
PAUSE_SECONDS = 0.5
LOCK_MILLISECONDS = 500  # nobody who answers meanwhile should wait for longer
HAVE_KEYS = ("response", "patient")
"""The tables in which a wrapped key, or what a patient could be found by, has stood."""


def overwrite(engine: Engine) -> bool:
    """Leave nothing in the files of what rows were before. False where somebody reading held it up."""
    attempt = _cut_log_short if engine.dialect.name == "sqlite" else _write_tables_anew
    for number in range(TRIES):
        if number:
            time.sleep(PAUSE_SECONDS)
        if attempt(engine):
            return True
    return False


def _cut_log_short(engine: Engine) -> bool:
    with engine.connect() as connection:
        driver = connection.connection.cursor()  # this may not stand in a transaction
        [(waits,)] = driver.execute("PRAGMA busy_timeout").fetchall()
        driver.execute(f"PRAGMA busy_timeout = {LOCK_MILLISECONDS}")
        try:
            [(busy, _pages, _moved)] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            driver.execute(f"PRAGMA busy_timeout = {waits}")
    return not busy


def _write_tables_anew(engine: Engine) -> bool:
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with alone.connect() as connection:
            connection.exec_driver_sql(f"SET lock_timeout = {LOCK_MILLISECONDS}")
            for table in HAVE_KEYS:
                connection.exec_driver_sql(f"VACUUM (FULL) {table}")
            connection.exec_driver_sql("RESET lock_timeout")
    except (
        OperationalError
    ):  # somebody holds a table; whatever else is wrong, the next statement says
        return False
    return True
