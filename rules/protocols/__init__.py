"""What the answers mean. Every protocol and every working figure is listed here by hand."""

from rules.language.protocols import Protocol
from rules.language.relations import WorkingChoice, WorkingFigure
from rules.protocols.contraindications import CONTRAINDICATIONS
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS
from rules.protocols.figures import (
    CANCER_AGE,
    GOOD_RELIEF,
    LARGE_DOSE,
    MILD_PAIN,
    NEW_PAIN_DAYS,
    PERSISTENT_DAYS,
    POOR_RELIEF,
    SEVERE_PAIN,
)
from rules.protocols.red_flags import RED_FLAGS
from rules.protocols.review import REVIEW
from rules.questions.safety import PREGNANCY_AGE
from rules.questions.windows import BLOOD_DAYS, EXAMINATION_DAYS, IMAGING_DAYS, PAIN_SCORE_DAYS

# A clinic chooses which of these apply, and which of the indications leads the face sheet.
CHOOSABLE: tuple[Protocol, ...] = (DOCUMENTED_INDICATIONS,)
# Safety is no matter of choice.
ALWAYS_ON: tuple[Protocol, ...] = (RED_FLAGS, CONTRAINDICATIONS, REVIEW)

PROTOCOLS: tuple[Protocol, ...] = (*CHOOSABLE, *ALWAYS_ON)
BY_KEY = {protocol.key: protocol for protocol in PROTOCOLS}

DEFAULT_CHOSEN: tuple[str, ...] = (DOCUMENTED_INDICATIONS.key,)
DEFAULT_LEADING = DOCUMENTED_INDICATIONS.key

WORKING_FIGURES: tuple[WorkingFigure, ...] = (
    SEVERE_PAIN,
    MILD_PAIN,
    PERSISTENT_DAYS,
    LARGE_DOSE,
    POOR_RELIEF,
    GOOD_RELIEF,
    NEW_PAIN_DAYS,
    CANCER_AGE,
    PREGNANCY_AGE,
    IMAGING_DAYS,
    BLOOD_DAYS,
    EXAMINATION_DAYS,
    PAIN_SCORE_DAYS,
)
WORKING_CHOICES: tuple[WorkingChoice, ...] = ()

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
