"""A medicine's name that is not on record: the patient is asked what was meant, and may pass it by."""

from __future__ import annotations

import pytest
from flask import Flask

from questionnaire.responses.answers import case_of
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.language.questions import Entry
from rules.questions.pain_relief import daily_morphine, pain_medicines
from tests.kit.pages import Page
from tests.kit.people import Invited, PatientClient

OXYCODONE = {"form": "tablet", "strength": "10", "unit": "mg"}
USE = {"still_taken": "yes", "amount": "2", "times": "2", "pattern": "regular"}


def write(patient: PatientClient, name: str, **parts: str) -> Page:
    """Add a medicine as far as its name."""
    patient.get(patient.at("pain-medicines"))
    patient.submit({"pain_medicines": "add"})
    return patient.submit({"name": name, **parts})


def kept(app: Flask, invited: Invited, number: int = 1) -> Entry:
    with app.app_context():
        case = case_of(read_session(), read_session().get_one(Response, invited.response_id))
        listed = pain_medicines.value(case)
    assert isinstance(listed, tuple)
    return listed[number - 1]


def read_as(app: Flask, invited: Invited, number: int = 1) -> tuple[object, object]:
    entry = kept(app, invited, number)
    return entry["read_as"], entry["read_how"]


def test_a_near_name_is_asked_about_on_one_page(patient: PatientClient) -> None:
    page = write(patient, "oxycontine")

    assert page.heading == "We read “oxycontine” as OxyContin (Oxycodone). Is that right?"
    assert page.url.endswith("/pain-medicines/1/read-as")
    for choice in ("Yes, OxyContin (Oxycodone)", "Another medicine", "I'm not sure"):
        assert choice in page.main.text


def test_a_misspelt_name_with_its_form_is_asked_about_and_counts_for_nothing_before(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, "Fentynal patch")

    assert page.heading.startswith("We do not know the name “Fentynal patch”. Is it")
    assert read_as(app, invited) == ((), "not_confirmed")
    patient.submit({"meant": "fentanyl"})
    assert read_as(app, invited) == (("fentanyl",), "patient")


def test_nothing_is_chosen_beforehand(patient: PatientClient) -> None:
    page = write(patient, "oxycontine")

    assert not [one for one in page.root.all("input") if "checked" in one.attributes]


@pytest.mark.parametrize(
    "name", ["OxyContin", "co-codamol 30/500", "Zomorph 10mg", "the white ones"]
)
def test_a_name_on_record_or_like_none_gets_no_extra_page(
    patient: PatientClient, name: str
) -> None:
    assert write(patient, name).heading.startswith("More about")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("oxycodone", (("oxycodone",), "patient")),
        ("another", ((), "patient")),
        ("not-sure", (("oxycodone",), "patient_not_sure")),
        ("", (("oxycodone",), "not_confirmed")),
    ],
)
def test_what_the_patient_says_is_kept_with_the_medicine(
    patient: PatientClient, app: Flask, invited: Invited, choice: str, expected: object
) -> None:
    write(patient, "oxycontine")

    page = patient.submit({"meant": choice} if choice else {})

    assert page.heading.startswith("More about")
    assert read_as(app, invited) == expected


def test_the_patient_can_say_that_it_is_another_one_that_is_like_it(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, "codine")

    patient.submit({"meant": "morphine"})

    assert read_as(app, invited) == (("morphine",), "patient")


def test_a_choice_that_was_not_offered_is_refused(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, "oxycontine")

    patient.submit({"meant": "methadone"}, expect=422)

    assert read_as(app, invited) == (("oxycodone",), "not_confirmed")


def test_a_word_between_two_opioids_is_offered_as_either(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, "hydromorphine")

    assert page.heading == "We do not know the name “hydromorphine”. Is it one of these?"
    assert read_as(app, invited) == ((), "not_confirmed")
    patient.submit({"meant": "hydromorphone"})
    assert read_as(app, invited) == (("hydromorphone",), "patient")


@pytest.mark.parametrize(
    ("meant", "milligrams"), [("", None), ("not-sure", None), ("oxycodone", 60)]
)
def test_a_near_name_counts_in_the_days_morphine_once_it_is_confirmed(
    patient: PatientClient, app: Flask, invited: Invited, meant: str, milligrams: int | None
) -> None:
    write(patient, "oxycodon", **OXYCODONE)
    patient.submit({"meant": meant} if meant else {})
    patient.submit(USE)

    with app.app_context():
        case = case_of(read_session(), read_session().get_one(Response, invited.response_id))
        total = daily_morphine.details(case)

    assert total.milligrams == milligrams
    assert total.lines[0].sure is (milligrams is not None)


