"""What cannot be so is refused at its box; what seldom is is asked about, and one press settles it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.days import ApproximateDate as About
from rules.language.logic.numbers import Said
from rules.language.questions import Day, Question
from rules.questions import QUESTIONS
from rules.questions.examination import blood_date, haemoglobin, inr, platelets
from rules.questions.fracture_history import cancer_when
from rules.questions.imaging_report import fracture_study_date
from rules.questions.mri import mri_date
from rules.questions.symptoms import pain_began
from tests.fields.test_fields import TODAY, Reply, date_boxes, desk, sent_back

__all__ = ["desk"]

BORN = date(1948, 3, 27)
KNOWN = {"date_of_birth": Given(BORN), "cancer": Given("before")}


def case(**given: object) -> Case:
    return Case({**KNOWN, **{key: Given(value) for key, value in given.items()}}, TODAY)


def typed(desk: Flask, question: Question, text: str, *pressed: str, beside: Case) -> Reply:
    """A page sent with a text in the question's box, or with a day's parts in its three."""
    sent = {question.key: text}
    if isinstance(question, Day):
        sent = dict(date_boxes(question.key, *text.split()))
    return sent_back(desk, question, {**sent, f"{question.key}-meant": [*pressed]}, beside)


def readings(reply: Reply, question: Question) -> list[str]:
    return [words for _reading, words in reply.form.field_of(question).readings]


@pytest.mark.parametrize(
    ("question", "text", "error", "offered"),
    [
        (
            haemoglobin,
            "12",
            "Check this: 12 g/L. Did you mean 120 g/L?",
            ["I meant 120 g/L", "It is as written: 12 g/L"],
        ),
        (
            haemoglobin,
            "12.1",
            "Check this: 12.1. Did you mean 121 g/L?",
            ["I meant 121 g/L"],
        ),
        (inr, "14", "Check this: 14. Did you mean 1.4?", ["I meant 1.4", "It is as written: 14"]),
        (inr, "110", "Check this: 110. Did you mean 1.1?", ["I meant 1.1"]),
        (
            platelets,
            "0",
            "Check this: 0 × 10⁹/L is unusual",
            ["It is as written: 0 × 10⁹/L"],
        ),
        (
            platelets,
            "150000",
            "Check this: 150000. Did you mean 150 × 10⁹/L?",
            ["I meant 150 × 10⁹/L"],
        ),
        (platelets, "<3", "Check this: <3 × 10⁹/L is unusual", ["It is as written: <3 × 10⁹/L"]),
    ],
)
def test_a_result_outside_what_is_usual_is_asked_about(
    desk: Flask, question: Question, text: str, error: str, offered: list[str]
) -> None:
    reply = typed(desk, question, text, beside=case())

    assert reply.message(question) == error
    assert readings(reply, question) == offered
    assert question not in reply.kept


@pytest.mark.parametrize(
    ("question", "text", "pressed", "kept"),
    [
        (haemoglobin, "12", "120 g/L", Decimal(120)),
        (haemoglobin, "12", "12 g/L", Decimal(12)),
        (haemoglobin, "12.1", "121 g/L", Decimal(121)),
        (inr, "14", "14", Decimal(14)),
        (platelets, "0", "0 × 10⁹/L", Decimal(0)),
        (pain_began, "1 3 1966", "1 March 1966", About("1966-03-01")),
        (blood_date, "1 3 1926", "1 March 2026", date(2026, 3, 1)),
        (fracture_study_date, "1 3 2062", "1 March 2026", date(2026, 3, 1)),
    ],
)
def test_one_press_settles_what_is_meant(
    desk: Flask, question: Question, text: str, pressed: str, kept: object
) -> None:
    reply = typed(desk, question, text, pressed, beside=case())

    assert not reply.form.errors
    assert reply.kept[question] == kept


def test_a_press_is_for_what_stood_in_the_box_then(desk: Flask) -> None:
    reply = typed(desk, haemoglobin, "13", "12 g/L", "120 g/L", beside=case())

    assert reply.message(haemoglobin) == "Check this: 13 g/L. Did you mean 130 g/L?"


def test_what_stands_already_is_not_asked_about_again(desk: Flask) -> None:
    reply = typed(desk, platelets, "0", beside=case(platelets=Decimal(0)))

    assert reply.kept[platelets] == 0


def test_a_clinic_sets_what_it_asks_about(desk: Flask) -> None:
    own = Case({}, TODAY, {"asked_haemoglobin_under": Decimal(10)})

    assert typed(desk, haemoglobin, "12", beside=own).kept[haemoglobin] == 12


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("<10", 0, 9),
        ("< 10", 0, 9),
        ("under 10", 0, 9),
        ("≤ 10", 0, 10),
        (">9", 10, None),
        ("≥9", 9, None),
        ("over 9 × 10⁹/L", 10, None),
    ],
)
def test_a_result_under_or_over_a_number_is_kept_as_a_range(
    desk: Flask, text: str, low: int, high: int | None
) -> None:
    reply = typed(desk, platelets, text, beside=case())

    most = None if high is None else Decimal(high)
    assert reply.kept[platelets] == Said(Decimal(low), most, text)


@pytest.mark.parametrize("text", ["5-10", "1 or 2", "<0", ">2000", "less", "<", "about ten"])
def test_a_result_that_is_no_single_limit_is_refused(desk: Flask, text: str) -> None:
    reply = typed(desk, platelets, text, beside=case())

    assert reply.message(platelets) == "Write only a whole number from 0 to 2000"


@pytest.mark.parametrize(
    ("low", "high", "truth"),
    [("<50", None, True), ("≤50", None, None), (">49", None, False), ("<60", None, None)],
)
def test_a_limit_that_a_range_straddles_cannot_be_told(
    low: str, high: None, truth: bool | None
) -> None:
    value = platelets.understand(low)

    check = platelets.is_under(50)

    assert check.relation.holds(value, 50) is truth


DATED = [one for one in QUESTIONS.values() if hasattr(one, "past") and one.key != "date_of_birth"]


@pytest.mark.parametrize("question", DATED, ids=lambda one: one.key)
def test_nothing_lies_before_birth(desk: Flask, question: Question) -> None:
    given = case(
        mri_status="done" if question is QUESTIONS["mri_date"] else "not_done",
        xray="done",
        ct_scan="done",
        bone_scan="done",
        spect_ct="done",
        told_of_fracture=True,
        blood_thinner=True,
    )

    reply = typed(desk, question, "26 3 1948", beside=given)

    assert reply.message(question) == "Write a date that is not before the date of birth"
    assert question not in reply.kept


def test_a_day_that_can_be_the_birthday_is_not_before_it(desk: Flask) -> None:
    for text in ("3 1948", "1948", "27 3 1948"):
        assert cancer_when in sent_back(desk, cancer_when, {"cancer_when": text}, case()).kept


@pytest.mark.parametrize(
    ("question", "text", "error"),
    [
        (fracture_study_date, "1 3 1986", "Check this: 1 March 1986 is unusual"),
        (
            fracture_study_date,
            "1 3 2062",
            "Write a date that is today or before today",
        ),
        (blood_date, "1 3 1926", "Write a date that is not before the date of birth"),
        (pain_began, "1 3 1962", "Check this: 1 March 1962. Did you mean 1 March 2026?"),
    ],
)
def test_a_day_beyond_reason_is_asked_about(
    desk: Flask, question: Question, text: str, error: str
) -> None:
    assert error in typed(desk, question, text, beside=case()).message(question)


@pytest.mark.parametrize("scan", ["mri", "ct", "bone_scan", "spect_ct", "xray"])
@pytest.mark.parametrize(
    ("status", "text", "error"),
    [
        ("done", "18 4 2026", "It is done: write a date that is today or before today"),
        ("done", "17 4 2026", ""),
        ("booked", "16 4 2026", "It is booked: write a date that is today or after today"),
        ("booked", "17 4 2026", ""),
    ],
)
def test_what_is_done_is_past_and_what_is_booked_is_to_come(
    desk: Flask, scan: str, status: str, text: str, error: str
) -> None:
    asked = {"mri": "mri_status", "ct": "ct_scan"}.get(scan, scan)
    day = QUESTIONS[f"{scan}_date"]

    assert typed(desk, day, text, beside=case(**{asked: status})).message(day) == error


def test_a_booked_day_that_has_passed_meanwhile_stands_until_it_is_changed(desk: Flask) -> None:
    stands = case(mri_status="booked", mri_date=About("2026-04-10"))

    assert not typed(desk, mri_date, "10 4 2026", beside=stands).form.errors


BOXES: Mapping[str, tuple[str, list[str]]] = {
    "40 3 2026": ("day", ["day"]),
    "3 13 2026": ("month", ["month"]),
    "3 3 26": ("year", ["year"]),
    "31 2 2026": ("day", ["day"]),
    "3 3 2999": ("year", ["year"]),
    "1 5 2026": ("day", ["day", "month", "year"]),  # to come
}


@pytest.mark.parametrize("text", BOXES)
def test_an_error_leads_to_the_box_that_it_names_and_marks_no_other(desk: Flask, text: str) -> None:
    leads_to, wrong = BOXES[text]

    field = typed(desk, blood_date, text, beside=case()).form.field_of(blood_date)

    assert field.errors
    assert [box for box in field.boxes if field.is_wrong(box)] == wrong
    assert field.first_control == ("blood_date" if leads_to == "day" else f"blood_date-{leads_to}")


@pytest.mark.parametrize("text", ["40 3 2026", "3 13 2026", "31 2 2026", "3 3 2999", "1 5 2026"])
def test_an_error_in_a_day_written_in_one_box_leads_to_that_box(desk: Flask, text: str) -> None:
    field = typed(desk, pain_began, text, beside=case()).form.field_of(pain_began)

    assert field.errors
    assert [box for box in field.boxes if field.is_wrong(box)] == [""]
    assert field.first_control == "pain_began"


def test_a_blank_page_asks_about_nothing(desk: Flask) -> None:
    reply = sent_back(desk, platelets, {}, case())

    assert reply.kept == {platelets: Absent.UNANSWERED}
