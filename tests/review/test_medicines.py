"""Staff say what a medicine is: under their name, with a reason, and the day's morphine follows."""

from __future__ import annotations

from decimal import Decimal
from typing import cast
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.responses.answers import history
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session
from questionnaire.store.models import AuditEvent, Response, Role
from questionnaire.summary.medicines_shown import (
    MedicineRead,
    medicines_read,
    morphine_rows,
    said_total,
)
from questionnaire.summary.summary import Summary, summary_of
from rules.language.logic.case import Origin
from rules.language.questions import Entry
from rules.questions.pain_relief import pain_medicines
from tests.kit.filled import answered, correct
from tests.kit.people import PatientClient, StaffClient, add_staff

TAKEN = {"form": "tablet", "strength": "10", "unit": "mg"}
USE = {"still_taken": "yes", "amount": "2", "times": "2", "pattern": "regular"}
REASON = "She read it from the box"
ONLY_ONE = "Only what “the white ones” is was changed; the rest of the list is as it was given."


def add(patient: PatientClient, name: str, meant: str = "") -> None:
    """A medicine of 10 mg, 2 at a time, twice a day."""
    patient.get(patient.at("pain-medicines"))
    patient.submit({"pain_medicines": "add"})
    page = patient.submit({"name": name, **TAKEN})
    if page.url.endswith("read-as"):
        patient.submit({"meant": meant} if meant else {})
    patient.submit(USE)


def say(nurse: StaffClient, response_id: UUID, number: int, what: str) -> None:
    nurse.get(f"/responses/{response_id}/medicines/{number}")
    nurse.submit({"read_as": what, "reason": REASON})


def summary(app: Flask, response_id: UUID) -> Summary:
    with app.app_context():
        return summary_of(read_session(), read_session().get_one(Response, response_id))


def read(app: Flask, response_id: UUID) -> tuple[MedicineRead, ...]:
    return medicines_read(summary(app, response_id).line("pain_medicines"))


def names(stored: object) -> list[object]:
    return [entry["name"] for entry in cast("list[dict[str, object]]", stored)]


def total(app: Flask, response_id: UUID) -> str:
    return said_total(summary(app, response_id).results.morphine)


@pytest.mark.parametrize(
    ("name", "meant", "said"),
    [
        ("Zomorph", "", "read as Morphine"),
        ("oxycontine", "", "read as Oxycodone, not confirmed"),
        ("oxycontine", "oxycodone", "read as Oxycodone, confirmed by the patient"),
        ("oxycontine", "not-sure", "read as Oxycodone, the patient was not sure"),
        ("oxycontine", "another", "not recognised (confirmed by the patient)"),
        ("the white ones", "", "not recognised"),
    ],
)
def test_staff_see_what_a_name_was_read_as_and_who_confirmed_it(
    patient: PatientClient, app: Flask, name: str, meant: str, said: str
) -> None:
    add(patient, name, meant)

    (medicine,) = read(app, patient.response_id)

    assert (medicine.number, medicine.name, medicine.said) == (1, name, said)


