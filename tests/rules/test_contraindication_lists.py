"""The lists of contraindications side by side: what each has, how it ranks it, where they disagree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.language.criteria.criteria import Criterion, Polarity, Strength
from rules.language.criteria.ranks import disagreement_in_words, ranks_in_brief, ranks_in_words
from rules.language.criteria.sources import Verified
from rules.protocols import PROTOCOLS
from rules.protocols.contraindications import ABSOLUTE, CONTRAINDICATIONS, RELATIVE
from rules.protocols.other_lists import ON_OTHER_LISTS
from rules.sources import COLORADO, LCD_L34106
from tests.rules.markdown import table_beside

BY_KEY = {one.key: one for protocol in PROTOCOLS for one in protocol.criteria}
RANKED = [one for one in BY_KEY.values() if one.ranks]

each_ranked = pytest.mark.parametrize("criterion", RANKED, ids=lambda one: one.key)


def by_name(criterion: Criterion) -> dict[str, Strength]:
    return {rank.name: rank.strength for rank in criterion.ranks}


def test_every_contraindication_is_ranked_by_a_list() -> None:
    assert set(CONTRAINDICATIONS.criteria) <= set(RANKED)


@each_ranked
def test_a_list_ranks_a_contraindication_once(criterion: Criterion) -> None:
    names = [rank.name for rank in criterion.ranks]

    assert all(names)
    assert len(names) == len(set(names))


@each_ranked
def test_its_own_strength_is_that_of_the_lcd_and_of_no_other_list(criterion: Criterion) -> None:
    in_lcd = [rank.strength for rank in criterion.ranks if rank.source is LCD_L34106]

    assert in_lcd == ([criterion.strength] if criterion.strength else [])


def test_what_only_other_lists_have_is_in_neither_list_of_the_lcd() -> None:
    assert {one.strength for one in ABSOLUTE} == {Strength.ABSOLUTE}
    assert {one.strength for one in RELATIVE} == {Strength.RELATIVE}
    assert {one.strength for one in ON_OTHER_LISTS} == {None}
    assert {one.polarity for one in ON_OTHER_LISTS} == {Polarity.CONTRAINDICATION}


@each_ranked
def test_only_colorado_lists_without_ranking(criterion: Criterion) -> None:
    for rank in criterion.ranks:
        assert (rank.strength is Strength.LISTED) == (rank.source is COLORADO)


@each_ranked
def test_how_far_each_list_was_read(criterion: Criterion) -> None:
    less = {
        "SIR": Verified.FROM_MEMORY,
        "CIRSE": Verified.FROM_MEMORY,
        "ACR": Verified.SECOND_HAND,
    }
    for rank in criterion.ranks:
        assert rank.source.how_far is less.get(rank.name, Verified.READ)


def test_every_list_has_what_the_table_of_lists_says_and_nothing_else() -> None:
    told = {one.key: {name: rank.value for name, rank in by_name(one).items()} for one in RANKED}

    assert told == table_of_lists()


def table_of_lists() -> dict[str, dict[str, str]]:
    (_, *lists), rows = table_beside("contraindication_lists.md")
    return {
        key: {name: rank for name, rank in zip(lists, ranks, strict=True) if rank != "–"}
        for key, *ranks in rows
    }


def test_cement_allergy_is_relative_in_one_list_and_absolute_in_others() -> None:
    assert disagreement_in_words(BY_KEY["cement_or_contrast_reaction"]) == (
        "Lists disagree: relative in the LCD; absolute in SIR and CIRSE (not checked against the "
        "source), and in ACR (read in a second-hand page); listed, not ranked, in the Colorado guideline"
    )


def test_a_list_that_puts_it_otherwise_is_quoted() -> None:
    assert ranks_in_words(BY_KEY["uncorrected_coagulopathy"]) == (
        "relative in the LCD; absolute in SIR and CIRSE (“uncorrectable coagulopathy”; not checked "
        "against the source), and in ACR (“uncorrectable coagulopathy”; read in a second-hand page); "
        "listed, not ranked, in the Colorado guideline "
        "(“uncorrectable coagulopathy”)"
    )
    assert ranks_in_words(BY_KEY["active_infection"]) == (
        "absolute in the LCD, and in SIR and CIRSE (not checked against the source), and in ACR "
        "(“septicaemia, or osteomyelitis at the level”; read in a second-hand page); listed, "
        "not ranked, in the Colorado guideline"
    )


def test_pain_that_is_not_from_the_fracture_stands_on_two_lists() -> None:
    assert ranks_in_words(BY_KEY["pain_not_from_fracture"]) == (
        "absolute in the LCD; listed, not ranked, in the Colorado guideline "
        "(“no symptoms from the fracture”)"
    )


def test_lists_disagree_where_one_says_absolute_and_another_relative() -> None:
    assert {one.key for one in RANKED if one.lists_disagree} == {
        "cement_or_contrast_reaction",
        "uncorrected_coagulopathy",
        "instability",
        "improving",
    }


def test_where_no_list_disagrees_nothing_is_said_of_it() -> None:
    assert disagreement_in_words(BY_KEY["pregnancy"]) == ""
    assert disagreement_in_words(BY_KEY["s1_fracture_on_imaging"]) == ""


def test_to_be_listed_without_a_rank_is_no_disagreement() -> None:
    deficit = BY_KEY["neurological_deficit"]

    assert by_name(deficit) == {
        "the LCD": Strength.RELATIVE,
        "the Colorado guideline": Strength.LISTED,
    }
    assert not deficit.lists_disagree


def test_improving_stays_a_review_and_carries_the_ranks_of_the_lists_that_have_it() -> None:
    improving = BY_KEY["improving"]

    assert (improving.polarity, improving.strength) == (Polarity.REVIEW, None)
    assert by_name(improving) == {
        "SIR": Strength.ABSOLUTE,
        "ACR": Strength.RELATIVE,
        "CIRSE": Strength.ABSOLUTE,
        "the Colorado guideline": Strength.LISTED,
    }


def test_in_brief_its_own_rank_stands_first_and_lists_that_rank_alike_stand_together() -> None:
    assert ranks_in_brief(BY_KEY["cement_or_contrast_reaction"]) == (
        "relative (LCD) · absolute (SIR, ACR, CIRSE) · listed (Colorado guideline)"
    )
    assert ranks_in_brief(BY_KEY["burst_fracture"]) == "listed (Colorado guideline)"


def test_in_brief_its_own_rank_comes_before_one_that_is_told_first() -> None:
    instability = BY_KEY["instability"]
    turned = replace(instability, ranks=tuple(reversed(instability.ranks)))

    assert ranks_in_brief(turned) == "relative (LCD) · absolute (CIRSE)"
