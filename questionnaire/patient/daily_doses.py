"""The day's doses that a patient is asked to confirm, medicine by medicine. No verdict."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from rules.language.logic.case import Case
from rules.language.questions.pages import Page
from rules.medicines.doses import Amount, ends
from rules.medicines.opioids import Line
from rules.questions.pain_relief import (
    opioid_doses_confirmed,
    opioids_as_given,
    paracetamol_as_given,
    paracetamol_confirmed,
)

CONFIRMED = (opioid_doses_confirmed, paracetamol_confirmed)
MILLIGRAMS_IN_A_GRAM = 1000


def doses_on(page: Page, case: Case) -> tuple[tuple[str, str], ...]:
    """What the page asks to confirm: each medicine with its dose a day; none on another page."""
    if opioid_doses_confirmed in page.questions:
        return tuple(_rows(opioids_as_given.details(case).lines))
    if paracetamol_confirmed not in page.questions:
        return ()
    total = paracetamol_as_given.details(case)
    together = (_("Together"), _("%(dose)s of paracetamol a day", dose=_weight(total.milligrams)))
    return (*_rows(total.lines), together)


def says_no(page: Page, case: Case) -> bool:
    """Whether the patient answered there that a dose is not right."""
    return any(one.answer(case) is False for one in CONFIRMED if one in page.questions)


def _rows(lines: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.dose is None:
            continue
        if line.unit == "mg":
            yield line.name, _("%(dose)s a day", dose=_between(line.dose))
        else:
            yield line.name, _("%(number)s micrograms an hour", number=_between(line.dose, ""))


def _between(dose: Amount, unit: str = "mg") -> str:
    say = _weight if unit else format_decimal
    low, high = ends(dose)
    if high is None or low == high:
        return say(low)
    return _("%(low)s to %(high)s", low=say(low), high=say(high))


def _weight(milligrams: Decimal | None) -> str:
    """8 g for 8000 mg, as it is said."""
    amount = milligrams or Decimal(0)
    if amount < MILLIGRAMS_IN_A_GRAM:
        return _("%(number)s mg", number=format_decimal(amount))
    return _("%(number)s g", number=format_decimal(amount / MILLIGRAMS_IN_A_GRAM))
