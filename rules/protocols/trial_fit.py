"""Whom the trials took: where this patient stands against their entry figures, trial by trial."""

from decimal import Decimal

from rules.language.criteria.criteria import Protocol
from rules.language.criteria.entry_figures import EntryFigure, entry_figures
from rules.language.logic.conditions import NEVER, all_of, any_of, not_
from rules.language.questions.worked_out import DaysSince
from rules.protocols.figures import cause, days_since_onset
from rules.questions.about_you import age
from rules.questions.examination import rmdq
from rules.questions.imaging_report import (
    fracture_features,
    fracture_levels,
    mri_report_date,
    suspicion_of_cancer,
    uptake,
    uptake_date,
)
from rules.questions.levels import height_lost, oedema, tender, treated_levels
from rules.questions.symptoms import pain_on_movement
from rules.sources import (
    BUCHBINDER,
    CAFE,
    FREE,
    PROJECT_CHOICE,
    SHAM_TRIALS_COMPARED,
    VAPOUR,
    VERTOS_II,
    VERTOS_II_AND_IV,
    VERTOS_IV_PROTOCOL,
    VERTOS_V,
)

SIX_WEEKS = Decimal(42)
NINE_WEEKS = Decimal(63)
TWELVE_WEEKS = Decimal(84)
THREE_MONTHS = Decimal(92)  # the longest that three months can be
TWELVE_MONTHS = Decimal(365)
ONE_WEEK = Decimal(7)
TWO_WEEKS = Decimal(14)

FROM_MEMORY = "from memory, not checked against the source"

days_since_mri = DaysSince(mri_report_date, "Days since the MRI")
days_since_uptake = DaysSince(uptake_date, "Days since the bone scan or SPECT/CT")

no_cancer = all_of(not_(cause.is_("cancer")), suspicion_of_cancer.no)
no_tumour = all_of(not_(cause.is_("cancer")), not_(fracture_features.includes("epidural_tumour")))
one_or_two_levels = all_of(
    treated_levels.is_at_least(Decimal(1)), treated_levels.is_at_most(Decimal(2))
)
one_to_three_levels = all_of(
    treated_levels.is_at_least(Decimal(1)), treated_levels.is_at_most(Decimal(3))
)

outside_t5_to_l5 = fracture_levels.includes_any_of(
    "cervical", "t1", "t2", "t3", "t4", "sacrum", "other"
)
outside_t4_to_l5 = fracture_levels.includes_any_of("cervical", "t1", "t2", "t3", "sacrum", "other")
t5_to_l5 = all_of(not_(fracture_levels.is_none), not_(outside_t5_to_l5))
t4_to_l5 = all_of(not_(fracture_levels.is_none), not_(outside_t4_to_l5))
NO_LEVEL = "A report that gives no level leaves this open."

one_to_three_from_t5 = all_of(one_to_three_levels, t5_to_l5)
not_one_to_three_from_t5 = any_of(not_(one_to_three_levels), outside_t5_to_l5)

# VERTOS IV and V took whom VERTOS II took, in some of these respects; other trials that say the same share them.
AGE_50 = EntryFigure("age", "age 50 or more", age.is_at_least(Decimal(50)))
PAIN_5 = EntryFigure("pain", "pain of 5 or more", pain_on_movement.is_at_least(Decimal(5)))
OEDEMA = EntryFigure("oedema", "marrow oedema on MRI", oedema.yes)
TENDERNESS = EntryFigure("tenderness", "tender at the fracture", tender.yes)
HEIGHT_15 = EntryFigure(
    "height", "height loss of 15 % or more", height_lost.is_at_least(Decimal(15))
)
LEVEL_T5 = EntryFigure(
    "level",
    "a fracture at T5 or lower",
    t5_to_l5,
    outside_when=outside_t5_to_l5,
    grey=NO_LEVEL,
)
NO_CANCER = EntryFigure("cancer", "no cancer suspected", no_cancer)

