"""What was asked stays readable: an edition is kept once, with every word of it."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.responses import wording_kept
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Edition
from rules.language.questions import Choice, Entries, MultiChoice
from rules.questions import EDITION, QUESTIONS


def test_an_edition_is_kept_once(app: Flask) -> None:
    with app.app_context():
        for _ in range(2):
            with write_session() as session:
                wording_kept.current_edition(session)

        kept = read_session().scalars(select(Edition)).all()

    assert [edition.name for edition in kept] == [EDITION]


def test_it_holds_every_question_with_every_answer_offered() -> None:
    worded = wording_kept.wording()

    assert set(worded) == set(QUESTIONS)
    for key, question in QUESTIONS.items():
        said = cast("dict[str, object]", worded[key])
        assert said["text"] == question.text
        if isinstance(question, Choice | MultiChoice):
            assert said["options"] == question.options
        if isinstance(question, Entries):
            assert set(cast("dict[str, object]", said["parts"])) == {
                part.key for part in question.parts
            }


def test_it_holds_what_a_helper_was_asked_in_place_of_the_patient() -> None:
    place = cast("dict[str, dict[str, str]]", wording_kept.wording()["pain_place"])
    forms = place["for_a_helper"]

    assert forms["Where does your back hurt?"] == "Where does their back hurt?"
    assert forms["I have no back pain"] == "They have no back pain"
    assert "Neck" not in forms


def test_another_word_makes_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    now = wording_kept.content_hash()
    reworded = {**wording_kept.wording(), "wish": {"text": "What would you like to do again?"}}
    monkeypatch.setattr(wording_kept, "wording", lambda: reworded)
    wording_kept.content_hash.cache_clear()

    assert wording_kept.content_hash() != now

    wording_kept.content_hash.cache_clear()
