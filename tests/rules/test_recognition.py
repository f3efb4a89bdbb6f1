"""Which medicine a written name stands for: names on record only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.medicines import (
    ANTITHROMBOTICS,
    PRODUCTS,
    Antithrombotic,
    Product,
    recognise,
    recognise_antithrombotics,
    strengths,
)
from rules.medicines.products import OTHER_MEDICINES
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


@given(st.text(max_size=200))
def test_any_text_at_all_is_read_without_error(text: str) -> None:
    recognise(text)
    recognise_antithrombotics(text)
    strengths(text)


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
