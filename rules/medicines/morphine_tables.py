"""How much morphine by mouth an opioid equals: published tables, each with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rules.language.criteria.sources import Source
from rules.medicines.ingredients import ANOTHER_OPIOID, Ingredient
from rules.sources.safety_and_medicines import (
    ANZCA_FPM_2021,
    BNF_2018,
    BNF_2020,
    BNF_PATCHES_2020,
    CDC_2022,
)

Factors = Mapping[str, Decimal]  # by the ingredient's key


def _factors(**factors: str) -> Factors:
    return {key: Decimal(factor) for key, factor in factors.items()}


@dataclass(frozen=True)
class MorphineTable:
    """One published table. What it has no figure for is not calculated, and never 0.

    `by_mouth`: mg of morphine for 1 mg by mouth. `patch`: mg a day for 1 microgram an hour.
    `patch_of`: mg a day for one patch of a strength, where the table goes by strength instead.
    `why_not`: why something is not calculated, where there is more to say than that it is not
    listed.
    """

    key: str
    name: str
    source: Source
    by_mouth: Factors
    patch: Factors = field(default_factory=dict[str, Decimal])
    patch_of: Mapping[str, Mapping[Decimal, Decimal]] = field(
        default_factory=dict[str, Mapping[Decimal, Decimal]]
    )
    why_not: Mapping[str, str] = field(default_factory=dict[str, str])
    patches: str = "fentanyl patches"  # those that it has figures for
    patch_source: Source | None = None  # where it is another than that of what is by mouth

    def why_left_out(self, opioid: Ingredient) -> str:
        """What to print in place of a figure."""
        if opioid.key == ANOTHER_OPIOID.key:
            return "Not calculated: this opioid is not on record here."
        why = self.why_not.get(opioid.key, f"the {self.name} table lists no factor")
        return f"Not calculated: {why}."

    def why_not_this_way(self, opioid: Ingredient) -> str:
        """What to print where an opioid has a figure, and is taken another way."""
        other = f"the table's factors are for medicines by mouth and {self.patches}"
        return f"Not calculated: {self.why_not.get(opioid.key, other)}."


CDC = MorphineTable(
    key="cdc_2022",
    name="CDC 2022",
    source=CDC_2022,
    by_mouth=_factors(
        codeine="0.15",
        tramadol="0.2",
        tapentadol="0.4",
        hydrocodone="1.0",
        oxycodone="1.5",
        oxymorphone="3.0",
        hydromorphone="5.0",
        morphine="1.0",
    ),
    patch=_factors(fentanyl="2.4"),
    why_not={
        "methadone": "a choice of this project. CDC 2022 lists 4.7, but methadone stays in the "
        "body for a long and variable time",
    },
)

FENTANYL_BY_BNF: Mapping[Decimal, Decimal] = {
    Decimal(12): Decimal(30),
    Decimal(25): Decimal(60),
    Decimal(50): Decimal(120),
    Decimal(75): Decimal(180),
    Decimal(100): Decimal(240),
}
BUPRENORPHINE_BY_BNF = "a choice of this project, though the BNF 2020 figures list its patches"
METHADONE_BY_BNF = "the BNF gives no single factor, and leaves it to a specialist"

# A second-hand page gives tapentadol 0.4 with the BNF's figures. The BNF's own list as read has none for
# it, so that a later table leaves it out; this one stays, for assessments made by it.
BNF_AS_QUOTED = MorphineTable(
    key="bnf_2020",
    name="BNF 2020",
    source=BNF_2020,
    by_mouth=_factors(
        codeine="0.1",
        dihydrocodeine="0.1",
        tramadol="0.1",
        tapentadol="0.4",
        oxycodone="1.5",
        hydromorphone="5",
        morphine="1",
    ),
    patch_of={"fentanyl": FENTANYL_BY_BNF},
    why_not={
        "methadone": METHADONE_BY_BNF,
        "buprenorphine": BUPRENORPHINE_BY_BNF,
        "pethidine": "the BNF 2020 figures as read list no factor; another UK table gives 0.1",
    },
)

BNF = MorphineTable(
    key="bnf_2018",
    name="BNF 2018",
    source=BNF_2018,
    by_mouth=_factors(
        codeine="0.1",
        dihydrocodeine="0.1",
        tramadol="0.1",
        oxycodone="1.5",
        hydromorphone="5",
        morphine="1",
    ),
    patch_of={"fentanyl": FENTANYL_BY_BNF},
    patch_source=BNF_PATCHES_2020,
    why_not={
        "tapentadol": "the BNF's own list has no factor; local UK tables give 0.4 (second-hand)",
        "methadone": METHADONE_BY_BNF,
        "buprenorphine": BUPRENORPHINE_BY_BNF,
        "pethidine": "the BNF's own list has no factor; another UK table gives 0.1",
    },
)

ANZCA = MorphineTable(
    key="anzca_2021",
    name="ANZCA/FPM 2021",
    source=ANZCA_FPM_2021,
    by_mouth=_factors(
        codeine="0.13",
        tramadol="0.2",
        tapentadol="0.3",
        oxycodone="1.5",
        hydromorphone="5",
        morphine="1",
    ),
    patch=_factors(fentanyl="3", buprenorphine="2"),
    patches="patches of fentanyl and buprenorphine",
    why_not={
        "buprenorphine": "the ANZCA/FPM 2021 table gives 40 for buprenorphine under the tongue, and "
        "2 for its patches. A tablet here does not say whether it is taken under the tongue",
        "methadone": "the ANZCA/FPM 2021 table as read gives no factor",
        "pethidine": "the ANZCA/FPM 2021 table gives 0.4 for an injection, and none by mouth",
    },
)

MORPHINE_TABLES: Mapping[str, MorphineTable] = {
    table.key: table for table in (CDC, BNF_AS_QUOTED, BNF, ANZCA)
}
