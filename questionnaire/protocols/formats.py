"""The formats in which a protocol is printed, listed by hand, one module a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from questionnaire.protocols.json_document import json_file
from questionnaire.protocols.markdown import markdown
from questionnaire.protocols.picture import as_file
from questionnaire.protocols.plain_text import text
from questionnaire.protocols.printed_protocol import Shown, shown
from questionnaire.protocols.web_page import web_page
from rules.language.words.document import NO_CHOICES, Choices
from rules.language.words.prose import NO_FIGURES, Figures
from rules.protocols import BY_KEY


@dataclass(frozen=True)
class ProtocolFormat:
    """One way to print a protocol."""

    title: str
    ending: str
    mimetype: str
    write: Callable[[Shown], str]


FORMATS: Mapping[str, ProtocolFormat] = {
    "text": ProtocolFormat("plain text", "txt", "text/plain", text),
    "markdown": ProtocolFormat("Markdown, to read and sign", "md", "text/markdown", markdown),
    "html": ProtocolFormat("web page, to print and sign", "html", "text/html", web_page),
    "json": ProtocolFormat("JSON, for another program", "json", "application/json", json_file),
    "svg": ProtocolFormat(
        "picture",
        "svg",
        "image/svg+xml",
        lambda one: as_file(one.document),
    ),
}


def printed(
    key: str,
    as_format: str = "text",
    figures: Figures = NO_FIGURES,
    choices: Choices = NO_CHOICES,
) -> str:
    """A protocol in a format, with the figures and choices it comes with unless others are given."""
    return FORMATS[as_format].write(shown(BY_KEY[key], figures, choices))
