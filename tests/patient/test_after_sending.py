"""After sending: who has read it, the patient's own copy, and telling that something changed."""

from __future__ import annotations

import pytest
from flask import Flask

from questionnaire.responses.answers import history
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import RedFlag, Response, Stage
from rules.language.logic.case import Origin
from tests.kit.filling_in import answer_all_pages
from tests.kit.pages import Page
from tests.kit.pdf_pages import words_by_page
from tests.kit.people import PatientClient, StaffClient
from tests.promises.test_journeys import SEVERE

TELL = "Tell us that something changed"


@pytest.fixture
def sent(patient: PatientClient) -> PatientClient:
    """A patient who has answered and sent."""
    page = answer_all_pages(patient, SEVERE)
    patient.get(page.links["Continue"])
    patient.submit()
    return patient


def reopen(sent: PatientClient, *parts: str) -> Page:
    sent.get(sent.at("sent"))
    sent.get(sent.at("changed"))
    return sent.submit({"part": parts}, to=sent.at("changed"))


def change(sent: PatientClient, page: str, filled: dict[str, str]) -> Page:
    sent.get(sent.at(f"{page}?back=check"))
    return sent.submit(filled)


def send_again(sent: PatientClient) -> Page:
    page = sent.get(sent.at("check"))
    sent.get(page.links["Continue"])
    return sent.submit()


def stage_of(app: Flask, sent: PatientClient) -> Stage:
    with app.app_context():
        return read_session().get_one(Response, sent.response_id).stage


def put(app: Flask, sent: PatientClient, stage: Stage, nurse: StaffClient) -> None:
    """As if staff had moved it on."""
    nurse.get(f"/responses/{sent.response_id}")
    if stage is Stage.READY:
        nurse.submit(to=f"/responses/{sent.response_id}/ready")
        return
    with app.app_context(), write_session() as session:
        session.get_one(Response, sent.response_id).stage = stage


def given(app: Flask, sent: PatientClient, question: str) -> list[tuple[object, Origin]]:
    with app.app_context():
        response = read_session().get_one(Response, sent.response_id)
        rows = history(read_session(), response)[question]
        return [(row.value, row.origin) for row in rows]


def test_it_says_who_reads_it_and_then_by_whom_it_was_read(
    sent: PatientClient, nurse: StaffClient, app: Flask
) -> None:
    before = sent.get(sent.at("sent")).main.text
    nurse.get("/worklist")
    listed = sent.get(sent.at("sent")).main.text
    nurse.get(f"/responses/{sent.response_id}")
    after = sent.get(sent.at("sent")).main.text

    assert "A radiology nurse reads your answers" in before
    assert "Read by" not in listed
    with app.app_context():
        assert f"Read by Nurse Example on {clock.today().day} " in after
    assert "Passed on" not in after


def test_it_says_when_it_was_passed_on(sent: PatientClient, nurse: StaffClient, app: Flask) -> None:
    put(app, sent, Stage.READY, nurse)

    assert "Passed on to the doctor on" in sent.get(sent.at("sent")).main.text


def test_what_is_read_before_a_change_is_not_said_to_be_read_after_it(
    sent: PatientClient, nurse: StaffClient
) -> None:
    nurse.get(f"/responses/{sent.response_id}")
    reopen(sent, "symptoms")
    send_again(sent)

    text = sent.get(sent.at("sent")).main.text

    assert "Read by" not in text
    assert "You told us on" in text


def test_the_own_copy_is_a_file_with_every_answer_and_no_finding(sent: PatientClient) -> None:
    file = sent.download(sent.at("sent/answers.pdf"))

    text = " ".join(words_by_page(file.data))
    assert file.mimetype == "application/pdf"
    assert "Pat" not in file.headers["Content-Disposition"]
    assert "Pat Example" in text
    assert "How has your back pain changed your sleep?" in text
    assert "Getting worse" in text
    assert not [one for one in ("met", "Red flag", "indication") if f" {one} " in text]


def test_whatever_was_typed_is_in_the_own_copy(patient: PatientClient) -> None:
    typed = 'Tea \N{HOT BEVERAGE}, #set \\ $x$ *bold* [a] "q" \u202e\u0645'
    patient.get(patient.at("anything-else"))
    patient.submit({"anything_else": typed})
    patient.get(patient.at("declaration"))
    patient.submit()

    file = patient.download(patient.at("sent/answers.pdf"))

    assert '#set \\ $x$ *bold* [a] "q"' in " ".join(words_by_page(file.data))


def test_there_is_no_copy_of_what_is_not_sent(patient: PatientClient) -> None:
    assert patient.get(patient.at("sent/answers.pdf")).heading.startswith("Check your answers")
    assert patient.get(patient.at("changed")).heading == "Questions about your back pain"


def test_a_part_opened_again_is_corrected_by_later_rows_and_sent_again(
    sent: PatientClient, app: Flask
) -> None:
    page = reopen(sent, "symptoms")
    assert page.heading == "Tell us what changed"
    page = change(sent, "sleep", {"sleep": "hardly"})
    assert page.url.endswith("/check?part=symptoms#answer-sleep")
    assert send_again(sent).heading == "Your answers are sent"

    assert [origin for _, origin in given(app, sent, "sleep")] == [Origin.PATIENT] * 2
    assert sent.get(sent.at("sleep")).heading == "Your answers are sent"
    assert TELL in sent.get(sent.at("sent")).links


