"""The patient fills in, page by page, checks and sends."""

from questionnaire.intake import entries, pages, reading, sending  # each adds its views
from questionnaire.intake.blueprint import bp

__all__ = ["bp", "entries", "pages", "reading", "sending"]
