"""The questionnaire as it is worded now, kept once so that every response can name what was asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import cast

from sqlalchemy.orm import Session

from questionnaire.store.database import add_unless_there
from questionnaire.store.models import Edition
from questionnaire.store.models.base import canonical_json
from rules.language.questions import Choice, Entries, MultiChoice, Question
from rules.questions import EDITION, QUESTIONS
from rules.questions.for_a_helper import for_a_helper

Wording = dict[str, object]


def current_edition(session: Session) -> Edition:
    """The edition that is asked now; kept with its wording the first time it is asked for."""
    if found := session.get(Edition, content_hash()):
        return found
    first = Edition(id=content_hash(), name=EDITION, wording=wording())
    if add_unless_there(session, first):
        return first
    return session.get_one(Edition, content_hash())  # somebody asked at the same moment


@cache
def content_hash() -> str:
    """A name for the wording that changes with any word of it."""
    return hashlib.sha256(canonical_json(wording()).encode()).hexdigest()


@cache
def wording() -> Mapping[str, object]:
    """Every question as it is worded now, by key."""
    return {key: _worded(question) for key, question in QUESTIONS.items()}


def _worded(question: Question) -> Wording:
    said: Wording = {"text": question.text, "short": question.short, "hint": question.hint}
    if question.about:
        said |= {"about": question.about}
    match question:
        case Choice():
            said |= {"options": dict(question.options)}
        case MultiChoice():
            said |= {"options": dict(question.options), "none": question.none}
        case Entries():
            parts = {part.key: _worded(part) for part in question.parts}
            said |= {"none": question.none, "parts": parts}
        case _:
            pass
    return said | {"for_a_helper": _helpers_forms(said)}


def _helpers_forms(said: Wording) -> Mapping[str, str]:
    """What a helper who answers for the patient reads in place of some words."""
    texts = [text for text in said.values() if isinstance(text, str)]
    texts += cast("Mapping[str, str]", said.get("options", {})).values()
    forms = {text: for_a_helper.of(text) for text in texts}
    return {text: form for text, form in forms.items() if form != text}
