"""Whatever people write in a box is understood whole, asked about, or refused with one clear error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import cast
from unicodedata import digit, normalize

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.fields import AnswerField
from questionnaire.store.database import read_session
from questionnaire.store.models import Patient
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.days import ApproximateDate
from rules.language.questions import ApproximateDay, Number, Question
from rules.language.questions.dated import DatedQuestion
from rules.questions import QUESTIONS
from tests.fields.test_fields import TODAY, Sent, desk, sent_back
from tests.fields.test_typed_texts import stands
from tests.fields.test_typed_texts import texts as typed_anywhere
from tests.kit.marks import led_to, marked
from tests.kit.people import PatientClient, StaffClient

__all__ = ["desk"]

WRITTEN = 40  # texts in each box
KNOWN = {
    "date_of_birth": date(1948, 3, 27),
    **dict.fromkeys(("mri_status", "xray", "ct_scan", "bone_scan", "spect_ct"), "booked"),
    **dict.fromkeys(("told_of_fracture", "blood_thinner"), True),
    "cancer": "before",
}
CASE = Case({key: Given(value) for key, value in KNOWN.items()}, TODAY)
NUMBERS = [one for one in QUESTIONS.values() if type(one) is Number]
DAYS = [one for one in QUESTIONS.values() if isinstance(one, DatedQuestion)]

DAY_WORDS = ("3", "03", "27", "31", "40", "٣", "３", "२", "third", "3rd", "the 3rd", "27th of", "?")
MONTH_WORDS = ("3", "03", "13", "march", "Mar", "März", "marzo", "٣", "X", "spring", "Juin")
YEAR_WORDS = ("1948", "48", "'48", "2026", "26", "٢٠٢٦", "２０２６", "2062", "1926", "1896", "2569")
BETWEEN = ("/", ".", "-", " ", ". ", " / ", "–", "\u00a0", ",", "\u200f/", "|", " of ")


def days(seed: int) -> Iterator[tuple[str, str, str]]:
    """Days as people write them, in three boxes or all in one of them."""
    random = Random(seed)  # noqa: S311  # nothing is secret here
    while True:
        parts = [random.choice(words) for words in (DAY_WORDS, MONTH_WORDS, YEAR_WORDS)]
        kept = [part if random.random() < 0.85 else "" for part in parts]
        if random.random() < 0.5:
            yield cast("tuple[str, str, str]", tuple(kept))
        else:
            whole = random.choice(BETWEEN).join(
                random.sample(kept, 3) if random.random() < 0.3 else kept
            )
            boxes = ["", "", ""]
            boxes[random.randrange(3)] = whole
            yield cast("tuple[str, str, str]", tuple(boxes))


def numbers(seed: int, unit: str) -> Iterator[str]:
    """Numbers as people write them: a sign, a number in any script, a unit; and any text at all."""
    random, anything = Random(seed), typed_anywhere(seed)  # noqa: S311
    figures = ("0", "1", "12", "12.1", "1,5", "150", "150000", "0,125", "1.000", "٣", "１２", "two")
    while True:
        sign = random.choice(("", "", "<", ">", "≤ ", "under ", "about ", "~", "-", "+"))
        behind = random.choice(("", "", f" {unit}", unit, " g/dL", " mg", "%", " x 10^9/L", "*"))
        yield random.choice((sign + random.choice(figures) + behind, next(anything)))


def is_one_of_three(desk: Flask, question: Question, sent: Sent) -> None:
    """Understood whole, asked about with a press that settles it, or one error at one place."""
    reply = sent_back(desk, question, sent, CASE)
    field = reply.form.field_of(question)
    if not field.errors:
        assert question in reply.kept
        if not isinstance(reply.kept[question], Absent):
            stands(question, reply.kept[question])
        return
    assert len(field.errors) == 1
    assert question not in reply.kept
    assert [box for box in field.boxes if field.is_wrong(box)]
    for reading, _words in field.readings:
        pressed = sent_back(desk, question, {**sent, f"{question.key}-meant": reading}, CASE)
        assert not pressed.form.errors
        assert question.said(pressed.kept[question]) == reading


@pytest.mark.parametrize("question", NUMBERS, ids=lambda one: one.key)
def test_a_number_box(desk: Flask, question: Number) -> None:
    written = numbers(len(question.key), question.unit)
    for _ in range(WRITTEN):
        is_one_of_three(desk, question, {question.key: next(written)})


@pytest.mark.parametrize("question", DAYS, ids=lambda one: one.key)
def test_the_boxes_of_a_day(desk: Flask, question: Question) -> None:
    written = days(len(question.key))
    for _ in range(WRITTEN):
        sent = in_its_boxes(question, next(written))
        is_one_of_three(desk, question, sent)
        value = sent_back(desk, question, sent, CASE).kept.get(question)
        if isinstance(value, date | ApproximateDate):
            assert all(number in parts_of(value) for number in numbers_in(sent))


def in_its_boxes(question: Question, parts: Sequence[str]) -> Sent:
    """Three boxes, or one for what may be known in part."""
    if isinstance(question, ApproximateDay):
        return {question.key: " ".join(part for part in parts if part)}
    return in_boxes(question.key, parts)


def in_boxes(key: str, boxes: Sequence[str]) -> dict[str, str | list[str]]:
    return {f"{key}-{box}": text for box, text in zip(("day", "month", "year"), boxes, strict=True)}


def parts_of(value: date | ApproximateDate) -> list[int]:
    said = value.isoformat() if isinstance(value, date) else value.said
    year, *rest = (int(part) for part in said.split("-"))
    return [year, year % 100, *rest]


def numbers_in(sent: Sent) -> list[int]:
    """Every number that stands in the boxes, in whichever script: none may be left over."""
    text = " ".join(str(box) for box in sent.values())
    plain = "".join(
        str(digit(one, -1)) if digit(one, -1) >= 0 else one for one in normalize("NFKC", text)
    )
    return [int(number) for number in re.findall(r"\d+", plain)]


def test_a_field_without_boxes_of_its_own_marks_itself(desk: Flask) -> None:
    field = sent_back(desk, QUESTIONS["mri_status"], {"mri_status": "x"}).form.field_of(
        QUESTIONS["mri_status"]
    )

    assert isinstance(field, AnswerField)
    assert field.first_control == "mri_status"


IDENTITY = (
    "",
    "Pat Example",
    "ペット",
    "O’Neill-Śmith",
    "a" * 500,
    "\u202e",
    "RN 7",
    "٧",
    "  ",
    "\x00",
)


def test_the_identity_boxes_of_an_invitation(nurse: StaffClient) -> None:
    written, random = days(7), Random(7)  # noqa: S311
    for _ in range(WRITTEN):
        nurse.get("/invitations/new")
        born = in_boxes("date_of_birth", next(written))
        named = {"name": random.choice(IDENTITY), "record_number": random.choice(IDENTITY)}
        reply = nurse.browser.post(
            "/invitations/new",
            data={"csrf_token": nurse.token(), "sex": "female", **born, **named},
        )
        assert reply.status_code in {200, 422}
        boxes = reply.get_data(as_text=True).count('class="error-message"')
        assert boxes <= 3
        assert (reply.status_code == 422) is (boxes > 0)


def test_a_birthday_is_no_longer_read_by_the_language_of_the_browser(nurse: StaffClient) -> None:
    page = nurse.get("/invitations/new")

    assert not [one for one in page.main.all("input") if one.get("type") == "date"]
    made = nurse.submit(
        {
            "name": "Pat Example",
            "record_number": "RN 7",
            "sex": "female",
            "date_of_birth-day": "03041947",
        },
        expect=422,
    )
    assert len(made.errors) == 1


@pytest.mark.parametrize("born", ["03/04/1947", "3 April 1947", "٣ ٤ ١٩٤٧", "1947-04-03"])
def test_a_birthday_written_whole_in_one_box_is_understood(nurse: StaffClient, born: str) -> None:
    nurse.get("/invitations/new")

    nurse.submit(
        {"name": "Pat Example", "record_number": "RN 7", "sex": "female", "date_of_birth-day": born}
    )

    with nurse.app.app_context():
        assert read_session().scalars(select(Patient)).one().date_of_birth == date(1947, 4, 3)


def test_a_patient_of_over_110_is_asked_about_and_can_be_invited(nurse: StaffClient) -> None:
    nurse.get("/invitations/new")
    person = {"name": "Pat Example", "record_number": "RN 7", "sex": "female"}

    page = nurse.submit({**person, "date_of_birth": "1906-04-03"}, expect=422)
    assert len(page.errors) == 1

    nurse.submit({"date_of_birth-meant": "3 April 1906"})


def test_a_bookmark_that_names_the_days_whole_still_opens(nurse: StaffClient) -> None:
    assert nurse.download("/export/responses.csv?first=2026-12-01&last=2026-12-08")
    page = nurse.get("/export/responses.csv?first=2026-12-08&last=2026-12-01", expect=422)

    assert page.by_id("first").get("value") == "8"
    assert page.errors == ["Enter a last day that is not before the first"]


def test_days_in_three_boxes_make_a_link_too(nurse: StaffClient) -> None:
    first = "first-day=1&first-month=12&first-year=2026"

    assert nurse.download(f"/export/responses.csv?{first}&last-day=8&last-month=Dec&last-year=2026")


def test_an_error_on_a_page_for_staff_leads_to_the_very_box(nurse: StaffClient) -> None:
    nurse.get("/invitations/new")
    wrong = {"date_of_birth-day": "3", "date_of_birth-month": "13", "date_of_birth-year": "1947"}
    person = {"name": "Pat Example", "record_number": "RN 7", "sex": "female"}

    page = nurse.submit({**person, **wrong, "consult_on-year": "x"}, expect=422)

    assert led_to(page) == marked(page) == ["date_of_birth-month", "consult_on-year"]


def test_an_error_on_a_page_for_patients_leads_to_the_very_box(patient: PatientClient) -> None:
    patient.get(patient.at("pain-began"))

    page = patient.submit({"pain_began": "the spring"}, expect=422)

    assert led_to(page) == marked(page) == ["pain_began"]
