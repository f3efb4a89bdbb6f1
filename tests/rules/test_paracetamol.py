"""The day's paracetamol, over all medicines: asked about over 4 g, and a red flag once confirmed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Status
from rules.language.findings.findings import find
from rules.language.logic.case import Absent, Case, Given
from rules.medicines.daily_total import TotalStatus
from rules.protocols.red_flags import RED_FLAGS
from rules.questions.pain_relief import daily_paracetamol, pain_medicines, paracetamol_confirmed

ON = date(2026, 11, 16)
Medicine = dict[str, object]


def tablets(name: str, strength: str, amount: object = 2, **parts: object) -> Medicine:
    """In mg, four times a day."""
    usual = {"form": "tablet", "unit": "mg", "times": 4, "still_taken": True}
    return {"name": name, "strength": strength, "amount": amount, **usual, **parts}


PARACETAMOL = tablets("Paracetamol", "500")
CO_CODAMOL = tablets("Co-codamol", "30/500")


def case(*medicines: Medicine, confirmed: object = Absent.UNANSWERED) -> Case:
    answers = {"pain_medicines": pain_medicines.read(list(medicines))}
    given = {**answers, "paracetamol_confirmed": confirmed}
    return Case({key: Given(value) for key, value in given.items()}, ON)


def flag(known: Case) -> Status:
    (criterion,) = (one for one in RED_FLAGS.criteria if one.key == "paracetamol_over_limit")
    return find(criterion, known).status


@pytest.mark.parametrize(
    ("taken", "milligrams"),
    [
        ((), 0),
        ((PARACETAMOL,), 4000),
        ((CO_CODAMOL,), 4000),
        ((tablets("Zapain", "30/500"),), 4000),
        ((tablets("Tramacet", "37.5/325"),), 2600),
        ((tablets("Panadol Extra", "500/65"),), 4000),
        ((tablets("Ibuprofen", "400"),), 0),
        ((PARACETAMOL, {**CO_CODAMOL, "still_taken": False}), 4000),
        ((tablets("Calpol", "250", 10, form="liquid", unit="mg_in_5_ml"),), 2000),
    ],
)
def test_paracetamol_is_counted_in_every_medicine(
    taken: tuple[Medicine, ...], milligrams: int
) -> None:
    total = daily_paracetamol.details(case(*taken))

    assert (total.status, total.milligrams) == (TotalStatus.EXACT, Decimal(milligrams))
    assert paracetamol_confirmed.answer(case(*taken)) is Absent.NOT_ASKED
    assert flag(case(*taken)) is Status.NOT_MET


@pytest.mark.parametrize(
    ("said", "status", "stands"),
    [
        (True, TotalStatus.EXACT, Status.MET),
        (False, TotalStatus.NOT_CONFIRMED, Status.NOT_MET),
        (Absent.NOT_SURE, TotalStatus.NOT_CONFIRMED, Status.CANNOT_TELL),
        (Absent.UNANSWERED, TotalStatus.NOT_CONFIRMED, Status.CANNOT_TELL),
    ],
)
def test_eight_grams_over_two_medicines_are_asked_about(
    said: object, status: TotalStatus, stands: Status
) -> None:
    known = case(PARACETAMOL, CO_CODAMOL, confirmed=said)
    total = daily_paracetamol.details(known)

    assert (total.status, total.milligrams, flag(known)) == (status, Decimal(8000), stands)


def test_paracetamol_under_two_names_is_not_over_4_g_until_somebody_says_that_both_are_taken() -> (
    None
):
    panadol = tablets("Panadol", "500")
    both = {**panadol, "listed_again": "different"}

    assert daily_paracetamol.details(case(PARACETAMOL, panadol)).at_most == 8000
    assert paracetamol_confirmed.answer(case(PARACETAMOL, panadol, confirmed=True)) is (
        Absent.UNANSWERED
    )
    assert flag(case(PARACETAMOL, both, confirmed=True)) is Status.MET


def test_a_dose_or_a_name_that_is_not_known_leaves_it_open() -> None:
    for unknown in (
        {**PARACETAMOL, "amount": {"absent": "not sure"}},
        tablets("the white ones", ""),
    ):
        if not unknown["strength"]:
            del unknown["strength"]
        assert flag(case(unknown)) is Status.CANNOT_TELL
