"""What is known of each medicine: its class, its factor, its strength as written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.language.criteria.sources import Verified
from rules.language.logic.case import Absent
from rules.language.questions import Entry
from rules.medicines import (
    ANTITHROMBOTICS,
    HOW_READ,
    INGREDIENTS,
    MORPHINE_TABLES,
    PRODUCTS,
    DrugClass,
    How,
    Ingredient,
    MorphineTable,
    WrittenStrength,
    read_strength,
    reading_of,
    recognise,
    strength_of_each,
)
from rules.medicines.antithrombotics import ANTITHROMBOTIC_NAMES
from rules.medicines.ingredients import PARACETAMOL, WITHOUT_A_NAME
from rules.sources.safety_and_medicines import (
    ANZCA_FPM_2021,
    BNF_2018,
    BNF_2020,
    BNF_PATCHES_2020,
    CDC_2022,
)
from tests.rules.markdown import table_beside

OPIOIDS = [each for each in INGREDIENTS if each.drug_class is DrugClass.OPIOID]

BY_MOUTH = {
    "cdc_2022": {
        "codeine": "0.15",
        "tramadol": "0.2",
        "tapentadol": "0.4",
        "hydrocodone": "1.0",
        "oxycodone": "1.5",
        "oxymorphone": "3.0",
        "hydromorphone": "5.0",
        "morphine": "1.0",
    },
    "bnf_2020": {
        "codeine": "0.1",
        "dihydrocodeine": "0.1",
        "tramadol": "0.1",
        "tapentadol": "0.4",
        "oxycodone": "1.5",
        "hydromorphone": "5",
        "morphine": "1",
    },
    "bnf_2018": {
        "codeine": "0.1",
        "dihydrocodeine": "0.1",
        "tramadol": "0.1",
        "oxycodone": "1.5",
        "hydromorphone": "5",
        "morphine": "1",
    },
    "anzca_2021": {
        "codeine": "0.13",
        "tramadol": "0.2",
        "tapentadol": "0.3",
        "oxycodone": "1.5",
        "hydromorphone": "5",
        "morphine": "1",
    },
}

# Names that patients in three countries know, by what must be read in them.
KNOWN_ABROAD = {
    "paracetamol": "acetaminophen Tylenol paracetamol Panadol Calpol Panamax Osteomol",
    "ibuprofen": "ibuprofen Advil Motrin Nurofen",
    "naproxen": "naproxen Aleve Naprosyn",
    "diclofenac": "diclofenac Voltarol Voltaren",
    "meloxicam": "meloxicam Mobic",
    "celecoxib": "celecoxib Celebrex",
    "etoricoxib": "etoricoxib Arcoxia",
    "ketorolac": "ketorolac",
    "codeine": "codeine",
    "paracetamol codeine": "Tylenol_3 Panadeine_Forte",
    "codeine paracetamol": "co-codamol co-codamol_8/500 co-codamol_15/500 Solpadol Zapain",
    "dihydrocodeine": "dihydrocodeine",
    "dihydrocodeine paracetamol": "co-dydramol",
    "tramadol": "tramadol Ultram Zydol Tramal",
    "tapentadol": "tapentadol Nucynta Palexia",
    "hydrocodone": "hydrocodone",
    "hydrocodone paracetamol": "Norco Vicodin",
    "oxycodone": "oxycodone OxyContin Roxicodone OxyNorm Longtec Endone",
    "oxycodone paracetamol": "Percocet",
    "oxycodone naloxone": "Targinact Targin",
    "morphine": "morphine MS_Contin Oramorph Zomorph MST Kapanol",
    "hydromorphone": "hydromorphone Dilaudid Palladone Jurnista",
    "oxymorphone": "oxymorphone Opana",
    "fentanyl": "fentanyl Duragesic Durogesic Matrifen",
    "methadone": "methadone Physeptone Dolophine",
    "buprenorphine": "buprenorphine Butrans Belbuca Butec Sevodyne Transtec Norspan",
    "gabapentin": "gabapentin",
    "pregabalin": "pregabalin Lyrica",
    "duloxetine": "duloxetine",
    "amitriptyline": "amitriptyline",
    "nortriptyline": "nortriptyline",
    "cyclobenzaprine": "cyclobenzaprine",
    "methocarbamol": "methocarbamol",
    "tizanidine": "tizanidine",
    "diazepam": "diazepam",
    "baclofen": "baclofen",
    "orphenadrine": "orphenadrine",
    "lidocaine_on_skin": "lidocaine_patch lidocaine_plaster Versatis",
    "diclofenac_on_skin": "diclofenac_gel",
    "calcitonin": "calcitonin_nasal Miacalcin",
    "movelat": "Movelat",
}


@pytest.mark.parametrize(("contents", "names"), KNOWN_ABROAD.items())
def test_a_medicine_is_known_by_its_names_in_the_us_the_uk_and_australia(
    contents: str, names: str
) -> None:
    for name in names.replace("_", "\u00a0").split(" "):
        match = recognise(name.replace("\u00a0", " "))

        assert match is not None, name
        assert [each.key for each in match.ingredients] == contents.split(), name


@pytest.mark.parametrize("table", MORPHINE_TABLES.values(), ids=lambda table: table.key)
def test_a_table_has_the_factors_of_its_source_and_no_others(table: MorphineTable) -> None:
    wanted = BY_MOUTH[table.key]

    assert table.by_mouth == {key: Decimal(factor) for key, factor in wanted.items()}
    assert set(table.by_mouth) <= {opioid.key for opioid in OPIOIDS}


def test_fentanyl_counts_by_the_patch_and_by_one_table_buprenorphine() -> None:
    cdc, quoted, bnf, anzca = MORPHINE_TABLES.values()

    assert (cdc.patch, cdc.patch_of) == ({"fentanyl": Decimal("2.4")}, {})
    assert (quoted.patch, bnf.patch) == ({}, {})
    assert (
        quoted.patch_of
        == bnf.patch_of
        == {"fentanyl": {12: 30, 25: 60, 50: 120, 75: 180, 100: 240}}
    )
    assert (anzca.patch, anzca.patch_of) == (
        {"fentanyl": Decimal(3), "buprenorphine": Decimal(2)},
        {},
    )


@pytest.mark.parametrize("table", MORPHINE_TABLES.values(), ids=lambda table: table.key)
def test_an_opioid_without_a_factor_says_why(table: MorphineTable) -> None:
    for opioid in OPIOIDS:
        why = table.why_left_out(opioid)
        assert why.startswith("Not calculated: ")
        assert why.endswith(".")


@pytest.mark.parametrize(
    ("key", "tables"),
    [
        ("methadone", []),
        ("pethidine", []),
        ("buprenorphine", ["anzca_2021"]),
        ("tapentadol", ["cdc_2022", "bnf_2020", "anzca_2021"]),
        ("dihydrocodeine", ["bnf_2020", "bnf_2018"]),
    ],
)
def test_which_tables_calculate_what_some_leave_out(key: str, tables: list[str]) -> None:
    assert [
        table.key
        for table in MORPHINE_TABLES.values()
        if key in {*table.by_mouth, *table.patch, *table.patch_of}
    ] == tables


def test_buprenorphine_under_the_tongue_is_left_out_with_the_reason() -> None:
    buprenorphine = next(each for each in OPIOIDS if each.key == "buprenorphine")

    assert "does not say whether it is taken under the tongue" in MORPHINE_TABLES[
        "anzca_2021"
    ].why_not_this_way(buprenorphine)


def test_each_table_names_its_own_source() -> None:
    sources = {table.name: table.source for table in MORPHINE_TABLES.values()}

    assert sources == {
        "CDC 2022": CDC_2022,
        "BNF 2020": BNF_2020,
        "BNF 2018": BNF_2018,
        "ANZCA/FPM 2021": ANZCA_FPM_2021,
    }
    assert MORPHINE_TABLES["bnf_2018"].patch_source is BNF_PATCHES_2020
    assert BNF_2018.how_far is Verified.READ
    assert BNF_2020.how_far is BNF_PATCHES_2020.how_far is Verified.SECOND_HAND


def test_every_ingredient_is_listed_once_and_is_in_a_product() -> None:
    listed = [each.key for each in INGREDIENTS]
    sold = {each.key for product in PRODUCTS for each in product.ingredients}

    assert len(listed) == len(set(listed))
    assert set(listed) - sold == {each.key for each in WITHOUT_A_NAME}


def test_products_of_the_same_contents_print_their_strengths_in_the_same_order() -> None:
    """Except with paracetamol, whose number is the larger wherever it stands."""
    printed: dict[frozenset[Ingredient], tuple[Ingredient, ...]] = {}
    for product in PRODUCTS:
        if len(product.ingredients) == 2 and PARACETAMOL not in product.ingredients:
            contents = frozenset(product.ingredients)
            assert printed.setdefault(contents, product.ingredients) == product.ingredients


@pytest.mark.parametrize(
    ("entry", "keys", "how"),
    [
        ({"name": "Zomorph 10mg"}, "morphine", How.AS_WRITTEN),
        ({"name": "zomorf"}, "", How.NOT_CONFIRMED),
        ({}, "", How.NOT_CONFIRMED),
        ({"name": "zomorf", "read_as": ("morphine",), "read_how": "patient"}, "morphine", How.PATIENT),
        ({"name": "Zomorph", "read_as": ("codeine",), "read_how": "staff"}, "codeine", How.STAFF),
        ({"name": "Zomorph", "read_as": (), "read_how": "patient"}, "", How.PATIENT),
        ({"name": "x", "read_as": ("morphine",)}, "morphine", How.NOT_CONFIRMED),
        ({"read_as": Absent.UNANSWERED, "name": "Zomorph"}, "morphine", How.AS_WRITTEN),
    ],
)  # fmt: skip
def test_an_entry_is_read_as_was_noted_else_by_its_name_on_record(
    entry: Entry, keys: str, how: How
) -> None:
    found = reading_of(entry)

    assert " ".join(each.key for each in found.ingredients) == keys
    assert found.how is how


@pytest.mark.parametrize(
    ("noted", "written", "order"),
    [
        (("codeine", "ibuprofen"), "nurofen plus", "ibuprofen codeine"),
        (("codeine", "ibuprofen"), "nurofin plsu", "ibuprofen codeine"),
        (("oxycodone", "naloxone"), "naloxone/oxycodone", "naloxone oxycodone"),
        (("morphine", "diclofenac"), "the two of them", "morphine diclofenac"),
    ],
)
def test_what_was_noted_stands_in_the_order_of_the_printed_strength(
    noted: tuple[str, ...], written: str, order: str
) -> None:
    entry = {"name": written, "read_as": noted, "read_how": "patient"}

    assert [each.key for each in reading_of(entry).ingredients] == order.split()


def test_only_what_is_as_written_or_confirmed_is_sure() -> None:
    assert {how for how in How if how.is_sure} == {How.AS_WRITTEN, How.PATIENT, How.STAFF}
    assert set(HOW_READ) == {how.value for how in How}


@pytest.mark.parametrize(
    ("text", "numbers", "unit"),
    [
        ("30/500", "30 500", None), ("30mg/500mg", "30 500", "mg"), ("5 mg / 325 mg", "5 325", "mg"),
        ("30/500 mg", "30 500", "mg"), ("37.5/325", "37.5 325", None), ("10", "10", None),
        ("10 mg", "10", "mg"),
        ("10MG", "10", "mg"), ("10mg.", "10", "mg"), ("2.5", "2.5", None), ("12,5 mg", "12.5", "mg"),
        (".5 mg", "0.5", "mg"), ("12½ mg", "12.5", "mg"), ("½ mg", "0.5", "mg"), ("0,125", "0.125",
        None), ("1 g", "1000", "mg"), ("0.5g", "500", "mg"),
        ("500 micrograms", "500", "microgram"), ("25 mcg/h", "25", "microgram_an_hour"),
        ("25 micrograms/hour", "25", "microgram_an_hour"), ("12 mcg an hour", "12", "microgram_an_hour"),
        ("100mcg/hr patch", "100", "microgram_an_hour"), ("co-codamol 30/500 tablets", "30 500", None),
        ("Zomorph 10mg", "10", "mg"), ("10 mg MR", "10", "mg"), ("1%", "1", "percent"),
        ("5 mg/500 micrograms", "5 0.5", "mg"),
    ],
)  # fmt: skip
def test_a_strength_is_read_as_people_write_it(text: str, numbers: str, unit: str | None) -> None:
    assert read_strength(text) == WrittenStrength(tuple(map(Decimal, numbers.split())), unit)


@pytest.mark.parametrize(
    ("text", "number", "millilitres"),
    [
        ("10mg/5ml", "10", "5"), ("10 mg in 5 ml", "10", "5"), ("10 mg/ml", "10", "1"),
        (".5 mg/ml", "0.5", "1"),
        (".25mg/ml", "0.25", "1"), ("0,5 mg/ml", "0.5", "1"), ("2,5 mg/5 ml", "2.5", "5"),
        ("2mg per ml oral solution", "2", "1"),
    ],
)  # fmt: skip
def test_the_strength_of_a_liquid_is_read_with_its_volume(
    text: str, number: str, millilitres: str
) -> None:
    assert read_strength(text) == WrittenStrength((Decimal(number),), "mg", Decimal(millilitres))


@pytest.mark.parametrize(
    ("text", "count", "times"),
    [
        ("2 x 10 mg", "2", None),
        ("one 10 mg tablet", "1", None),
        ("10mg 3 times a day", None, "3"),
        ("2 x 10 mg every 6 hours", "2", "4"),
    ],
)
def test_what_else_is_written_with_a_strength_is_kept_beside_it(
    text: str, count: str | None, times: str | None
) -> None:
    found = read_strength(text)

    assert found is not None
    assert found.numbers == (Decimal(10),)
    assert (found.count, found.times) == (count and Decimal(count), times and Decimal(times))


@pytest.mark.parametrize(
    "text",
    [
        "", "not sure", "0", "0 mg", "30/0", "10-20 mg", "10 - 20 mg", "10 to 20", "up to 20 mg",
        "10mg and 20mg",
        "1.2.3", "-5", "1,000 mg", "1,000mg/500ml", "10mg/0ml", "10 mg but two", "10 mg;5", "10⁶ mg",
        "2 1/2 mg",
        "about 10", "10 mg?",
    ],
)  # fmt: skip
def test_what_is_not_wholly_a_strength_is_none(text: str) -> None:
    assert read_strength(text) is None


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,/ mgcxlhptue%", max_size=20))
def test_no_text_raises_and_no_strength_is_nought(text: str) -> None:
    found = read_strength(text)

    assert found is None or (all(found.numbers) and found.millilitres != 0)


def numbers_in(text: str) -> tuple[Decimal, ...]:
    found = read_strength(text)
    assert found is not None
    return found.numbers


@pytest.mark.parametrize("text", ["30/500", "500/30"])
@pytest.mark.parametrize("name", ["co-codamol", "paracetamol and codeine"])
def test_the_larger_number_is_paracetamols_whichever_comes_first(name: str, text: str) -> None:
    match = recognise(name)

    assert match is not None
    each = strength_of_each(match.ingredients, numbers_in(text))
    assert {of.key: number for of, number in each} == {"codeine": 30, "paracetamol": 500}


def test_one_number_for_two_ingredients_tells_the_strength_of_neither() -> None:
    match = recognise("co-codamol")

    assert match is not None
    assert strength_of_each(match.ingredients, numbers_in("30")) == ()


def test_only_aspirin_and_cilostazol_are_minor() -> None:
    assert [agent.key for agent in ANTITHROMBOTICS if agent.minor] == ["aspirin", "cilostazol"]


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("warfarin", "Warfarin (Coumadin, Jantoven, Marevan)"),
        ("apixaban", "Apixaban (Eliquis)"),
        ("heparin", "Heparin"),
        ("ginkgo", "Ginkgo"),
    ],
)
def test_a_blood_thinner_is_offered_with_the_names_on_its_boxes(key: str, known: str) -> None:
    assert ANTITHROMBOTIC_NAMES[key] == known


def test_how_long_two_societies_hold_each_blood_thinner_is_in_the_table() -> None:
    told = [
        (one.key, one.sir, one.asra, "yes" if one.societies_differ else "–")
        for one in ANTITHROMBOTICS
    ]

    assert told == table_beside("holding_times.md")[1]


def test_that_a_blood_thinner_is_minor_is_said_to_be_the_word_of_one_society() -> None:
    said = {agent.key for agent in ANTITHROMBOTICS if "rests on SIR alone" in agent.holding}

    assert said == {"aspirin", "cilostazol"}


def test_where_the_societies_differ_it_is_said() -> None:
    said = {agent.key: agent.holding for agent in ANTITHROMBOTICS}

    assert said["clopidogrel"] == "SIR 2019: 5 days. ASRA 2018: 7 days. The two differ."
    assert said["ticagrelor"] == "SIR 2019: 5 days. ASRA 2018: 5 days."
    assert said["betrixaban"] == "SIR 2019: 3 doses. ASRA 2018: no figure in what was read."
