"""The day's doses that a patient is asked to confirm, medicine by medicine. No verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from questionnaire.fields import PageForm
from questionnaire.fields.since import Since
from questionnaire.web.languages import say
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
        return tuple(_rows(opioids_as_given.details(case).lines, _milligrams))
    if paracetamol_confirmed not in page.questions:
        return ()
    total = paracetamol_as_given.details(case)
    together = (_("Together"), _grams(total.milligrams or Decimal(0)))
    return (*_rows(total.lines, _grams), together)


def says_no(page: Page, case: Case) -> bool:
    """Whether the patient answered there that a dose is not right."""
    return any(one.answer(case) is False for one in CONFIRMED if one in page.questions)


def _rows(lines: tuple[Line, ...], said: Callable[[Decimal], str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.dose is not None:
            dose = _between(line.dose, said if line.unit == "mg" else _micrograms_an_hour)
            yield line.name, f"{say(line.ingredient)}: {dose}"


def _between(dose: Amount, said: Callable[[Decimal], str]) -> str:
    low, high = ends(dose)
    if high is None or low == high:
        return said(low)
    return _("%(low)s to %(high)s", low=said(low), high=said(high))


def _grams(milligrams: Decimal) -> str:
    """8 g for 8000 mg, as it is said of paracetamol."""
    if milligrams < MILLIGRAMS_IN_A_GRAM:
        return _milligrams(milligrams)
    return _("%(number)s g a day", number=format_decimal(milligrams / MILLIGRAMS_IN_A_GRAM))


def _milligrams(milligrams: Decimal) -> str:
    return _("%(number)s mg a day", number=format_decimal(milligrams))


def _micrograms_an_hour(strength: Decimal) -> str:
    return _("%(number)s micrograms an hour", number=format_decimal(strength))


def of_other_doses(page: Page, form: PageForm, since: Since) -> list[str]:
    """The answers about doses that are not those of now: each is told so, and asked for again."""
    if doses_on(page, since.then) == doses_on(page, since.now):
        return []
    fields = [field for field in form.answer_fields() if not field.is_blank]
    for field in fields:
        field.errors = [say("Your medicines were changed meanwhile. Look at these amounts again")]
    return [field.name for field in fields]
