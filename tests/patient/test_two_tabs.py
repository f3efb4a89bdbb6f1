"""Two tabs of a patient, a helper and a nurse on the telephone: nobody overwrites what they have not seen."""

from __future__ import annotations

import pytest
from flask import Flask

from questionnaire.store.models import Stage
from tests.kit.pages import Filled, Page
from tests.kit.people import Invited, PatientClient, StaffClient
from tests.patient.test_patient import add_medicine, answer, names, response_of, rows, value

MEANWHILE = "Meanwhile answered on another page"


@pytest.fixture
def other(app: Flask, invited: Invited) -> PatientClient:
    """The same patient on another telephone."""
    client = PatientClient(app, invited)
    client.open_link()
    return client


def send_from(client: PatientClient, page: Page, filled: Filled, expect: int = 200) -> Page:
    """Fill in and send a page that was fetched before."""
    client.page = page
    return client.submit(filled, expect=expect)


def test_an_older_page_passed_with_continue_undoes_no_newer_answer(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "pain-now", {"pain_now": "3"})
    older = patient.get(patient.at("pain-now"))
    answer(other, "pain-now", {"pain_now": "9"})

    onward = send_from(patient, older, {})

    assert not onward.url.partition("?")[0].endswith("/pain-now")
    assert rows(app, invited, "pain_now") == [3, 9]


def contested(patient: PatientClient, other: PatientClient) -> Page:
    """Answered with 5 on a page that shows 3, once another page has said 9."""
    answer(patient, "pain-now", {"pain_now": "3"})
    older = patient.get(patient.at("pain-now"))
    answer(other, "pain-now", {"pain_now": "9"})
    return send_from(patient, older, {"pain_now": "5"}, expect=422)