def test_the_list_says_what_each_was_read_as_and_leads_to_change_it(
    patient: PatientClient,
) -> None:
    write(patient, "oxycontine")
    page = patient.get(patient.at("pain-medicines"))
    assert "Read as: Oxycodone. Please check this." in page.main.text

    page = patient.get(patient.at("pain-medicines/1/read-as"))
    page = patient.submit({"meant": "oxycodone"})

    page = patient.get(patient.at("pain-medicines"))
    assert "Read as: Oxycodone" in page.main.text
    assert "Please check" not in page.main.text
    assert "Change: What we read it as" in page.main.text


def test_a_name_on_record_can_be_said_to_be_something_else(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, "Zomorph")
    patient.get(patient.at("pain-medicines/1/read-as"))

    patient.submit({"meant": "another"})

    assert read_as(app, invited) == ((), "patient")
    text = patient.get(patient.at("pain-medicines")).main.text
    assert "A nurse will ask you which medicine this is." in text
    assert "We do not know" not in text


def test_what_was_said_to_be_another_medicine_is_not_called_a_name_nobody_knows(
    patient: PatientClient,
) -> None:
    write(patient, "Zomorph")
    patient.get(patient.at("pain-medicines/1/read-as"))
    patient.submit({"meant": "another"})

    page = patient.get(patient.at("pain-medicines/1/read-as"))

    assert page.heading == "Is “Zomorph” one of these?"


def test_a_name_that_nothing_is_like_is_one_we_do_not_know(patient: PatientClient) -> None:
    write(patient, "the white ones")

    text = patient.get(patient.at("pain-medicines")).main.text

    assert "We do not know this name. A nurse will ask you about it." in text


def test_a_name_written_anew_is_read_anew(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, "oxycontine")
    patient.submit({"meant": "another"})
    patient.get(patient.at("pain-medicines/1/medicine"))

    page = patient.submit({"name": "co-codamol"})

    assert page.heading.startswith("More about")
    assert read_as(app, invited) == (("codeine", "paracetamol"), "as_written")


def test_another_answer_of_the_same_medicine_leaves_what_was_confirmed(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, "oxycontine")
    patient.submit({"meant": "oxycodone"})
    patient.get(patient.at("pain-medicines/1/medicine"))

    page = patient.submit({"strength": "20"})

    assert page.heading.startswith("More about")
    assert read_as(app, invited) == (("oxycodone",), "patient")


def test_sent_twice_it_is_kept_once(patient: PatientClient, app: Flask, invited: Invited) -> None:
    page = write(patient, "oxycontine")
    for _ in range(2):
        patient.page = page
        assert patient.submit({"meant": "oxycodone"}).heading.startswith("More about")

    assert read_as(app, invited) == (("oxycodone",), "patient")


def test_a_list_changed_elsewhere_is_shown_again(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, "oxycontine")
    patient.get(patient.at("pain-medicines/1/medicine"))
    patient.submit({"name": "tramadole"})

    patient.page = page
    page = patient.submit({"meant": "morphine"}, expect=422)

    assert "changed on another page, and now says: tramadole" in page.errors[0]
    assert page.heading.startswith("We read “tramadole” as")
    assert read_as(app, invited) == (("tramadol",), "not_confirmed")


def test_a_medicine_that_nothing_is_like_leads_back_to_the_list(patient: PatientClient) -> None:
    write(patient, "the white ones")

    for number in (1, 7):
        page = patient.get(patient.at(f"pain-medicines/{number}/read-as"))
        assert page.url.endswith("/pain-medicines")


def test_from_the_check_of_all_answers_one_comes_back_to_it(patient: PatientClient) -> None:
    write(patient, "oxycontine")
    patient.get(patient.at("pain-medicines/1/medicine") + "?back=check")

    assert patient.submit({"strength": "5"}).url.endswith("/read-as?back=check")


@pytest.mark.parametrize(
    ("parts", "either"),
    [
        ({"strength": "1,000mg/500ml", "form": "liquid"}, "Write 1 or 1000: this can be either"),
        ({"strength": "1.000 mg"}, "Write 1 or 1000: this can be either"),
        ({"name": "Paracetamol 1,000 mg"}, "Write 1 or 1000: this can be either"),
    ],
)
def test_a_strength_that_can_be_two_numbers_is_asked_about(
    patient: PatientClient, parts: dict[str, str], either: str
) -> None:
    patient.get(patient.at("pain-medicines"))
    patient.submit({"pain_medicines": "add"})

    page = patient.submit({"name": "Paracetamol", **parts}, expect=422)

    assert [error.rpartition(" – ")[2] for error in page.errors] == [either]


@pytest.mark.parametrize("strength", ["30/500", "0,5 mg/ml", "2,5 mg/5 ml", "1000 mg", "1,234,567"])
def test_a_strength_that_is_one_number_is_taken(patient: PatientClient, strength: str) -> None:
    assert write(patient, "morphine", strength=strength).heading.startswith("More about")
