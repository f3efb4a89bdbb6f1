"""What a nurse's pages of one response cost, and how often the database is asked for each."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import mean

from tests.bench.checkouts import Checkout
from tests.bench.nurses import walk_round
from tests.bench.peers import Program
from tests.bench.sides import Sides
from tests.bench.table import BEFORE, NOW, Figure, table
from tests.bench.visits import Visit
from tests.kit.people import PASSWORD
from tests.kit.real_server import newcomer

STATEMENTS = Path(__file__).parents[1] / "statements.py"
SHOWN = {"Submission": "", "Face sheet": "/face-sheet", "Summary as JSON": "/summary.json"}
SECTION = """\
A patient who answered every page, and every page of facts filled in. Processor milliseconds of the
server, the mean of a round; the PDF is that of a patient whom nobody had asked for before.

{table}

SQL statements, those that begin, end or set up a transaction not counted:

{statements}"""


def _costs(kind: str, visits: Sequence[Visit]) -> float:
    return 1000 * mean(one.processor for one in visits if one.kind == kind)


COSTS = tuple(
    Figure[Sequence[Visit]](what, aim, partial(_costs, kind))
    for what, aim, kind in (
        ("Submission", "≤ 15", "… sees a submission"),
        ("Face sheet", "≤ 15", "… sees the face sheet"),
        ("Summary as JSON", "", "… takes the summary as JSON"),
        ("Summary as CSV", "", "… takes the summary as CSV"),
        ("PDF of a new patient", "≤ 50", "… takes the summary as PDF"),
        ("Facts taken in", "", "… adds facts"),
        ("Invitation", "", "… invites"),
    )
)


def staff(sides: Sides) -> str:
    """The section."""
    with sides.served() as programs:
        walked = sides.by_turns(
            "a nurse reads, adds and prints",
            programs,
            lambda one: walk_round(one.nurse, one.site, one.known),
        )
        asked = {side: _statements(sides.checkouts[side], one) for side, one in programs.items()}
    return SECTION.format(table=table(COSTS, walked), statements=_counted(asked))


def _statements(checkout: Checkout, served: Program) -> Mapping[str, int]:
    """Of each page, counted in the program itself on the clinic that is served."""
    addresses = [served.site.response + one for one in SHOWN.values()]
    ended = subprocess.run(
        [checkout.python, STATEMENTS, PASSWORD, *addresses],
        cwd=checkout.place,
        env={**newcomer(served.site.served.log.parent), **served.settings},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-1000:]
    return dict(zip(SHOWN, json.loads(ended.stdout), strict=True))


def _counted(asked: Mapping[str, Mapping[str, int]]) -> str:
    others = [BEFORE] if BEFORE in asked else []
    head = " | ".join(["| | aim | now", *others]) + " |"
    lines = (
        f"| {page} | {'–' if 'JSON' in page else '≤ 8'} | "
        + " | ".join(str(asked[side][page]) for side in (NOW, *others))
        + " |"
        for page in SHOWN
    )
    return "\n".join([head, "|---|---|" + "---:|" * (1 + len(others)), *lines])
