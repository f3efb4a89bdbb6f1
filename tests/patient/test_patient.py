"""The patient's way: page by page, saved at every page, checked, sent."""

from __future__ import annotations

import re
from typing import cast
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.clinic.settings import for_templates
from questionnaire.patient.journey import page_or_404
from questionnaire.responses.answers import asked, case_of, history
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import AuditEvent, Response, Stage
from rules.language.logic.case import Absent, Case, Origin
from rules.language.logic.numbers import Said
from rules.language.questions import Entry
from rules.questions import SECTIONS
from tests.kit.pages import Filled, Page, values
from tests.kit.people import Invited, PatientClient, StaffClient

PAGES = [page for section in SECTIONS for page in section.pages]


def response_of(app: Flask, invited: Invited) -> Response:
    with app.app_context():
        return read_session().get_one(Response, invited.response_id)


def kept(app: Flask, invited: Invited) -> Case:
    with app.app_context():
        return case_of(read_session(), read_session().get_one(Response, invited.response_id))


def value(app: Flask, invited: Invited, key: str) -> object:
    given = kept(app, invited).answers.get(key)
    return given.value if given else None


def rows(app: Flask, invited: Invited, key: str) -> list[object]:
    """Every answer ever given to a question, as stored."""
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        return [row.value for row in history(read_session(), response).get(key, [])]


def answer(patient: PatientClient, page: str, filled: Filled, expect: int = 200) -> Page:
    patient.get(patient.at(page))
    return patient.submit(filled, expect=expect)


def add_medicine(patient: PatientClient, name: str) -> Page:
    """Add a medicine with its name alone, and come back to the list."""
    answer(patient, "pain-medicines", {"pain_medicines": "add"})
    page = patient.submit({"name": name})
    return patient.submit() if page.url.endswith("/whole") else page


def names(app: Flask, invited: Invited) -> list[object]:
    listed = value(app, invited, "pain_medicines")
    assert isinstance(listed, tuple)
    return [entry.get("name") for entry in listed]


def test_start_page_says_who_reads_it_and_how_else_to_answer(patient: PatientClient) -> None:
    text = patient.get(patient.at("")).text

    for words in (
        "A radiology nurse reads them after you send them",
        "Nobody watches your answers as they come in",
        "Allow about 20 to 30 minutes. This is an estimate.",
        "other ways to answer",
        "The clinic keeps your answers for",
        "or go to an emergency department, if you have:",
    ):
        assert words in text


