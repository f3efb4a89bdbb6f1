"""Pins: what tests compare with, written anew from what the code says.

Run it after adding a question, a criterion or a page, and review what it wrote with `git diff`. It
never writes over what is final: a key that was given once, a frozen edition, what an edition found.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from rules import editions
from rules.editions import EditionIsFrozen
from tests.pins.pin import COMMAND, ROOT, Pin
from tests.pins.pins import PINS
from tests.promises import doors, routes
from tests.rules import made_again

ROUTES = Pin(
    "tests/promises/routes.md", lambda _: routes.listed(), "each line opens or shuts a door"
)
DOORS = Pin(
    "tests/promises/doors.md", lambda _: routes.listed(doors.table), "what everybody meets there"
)
FROZEN = "a criterion that changed has a case of this edition in rules/cases"
FOUND = "what this edition finds in every case, for good"


def write() -> Iterator[tuple[Path, str]]:
    """Write all that is due: each file as it is written, with what to review in it.

    Raises EditionIsFrozen where a protocol changed and its edition did not.
    """
    for pin in (*PINS, ROUTES, DOORS):
        if pin.due():
            yield pin.write(), pin.review
    # An edition is frozen before it is asked what it finds.
    yield from ((path, FROZEN) for path in editions.write())
    yield from ((path, FOUND) for path in made_again.pin())


def main() -> None:
    """Write what is due, and say what to review."""
    told = argparse.ArgumentParser(
        COMMAND, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    told.parse_args()
    try:
        for path, review in write():
            print(f"Written: {path.relative_to(ROOT)} (review: {review})")
    except EditionIsFrozen as error:
        sys.exit(f"Not written: {error}")
    print("All is as the code says.")


if __name__ == "__main__":
    main()
