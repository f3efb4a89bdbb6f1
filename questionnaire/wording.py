"""Words declared with the questions, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext


def say(text: str) -> str:
    """Declared words as the reader reads them. Unlike a template's `_`, it takes "%" as it is."""
    return gettext(text) if text else ""  # gettext("") is the head of the word list