def test_what_staff_say_counts_and_stands_under_their_name(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    assert total(app, patient.response_id) == "not calculated; left out: the white ones"

    say(nurse, patient.response_id, 1, "oxycodone")

    assert total(app, patient.response_id) == "60 mg a day"
    assert read(app, patient.response_id)[0].said == "read as Oxycodone, by Nurse Example"


def test_it_is_a_later_answer_with_a_reason_and_what_was_written_is_kept(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    say(nurse, patient.response_id, 1, "morphine")

    with app.app_context():
        response = read_session().get_one(Response, patient.response_id)
        *_, first, second = history(read_session(), response)["pain_medicines"]
        kept = [(row.origin, row.reason, names(row.value)) for row in (first, second)]
        actions = read_session().scalars(select(AuditEvent.action)).all()

    assert kept == [
        (Origin.PATIENT, None, ["the white ones"]),
        (Origin.STAFF, f"{ONLY_ONE} {REASON}", ["the white ones"]),
    ]
    assert Action.ANSWER_CORRECTED.value in actions


def test_what_staff_have_said_before_is_not_said_to_be_saved(
    nurse: StaffClient, clinician: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    say(nurse, patient.response_id, 1, "morphine")
    clinician.get(f"/responses/{patient.response_id}/medicines/1")

    page = clinician.submit({"read_as": "morphine", "reason": REASON})

    assert "Staff have said so before. Theirs stands; nothing was changed." in page.text
    assert read(app, patient.response_id)[0].said == "read as Morphine, by Nurse Example"


def test_a_name_stays_with_who_said_it_first_though_the_list_changes_after(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    say(nurse, patient.response_id, 1, "morphine")

    add(patient, "Paracetamol")

    assert [one.said for one in read(app, patient.response_id)] == [
        "read as Morphine, by Nurse Example",
        "read as Paracetamol (acetaminophen)",
    ]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("another_opioid", "not calculated; left out: the white ones"),
        ("another_pain_medicine", "0 mg a day"),
        ("not_for_pain", "0 mg a day"),
        ("not_known", "not calculated; left out: the white ones"),
    ],
)
def test_staff_can_say_that_it_is_none_of_those_on_record(
    nurse: StaffClient, patient: PatientClient, app: Flask, what: str, said: str
) -> None:
    add(patient, "the white ones")

    say(nurse, patient.response_id, 1, what)

    assert total(app, patient.response_id) == said


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        ({"read_as": "morphine"}, "Write how you know what it is"),
        ({"reason": REASON}, "Choose what it is"),
        ({"reason": REASON, "read_as": "water"}, "Not a valid choice."),
    ],
)
def test_it_takes_a_medicine_and_a_reason(
    nurse: StaffClient, patient: PatientClient, app: Flask, filled: dict[str, str], error: str
) -> None:
    add(patient, "the white ones")
    nurse.get(f"/responses/{patient.response_id}/medicines/1")

    page = nurse.submit({"read_as": "", **filled}, expect=422)

    assert page.errors == [error]
    assert read(app, patient.response_id)[0].said == "not recognised"


def test_the_nearest_names_stand_first_and_what_is_read_now_is_chosen(
    nurse: StaffClient, patient: PatientClient
) -> None:
    add(patient, "oxycontine")

    page = nurse.get(f"/responses/{patient.response_id}/medicines/1")

    assert page.heading == "What is “oxycontine”?"
    assert "read as Oxycodone, not confirmed" in page.main.text
    [chosen] = [one for one in page.root.all("option") if "selected" in one.attributes]
    assert chosen.get("value") == "oxycodone"
    values = [one.get("value") for one in page.root.all("option")]
    assert values[0] == "oxycodone"
    assert len(values) == len(set(values))


def take_off(patient: PatientClient, number: int) -> None:
    patient.get(patient.at(f"pain-medicines/{number}/remove"))
    patient.submit()


