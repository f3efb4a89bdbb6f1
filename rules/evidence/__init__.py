"""What must stand beside "indications appear met": the evidence, the intended use, the limits."""

from rules.evidence.for_and_against import (
    NATURAL_COURSE,
    OTHER_EVIDENCE,
    SHAM_TRIALS,
    WHO_WAS_STUDIED,
)
from rules.evidence.panels import PANELS
from rules.evidence.statement import LONGEST_BRIEF, Statement
from rules.evidence.use import INTENDED_USE, LIMITS

__all__ = [
    "INTENDED_USE",
    "LIMITS",
    "LONGEST_BRIEF",
    "NATURAL_COURSE",
    "OTHER_EVIDENCE",
    "PANELS",
    "SHAM_TRIALS",
    "WHO_WAS_STUDIED",
    "Statement",
]
