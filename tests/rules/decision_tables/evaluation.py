"""What the tables say of a case, from its answers alone: column by column, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeAlias, cast

from rules.language.logic.case import Absent, Case
from rules.language.logic.days import ApproximateDate
from tests.rules.decision_tables import plain_values as plain
from tests.rules.decision_tables.plain_values import UNKNOWN, Between, Level, Medicine, Plain
from tests.rules.decision_tables.tables import Table, tables

Look: TypeAlias = Callable[["AsTold"], str]

ASKED, SHARED = tables("asked"), tables("shared")
COMPARED = re.compile(r"(\w+) (>=|<=|>|<) ([\d.-]+)")
HAS = re.compile(r"(\w+) has (only )?(.+)")
EMPTY = re.compile(r"(\w+) empty")
ONCE_SAID = re.compile(r"(\w+) once said")
STANDS = re.compile(r"stands (\w+)")
NOT_SURE = re.compile(r"(\w+) not sure")


def stands(protocols: Mapping[str, Table], case: Case) -> dict[str, str]:
    """What each table says of a case, by its name. A later one may ask what an earlier one says."""
    told = AsTold(case)
    for name, table in protocols.items():
        told.stands[name] = table.outcome(told.look)
    return told.stands


class AsTold:
    """One case: what was answered, and what was already looked up of it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.stands: dict[str, str] = {}
        self._seen: dict[str, str] = {}

    def look(self, column: str) -> str:
        """What stands under a column's heading."""
        if column not in self._seen:
            self._seen[column] = _reader(column)(self)
        return self._seen[column]

    def value(self, key: str) -> Plain:
        """A plain value by the key of its question, or by the name of what is worked out."""
        if key in WORKED_OUT:
            return WORKED_OUT[key](self)
        asked = ASKED[key].outcome(self.look) if key in ASKED else "asked"
        return self.given(key) if asked == "asked" else asked

    def given(self, key: str) -> Plain:
        """An answer as given, whether it is asked or not."""
        value = self.raw(key)
        if isinstance(value, bool):
            return plain.yes_or_no(value)
        if isinstance(value, Decimal):
            return Between(value, value)
        return UNKNOWN if value is None else cast("Plain", value)

    def raw(self, key: str) -> object:
        given = self.case.answers.get(key)
        return None if given is None or isinstance(given.value, Absent) else given.value

    def span(self, key: str) -> tuple[date, date] | None:
        """The first and the last day that an answer can mean."""
        asked = ASKED[key].outcome(self.look) if key in ASKED else "asked"
        day = self.raw(key) if asked == "asked" else None
        if isinstance(day, ApproximateDate):
            return plain.days_of(day.said, day.on)
        return (day, day) if isinstance(day, date) else None


@cache
def _reader(column: str) -> Look:
    """How to find what stands under a heading."""
    if column in SHARED:
        return lambda told: SHARED[column].outcome(told.look)
    if found := COMPARED.fullmatch(column):
        key, sign, limit = found[1], found[2], Decimal(found[3])
        return lambda told: plain.compared(told.value(key), sign, limit)
    if found := HAS.fullmatch(column):
        key, only, options = found[1], bool(found[2]), found[3].split(", ")
        return lambda told: plain.has(told.value(key), options, only=only)
    if found := EMPTY.fullmatch(column):
        key = found[1]
        return lambda told: plain.is_empty(told.value(key))
    if found := ONCE_SAID.fullmatch(column):
        key = found[1]
        return lambda told: plain.yes_or_no(told.raw(key) not in (None, (), False))
    if found := STANDS.fullmatch(column):
        key = found[1]
        return lambda told: told.stands[key]
    if found := NOT_SURE.fullmatch(column):
        key = found[1]
        return lambda told: plain.not_sure(told.case.answers.get(key))
    return lambda told: str(told.value(column))


def _age(told: AsTold) -> Plain:
    born = told.raw("date_of_birth")
    return plain.age_on(born, told.case.on) if isinstance(born, date) else UNKNOWN


def _since(key: str) -> Callable[[AsTold], Plain]:
    def days(told: AsTold) -> Plain:
        span = told.span(key)
        return plain.days_since(span, told.case.on) if span else UNKNOWN

    return days


def _onset(told: AsTold) -> Plain:
    span = told.span("pain_began")
    return plain.days_passed(span, told.case.on) if span else UNKNOWN


def _until_onset(told: AsTold) -> Plain:
    span = told.span("pain_began")
    if not span:
        return UNKNOWN
    days = Decimal((span[0] - told.case.on).days)
    return Between(days, days)


def _before_pain(study: str) -> Callable[[AsTold], Plain]:
    def before(told: AsTold) -> Plain:
        made, began = told.span(study), told.span("pain_began")
        return plain.wholly_before(made, began) if made and began else UNKNOWN

    return before


def _levels_over_fractured(told: AsTold) -> Plain:
    treated, fractured = told.value("levels_to_treat"), told.value("fracture_levels")
    if not isinstance(treated, Between) or not isinstance(fractured, tuple):
        return UNKNOWN
    return Between(treated.low - len(fractured), treated.high - len(fractured))


def _blood(key: str) -> Callable[[AsTold], Plain]:
    """A result that is not too old."""

    def result(told: AsTold) -> Plain:
        return UNKNOWN if told.look(f"{key}_too_old") == "yes" else told.given(key)

    return result