def test_a_medicine_changed_meanwhile_is_shown_beside_what_was_chosen_and_one_press_takes_either(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    nurse.get(f"/responses/{patient.response_id}/medicines/1")
    patient.get(patient.at("pain-medicines/1/medicine"))
    patient.submit({"name": "the blue ones"})

    page = nurse.submit({"read_as": "morphine", "reason": REASON}, expect=422)

    both = page.by_id("crossed").text
    assert "Stands now: the blue ones, Tablet or capsule, 10 mg" in both
    assert "not recognised (patient, " in both
    assert "You entered: Morphine" in both
    assert REASON in page.main.text
    assert read(app, patient.response_id)[0].said == "not recognised"
    nurse.submit({"keep": "pain_medicines"})
    assert read(app, patient.response_id)[0].said == "not recognised"


def test_what_was_chosen_is_put_in_its_place_once_both_were_seen(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    nurse.get(f"/responses/{patient.response_id}/medicines/1")
    add_staff(app, Role.NURSE, "colleague")
    colleague = StaffClient(app, "colleague")
    say(colleague, patient.response_id, 1, "oxycodone")
    add(patient, "Zomorph")  # another than the one that both nurses speak of

    page = nurse.submit({"read_as": "morphine", "reason": REASON}, expect=422)

    assert "read as Oxycodone, by Colleague Example (" in page.by_id("crossed").text
    assert "staff: Colleague Example, " in page.by_id("crossed").text
    nurse.submit()
    assert read(app, patient.response_id)[0].read_as == "Morphine"


def test_what_is_said_of_a_medicine_that_was_taken_off_is_kept_on_no_other(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    add(patient, "the blue ones")
    nurse.get(f"/responses/{patient.response_id}/medicines/1")
    take_off(patient, 1)

    page = nurse.submit({"read_as": "morphine", "reason": REASON}, expect=409)

    assert page.heading == "“the white ones” was taken off the list"
    assert "You entered Morphine" in page.main.text
    assert REASON in page.main.text
    assert not [form for form in page.forms() if "medicines" in form.get("action")]
    [blue] = read(app, patient.response_id)
    assert (blue.name, blue.said) == ("the blue ones", "not recognised")
    opened = nurse.get(page.url)
    assert opened.url == f"/responses/{patient.response_id}#pain_medicines"


def test_what_is_said_of_a_medicine_follows_it_up_the_list(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "the white ones")
    add(patient, "the blue ones")
    nurse.get(f"/responses/{patient.response_id}/medicines/2")
    take_off(patient, 1)

    nurse.submit({"read_as": "", "reason": REASON}, expect=422)
    nurse.submit({"read_as": "morphine"})

    [blue] = read(app, patient.response_id)
    assert (blue.name, blue.read_as) == ("the blue ones", "Morphine")


def test_listed_twice_is_said_of_the_medicine_that_was_shown_before_it(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    for name in ("Zomorph", "Oramorph", "MST"):
        add(patient, name)
    nurse.get(f"/responses/{patient.response_id}/medicines/3")
    take_off(patient, 2)

    page = nurse.submit(
        {"read_as": "morphine", "listed_again": "same", "reason": REASON}, expect=422
    )

    assert "perhaps “Zomorph” again: nobody has said" in page.by_id("crossed").text
    assert "The same as the one before it, listed twice" in page.by_id("crossed").text
    nurse.submit()
    assert "the same as “Zomorph”" in read(app, patient.response_id)[1].said


def test_a_medicine_that_is_not_on_the_list_is_not_found(
    nurse: StaffClient, patient: PatientClient
) -> None:
    add(patient, "Zomorph")

    for number in (0, 2):
        nurse.get(f"/responses/{patient.response_id}/medicines/{number}", expect=404)


def test_the_submission_says_what_each_was_read_as_and_leads_to_change_it(
    nurse: StaffClient, patient: PatientClient
) -> None:
    add(patient, "oxycontine")
    add(patient, "Zomorph")

    page = nurse.get(f"/responses/{patient.response_id}")

    said = page.by_id("pain_medicines").text
    assert "oxycontine, Tablet or capsule, 10 mg" in said
    assert "read as Oxycodone, not confirmed" in said
    assert "read as Morphine" in said
    to = [link.get("href").rpartition("/medicines/") for link in page.root.all("a")]
    assert [number for _, found, number in to if found] == ["1", "2"]


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (
            {"form": "tablet", "strength": "10", "unit": "mg", "amount": 2, "times": 4},
            "Tablet or capsule, 10 mg, 2 at a time, 4 times a day",
        ),
        (
            {"form": "liquid", "strength": "10", "unit": "mg_in_5_ml", "amount": 2.5, "times": 4},
            "Liquid, 10 mg in 5 ml, 2.5 ml at a time, 4 times a day",
        ),
        (
            {"form": "patch", "strength": "25", "unit": "microgram_an_hour", "amount": 1},
            "Patch, 25 micrograms an hour, 1 worn at once",
        ),
        ({"amount": 2, "times": 1}, "2 at a time, once a day"),
        ({"times": 0.5}, "0.5 times a day"),
    ],
)
def test_a_dose_reads_as_people_say_it(taken: dict[str, object], said: str) -> None:
    (entry,) = cast("tuple[Entry, ...]", pain_medicines.read([{"name": "Oramorph", **taken}]))

    assert pain_medicines.said_entry(entry) == f"Oramorph, {said}"


def test_the_steps_in_which_a_list_was_filled_in_are_no_changes(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "oxycontine")
    add(patient, "the white ones")
    say(nurse, patient.response_id, 2, "morphine")
    say(nurse, patient.response_id, 2, "oxycodone")

    line = summary(app, patient.response_id).line("pain_medicines")

    assert line
    assert len(line.earlier) > 2
    assert [one.origin for one in line.replaced] == [Origin.PATIENT]
    assert names(line.replaced[0].value) == ["oxycontine", "the white ones"]
    page = nurse.get(f"/responses/{patient.response_id}")
    assert len([*page.by_id("pain_medicines").all("del")]) == 1


def test_a_change_after_sending_is_shown_beside_what_was_sent(app: Flask) -> None:
    response_id = answered(app, "V02")
    for worst in (10, 8):
        correct(app, response_id, "pain_worst", Decimal(worst), "Misheard")

    line = summary(app, response_id).line("pain_worst")

    assert line
    assert [one.said for one in line.replaced] == ["9 / 10", "10 / 10"]


def test_a_total_names_some_of_many_that_it_leaves_out(patient: PatientClient, app: Flask) -> None:
    add(patient, "OxyContin")
    for number in range(6):
        add(patient, f"the white ones of box {number} {'x' * 60}")

    said = total(app, patient.response_id)

    assert said.startswith("at least 60 mg a day; left out: the white ones of box 0…, ")
    assert said.endswith("and 2 more")


def test_the_rows_of_the_total_say_what_is_to_be_confirmed(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "oxycontine")
    rows = morphine_rows(summary(app, patient.response_id).results.morphine)
    assert [row.name for row in rows] == ["oxycontine (read as Oxycodone: confirm)"]

    say(nurse, patient.response_id, 1, "oxycodone")

    rows = morphine_rows(summary(app, patient.response_id).results.morphine)
    assert [row.name for row in rows] == ["oxycontine (Oxycodone)"]


def test_a_near_name_that_nobody_confirmed_is_left_out_until_staff_say_what_it_is(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "oxycontine")
    assert total(app, patient.response_id) == "not calculated; left out: oxycontine"
    (row,) = morphine_rows(summary(app, patient.response_id).results.morphine)
    assert row.name == "oxycontine (read as Oxycodone: confirm)"
    assert row.morphine == "Not confirmed: nobody has said that this is what it was read as"

    say(nurse, patient.response_id, 1, "oxycodone")

    assert total(app, patient.response_id) == "60 mg a day"


def test_staff_see_one_that_may_be_listed_twice_and_say_which_it_is(
    nurse: StaffClient, patient: PatientClient, app: Flask
) -> None:
    add(patient, "Zomorph")
    add(patient, "MST")
    first, second = read(app, patient.response_id)
    assert (first.is_sure, second.is_sure) == (True, False)
    assert second.said == "read as Morphine; perhaps “Zomorph” again: nobody has said"
    assert total(app, patient.response_id) == (
        "at least 40, at most 80 mg a day; not settled: whether “MST” is “Zomorph” again"
    )

    page = nurse.get(f"/responses/{patient.response_id}/medicines/2")
    assert "Is it listed twice?" in page.main.text
    nurse.submit({"read_as": "morphine", "listed_again": "same", "reason": REASON})

    assert total(app, patient.response_id) == "40 mg a day"
    assert read(app, patient.response_id)[1].said == (
        "read as Morphine, by Nurse Example; the same as “Zomorph”, counted once (Nurse Example)"
    )
    rows = morphine_rows(summary(app, patient.response_id).results.morphine)
    assert rows[1].morphine == "40 (the same as “Zomorph”, counted once)"


def test_one_that_is_like_none_before_it_is_not_asked_about(
    nurse: StaffClient, patient: PatientClient
) -> None:
    add(patient, "Zomorph")

    page = nurse.get(f"/responses/{patient.response_id}/medicines/1")

    assert "Is it listed twice?" not in page.main.text


def test_what_the_patient_says_of_it_stands_under_the_patient(
    patient: PatientClient, app: Flask
) -> None:
    add(patient, "Zomorph")
    add(patient, "Oramorph")
    patient.submit({"same": "different"})

    assert "taken as well as “Zomorph” (" in read(app, patient.response_id)[1].said
    assert total(app, patient.response_id) == "80 mg a day"


def test_paracetamol_is_shown_with_what_nobody_has_confirmed(
    nurse: StaffClient, patient: PatientClient
) -> None:
    patient.get(patient.at("pain-medicines"))
    patient.submit({"pain_medicines": "add"})
    patient.submit({**TAKEN, "name": "Paracetamol", "strength": "1000"})
    patient.submit({**USE, "times": "4"})

    page = nurse.get(f"/responses/{patient.response_id}")

    assert "8000 mg a day as entered, which nobody has confirmed: ask the patient" in page.main.text