def test_only_the_parts_chosen_can_be_changed_and_what_had_no_answer(
    sent: PatientClient, app: Flask
) -> None:
    page = reopen(sent, "symptoms")
    changes = {url.partition("?")[0] for words, url in page.links.items() if "Change" in words}

    assert sent.at("pain-at-night") in changes
    assert sent.at("told-of-fracture") not in changes
    for shut in ("told-of-fracture", "fracture-cause"):  # a page, and a question's own address
        assert sent.get(sent.at(shut)).heading == "Tell us what changed"
    assert sent.get(sent.at("last")).heading == "The last questions"
    assert sent.get(sent.at("declaration")).heading == "Send your answers"


def test_an_answer_of_another_part_is_said_not_to_count(sent: PatientClient, app: Flask) -> None:
    before = given(app, sent, "told_of_fracture")
    reopen(sent, "symptoms")

    page = sent.post(sent.at("told-of-fracture/v1"), {"told_of_fracture": "yes"})

    assert "Your last change was not added" in page.main.text
    assert given(app, sent, "told_of_fracture") == before


def test_at_least_one_part_must_be_chosen(sent: PatientClient) -> None:
    sent.get(sent.at("changed"))

    page = sent.submit(to=sent.at("changed"), expect=422)

    assert "Choose at least one part" in page.main.text
    assert sent.get(sent.at("sleep")).heading == "Your answers are sent"


def test_staff_see_on_the_list_and_the_submission_what_changed(
    sent: PatientClient, nurse: StaffClient
) -> None:
    reopen(sent, "symptoms")
    telling = nurse.get("/worklist").main.text
    change(sent, "sleep", {"sleep": "hardly"})
    send_again(sent)

    page = nurse.get(f"/responses/{sent.response_id}")

    assert "The patient is telling of a change" in telling
    assert "The patient told of a change" in nurse.get("/worklist").main.text
    told = page.by_id("told-change").text
    assert "Your pain" in told
    assert "Answered anew: Sleep" in told
    assert nurse.get(page.links["What moved in the findings"]).by_id("moved")


def test_what_was_passed_on_is_for_a_nurse_again(
    sent: PatientClient, nurse: StaffClient, app: Flask
) -> None:
    put(app, sent, Stage.READY, nurse)

    reopen(sent, "symptoms")

    assert stage_of(app, sent) is Stage.SENT
    page = nurse.get(f"/responses/{sent.response_id}")
    assert page.by_id("told-change")


def test_an_answer_after_it_was_passed_on_once_more_brings_it_back(
    sent: PatientClient, nurse: StaffClient, app: Flask
) -> None:
    reopen(sent, "symptoms")
    put(app, sent, Stage.READY, nurse)
    assert "told of a change" not in nurse.get("/worklist?view=ready").main.text

    change(sent, "sleep", {"sleep": "hardly"})

    assert stage_of(app, sent) is Stage.SENT
    assert "is telling of a change" in nurse.get("/worklist").main.text


def test_a_form_of_staff_from_before_it_does_not_pass_it_on(
    sent: PatientClient, nurse: StaffClient, app: Flask
) -> None:
    nurse.get(f"/responses/{sent.response_id}")
    reopen(sent, "symptoms")

    page = nurse.submit(to=f"/responses/{sent.response_id}/ready", expect=422)

    assert "Changed while your page was open" in page.main.text
    assert stage_of(app, sent) is Stage.SENT


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CLOSED])
def test_once_decided_or_closed_a_change_is_for_the_telephone(
    sent: PatientClient, nurse: StaffClient, app: Flask, stage: Stage
) -> None:
    reopen(sent, "symptoms")
    put(app, sent, stage, nurse)

    page = sent.get(sent.at("sent"))
    late = sent.post(sent.at("changed"), {"part": "symptoms"})

    assert TELL not in page.links
    assert "call us" in page.main.text
    assert "Your last change was not added" in late.main.text
    assert sent.get(sent.at("sleep")).heading == "Your answers are sent"
    assert stage_of(app, sent) is stage


def test_an_urgent_answer_in_it_is_met_with_the_same_advice_and_flag(
    sent: PatientClient, app: Flask
) -> None:
    reopen(sent, "urgent")

    page = change(sent, "new-weakness", {"new_weakness": "yes"})

    assert "Call 999 now" in page.main.text
    with app.app_context():
        assert read_session().query(RedFlag).count() == 1


def test_what_staff_corrected_meanwhile_is_not_undone_unseen(
    sent: PatientClient, nurse: StaffClient, app: Flask
) -> None:
    reopen(sent, "symptoms")
    form = sent.get(sent.at("pain-worst?back=check"))
    nurse.get(f"/responses/{sent.response_id}/correct/pain_worst")
    nurse.submit({"pain_worst": "7", "reason": "She rang", "learned": "staff by phone"})
    sent.page = form

    page = sent.submit({"pain_worst": "10"}, expect=422)

    assert "Choose which is right" in page.main.text
    assert [value for value, _ in given(app, sent, "pain_worst")] == [9, 7]


def test_leaving_keeps_it_open_until_it_is_sent(sent: PatientClient) -> None:
    reopen(sent, "symptoms")
    sent.get(sent.at("sleep"))
    sent.submit({"sleep": "hardly", "stop": "yes"})

    page = sent.open_link()

    assert page.heading == "Tell us what changed"
    page = sent.get(sent.at("sent"))
    assert "What changed is not sent yet" in page.main.text
    assert sent.get(page.links["Go on with what changed"]).heading == "Tell us what changed"
