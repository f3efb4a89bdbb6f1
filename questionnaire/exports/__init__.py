"""The formats in which a summary leaves the clinic, listed by hand, one module a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from questionnaire.exports import json_summary, one_response, pdf
from questionnaire.exports.spreadsheet import MIMETYPE
from questionnaire.summary.summary import Summary


@dataclass(frozen=True)
class Format:
    """One way to take a summary away."""

    key: str  # also the file's ending
    title: str
    mimetype: str
    export: Callable[[Summary], bytes]


FORMATS: Mapping[str, Format] = {
    "pdf": Format("pdf", "PDF", "application/pdf", pdf.export),
    "csv": Format("csv", "CSV (spreadsheet)", MIMETYPE, one_response.export),
    "json": Format("json", "JSON (for another program)", "application/json", json_summary.export),
}
