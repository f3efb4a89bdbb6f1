"""What each edition finds in the worked cases, as digests: `python -m tests.pins` pins a new one.

An assessment that is stored can only be made again, to the byte, while the code that works things
out of answers works them out as it did. An edition's own file holds its conditions and not that code.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from questionnaire.responses.assessment_record import record_text
from questionnaire.responses.results import results_of
from rules import editions
from rules.language.criteria.criteria import Protocol
from rules.language.logic.case import Case
from tests.kit.cases import every_case

FOLDER = Path(__file__).with_name("editions") / "found"
LENGTH = (
    16  # of a digest, in hexadecimal digits: two records of one case never share that by chance
)


def digest(protocol: Protocol, case: Case) -> str:
    """The record that would be stored of one case by one edition, in brief."""
    record = record_text(results_of(case, (protocol,), ()), {})
    return sha256(record.encode()).hexdigest()[:LENGTH]


def pinned(name: str) -> dict[str, str]:
    """The digest of each case by one edition, as it was when that edition came out."""
    lines = _file(name).read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines)


def names() -> list[str]:
    """The editions that are pinned."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def pin() -> Iterator[Path]:
    """Pins each edition that is not pinned yet, never one that is. Gives the files written."""
    for name in sorted(set(editions.names()) - set(names())):
        protocol = editions.edition(name)
        lines = [f"{one.id} {digest(protocol, one.as_pinned())}\n" for one in every_case()]
        _file(name).write_text("".join(lines), encoding="utf-8")
        yield _file(name)


def _file(name: str) -> Path:
    return FOLDER / f"{name}.txt"