def _too_old(key: str, *days: str) -> Callable[[AsTold], Plain]:
    """Over 30 days, of an INR over 7 unless it is known that no warfarin is taken; or without a day."""

    def too_old(told: AsTold) -> Plain:
        if told.raw(key) is None:
            return plain.NO
        span = next(filter(None, map(told.span, days)), None)
        on_warfarin = key == "inr" and told.look("blood_thinner_which has warfarin") != plain.NO
        most = 7 if on_warfarin else 30
        return plain.yes_or_no(span is None or (told.case.on - span[0]).days > most)

    return too_old


def _from(first: str, then: str) -> Callable[[AsTold], Plain]:
    """Days from one day to another. Not asked of one is not known of both."""

    def days(told: AsTold) -> Plain:
        one, other = told.span(first), told.span(then)
        return plain.days_between(one, other) if one and other else UNKNOWN

    return days


def _apart(fractures: str) -> Callable[[AsTold], Plain]:
    def levels(told: AsTold) -> Plain:
        return plain.levels_apart(told.value("pain_place"), told.value(fractures))

    return levels


def _worst_less_usual(told: AsTold) -> Plain:
    worst, usual = told.value("pain_worst"), told.value("pain_on_movement")
    if not isinstance(worst, Between) or not isinstance(usual, Between):
        return UNKNOWN
    return Between(worst.low - usual.low, worst.high - usual.high)


def _of_medicines(
    work: Callable[[tuple[Medicine, ...]], Plain],
) -> Callable[[AsTold], Plain]:
    def of_list(told: AsTold) -> Plain:
        listed = told.raw("pain_medicines")
        return work(cast("tuple[Medicine, ...]", listed)) if isinstance(listed, tuple) else UNKNOWN

    return of_list


def _daily_morphine(told: AsTold) -> Plain:
    confirmed = told.raw("opioid_doses_confirmed")
    return _of_medicines(lambda listed: plain.daily_morphine(listed, confirmed))(told)


def _of_levels(
    work: Callable[[tuple[Level, ...]], Plain],
) -> Callable[[AsTold], Plain]:
    """Of the rows that staff filled in; of none where they filled in none."""

    def of_rows(told: AsTold) -> Plain:
        return work(_levels(told))

    return of_rows


def _levels(told: AsTold) -> tuple[Level, ...]:
    """Of the levels that are fractured, where the report names them."""
    each = cast("tuple[Level, ...]", told.raw("level_findings") or ())
    fractured = told.raw("fracture_levels")
    if not isinstance(fractured, tuple):
        return each
    return tuple(row for row in each if row.get("level") in fractured)


def _levels_crossed(told: AsTold) -> Plain:
    """Where nobody looked level by level it is not known, unless there are not two of them."""
    if told.raw("level_findings") is not None:
        return plain.levels_crossed(_levels(told))
    fractured = told.value("fracture_levels")
    return plain.NO if isinstance(fractured, tuple) and len(fractured) < 2 else UNKNOWN


def _height_lost(told: AsTold) -> Plain:
    by_level = plain.height_lost(_levels(told))
    return told.value("height_loss") if by_level == UNKNOWN else by_level


def _treated(told: AsTold) -> Plain:
    return plain.at_least(told.value("levels_to_treat"), plain.to_be_treated(_levels(told)))


def _marked_less_number(told: AsTold) -> Plain:
    number = told.value("levels_to_treat")
    if not isinstance(number, Between):
        return UNKNOWN
    over = max(Decimal(0), plain.to_be_treated(_levels(told)) - number.low)
    return Between(over, over)


WORKED_OUT: Mapping[str, Callable[[AsTold], Plain]] = {
    "age": _age,
    "days_since_onset": _onset,
    "days_until_onset": _until_onset,
    "mri_before_pain": _before_pain("mri_report_date"),
    "scan_before_pain": _before_pain("uptake_date"),
    "levels_over_fractured": _levels_over_fractured,
    "inr": _blood("inr"),
    "inr_too_old": _too_old("inr", "inr_date", "blood_date"),
    "platelets": _blood("platelets"),
    "platelets_too_old": _too_old("platelets", "blood_date"),
    "days_since_mri": _since("mri_report_date"),
    "days_since_uptake": _since("uptake_date"),
    "days_from_study_to_pain": _from("fracture_study_date", "pain_began"),
    "days_from_mri_told_to_report": _from("mri_date", "mri_report_date"),
    "days_from_mri_report_to_told": _from("mri_report_date", "mri_date"),
    "levels_from_pain_to_report": _apart("fracture_levels"),
    "levels_from_pain_to_told": _apart("told_level"),
    "worst_less_usual": _worst_less_usual,
    "daily_morphine": _daily_morphine,
    "paracetamol_a_day": _of_medicines(plain.daily_paracetamol),
    "opioid_tried": _of_medicines(lambda listed: plain.tried(listed, "opioid")),
    "other_class_tried": _of_medicines(lambda listed: plain.tried(listed, "other")),
    "medicine_taken_now": _of_medicines(plain.taken_now),
    "opioid_stopped_for_side_effects": _of_medicines(plain.opioid_stopped),
    "thinner_listed": _of_medicines(plain.thinner_listed),
    "a_level_tender": _of_levels(lambda rows: plain.some_level(rows, "tender", said=True)),
    "a_level_not_tender": _of_levels(lambda rows: plain.some_level(rows, "tender", said=False)),
    "a_level_with_oedema": _of_levels(lambda rows: plain.some_level(rows, "oedema", said=True)),
    "every_level_without_oedema": _of_levels(plain.without_oedema),
    "levels_crossed": _levels_crossed,
    "height_lost": _height_lost,
    "treated_levels": _treated,
    "marked_less_number": _marked_less_number,
}
