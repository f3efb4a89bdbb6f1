"""The patient fills in, page by page, checks and sends."""

from questionnaire.patient import (  # each adds its views
    after_sending,
    being_written,
    how_far,
    how_it_was,
    list_entries,
    medicine_name,
    question_pages,
    reopened,
    same_medicine,
    sending,
    taking_off,
)
from questionnaire.patient.blueprint import bp

__all__ = [
    "after_sending",
    "being_written",
    "bp",
    "how_far",
    "how_it_was",
    "list_entries",
    "medicine_name",
    "question_pages",
    "reopened",
    "same_medicine",
    "sending",
    "taking_off",
]
