"""The protocols as they are written: whole, sourced, and without a decision in them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

import rules.protocols
from rules.language.criteria.criteria import Criterion, Polarity, Protocol, Status, Urgency
from rules.language.criteria.sources import Verified
from rules.language.findings.findings import find
from rules.language.questions import Advice, Question
from rules.protocols import BY_KEY, PROTOCOLS, WORKING_FIGURES
from rules.protocols.bleeding_risk import ANTITHROMBOTIC_REVIEWS
from rules.protocols.red_flags import RED_FLAGS
from rules.questions import QUESTIONS
from rules.questions.pain_relief import MOST_MORPHINE
from rules.questions.safety import PREGNANCY_AGE
from rules.questions.usual import ASKED_ABOUT
from rules.sources import SOURCES
from tests.kit.advised import each_advised
from tests.rules.labels import LABELS, ON_THE_SHEET
from tests.rules.turning import case_of

FILES = sorted(Path(rules.protocols.__file__).parent.glob("*.py"))
CONTROL_FLOW = (
    ast.If, ast.IfExp, ast.For, ast.While, ast.Match, ast.Try, ast.With, ast.comprehension,
    ast.Lambda, ast.FunctionDef, ast.ClassDef, ast.BoolOp, ast.Compare,
)  # fmt: skip
CRITERIA = [one for protocol in PROTOCOLS for one in protocol.criteria]

each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.key)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_protocol_file_is_data_without_control_flow(file: Path) -> None:
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))

    assert [ast.dump(node) for node in nodes if isinstance(node, CONTROL_FLOW)] == []


def test_every_criterion_has_a_key_of_its_own() -> None:
    keys = [one.key for one in CRITERIA]

    assert len(keys) == len(set(keys))


@each_criterion
def test_a_criterion_names_a_source_on_record_and_reads_only_what_is_asked(
    criterion: Criterion,
) -> None:
    assert criterion.source in SOURCES
    for term in criterion.questions():
        assert isinstance(term, Question)
        assert QUESTIONS[term.key] is term


@each_criterion
def test_a_criterion_is_said_in_a_sentence(criterion: Criterion) -> None:
    for text in filter(None, (criterion.says, criterion.guidance, criterion.grey)):
        assert text[0].isupper()
        assert text.endswith(".")


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.key)
def test_no_two_criteria_of_a_protocol_go_by_the_same_name(protocol: Protocol) -> None:
    names = [one.name for one in protocol.criteria]

    assert len(names) == len(set(names)), "give one of them another short, or another sentence"


@pytest.mark.parametrize(
    ("key", "name", "short_name", "mark"),
    [
        ("s3_severe_pain", "S3 Severe pain", "Severe pain", "S3"),
        ("cauda_equina", *3 * ("Possible cauda equina syndrome",)),
        ("vapour_age", "VAPOUR Age over 60", "Age over 60", "VAPOUR"),
    ],
)
def test_a_criterion_has_one_name_and_a_short_one(
    key: str, name: str, short_name: str, mark: str
) -> None:
    criterion = next(one for one in CRITERIA if one.key == key)

    assert (criterion.name, criterion.short_name, criterion.mark) == (name, short_name, mark)


def test_of_a_review_the_name_tells_which_medicine() -> None:
    for criterion in ANTITHROMBOTIC_REVIEWS:
        assert criterion.short_name == criterion.says.removesuffix(".")


def test_a_heading_says_a_trial_once() -> None:
    headings = {one.key: one.heading for one in CRITERIA}

    assert headings["vapour_age"] == "VAPOUR: age over 60."
    assert headings["s3_severe_pain"].startswith("S3 The pain is severe")


@each_criterion
def test_red_flags_say_how_soon_and_contraindications_who_lists_them(criterion: Criterion) -> None:
    flag = criterion.polarity is Polarity.RED_FLAG
    unwanted = criterion.polarity is Polarity.CONTRAINDICATION

    assert (criterion.urgency is not None) == flag
    assert unwanted or criterion.strength is None
    assert criterion.ranks or not unwanted


@each_criterion
def test_what_comes_from_memory_says_so_where_its_source_is_not_shown(criterion: Criterion) -> None:
    """The nurse's red flags and the face sheet's list of what to weigh show the guidance alone."""
    alone = criterion.polarity in (Polarity.RED_FLAG, Polarity.REVIEW)

    if alone and criterion.source.how_far is Verified.FROM_MEMORY:
        assert Verified.FROM_MEMORY.value in criterion.guidance


def test_working_figures_used_are_those_that_a_clinic_can_set() -> None:
    used = {figure for one in CRITERIA for figure in one.working_figures()}

    assert used | {PREGNANCY_AGE, MOST_MORPHINE, *ASKED_ABOUT} == set(WORKING_FIGURES)
    assert all(figure.why for figure in WORKING_FIGURES)


def test_medicines_against_clotting_have_the_same_shown_beside_them() -> None:
    """So that one row stands for all in shown_beside.md."""
    assert len({one.reported for one in ANTITHROMBOTIC_REVIEWS}) == 1


def test_every_criterion_that_the_clinicians_sheet_speaks_of_has_a_label() -> None:
    unlabelled = {one.key for key in ON_THE_SHEET for one in BY_KEY[key].criteria} - set(LABELS)

    assert not unlabelled, (
        f"tests/rules/labels.py: write the sheet's label of {unlabelled}, and in "
        "rules/cases/documented_indications.toml what each case expects of it"
    )


AS_URGENT = {
    Advice.EMERGENCY: {Urgency.EMERGENCY},
    Advice.SAME_DAY: {Urgency.SAME_DAY, Urgency.WITHIN_24_HOURS},
}


@each_advised
def test_an_answer_with_advice_raises_a_red_flag_that_is_as_urgent(
    question: Question, answers: Mapping[str, object], advice: Advice
) -> None:
    case = case_of({**answers})

    raised = [flag for flag in RED_FLAGS.criteria if find(flag, case).status is Status.MET]

    assert {flag.urgency for flag in raised} & AS_URGENT[advice], question.key