def test_every_question_may_be_passed_over(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = patient.submit()
    seen, asked_of = list[str](), set[str]()
    while not page.url.endswith("/check"):
        seen.append(page.url.rpartition("/")[2])
        asked_of |= set(values(page.form())["shown"])
        page = patient.submit()

    assert len(seen) == len(set(seen)) > 20
    assert asked_of == {one.key for page in PAGES for one in asked(page, kept(app, invited))}
    page = patient.get(page.links["Continue"])
    assert patient.submit().heading == "Your answers are sent"
    assert response_of(app, invited).stage is Stage.SENT


def test_answers_are_kept_at_every_page(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.submit()

    patient.submit({"answering": "myself"})

    assert value(app, invited, "answering") == "myself"
    response = response_of(app, invited)
    assert response.stage is Stage.IN_PROGRESS
    assert response.started_at
    assert response.last_answer_at


def test_another_device_goes_on_at_the_first_page_never_seen(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.submit()
    patient.submit({"answering": "myself"})
    patient.submit()

    other = PatientClient(app, invited)
    assert "Welcome back" in other.open_link().text
    assert other.submit().heading == "Do you have new weakness in your arms or legs?"


def test_helper_is_named_with_the_answers(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.submit()
    patient.submit({"answering": "for_patient"})
    filled = {"helper_name": "Ann Example", "helper_relation": "daughter", "patient_agrees": "yes"}
    patient.submit(filled)

    answer(patient, "walking", {"walking": "usual"})

    given = kept(app, invited).answers["walking"]
    assert (given.origin, given.by) == (Origin.HELPER, "Ann Example")


def test_helper_without_agreement_is_told_to_ask_first(patient: PatientClient) -> None:
    patient.submit()
    patient.submit({"answering": "for_patient"})

    page = patient.submit({"patient_agrees": "no"})

    assert page.heading == "Talk with the patient first"
    assert patient.get(page.links["Continue with the questions"]).status == 200


def test_helper_without_leave_is_led_back_first(patient: PatientClient) -> None:
    patient.submit()
    patient.submit({"answering": "for_patient"})

    page = patient.submit({"patient_agrees": "no"})

    assert page.links["Go back and change the answer"] == patient.at("helper")


def test_wrong_details_are_a_matter_for_the_telephone(patient: PatientClient) -> None:
    page = patient.get(patient.at("who"))
    assert "Pat Example" in page.main.text
    assert "Female" in page.main.text

    page = patient.submit({"details_right": "no"})

    assert page.heading == "Call the clinic about your details"
    onward = patient.get(page.links["Continue with the questions"])
    assert onward.url.endswith("/cauda-equina")


def test_the_birthday_that_opened_the_questions_is_not_read_out_again(
    patient: PatientClient,
) -> None:
    assert "1948" not in patient.get(patient.at("who")).main.text


def test_what_is_to_be_confirmed_is_read_out_with_the_question(patient: PatientClient) -> None:
    page = patient.get(patient.at("who"))

    group = next(one for one in page.main.all("fieldset"))
    described = [page.by_id(one).text for one in group.get("aria-describedby").split()]
    assert "Pat Example" in " ".join(described)


def test_emergency_advice_shows_at_once_and_raises_a_flag(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = answer(patient, "new-weakness", {"new_weakness": "yes"})

    assert page.heading == "Get help now"
    assert "Nobody watches your answers as they come in" in page.main.text
    assert response_of(app, invited).open_red_flags == 1
    onward = patient.get(page.links["Continue with the questions"])
    assert onward.url.endswith("/chest-or-tearing")


def test_unclear_answer_beside_it_does_not_hold_the_advice_back(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = answer(patient, "cauda-equina", {"cauda_equina": ["passing_urine"]})
    assert page.heading == "Get help now"

    page = answer(patient, "cauda-equina", {"cauda_equina": ["bowel", "not-sure"]}, expect=422)

    assert page.errors
    assert "now, or go to an emergency department" in page.main.text
    assert response_of(app, invited).open_red_flags == 1


def test_advice_shows_beside_an_answer_that_contradicts_it(patient: PatientClient) -> None:
    page = answer(patient, "cauda-equina", {"cauda_equina": ["bowel", "not-sure"]}, expect=422)

    assert page.errors
    assert "now, or go to an emergency department" in page.main.text


def test_contradiction_that_calls_for_nothing_shows_no_advice(patient: PatientClient) -> None:
    page = answer(
        patient, "infection-signs", {"infection_signs": ["injected_drugs", "not-sure"]}, expect=422
    )

    assert "111" not in page.main.text


def test_advice_repeats_what_was_told_to_read_out(patient: PatientClient) -> None:
    chosen = {"cauda_equina": ["passing_urine", "bowel"]}
    page = answer(patient, "cauda-equina", chosen)
    assert "You told us: Trouble passing or holding urine" in page.main.text
    assert "Loss of control of my bowels, or less feeling when I go" in page.main.text

    page = answer(patient, "new-weakness", {"new_weakness": "yes"})
    assert "You told us: New weakness in the arms or legs" in page.main.text


def test_emergency_card_stands_without_more_words(app: Flask) -> None:
    card = """{% from "web/_macros.html" import care_card %}{{ care_card("emergency", clinic) }}"""
    with app.test_request_context():
        said = app.jinja_env.from_string(card).render(for_templates())

    assert "Do not wait for your appointment." in said


def test_advice_is_passed_over_once_the_answer_is_changed(patient: PatientClient) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    answer(patient, "new-weakness", {"new_weakness": "no"})

    page = patient.get(patient.at("help-now/new-weakness"))

    assert page.url.endswith("/chest-or-tearing")


def test_what_was_understood_is_kept_beside_what_was_not(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "mri-status", {"mri_status": "done"})

    page = answer(
        patient, "mri-details", {"mri_place": "City Hospital", "mri_date": "111970"}, expect=422
    )

    assert page.errors == [
        "When was your MRI scan, or when will it be? – Write all 4 numbers of the year, such as 1948 or 2024"
    ]
    assert page.title.startswith("Error: ")
    assert page.by_id("mri_date").get("value") == "111970"
    assert page.by_id("mri_date").get("aria-invalid") == "true"
    assert value(app, invited, "mri_place") == "City Hospital"


def test_error_summary_leads_to_the_first_box(patient: PatientClient) -> None:
    page = answer(patient, "daily-life", {"days_in_bed": "9"}, expect=422)

    [way] = (url for words, url in page.links.items() if words in page.errors)
    assert way == "#days_in_bed"
    assert page.errors[0].endswith("in bed? – Write only a whole number from 0 to 7")
    assert "error-days_in_bed" in page.by_id("days_in_bed").get("aria-describedby")


def test_error_summary_takes_the_focus(patient: PatientClient) -> None:
    page = answer(patient, "days-in-bed", {"days_in_bed": "9"}, expect=422)

    focused = [one for one in page.main.all("div") if "autofocus" in one.attributes]
    assert [one.get("class") for one in focused] == ["error-summary"]
    assert focused[0].get("tabindex") == "-1"


def test_stopping_leaves_nothing_open_on_this_device(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = answer(patient, "walking", {"walking": "few_steps", "stop": "yes"})

    assert page.heading == "Your answers are saved"
    assert value(app, invited, "walking") == "few_steps"
    assert patient.get(patient.at("walking"), expect=403).heading == "Open your link again"


def test_check_lists_what_is_asked_and_what_is_left_open(patient: PatientClient) -> None:
    answer(patient, "walking", {"walking": "few_steps"})
    answer(patient, "sleep", {"sleep": "not-sure"})
    answer(patient, "days-in-bed", {"days_in_bed": "0"})

    text = patient.get(patient.at("check")).main.text

    assert "How well can you walk now? Only a few steps Change" in text
    assert "How has your back pain changed your sleep? I'm not sure" in text
    assert "stay mostly in bed? 0 of 7 days" in text
    assert "Can you wash and dress yourself? Not answered Answer" in text
    assert "Which scan showed the broken bone?" not in text


def pass_over_all(patient: PatientClient) -> Page:
    """Go from the start page to the check without an answer."""
    page = patient.submit()
    while not page.url.endswith("/check"):
        page = patient.submit()
    return page


def test_change_asks_new_questions_first_and_comes_back(patient: PatientClient) -> None:
    page = pass_over_all(patient)
    change = next(
        url for words, url in page.links.items() if "a bone in your spine is broken" in words
    )

    patient.get(change)
    page = patient.submit({"told_of_fracture": "yes"})

    assert page.heading == "What you were told"
    assert "What were you told caused the broken bone?" in page.main.text
    assert patient.submit().heading == "Check your answers before you send them"


def test_an_answer_that_opens_two_pages_asks_both_before_the_check(patient: PatientClient) -> None:
    pass_over_all(patient)

    opening = {"blood_thinner": "yes", "reactions": "antibiotics"}
    page = answer(patient, "procedure?back=check", opening)
    headings = [page.heading, patient.submit().heading, patient.submit().heading]

    assert headings == [
        "About your blood thinner",
        "What happened when you had the reaction?",
        "Check your answers before you send them",
    ]


def test_change_comes_back_to_the_answer_changed(patient: PatientClient) -> None:
    pass_over_all(patient)

    ways = patient.get(patient.at("check")).links
    patient.get(ways["Answer How has your back pain changed your sleep?"])
    page = patient.submit({"sleep": "well"})

    assert page.url.endswith("/check?part=symptoms#answer-sleep")
    assert "I sleep as well as before Change" in page.by_id("answer-sleep").text
    opened = [one.get("id") for one in page.main.all("details") if "open" in one.attributes]
    assert opened == ["part-symptoms"]


def test_an_empty_remark_is_no_unanswered_question(patient: PatientClient) -> None:
    pass_over_all(patient)
    for page, filled in {
        "reactions": {"reactions": "antibiotics"},
        "other-treatments": {"other_treatments": "brace"},
    }.items():
        answer(patient, page, filled)

    page = patient.get(patient.at("check"))

    missing = page.by_id("not-answered").text
    assert "How has your back pain changed your sleep?" in missing
    for remark in ("anything_else", "wish", "reactions_what", "other_treatments_helped"):
        row = page.by_id(f"answer-{remark}")
        assert "Nothing added Add" in row.text
        assert next(row.all("dt")).text not in missing


def test_the_parts_of_the_check_are_folded_with_how_much_of_each_is_answered(
    patient: PatientClient,
) -> None:
    answer(patient, "walking", {"walking": "few_steps"})

    page = patient.get(patient.at("check"))

    folded = [one for one in page.main.all("details") if one.get("id").startswith("part-")]
    assert [one.get("id") for one in folded][:2] == ["part-about-you", "part-urgent"]
    assert not any("open" in one.attributes for one in folded)
    assert "1 of" in next(page.by_id("part-symptoms").all("summary")).text


def test_change_on_the_way_does_not_ask_what_is_still_to_come(patient: PatientClient) -> None:
    patient.submit()
    patient.submit({"answering": "myself"})
    page = patient.get(patient.at("check"))
    assert page.links["Go on with the questions"].endswith("/cauda-equina")

    patient.get(patient.at("who?back=check"))
    page = patient.submit({"answering": "with_help"})
    assert page.heading == "About the helper"
    page = patient.submit({"helper_name": "Ruth Example", "patient_agrees": "yes"})

    assert page.url.endswith("/check?part=about-you#answer-helper_name")


def test_change_link_leads_to_the_top_of_a_page_with_one_question(patient: PatientClient) -> None:
    page = patient.get(patient.at("check"))
    addresses = {url.partition("?")[0]: url for url in page.links.values()}

    assert addresses[patient.at("nerve-symptoms")].endswith("back=check")
    assert addresses[patient.at("other-scans")].endswith("#question-spect_ct")


def test_error_is_shown_though_the_address_leads_to_a_question(patient: PatientClient) -> None:
    """A form without an address of its own is sent to the same place on the page again."""
    patient.get(patient.at("other-scans?back=check#question-ct_scan"))

    assert patient.page
    action = patient.page.form().get("action")
    assert re.sub(r"/v\d+", "", action) == patient.at("other-scans?back=check")


def test_reopened_branch_has_its_answers_still(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "told-of-fracture", {"told_of_fracture": "yes"})
    answer(patient, "fracture-cause", {"fracture_cause": "injury"})
    answer(patient, "told-of-fracture", {"told_of_fracture": "no"})
    assert "What were you told caused" not in patient.get(patient.at("check")).main.text

    answer(patient, "told-of-fracture", {"told_of_fracture": "yes"})

    page = patient.get(patient.at("fracture-cause"))
    assert "checked" in page.by_id("fracture_cause-injury").attributes


def test_page_that_is_not_asked_leads_on(patient: PatientClient) -> None:
    assert patient.get(patient.at("broken-bone")).url.endswith("/who")


def test_a_questions_own_address_leads_to_the_page_that_asks_it(patient: PatientClient) -> None:
    for page in PAGES:
        for question in page.questions:
            assert question in page_or_404(question.key.replace("_", "-")).questions

    page = patient.get(patient.at("pain-now"))

    assert page.heading == "Your back pain in the last 24 hours"
    assert page.heading == patient.get(patient.at("pain-scores")).heading


def test_what_is_sent_from_an_address_that_a_question_had_alone_is_taken_in(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    """As from a page that was open before questions were put together."""
    patient.get(patient.at("pain-scores"))

    onward = patient.post(patient.at("pain-now/v0"), {"shown": "pain_now", "pain_now": "7"})

    assert value(app, invited, "pain_now") == 7
    assert value(app, invited, "pain_worst") is None
    assert onward.url.endswith("/pain-scores"), "the others were not asked yet"


def test_page_that_does_not_exist_is_not_found(patient: PatientClient) -> None:
    patient.get(patient.at("no-such-page"), expect=404)
    patient.get(patient.at("pain-medicines/1/no-such-step"), expect=404)
    patient.get(patient.at("walking/1/medicine"), expect=404)


def test_another_patient_is_not_let_in(
    app: Flask, patient: PatientClient, nurse: StaffClient
) -> None:
    patient.get(f"/r/{UUID(int=1)}/walking", expect=403)
    nurse.get(patient.at("walking"), expect=403)


def test_two_tabs_do_not_erase_each_other(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    stale = patient.get(patient.at("days-in-bed"))
    answer(patient, "days-in-bed", {"days_in_bed": "3"})

    patient.page = stale
    patient.submit()

    assert rows(app, invited, "days_in_bed") == [3]


def test_double_click_keeps_one_answer(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = patient.get(patient.at("walking"))
    for _ in range(2):
        patient.page = page
        patient.submit({"walking": "usual"})

    assert rows(app, invited, "walking") == ["usual"]


def test_change_of_mind_keeps_both_answers(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "walking", {"walking": "usual"})
    answer(patient, "walking", {"walking": "few_steps"})

    assert rows(app, invited, "walking") == ["usual", "few_steps"]


def test_after_sending_every_page_says_sent(patient: PatientClient) -> None:
    patient.get(patient.at("declaration"))
    patient.submit()

    for page in (
        "",
        "walking",
        "check",
        "declaration",
        "help-now/new-weakness",
        "pain-medicines/1/use",
    ):
        assert patient.get(patient.at(page)).heading == "Your answers are sent"
    assert patient.get(patient.at("sent/answers")).heading == "The answers you sent"


def test_sending_twice_is_sending_once(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = patient.get(patient.at("declaration"))
    patient.submit()
    first = response_of(app, invited).sent_at

    patient.page = page
    again = patient.submit()

    assert again.heading == "Your answers are sent"
    assert "was not added" not in again.text
    assert response_of(app, invited).sent_at == first


def test_answer_that_comes_after_sending_is_said_not_to_count(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    stale = patient.get(patient.at("walking"))
    patient.get(patient.at("declaration"))
    patient.submit()

    patient.page = stale
    page = patient.submit({"walking": "usual"})

    assert "Your last change was not added" in page.text
    assert value(app, invited, "walking") is None


def test_closed_response_leads_to_one_page(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    with app.app_context(), write_session() as session:
        session.get_one(Response, invited.response_id).stage = Stage.CLOSED

    assert patient.get(patient.at("walking")).heading == "These questions are closed"


def test_medicine_is_kept_at_each_page(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "pain-medicines", {"pain_medicines": "add"})
    assert value(app, invited, "pain_medicines") is None

    page = patient.submit({"name": "co-codamol", "form": "tablet", "strength": "30/500"})
    assert page.heading == "More about co-codamol"
    assert value(app, invited, "pain_medicines") == (
        {
            "name": "co-codamol",
            "form": "tablet",
            "strength": "30/500",
            "unit": Absent.UNANSWERED,
            "read_as": ("codeine", "paracetamol"),
            "read_as_thinner": (),
            "read_how": "as_written",
        },
    )

    use = {"still_taken": "no", "amount": "2", "times": "4", "pattern": "regular"}
    page = patient.submit({**use, "relief": "a_little", "side_effects": ["drowsy"]})
    assert page.heading == "Why did you stop taking it?"
    page = patient.submit({"why_stopped": "side_effects"})

    assert "Do you want to add another one?" in page.main.text
    said = (
        "co-codamol 30/500 2 tablets, 4 times a day, regularly, no longer taken It helps a little"
    )
    assert said in page.main.text
    assert patient.submit().url.endswith("/relief")


def test_of_a_patch_is_asked_how_often_it_is_changed_not_how_often_a_day(
    patient: PatientClient,
) -> None:
    answer(patient, "pain-medicines", {"pain_medicines": "add"})

    page = patient.submit({"name": "fentanyl", "form": "patch"})

    assert "How many times a day" not in page.main.text
    assert "How often do you change the patch?" in page.main.text


def test_an_amount_can_be_written_in_words_and_as_a_range(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "pain-medicines", {"pain_medicines": "add"})
    patient.submit({"name": "Zomorph", "form": "tablet", "strength": "10", "unit": "mg"})

    unread = {"still_taken": "yes", "amount": "a few", "times": "every 6 hours"}
    page = patient.submit(unread, expect=422)
    assert "Write a number from 0 to 1000, such as 2, half or 1 to 2" in page.main.text
    patient.submit({"still_taken": "yes", "amount": "1 or 2", "times": "every 6 hours"})

    [entry] = cast("tuple[Entry, ...]", value(app, invited, "pain_medicines"))
    amount, times = cast("Said", entry["amount"]), cast("Said", entry["times"])
    assert (amount.low, amount.high, amount.said) == (1, 2, "1 or 2")
    assert (times.low, times.high, times.said) == (4, 4, "every 6 hours")


def test_blank_medicine_adds_nothing(patient: PatientClient, app: Flask, invited: Invited) -> None:
    answer(patient, "pain-medicines", {"pain_medicines": "add"})

    page = patient.submit()

    assert page.url.endswith("/pain-medicines")
    assert value(app, invited, "pain_medicines") is None


def test_double_click_adds_a_medicine_once(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = answer(patient, "pain-medicines", {"pain_medicines": "add"})
    for _ in range(2):
        patient.page = page
        assert patient.submit({"name": "codeine"}).heading == "More about codeine"

    assert names(app, invited) == ["codeine"]


def test_medicines_added_in_two_tabs_are_both_kept(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = answer(patient, "pain-medicines", {"pain_medicines": "add"})
    for name in ("codeine", "ibuprofen"):
        patient.page = page
        patient.submit({"name": name})

    assert names(app, invited) == ["codeine", "ibuprofen"]


def test_change_in_one_tab_finds_its_medicine_though_another_removed_one(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add_medicine(patient, "codeine")
    add_medicine(patient, "ibuprofen")
    stale = patient.get(patient.at("pain-medicines/2/medicine"))
    patient.get(patient.at("pain-medicines/1/remove"))
    patient.submit()

    patient.page = stale
    patient.submit({"strength": "400"})

    assert names(app, invited) == ["ibuprofen"]
    listed = value(app, invited, "pain_medicines")
    assert isinstance(listed, tuple)
    assert listed[0]["strength"] == "400"


def test_medicine_changed_elsewhere_is_shown_again(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add_medicine(patient, "codeine")
    stale = patient.get(patient.at("pain-medicines/1/medicine"))
    patient.submit({"strength": "15"})

    patient.page = stale
    page = patient.submit({"strength": "30"}, expect=422)
    assert "This was also answered on another page" in page.errors[0]
    assert "15" in page.by_id("question-strength").text
    assert page.by_id("strength").get("value") == "30"
    patient.submit()

    listed = value(app, invited, "pain_medicines")
    assert isinstance(listed, tuple)
    assert [entry["strength"] for entry in listed] == ["30"]


def test_changing_one_step_comes_back_to_the_list(patient: PatientClient) -> None:
    add_medicine(patient, "codeine")

    patient.get(patient.at("pain-medicines/1/use"))
    page = patient.submit({"amount": "1"})

    assert page.url.endswith("/pain-medicines#entry-1")


def test_a_medicine_reads_as_on_its_box(patient: PatientClient) -> None:
    answer(patient, "pain-medicines", {"pain_medicines": "add"})

    patient.submit({"name": "co-codamol", "strength": "30/500", "unit": "mg"})

    listed = "co-codamol: 30/500 mg"
    assert listed in patient.get(patient.at("check")).main.text.replace(" :", ":")


def test_back_from_a_page_of_a_medicine_is_the_list(patient: PatientClient) -> None:
    answer(patient, "pain-medicines", {"pain_medicines": "add"})

    page = patient.submit({"name": "codeine"})
    assert page.links["Back"].endswith("/pain-medicines")
    page = patient.get(page.links["Back"])
    page = patient.get(page.links["Change: What is still to be answered (codeine)"])
    assert page.heading == "More about codeine"


def test_removing_the_last_medicine_is_not_the_answer_none(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    add_medicine(patient, "codeine")
    page = patient.get(patient.at("pain-medicines/1/remove"))
    for _ in range(2):
        patient.page = page
        patient.submit()

    assert value(app, invited, "pain_medicines") is Absent.UNANSWERED


def test_none_on_an_old_page_does_not_empty_the_list(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    stale = patient.get(patient.at("pain-medicines"))
    add_medicine(patient, "codeine")

    patient.page = stale
    page = patient.submit({"pain_medicines": "none-of-these"}, expect=422)

    assert page.errors
    assert names(app, invited) == ["codeine"]


def test_no_medicine_is_an_answer(patient: PatientClient, app: Flask, invited: Invited) -> None:
    page = answer(patient, "pain-medicines", {"pain_medicines": "none-of-these"})

    assert value(app, invited, "pain_medicines") == ()
    assert page.url.endswith("/relief")
    assert set(values(page.form())["shown"]) == {"other_treatments"}


def test_nurse_on_the_telephone_answers_in_her_name(
    nurse: StaffClient, app: Flask, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}")
    page = nurse.post(f"/responses/{invited.response_id}/telephone")
    assert page.heading == "Questions about your back pain"

    nurse.get(f"/r/{invited.response_id}/walking")
    page = nurse.submit({"walking": "usual", "stop": "yes"})

    given = kept(app, invited).answers["walking"]
    assert (given.origin, given.by) == (Origin.STAFF_PHONE, "Nurse Example")
    assert page.url.endswith(f"/responses/{invited.response_id}")


def test_trail_tells_what_the_patient_saw_and_saved(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "walking", {"walking": "usual"})

    with app.app_context():
        found = select(AuditEvent).where(AuditEvent.response_id == invited.response_id)
        trail = {(row.action, row.actor) for row in read_session().scalars(found)}
    assert {
        ("response started", "patient"),
        ("answers seen", "patient"),
        ("answers saved", "patient"),
    } <= trail


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_errors_and_hints_never_scold(page: object) -> None:
    words = f"{page}".casefold()

    assert not [word for word in ("please", "sorry", "invalid", "oops") if word in words]


def test_a_patient_who_cannot_name_the_medicines_says_so_and_is_asked_for_relief(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = patient.get(patient.at("pain-medicines"))
    assert "I cannot name them" in page.main.text

    onward = patient.submit({"pain_medicines": "not-sure"})

    assert value(app, invited, "pain_medicines") is Absent.NOT_SURE
    assert onward.url.endswith("/relief")


def test_relief_is_asked_where_the_list_of_medicines_is_left_blank(patient: PatientClient) -> None:
    patient.get(patient.at("pain-medicines"))

    assert patient.submit({}).url.endswith("/relief")
