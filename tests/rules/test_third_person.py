"""Words said of somebody in place of to them: only the pronouns change, and the verbs after "I"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.language.questions import Choice, MultiChoice
from rules.language.questions.third_person import ThirdPerson, derived
from rules.questions import SECTIONS
from rules.questions.for_a_helper import for_a_helper
from tests.pins.questions import every_question

PRONOUN = re.compile(
    r"\b(?:you|your|yours|yourself|i|my|mine|myself|me|they|them|their|theirs|themselves)\b",
    re.IGNORECASE,
)
VERB = re.compile(r"\b(?:am|was|are|were|have|will)\b|['’](?:m|ve|ll|re)\b", re.IGNORECASE)
PRONOUNS_AND_VERBS = re.split(
    " ", "you your yours yourself I I'm I'll you're my me myself am was have told by for to that"
)
OTHERS = re.split(
    " ",
    "Do the back hurts? MRI T12 30/500 mg 2. warfarin (Coumadin) C1 iron its mice youth Myeloma",
)
WORDS = st.sampled_from([*PRONOUNS_AND_VERBS, *OTHERS])
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("said", "of_them"),
    [
        ("Where does your back hurt?", "Where does their back hurt?"),
        ("I have no back pain", "They have no back pain"),
        ("Do you still take it?", "Do they still take it?"),
        ("I am very sleepy, or hard to wake", "They are very sleepy, or hard to wake"),
        ("Yes, and I was told so", "Yes, and they were told so"),
        ("The pain wakes me", "The pain wakes them"),
        ("Can you wash and dress yourself?", "Can they wash and dress themselves?"),
        ("Has anyone told you that you have it?", "Has anyone told them that they have it?"),
        ("What stops you from walking?", "What stops them from walking?"),
        ("When you move, does it hurt you?", "When they move, does it hurt them?"),
        ("I'm well. I’ve walked", "They are well. They have walked"),
        ("You may rest. Your bed is ready", "They may rest. Their bed is ready"),
        ("“I cannot walk”", "“They cannot walk”"),
        ("Is it yours or mine?", "Is it theirs or theirs?"),
    ],
)
def test_the_pronouns_give_the_second_form(said: str, of_them: str) -> None:
    assert derived(said) == of_them


@pytest.mark.parametrize(
    "said",
    [
        "Look at the box if you can",
        "Leave this if you do not know.",
        "Nobody watches your answers",
        "Have the boxes beside you",
        "A nurse reads them after you send them",
        "In your own words",
    ],
)
def test_what_is_said_to_whoever_reads_stays(said: str) -> None:
    assert derived(said) == said


def test_what_somebody_can_do_is_no_word_to_the_reader() -> None:
    assert derived("Say if you can walk") == "Say if they can walk"


def test_a_form_written_by_hand_stands_before_the_derived_one() -> None:
    form = ThirdPerson({"Keep taking yours": "They should go on"}, frozenset({"I'm not sure"}))

    assert form.of("Keep taking yours") == "They should go on"
    assert form.of("I'm not sure") == "I'm not sure"
    assert form.of("Your pain") == "Their pain"


@given(TEXTS)
def test_every_word_but_the_pronouns_and_their_verbs_stays(text: str) -> None:
    def _others(words: str) -> list[str]:
        return VERB.sub("", PRONOUN.sub("", words)).split()

    assert _others(derived(text)) == _others(text)


@given(TEXTS)
def test_a_second_form_has_no_other(text: str) -> None:
    assert derived(derived(text)) == derived(text)


@given(st.text(alphabet="0123456789 .,/%()–µABCTL", max_size=40))
def test_numbers_and_units_stay(text: str) -> None:
    assert derived(text) == text


def test_the_forms_of_the_options_of_a_question_differ_as_the_options_do() -> None:
    for key, question in every_question():
        if isinstance(question, Choice | MultiChoice):
            forms = {option: for_a_helper.of(text) for option, text in question.options.items()}
            assert len(set(forms.values())) == len(question.options), key


def test_what_says_they_beside_you_has_a_form_written_by_hand() -> None:
    """Else nobody could tell in it who "they" are."""
    by_hand = {*for_a_helper.written, *for_a_helper.kept}
    doubtful = [
        text
        for text in set(_declared()) - by_hand
        if derived(text) != text and re.search(r"\b(?:they|them|their)\b", text, re.IGNORECASE)
    ]

    assert not doubtful, "rules/questions/for_a_helper.py: write the helper's form of these"


def _declared() -> Iterator[str]:
    for section in SECTIONS:
        yield from (page.intro for page in section.pages)
    for _, question in every_question():
        yield from (question.text, question.hint, question.unless)
        if isinstance(question, Choice | MultiChoice):
            yield from question.options.values()
