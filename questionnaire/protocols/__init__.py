"""Protocols in words, with their sources: what a clinician reads and signs."""

from questionnaire.protocols.formats import FORMATS, printed
from questionnaire.protocols.pages import bp

__all__ = ["FORMATS", "bp", "printed"]
