"""What the lists of staff cost, by how many responses a clinic has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from tests.bench.peers import Program
from tests.bench.sides import Sides
from tests.bench.table import BEFORE, NOW, middle, ratio

SIZES = (50, 50_000, 500_000)
SMALL = (6, 12)
LISTS = {
    "Worklist, to do": "/worklist",
    "Worklist, all": "/worklist?view=all",
    "Worklist, closed, page 40": "/worklist?view=closed&page=40",
    "Ready for the clinician": "/ready",
}
AIM = "≤ 1.3 × of the smallest"
SECTION = """\
Milliseconds of processor time for a page, in clinics that were seeded: the more responses, the
smaller the share that is still open, as a clinic grows old. Bytes are those of the page.

{table}"""
# Milliseconds and bytes of each list, of one round.
Read = Mapping[str, tuple[float, int]]
Rounds = Mapping[tuple[str, int], Sequence[Read]]


def lists(sides: Sides) -> str:
    """The section."""
    sizes = SMALL if sides.is_quick else [size for size in SIZES if size <= sides.most]
    with ExitStack() as servers:
        programs = {
            f"{side} {size}": program
            for size in sizes
            for side, program in servers.enter_context(sides.served_seeded(size)).items()
        }
        rounds = sides.by_turns("lists of few and of many", programs, _read)
    by = {(side, size): rounds[f"{side} {size}"] for side in sides.checkouts for size in sizes}
    return SECTION.format(table=_table(by, sizes, is_compared=BEFORE in sides.checkouts))


def _read(served: Program) -> Read:
    site = served.site
    read: dict[str, tuple[float, int]] = {}
    for what, address in LISTS.items():
        site.new_round()
        answer = served.nurse.get(address)
        spent = sum(one.processor for one in site.visits)
        read[what] = (1000 * spent, len(answer.response.get_data()))
    return read


def _table(rounds: Rounds, sizes: Sequence[int], *, is_compared: bool) -> str:
    columns = ["before | now ÷ before"] if is_compared else []
    head = ["| | responses | aim | now", "÷ of the smallest", "bytes", *columns]
    line = "|---|---:|---|---:|---:|---:|" + "---:|---:|" * len(columns)
    lines = [
        _line(what, size, sizes[0], rounds, is_compared=is_compared)
        for what in LISTS
        for size in sizes
    ]
    return "\n".join([" | ".join(head) + " |", line, *lines])


def _line(what: str, size: int, smallest: int, rounds: Rounds, *, is_compared: bool) -> str:
    def spent(side: str, of: int) -> list[float]:
        return [one[what][0] for one in rounds[side, of]]

    now = spent(NOW, size)
    cells = [what, f"{size:,}", "–" if size == smallest else AIM, middle(now, 1)]
    cells += [ratio(now, spent(NOW, smallest)), f"{rounds[NOW, size][-1][what][1]:,}"]
    if is_compared:
        before = spent(BEFORE, size)
        cells += [middle(before, 1), ratio(now, before)]
    return f"| {' | '.join(cells)} |"
