"""A medicine as a person would say it: "2 tablets, 4 times a day, since about 26 October"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from questionnaire.web.languages import say
from rules.language.logic.case import Absent
from rules.language.logic.days import ApproximateDate
from rules.language.logic.numbers import Said
from rules.language.questions import Entry, Question, in_a_row
from rules.questions.pain_medicine import (
    medicine_amount,
    medicine_changed_every,
    medicine_form,
    medicine_pattern,
    medicine_relief,
    medicine_side_effects,
    medicine_since,
    medicine_still_taken,
    medicine_strength,
    medicine_times,
    medicine_unit,
    medicine_why_stopped,
)


def said_medicine(entry: Entry) -> Sequence[str]:
    """What is known of it but for its name, line by line. `entry`: the answers that are asked for."""
    known = {key: value for key, value in entry.items() if value is not Absent.UNANSWERED}
    return [line for line in (_what(known), _use(known), _effect(known)) if line]


def _what(entry: Entry) -> str:
    """Its strength; and its form, where the amount does not tell it."""
    asked = (medicine_form, medicine_strength, medicine_unit)
    counted = isinstance(entry.get(medicine_amount.key), Decimal | Said)
    parts = asked[1:] if counted and entry.get(medicine_form.key) in _COUNTED else asked
    return in_a_row({part: _part(part, entry) for part in parts if _part(part, entry)})


def _use(entry: Entry) -> str:
    said = (
        _amount(entry),
        _part(medicine_times, entry),
        _changed(entry),
        _pattern(entry),
        _since(entry.get(medicine_since.key)),
        _("no longer taken") if entry.get(medicine_still_taken.key) is False else "",
    )
    return _sentence(said)


def _effect(entry: Entry) -> str:
    parts = (medicine_relief, medicine_side_effects, medicine_why_stopped)
    return _sentence([_part(part, entry) for part in parts])


def _sentence(said: Sequence[str]) -> str:
    return ", ".join(text for text in said if text)


def _part(part: Question, entry: Entry) -> str:
    value = entry.get(part.key)
    if value is None:
        return ""
    if isinstance(value, Absent):
        return f"{say(part.short)}: {say(part.unsure)}"
    return part.said_among(value, entry, say)


def _amount(entry: Entry) -> str:
    """ "2 tablets", "5 ml", "1 patch"; what was written with its noun already, as it was written."""
    amount, form = entry.get(medicine_amount.key), entry.get(medicine_form.key)
    said = amount.said if isinstance(amount, Said) else str(amount)
    if not isinstance(amount, Decimal | Said) or form not in _COUNTED or not said[-1:].isdigit():
        return _part(medicine_amount, entry)
    most = amount.high if isinstance(amount, Said) else amount
    number = 1 if most is not None and most <= 1 else 2
    if form == "patch":
        return ngettext("%(said)s patch", "%(said)s patches", number, said=said)
    if form == "liquid":
        return _("%(said)s ml", said=said)
    return ngettext("%(said)s tablet", "%(said)s tablets", number, said=said)


_COUNTED = frozenset(("tablet", "patch", "liquid"))


def _changed(entry: Entry) -> str:
    days = entry.get(medicine_changed_every.key)
    if isinstance(days, Decimal):
        return ngettext("changed every day", "changed every %(num)s days", int(days))
    if isinstance(days, Said) and not days.said[-1:].isdigit():
        return _("changed %(often)s", often=days.said)
    return _part(medicine_changed_every, entry)


def _pattern(entry: Entry) -> str:
    said: Mapping[object, str] = {"regular": _("regularly"), "when_needed": _("when needed")}
    return said.get(entry.get(medicine_pattern.key), "")


def _since(day: object) -> str:
    """The day, month or year that it comes to, as exactly as it was said."""
    if not isinstance(day, ApproximateDate):
        return f"{say(medicine_since.short)}: {say(medicine_since.unsure)}" if day else ""
    if day.on is None:
        return _("since %(day)s", day=day.said_in_words(say))
    middle = day.earliest + (day.latest - day.earliest) / 2
    written = next((form for unit, form in _AS_EXACTLY.items() if unit in day.said), "d MMMM y")
    is_this_year = middle.year == day.on.year and written == "d MMMM y"
    return _("since about %(day)s", day=format_date(middle, "d MMMM" if is_this_year else written))


_AS_EXACTLY = {"month": "MMMM y", "year": "y"}
