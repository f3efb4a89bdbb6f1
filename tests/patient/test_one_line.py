"""A medicine added by one line: what is read of it, what is still asked, and how it is said back."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask

from questionnaire.responses.answers import case_of
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.language.logic.case import Absent
from rules.language.logic.numbers import Said
from rules.language.questions import Entry
from rules.questions.pain_relief import daily_morphine, pain_medicines
from tests.kit.pages import Page
from tests.kit.people import Invited, PatientClient, StaffClient

OXYCONTIN = "OxyContin 10 mg 1 tablet twice a day"
REST = {
    "still_taken": "yes",
    "pattern": "regular",
    "since": "5 weeks ago",
    "relief": "a_little",
    "side_effects": ["drowsy"],
}


def write(patient: PatientClient, line: str, expect: int = 200) -> Page:
    """Write a medicine on the page of the list."""
    patient.get(patient.at("pain-medicines"))
    return patient.submit({"pain_medicines-line": line}, expect=expect)


def kept(app: Flask, invited: Invited) -> object:
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        given = case_of(read_session(), response).answers.get("pain_medicines")
        return given.value if given else None


def first(app: Flask, invited: Invited) -> Entry:
    return cast("tuple[Entry, ...]", kept(app, invited))[0]


def asked(page: Page) -> list[str]:
    """The questions that a page asks."""
    return [one.get("value") for one in page.root.all("input") if one.get("name") == "shown"]


def test_one_ordinary_medicine_takes_one_line_and_one_page(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, OXYCONTIN)

    assert page.heading == "More about OxyContin"
    said = f"You wrote: “{OXYCONTIN}” We read: 10 mg; 1 tablet, twice a day"
    assert said in page.main.text
    assert asked(page) == ["still_taken", "pattern", "since", "relief", "side_effects"]
    page = patient.submit(REST)
    assert page.url.endswith("/pain-medicines#entry-1")
    assert "10 mg 1 tablet, twice a day, regularly, since about" in page.main.text
    assert patient.submit().url.endswith("/relief")


def test_the_last_medicine_leads_on_without_the_list(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, OXYCONTIN)
    assert "That was the last one" in [one.text for one in page.main.all("button")]

    page = patient.submit({**REST, "last": "yes"})

    assert page.url.endswith("/relief")
    assert first(app, invited)["relief"] == "a_little"


def test_the_last_medicine_leads_on_to_nothing_while_something_of_it_is_unclear(
    patient: PatientClient,
) -> None:
    write(patient, OXYCONTIN)
    patient.submit({**REST, "last": "yes"})
    write(patient, OXYCONTIN)
    page = patient.submit({**REST, "last": "yes"})
    assert page.heading.startswith("You already told us about “OxyContin”")

    write(patient, "ibuprofen 400 mg 1 tablet twice a day")
    page = patient.submit({**REST, "still_taken": "no", "last": "yes"})
    assert page.heading == "Why did you stop taking it?"


def test_only_a_page_of_all_that_is_open_can_be_the_last_ones(patient: PatientClient) -> None:
    write(patient, OXYCONTIN)

    page = patient.get(patient.at("pain-medicines/1/use"))

    assert "That was the last one" not in page.main.text


def test_what_is_read_is_kept_as_if_each_box_had_been_filled_in(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, OXYCONTIN)
    patient.submit(REST)

    entry = first(app, invited)
    assert (entry["name"], entry["form"]) == ("OxyContin", "tablet")
    assert (entry["strength"], entry["unit"]) == ("10", "mg")
    assert cast("Said", entry["amount"]).high == 1
    assert cast("Said", entry["times"]).said == "twice a day"
    assert entry["typed"] == OXYCONTIN
    assert (entry["read_as"], entry["read_how"]) == (("oxycodone",), "as_written")
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        total = daily_morphine.details(case_of(read_session(), response))
    assert total.milligrams == 30


def test_what_was_read_wrong_can_be_changed_before_the_rest_is_answered(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, "OxyContin 10 mg twice a day")

    patient.get(page.links["Change: About the medicine"])
    page = patient.submit({"strength": "20"})

    assert page.heading == "More about OxyContin"
    assert "We read: 20 mg; twice a day" in page.main.text
    assert first(app, invited)["strength"] == "20"


def test_a_name_alone_is_asked_about_on_one_page_by_subject(patient: PatientClient) -> None:
    page = write(patient, "zopiclone")

    assert page.heading == "More about zopiclone"
    headings = [one.text for one in page.main.all("h2")]
    assert headings == ["About the medicine", "How you take it", "How it works for you"]
    assert "name" not in asked(page)


def test_a_name_that_is_not_clear_is_asked_about_first(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, "oxycontine 10 mg twice a day")
    assert page.heading == "We read “oxycontine” as OxyContin (Oxycodone). Is that right?"

    page = patient.submit({"meant": "oxycodone"})

    assert page.heading == "More about oxycontine"
    assert first(app, invited)["read_how"] == "patient"
    assert first(app, invited)["typed"] == "oxycontine 10 mg twice a day"


def test_what_is_not_understood_is_asked_and_the_words_stay(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, "diazepam 2 at night")

    assert {"strength", "amount"} <= {*asked(page)}
    assert "times" not in asked(page)
    assert first(app, invited)["typed"] == "diazepam 2 at night"


def test_an_answer_that_opens_a_question_asks_that_one_alone(patient: PatientClient) -> None:
    write(patient, "butrans")

    page = patient.submit({"form": "patch", "still_taken": "no"})

    assert asked(page) == ["changed_every", "why_stopped"]


def test_a_unit_that_no_such_form_has_is_not_offered(patient: PatientClient) -> None:
    page = write(patient, "butrans 10 patch changed every 7 days")

    units = [one.get("value") for one in page.root.all("input") if one.get("name") == "unit"]

    assert units == ["microgram_an_hour", "microgram", "mg", "percent", "not-sure"]


def test_a_number_that_can_be_two_is_asked_about_and_nothing_is_kept(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = write(patient, "Paracetamol 1,000 mg", expect=422)

    assert page.errors == ["Write 1 or 1000: this can be either"]
    assert page.by_id("pain_medicines").get("value") == "Paracetamol 1,000 mg"
    assert kept(app, invited) is None


@pytest.mark.parametrize("picked", ["none-of-these", "not-sure"])
def test_a_medicine_and_none_is_a_contradiction(
    patient: PatientClient, app: Flask, invited: Invited, picked: str
) -> None:
    patient.get(patient.at("pain-medicines"))

    page = patient.submit({"pain_medicines-line": "codeine", "pain_medicines": picked}, expect=422)

    assert page.errors == ["Write a medicine or choose an answer below it, not both"]
    assert page.by_id("pain_medicines").get("value") == "codeine"
    assert kept(app, invited) is None


def test_a_line_left_empty_says_nothing(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    assert write(patient, "  ").url.endswith("/relief")
    assert kept(app, invited) is Absent.UNANSWERED


def test_sent_twice_it_is_added_once(patient: PatientClient, app: Flask, invited: Invited) -> None:
    page = patient.get(patient.at("pain-medicines"))
    for _click in range(2):
        patient.page = page
        assert patient.submit({"pain_medicines-line": OXYCONTIN}).heading == "More about OxyContin"

    assert [one["name"] for one in cast("tuple[Entry, ...]", kept(app, invited))] == ["OxyContin"]


def test_the_same_line_on_a_newer_page_is_a_second_medicine(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, OXYCONTIN)
    patient.submit(REST)
    write(patient, OXYCONTIN)

    page = patient.submit(REST)

    assert len(cast("tuple[Entry, ...]", kept(app, invited))) == 2
    assert page.heading.startswith("You already told us about “OxyContin”")


def test_two_who_add_at_the_same_time_add_both(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    other = PatientClient(app, invited)
    other.open_link()
    patient.get(patient.at("pain-medicines"))
    write(other, "ibuprofen 400 mg")

    page = patient.submit({"pain_medicines-line": OXYCONTIN})

    assert page.heading == "More about OxyContin"
    listed = cast("tuple[Entry, ...]", kept(app, invited))
    assert [one["name"] for one in listed] == ["ibuprofen", "OxyContin"]


def test_what_was_still_open_undoes_no_newer_answer(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    other = PatientClient(app, invited)
    other.open_link()
    older = write(patient, OXYCONTIN)
    other.get(other.at("pain-medicines/1/whole"))
    other.submit({"relief": "a_lot", "still_taken": "yes"})

    patient.submit({"pattern": "regular"})
    assert (first(app, invited)["relief"], first(app, invited)["pattern"]) == ("a_lot", "regular")
    patient.page = older
    page = patient.submit({"relief": "none"}, expect=422)

    assert "Meanwhile answered on another page It helps a lot" in page.main.text
    assert first(app, invited)["relief"] == "a_lot"


def test_a_line_that_is_left_with_save_and_come_back_is_kept(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.get(patient.at("pain-medicines"))

    page = patient.submit({"pain_medicines-line": OXYCONTIN, "stop": "yes"})

    assert page.url.endswith("/stopped")
    assert first(app, invited)["typed"] == OXYCONTIN


def test_what_was_left_open_is_found_on_the_list(patient: PatientClient) -> None:
    write(patient, OXYCONTIN)

    page = patient.get(patient.at("pain-medicines"))
    page = patient.get(page.links["Change: What is still to be answered (OxyContin)"])

    assert "still_taken" in asked(page)
    patient.submit(REST)
    assert patient.get(patient.at("pain-medicines/1/whole")).url.endswith("/pain-medicines")


def test_another_name_takes_the_line_with_it(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    write(patient, OXYCONTIN)
    patient.get(patient.at("pain-medicines/1/medicine"))

    patient.submit({"name": "Zomorph"})

    assert first(app, invited)["name"] == "Zomorph"
    assert "typed" not in first(app, invited)


def test_a_nurse_on_the_telephone_writes_one_line_too(
    nurse: StaffClient, app: Flask, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}")
    nurse.submit(to=f"/responses/{invited.response_id}/telephone")
    nurse.get(f"/r/{invited.response_id}/pain-medicines")

    page = nurse.submit({"pain_medicines-line": OXYCONTIN})

    assert page.heading == "More about OxyContin"
    assert first(app, invited)["typed"] == OXYCONTIN


def test_staff_read_the_line_as_it_was_typed(patient: PatientClient, nurse: StaffClient) -> None:
    write(patient, OXYCONTIN)
    patient.submit(REST)

    page = nurse.get(f"/responses/{patient.response_id}")

    assert f"As typed: “{OXYCONTIN}”" in page.main.text


def test_names_are_offered_while_a_line_is_typed(patient: PatientClient) -> None:
    page = patient.get(patient.at("pain-medicines"))

    names = [one.get("value") for one in page.root.all("option")]

    assert {"OxyContin", "co-codamol", "Oramorph"} <= {*names}
    assert page.by_id("pain_medicines").get("list") == next(page.root.all("datalist")).get("id")
    assert {*names} == {*pain_medicines.suggested}
