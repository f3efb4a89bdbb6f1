"""The patient fills in, page by page, checks and sends."""

from questionnaire.patient import (  # each adds its views
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
    "bp",
    "how_far",
    "list_entries",
    "medicine_name",
    "question_pages",
    "same_medicine",
    "sending",
    "taking_off",
]
