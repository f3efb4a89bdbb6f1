"""Pain that lies far from the fracture, by the levels under each place where it hurts."""

from decimal import Decimal

from rules.language.criteria.kinds import conflict
from rules.language.logic.conditions import all_of, any_of, not_
from rules.language.logic.relations import WorkingFigure
from rules.language.questions.disagreement import LevelsApart
from rules.questions.examination import tender_at_fracture
from rules.questions.fracture_history import told_level
from rules.questions.imaging_report import fracture_levels
from rules.questions.places import PLACES, SPINE
from rules.questions.symptoms import pain_place, pain_spread
from rules.sources import PROJECT_CHOICE

FAR_LEVELS = WorkingFigure(
    "far_levels",
    "Pain counts as far from the fracture from",
    Decimal(5),
    "levels",
    "No source gives a number. Pain from a fracture is often felt some levels lower (from memory, not checked against a source).",
    high=Decimal(19),
    low=Decimal(1),
)
from_report = LevelsApart(
    pain_place, fracture_levels, PLACES, SPINE, "Levels from the pain to the fracture reported"
)
from_told = LevelsApart(
    pain_place, told_level, PLACES, SPINE, "Levels from the pain to the fracture as told"
)

PAIN_FAR_FROM_FRACTURE = conflict(
    "pain_far_from_fracture",
    "The pain is far from the fracture: no place where it hurts lies near a fractured level.",
    any_of(
        from_report.is_at_least(FAR_LEVELS),
        all_of(fracture_levels.is_unknown, from_told.is_at_least(FAR_LEVELS)),
    ),
    short="Pain far from the fracture",
    absent_when=any_of(
        not_(from_report.is_at_least(FAR_LEVELS)),
        all_of(fracture_levels.is_unknown, not_(from_told.is_at_least(FAR_LEVELS))),
    ),
    source=PROJECT_CHOICE,
    used="The levels that staff entered from the report are used; until then, those that the patient was told. Which level lies under which place is a table of this project. It decides nothing: only an examination tells where the pain comes from.",
    reported=(pain_place, pain_spread, fracture_levels, told_level, tender_at_fracture),
)
