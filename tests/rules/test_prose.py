"""A condition in words."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Protocol
from rules.language.logic.conditions import (
    ALWAYS,
    NEVER,
    Condition,
    all_of,
    any_of,
    at_least_two_of,
    not_,
)
from rules.language.logic.relations import WorkingFigure
from rules.language.questions import Choice, MultiChoice, Number, YesNo
from rules.language.words.prose import clause, in_use, in_words
from rules.protocols import PROTOCOLS
from rules.questions import QUESTIONS

SEVERE = WorkingFigure(
    "severe", "Pain is severe from", Decimal(7), "of 10", "None given.", Decimal(10)
)

pain = Number("pain", "How bad?", "Pain on movement", high=10)
tender = YesNo("tender", "Tender?", "Tender there")
cause = Choice("cause", "Why?", "Cause", options={"thin": "Thin bones", "injury": "An injury"})
signs = MultiChoice("signs", "Signs?", "Signs", none="No signs", options={"a": "Ache", "b": "Burn"})


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (pain.is_at_least(SEVERE), "Pain on movement is at least 7 of 10 (working figure)"),
        (pain.is_under(Decimal(3)), "Pain on movement is under 3"),
        (not_(pain.is_under(Decimal(3))), "Pain on movement is at least 3"),
        (tender.yes, "Tender there: yes"),
        (not_(tender.yes), "Tender there: no"),
        (tender.is_unknown, "Tender there is unknown"),
        (not_(tender.is_unknown), "Tender there is known"),
        (cause.is_("thin"), "Cause is “Thin bones”"),
        (cause.is_one_of("injury", "thin"), "Cause is one of “Thin bones” or “An injury”"),
        (signs.includes("b"), "Signs includes “Burn”"),
        (not_(signs.includes_any_of("b", "a")), "Signs includes none of “Ache” or “Burn”"),
        (signs.is_none, "Signs is “No signs”"),
        (not_(signs.is_none), "Signs is not “No signs”"),
        (ALWAYS, "always"),
        (NEVER, "never"),
    ],
)
def test_a_check_reads_as_a_sentence(condition: Condition, said: str) -> None:
    assert in_words(condition) == said


def test_groups_within_groups_keep_their_brackets() -> None:
    condition = all_of(tender.yes, any_of(cause.is_("thin"), pain.is_over(Decimal(4))))

    said = in_words(condition)

    assert said == "Tender there: yes; and (Cause is “Thin bones”; or Pain on movement is over 4)"


def test_groups_joined_by_the_same_word_stand_side_by_side() -> None:
    either = any_of(tender.yes, any_of(cause.is_("thin"), pain.is_over(Decimal(4))))
    both = all_of(tender.yes, all_of(cause.is_("thin"), pain.is_over(Decimal(4))))

    assert clause(either).says == "any of these"
    assert clause(both).says == "all of these"
    assert len(clause(either).parts) == len(clause(both).parts) == 3


def test_the_opposite_of_a_group_is_said_by_its_parts() -> None:
    said = in_words(not_(all_of(tender.yes, pain.is_over(Decimal(4)))))

    assert said == "Tender there: no; or Pain on movement is at most 4"


def test_a_clinics_own_figure_is_said_as_its_own() -> None:
    said = in_words(pain.is_at_least(SEVERE), {"severe": Decimal(8)})

    assert said == (
        "Pain on movement is at least 8 of 10 (working figure set by this clinic; it comes as 7)"
    )


@pytest.mark.parametrize(
    "condition",
    [
        all_of(tender.yes, pain.is_at_least(SEVERE)),
        not_(any_of(tender.yes, pain.is_under(SEVERE))),
        at_least_two_of(tender.yes, pain.is_at_least(SEVERE), cause.is_("thin")),
    ],
)
def test_a_clinics_own_figure_is_said_however_deep_it_stands(condition: Condition) -> None:
    own = "is at least 8 of 10 (working figure set by this clinic; it comes as 7)"

    assert own in in_words(condition, {"severe": Decimal(8)})


def test_a_figure_is_said_with_its_unit_and_no_limit_without_one() -> None:
    none = replace(SEVERE, value=None)

    assert in_use(SEVERE, {}).said == "7 of 10"
    assert in_use(none, {}).said == "no limit"
    assert in_use(none, {"severe": Decimal(8)}).comes_as == "no limit"


def test_at_least_two_says_its_parts_once() -> None:
    condition = at_least_two_of(tender.yes, pain.is_over(Decimal(4)), cause.is_("thin"))

    assert in_words(condition) == (
        "at least 2 of these: Tender there: yes; Pain on movement is over 4; Cause is “Thin bones”"
    )
    assert in_words(not_(condition)).startswith("fewer than 2 of these: Tender there: yes;")


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)
def test_no_option_is_said_by_its_key(protocol: Protocol) -> None:
    asked = [one for one in QUESTIONS.values() if isinstance(one, Choice | MultiChoice)]
    keys = {key for question in asked for key, label in question.options.items() if key != label}

    for criterion in protocol.criteria:
        for condition in criterion.conditions():
            assert keys.isdisjoint(re.findall(r"“([^”]+)”", in_words(condition))), criterion.key
