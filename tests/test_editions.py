"""What was asked stays readable: an edition is kept once, with every word of it."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire import editions
from questionnaire.database import reading, writing
from questionnaire.models import Edition
from rules.language.questions import Choice, Entries, MultiChoice
from rules.questions import EDITION, QUESTIONS


def test_an_edition_is_kept_once(app: Flask) -> None:
    with app.app_context():
        for _ in range(2):
            with writing() as session:
                editions.current_edition(session)

        kept = reading().scalars(select(Edition)).all()

    assert [edition.name for edition in kept] == [EDITION]


def test_it_holds_every_question_with_every_answer_offered() -> None:
    worded = editions.wording()

    assert set(worded) == set(QUESTIONS)
    for key, question in QUESTIONS.items():
        said = cast("dict[str, object]", worded[key])
        assert said["text"] == question.text
        if isinstance(question, Choice | MultiChoice):
            assert said["options"] == question.options
        if isinstance(question, Entries):
            assert set(cast("dict[str, object]", said["parts"])) == {
                part.key for part in question.parts()
            }


def test_another_word_makes_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    now = editions.content_hash()
    reworded = {**editions.wording(), "wish": {"text": "What would you like to do again?"}}
    monkeypatch.setattr(editions, "wording", lambda: reworded)
    editions.content_hash.cache_clear()

    assert editions.content_hash() != now

    editions.content_hash.cache_clear()
