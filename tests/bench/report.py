"""RESULTS.md: each part of the benchmark has a heading of its own, and what is written by hand stays."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

HEAD = """\
# How fast it is

Made by `tests/bench/run`, a part at a time; each part says when, of what and on what machine. Sides
are measured by turns in one run, and every server is a real one that a browser could use. A figure is
that of the middle round, with the least and the most; a ratio is that of rounds right beside each other.
On a machine with other work read the ratios: of processor time first, by the clock last.

The *bare stack* ([bare.py](bare.py)) asks the same questions, ten a page where the program asks one or
two, in Flask-WTF, SQLAlchemy and one SQLite file with `synchronous=FULL`, by two processes of the same
web server. It has no encryption, trail, rules or language. *Before* is an earlier commit.
"""


def renewed(text: str, made: Mapping[str, str], order: Sequence[str]) -> str:
    """The file with some sections made anew; every other section stands as it stood."""
    _, *written = f"\n{text}".split("\n## ")
    sections = {heading: body for heading, _, body in (one.partition("\n") for one in written)}
    sections |= made
    by_hand = [heading for heading in sections if heading not in order]
    headings = [*(one for one in order if one in sections), *by_hand]
    return "\n".join([HEAD, *(f"## {one}\n\n{sections[one].strip()}\n" for one in headings)])


def machine() -> str:
    """System and Python, and no name of any machine."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}; {python}"


def made_by(command: str, commits: Mapping[str, str], load: str) -> str:
    """The first lines of a section."""
    compared = "; ".join(f"{side}: {commit}" for side, commit in commits.items())
    day = datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M")
    return f"Made by `{command}` on {day}; {compared}. {machine()}; load {load}."
