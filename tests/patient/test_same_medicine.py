"""A medicine that is like one listed before it: the patient is asked whether it is the same one."""

from __future__ import annotations

import pytest
from flask import Flask

from questionnaire.responses.answers import case_of
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.language.logic.case import Absent, Case
from rules.medicines.daily_total import DailyTotal
from rules.questions.pain_relief import (
    daily_morphine,
    daily_paracetamol,
    opioid_doses_confirmed,
    paracetamol_confirmed,
)
from tests.kit.pages import Page
from tests.kit.people import Invited, PatientClient

TABLET = {"form": "tablet", "strength": "10", "unit": "mg"}
USE = {"still_taken": "yes", "amount": "1", "times": "2", "pattern": "regular"}
PARACETAMOL = {"strength": "500", "amount": "2", "times": "4"}
CO_CODAMOL = {**PARACETAMOL, "strength": "30/500"}


def add(patient: PatientClient, name: str, **parts: str) -> Page:
    """A medicine, to the end of what is asked of it."""
    patient.get(patient.at("pain-medicines"))
    patient.submit({"pain_medicines": "add"})
    written = {key: parts.get(key, value) for key, value in {**TABLET}.items()}
    page = patient.submit({"name": name, **written})
    used = {key: parts.get(key, value) for key, value in USE.items()}
    return patient.submit(used) if page.url.endswith("/whole") else page


def known(app: Flask, invited: Invited) -> Case:
    with app.app_context():
        return case_of(read_session(), read_session().get_one(Response, invited.response_id))


def total(app: Flask, invited: Invited) -> DailyTotal:
    return daily_morphine.details(known(app, invited))


def test_one_entered_again_is_asked_about_on_one_page(patient: PatientClient) -> None:
    add(patient, "Zomorph")

    page = add(patient, "morphine")

    assert page.heading == "You already told us about “Zomorph”. Is this the same medicine?"
    assert page.url.endswith("/pain-medicines/2/listed-before")
    for choice in ("Yes, I listed it twice", "No, I take both", "I'm not sure"):
        assert choice in page.main.text
    assert not [one for one in page.root.all("input") if "checked" in one.attributes]


def test_one_that_is_another_medicine_gets_no_extra_page(patient: PatientClient) -> None:
    add(patient, "Zomorph")

    assert add(patient, "Tramadol").heading.startswith("Which pain medicines")


@pytest.mark.parametrize(
    ("choice", "ends", "said"),
    [
        ("same", (20, None), "The same as “Zomorph”, so it counts once. You can remove it."),
        ("different", (40, None), "Taken as well as “Zomorph”"),
        ("not-sure", (20, 40), "Perhaps the same as “Zomorph”. You were not sure."),
        ("", (20, 40), "Perhaps the same as “Zomorph”. Please check this."),
    ],
)
def test_what_the_patient_says_is_kept_and_shown_on_the_list(
    patient: PatientClient,
    app: Flask,
    invited: Invited,
    choice: str,
    ends: tuple[int, int | None],
    said: str,
) -> None:
    add(patient, "Zomorph")
    add(patient, "morphine")

    page = patient.submit({"same": choice} if choice else {})

    assert page.heading.startswith("Which pain medicines")
    assert said in page.main.text
    assert (total(app, invited).milligrams, total(app, invited).at_most) == ends


def test_three_alike_are_asked_about_one_by_one(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    for _ in range(2):
        add(patient, "Zomorph")
    assert (total(app, invited).milligrams, total(app, invited).at_most) == (20, 40)
    patient.submit({"same": "same"})

    page = add(patient, "Zomorph")

    assert page.url.endswith("/pain-medicines/3/listed-before")
    patient.submit({"same": "same"})
    assert total(app, invited).milligrams == 20


def test_a_choice_that_was_not_offered_is_refused(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add(patient, "Zomorph")
    add(patient, "Zomorph")

    patient.submit({"same": "perhaps"}, expect=422)

    assert total(app, invited).at_most == 40


def test_the_page_of_one_that_is_like_none_leads_to_the_list(patient: PatientClient) -> None:
    add(patient, "Zomorph")

    page = patient.get(patient.at("pain-medicines/1/listed-before"))

    assert page.url.endswith("/pain-medicines")


def test_eight_grams_of_paracetamol_are_asked_about_and_advised_on(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add(patient, "Paracetamol", **PARACETAMOL)
    add(patient, "Co-codamol", **CO_CODAMOL)

    page = patient.submit()

    assert page.heading == "Is this how much paracetamol you take in a day?"
    assert "Together 8 g a day" in page.main.text
    page = patient.submit({"paracetamol_confirmed": "yes"})
    assert page.heading == "Get advice today"
    assert daily_paracetamol.details(known(app, invited)).status.value == "exact"


def test_four_grams_are_not_asked_about(patient: PatientClient) -> None:
    add(patient, "Paracetamol", **PARACETAMOL)

    page = patient.submit()

    assert page.url.endswith("/relief")
    assert "How much of your pain do all your pain medicines take away" in page.main.text


def test_a_dose_that_nobody_takes_is_asked_about_and_can_be_changed(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add(patient, "Zomorph", strength="100000", amount="4", times="24")

    page = patient.submit()

    assert page.heading == "Is this what you take in a day?"
    assert "Zomorph Morphine: 9,600,000 mg a day" in page.main.text
    page = patient.submit({"opioid_doses_confirmed": "no"})
    assert page.heading == "Look at your medicines again"
    links = [link.get("href") or "" for link in page.main.all("a")]
    assert any(link.endswith("/pain-medicines") for link in links)
    assert total(app, invited).status.value == "not_confirmed"


def test_what_was_confirmed_is_asked_anew_once_the_list_says_another_dose(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add(patient, "Paracetamol", **PARACETAMOL)
    add(patient, "Co-codamol", **CO_CODAMOL)
    patient.submit()
    patient.submit({"paracetamol_confirmed": "yes"})

    add(patient, "Tramadol")
    assert paracetamol_confirmed.answer(known(app, invited)) is True
    add(patient, "Panadol Extra", **{**PARACETAMOL, "strength": "500/65"})
    assert paracetamol_confirmed.answer(known(app, invited)) is Absent.UNANSWERED
    assert opioid_doses_confirmed.answer(known(app, invited)) is Absent.NOT_ASKED


def test_doses_changed_meanwhile_are_shown_before_they_are_confirmed(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add(patient, "Zomorph", strength="100000", amount="4", times="24")
    older = patient.submit()
    patient.get(patient.at("pain-medicines/1/use"))
    patient.submit({"amount": "5"})

    patient.page = older
    page = patient.submit({"opioid_doses_confirmed": "yes"}, expect=422)

    assert "Look at these amounts again" in page.errors[0]
    assert "Zomorph Morphine: 12,000,000 mg a day" in page.main.text
    assert opioid_doses_confirmed.answer(known(app, invited)) is not True
    patient.submit()
    assert opioid_doses_confirmed.answer(known(app, invited)) is True


def test_the_answer_can_be_changed_from_the_list(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add(patient, "Zomorph")
    add(patient, "morphine")
    patient.submit({"same": "same"})

    patient.get(patient.at("pain-medicines/2/listed-before"))
    patient.submit({"same": "different"})

    assert total(app, invited).milligrams == 40
