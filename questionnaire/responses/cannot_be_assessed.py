"""A response in which the rules raise: said by what failed, told to the log, and never by a value."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from flask_babel import gettext as _

from rules.language.logic.failure import Failure, attempt

log = logging.getLogger(__name__)

TOLD_LATELY = 1024

Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")


class CannotBeAssessed(Exception):
    """What the rules could not work out of one response: of it alone, so that others go on."""

    def __init__(self, *failures: Failure) -> None:
        super().__init__("; ".join(map(str, failures)))
        self.failures = failures


def contained(
    key: str, name: str
) -> Callable[[Callable[Given, Outcome]], Callable[Given, Outcome]]:
    """Of work that runs the rules once more: whatever it raises is CannotBeAssessed."""

    def wrap(work: Callable[Given, Outcome]) -> Callable[Given, Outcome]:
        @wraps(work)
        def held(*args: Given.args, **named: Given.kwargs) -> Outcome:
            found = attempt(key, name, work, *args, **named)
            if isinstance(found, Failure):
                raise CannotBeAssessed(found)
            return found

        return held

    return wrap


@lru_cache(TOLD_LATELY)
def tell(response: UUID | str, failures: tuple[Failure, ...]) -> None:
    """Into the log, once for each response and what failed in it: a page opened again adds nothing."""
    what, where = "; ".join(map(str, failures)), failures[0].where
    log.error("response %s cannot be assessed: %s\n%s", response, what, where)


def suspects(failures: Sequence[Failure]) -> tuple[str, ...]:
    """What everything that failed is worked out from: the wrong entry is likeliest there."""
    first, *rest = (one.reads for one in failures)
    return tuple(name for name in first if all(name in reads for reads in rest))


def not_until_assessed() -> str:
    """Why a response that cannot be assessed is neither passed on nor decided."""
    return _("These answers cannot be assessed. Correct the wrong entry first.")
