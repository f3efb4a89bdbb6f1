"""The process that sets in type: one job a line on its input, what came of each on its output.

It ends when its input does, so it never outlives whoever started it.
"""

from __future__ import annotations

import json
import resource
import sys
from functools import cache
from typing import Any, BinaryIO

import typst

from questionnaire.typesetting.letters import font_folder

MOST_MEMORY = 4 << 30  # bytes of addresses, of which a job uses a tenth: more would be a fault


@cache
def fonts() -> typst.Fonts:
    """The one font that Typst may use, so that what it sets looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[font_folder()],
    )


def answer_all(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Set job after job. Before each answer stands whether it was set, and how many bytes it is."""
    for line in jobs:
        was_set, made = _answer(json.loads(line))
        answers.write(b"%d %d\n" % (was_set, len(made)))
        answers.write(made)
        answers.flush()


def _answer(job: dict[str, Any]) -> tuple[bool, bytes]:
    try:
        return True, typst.compile(font_paths=fonts(), **job)
    except (typst.TypstError, RuntimeError) as error:
        return False, str(error).encode()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    answer_all(sys.stdin.buffer, sys.stdout.buffer)
