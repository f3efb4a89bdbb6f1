"""Staff passwords: how they are kept, checked, made up and refused."""

from __future__ import annotations

import re
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore, Lock
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import Flask, current_app

from questionnaire.store import clock

SHORTEST = 12
LONGEST = 200
ONE_TIME_DAYS = 7  # then an administrator, who knows whom it was for, makes another
# Without letters and digits that are taken for one another when read out or copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


# What lists of stolen passwords begin with, and what is put around it to make it long.
_TRIED_FIRST = re.compile(
    r"passw[o0]rd|qwertyuiop|qwerty|asdfgh|welcome|letmein|iloveyou|admin|changeme|[\W\d_]",
    re.IGNORECASE,
)


class TooManyAtOnce(Exception):
    """So many passwords are being checked that one more would keep others waiting."""


class Queue:
    """Those who wait to have a password looked at: one after the other, and no more than a few.

    A hash takes 64 MiB and a core for a fifth of a second, and the server's other threads are for
    patients and colleagues.
    """

    def __init__(self, places: int) -> None:
        self._places = BoundedSemaphore(places)
        self.turn = Lock()

    @contextmanager
    def place(self) -> Generator[None]:
        """Stand in line until what is tried is counted too. Raises TooManyAtOnce where it is too long."""
        if not self._places.acquire(blocking=False):
            raise TooManyAtOnce
        try:
            yield
        finally:
            self._places.release()


KNOWN_WAITING, STRANGERS_WAITING = 6, 4
KNOWN, STRANGERS = Queue(KNOWN_WAITING), Queue(STRANGERS_WAITING)
"""Whoever signs in from where they have before, and all others: however many these are, those go on."""


def init_app(app: Flask) -> None:
    """Give an app its hasher. argon2-cffi's defaults follow RFC 9106; only tests want a cheaper one."""
    app.extensions["passwords"] = PasswordHasher()


def hash_password(password: str) -> str:
    """What is stored. Slow on purpose: never call it inside `write_session()`. Raises TooManyAtOnce."""
    with KNOWN.place(), KNOWN.turn:
        return _hasher(current_app).hash(password)


def is_right(password: str, kept: str | None, queue: Queue) -> bool:
    """Whether this is the password kept. Takes as long where no such account exists (`kept` None).

    Whoever asks has a place in the queue.
    """
    hasher = _hasher(current_app)
    with queue.turn:
        try:
            hasher.verify(kept or _nobodys(hasher), password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return kept is not None


def one_time_password() -> str:
    """A password to hand over once: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def one_time_until() -> datetime:
    """Until when a one-time password lets in that is made now."""
    return clock.now() + timedelta(days=ONE_TIME_DAYS)


def fault_in(password: str, username: str) -> str | None:
    """What is wrong with a new password, and what to do; None where it will do."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters, for example four words"
    if username.casefold() in password.casefold():
        return "Leave your user name out of your password"
    if len(set(password)) < 5:
        return "Use more different characters"
    if len(_TRIED_FIRST.sub("", password)) < 5:
        return "Use words that nobody would try first"
    return None


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_hex())


def _hasher(app: Flask) -> PasswordHasher:
    return cast("PasswordHasher", app.extensions["passwords"])
