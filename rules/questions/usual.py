"""What is usual of results and days: outside, whoever writes is asked. A slip of the pen is likelier there.

No source gives these figures: all are ours, and a clinic sets its own.
"""

from decimal import Decimal

from rules.language.logic.relations import WorkingFigure
from rules.language.questions import OtherUnit, Usual

A_SLIP = (
    "No source gives a number. It is ours: beyond it a slip of the pen or another unit is likelier."
)
LIVED = "It is ours: few live to it, and a slip of the pen is likelier."

LOW_INR = WorkingFigure(
    "asked_inr_under",
    "An INR is asked about under",
    Decimal("0.5"),
    "",
    A_SLIP,
    high=Decimal(20),
)
HIGH_INR = WorkingFigure(
    "asked_inr_over",
    "An INR is asked about over",
    Decimal(10),
    "",
    A_SLIP,
    high=Decimal(20),
)
LOW_PLATELETS = WorkingFigure(
    "asked_platelets_under",
    "Platelets are asked about under",
    Decimal(5),
    "× 10⁹/L",
    A_SLIP,
    high=Decimal(2000),
)
HIGH_PLATELETS = WorkingFigure(
    "asked_platelets_over",
    "Platelets are asked about over",
    Decimal(1500),
    "× 10⁹/L",
    A_SLIP,
    high=Decimal(2000),
)
LOW_HAEMOGLOBIN = WorkingFigure(
    "asked_haemoglobin_under",
    "Haemoglobin is asked about under",
    Decimal(40),
    "g/L",
    A_SLIP,
    high=Decimal(300),
)
HIGH_HAEMOGLOBIN = WorkingFigure(
    "asked_haemoglobin_over",
    "Haemoglobin is asked about over",
    Decimal(220),
    "g/L",
    A_SLIP,
    high=Decimal(300),
)
LOW_CLEARANCE = WorkingFigure(
    "asked_clearance_under",
    "A creatinine clearance is asked about under",
    Decimal(5),
    "ml/min",
    A_SLIP,
    high=Decimal(300),
)
HIGH_CLEARANCE = WorkingFigure(
    "asked_clearance_over",
    "A creatinine clearance is asked about over",
    Decimal(200),
    "ml/min",
    A_SLIP,
    high=Decimal(300),
)
LONG_AGO = WorkingFigure(
    "asked_years_ago",
    "A day of this illness is asked about if it is longer ago than",
    Decimal(10),
    "years",
    A_SLIP,
    high=Decimal(130),
)
FAR_AHEAD = WorkingFigure(
    "asked_years_ahead",
    "A day to come is asked about if it is further off than",
    Decimal(2),
    "years",
    A_SLIP,
    high=Decimal(10),
)
OLDEST = WorkingFigure(
    "asked_age_over",
    "A patient is asked about over the age of",
    Decimal(110),
    "years",
    LIVED,
    high=Decimal(130),
)

POINT_LEFT_OUT = OtherUnit("", Decimal("0.1"))

USUAL_INR = Usual(LOW_INR, HIGH_INR, (POINT_LEFT_OUT, OtherUnit("", Decimal("0.01"))))
USUAL_PLATELETS = Usual(LOW_PLATELETS, HIGH_PLATELETS, (OtherUnit("/µL", Decimal("0.001")),))
USUAL_HAEMOGLOBIN = Usual(LOW_HAEMOGLOBIN, HIGH_HAEMOGLOBIN, (OtherUnit("g/dL", Decimal(10)),))
USUAL_CLEARANCE = Usual(LOW_CLEARANCE, HIGH_CLEARANCE, (POINT_LEFT_OUT,))

ASKED_ABOUT = (
    LOW_INR,
    HIGH_INR,
    LOW_PLATELETS,
    HIGH_PLATELETS,
    LOW_HAEMOGLOBIN,
    HIGH_HAEMOGLOBIN,
    LOW_CLEARANCE,
    HIGH_CLEARANCE,
    LONG_AGO,
    FAR_AHEAD,
    OLDEST,
)
