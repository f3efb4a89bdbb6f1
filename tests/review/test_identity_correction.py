"""Who the patient is, put right in one place, and then right everywhere. Nobody overwrites blindly."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.patient.identity import TRIES
from questionnaire.responses import assessments, corrected_identity, invitations
from questionnaire.responses.answers import Giver
from questionnaire.responses.corrected_identity import RecordNumberTaken
from questionnaire.responses.intake import take_in_all
from questionnaire.responses.raised_flags import flags_of
from questionnaire.responses.same_patient import patients_of
from questionnaire.review.decision import decide
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Detail, Patient, PatientCorrection, Response, Stage
from questionnaire.summary.face_sheet import face_sheet_of
from rules.language.logic.case import Origin
from rules.language.questions import Question
from rules.questions.symptoms import pain_at_night
from rules.questions.urgent import cancer_signs
from tests.kit.filled import a_nurse, answered, summary
from tests.kit.pages import Page, values
from tests.kit.pdf_pages import words_by_page
from tests.kit.people import BORN, Invited, PatientClient, StaffClient, invite
from tests.kit.rows import earlier, given_by, said
from tests.kit.telling import tell
from tests.kit.verified import faults_of
from tests.responses.test_doubted_details import DOUBTED, strip
from tests.review.test_submission import answer, submission

REASON = "Seen in her passport"
YOUNG, OLD = date(1990, 5, 17), date(1950, 5, 17)
"""The same day of the year, on both sides of the age from which signs of cancer count."""

PUT_RIGHT = {
    Detail.NAME: ({"name": "  Patricia   Example "}, "Pat Example", "Patricia Example"),
    Detail.DATE_OF_BIRTH: (
        {"born-day": "3", "born-month": "April", "born-year": "1947"},
        "27 March 1948",
        "3 April 1947",
    ),
    Detail.SEX: ({"sex": "other"}, "Female", "Other or not stated"),
    Detail.RECORD_NUMBER: ({"record_number": "RN 2"}, "RN 1", "RN 2"),
}
SAID = {
    Detail.NAME: "Name",
    Detail.DATE_OF_BIRTH: "Date of birth",
    Detail.SEX: "Sex",
    Detail.RECORD_NUMBER: "Record number",
}


def born(day: date) -> dict[str, str]:
    """What is typed into the three boxes."""
    return {"born-day": str(day.day), "born-month": str(day.month), "born-year": str(day.year)}


def put_right(
    staff: StaffClient,
    response_id: UUID,
    filled: Mapping[str, str],
    expect: int = 200,
) -> Page:
    staff.get(f"/responses/{response_id}/identity")
    return save(staff, {"reason": REASON, **filled}, expect)


def save(staff: StaffClient, filled: Mapping[str, str], expect: int = 200) -> Page:
    """Send the form of the page last fetched, to the version that it was made from."""
    assert staff.page is not None
    form = next(one for one in staff.page.forms() if "/identity/v" in one.get("action"))
    return staff.submit(filled, to=form.get("action"), expect=expect)


def rows_of(app: Flask, response_id: UUID) -> list[tuple[Detail, str, str]]:
    """What is kept of every correction of the patient of a response, the first first."""
    with app.app_context():
        rows = read_session().scalars(
            select(PatientCorrection)
            .join(Response, Response.patient_id == PatientCorrection.patient_id)
            .where(Response.id == response_id)
            .order_by(PatientCorrection.sequence)
        )
        return [(row.detail, row.before, row.after) for row in rows]


def stage_of(app: Flask, response_id: UUID, stage: Stage) -> None:
    with app.app_context(), write_session() as session:
        session.get_one(Response, response_id).stage = stage


# One place


def test_it_is_reached_from_the_head_of_the_submission(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = nurse.get(submission(nurse, patient).links["Correct who the patient is"])

    assert page.heading == "Correct who the patient is"


@pytest.mark.parametrize("detail", Detail)
def test_each_detail_is_put_right_and_what_stood_is_named(
    app: Flask, nurse: StaffClient, invited: Invited, detail: Detail
) -> None:
    filled, before, after = PUT_RIGHT[detail]

    page = put_right(nurse, invited.response_id, filled)

    what = f"{SAID[detail]} corrected on "
    assert what in page.main.text
    assert f" by Nurse Example, was {before}." in page.main.text
    listed = nurse.get(f"/responses/{invited.response_id}/identity").by_id("history")
    assert listed.text == "Corrected so far"
    told = nurse.page.main.text if nurse.page else ""
    assert f"{SAID[detail]}: {after} , was {before} Nurse Example, " in told
    assert told.count(REASON) == 1
    assert [row[0] for row in rows_of(app, invited.response_id)] == [detail]


@pytest.mark.parametrize("detail", Detail)
def test_it_can_be_put_right_as_often_as_needed_and_put_back(
    app: Flask, nurse: StaffClient, invited: Invited, detail: Detail
) -> None:
    there, back = PUT_RIGHT[detail][0], put_back(detail)
    for filled in (there, back, there, back, there):
        put_right(nurse, invited.response_id, filled)

    kept = rows_of(app, invited.response_id)
    assert [row[0] for row in kept] == [detail] * 5
    assert all(first[2] == then[1] for first, then in pairwise(kept)), "each follows the one before"
    assert kept[0][1:] == kept[2][1:] == kept[4][1:]


def put_back(detail: Detail) -> dict[str, str]:
    return {
        Detail.NAME: {"name": "Pat Example"},
        Detail.DATE_OF_BIRTH: born(BORN),
        Detail.SEX: {"sex": "female"},
        Detail.RECORD_NUMBER: {"record_number": "RN 1"},
    }[detail]


def test_it_wants_a_reason_and_every_detail(nurse: StaffClient, invited: Invited) -> None:
    blank = {"born-day": "", "born-month": "", "born-year": "", "name": " ", "record_number": ""}

    page = put_right(nurse, invited.response_id, {**blank, "reason": "", "sex": ""}, expect=422)

    assert page.errors == [
        "Write the patient's full name",
        "Choose the sex as recorded",
        "Write the hospital record number",
        "Write the date of birth, or what is known of it",
        "Write why it is corrected",
    ]


def test_a_day_that_is_none_or_to_come_is_refused_and_what_was_typed_is_kept(
    nurse: StaffClient, invited: Invited
) -> None:
    wrong = {"born-day": "31", "born-month": "2", "born-year": "1948", "name": "Patricia"}
    page = put_right(nurse, invited.response_id, wrong, expect=422)
    assert page.by_id("name").get("value") == "Patricia"
    assert page.by_id("born").get("value") == "31"

    put_right(nurse, invited.response_id, {"born-year": "2199"}, expect=422)


def test_a_correction_that_changes_nothing_is_said_to_be_none(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    page = put_right(nurse, invited.response_id, {}, expect=422)

    assert page.errors == ["These details stand already. Change one, or go back"]
    assert rows_of(app, invited.response_id) == []


def test_what_the_record_says_is_corrected_nowhere_else(
    nurse: StaffClient, patient: PatientClient
) -> None:
    for key in ("date_of_birth", "sex"):
        nurse.get(f"/responses/{patient.response_id}/correct/{key}", expect=404)
        row = submission(nurse, patient).by_id(key)
        link = next(row.all("a"))
        assert link.get("href") == f"/responses/{patient.response_id}/identity"


# Right everywhere


def test_a_corrected_patient_is_walked_to_the_end(
    app: Flask,
    nurse: StaffClient,
    clinician: StaffClient,
    administrator: StaffClient,
) -> None:
    response_id = answered(app, "V02", name="Pta Wrong", consult_on=today(app))
    found = {"name": "Pat Right", "sex": "male", "record_number": "rn 77", **born(YOUNG)}
    put_right(nurse, response_id, found)
    right, wrong = ("Pat Right", "17 May 1990", "rn 77"), ("Pta Wrong", "RN 1")

    for page in (
        clinician.get(f"/responses/{response_id}/face-sheet"),
        clinician.get(f"/responses/{response_id}/decision"),
        clinician.get("/ready"),
    ):
        assert all(words in page.main.text for words in right), page.url
        assert not any(words in page.main.text for words in wrong), page.url
    on_list = nurse.get("/worklist?view=ready").main.text
    assert all(words in on_list for words in right)

    found_by = search(nurse, "RN77")
    assert f"/responses/{response_id}" in found_by.url
    assert strip(found_by).startswith("Pat Right")
    assert "Nobody here has this record number" in search(nurse, "RN 1").text

    told = json.loads(clinician.download(f"/responses/{response_id}/summary.json").data)
    assert told["patient"]["name"] == "Pat Right"
    assert told["patient"]["date_of_birth"] == "1990-05-17"
    assert (told["patient"]["sex"], told["patient"]["record_number"]) == ("male", "rn 77")
    table = clinician.download(f"/responses/{response_id}/summary.csv").get_data(as_text=True)
    assert "Pat Right" in table
    assert "Pta Wrong" not in table
    printed = " ".join(
        words_by_page(clinician.download(f"/responses/{response_id}/summary.pdf").data)
    )
    assert all(words in printed for words in right)
    assert "Pta Wrong" not in printed
    with app.app_context():
        glance = face_sheet_of(summary(response_id))
        assert ", male" in str(glance)
        assert not faults_of(app)

    day = today(app).isoformat()
    many = clinician.download(f"/export/responses.csv?first={day}&last={day}").get_data(True)
    [row] = csv.DictReader(io.StringIO(many.lstrip("\ufeff")))
    assert (row["record_number"], row["born"]) == ("rn 77", "1990-05-17")

    administrator.get("/audit")
    trail = administrator.submit({"record_number": "RN 77"}, to="/audit").main.text
    assert (
        "Nurse Example identity corrected details: name, date_of_birth, sex, record_number" in trail
    )
    assert "Pta Wrong" not in trail


def today(app: Flask) -> date:
    with app.app_context():
        return clock.today()


def search(nurse: StaffClient, number: str) -> Page:
    nurse.get("/worklist")
    return nurse.submit({"record_number": number}, to="/worklist/find")


def test_the_link_opens_by_the_corrected_birthday_and_by_no_other(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    put_right(nurse, invited.response_id, born(OLD))

    PatientClient(app, invited).open_link(BORN, expect=422)
    page = PatientClient(app, invited).open_link(OLD)

    assert f"/r/{invited.response_id}/" in page.url


IN_PART = {"born-day": "", "born-month": "", "born-year": "1948"}
NEW_LINK = "Make a new link: the patient now needs the code that comes with it."


def test_a_birthday_known_only_in_part_since_wants_a_new_link_and_its_code(
    app: Flask, nurse: StaffClient, clinician: StaffClient, invited: Invited
) -> None:
    assert NEW_LINK not in nurse.get(f"/responses/{invited.response_id}").main.text

    page = put_right(nurse, invited.response_id, IN_PART)

    assert NEW_LINK in page.main.text
    to_clinician = clinician.get(f"/responses/{invited.response_id}").by_id("code-untold")
    assert NEW_LINK in to_clinician.text
    assert not list(to_clinician.all("form"))
    [form] = page.by_id("code-untold").all("form")
    made = nurse.submit(to=form.get("action"))
    link, code = urlsplit(made.by_id("link").get("value")).path, made.by_id("code").get("value")
    assert NEW_LINK not in nurse.get(f"/responses/{invited.response_id}").main.text
    door = PatientClient(app, Invited(invited.response_id, link))
    door.get(link)
    opened = door.submit({"born-year": "1948", "code": code})
    assert f"/r/{invited.response_id}/" in opened.url


def test_a_birthday_in_part_wants_no_new_link_where_the_code_was_told_or_none_is_asked_for(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    put_right(nurse, invited.response_id, IN_PART)
    nurse.submit(to=f"/responses/{invited.response_id}/invitation/reissue")

    page = put_right(nurse, invited.response_id, {"born-month": "3"})
    assert NEW_LINK not in page.main.text
    page = put_right(nurse, invited.response_id, born(BORN))
    assert NEW_LINK not in page.main.text
    page = put_right(nurse, invited.response_id, IN_PART)
    assert NEW_LINK not in page.main.text, "the link's code was told when it was made"
    nurse.submit(to=f"/responses/{invited.response_id}/invitation/revoke")
    assert NEW_LINK not in nurse.get(f"/responses/{invited.response_id}").main.text


def test_a_link_made_between_two_corrections_to_a_part_had_no_code_either(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    put_right(nurse, invited.response_id, IN_PART)
    put_right(nurse, invited.response_id, born(OLD))
    nurse.submit(to=f"/responses/{invited.response_id}/invitation/reissue")

    page = put_right(nurse, invited.response_id, IN_PART)

    assert NEW_LINK in page.main.text


@pytest.mark.parametrize("tries", [TRIES, invitations.TRIES_IN_ALL])
def test_whoever_was_locked_out_because_the_birthday_was_wrong_gets_in(
    app: Flask, nurse: StaffClient, invited: Invited, tries: int
) -> None:
    with app.app_context(), write_session() as session:
        link = session.get_one(Response, invited.response_id).invitations[0]
        link.failed_tries, link.locked_until = tries, clock.now() + timedelta(days=1)
    door = PatientClient(app, invited)
    assert "born-day" not in door.browser.get(invited.link).get_data(as_text=True)

    put_right(nurse, invited.response_id, {"name": "Another detail"})
    assert "born-day" not in door.browser.get(invited.link).get_data(as_text=True)
    put_right(nurse, invited.response_id, born(OLD))

    assert f"/r/{invited.response_id}/" in door.open_link(OLD).url


def test_the_patient_is_shown_the_corrected_details_and_asked_again_whether_they_are_right(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "details-right", {"details_right": "no"})
    put_right(nurse, patient.response_id, {"name": "Patricia Example", "sex": "other"})

    page = patient.get(patient.at("details-right"))

    assert "Patricia Example" in page.main.text
    assert "Other or not stated" in page.main.text
    assert not [one for one in page.main.all("input") if "checked" in one.attributes]


# The doubt was about the old details


def test_the_mark_goes_once_the_details_are_put_right_and_the_doubt_is_kept(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "details-right", {"details_right": "no"})
    page = submission(nurse, patient)
    assert DOUBTED in strip(page)
    nurse.get(page.links["A detail is wrong? Correct who the patient is"])

    page = save(nurse, {"name": "Patricia Example", "reason": REASON})

    assert DOUBTED not in page.text
    assert DOUBTED not in nurse.get("/worklist").text
    page = submission(nurse, patient)
    assert said(page, "details_right") == "unanswered"
    assert given_by(page, "details_right").endswith(f" Why: {REASON}")
    assert "No" in earlier(page, "details_right")


def test_the_mark_is_there_again_when_the_patient_doubts_the_corrected_details(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "details-right", {"details_right": "no"})
    put_right(nurse, patient.response_id, {"sex": "other"})

    answer(patient, "details-right", {"details_right": "no"})

    assert DOUBTED in strip(submission(nurse, patient))


def test_a_record_number_is_nothing_that_the_patient_was_asked_about(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "details-right", {"details_right": "no"})

    put_right(nurse, patient.response_id, {"record_number": "RN 9"})

    assert DOUBTED in strip(submission(nurse, patient))


# Assessed anew


def with_signs_of_cancer(app: Flask, born_on: date, stage: Stage) -> UUID:
    """A patient with two signs of cancer, which count over an age."""
    response_id = invite(app, date_of_birth=born_on).response_id
    signs: dict[Question, object] = {
        cancer_signs: frozenset({"weight_loss"}),
        pain_at_night: "unrelieved",
    }
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        response.stage, response.sent_at = stage, clock.now()
        take_in_all(session, response, [(signs, Giver(Origin.PATIENT))])
        tell(session)
    return response_id


def open_flags(app: Flask, response_id: UUID) -> list[str]:
    with app.app_context():
        response = read_session().get_one(Response, response_id)
        return [flag.criterion for flag in flags_of(read_session(), response)]


def test_a_birthday_that_moves_an_age_limit_raises_the_flag_and_assesses_anew(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = with_signs_of_cancer(app, YOUNG, Stage.SENT)
    assert "possible_cancer" not in open_flags(app, response_id)

    page = put_right(nurse, response_id, born(OLD))

    assert "Possible undiagnosed cancer" in page.main.text
    assert "possible_cancer" in open_flags(app, response_id)
    assert said(page, "date_of_birth") == "17 May 1950"
    assert earlier(page, "date_of_birth") == ["17 May 1990"]
    assert given_by(page, "date_of_birth").startswith("record: Nurse Example, ")
    with app.app_context():
        response = read_session().get_one(Response, response_id)
        newest = assessments.newest(read_session(), response)
        assert newest is not None
        assert newest.last_answer == assessments.made_of_now(read_session(), response).last_answer


def test_while_the_patient_is_still_answering_the_flag_is_raised_too(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = with_signs_of_cancer(app, YOUNG, Stage.IN_PROGRESS)

    put_right(nurse, response_id, born(OLD))

    assert "possible_cancer" in open_flags(app, response_id)


def another_response(app: Flask, response_id: UUID) -> UUID:
    """The same patient, invited again."""
    with app.app_context(), write_session() as session:
        person = session.get_one(Response, response_id).patient
        invitation, _ = invitations.invite(
            session,
            created_by=a_nurse(session).id,
            name=person.name,
            date_of_birth=person.date_of_birth,
            sex=person.sex,
            record_number=person.record_number,
        )
        return invitation.response_id


def test_every_response_of_the_patient_that_is_not_closed_is_told(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = with_signs_of_cancer(app, YOUNG, Stage.SENT)
    other = another_response(app, response_id)

    put_right(nurse, other, {**born(OLD), "sex": "male"})

    assert "possible_cancer" in open_flags(app, response_id)
    for one in (response_id, other):
        page = nurse.get(f"/responses/{one}")
        assert (said(page, "date_of_birth"), said(page, "sex")) == ("17 May 1950", "Male")


def test_a_closed_response_is_told_when_it_is_opened_again(app: Flask, nurse: StaffClient) -> None:
    closed = with_signs_of_cancer(app, YOUNG, Stage.SENT)
    other = another_response(app, closed)
    nurse.get(f"/responses/{closed}")
    nurse.submit(to=f"/responses/{closed}/close")

    put_right(nurse, other, born(OLD))
    page = nurse.get(f"/responses/{closed}")
    assert said(page, "date_of_birth") == "17 May 1990"
    assert "possible_cancer" not in open_flags(app, closed)

    page = nurse.submit(to=f"/responses/{closed}/reopen")
    assert said(page, "date_of_birth") == "17 May 1950"
    assert "possible_cancer" in open_flags(app, closed)


def test_what_was_decided_on_stays_as_it_was(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        decide(session, response, a_nurse(session).id, "no_offer")
    kept = decided_on(app, response_id)

    page = put_right(nurse, response_id, born(YOUNG))

    assert decided_on(app, response_id) == kept
    assert "17 May 1990" in strip(page)
    with app.app_context():
        assert summary(response_id).changed_after_decision


def decided_on(app: Flask, response_id: UUID) -> tuple[int, str]:
    with app.app_context():
        response = read_session().get_one(Response, response_id)
        kept = assessments.decided_on(read_session(), response)
        assert kept is not None
        assert assessments.rebuild(read_session(), kept) == kept.record.encode()
        return kept.last_answer, kept.record


# Never merged


@pytest.mark.parametrize("number", ["RN 2", "rn2", " R N 2 "])
def test_a_record_number_that_another_patient_has_is_refused_with_a_way_on(
    app: Flask, nurse: StaffClient, invited: Invited, number: str
) -> None:
    other = invite(app, "Somebody Else", "RN 2", date_of_birth=OLD)

    page = put_right(
        nurse, invited.response_id, {"record_number": number, "name": "Patricia"}, expect=422
    )

    assert page.errors == ["Another patient here has this record number. Check it"]
    assert "Somebody Else" not in page.text
    assert "1950" not in page.text
    assert page.by_id("name").get("value") == "Patricia"
    assert rows_of(app, invited.response_id) == []
    page = nurse.get(page.links["Open the other patient's submission"])
    assert page.url.endswith(f"/responses/{other.response_id}")


def test_two_numbers_that_were_exchanged_can_be_put_right(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    other = invite(app, "Somebody Else", "RN 2", date_of_birth=OLD)

    put_right(nurse, other.response_id, {"record_number": "exchanged 1"})
    put_right(nurse, invited.response_id, {"record_number": "RN 2"})
    put_right(nurse, other.response_id, {"record_number": "RN 1"})

    assert strip(search(nurse, "RN 2")).startswith("Pat Example")
    assert strip(search(nurse, "RN 1")).startswith("Somebody Else")


def test_a_patients_own_number_may_be_written_otherwise(
    nurse: StaffClient, invited: Invited
) -> None:
    page = put_right(nurse, invited.response_id, {"record_number": "rn1"})

    assert "Record number rn1" in strip(page)


def test_a_number_that_another_patient_is_given_meanwhile_is_refused(
    app: Flask, invited: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(app, "Somebody Else", "RN 2", date_of_birth=OLD)

    def looked_too_early(*_: object) -> list[Patient]:
        return []

    monkeypatch.setattr(corrected_identity, "patients_of", looked_too_early)
    told = {
        Detail.NAME: "Pat Example",
        Detail.DATE_OF_BIRTH: BORN,
        Detail.SEX: "female",
        Detail.RECORD_NUMBER: "RN 2",
    }

    with pytest.raises(RecordNumberTaken):
        correct_to(app, invited.response_id, told)

    assert rows_of(app, invited.response_id) == []


# A number that only looks the same


@pytest.mark.parametrize("number", ["RN-2", "rn/2", "ＲＮ–２"])
def test_a_number_that_only_looks_like_anothers_is_asked_about_and_may_be_another_persons(
    app: Flask, nurse: StaffClient, invited: Invited, number: str
) -> None:
    other = invite(app, "Somebody Else", "RN 2", date_of_birth=OLD)

    page = put_right(nurse, invited.response_id, {"record_number": number}, expect=422)

    assert page.errors == [
        "A patient here has a record number that looks the same: is it the same person?"
    ]
    assert "Somebody Else , born 17 May 1950 , record number RN 2" in page.main.text
    assert page.links["To the response of Somebody Else"] == f"/responses/{other.response_id}"
    assert rows_of(app, invited.response_id) == []
    page = save_as_another(nurse)
    assert [row[2] for row in rows_of(app, invited.response_id)] == [number]
    assert "record number RN 2, has a record number that looks the same" in page.main.text
    assert strip(search(nurse, number)).startswith("Pat Example")
    assert strip(search(nurse, "RN 2")).startswith("Somebody Else")


def save_as_another(nurse: StaffClient, expect: int = 200) -> Page:
    """Press "Another person: save all the same" on the page last fetched."""
    assert nurse.page is not None
    button = next(one for one in nurse.page.main.all("button") if one.get("name") == "others")
    return save(nurse, {"others": button.get("value")}, expect)


def test_whoever_came_meanwhile_is_asked_about_too(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    invite(app, "Somebody Else", "RN 2", date_of_birth=OLD)
    put_right(nurse, invited.response_id, {"record_number": "RN-2"}, expect=422)
    twin(app, "Third Person", "RN/2")

    page = save_as_another(nurse, expect=422)

    assert "Third Person" in page.main.text
    save_as_another(nurse)
    assert sorted(twins_of(app, "RN 2")) == [0, 1, 2]


def twin(app: Flask, name: str, number: str) -> UUID:
    """One more patient, whose number only looks the same as somebody's."""
    return invite(app, name, number, date_of_birth=YOUNG, another=True).response_id


