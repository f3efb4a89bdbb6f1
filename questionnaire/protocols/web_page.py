"""A protocol in words as a web page of its own: one file to keep, to print and to sign."""

from __future__ import annotations

from functools import cache
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from questionnaire.protocols.picture import picture_of
from questionnaire.protocols.printed_protocol import FIGURES_SAY, SIGN, Shown, checked
from questionnaire.store.folders import STATIC, TEMPLATES
from questionnaire.summary.said import source_line

STYLES = ("protocol.css", "picture.css")

# What the template that all web pages of a protocol share says beside the protocol itself.
WORDS = {
    "figures_say": FIGURES_SAY,
    "sign": SIGN,
    "checked": checked,
    "source_line": source_line,
}


def web_page(shown: Shown) -> str:
    """Everything on one page, with its looks in it, that needs no server and runs no script."""
    template = _templates().get_template("protocols/alone.html")
    picture = picture_of(shown.document)
    return template.render(shown=shown, picture=picture, style=_style(), **WORDS)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    cast("dict[str, object]", templates.globals)["_"] = _in_english
    return templates


def _in_english(text: str, **values: str) -> str:
    """What the app's templates call to translate: this page is made without the app."""
    return escape(text) % values if values else text


@cache
def _style() -> str:
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES)
