"""The catalogue of questions: whole, stable, readable, and without a decision in it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules.questions
from rules.language.logic.case import Absent
from rules.language.logic.conditions import checks
from rules.language.questions import (
    Advice,
    Audience,
    Entries,
    Question,
    Scale,
    Unreadable,
)
from rules.language.questions.pages import Page, Section
from rules.questions import QUESTIONS, RECORDED, SECTIONS, STAFF_SECTIONS
from tests.kit.advised import each_advised
from tests.pins.questions import every_question, options_of
from tests.rules.strategies import answers_of
from tests.rules.turning import case_of

FOLDER = Path(rules.questions.__file__).parent
SUBJECTS = sorted(set(FOLDER.glob("*.py")) - {FOLDER / "__init__.py"})
EDITIONS = sorted((Path(__file__).parent / "editions").glob("*.txt"))
CONTROL_FLOW = (
    ast.If, ast.IfExp, ast.For, ast.While, ast.Match, ast.Try, ast.With, ast.comprehension,
    ast.Lambda, ast.FunctionDef, ast.ClassDef, ast.BoolOp, ast.Compare,
)  # fmt: skip

STRANGE: tuple[object, ...] = (
    {},
    [{}],
    ["no such option"],
    -1,
    "",
    None,
    {"said": "soon"},
    {"said": "2026-W12-5"},
    {"said": "999 years", "on": "0500-01-01"},
)

EVERY_SECTION: tuple[Section, ...] = (*SECTIONS, *STAFF_SECTIONS)
PAGES: tuple[Page, ...] = tuple(page for section in EVERY_SECTION for page in section.pages)


EVERY = dict(every_question())
each_question = pytest.mark.parametrize("question", EVERY.values(), ids=EVERY)
each_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda path: path.stem)


# Keys


def test_every_question_stands_on_one_page() -> None:
    laid_out = [question.key for page in PAGES for question in page.questions]

    assert sorted(laid_out + [question.key for question in RECORDED]) == sorted(QUESTIONS)


@each_subject
def test_no_question_is_declared_and_forgotten(subject: Path) -> None:
    module = vars(getattr(rules.questions, subject.stem))
    declared = {thing for thing in module.values() if isinstance(thing, Question)}

    assert declared <= set(EVERY.values())


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.stem)
def test_keys_and_options_of_past_editions_still_exist(edition: Path) -> None:
    now = {key: {key, *options_of(question)} for key, question in EVERY.items()}

    for words in map(str.split, edition.read_text().splitlines()):
        gone = set(words) - now.get(words[0], set())
        assert not gone, (
            f"rules/questions: {words[0]} keeps {sorted(gone)}, which stored answers may hold; where "
            f"nobody was asked yet, take it out of tests/rules/editions/{edition.name} by hand"
        )


def test_page_and_section_keys_are_unique_and_fit_an_address() -> None:
    keys = [page.key for page in PAGES] + [section.key for section in EVERY_SECTION]
    pages = [page.key for page in PAGES]

    assert len(set(pages)) == len(pages)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)


# Values


@each_question
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_answer_survives_the_store(question: Question, data: st.DataObject) -> None:
    value = data.draw(answers_of(question))

    stored = json.loads(json.dumps(question.stored(value)))

    assert question.read(stored) == value
    assert question.said(value).strip()


@each_question
@pytest.mark.parametrize("strange", STRANGE, ids=str)
def test_what_is_no_answer_is_refused(question: Question, strange: object) -> None:
    allowed = isinstance(question, Entries) and strange == [{}]

    if not allowed:
        with pytest.raises(Unreadable):
            question.read(strange)


@each_question
def test_an_entry_left_blank_is_not_said_as_none(question: Question) -> None:
    if isinstance(question, Entries):
        assert question.said(({},)) != question.said(())


@each_advised
def test_advice_is_called_for_by_an_answer_that_can_be_given_and_read_out(
    question: Question, answers: Mapping[str, object], advice: Advice
) -> None:
    given, case = answers[question.key], case_of({**answers})

    assert question.read(question.stored(given)) == given
    assert question.calls_for(question.answer(case), case) is advice
    assert question.unsure or given is not Absent.NOT_SURE
    assert question.about or isinstance(given, tuple)


@each_question
def test_a_question_left_blank_calls_for_nothing(question: Question) -> None:
    assert question.calls_for(Absent.UNANSWERED, case_of({})) is None


# Order


def test_a_question_waits_only_for_earlier_pages() -> None:
    asked: set[Question] = set(RECORDED)
    for page in PAGES:
        for question in page.questions:
            assert gate_of(question) <= asked, f"{question.key} turns on a later answer"
        asked |= set(page.questions)


def test_a_part_of_an_entry_waits_only_for_earlier_steps() -> None:
    for entries in (question for question in EVERY.values() if isinstance(question, Entries)):
        asked: set[Question] = set()
        for step in entries.steps:
            assert set().union(*map(gate_of, step.questions)) <= asked
            asked |= set(step.questions)


def gate_of(question: Question) -> set[object]:
    return {term for check in checks(question.asked_if) for term in check.term.reads()}


def test_staff_pages_hold_staff_questions_and_no_others() -> None:
    for sections, audience in ((SECTIONS, Audience.PATIENT), (STAFF_SECTIONS, Audience.STAFF)):
        asked = [question.asked_of for section in sections for question in section.questions]
        assert set(asked) == {audience}


# Words


def words_for_patients() -> Iterator[tuple[str, str]]:
    for section in SECTIONS:
        yield section.key, section.title
        for page in section.pages:
            yield f"{page.key} title", page.title
            yield f"{page.key} intro", page.intro
    for key, question in EVERY.items():
        if question.asked_of is Audience.PATIENT:
            yield f"{key} text", question.text
            yield f"{key} hint", question.hint
            yield from ((f"{key} {option}", text) for option, text in options_of(question).items())


WORDS = dict(words_for_patients())


def test_sentences_for_patients_have_under_twenty_words() -> None:
    too_long = [
        sentence
        for text in WORDS.values()
        for sentence in re.split(r"[.?!] ", text)
        if len(sentence.split()) >= 20
    ]

    assert not too_long


def test_a_hint_is_one_sentence_without_full_stop() -> None:
    hints = [question.hint for question in EVERY.values()]

    assert not [hint for hint in hints if hint.endswith(".") or ". " in hint]


def test_an_intro_is_whole_sentences() -> None:
    assert not [page.key for page in PAGES if page.intro and not page.intro.endswith(".")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_page_is_headed_by_its_only_question(page: Page) -> None:
    if len(page.questions) == 1 and page.questions[0].asked_of is Audience.PATIENT:
        assert page.title == page.questions[0].text


def test_headings_for_patients_differ() -> None:
    titles = [page.title for section in SECTIONS for page in section.pages]

    assert len(set(titles)) == len(titles)


@each_question
def test_every_question_has_wording_and_a_short_name(question: Question) -> None:
    assert question.text
    assert question.short
    assert not question.short.endswith((".", "?"))
    assert len(set(options_of(question).values())) == len(options_of(question))


@each_question
def test_a_pain_scale_says_what_its_ends_mean(question: Question) -> None:
    if isinstance(question, Scale):
        ends = (question.lowest, question.highest)
        assert ends == ("No pain", "The worst pain you can imagine")


def test_short_names_differ() -> None:
    shorts = [question.short for question in QUESTIONS.values()]

    assert len(set(shorts)) == len(shorts)


# Data only


@each_subject
def test_questions_are_data_without_control_flow(subject: Path) -> None:
    found = [
        node for node in ast.walk(ast.parse(subject.read_text())) if isinstance(node, CONTROL_FLOW)
    ]

    assert not found, f"{subject.name}:{getattr(found[0], 'lineno', '?')} holds a decision"
