"""What is known of each medicine: its class, its factor, its strength as written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.medicines import (
    ANTITHROMBOTICS,
    INGREDIENTS,
    PRODUCTS,
    DrugClass,
    Ingredient,
    recognise,
    strength_of_each,
    strengths,
)
from rules.medicines.antithrombotics import NO_FIGURE

OPIOIDS = [each for each in INGREDIENTS if each.drug_class is DrugClass.OPIOID]

CDC_2022_FACTORS = {
    "codeine": "0.15",
    "tramadol": "0.2",
    "tapentadol": "0.4",
    "hydrocodone": "1.0",
    "oxycodone": "1.5",
    "oxymorphone": "3.0",
    "hydromorphone": "5.0",
    "morphine": "1.0",
    "fentanyl": "2.4",
}


@pytest.mark.parametrize("opioid", OPIOIDS, ids=lambda opioid: opioid.key)
def test_an_opioid_has_a_positive_factor_or_says_why_not(opioid: Ingredient) -> None:
    if opioid.morphine_factor is None:
        assert opioid.why_no_factor.startswith("Not calculated")
        assert opioid.factor_unit is None
    else:
        assert opioid.morphine_factor > 0
        assert opioid.factor_unit in ("mg", "mcg/h")
        assert opioid.why_no_factor == ""


def test_factors_are_those_of_the_cdc_table() -> None:
    factors = {each.key: each.morphine_factor for each in OPIOIDS if each.morphine_factor}

    assert factors == {key: Decimal(factor) for key, factor in CDC_2022_FACTORS.items()}


def test_methadone_and_buprenorphine_are_not_calculated() -> None:
    without = {each.key for each in OPIOIDS if each.morphine_factor is None}

    assert without == {"methadone", "buprenorphine", "dihydrocodeine", "pethidine"}


def test_only_the_fentanyl_patch_counts_by_the_hour() -> None:
    assert [each.key for each in OPIOIDS if each.factor_unit == "mcg/h"] == ["fentanyl"]


def test_only_opioids_have_a_morphine_factor() -> None:
    others = [each for each in INGREDIENTS if each.drug_class is not DrugClass.OPIOID]

    assert all(each.morphine_factor is None for each in others)


def test_every_ingredient_is_listed_once_and_is_in_a_product() -> None:
    listed = [each.key for each in INGREDIENTS]
    sold = {each.key for product in PRODUCTS for each in product.ingredients}

    assert len(listed) == len(set(listed))
    assert set(listed) == sold


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "30/500": "30 500",
        "30mg/500mg": "30 500",
        "5 mg / 325 mg": "5 325",
        "37.5/325": "37.5 325",
        "10": "10",
        "10 mg": "10",
        "10MG": "10",
        "2.5": "2.5",
        "12,5": "12.5",
        "12,5 mg": "12.5",
        "1,000 mg": "1000",
        "0,125": "0.125",
        "1 g": "1000",
        "0.5g": "500",
        "25 mcg/h": "25",
        "25 micrograms/hour": "25",
        "co-codamol 30/500 tablets": "30 500",
        "Zomorph 10mg": "10",
        "2 x 10 mg": "10",
        "10mg 3 times a day": "10",
        "one 10 mg tablet": "10",
        "": "",
        "not sure": "",
        "0": "",
        "0 mg": "",
        "30/0": "",
        "10-20 mg": "",
        "10 - 20 mg": "",
        "10 to 20": "",
        "10mg/5ml": "",
        "1%": "",
        "10mg and 20mg": "",
        "1.2.3": "",
        "-5": "",
    }.items(),
)
def test_a_strength_is_read_as_people_write_it(text: str, expected: str) -> None:
    assert strengths(text) == tuple(Decimal(number) for number in expected.split())


@given(st.text(max_size=60))
def test_a_strength_is_never_nought_or_less(text: str) -> None:
    assert all(number > 0 for number in strengths(text))


@pytest.mark.parametrize("text", ["30/500", "500/30"])
@pytest.mark.parametrize("name", ["co-codamol", "paracetamol and codeine"])
def test_the_larger_number_is_paracetamols_whichever_comes_first(name: str, text: str) -> None:
    match = recognise(name)

    assert match is not None
    each = strength_of_each(match.ingredients, strengths(text))
    assert {of.key: number for of, number in each} == {"codeine": 30, "paracetamol": 500}


def test_one_number_for_two_ingredients_tells_the_strength_of_neither() -> None:
    match = recognise("co-codamol")

    assert match is not None
    assert strength_of_each(match.ingredients, strengths("30")) == ()


def test_only_aspirin_and_cilostazol_are_minor() -> None:
    assert [agent.key for agent in ANTITHROMBOTICS if agent.minor] == ["aspirin", "cilostazol"]


def test_a_blood_thinner_without_a_figure_says_so() -> None:
    without = {agent.key for agent in ANTITHROMBOTICS if agent.holding == NO_FIGURE}

    assert without == {
        "acenocoumarol",
        "phenindione",
        "tinzaparin",
        "vorapaxar",
        "dipyridamole",
        "ginkgo",
        "fish_oil",
    }
