"""Yes/no questions as one list to tick: what a tick says, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

import pytest
import time_machine
from flask import Flask
from flask_babel import Babel

from questionnaire.fields import PageForm, form_for
from questionnaire.fields.ticked import Ticks
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import not_
from rules.language.questions import YesNo
from rules.language.questions.pages import Page as Asking
from rules.language.questions.pages import TickList
from rules.questions.fracture_history import BONES
from rules.questions.safety import ILLNESSES
from tests.fields.test_fields import TODAY, Reply, Sent, sent_page
from tests.kit.pages import Page, values
from tests.kit.people import Invited, PatientClient
from tests.patient.test_patient import answer, rows, value

heart = YesNo("heart", "Is your heart ill?", "Heart", about="A heart that is ill")
liver = YesNo("liver", "Is your liver ill?", "Liver", about="A liver that is ill")
kidneys = YesNo(
    "kidneys",
    "Are your kidneys ill?",
    "Kidneys",
    about="Kidneys that are ill",
    asked_if=not_(YesNo("told", "Told?", "Told").yes),
)
ILL = TickList("ill", "Which of these are ill?", (heart, liver, kidneys))
PAGE = Asking("ill", ILL.text, ILL.questions, ticked=ILL)
AS_LIST: Sent = {"listed": "ill", "shown": ["heart", "liver", "kidneys"]}
BY_ITSELF: Sent = {"shown": ["heart", "liver", "kidneys"]}
YES, NO, UNSURE, BLANK = True, False, Absent.NOT_SURE, Absent.UNANSWERED


@pytest.fixture(scope="module")
def desk() -> Generator[Flask]:
    app = Flask("ticking")
    app.config.update(SECRET_KEY="none", WTF_CSRF_ENABLED=False, TIME_ZONE="Europe/London")
    Babel(app)
    with time_machine.travel(TODAY, tick=False), app.app_context():
        yield app


def answered(**given: object) -> Case:
    """What stands, where all three are asked unless it says otherwise."""
    return Case({key: Given(one) for key, one in {"told": False, **given}.items()}, TODAY)


def sent(desk: Flask, boxes: Sent, case: Case | None = None) -> Reply:
    return sent_page(desk, PAGE, boxes, case or answered())


def said(reply: Reply) -> list[object]:
    return [reply.kept.get(one) for one in ILL.questions]


def shown(desk: Flask, case: Case) -> Sequence[object]:
    """What a page shows that was not sent back."""
    with desk.test_request_context():
        form: PageForm = form_for(PAGE)(formdata=None)
        form.load(case)
        return form.shown(case)


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [
        ({"liver": "yes"}, [NO, YES, NO]),
        ({"liver": "yes", "heart": "yes"}, [YES, YES, NO]),
        ({"ill": "none-of-these"}, [NO, NO, NO]),
        ({"ill": "not-sure"}, [UNSURE, UNSURE, UNSURE]),
        ({"ill": "not-sure", "liver": "yes"}, [UNSURE, YES, UNSURE]),
        ({"ill": ["none-of-these", "not-sure"]}, [UNSURE, UNSURE, UNSURE]),
        ({}, [BLANK, BLANK, BLANK]),
    ],
)
def test_a_tick_is_yes_and_what_is_left_beside_it_is_said_by_the_list(
    desk: Flask, boxes: Mapping[str, str | list[str]], kept: list[object]
) -> None:
    reply = sent(desk, {**AS_LIST, **boxes})

    assert not reply.form.errors
    assert said(reply) == kept


def test_a_tick_with_none_of_these_asks_that_one_by_itself_and_takes_nothing_in(
    desk: Flask,
) -> None:
    reply = sent(desk, {**AS_LIST, "liver": "yes", "ill": "none-of-these"})

    assert reply.message(liver) == "You ticked this and “None of these”: choose Yes or No"
    assert said(reply) == [BLANK, None, BLANK]
    assert not any(isinstance(one, Ticks) for one in reply.form.shown(answered()))


def test_where_each_is_asked_by_itself_a_yes_says_nothing_of_the_others(desk: Flask) -> None:
    assert said(sent(desk, {**BY_ITSELF, "liver": "yes"})) == [BLANK, YES, BLANK]


def test_a_yes_or_no_that_is_sent_by_its_own_name_is_taken(desk: Flask) -> None:
    boxes = {**AS_LIST, "heart": "no", "liver": "yes", "kidneys": "not-sure"}

    assert said(sent(desk, boxes)) == [NO, YES, UNSURE]


def test_a_question_that_was_not_shown_is_not_answered(desk: Flask) -> None:
    boxes = {"listed": "ill", "shown": ["heart", "liver"], "ill": "none-of-these"}

    assert kidneys not in sent(desk, boxes, answered(told=True)).kept


def test_only_what_is_asked_stands_in_the_list(desk: Flask) -> None:
    [ticks] = shown(desk, answered(told=True))

    assert isinstance(ticks, Ticks)
    assert [one.question for one in ticks.fields] == [heart, liver]


@pytest.mark.parametrize(
    ("given", "ticked", "apart"),
    [
        ((BLANK, BLANK, BLANK), [False, False, False], [False, False]),
        ((NO, YES, NO), [False, True, False], [False, False]),
        ((NO, NO, NO), [False, False, False], [True, False]),
        ((UNSURE, YES, UNSURE), [False, True, False], [False, True]),
    ],
)
def test_the_list_shows_what_stands_and_sent_again_it_says_the_same(
    desk: Flask, given: Sequence[object], ticked: list[bool], apart: list[bool]
) -> None:
    keys = [one.key for one in ILL.questions]
    stands = answered(**dict(zip(keys, given, strict=True)))
    [ticks] = shown(desk, stands)
    assert isinstance(ticks, Ticks)
    assert [one.is_ticked for one in ticks.fields] == ticked
    assert [one[-1] for one in ticks.apart] == apart

    names = [one[0] for one in ticks.apart if one[-1]]
    boxes: dict[str, str | list[str]] = {**AS_LIST, "ill": names}
    boxes |= {one.name: "yes" for one in ticks.fields if one.is_ticked}
    assert said(sent(desk, boxes, stands)) == [*given]


@pytest.mark.parametrize("given", [{"liver": NO}, {"heart": NO, "liver": UNSURE, "kidneys": YES}])
def test_what_one_list_cannot_say_is_asked_one_by_one(
    desk: Flask, given: Mapping[str, object]
) -> None:
    fields = shown(desk, answered(**given))

    assert len(fields) == len(ILL.questions)
    assert not any(isinstance(one, Ticks) for one in fields)


# On the pages


def asked_as(page: Page) -> str:
    """How the illnesses are asked: as one list to tick, or each by yes or no."""
    return page.by_id("liver_disease").get("type")


def test_a_patient_ticks_what_they_have_and_all_else_is_no(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = patient.get(patient.at("illnesses"))
    assert asked_as(page) == "checkbox"

    patient.submit({"liver_disease": "yes"})

    given = {one.key: value(app, invited, one.key) for one in ILLNESSES.questions}
    assert given.pop("liver_disease") is True
    assert set(given.values()) == {False}
    page = patient.get(patient.at("illnesses"))
    assert values(page.form())["liver_disease"] == ["yes"]


def test_a_list_passed_over_answers_nothing(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.get(patient.at("illnesses"))
    patient.submit()

    given = {value(app, invited, one.key) for one in ILLNESSES.questions}
    assert given == {Absent.UNANSWERED}


def test_a_tick_and_none_of_these_are_settled_by_yes_or_no(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    page = answer(
        patient, "illnesses", {"liver_disease": "yes", "illnesses": "none-of-these"}, expect=422
    )
    assert page.errors == [
        "Do you have liver disease? – You ticked this and “None of these”: choose Yes or No"
    ]
    assert asked_as(page) == "radio"

    patient.submit({"liver_disease": "yes"})

    assert value(app, invited, "liver_disease") is True
    assert value(app, invited, "diabetes") is Absent.UNANSWERED


def test_a_question_answered_alone_before_is_shown_as_yes_or_no(patient: PatientClient) -> None:
    older = patient.get(patient.at("illnesses"))
    without = {key: texts for key, texts in values(older.form()).items() if key != "listed"}
    patient.send(older.form().get("action"), {**without, "liver_disease": ["no"]})

    page = patient.get(patient.at("liver-disease"))

    assert asked_as(page) == "radio"
    assert "checked" in page.by_id("liver_disease-no").attributes
    assert "Do you have diabetes?" in page.main.text


def test_a_scan_that_is_not_asked_for_is_not_denied_by_the_list_beside_it(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(patient, "told-of-fracture", {"told_of_fracture": "yes"})
    answer(patient, "broken-bone", {"told_by_scan": "dexa"})

    page = answer(patient, "weak-bones", {BONES.key: "none-of-these"})

    assert not page.errors
    assert value(app, invited, "osteoporosis_diagnosis") is False
    assert value(app, invited, "bone_density_scan") is None


def test_what_two_tabs_tick_is_both_kept_or_asked_about(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    older = patient.get(patient.at("illnesses"))
    answer(patient, "illnesses", {"liver_disease": "yes"})

    patient.page = older
    page = patient.submit({"diabetes": "yes"}, expect=422)

    asked = [error.partition(" – ")[0] for error in page.errors]
    assert asked == ["Do you have liver disease?", "Do you have diabetes?"]
    assert rows(app, invited, "liver_disease") == [True]
    assert rows(app, invited, "kidney_disease") == [False]
    patient.submit({"liver_disease": "yes"})
    assert value(app, invited, "liver_disease") is True
    assert value(app, invited, "diabetes") is True


def test_an_older_list_passed_with_continue_undoes_no_newer_tick(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    older = patient.get(patient.at("illnesses"))
    answer(patient, "illnesses", {"liver_disease": "yes"})

    patient.page = older
    patient.submit()

    assert rows(app, invited, "liver_disease") == [True]
