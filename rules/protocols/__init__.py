"""What the answers mean. Every protocol and every working figure is listed here by hand."""

from rules.language.protocols import Protocol
from rules.language.relations import WorkingFigure
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
from rules.protocols.safety import SAFETY
from rules.questions.safety import PREGNANCY_AGE

PROTOCOLS: tuple[Protocol, ...] = (DOCUMENTED_INDICATIONS, SAFETY)

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
)
