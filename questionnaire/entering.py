"""Where staff enter what is open: the page of staff's own facts that asks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import url_for

from questionnaire.open_facts import OpenFact
from questionnaire.summary import Summary
from rules.language.pages import Page
from rules.questions import STAFF_SECTIONS

STAFF_PAGE_OF = {
    question.key: page.key
    for section in STAFF_SECTIONS
    for page in section.pages
    for question in page.questions
}


def to_fill_in(open_facts: Sequence[OpenFact]) -> list[tuple[Page, int]]:
    """Staff's own pages that hold something open, each with how much."""
    found = Counter(STAFF_PAGE_OF[one.key] for one in open_facts if one.key in STAFF_PAGE_OF)
    pages = (page for section in STAFF_SECTIONS for page in section.pages)
    return [(page, found[page.key]) for page in pages if found[page.key]]


def where_entered(summary: Summary, key: str) -> str:
    """Where an answer is entered: on a page of staff's own, else among the patient's answers.

    Empty where the question is not asked yet: another answer opens it.
    """
    if page := STAFF_PAGE_OF.get(key):
        return url_for(
            "facts.page", response_id=summary.response_id, page=page, _anchor=f"question-{key}"
        )
    return f"#{key}" if summary.line(key) else ""
