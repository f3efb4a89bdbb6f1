"""What an urgent answer leads to: advice at once, and on every page until it is taken back or sent."""

from __future__ import annotations

import pytest
from flask import Flask

from questionnaire.store.database import write_session
from questionnaire.store.models import Response, Stage
from tests.kit.pages import Filled, Page
from tests.kit.people import Invited, PatientClient, StaffClient

NOW = "now, or go to an emergency department"
BEFORE_SENDING = ["", "parts", "check", "declaration"]
AFTER_SENDING = ["sent", "sent/answers"]
URGENT_LEFT_BLANK = "urgent-left-blank"
NO_SIGN: dict[str, Filled] = {
    "cauda-equina": {"cauda_equina": "none-of-these"},
    "new-weakness": {"new_weakness": "no"},
    "chest-or-tearing": {"chest_or_tearing": "none-of-these"},
    "opioid-danger": {"opioid_danger": "none-of-these"},
    "infection-signs": {"infection_signs": "none-of-these"},
    "nerve-symptoms": {"nerve_symptoms": "none-of-these"},
    "cancer-signs": {"cancer_signs": "none-of-these"},
    "new-deformity": {"new_deformity": "no"},
    "pain-spread": {"pain_spread": "none-of-these"},
    "pain-start": {"pain_start": "simple_fall"},
    "walking": {"walking": "usual"},
    "infection-now": {"infection_now": "no"},
}


def answer(patient: PatientClient, page: str, filled: Filled) -> Page:
    patient.get(patient.at(page))
    return patient.submit(filled)


def send(patient: PatientClient) -> None:
    patient.get(patient.at("declaration"))
    patient.submit()


def left_blank(page: Page) -> dict[str, str]:
    """The urgent questions that a page names, with where each leads."""
    panels = [one for one in page.main.all("section") if one.get("id") == URGENT_LEFT_BLANK]
    return {link.text: link.get("href") for one in panels for link in one.all("a")}


SAME_DAY: list[tuple[str, Filled, str]] = [
    (
        "infection-signs",
        {"infection_signs": "chills_or_unwell"},
        "You told us: Chills, or feeling very unwell",
    ),
    ("nerve-symptoms", {"nerve_symptoms": "both_legs"}, "You told us: Pain in both legs"),
    ("pain-spread", {"pain_spread": "both_legs"}, "You told us: Pain down both legs"),
    (
        "new-weakness",
        {"new_weakness": "not-sure"},
        "You told us that you are not sure about: New weakness in the arms or legs",
    ),
    (
        "cauda-equina",
        {"cauda_equina": "not-sure"},
        "not sure about: New problems with the bladder, the bowels or feeling between the legs",
    ),
]


@pytest.mark.parametrize(("page", "filled", "said"), SAME_DAY)
def test_what_wants_advice_the_same_day_is_answered_with_whom_to_ring(
    patient: PatientClient, page: str, filled: Filled, said: str
) -> None:
    shown = answer(patient, page, filled)

    assert shown.heading == "Get advice today"
    assert "Call 111 today" in shown.main.text
    assert said in shown.main.text
    assert NOW not in shown.main.text


@pytest.mark.parametrize("other", ["numbness_or_tingling", "walking_change"])
def test_pain_in_both_legs_with_numbness_or_another_walk_is_an_emergency(
    patient: PatientClient, other: str
) -> None:
    shown = answer(patient, "nerve-symptoms", {"nerve_symptoms": ["both_legs", other]})

    assert shown.heading == "Get help now"
    assert NOW in shown.main.text
    assert "You told us: Pain in both legs" in shown.main.text


def test_pain_down_both_legs_is_an_emergency_beside_numbness_told_on_another_page(
    patient: PatientClient,
) -> None:
    answer(patient, "nerve-symptoms", {"nerve_symptoms": ["numbness_or_tingling"]})

    shown = answer(patient, "pain-spread", {"pain_spread": ["both_legs"]})

    assert shown.heading == "Get help now"
    assert "Pain down both legs Numbness, tingling or loss of feeling" in shown.main.text


def test_place_of_an_infection_that_is_not_known_wants_advice(patient: PatientClient) -> None:
    answer(patient, "infection-now", {"infection_now": "yes"})

    assert (
        answer(patient, "infection-site", {"infection_site": "not-sure"}).heading
        == "Get advice today"
    )
    shown = answer(patient, "infection-site", {"infection_site": "spine"})

    assert "You told us: Where the infection is: In the spine" in shown.main.text


def test_an_urgent_answer_stands_on_every_page_to_the_end(patient: PatientClient) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})

    pages = [patient.get(patient.at(address)) for address in BEFORE_SENDING]
    send(patient)
    pages += [patient.get(patient.at(address)) for address in AFTER_SENDING]

    for page in pages:
        headings = [one.text for one in page.main.all("h2")]
        assert f"Emergency: Call 999 {NOW}" in headings, page.url
        assert "You told us: New weakness in the arms or legs" in page.main.text, page.url
        assert not [one for one in page.main.all("section") if one.get("role") == "alert"]


