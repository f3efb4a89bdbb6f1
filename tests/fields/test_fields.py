"""Fields: what people type becomes a typed value, or a message that says what to do."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeAlias, cast
from unicodedata import normalize

import pytest
import time_machine
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from questionnaire.fields import AnswerField, PageForm, form_for
from questionnaire.fields.options import TicksField
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import ALWAYS
from rules.language.logic.days import ApproximateDate as About
from rules.language.logic.numbers import Said
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    Scale,
    Text,
    YesNo,
)
from rules.language.questions.pages import Page
from rules.questions import QUESTIONS, SECTIONS, STAFF_SECTIONS
from tests.rules.strategies import values_of

TODAY = date(2026, 4, 17)
NOTHING = Case({}, TODAY)
PAGES = [page for section in (*SECTIONS, *STAFF_SECTIONS) for page in section.pages]

yes_no = YesNo("yes_no", "Yes or no?", "Yes or no")
fruit = Choice("fruit", "Which?", "Fruit", options={"apple": "Apple", "pear": "Pear"})
fruits = MultiChoice("fruits", "Which?", "Fruits", options={"apple": "Apple", "pear": "Pear"})
score = Scale("score", "How bad?", "Score", lowest="None", highest="Worst")
share = Number("share", "How much?", "Share", unit="%")
amount = Number("amount", "How many?", "Amount", decimals=2)
counted = Number("counted", "How many?", "Counted", high=2000, unit="× 10⁹/L")
precise = Number("precise", "How much?", "Precise", decimals=3)
varying = Number("varying", "How many?", "Varying", varies=True, counted=frozenset({"tablets"}))
times = Number("times", "How often?", "Times", decimals=2, unit="times a day")
born = Day("born", "Born?", "Born", unsure="")
began = ApproximateDay("began", "When?", "Began")
booked = ApproximateDay("booked", "When?", "Booked", past=False)
words = Text("words", "What?", "Words", longest=10)
if_yes = Number("if_yes", "How many?", "How many", asked_if=yes_no.yes)

Sent: TypeAlias = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Reply:
    """What became of a page that was sent."""

    form: PageForm
    kept: Mapping[Question, object]

    def message(self, question: Question) -> str:
        return " ".join(self.form.field_of(question).errors)


@pytest.fixture(autouse=True, scope="module")
def desk() -> Generator[Flask, None, None]:
    app = Flask("desk")
    app.config.update(SECRET_KEY="none", WTF_CSRF_ENABLED=False, TIME_ZONE="Europe/London")
    Babel(app)
    with time_machine.travel(TODAY, tick=False), app.app_context():
        yield app


def page_of(*questions: Question) -> Page:
    return Page("page", "A page", questions)


def sent_back(app: Flask, question: Question, sent: Sent, case: Case = NOTHING) -> Reply:
    return sent_page(app, page_of(question), {"shown": question.key, **sent}, case)


def sent_page(app: Flask, page: Page, sent: Sent, case: Case = NOTHING) -> Reply:
    with app.test_request_context(method="POST", data=dict(sent)):
        form = form_for(page)()
        form.load(case)
        form.validate()
        return Reply(form, form.values(case))


def date_boxes(key: str, day: str = "", month: str = "", year: str = "") -> Sent:
    return {f"{key}-day": day, f"{key}-month": month, f"{key}-year": year}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_blank_is_unanswered_and_never_an_error(desk: Flask, page: Page) -> None:
    reply = sent_page(desk, page, {"shown": [question.key for question in page.questions]})

    assert not reply.form.errors
    assert set(reply.kept.values()) == {Absent.UNANSWERED}


FIELDS = [one for one in QUESTIONS.values() if not isinstance(one, Entries)]


WRITING = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


@given(data=st.data())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=5
)
@pytest.mark.parametrize("question", FIELDS, ids=lambda question: question.key)
def test_an_answer_shown_and_sent_again_is_the_same(
    desk: Flask, question: Question, data: st.DataObject
) -> None:
    words = WRITING.map(partial(normalize, "NFC"))
    value = data.draw(words if isinstance(question, Text) else values_of(question))
    assume(_is_past(question, value))
    case = Case({question.key: Given(value)}, TODAY)

    field = shown(desk, question, value)
    boxes = {field.box(box): list(texts) for box, texts in field.typed.items()}
    reply = sent_back(desk, replace(question, asked_if=ALWAYS), boxes, case)

    assert not reply.form.errors
    assert list(reply.kept.values()) == [value]


def _is_past(question: Question, value: object) -> bool:
    if not isinstance(question, Day | ApproximateDay) or not question.past:
        return True
    return (value.earliest if isinstance(value, About) else cast("date", value)) <= TODAY


@pytest.mark.parametrize(
    "boxes",
    [
        ("27", "3", "1948"),
        (" 27 ", "03", "1948 "),
        ("27", "March", "1948"),
        ("27", "mar.", "1948"),
        ("27th", "march", "1948"),
        ("27", "Marhc", "1948"),
        ("27/3/1948", "", ""),
        ("", "27 March 1948", ""),
        ("", "", "27.3.1948"),
        ("27 March", "", "1948"),
        ("1948-03-27", "", ""),
        ("March 27, 1948", "", ""),
        ("27th of March 1948", "", ""),
        ("２７", "３", "１９４８"),
    ],
)
def test_a_date_is_read_however_it_is_written(desk: Flask, boxes: tuple[str, str, str]) -> None:
    reply = sent_back(desk, born, date_boxes("born", *boxes))

    assert reply.kept == {born: date(1948, 3, 27)}


@pytest.mark.parametrize(("day", "kept"), [("16", About("2026-11-16")), ("17", Absent.UNANSWERED)])
def test_pain_cannot_begin_after_the_consult(desk: Flask, day: str, kept: object) -> None:
    """On the phone or on a page, days after the consult was to be."""
    began = QUESTIONS["pain_began"]
    boxes = {"pain_began": f"{day} 11 2026"}

    with time_machine.travel(date(2026, 11, 30), tick=False):
        reply = sent_back(desk, began, boxes, Case({}, date(2026, 11, 16)))

    refused = "Write a date that is not after the day of your appointment"
    assert reply.kept.get(began, Absent.UNANSWERED) == kept
    assert reply.message(began) == ("" if reply.kept else refused)


@pytest.mark.parametrize(
    ("boxes", "remedy"),
    [
        (("111970", "", ""), "Write the day as a number from 1 to 31"),
        (("27", "3", "19700"), "Write all 4 numbers of the year, such as 1948 or 2024"),
        (("27", "3", "48"), "Write all 4 numbers of the year, such as 1948 or 2024"),
        (("31", "2", "2024"), "Check the day: February 2024 has 29 days"),
        (("29", "feb", "2023"), "Check the day: February 2023 has 28 days"),
        (("0", "3", "1948"), "Write the day as a number from 1 to 31"),
        (("27", "13", "1948"), "Write the month as a number from 1 to 12, or as a word"),
        (("27", "Ju", "1948"), "Write the month as a number from 1 to 12, or as a word"),
        (("27", "", "1948"), "Add the month"),
        (("27", "", ""), "Add the month and the year"),
        (("", "", "1948"), "Add the day and the month"),
        (("27 3", "", ""), "Add the year"),
        (("18", "4", "2026"), "Write a date that is today or before today"),
        (("a b c d", "", ""), "Write the date with numbers, such as 27 3 2024"),
        (("", "last summer", ""), "Write the date with numbers, such as 27 3 2024"),
        (("", "end of March", "1948"), "Write the date with numbers, such as 27 3 2024"),
        (("27", "3", "1848"), "Check the year: 1848 is too far away"),
    ],
)
def test_an_unclear_date_says_what_to_do(
    desk: Flask, boxes: tuple[str, str, str], remedy: str
) -> None:
    reply = sent_back(desk, born, date_boxes("born", *boxes))

    assert reply.message(born) == remedy
    assert born not in reply.kept


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ({"began": "27 3 2026"}, About("2026-03-27")),
        ({"began": "yesterday"}, About("2026-04-16")),
        ({"began": "March 2026"}, About("2026-03")),
        ({"began": "about March 26"}, About("2026-03")),
        ({"began": "9 May 68"}, About("1968-05-09")),
        ({"began": "27/03/26"}, About("2026-03-27")),
        ({"began": "2025"}, About("2025")),
        ({"began": "3 weeks ago"}, About("3 weeks", TODAY)),
        ({"began": "six weeks"}, About("6 weeks", TODAY)),
        ({"began": "a fortnight ago"}, About("2 weeks", TODAY)),
        ({"began": "Half a year"}, About("6 months", TODAY)),
        ({"began": "about a month ago"}, About("1 month", TODAY)),
        ({"began": "0 days"}, About("0 days", TODAY)),
        ({"began": "3wks"}, About("3 weeks", TODAY)),
        ({"began-not-sure": "not-sure"}, Absent.NOT_SURE),
        ({}, Absent.UNANSWERED),
    ],
)
def test_a_day_not_known_exactly_keeps_its_precision(
    desk: Flask, sent: Sent, value: object
) -> None:
    reply = sent_back(desk, began, sent)

    assert reply.kept == {began: value}


@pytest.mark.parametrize(
    ("sent", "remedy"),
    [
        ({"began": "27 3"}, "Add the year"),
        ({"began": "May"}, "Add the year"),
        ({"began": "68"}, "Write all 4 numbers of the year, such as 1948 or 2024"),
        ({"began": "May 2026"}, "Write a date that is today or before today"),
        ({"began": "in 3 weeks"}, "Write the date, such as 27 3 2026"),
        (
            {"began": "a few weeks ago"},
            "Write how long ago with a whole number, such as 6 weeks ago",
        ),
        ({"began": "1.5 weeks"}, "Write how long ago with a whole number, such as 6 weeks ago"),
        ({"began": "in the spring"}, "Write the date with numbers, such as 27 3 2024"),
        ({"began": "200 years ago"}, "Check the date: it is too long ago"),
        ({"began": "2000 years ago"}, "Check the date: it is too long ago"),
        (
            {"began": "2025", "began-not-sure": "not-sure"},
            "Say when, or choose “I'm not sure”, not both",
        ),
    ],
)
def test_an_unclear_day_says_what_to_do(desk: Flask, sent: Sent, remedy: str) -> None:
    reply = sent_back(desk, began, sent)

    assert reply.message(began) == remedy


def test_a_booked_day_may_lie_ahead(desk: Flask) -> None:
    reply = sent_back(desk, booked, {"booked": "1 6 2026"})

    assert reply.kept == {booked: About("2026-06-01")}


def test_three_weeks_ago_sent_again_keeps_the_day_it_was_said(desk: Flask) -> None:
    told = About("3 weeks", date(2026, 4, 1))
    stands = Case({"began": Given(told)}, TODAY)

    reply = sent_back(desk, began, {"began": "3 weeks ago"}, stands)

    assert reply.kept == {began: told}


@pytest.mark.parametrize(
    ("text", "number"),
    {
        "0": "0",
        "30 %": "30",
        "30%": "30",
        " 7. ": "7",
        "٣": "3",
        "two": "2",
        "hundred": "100",
    }.items(),
)
def test_a_number_is_read_however_it_is_written(desk: Flask, text: str, number: str) -> None:
    assert sent_back(desk, share, {"share": text}).kept == {share: Decimal(number)}


@pytest.mark.parametrize(
    ("text", "number"),
    {"2,5": "2.5", "0.5": "0.5", ".5": "0.5", "0,125": "0.125", "½": "0.5", "1 1/2": "1.5"}.items(),
)
def test_parts_of_a_whole_are_read_however_they_are_written(
    desk: Flask, text: str, number: str
) -> None:
    assert sent_back(desk, precise, {"precise": text}).kept == {precise: Decimal(number)}


@pytest.mark.parametrize(
    "text", ["-5", "nan", "1e3", "30-40", "up to 6", "1/0", "∞", "3 4", "0x1", "1_0"]
)
def test_what_is_no_number_is_not_guessed(desk: Flask, text: str) -> None:
    reply = sent_back(desk, share, {"share": text})

    assert reply.message(share) == "Write only a whole number from 0 to 100"


@pytest.mark.parametrize("text", ["150", "150 × 10⁹/L"])
def test_a_number_with_its_whole_unit_behind_it_is_read(desk: Flask, text: str) -> None:
    assert sent_back(desk, counted, {"counted": text}).kept == {counted: Decimal(150)}


@pytest.mark.parametrize("text", ["1,000", "1.000"])
def test_what_can_be_two_numbers_is_asked_about(desk: Flask, text: str) -> None:
    reply = sent_back(desk, amount, {"amount": text})

    assert reply.message(amount) == "Write 1 or 1000: this can be either"
    assert reply.form.field_of(amount).text() == text


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1 or 2", 1, 2),
        ("4-6 tablets", 4, 6),
        ("up to 6", 0, 6),
        ("two", 2, 2),
        ("2 tablets", 2, 2),
    ],
)
def test_an_amount_that_varies_is_kept_as_it_was_typed_beside_what_it_was_read_as(
    desk: Flask, text: str, low: int, high: int
) -> None:
    reply = sent_back(desk, varying, {"varying": text})

    assert reply.kept == {varying: Said(Decimal(low), Decimal(high), text)}
    assert varying.read(varying.stored(reply.kept[varying])) == reply.kept[varying]
    assert shown_again(desk, varying, reply.kept[varying]) == text


def shown_again(desk: Flask, question: Question, value: object) -> str:
    with desk.test_request_context():
        form = form_for(Page.asking(question))(formdata=None)
        form.load(Case({question.key: Given(value)}, TODAY))
        return form.field_of(question).text()


@pytest.mark.parametrize("text", ["101", "12.5", "lots", "-1"])
def test_a_number_out_of_its_limits_says_them(desk: Flask, text: str) -> None:
    reply = sent_back(desk, share, {"share": text})

    assert reply.message(share) == "Write only a whole number from 0 to 100"
    assert reply.form.field_of(share).text() == text


@pytest.mark.parametrize("text", ["3", "3 times", "3 a day", "3 Times a day", "3 times a day."])
def test_words_of_the_unit_after_a_number_are_no_fault(desk: Flask, text: str) -> None:
    reply = sent_back(desk, times, {"times": text})

    assert reply.kept == {times: Decimal(3)}


@pytest.mark.parametrize("text", ["3 tablets", "5 mg", "times a day"])
def test_other_words_after_a_number_are_not_passed_over(desk: Flask, text: str) -> None:
    reply = sent_back(desk, times, {"times": text})

    assert reply.message(times) == "Write only a number from 0 to 100, such as 2 or 0.5"


def test_zero_is_an_answer_and_shows_as_one(desk: Flask) -> None:
    reply = sent_back(desk, share, {"share": "0"})

    assert reply.kept == {share: Decimal(0)}
    assert shown(desk, share, Decimal(0)).text() == "0"


def test_half_a_tablet_is_an_amount(desk: Flask) -> None:
    reply = sent_back(desk, amount, {"amount": "½"})

    assert reply.kept == {amount: Decimal("0.5")}


@pytest.mark.parametrize(
    ("question", "sent"),
    [
        (share, {"share": "5", "share-not-sure": "not-sure"}),
        (words, {"words": "a", "words-not-sure": "not-sure"}),
    ],
    ids=["number", "words"],
)
def test_an_answer_and_not_sure_together_are_unclear(
    desk: Flask, question: Question, sent: Sent
) -> None:
    reply = sent_back(desk, question, sent)

    assert reply.message(question) == "Give an answer or choose “I'm not sure”, not both"


def test_words_too_long_say_how_long(desk: Flask) -> None:
    reply = sent_back(desk, words, {"words": "a" * 12})

    assert reply.message(words) == "Use 10 characters or fewer; you have used 12"


def test_words_lose_what_nobody_typed(desk: Flask) -> None:
    reply = sent_back(desk, words, {"words": " a\x00b\r\nc "})

    assert reply.kept == {words: "ab\nc"}


@pytest.mark.parametrize(
    ("question", "sent", "value"),
    [
        (yes_no, "yes", True),
        (yes_no, "no", False),
        (yes_no, "not-sure", Absent.NOT_SURE),
        (fruit, "pear", "pear"),
        (score, "0", Decimal(0)),
        (score, "10", Decimal(10)),
        (score, "not-sure", Absent.NOT_SURE),
        (fruits, ["pear", "apple"], ("apple", "pear")),
        (fruits, "none-of-these", ()),
        (fruits, "not-sure", Absent.NOT_SURE),
    ],
)
def test_a_pick_is_a_typed_value(
    desk: Flask, question: Question, sent: str | list[str], value: object
) -> None:
    reply = sent_back(desk, question, {question.key: sent})

    assert reply.kept == {question: value}


@pytest.mark.parametrize("value", ["maybe", "11", "None", "false", "not sure"])
@pytest.mark.parametrize("question", [yes_no, fruit, score], ids=lambda question: question.key)
def test_an_answer_that_is_not_offered_is_refused(
    desk: Flask, question: Question, value: str
) -> None:
    reply = sent_back(desk, question, {question.key: value})

    assert reply.message(question) == "Choose one of these answers"


def test_not_sure_is_taken_only_where_it_is_offered(desk: Flask) -> None:
    sure = YesNo("sure", "Yes or no?", "Yes or no", unsure="")

    reply = sent_back(desk, sure, {"sure": "not-sure"})

    assert reply.message(sure) == "Choose one of these answers"


@pytest.mark.parametrize(
    ("alone", "label"), [("none-of-these", "None of these"), ("not-sure", "I'm not sure")]
)
def test_none_and_not_sure_stand_alone(desk: Flask, alone: str, label: str) -> None:
    reply = sent_back(desk, fruits, {"fruits": ["apple", alone]})

    assert reply.message(fruits) == f"Choose “{label}” alone, or untick it"
    field = reply.form.field_of(fruits)
    assert isinstance(field, TicksField)
    assert [option.value for option in field.options if option.picked] == ["apple", alone]


def test_what_another_answer_makes_needless_is_no_error(desk: Flask) -> None:
    page = page_of(yes_no, if_yes)

    reply = sent_page(desk, page, {"shown": ["yes_no", "if_yes"], "yes_no": "no", "if_yes": "lots"})

    assert not reply.form.errors
    assert reply.kept == {yes_no: False}


def test_a_question_opened_on_its_own_page_is_not_passed_over(desk: Flask) -> None:
    reply = sent_page(desk, page_of(yes_no, if_yes), {"shown": "yes_no", "yes_no": "yes"})

    assert reply.kept == {yes_no: True}


def test_an_answer_to_a_closed_question_is_not_lost(desk: Flask) -> None:
    sent = {"shown": ["yes_no", "if_yes"], "yes_no": "no", "if_yes": "3"}

    reply = sent_page(desk, page_of(yes_no, if_yes), sent)

    assert reply.kept[if_yes] == Decimal(3)


def test_a_blank_on_an_old_page_does_not_erase_a_later_answer(desk: Flask) -> None:
    stands = Case({"share": Given(Decimal(30))}, TODAY)

    reply = sent_back(desk, share, {"share": ""}, stands)

    assert reply.kept == {}


def test_an_answer_that_was_shown_can_be_taken_away(desk: Flask) -> None:
    stands = Case({"share": Given(Decimal(30))}, TODAY)

    reply = sent_back(desk, share, {"share": "", "answered": "share"}, stands)

    assert reply.kept == {share: Absent.UNANSWERED}


def test_a_key_that_is_a_word_of_every_form_fails_at_start() -> None:
    with pytest.raises(ValueError, match="errors is a word of every form"):
        form_for(page_of(YesNo("errors", "Any?", "Any")))


def shown(app: Flask, question: Question, value: object) -> AnswerField[Question]:
    """The field of a page as it is first shown, with an answer filled in."""
    with app.test_request_context():
        form = form_for(page_of(question))(formdata=None)
        form.load(Case({question.key: Given(value)}, TODAY))
        return form.field_of(question)
