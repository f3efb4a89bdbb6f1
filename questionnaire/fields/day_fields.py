"""Answers that are days: known exactly, or about when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar, cast
from unicodedata import normalize

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, AnswerField
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.written_dates import (
    DATE_BOXES,
    EARLIEST_YEAR,
    Parts,
    approximate_day,
    exact_day,
    read_parts,
)
from questionnaire.store import clock
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case
from rules.language.logic.days import (
    DAYS_IN,
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

AGO = "ago"
UNIT = "unit"
UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


class DatedField(AnswerField[Dated_co]):
    """Three boxes for a date, and a tick for "not sure" where that is offered."""

    boxes = (*DATE_BOXES, UNSURE)
    main_boxes = DATE_BOXES

    @property
    def unsure_box(self) -> str:
        return UNSURE

    def date_parts(self) -> Parts | None:
        """What stands in the three boxes; None where all are blank."""
        boxes = [self.text(box) for box in DATE_BOXES]
        return read_parts(boxes) if any(boxes) else None

    def fill_date(self, said: str) -> Mapping[str, Sequence[str]]:
        """The boxes of "2026-03-27", "2026-03" or "2026"."""
        numbers = [str(int(part)) for part in said.split("-")]
        return {
            box: (number,) for box, number in zip(("year", "month", "day"), numbers, strict=False)
        }

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
    """A day known exactly, or its month or year alone where the question takes that."""

    template = "day"

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
        return self.fill_date(cast("KnownDay", value).isoformat())


class ApproximateDayField(DatedField[ApproximateDay]):
    """A day, a month, a year, or about how long ago."""

    template = "approximate_day"
    boxes = (*DATE_BOXES, AGO, UNIT, UNSURE)

    @property
    def units(self) -> Mapping[str, str]:
        """The units of "how long ago" with their names."""
        return {unit: say(name) for unit, name in UNITS.items()}

    def understand(self) -> object:
        parts, ago = self.date_parts(), self._ago()
        if sum((parts is not None, bool(ago), self.is_unsure)) > 1:
            raise NotUnderstood(self._one_way_only())
        if parts is not None:
            return self._dated(approximate_day(parts))
        if ago:
            return self._ago_checked(ApproximateDate(ago, clock.today()))
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
            return self.fill_date(day.said)
        number, unit = day.said.split()
        return {AGO: (number,), UNIT: (unit.removesuffix("s"),)}

    @property
    def said_on(self) -> str:
        """The day, in words, from which "3 weeks ago" in the boxes is counted back."""
        if isinstance(self.standing, ApproximateDate) and self.standing.on:
            return day_in_words(self.standing.on, say)
        return ""

    def _ago(self) -> str:
        """ "3 weeks", or nothing. Raises NotUnderstood for a half of it."""
        number, unit = self._number_and_unit()
        if not number and not unit:
            return ""
        if not number.isdecimal() or len(number) > 3:
            raise NotUnderstood(_("Write how long ago as a whole number, such as 3"), AGO)
        if unit not in DAYS_IN:
            raise NotUnderstood(_("Choose days, weeks, months or years"), UNIT)
        return f"{int(number)} {unit if int(number) == 1 else UNITS[unit]}"

    def _number_and_unit(self) -> tuple[str, str]:
        """What stands in the two boxes; "3 weeks" may stand in the first alone."""
        written, unit = normalize("NFKC", self.text(AGO)), self.text(UNIT)
        number, _space, word = written.partition(" ")
        names = {say(name).casefold(): one for one, more in UNITS.items() for name in (one, more)}
        named = names.get(word.casefold())
        return (number, named) if named and unit in {"", named} else (written, unit)

    def _dated(self, said: str) -> ApproximateDate:
        return self._checked(ApproximateDate(said))

    def _checked(self, day: ApproximateDate) -> ApproximateDate:
        if day.earliest.year < EARLIEST_YEAR:
            raise NotUnderstood(_("Check the date: it is too long ago"))
        self.refuse_future(day)
        return day

    def _ago_checked(self, day: ApproximateDate) -> ApproximateDate:
        try:
            return self._checked(day)
        except NotUnderstood as fault:
            raise NotUnderstood(str(fault), AGO) from None

    def _one_way_only(self) -> str:
        if self.is_unsure:
            return _("Say when, or choose “%(unsure)s”, not both", unsure=self.unsure)
        return _("Give a date, or about how long ago, not both")