def test_another_device_goes_on_with_the_advice_in_sight(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})

    page = PatientClient(app, invited).open_link()

    text = page.main.text
    assert text.index("You told us: New weakness") < text.index("Welcome back")


def test_the_most_urgent_stands_first_and_each_urgency_once(patient: PatientClient) -> None:
    answer(patient, "cauda-equina", {"cauda_equina": "not-sure"})
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    answer(patient, "infection-signs", {"infection_signs": ["fever"]})
    answer(patient, "pain-start", {"pain_start": "high_energy"})

    text = patient.get(patient.at("check")).main.text

    assert text.count(NOW) == text.count("Call 111 today") == 1
    assert text.index(NOW) < text.index("Call 111 today") < text.index("other questions are not")
    assert "This applies unless a doctor has checked your back" in text


def test_an_answer_taken_back_shows_no_longer(patient: PatientClient) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    answer(patient, "infection-now", {"infection_now": "yes"})
    answer(patient, "infection-site", {"infection_site": "spine"})

    answer(patient, "new-weakness", {"new_weakness": "no"})
    answer(patient, "infection-now", {"infection_now": "no"})

    for address in BEFORE_SENDING:
        assert "You told us" not in patient.get(patient.at(address)).main.text


def test_advice_given_again_knows_that_the_call_may_be_made(patient: PatientClient) -> None:
    page = answer(patient, "new-weakness", {"new_weakness": "yes"})
    assert "If you have called about this already" not in page.main.text

    page = patient.get(patient.at("check"))

    assert "If you have called about this already" in page.main.text


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CLOSED])
def test_once_the_clinic_is_done_with_it_nothing_is_to_be_called_about(
    patient: PatientClient, app: Flask, invited: Invited, stage: Stage
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    send(patient)
    with app.app_context(), write_session() as session:
        session.get_one(Response, invited.response_id).stage = stage

    for address in AFTER_SENDING:
        assert "You told us" not in patient.get(patient.at(address)).main.text


def test_nurse_on_the_telephone_sees_what_to_read_out(
    nurse: StaffClient, patient: PatientClient, invited: Invited
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    assert "Read this out" not in patient.get(patient.at("check")).main.text
    nurse.get(f"/responses/{invited.response_id}")
    nurse.post(f"/responses/{invited.response_id}/telephone")

    for address in ("help-now/new-weakness", *BEFORE_SENDING):
        text = nurse.get(f"/r/{invited.response_id}/{address}").main.text
        assert "Read this out to the patient: Emergency: Call 999" in text


@pytest.mark.parametrize("address", ["check", "declaration"])
def test_urgent_questions_left_blank_are_named_first_each_with_its_way(
    patient: PatientClient, address: str
) -> None:
    for page, filled in NO_SIGN.items():
        if page not in {"new-weakness", "pain-start"}:
            answer(patient, page, filled)

    page = patient.get(patient.at(address))

    assert left_blank(page) == {
        "Do you have new weakness in your arms or legs?": patient.at("new-weakness?back=check"),
        "How did this back pain begin?": patient.at("pain-began?back=check#question-pain_start"),
    }
    assert "2 urgent questions are not answered" in page.main.text
    assert page.main.text.index("2 urgent questions") < page.main.text.index(
        "other questions are not answered" if address == "check" else "By sending"
    )
    send(patient)
    assert patient.get(patient.at("")).heading == "Your answers are sent"


def test_urgent_questions_all_answered_are_not_named(patient: PatientClient) -> None:
    for page, filled in NO_SIGN.items():
        answer(patient, page, filled)

    for address in ("check", "declaration"):
        assert left_blank(patient.get(patient.at(address))) == {}


def test_not_sure_is_an_answer_and_is_not_named_as_blank(patient: PatientClient) -> None:
    answer(patient, "new-weakness", {"new_weakness": "not-sure"})

    assert "Do you have new weakness" not in str(left_blank(patient.get(patient.at("check"))))


def test_a_question_not_asked_is_not_named_and_one_that_opens_it_is(patient: PatientClient) -> None:
    where = "Where is the infection?"
    now = "Do you have an infection now?"
    assert now in left_blank(patient.get(patient.at("check")))

    answer(patient, "infection-now", {"infection_now": "no"})
    assert not {now, where} & set(left_blank(patient.get(patient.at("check"))))
    answer(patient, "infection-now", {"infection_now": "yes"})

    assert where in left_blank(patient.get(patient.at("check")))


def test_from_one_urgent_question_the_way_leads_back_to_those_still_blank(
    patient: PatientClient,
) -> None:
    page = patient.submit()
    while not page.url.endswith("/check"):
        page = patient.submit()
    ways = left_blank(page)

    for page_key, filled in NO_SIGN.items():
        patient.get(patient.at(f"{page_key}?back=check"))
        page = patient.submit(filled)
        if left_blank(page):
            assert page.url.endswith(f"/check#{URGENT_LEFT_BLANK}")

    assert ways
    assert page.url.endswith("/check?part=urgent#answer-infection_now")
