"""Which medicine is meant by what people write, slips of the pen included."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.cli.answer_file import case_in
from questionnaire.responses.medicine_names import (
    candidates,
    noted,
    recognise,
    recognise_antithrombotics,
    with_readings,
)
from rules.language.questions import Entry
from rules.medicines import How, reading_of
from rules.medicines.daily_total import TotalStatus
from rules.medicines.names import DANGEROUS_PAIRS
from rules.medicines.products import OTHER_MEDICINES
from rules.questions.pain_relief import daily_morphine, pain_medicines, relief
from tests.rules.written_names import AS_WRITTEN, MISSPELT, NOT_OURS

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def keys(text: str) -> str | None:
    match = recognise(text)
    return " ".join(each.key for each in match.ingredients) if match else None


@pytest.mark.parametrize(("text", "expected"), AS_WRITTEN.items())
def test_a_name_on_record_is_read_as_it_is(text: str, expected: str) -> None:
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


@pytest.mark.parametrize("name", OTHER_MEDICINES)
def test_another_medicine_is_never_read_as_a_pain_medicine(name: str) -> None:
    assert recognise(name) is None
    assert recognise_antithrombotics(name) == ()
    assert candidates(name) == ()


@given(st.text(max_size=200))
def test_any_text_at_all_is_read_without_error(text: str) -> None:
    recognise(text)
    recognise_antithrombotics(text)
    candidates(text)


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


@pytest.mark.parametrize("text", ["cazeine", "cafeine", "naloxon"])
def test_a_slip_is_never_read_as_what_is_only_added_to_a_medicine(text: str) -> None:
    assert recognise(text) is None


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


def offered(text: str) -> list[str]:
    return [" ".join(each.keys) for each in candidates(text)]


def test_what_was_read_is_offered_first_and_then_the_nearest_others() -> None:
    assert offered("dihydrocodin") == ["dihydrocodeine", "hydrocodone"]
    assert offered("codine")[0] == "codeine"
    assert 1 < len(offered("codine")) <= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "Fentynal patch": "fentanyl",
        "FENTYNAL 25 mcg/hr transdermal patches": "fentanyl",
        "bupronorphene 7 day patch": "buprenorphine",
        "murphone 10mg a day": "morphine",
        "gabopantin 300 mg capsules": "gabapentin",
        "prygabelan caps twice a day": "pregabalin",
        "perecatamol 2 tablets 4 times a day": "paracetamol",
        "napraxon enteric coated tablets": "naproxen",
    }.items(),
)
def test_a_name_with_two_slips_and_a_form_is_offered_and_not_read(text: str, expected: str) -> None:
    assert recognise(text) is None
    assert offered(text) == [expected]


@pytest.mark.parametrize(
    "text", ["alfentynal", "amlidopene", "omeprizole", "metfarmon", "clonadine"]
)
def test_what_sounds_like_another_medicine_is_not_offered_as_ours(text: str) -> None:
    assert recognise(text) is None
    assert candidates(text) == ()


@pytest.mark.parametrize(
    ("text", "never"),
    [("ceffeine", "codeine"), ("panadeene", "hydromorphone"), ("erdine", "oxycodone")],
)
def test_a_sound_adds_no_opioid_to_what_the_spelling_says(text: str, never: str) -> None:
    assert never not in offered(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "zorblaxin": [],
        "oxycontine": ["oxycodone"],
        "buprenorfine patch": ["buprenorphine"],
        "morfine": ["morphine"],
    }.items(),
)
def test_what_is_far_from_the_name_is_not_offered(text: str, expected: list[str]) -> None:
    assert offered(text) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("voltarel", None, ["diclofenac", "diclofenac_on_skin"]),
        ("voltarel", "tablet", ["diclofenac"]),
        ("voltarel", "cream", ["diclofenac_on_skin"]),
        ("voltarel tablets", None, ["diclofenac"]),
        ("voltarel", "injection", ["diclofenac", "diclofenac_on_skin"]),
        ("codine", "patch", ["codeine"]),
        ("hydromorphine", "patch", []),
    ],
)
def test_what_does_not_come_in_the_form_is_not_offered_unless_it_was_read(
    text: str, form: str | None, expected: list[str]
) -> None:
    assert [" ".join(each.keys) for each in candidates(text, form)] == expected


def test_a_word_between_two_opioids_is_offered_as_either_and_guessed_as_neither() -> None:
    assert recognise("hydromorphine") is None
    assert {"hydromorphone", "morphine"} <= set(offered("hydromorphine"))


@pytest.mark.parametrize("text", ["", "no paracetamol", "the white ones", "amlodipne", "a" * 130])
def test_nothing_is_offered_for_a_denial_a_story_or_another_medicine(text: str) -> None:
    assert candidates(text) == ()


def test_each_medicine_is_offered_once() -> None:
    for text in MISSPELT:
        assert len(set(offered(text))) == len(offered(text))


def read_how(entry: Entry) -> tuple[list[str], How]:
    found = reading_of(noted(entry))
    return [each.key for each in found.ingredients], found.how


@pytest.mark.parametrize(
    ("name", "ingredients", "how"),
    [
        ("Co-codamol 30/500", ["codeine", "paracetamol"], How.AS_WRITTEN),
        ("oxycontine", ["oxycodone"], How.NOT_CONFIRMED),
        ("the white ones", [], How.NOT_CONFIRMED),
        ("naloxone/oxycodone", ["naloxone", "oxycodone"], How.AS_WRITTEN),
    ],
)
def test_an_entry_is_kept_with_what_its_name_is_read_as(
    name: str, ingredients: list[str], how: How
) -> None:
    assert read_how({"name": name}) == (ingredients, how)


def test_what_was_noted_before_stands_whatever_the_name_is_read_as_now() -> None:
    confirmed = {"name": "oxycontine", "read_as": ("morphine",), "read_how": "staff"}

    assert noted(confirmed) == confirmed
    assert read_how(confirmed) == (["morphine"], How.STAFF)


def test_an_entry_without_a_name_is_read_as_nothing() -> None:
    assert noted({"form": "tablet"}) == {"form": "tablet"}


def test_only_the_list_of_medicines_is_read() -> None:
    given = with_readings({pain_medicines: ({"name": "Zomorph"},), relief: 3})

    assert given[relief] == 3
    assert pain_medicines.read(pain_medicines.stored(given[pain_medicines])) == (
        {
            "name": "Zomorph",
            "read_as": ("morphine",),
            "read_as_thinner": (),
            "read_how": "as_written",
        },
    )


def test_a_file_of_answers_is_read_through_slips_of_the_pen_too(tmp_path: Path) -> None:
    taken = {"form": "tablet", "strength": "10", "unit": "mg", "amount": 2, "times": 2}
    listed = [
        {"name": "oxycodone", **taken},
        {"name": "oxycodon", **taken},
        {"name": "zomorf", "read_as": list[str](), "read_how": "patient"},
    ]
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"on": "2026-11-22", "answers": {"pain_medicines": listed}}))

    total = daily_morphine.details(case_in(file))

    assert (total.status, total.milligrams) == (TotalStatus.AT_LEAST, 60)
    assert [(line.ingredient, line.sure) for line in total.lines] == [
        ("Oxycodone", True),
        ("Oxycodone", False),
        ("", True),
    ]
    assert total.left_out == ("oxycodon", "zomorf")
