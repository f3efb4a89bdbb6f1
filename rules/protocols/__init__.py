"""What the answers mean. Every protocol and every working figure is listed here by hand."""

from rules.language.criteria.criteria import Protocol, by_key
from rules.language.logic.relations import WorkingChoice, WorkingFigure
from rules.medicines.morphine import MORPHINE_TABLE_CHOICE
from rules.protocols.bleeding_risk import BLEEDING_RISK, NORMAL_INR
from rules.protocols.cms_lcd import CMS_LCD
from rules.protocols.conflicts import CONFLICTS, FULL_RELIEF, MRI_DAYS_APART
from rules.protocols.contraindications import CONTRAINDICATIONS
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS
from rules.protocols.far_pain import FAR_LEVELS
from rules.protocols.figures import (
    ACUTE_DAYS,
    CANCER_AGE,
    GOOD_RELIEF,
    LARGE_DOSE,
    MILD_PAIN,
    NEW_PAIN_DAYS,
    NO_LONGER_RECENT_DAYS,
    PERSISTENT_DAYS,
    POOR_RELIEF,
    RECENT_DAYS,
    SEVERE_PAIN,
)
from rules.protocols.found_flags import FOUND_FLAG_CHOICES
from rules.protocols.humber_icb import HUMBER_ICB
from rules.protocols.malignant_pathway import MALIGNANT_PATHWAY
from rules.protocols.nice_ta279 import NICE
from rules.protocols.red_flags import RED_FLAGS
from rules.protocols.review import REVIEW
from rules.protocols.trial_fit import TRIAL_FIT
from rules.questions.pain_relief import MOST_MORPHINE, MOST_PARACETAMOL
from rules.questions.safety import PREGNANCY_AGE
from rules.questions.usual import ASKED_ABOUT
from rules.questions.windows import (
    BLOOD_DAYS,
    EXAMINATION_DAYS,
    IMAGING_DAYS,
    PAIN_SCORE_DAYS,
    WARFARIN_INR_DAYS,
)

# A clinic chooses which of these apply, and which of the indications leads the face sheet.
CHOOSABLE: tuple[Protocol, ...] = (
    DOCUMENTED_INDICATIONS,
    NICE,
    CMS_LCD,
    HUMBER_ICB,
    MALIGNANT_PATHWAY,
    TRIAL_FIT,
)
# Safety is no matter of choice.
ALWAYS_ON: tuple[Protocol, ...] = (
    RED_FLAGS,
    CONTRAINDICATIONS,
    BLEEDING_RISK,
    REVIEW,
    CONFLICTS,
)

PROTOCOLS: tuple[Protocol, ...] = (*CHOOSABLE, *ALWAYS_ON)
BY_KEY = by_key(PROTOCOLS)

DEFAULT_CHOSEN: tuple[str, ...] = (
    DOCUMENTED_INDICATIONS.key,
    NICE.key,
    CMS_LCD.key,
    MALIGNANT_PATHWAY.key,
    TRIAL_FIT.key,
)
DEFAULT_LEADING = DOCUMENTED_INDICATIONS.key

WORKING_FIGURES: tuple[WorkingFigure, ...] = (
    SEVERE_PAIN,
    MILD_PAIN,
    PERSISTENT_DAYS,
    LARGE_DOSE,
    POOR_RELIEF,
    GOOD_RELIEF,
    RECENT_DAYS,
    NO_LONGER_RECENT_DAYS,
    ACUTE_DAYS,
    NEW_PAIN_DAYS,
    CANCER_AGE,
    NORMAL_INR,
    MOST_MORPHINE,
    MOST_PARACETAMOL,
    PREGNANCY_AGE,
    IMAGING_DAYS,
    BLOOD_DAYS,
    WARFARIN_INR_DAYS,
    EXAMINATION_DAYS,
    PAIN_SCORE_DAYS,
    FAR_LEVELS,
    MRI_DAYS_APART,
    FULL_RELIEF,
    *ASKED_ABOUT,
)
WORKING_CHOICES: tuple[WorkingChoice, ...] = (
    MORPHINE_TABLE_CHOICE,
    *FOUND_FLAG_CHOICES.values(),
)

__all__ = [
    "ALWAYS_ON",
    "BY_KEY",
    "CHOOSABLE",
    "DEFAULT_CHOSEN",
    "DEFAULT_LEADING",
    "PROTOCOLS",
    "RED_FLAGS",
    "WORKING_CHOICES",
    "WORKING_FIGURES",
]
