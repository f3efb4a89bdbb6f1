"""Medicines as people write them, and what is known of each."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.medicines import (
    ANTITHROMBOTICS,
    INGREDIENTS,
    PRODUCTS,
    Antithrombotic,
    DrugClass,
    Ingredient,
    Product,
    recognise,
    recognise_antithrombotics,
    strength_of_each,
    strengths,
)
from rules.medicines.antithrombotics import NO_FIGURE
from rules.medicines.products import OTHER_MEDICINES
from rules.medicines.recognition import DANGEROUS_PAIRS

OPIOIDS = [each for each in INGREDIENTS if each.drug_class is DrugClass.OPIOID]
NAMES = [(name, product) for product in PRODUCTS for name in product.names]
LETTERS = "abcdefghijklmnopqrstuvwxyz"

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

AS_WRITTEN = {
    "co-codamol 30/500 tablets": "codeine paracetamol",
    "Co Codamol 8/500": "codeine paracetamol",
    "COCODAMOL": "codeine paracetamol",
    "cocodamol30/500": "codeine paracetamol",
    "co-dydramol 10/500": "dihydrocodeine paracetamol",
    "Zomorph 10mg": "morphine",
    "Zomorph 10 mg MR capsules twice a day": "morphine",
    "morphine sulphate": "morphine",
    "M.S.T. 15mg": "morphine",
    "MST Continus": "morphine",
    "Tylenol": "paracetamol",
    "Tylenol 500 mg": "paracetamol",
    "Tylenol 3 times a day": "paracetamol",
    "Tylenol 3": "paracetamol codeine",
    "Tylenol #3": "paracetamol codeine",
    "Tylenol No. 3": "paracetamol codeine",
    "tylenol with codeine": "paracetamol codeine",
    "Percocet 5/325": "oxycodone paracetamol",
    "Norco": "hydrocodone paracetamol",
    "Vicodin 5/300": "hydrocodone paracetamol",
    "Targinact 10/5": "oxycodone naloxone",
    "Panadeine Forte": "paracetamol codeine",
    "fentanyl 25 mcg/h patch": "fentanyl",
    "Durogesic 25 microgram/hour patches": "fentanyl",
    "BuTrans patch 10": "buprenorphine",
    "diclofenac 50mg": "diclofenac",
    "diclofenac 1% gel": "diclofenac_on_skin",
    "Voltarol Emulgel": "diclofenac_on_skin",
    "lidocaine patch": "lidocaine_on_skin",
    "Nurofen": "ibuprofen",
    "Nurofen Plus": "ibuprofen codeine",
    "paracetamol and codeine": "paracetamol codeine",
    "codeine phosphate 30mg + paracetamol 500mg": "codeine paracetamol",
    "oxycodone/naloxone": "oxycodone naloxone",
    "paracétamol": "paracetamol",
}

MISSPELT = {
    "paracetomol": "paracetamol",
    "parcetamol": "paracetamol",
    "paracetemol 500mg": "paracetamol",
    "paracetamoll": "paracetamol",
    "para cetomol": "paracetamol",
    "acetominophen": "paracetamol",
    "acetaminofen": "paracetamol",
    "tylenole": "paracetamol",
    "panadole": "paracetamol",
    "ibuprofin": "ibuprofen",
    "ibruprofen": "ibuprofen",
    "ibuprophen": "ibuprofen",
    "ibuprufen 400": "ibuprofen",
    "nurophen": "ibuprofen",
    "naproxin": "naproxen",
    "naproxyn": "naproxen",
    "diclofenic": "diclofenac",
    "diclophenac": "diclofenac",
    "meloxicame": "meloxicam",
    "celecoxibe": "celecoxib",
    "celebrexx": "celecoxib",
    "etorecoxib": "etoricoxib",
    "codine": "codeine",
    "codiene": "codeine",
    "codeene": "codeine",
    "coedine phosphate": "codeine",
    "cocodomol": "codeine paracetamol",
    "co-codamal 30/500": "codeine paracetamol",
    "co codomol": "codeine paracetamol",
    "cocodemol": "codeine paracetamol",
    "codydramal": "dihydrocodeine paracetamol",
    "dihydrocodein": "dihydrocodeine",
    "dihidrocodeine": "dihydrocodeine",
    "tramadole": "tramadol",
    "tramodol": "tramadol",
    "trammadol": "tramadol",
    "tramdol": "tramadol",
    "tapentadole": "tapentadol",
    "morfine": "morphine",
    "morphin": "morphine",
    "morphene": "morphine",
    "morhpine": "morphine",
    "zomorf": "morphine",
    "zomorphe": "morphine",
    "oramorf": "morphine",
    "oramorphe liquid": "morphine",
    "oxycodon": "oxycodone",
    "oxicodone": "oxycodone",
    "oxycodine": "oxycodone",
    "oxycotin": "oxycodone",
    "oxycontine": "oxycodone",
    "hydrocodon": "hydrocodone",
    "hydromorphon": "hydromorphone",
    "hidromorphone": "hydromorphone",
    "percoset": "oxycodone paracetamol",
    "vicodine": "hydrocodone paracetamol",
    "targinac": "oxycodone naloxone",
    "fentanil": "fentanyl",
    "fentynyl": "fentanyl",
    "phentanyl": "fentanyl",
    "duragesik": "fentanyl",
    "buprenorfine": "buprenorphine",
    "bupremorphine": "buprenorphine",
    "butranz": "buprenorphine",
    "methodone": "methadone",
    "gabapentine": "gabapentin",
    "gabapenton": "gabapentin",
    "pregablin": "pregabalin",
    "pregabelin": "pregabalin",
    "amitriptiline": "amitriptyline",
    "amitryptyline 10mg": "amitriptyline",
    "amytriptiline": "amitriptyline",
    "nortriptaline": "nortriptyline",
    "duloxitine": "duloxetine",
    "diazapam": "diazepam",
    "diazipam": "diazepam",
    "baclofin": "baclofen",
    "methocarbomol": "methocarbamol",
    "lidocane patches": "lidocaine_on_skin",
    "alendronic acide": "alendronic_acid",
    "prednisolon": "prednisolone",
    "codiene and paracetomol": "codeine paracetamol",
}

NOT_OURS = [
    "",
    "   ",
    "10 mg",
    "30/500",
    "?",
    "not sure",
    "don't know",
    "I don't know",
    "none",
    "no paracetamol",
    "not morphine",
    "never took codeine",
    "stopped tramadol",
    "allergic to codeine",
    "without paracetamol",
    "pain killer",
    "painkillers",
    "the white ones",
    "blood pressure tablets",
    "patch",
    "tablets",
    "omeprazole",
    "amlodipine",
    "trazodone",
    "trazadone",
    "celexa",
    "hydrocortisone",
    "hydrocortizone",
    "hydroxyzine",
    "hydralazine",
    "apomorphine",
    "sufentanil",
    "alfentanyl",
    "naltrexone",
    "imipramine",
    "clonazepam",
    "clonidine",
    "cocaine",
    "metformin",
    "methyldopa",
    "prednis",
    "hydromorphine",
    "hydromodone",
    "dihydrocodone",
    "oxymorphine",
    "oxymodone",
    "hydrocodeine",
    "hydromorphine and paracetamol",
    "omeprazole and codeine",
    "morph",
    "oxy",
    "hydro",
    "cod",
    "naproxen gel",
    "paracetamol pm",
    "tylenol pm",
]


def keys(text: str) -> str | None:
    match = recognise(text)
    return " ".join(each.key for each in match.ingredients) if match else None


@pytest.mark.parametrize(("text", "expected"), AS_WRITTEN.items())
def test_a_name_is_read_through_what_stands_around_it(text: str, expected: str) -> None:
    match = recognise(text)

    assert match is not None
    assert match.exact
    assert keys(text) == expected


@pytest.mark.parametrize(("text", "expected"), MISSPELT.items())
def test_a_slip_of_the_pen_is_read_and_said_to_be_one(text: str, expected: str) -> None:
    match = recognise(text)

    assert match is not None
    assert not match.exact
    assert keys(text) == expected


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


@st.composite
def a_slip_in(draw: st.DrawFn, name: str) -> str:
    """The name with one letter left out, put in, or changed."""
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(["", *LETTERS]))
    rest = draw(st.sampled_from([name[at:], name[at + 1 :]]))
    return name[:at] + letter + rest


@given(st.data(), st.sampled_from(DANGEROUS_PAIRS))
def test_a_slip_in_a_dangerous_name_never_gives_its_double(
    data: st.DataObject, pair: frozenset[str]
) -> None:
    meant = data.draw(st.sampled_from(sorted(pair)))

    read = keys(data.draw(a_slip_in(data.draw(a_slip_in(meant)))))

    assert read in {meant, None}


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


@pytest.mark.parametrize("agent", ANTITHROMBOTICS, ids=lambda agent: agent.key)
def test_every_blood_thinner_is_known_by_all_its_names(agent: Antithrombotic) -> None:
    for name in agent.names:
        assert recognise_antithrombotics(f"{name.upper()} 5mg daily") == (agent,)


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "warfrin": "warfarin",
        "warferin 3mg": "warfarin",
        "apixiban": "apixaban",
        "apixabam": "apixaban",
        "rivaroxiban": "rivaroxaban",
        "rivoroxaban 20mg": "rivaroxaban",
        "clopidogril": "clopidogrel",
        "clopidegrel": "clopidogrel",
        "dabigatron": "dabigatran",
        "edoxiban": "edoxaban",
        "asprin 75mg": "aspirin",
        "enoxiparin": "enoxaparin",
        "tikagrelor": "ticagrelor",
        "aspirin and clopidogrel": "aspirin clopidogrel",
        "asprin + clopidogril": "aspirin clopidogrel",
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
