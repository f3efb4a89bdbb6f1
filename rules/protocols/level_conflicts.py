"""Where what staff entered of fractured levels disagrees: their rows, and how many are to be treated."""

from decimal import Decimal

from rules.language.criteria.kinds import conflict
from rules.language.logic.conditions import all_of, not_
from rules.language.questions.disagreement import Difference, HowMany
from rules.questions.examination import levels_to_treat
from rules.questions.imaging_report import fracture_levels
from rules.questions.levels import tender_apart_from_oedema, treated_levels
from rules.sources import PROJECT_CHOICE

NOTHING = Decimal(0)

levels_over_fractured = Difference(
    levels_to_treat,
    HowMany(fracture_levels, "Number of fractured levels"),
    "Levels to be treated less fractured levels",
)
marked_over_number = Difference(
    treated_levels, levels_to_treat, "Levels marked to be treated above the number of them"
)

BETWEEN_LEVELS = (
    conflict(
        "more_levels_than_fractured",
        "More levels are to be treated than are fractured.",
        all_of(
            not_(fracture_levels.is_none),
            # Each of these can stand for more than one bone.
            not_(fracture_levels.includes_any_of("cervical", "sacrum", "other")),
            levels_over_fractured.is_over(NOTHING),
        ),
        short="More levels to treat than fractured",
        source=PROJECT_CHOICE,
        used="The criteria use each as entered. Either a fractured level is missing, or one is to be treated that is not fractured.",
        reported=(levels_to_treat, fracture_levels),
    ),
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
