"""The summary as a tagged PDF, set by Typst from the template beside this file."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TypeAlias, cast

from questionnaire.exports.sheet import sheet_of
from questionnaire.summary.summary import Summary
from questionnaire.typesetting.letters import printable
from questionnaire.typesetting.press import PRESS

TEMPLATE = Path(__file__).with_name("sheet.typ")
STANDARD = "ua-1"  # tagged, titled, with a language: readable by a screen reader

Json: TypeAlias = (
    "dict[str, Json] | list[Json] | tuple[Json, ...] | str | int | float | Enum | None"
)


def export(summary: Summary) -> bytes:
    """The whole summary; the essentials stand on its first page. The same summary, the same bytes."""
    data = json.dumps(_printable(cast("Json", asdict(sheet_of(summary)))), ensure_ascii=False)
    at = int(summary.generated_at.timestamp())
    return PRESS.typeset(
        TEMPLATE, data, {"format": "pdf", "pdf_standards": STANDARD, "timestamp": at}
    )


def _printable(value: Json) -> Json:
    match value:
        case str():
            return printable(value)
        case Enum():
            return printable(str(value.value))
        case dict():
            return {key: _printable(item) for key, item in value.items()}
        case list() | tuple():
            return [_printable(item) for item in value]
        case _:
            return value