def test_what_was_changed_on_both_is_shown_with_both(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    page = contested(patient, other)

    assert page.errors == [
        "How bad is the pain right now? – This was also answered on another page. Choose which is right"
    ]
    assert f"Your answer here 5 / 10 {MEANWHILE} 9 / 10" in page.main.text
    assert "checked" in page.by_id("pain_now-5").attributes
    assert rows(app, invited, "pain_now") == [3, 9]


def test_one_press_takes_mine(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    contested(patient, other)

    patient.submit()

    assert rows(app, invited, "pain_now") == [3, 9, 5]


def test_one_press_keeps_the_other(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    page = contested(patient, other)

    keep = next(one for one in page.main.all("button") if one.text == "Keep the other answer")
    onward = patient.submit({keep.get("name"): keep.get("value")})

    assert "pain-now" not in onward.url
    assert rows(app, invited, "pain_now") == [3, 9]


def test_a_third_answer_is_asked_about_again(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    seen = contested(patient, other)
    answer(other, "pain-now", {"pain_now": "7"})

    page = send_from(patient, seen, {}, expect=422)

    assert f"{MEANWHILE} 7 / 10" in page.main.text
    assert value(app, invited, "pain_now") == 7


def test_the_same_answer_on_both_is_no_question(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    older = patient.get(patient.at("pain-now"))
    answer(other, "pain-now", {"pain_now": "9"})

    send_from(patient, older, {"pain_now": "9"})

    assert rows(app, invited, "pain_now") == [9]


def test_what_is_not_understood_is_shown_beside_the_other_answer_at_once(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    older = patient.get(patient.at("days-in-bed"))
    answer(other, "days-in-bed", {"days_in_bed": "2"})

    page = send_from(patient, older, {"days_in_bed": "9"}, expect=422)
    assert f"{MEANWHILE} 2" in page.main.text
    assert page.by_id("days_in_bed").get("value") == "9"
    patient.submit({"days_in_bed": "3"})

    assert value(app, invited, "days_in_bed") == 3


def test_other_boxes_of_one_page_are_both_kept(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    older = patient.get(patient.at("last"))
    answer(other, "last", {"preferred_contact": "email"})

    send_from(patient, older, {"preferred_contact_details": "pat@mail.example"})

    assert value(app, invited, "preferred_contact") == "email"
    assert value(app, invited, "preferred_contact_details") == "pat@mail.example"


def test_a_box_left_as_it_stood_shows_the_newer_answer_beside_one_that_is_refused(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "last", {"preferred_contact": "phone"})
    older = patient.get(patient.at("last"))
    answer(other, "last", {"preferred_contact": "email"})

    page = send_from(patient, older, {"preferred_contact_details": "x" * 501}, expect=422)
    assert "checked" in page.by_id("preferred_contact-email").attributes
    patient.submit({"preferred_contact_details": "x"})

    assert rows(app, invited, "preferred_contact") == ["phone", "email"]


def test_words_taken_away_on_one_page_and_changed_on_another_are_asked_about(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "anything-else", {"anything_else": "I limp"})
    older = patient.get(patient.at("anything-else"))
    answer(other, "anything-else", {"anything_else": "I limp badly"})

    page = send_from(patient, older, {"anything_else": ""}, expect=422)
    assert f"Your answer here Not answered {MEANWHILE} I limp badly" in page.main.text
    assert value(app, invited, "anything_else") == "I limp badly"


def test_who_answered_meanwhile_is_named(
    patient: PatientClient, other: PatientClient, nurse: StaffClient
) -> None:
    answer(patient, "answering", {"answering": "with_help"})
    older = patient.get(patient.at("pain-now"))
    answer(other, "helper", {"helper_name": "Ann Example"})
    answer(other, "pain-now", {"pain_now": "9"})

    by_helper = send_from(patient, older, {"pain_now": "5"}, expect=422)
    nurse.get(f"/responses/{patient.response_id}")
    nurse.submit(to=f"/responses/{patient.response_id}/telephone")
    nurse.get(patient.at("pain-now"))
    nurse.submit({"pain_now": "8"})
    by_nurse = send_from(patient, by_helper, {"pain_now": "5"}, expect=422)

    assert "Meanwhile answered by Ann Example 9 / 10" in by_helper.main.text
    assert "Meanwhile answered by a nurse on the telephone 8 / 10" in by_nurse.main.text


def test_a_nurse_on_the_telephone_undoes_nothing_unseen_either(
    patient: PatientClient, nurse: StaffClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "pain-now", {"pain_now": "3"})
    nurse.get(f"/responses/{patient.response_id}")
    nurse.submit(to=f"/responses/{patient.response_id}/telephone")
    older = nurse.get(patient.at("pain-now"))
    answer(patient, "pain-now", {"pain_now": "9"})

    nurse.submit()
    assert rows(app, invited, "pain_now") == [3, 9]
    nurse.page = older
    page = nurse.submit({"pain_now": "5"}, expect=422)

    assert f"{MEANWHILE} 9 / 10" in page.main.text
    assert rows(app, invited, "pain_now") == [3, 9]


def test_an_urgent_answer_that_is_asked_about_is_advised_on_at_once(
    patient: PatientClient, other: PatientClient
) -> None:
    older = patient.get(patient.at("new-weakness"))
    answer(other, "new-weakness", {"new_weakness": "no"})

    page = send_from(patient, older, {"new_weakness": "yes"}, expect=422)

    assert "now, or go to an emergency department" in page.main.text


@pytest.mark.parametrize("how", ["get", "head"])
def test_where_a_form_is_sent_to_leads_back_to_its_page(patient: PatientClient, how: str) -> None:
    add_medicine(patient, "codeine")

    for page in (
        patient.at("pain-now/v7"),
        patient.at("pain-now/v7?back=check"),
        patient.at("pain-medicines/1/medicine/v7"),
        patient.at("pain-medicines/1/remove/v7"),
        patient.at("pain-medicines/1/read-as/v7"),
    ):
        back = getattr(patient.browser, how)(page)
        assert (back.status_code, back.headers["Location"]) == (303, page.replace("/v7", ""))


def test_nothing_is_sent_to_a_page_itself(patient: PatientClient) -> None:
    add_medicine(patient, "codeine")

    for page in ("pain-now", "pain-medicines/1/medicine", "pain-medicines/1/remove"):
        patient.get(patient.at(page))
        patient.post(patient.at(page), {}, expect=405)


def test_of_an_entry_what_was_changed_here_and_there_is_both_kept(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    add_medicine(patient, "codeine")
    older = patient.get(patient.at("pain-medicines/1/medicine"))
    answer(other, "pain-medicines/1/medicine", {"strength": "15"})

    send_from(patient, older, {"unit": "mg"})

    listed = value(app, invited, "pain_medicines")
    assert isinstance(listed, tuple)
    assert (listed[0]["strength"], listed[0]["unit"]) == ("15", "mg")


def test_an_entry_is_followed_where_the_list_has_moved_it(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    add_medicine(patient, "codeine")
    add_medicine(patient, "ibuprofen")
    older = patient.get(patient.at("pain-medicines/2/medicine"))
    answer(other, "pain-medicines/1/remove", {})
    answer(other, "pain-medicines/1/medicine", {"unit": "mg"})

    send_from(patient, older, {"strength": "400"})

    listed = value(app, invited, "pain_medicines")
    assert isinstance(listed, tuple)
    assert [(one["name"], one["strength"], one["unit"]) for one in listed] == [
        ("ibuprofen", "400", "mg")
    ]


def taken_off(patient: PatientClient, other: PatientClient) -> Page:
    """A strength sent of a medicine that was taken off the list on another page."""
    add_medicine(patient, "codeine")
    older = patient.get(patient.at("pain-medicines/1/medicine"))
    answer(other, "pain-medicines/1/remove", {})
    return send_from(patient, older, {"strength": "30"}, expect=422)


def test_an_entry_taken_off_meanwhile_can_be_put_back_with_what_was_typed(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    page = taken_off(patient, other)
    assert "This was taken off the list on another page" in page.errors[0]
    assert page.by_id("strength").get("value") == "30"

    again = next(one for one in page.main.all("button") if one.text == "Put it back on the list")
    for _click in range(2):
        send_from(patient, page, {again.get("name"): again.get("value")})

    listed = value(app, invited, "pain_medicines")
    assert isinstance(listed, tuple)
    assert [(one["name"], one["strength"]) for one in listed] == [("codeine", "30")]


def test_or_it_is_left_off(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    page = taken_off(patient, other)

    assert patient.get(page.links["Leave it off the list"]).url.endswith("/pain-medicines")
    assert not isinstance(value(app, invited, "pain_medicines"), tuple)


def test_a_page_of_an_entry_taken_off_that_is_merely_passed_puts_nothing_back(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    add_medicine(patient, "codeine")
    older = patient.get(patient.at("pain-medicines/1/medicine"))
    answer(other, "pain-medicines/1/remove", {})

    assert send_from(patient, older, {}).url.endswith("/pain-medicines")
    assert not isinstance(value(app, invited, "pain_medicines"), tuple)


def test_two_who_add_a_medicine_each_add_theirs(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    older = patient.get(patient.at("pain-medicines/1/medicine"))
    answer(other, "pain-medicines/1/medicine", {"name": "ibuprofen"})

    for _click in range(2):
        send_from(patient, older, {"name": "codeine"})

    assert names(app, invited) == ["ibuprofen", "codeine"]


def test_a_medicine_changed_meanwhile_is_shown_before_it_is_removed(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    add_medicine(patient, "codeine")
    older = patient.get(patient.at("pain-medicines/1/remove"))
    answer(other, "pain-medicines/1/medicine", {"strength": "15", "unit": "mg"})

    page = send_from(patient, older, {}, expect=422)
    assert "It now says: 15 mg" in page.main.text
    assert names(app, invited) == ["codeine"]
    patient.submit()

    assert not isinstance(value(app, invited, "pain_medicines"), tuple)


def test_what_a_name_was_meant_for_is_not_said_over_another_word(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "pain-medicines/1/medicine", {"name": "oxycontine"})
    older = patient.get(patient.at("pain-medicines/1/read-as"))
    answer(other, "pain-medicines/1/read-as", {"meant": "another"})

    page = send_from(patient, older, {"meant": "oxycodone"}, expect=422)

    assert "A nurse will ask you which medicine this is" in page.errors[0]
    assert page.links["Keep the other answer"].endswith("/pain-medicines")
    send_from(patient, older, {})
    listed = value(app, invited, "pain_medicines")
    assert isinstance(listed, tuple)
    assert listed[0]["read_how"] == "patient"


def test_whether_a_medicine_is_listed_twice_is_not_said_over_another_word(
    patient: PatientClient, other: PatientClient
) -> None:
    add_medicine(patient, "codeine")
    answer(patient, "pain-medicines/2/medicine", {"name": "codeine"})
    older = patient.get(patient.at("pain-medicines/2/listed-before"))
    answer(other, "pain-medicines/2/listed-before", {"same": "different"})

    page = send_from(patient, older, {"same": "same"}, expect=422)

    assert "Taken as well as" in page.errors[0]
    assert send_from(patient, page, {"same": "same"}).status == 200


def checked(patient: PatientClient) -> Page:
    """The declaration, after the check of all answers."""
    patient.get(patient.at(""))
    patient.submit()
    page = patient.get(patient.at("check"))
    return patient.get(page.links["Send without the rest"])


def test_nothing_is_sent_that_came_after_the_check(
    patient: PatientClient, other: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "pain-now", {"pain_now": "3"})
    declaration = checked(patient)
    answer(other, "pain-now", {"pain_now": "9"})

    page = send_from(patient, declaration, {}, expect=422)

    assert page.heading == "Check your answers before you send them"
    assert "Nothing is sent yet" in page.main.text
    assert "9 / 10 Before: 3 / 10" in page.main.text
    assert response_of(app, invited).stage is Stage.IN_PROGRESS
    patient.get(page.links["Send without the rest"])
    assert patient.submit().heading == "Your answers are sent"


def test_a_check_made_before_newer_answers_leads_back_to_what_changed(
    patient: PatientClient, other: PatientClient
) -> None:
    patient.get(patient.at(""))
    patient.submit()
    older = patient.get(patient.at("check"))
    answer(other, "pain-now", {"pain_now": "9"})

    page = patient.get(older.links["Send without the rest"])

    assert page.heading == "Check your answers before you send them"
    assert "9 / 10 Before: Not answered" in page.main.text


def test_a_fact_of_staff_does_not_hold_the_sending_back(
    patient: PatientClient, nurse: StaffClient, app: Flask, invited: Invited
) -> None:
    declaration = checked(patient)
    nurse.get(f"/responses/{patient.response_id}/facts/blood-results")
    nurse.submit({"platelets": "210"})

    for _click in range(2):
        assert send_from(patient, declaration, {}).heading == "Your answers are sent"

    assert response_of(app, invited).stage is Stage.SENT


def test_every_form_of_the_patient_names_its_version(patient: PatientClient) -> None:
    """Sent by hand to each address, as no page of ours does: nothing is found to change."""
    add_medicine(patient, "codeine")
    patient.get(patient.at("pain-now"))

    for page in (
        patient.at("pain-now/v0"),
        patient.at("pain-medicines/1/medicine/v0"),
        patient.at("pain-medicines/1/listed-before/v0"),
        patient.at("pain-medicines/1/read-as/v0"),
        patient.at("pain-medicines/1/remove/v0"),
    ):
        patient.post(page)
    patient.post(patient.at("declaration/v0"), expect=422)


def put_right(nurse: StaffClient, invited: Invited, filled: Filled) -> None:
    nurse.get(f"/responses/{invited.response_id}/identity")
    nurse.submit({**filled, "reason": "The record says so"})


@pytest.mark.parametrize("said", ["yes", "no"])
def test_details_put_right_meanwhile_are_neither_confirmed_nor_doubted_unseen(
    patient: PatientClient, nurse: StaffClient, app: Flask, invited: Invited, said: str
) -> None:
    older = patient.get(patient.at("details-right"))
    put_right(nurse, invited, {"name": "Patricia Sample"})

    page = send_from(patient, older, {"details_right": said}, expect=422)

    [error] = page.errors
    assert error.startswith("Are these details of the patient right?")
    assert error.endswith("– The clinic has just changed these details. Check them again")
    assert "Patricia Sample" in page.main.text
    assert rows(app, invited, "details_right") == []
    patient.submit()
    assert rows(app, invited, "details_right") == [said == "yes"]


def test_who_came_in_by_another_birthday_gives_the_right_one_again(
    patient: PatientClient, nurse: StaffClient, invited: Invited
) -> None:
    patient.get(patient.at("pain-now"))
    put_right(nurse, invited, {"born": "1947-04-03"})

    asked = patient.get(patient.at("pain-now"), expect=403)
    assert asked.heading == "Give the date of birth again"