def twins_of(app: Flask, number: str) -> list[int]:
    with app.app_context():
        return [one.record_number_twin for one in patients_of(read_session(), number)]


def test_the_way_from_a_number_that_is_taken_never_leads_to_the_patients_own_response(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    dorothys = twin(app, "Dorothy Ash", "RN-1")

    page = put_right(nurse, dorothys, {"record_number": "RN 1"}, expect=422)

    assert page.links["Open the other patient's submission"] == f"/responses/{invited.response_id}"


def test_a_twins_own_number_may_be_written_otherwise_and_leaves_the_other_alone(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    dorothys = twin(app, "Dorothy Ash", "RN-1")

    page = put_right(nurse, dorothys, {"record_number": "R/N/1"})

    assert "Record number R/N/1" in strip(page)
    assert len(set(twins_of(app, "RN 1"))) == 2


@pytest.mark.parametrize("before", ["RN 5", "RN-2"])
def test_a_number_that_another_is_given_just_now_is_refused_to_a_twin_as_well(
    app: Flask, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    invite(app, "Somebody Else", "RN 2", date_of_birth=OLD)
    own = twin(app, "Dorothy Ash", "RN-2")
    if before != "RN-2":
        correct_to(app, own, dorothy(before))
    with app.app_context():
        seen = [one.id for one in patients_of(read_session(), "RN 2")]
    twin(app, "Third Person", "RN/2")

    def looked_too_early(session: Session, _: str) -> list[Patient]:
        return [session.get_one(Patient, one) for one in seen]

    monkeypatch.setattr(corrected_identity, "patients_of", looked_too_early)
    others = [str(one) for one in seen]

    with pytest.raises(RecordNumberTaken):
        correct_to(app, own, dorothy("RN/2"), version=int(before != "RN-2"), others=others)


def dorothy(number: str) -> Mapping[Detail, object]:
    return {
        Detail.NAME: "Dorothy Ash",
        Detail.DATE_OF_BIRTH: YOUNG,
        Detail.SEX: "female",
        Detail.RECORD_NUMBER: number,
    }


def test_each_answer_has_the_reason_and_the_author_of_its_own_correction(
    app: Flask, nurse: StaffClient, clinician: StaffClient, invited: Invited
) -> None:
    closed = invited.response_id
    other = another_response(app, closed)
    stage_of(app, closed, Stage.CLOSED)
    put_right(nurse, other, {"reason": "Seen in her passport", **born(OLD)})
    put_right(clinician, other, {"reason": "Misread", "sex": "other"})
    put_right(nurse, other, {"reason": "Typing mistake", "record_number": "RN 9"})

    nurse.get(f"/responses/{closed}")
    page = nurse.submit(to=f"/responses/{closed}/reopen")

    by_whom = {key: given_by(page, key) for key in ("date_of_birth", "sex")}
    assert by_whom["date_of_birth"].startswith("record: Nurse Example, ")
    assert by_whom["date_of_birth"].endswith(" Why: Seen in her passport")
    assert by_whom["sex"].startswith("record: Clinician Example, ")
    assert by_whom["sex"].endswith(" Why: Misread")


def correct_to(
    app: Flask,
    response_id: UUID,
    told: Mapping[Detail, object],
    *,
    version: int = 0,
    others: Sequence[str] = (),
) -> None:
    with app.app_context(), write_session() as session:
        response, by = session.get_one(Response, response_id), a_nurse(session).id
        corrected_identity.correct(
            session, response, told, version=version, reason=REASON, by=by, others=others
        )


# Nobody overwrites blindly


def test_an_older_page_is_refused_with_what_stands_now_and_one_more_press_takes_it(
    app: Flask, nurse: StaffClient, clinician: StaffClient, invited: Invited
) -> None:
    clinician.get(f"/responses/{invited.response_id}/identity")
    put_right(nurse, invited.response_id, {"name": "Patricia Example", "record_number": "RN 7"})

    page = save(clinician, {"name": "Patrick Example", "reason": "He says so"}, expect=422)

    assert page.errors == ["These details were corrected since you opened the page. See below"]
    assert "Name: Patricia Example , was Pat Example Nurse Example, " in page.main.text
    assert page.by_id("name").get("value") == "Patrick Example"
    assert page.by_id("record_number").get("value") == "RN 7", "it was left as it was found"
    assert page.links["Keep what stands"] == f"/responses/{invited.response_id}"
    assert len(rows_of(app, invited.response_id)) == 2

    page = save(clinician, {})

    assert strip(page).startswith("Patrick Example")
    assert "Record number RN 7" in strip(page)
    assert rows_of(app, invited.response_id)[2:] == [
        (Detail.NAME, "Patricia Example", "Patrick Example")
    ]


@pytest.mark.parametrize("first", Detail)
@pytest.mark.parametrize("second", Detail)
def test_of_two_who_correct_from_the_same_page_never_both_are_taken_unseen(
    app: Flask,
    nurse: StaffClient,
    clinician: StaffClient,
    invited: Invited,
    first: Detail,
    second: Detail,
) -> None:
    clinician.get(f"/responses/{invited.response_id}/identity")
    put_right(nurse, invited.response_id, PUT_RIGHT[first][0])
    kept = rows_of(app, invited.response_id)

    save(clinician, {**OTHERWISE[second], "reason": REASON}, expect=422)

    assert rows_of(app, invited.response_id) == kept


OTHERWISE = {
    Detail.NAME: {"name": "Patrick Example"},
    Detail.DATE_OF_BIRTH: born(OLD),
    Detail.SEX: {"sex": "male"},
    Detail.RECORD_NUMBER: {"record_number": "RN 8"},
}


def test_a_double_click_makes_one_correction(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    page = nurse.get(f"/responses/{invited.response_id}/identity")
    form = next(one for one in page.forms() if one.get("action").endswith("/identity/v0"))
    sent = {**values(form), "name": ["Patricia Example"], "reason": [REASON]}

    for _click in range(2):
        page = nurse.send(f"/responses/{invited.response_id}/identity/v0", sent)
        assert strip(page).startswith("Patricia Example")
        assert "Corrected everywhere." in page.text

    assert len(rows_of(app, invited.response_id)) == 1


def test_the_address_of_a_form_leads_back_to_the_page(nurse: StaffClient, invited: Invited) -> None:
    page = nurse.get(f"/responses/{invited.response_id}/identity/v0")

    assert page.url.endswith(f"/responses/{invited.response_id}/identity")
    assert page.heading == "Correct who the patient is"


def test_a_birthday_that_is_unusual_is_asked_about(nurse: StaffClient, invited: Invited) -> None:
    nurse.get(f"/responses/{invited.response_id}/identity")

    page = nurse.submit({"born": "1903-04-03", "reason": REASON}, expect=422)

    assert page.errors
    assert "3 April" in page.main.text


def test_a_corrected_birthday_says_what_it_moved(nurse: StaffClient, invited: Invited) -> None:
    nurse.get(f"/responses/{invited.response_id}/identity")

    page = nurse.submit({"born": "1990-04-03", "reason": REASON})

    assert page.by_id("moved").text.startswith("What changed in the findings")
