"""How fast many responses are assessed anew, or asked what a change would come to; what is stored of each."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from sqlalchemy import text

from questionnaire import create_app
from questionnaire.cli.running import database_of
from tests.bench.checkouts import Checkout
from tests.bench.clinics import Clinic, FileClinic
from tests.bench.sides import Sides
from tests.bench.starts import ended
from tests.bench.table import Figure, table

EXAMPLE = Path(__file__).parents[3] / "docs/examples/answers.json"
FEW, MANY = 20, 120
SMALL = 4
REASSESS = ("reassess",)
SET = ("clinic", "set", "severe_pain", "8", "--by", "clinician")
IMPACT = ("protocol", "impact", "--set", "severe_pain=8")
STORED = "SELECT length(record_sealed) FROM stored_assessment"
SECTION = """\
Commands on seeded clinics in which every response is open and has all its answers. Responses
for each second of processor time: of a command on {many}, less that on {few}, so that starting is counted
elsewhere.

{table}"""


@dataclass(frozen=True)
class Rates:
    """Responses a second of processor time, and bytes of each stored assessment as sealed."""

    reassessed: float
    again: float
    other: float
    impact: float
    stored: list[int]


RATES = (
    Figure[Rates](
        "`reassess`, never assessed before", "≥ 10 × before (85)", lambda one: one.reassessed, 0
    ),
    Figure[Rates]("… where nothing changed", "", lambda one: one.again, 0),
    Figure[Rates]("… after a figure was set", "", lambda one: one.other, 0),
    Figure[Rates]("`protocol impact`", "≥ 10 × before (265)", lambda one: one.impact, 0),
    Figure[Rates]("A stored assessment, bytes, mean", "≤ 5,000", lambda one: mean(one.stored), 0),
    Figure[Rates]("A stored assessment, bytes, most", "", lambda one: max(one.stored), 0),
)
# A checkout with its clinics by size.
Side = tuple[Checkout, Mapping[int, FileClinic]]


def many(sides: Sides) -> str:
    """The section."""
    few, most = (SMALL, SMALL) if sides.is_quick else (FEW, MANY)
    with (
        sides.copies(str(few), "--open", "1") as small,
        sides.copies(str(most), "--open", "1") as large,
    ):
        each: Mapping[str, Side] = {
            side: (checkout, {few: small[side], most: large[side]})
            for side, checkout in sides.checkouts.items()
        }
        rates = sides.by_turns("many are assessed anew", each, _rates)
    return SECTION.format(few=few, many=most, table=table(RATES, rates))


def _rates(side: Side) -> Rates:
    checkout, clinics = side
    with TemporaryDirectory() as folder:
        mine = {size: one.copied(Path(folder) / str(size)) for size, one in clinics.items()}
        impact = _rate(checkout, mine, (*IMPACT, "--cases", _one_case(Path(folder))))
        first, again = (_rate(checkout, mine, REASSESS) for _ in range(2))
        for clinic in mine.values():
            ended([checkout.questionnaire, *SET], clinic.settings)
        other = _rate(checkout, mine, REASSESS)
        return Rates(first, again, other, impact, _stored(mine[max(mine)]))


def _one_case(folder: Path) -> str:
    """Without a folder it would run over all of the project's own cases too."""
    (folder / "cases").mkdir()
    return str(Path(shutil.copy(EXAMPLE, folder / "cases")).parent)


def _rate(checkout: Checkout, clinics: Mapping[int, Clinic], words: tuple[str, ...]) -> float:
    """Responses a second, by what more of them take longer."""
    spent = {
        size: ended([checkout.questionnaire, *words], clinic.settings).processor
        for size, clinic in clinics.items()
    }
    least, most = min(spent), max(spent)
    longer = spent[most] - spent[least] if least < most else spent[most]
    return (most - least or most) / max(longer, 0.001)


def _stored(clinic: Clinic) -> list[int]:
    database = database_of(create_app(clinic.config))
    with database.engine.connect() as connection:
        lengths = list(connection.execute(text(STORED)).scalars())
    database.close()
    return lengths
