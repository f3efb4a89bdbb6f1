"""The patient fills in, page by page, checks and sends."""

from questionnaire.patient import (  # each adds its views
    being_written,
    how_far,
    list_entries,
    medicine_name,
    question_pages,
    same_medicine,
    sending,
    taking_off,
)
from questionnaire.patient.blueprint import bp

__all__ = [
    "being_written",
    "bp",
    "how_far",
    "list_entries",
    "medicine_name",
    "question_pages",
    "same_medicine",
    "sending",
    "taking_off",
]
