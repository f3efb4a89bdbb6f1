"""Which medicine a written name stands for: names on record only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.medicines import (
    ANTITHROMBOTICS,
    PRODUCTS,
    Antithrombotic,
    Product,
    read_strength,
    recognise,
    recognise_antithrombotics,
)
from rules.medicines.names import BY_SQUASHED, KnownName, words_of
from rules.medicines.products import OTHER_MEDICINES
from rules.medicines.recognition import LONGEST_READ, read
from tests.rules.written_names import AS_WRITTEN, MISSPELT, NOT_OURS

NAMES = [(name, product) for product in PRODUCTS for name in product.names]


def keys(text: str) -> str | None:
    match = recognise(text)
    return " ".join(each.key for each in match.ingredients) if match else None


@pytest.mark.parametrize(("text", "expected"), AS_WRITTEN.items())
def test_a_name_is_read_through_what_stands_around_it(text: str, expected: str) -> None:
    match = recognise(text)

    assert match is not None
    assert match.exact
    assert keys(text) == expected


@pytest.mark.parametrize("text", MISSPELT)
def test_a_slip_of_the_pen_is_left_unread(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize("text", NOT_OURS)
def test_what_is_not_a_known_pain_medicine_is_left_unread(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(("name", "product"), NAMES, ids=[name for name, _ in NAMES])
def test_every_name_on_record_means_its_own_product(name: str, product: Product) -> None:
    for text in (name, name.upper(), f"  {name.lower()}  tablets", f"{name} 5 mg"):
        match = recognise(text)

        assert match is not None
        assert match.exact
        assert match.ingredients == product.ingredients


@pytest.mark.parametrize("name", OTHER_MEDICINES)
def test_another_medicine_is_never_read_as_a_pain_medicine(name: str) -> None:
    assert recognise(name) is None
    assert recognise_antithrombotics(name) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Didn't help", ["didnt", "help"]),
        ("Didn’t help", ["didnt", "help"]),
        ("Tylenol No. 3", ["tylenol", "number", "3"]),
        ("Zomorph 10mg 3 times a day", ["zomorph", "10", "mg", "a", "day"]),
        ("Caffè", ["caffe"]),
    ],
)
def test_a_text_is_taken_apart_into_plain_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_several_names_in_one_line_are_all_named() -> None:
    match = recognise("codeine and paracetamol")

    assert match is not None
    assert match.matched_name == "codeine + paracetamol"


def test_a_blood_thinner_alone_is_no_pain_medicine() -> None:
    assert recognise("warfarin") is None


def test_a_text_is_read_up_to_the_length_of_a_name_and_not_of_a_story() -> None:
    assert keys("paracetamol".ljust(LONGEST_READ)) == "paracetamol"
    assert keys("paracetamol".ljust(LONGEST_READ + 1)) is None


def as_zomorph(words: list[str]) -> KnownName | None:
    """Somebody who takes one misspelling for a name, and knows no other."""
    return BY_SQUASHED["zomorph"] if words == ["zomorf"] else None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("zomorf 10", ["zomorph"]),
        ("paracetamol and zomorf", ["paracetamol", "zomorph"]),
        ("zomorf + codeine + paracetamol", ["zomorph", "codeine", "paracetamol"]),
    ],
)
def test_whoever_reads_near_spellings_is_asked_and_the_reading_is_then_not_exact(
    text: str, names: list[str]
) -> None:
    found = read(text, as_zomorph)

    assert found is not None
    assert [known.squashed for known in found.known] == names
    assert not found.exact


@pytest.mark.parametrize("text", ["zomorrf", "paracetamol and zomorrf", "not zomorf"])
def test_one_part_that_nobody_can_read_leaves_the_whole_line_unread(text: str) -> None:
    assert read(text, as_zomorph) is None


@given(st.text(max_size=200))
def test_any_text_at_all_is_read_without_error(text: str) -> None:
    recognise(text)
    recognise_antithrombotics(text)
    read_strength(text)


@pytest.mark.parametrize("agent", ANTITHROMBOTICS, ids=lambda agent: agent.key)
def test_every_blood_thinner_is_known_by_all_its_names(agent: Antithrombotic) -> None:
    for name in agent.names:
        assert recognise_antithrombotics(f"{name.upper()} 5mg daily") == (agent,)


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "aspirin and clopidogrel": "aspirin clopidogrel",
        "asprin": "",
        "asprin + clopidogrel": "",
        "aspirin with dipyridamole": "aspirin_dipyridamole",
        "paracetamol": "",
        "not warfarin": "",
        "amlodipine": "",
    }.items(),
)
def test_blood_thinners_are_read_as_people_write_them(text: str, expected: str) -> None:
    assert [agent.key for agent in recognise_antithrombotics(text)] == expected.split()


def test_aspirin_is_a_pain_medicine_and_a_blood_thinner() -> None:
    assert keys("aspirin") == "aspirin"
    assert [agent.key for agent in recognise_antithrombotics("aspirin")] == ["aspirin"]
