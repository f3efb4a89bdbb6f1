"""What somebody else answered while a page was open: never covered unseen, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flask import request
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.store import audit
from questionnaire.store.models import Answer, Response, Staff
from questionnaire.summary.answer_lines import GivenAnswer, as_given
from questionnaire.summary.said import short_moment
from rules.language.logic.case import Absent
from rules.language.questions import Question

Given: TypeAlias = Mapping[Question, object]
History: TypeAlias = Mapping[str, Sequence[Answer]]

CROSSED = "crossed"
"""Names, in a form that is shown again, each answer that was changed on both sides."""
KEEP = "keep"
"""The button of such a form that leaves all of those as they stand."""


@dataclass(frozen=True)
class Crossed:
    """An answer that is changed on a page, and was changed by somebody else since the page was made."""

    question: Question
    stands: GivenAnswer
    typed: str


def news(given: Given, history: History, version: int) -> dict[Question, object]:
    """What a page changes. What stood on it and was left so says nothing of an answer given since."""
    found = answers.found_at(history, version)
    kept = request.form.getlist(CROSSED) if KEEP in request.form else ()
    return {
        question: value
        for question, value in given.items()
        if question.key not in kept and question.stored(value) != _standing(question, found)
    }


def crossed(session: Session, given: Given, history: History, version: int) -> tuple[Crossed, ...]:
    """Of what a page changes, what somebody else has changed otherwise since."""
    found, stand = answers.found_at(history, version), answers.latest_rows(history)
    rows = {
        question: stand[question.key]
        for question in given
        if question.key in stand and stand[question.key] is not found.get(question.key)
    }
    names = answers.staff_names(session, rows.values())
    return tuple(
        Crossed(question, as_given(question, row, names), question.said(given[question]))
        for question, row in rows.items()
        if row.value != question.stored(given[question])
    )


def version_of(session: Session, response: Response) -> int:
    """How often a response was changed in any way: what a form about the whole of it is made from."""
    return len(audit.changes(session, response))


def changed_since(session: Session, response: Response, version: int) -> str:
    """Who changed what of a response since a version; empty where nobody did."""
    later = audit.changes(session, response)[version:]
    if not later:
        return ""
    names = {f"staff:{one.id}": one.name for one in session.scalars(select(Staff))}
    said = (
        f"{_(row.action)} ({names.get(row.actor, _(row.actor))}, {short_moment(row.at)})"
        for row in later
    )
    return _(
        "Changed while your page was open: %(changes)s. Look at what it says now, then choose again",
        changes="; ".join(dict.fromkeys(said)),
    )


def _standing(question: Question, found: Mapping[str, Answer]) -> object:
    row = found.get(question.key)
    return row.value if row else question.stored(Absent.UNANSWERED)
