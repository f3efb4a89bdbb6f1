"""The kinds of criterion that one condition settles: all that is said of one stands in it."""

from __future__ import annotations

from dataclasses import fields

from rules.language.criteria.criteria import Criterion, Polarity, Rank, Strength, Urgency
from rules.language.criteria.kinds import (
    any_present,
    conflict,
    contraindication,
    none_present,
    note,
    red_flag,
    review,
    review_of_each_option,
    within_limit,
)
from rules.language.logic.conditions import Check, Group, Not
from rules.language.questions import MultiChoice, YesNo
from rules.language.questions.pages import Page
from rules.language.words.prose import in_words
from rules.sources import LEAFLET, NICE_TA279

ILL = YesNo("ill", "Are you ill?", "Ill")
WELL = YesNo("well", "Are you well?", "Well")
PARTS = MultiChoice("part", "Which part hurts?", "Part", options={"arm": "an arm", "leg": "a leg"})
RANKS = (
    Rank(NICE_TA279, Strength.RELATIVE, "NICE"),
    Rank(LEAFLET, Strength.ABSOLUTE, "the leaflet"),
)
PLAIN: dict[str, object] = {
    "key": "ill",
    "says": "You are ill.",
    "met_when": "Ill: yes",
    "not_met_when": "Ill: no",
    "source": LEAFLET,
}


def told(criterion: Criterion) -> dict[str, object]:
    """What a criterion says that is no default; its conditions in words."""
    parts = {one.name: (getattr(criterion, one.name), one.default) for one in fields(criterion)}
    return {
        name: in_words(part) if isinstance(part, Check | Group | Not) else part
        for name, (part, default) in parts.items()
        if part is not default and part != default
    }


def test_a_red_flag_says_how_soon_and_what_to_do() -> None:
    flag = red_flag(
        "ill", "You are ill.", ILL.yes, urgency=Urgency.SAME_DAY, source=LEAFLET, guidance="Ring."
    )
    brief = red_flag("ill", "You are ill.", ILL.yes, urgency=Urgency.SAME_DAY, source=LEAFLET)
    kind = {"polarity": Polarity.RED_FLAG, "urgency": Urgency.SAME_DAY}

    assert told(flag) == PLAIN | kind | {"guidance": "Ring."}
    assert told(brief) == PLAIN | kind


def test_a_contraindication_is_sourced_by_the_first_list_that_ranks_it() -> None:
    whole = contraindication(
        "ill",
        "You are ill.",
        ILL.yes,
        ranks=RANKS,
        strength=Strength.RELATIVE,
        applies_when=WELL.no,
        absent_when=WELL.yes,
        guidance="Weigh it.",
        grey="Nobody knows.",
        reported=(WELL,),
    )
    brief = contraindication("ill", "You are ill.", ILL.yes, ranks=RANKS)
    kind = {"polarity": Polarity.CONTRAINDICATION, "ranks": RANKS, "source": NICE_TA279}

    assert told(brief) == PLAIN | kind
    assert told(whole) == PLAIN | kind | {
        "strength": Strength.RELATIVE,
        "applies_when": "Well: no",
        "not_met_when": "Well: yes",
        "guidance": "Weigh it.",
        "grey": "Nobody knows.",
        "reported": (WELL,),
    }


def test_what_is_to_be_reviewed_can_stand_on_lists_too() -> None:
    whole = review(
        "ill",
        "You are ill.",
        ILL.yes,
        source=LEAFLET,
        ranks=RANKS,
        guidance="Look.",
        reported=(WELL,),
    )
    kind = {"polarity": Polarity.REVIEW}

    assert told(review("ill", "You are ill.", ILL.yes, source=LEAFLET)) == PLAIN | kind
    assert told(whole) == PLAIN | kind | {
        "ranks": RANKS,
        "guidance": "Look.",
        "reported": (WELL,),
    }


def test_each_option_is_reviewed_under_its_own_name() -> None:
    arm, leg = review_of_each_option(
        "pain",
        "Pain in {}.",
        PARTS,
        source=LEAFLET,
        guidance="Move {}.",
        each={"arm": "the arm", "leg": "the leg"},
        reported=(WELL,),
    )

    assert (arm.key, arm.says, arm.guidance) == ("pain_arm", "Pain in an arm.", "Move the arm.")
    assert told(leg) == {
        "key": "pain_leg",
        "says": "Pain in a leg.",
        "polarity": Polarity.REVIEW,
        "met_when": "Part includes “a leg”",
        "not_met_when": "Part does not include “a leg”",
        "source": LEAFLET,
        "guidance": "Move the leg.",
        "reported": (WELL,),
    }


def test_a_note_is_worth_knowing() -> None:
    whole = note(
        "ill", "You are ill.", ILL.yes, source=LEAFLET, guidance="Know it.", reported=(WELL,)
    )
    kind = {"polarity": Polarity.NOTE}

    assert told(note("ill", "You are ill.", ILL.yes, source=LEAFLET)) == PLAIN | kind
    assert told(whole) == PLAIN | kind | {"guidance": "Know it.", "reported": (WELL,)}


def test_a_limit_may_leave_a_range_open() -> None:
    brief = within_limit("ill", "You are ill.", ILL.yes, short="Illness", source=LEAFLET)
    whole = within_limit(
        "ill",
        "You are ill.",
        ILL.yes,
        short="Illness",
        source=LEAFLET,
        applies_when=WELL.no,
        outside_when=WELL.yes,
        guidance="Measure again.",
        grey="Between the two.",
        reported=(WELL,),
    )
    kind = {"polarity": Polarity.LIMIT, "short": "Illness"}

    assert told(brief) == PLAIN | kind
    assert told(whole) == PLAIN | kind | {
        "applies_when": "Well: no",
        "not_met_when": "Well: yes",
        "guidance": "Measure again.",
        "grey": "Between the two.",
        "reported": (WELL,),
    }


def test_a_conflict_says_which_answer_is_used() -> None:
    brief = conflict(
        "ill", "You are ill.", ILL.yes, source=LEAFLET, short="Ill or well", used="Staff's."
    )
    whole = conflict(
        "ill",
        "You are ill.",
        ILL.yes,
        source=LEAFLET,
        short="Ill or well",
        used="Staff's.",
        absent_when=WELL.yes,
        reported=(WELL,),
    )
    kind = {"polarity": Polarity.CONFLICT, "short": "Ill or well", "guidance": "Staff's."}

    assert told(brief) == PLAIN | kind
    assert told(whole) == PLAIN | kind | {"not_met_when": "Well: yes", "reported": (WELL,)}


def test_several_are_present_when_one_is_and_absent_when_none_is() -> None:
    ill, not_well = (
        note(one.key, "It is so.", condition, source=LEAFLET)
        for one, condition in ((ILL, ILL.yes), (WELL, WELL.no))
    )

    assert in_words(any_present(ill, not_well)) == "Ill: yes; or Well: no"
    assert in_words(none_present(ill, not_well)) == "Ill: no; and Well: yes"


def test_a_page_for_one_question_is_headed_by_its_wording() -> None:
    page = Page.asking(YesNo("very_ill", "Are you very ill?", "Very ill"), "Take your time.")

    assert page.questions[0].key == "very_ill"
    assert (page.key, page.title, page.intro) == (
        "very-ill",
        "Are you very ill?",
        "Take your time.",
    )
    assert Page.asking(ILL).intro == ""
