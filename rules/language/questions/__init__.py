"""Kinds of question: what a value may be, how it is stored, and how it is said."""

from rules.language.questions.choices import Choice, MultiChoice, YesNo, YesOrNo
from rules.language.questions.dated import ApproximateDay, Day
from rules.language.questions.doubts import Doubt, OtherUnit, Usual
from rules.language.questions.entries import Entries, Entry, Step, entries_of, in_a_row, says
from rules.language.questions.measured import CanBeTwo, Measured, Number, Scale
from rules.language.questions.question import (
    Advice,
    Audience,
    Call,
    Question,
    Say,
    Shorter,
    Stored,
    Together,
    Unreadable,
    as_written,
)
from rules.language.questions.text import Text

__all__ = [
    "Advice",
    "ApproximateDay",
    "Audience",
    "Call",
    "CanBeTwo",
    "Choice",
    "Day",
    "Doubt",
    "Entries",
    "Entry",
    "Measured",
    "MultiChoice",
    "Number",
    "OtherUnit",
    "Question",
    "Say",
    "Scale",
    "Shorter",
    "Step",
    "Stored",
    "Text",
    "Together",
    "Unreadable",
    "Usual",
    "YesNo",
    "YesOrNo",
    "as_written",
    "entries_of",
    "in_a_row",
    "says",
]
