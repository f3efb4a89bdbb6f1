"""Answers that are days: known exactly, or about when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar, cast

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, AnswerField
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.written_ago import ago, read_ago, without_about
from questionnaire.fields.written_dates import (
    DATE_BOXES,
    EARLIEST_YEAR,
    Parts,
    approximate_day,
    exact_day,
    read_in_one,
    read_parts,
)
from questionnaire.store import clock
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case
from rules.language.logic.days import (
    ApproximateDate,
    KnownDay,
    day_in_words,
    known_day,
    limits,
)
from rules.language.questions import ApproximateDay, Day
from rules.language.questions.dated import Lies
from rules.questions.about_you import date_of_birth

Dated_co = TypeVar("Dated_co", bound=Day | ApproximateDay, covariant=True)

YEARS_AHEAD = 2
"""A year written by its last two figures lies at most so far ahead: "68" is 1968."""


class DatedField(AnswerField[Dated_co]):
    """What every date has: what cannot be, and a tick for "not sure" where that is offered."""

    @property
    def unsure_box(self) -> str:
        return UNSURE

    def refuse_future(self, day: KnownDay) -> None:
        """Raise NotUnderstood for a day after today where the question asks about the past."""
        today = clock.today()
        if self.question.past and limits(day)[0] > today:
            likely = self.question.likely(day, Case({}, today), today)
            raise NotUnderstood(_("Write a date that is today or before today"), likely=likely)

    def check(self, case: Case) -> None:
        """Nothing lies before birth, nor on the wrong side of today or of the appointment."""
        day, today = cast("KnownDay", self.data), clock.today()
        if fault := self._fault(day, case, today):
            raise NotUnderstood(fault, likely=self.question.likely(day, case, today))

    def _fault(self, day: KnownDay, case: Case, today: date) -> str:
        if self._is_before_birth(day, case):
            return _("Write a date that is not before the date of birth")
        if self.question.is_too_late(day, case.on):
            return say("Write a date that is not after the day of your appointment")
        if self.question.is_on_wrong_side(day, case, today):
            return self._wrong_side(self.question.lies(case))
        return ""

    def _is_before_birth(self, day: KnownDay, case: Case) -> bool:
        born = date_of_birth.answer(case)
        if self.question is date_of_birth or not isinstance(born, date | ApproximateDate):
            return False
        return limits(day)[1] < limits(born)[0]

    def _wrong_side(self, lies: Lies | None) -> str:
        if lies is Lies.TO_COME:
            return _("It is booked: write a date that is today or after today")
        return _("It is done: write a date that is today or before today")


class DayField(DatedField[Day]):
    """Three boxes for a day known exactly, or for its month or year alone where the question takes that."""

    template = "day"
    boxes = (*DATE_BOXES, UNSURE)
    main_boxes = DATE_BOXES

    def date_parts(self) -> Parts | None:
        """What stands in the three boxes; None where all are blank."""
        boxes = [self.text(box) for box in DATE_BOXES]
        return read_parts(boxes) if any(boxes) else None

    def understand(self) -> object:
        parts = self.date_parts()
        if self.is_unsure and self.question.unsure:
            if parts:
                raise self.either()
            return Absent.NOT_SURE
        if parts is None:
            return Absent.UNANSWERED
        in_part = self.question.in_part
        day = known_day(approximate_day(parts)) if in_part else exact_day(parts)
        self.refuse_future(day)
        return day

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        numbers = [str(int(part)) for part in cast("KnownDay", value).isoformat().split("-")]
        return {
            box: (number,) for box, number in zip(("year", "month", "day"), numbers, strict=False)
        }


class ApproximateDayField(DatedField[ApproximateDay]):
    """A day, a month, a year, or about how long ago: written in one box, as people write it."""

    template = "approximate_day"
    boxes = ("", UNSURE)
    main_boxes = ("",)

    def understand(self) -> object:
        written = self.text()
        if written and self.is_unsure:
            raise NotUnderstood(_("Say when, or choose “%(unsure)s”, not both", unsure=self.unsure))
        if written:
            return self._checked(self._written(written))
        return Absent.NOT_SURE if self.is_unsure else Absent.UNANSWERED

    def meant(self) -> object:
        """ "3 weeks ago" sent again unchanged still means 3 weeks before the day it was first said."""
        match self.data, self.standing:
            case ApproximateDate(said, on), ApproximateDate(stands, since) if on and since:
                return self.standing if said.rstrip("s") == stands.rstrip("s") else self.data
        return self.data

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        day = cast("ApproximateDate", value)
        if day.on is None:
            return {"": (day.said_in_words(say),)}
        number, unit = day.said.split()
        return {"": (ago(f"{number} {say(unit)}"),)}

    @property
    def said_on(self) -> str:
        """The day, in words, from which "3 weeks ago" in the box is counted back."""
        if isinstance(self.standing, ApproximateDate) and self.standing.on:
            return day_in_words(self.standing.on, say)
        return ""

    def _written(self, text: str) -> ApproximateDate:
        today = clock.today()
        if (back := read_ago(text, today)) is not None:
            return back
        try:
            parts = read_in_one(without_about(text), newest=today.year + YEARS_AHEAD)
            return ApproximateDate(approximate_day(parts))
        except NotUnderstood as fault:  # it names a box of three, and there is one here
            raise NotUnderstood(str(fault)) from None

    def _checked(self, day: ApproximateDate) -> ApproximateDate:
        if day.earliest.year < EARLIEST_YEAR:
            raise NotUnderstood(_("Check the date: it is too long ago"))
        self.refuse_future(day)
        return day