ENTRY_FIGURES = (
    *entry_figures(
        "vertos_ii",
        "VERTOS II",
        VERTOS_II,
        AGE_50,
        EntryFigure("onset", "pain for 6 weeks or less", days_since_onset.is_at_most(SIX_WEEKS)),
        PAIN_5,
        OEDEMA,
        TENDERNESS,
        HEIGHT_15,
        LEVEL_T5,
        NO_CANCER,
    ),
    *entry_figures(
        "vertos_iv",
        "VERTOS IV",
        VERTOS_IV_PROTOCOL,
        AGE_50,
        EntryFigure(
            "onset",
            "pain for 9 weeks or less (6 weeks in the protocol)",
            days_since_onset.is_at_most(NINE_WEEKS),
            source=VERTOS_II_AND_IV,
        ),
        PAIN_5,
        OEDEMA,
        TENDERNESS,
        HEIGHT_15,
        EntryFigure(
            "levels",
            f"1 to 3 levels from T5 to L5 ({FROM_MEMORY})",
            one_to_three_from_t5,
            outside_when=not_one_to_three_from_t5,
            grey=NO_LEVEL,
        ),
        NO_CANCER,
    ),
    *entry_figures(
        "vertos_v",
        "VERTOS V",
        VERTOS_V,
        EntryFigure(
            "age",
            "age 50 to 90",
            all_of(age.is_at_least(Decimal(50)), age.is_at_most(Decimal(90))),
        ),
        EntryFigure(
            "onset", "pain for 12 weeks or more", days_since_onset.is_at_least(TWELVE_WEEKS)
        ),
        OEDEMA,
        TENDERNESS,
        HEIGHT_15,
        LEVEL_T5,
    ),
    *entry_figures(
        "vapour",
        "VAPOUR",
        VAPOUR,
        EntryFigure("age", "age over 60", age.is_over(Decimal(60))),
        EntryFigure("onset", "pain for under 6 weeks", days_since_onset.is_under(SIX_WEEKS)),
        EntryFigure(
            "pain",
            "pain of 7 or more (over 7 in the protocol's table)",
            pain_on_movement.is_at_least(Decimal(7)),
        ),
        EntryFigure(
            "imaging",
            "MRI or SPECT/CT shows the fracture active, within 1 week",
            any_of(
                all_of(oedema.yes, days_since_mri.is_at_most(ONE_WEEK)),
                all_of(uptake.yes, days_since_uptake.is_at_most(ONE_WEEK)),
            ),
            outside_when=all_of(
                any_of(oedema.no, days_since_mri.is_over(ONE_WEEK)),
                any_of(uptake.is_unknown, uptake.no, days_since_uptake.is_over(ONE_WEEK)),
            ),
        ),
        EntryFigure("levels", "1 or 2 levels", one_or_two_levels),
        EntryFigure("cancer", "no cancer of the spine", no_cancer),
    ),
    *entry_figures(
        "invest",
        "INVEST",
        SHAM_TRIALS_COMPARED,
        AGE_50,
        EntryFigure("onset", "pain for under 12 months", days_since_onset.is_under(TWELVE_MONTHS)),
        EntryFigure("pain", "pain of 3 or more", pain_on_movement.is_at_least(Decimal(3))),
        EntryFigure(
            "levels",
            "1 to 3 levels from T4 to L5",
            all_of(one_to_three_levels, t4_to_l5),
            outside_when=any_of(not_(one_to_three_levels), outside_t4_to_l5),
            grey=NO_LEVEL,
        ),
        EntryFigure("cancer", "no tumour at the level or in the epidural space", no_tumour),
    ),
    *entry_figures(
        "buchbinder",
        "Buchbinder",
        BUCHBINDER,
        EntryFigure("onset", "pain for under 12 months", days_since_onset.is_under(TWELVE_MONTHS)),
        EntryFigure(
            "oedema",
            f"MRI shows oedema or a fracture line ({FROM_MEMORY})",
            oedema.yes,
            outside_when=NEVER,
            grey="A fracture line is not entered here, so without oedema this stays open.",
        ),
        EntryFigure("levels", "1 or 2 levels", one_or_two_levels),
    ),
    *entry_figures(
        "free",
        "FREE",
        FREE,
        EntryFigure("age", "age 21 or more", age.is_at_least(Decimal(21))),
        EntryFigure(
            "onset", "pain for 3 months or less", days_since_onset.is_at_most(THREE_MONTHS)
        ),
        EntryFigure(
            "pain",
            "pain over 4 (often quoted as 4 or more)",
            pain_on_movement.is_over(Decimal(4)),
            outside_when=pain_on_movement.is_under(Decimal(4)),
            grey="The register says over 4, and 4 or more is often quoted: pain of 4 stays open.",
        ),
        EntryFigure(
            "oedema",
            "marrow oedema on MRI within 2 weeks",
            all_of(oedema.yes, days_since_mri.is_at_most(TWO_WEEKS)),
        ),
        EntryFigure("height", "height loss over 15 %", height_lost.is_over(Decimal(15))),
        EntryFigure(
            "levels",
            "1 to 3 levels from T5 to L5",
            one_to_three_from_t5,
            outside_when=not_one_to_three_from_t5,
            grey=NO_LEVEL,
        ),
    ),
    *entry_figures(
        "cafe",
        "CAFE",
        CAFE,
        EntryFigure("age", "age 21 or more", age.is_at_least(Decimal(21))),
        EntryFigure("pain", "pain of 4 or more", pain_on_movement.is_at_least(Decimal(4))),
        EntryFigure("disability", "Roland-Morris of 10 or more", rmdq.is_at_least(Decimal(10))),
        EntryFigure(
            "levels",
            "1 to 3 levels from T5 to L5",
            one_to_three_from_t5,
            outside_when=not_one_to_three_from_t5,
            grey=NO_LEVEL,
        ),
        EntryFigure("cancer", "a fracture from cancer", cause.is_("cancer")),
    ),
)

TRIAL_FIT = Protocol(
    key="trial_fit",
    title="Whom the trials took",
    short="Trials",
    edition="2026-12",
    summary="Where this patient stands against the entry figures of eight trials: information, never a status. FREE and CAFE studied kyphoplasty. Pain is read as usual pain on movement, and its time from the day it began. What is not asked, such as a T-score or life expectancy, is left out.",
    source=PROJECT_CHOICE,
    criteria=ENTRY_FIGURES,
)
