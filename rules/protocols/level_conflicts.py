"""Where rows of staff, one for each fractured level, disagree among themselves or with their number."""

from decimal import Decimal

from rules.language.criteria.kinds import conflict
from rules.language.questions.disagreement import Difference
from rules.questions.examination import levels_to_treat
from rules.questions.levels import tender_apart_from_oedema, treated_levels
from rules.sources import PROJECT_CHOICE

NOTHING = Decimal(0)

marked_over_number = Difference(
    treated_levels, levels_to_treat, "Levels marked to be treated above the number of them"
)

BETWEEN_LEVELS = (
    conflict(
        "tender_apart_from_oedema",
        "One fractured level is tender and has no oedema, and another has oedema and is not tender.",
        tender_apart_from_oedema.yes,
        short="Tender at one level, oedema at another",
        source=PROJECT_CHOICE,
        used="The pain counts as coming from a fracture, since a fractured level is tender. Whether that fracture is recent cannot be told while the two disagree: S7 of the leaflet, NICE and the LCD leave it to the clinician. A working rule of this project.",
    ),
    conflict(
        "marked_over_number",
        "More levels are marked to be treated than their number says.",
        marked_over_number.is_over(NOTHING),
        short="How many levels are to be treated",
        source=PROJECT_CHOICE,
        used="The criteria use the higher number.",
        reported=(levels_to_treat, treated_levels),
    ),
)
