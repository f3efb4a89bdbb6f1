"""Protocols in words, with their sources: what a clinician reads and signs."""

from questionnaire.protocols.basis_pages import bp
from questionnaire.protocols.formats import FORMATS, printed

__all__ = ["FORMATS", "bp", "printed"]
