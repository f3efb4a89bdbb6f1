"""What the lists of staff cost, by how many responses a clinic has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from tests.bench.lists import measured
from tests.bench.peers import Program
from tests.bench.sides import Sides
from tests.bench.table import BEFORE, NOW, middle, ratio

# How a clinic is seeded: how many, and further options.
Size = tuple[str, ...]
EVEN: Size = (
    "350",
    "--even",
)  # 50 at each of seven stages: the least with a full page of every list
SIZES: Sequence[Size] = (("50",), EVEN, ("50000",), ("500000",))
SMALL: Sequence[Size] = (("6",), ("7", "--even"))
LISTS = {
    "Worklist, to do": "/worklist",
    "Worklist, all": "/worklist?view=all",
    "Worklist, closed, page 40": "/worklist?view=closed&page=40",
    "Ready for the clinician": "/ready",
}
AIM = "≤ 1.3"
SECTION = """\
Milliseconds of processor time for a page, in clinics that were seeded: the more responses, the
smaller the share that is still open, as a clinic grows old. The second clinic has as many at each
stage, so that it is the smallest with a full page of every list: the others are compared with it.

{table}

What the first page of each shows in the largest of them, and how many SQL statements it takes:

{shown}"""
# Milliseconds and bytes of each list, of one round.
Read = Mapping[str, tuple[float, int]]
Rounds = Mapping[tuple[str, Size], Sequence[Read]]


def lists(sides: Sides) -> str:
    """The section."""
    sizes = SMALL if sides.is_quick else [one for one in SIZES if int(one[0]) <= sides.most]
    with ExitStack() as servers:
        programs = {
            " ".join([side, *size]): program
            for size in sizes
            for side, program in servers.enter_context(sides.served_seeded(*size)).items()
        }
        read = sides.by_turns("lists of few and of many", programs, _read)
        largest = programs[" ".join([NOW, *sizes[-1]])]
        shown = "Not looked at." if sides.is_quick else _shown(largest)
    rounds = {
        (side, size): read[" ".join([side, *size])] for side in sides.checkouts for size in sizes
    }
    is_compared = BEFORE in sides.checkouts
    return SECTION.format(table=_table(rounds, sizes, is_compared=is_compared), shown=shown)


def _read(served: Program) -> Read:
    site = served.site
    read: dict[str, tuple[float, int]] = {}
    for what, address in LISTS.items():
        site.new_round()
        answer = served.nurse.get(address)
        spent = sum(one.processor for one in site.visits)
        read[what] = (1000 * spent, len(answer.response.get_data()))
    return read


def _shown(served: Program) -> str:
    url = served.settings["QUESTIONNAIRE_DATABASE_URL"]
    [figures] = measured({"": url}, rounds=1).values()
    first = (one for one in figures if "," not in one.name or "page" not in one.name)
    lines = (f"| {one.name} | {one.rows} | {one.statements} |" for one in first)
    return "\n".join(["| | rows | statements |", "|---|---:|---:|", *lines])


def _table(rounds: Rounds, sizes: Sequence[Size], *, is_compared: bool) -> str:
    columns = ["before | now ÷ before"] if is_compared else []
    head = ["| | responses | now | bytes | ÷ of the second | aim", *columns]
    line = "|---|---:|---:|---:|---:|---|" + "---:|---:|" * len(columns)
    lines = (
        _line(what, size, sizes[1], rounds, is_compared=is_compared)
        for what in LISTS
        for size in sizes
    )
    return "\n".join([" | ".join(head) + " |", line, *lines])


def _line(what: str, size: Size, full: Size, rounds: Rounds, *, is_compared: bool) -> str:
    def spent(side: str, of: Size) -> list[float]:
        return [one[what][0] for one in rounds[side, of]]

    now, before = spent(NOW, size), spent(BEFORE, size) if is_compared else []
    cells = [what, f"{int(size[0]):,}", middle(now, 1), f"{rounds[NOW, size][-1][what][1]:,}"]
    cells += [ratio(now, spent(NOW, full)), "–" if size == full else AIM]
    cells += [middle(before, 1), ratio(now, before)] if is_compared else []
    return f"| {' | '.join(cells)} |"
