"""What was said of a list of medicines is asked anew once the list says otherwise."""

from __future__ import annotations

from decimal import Decimal

from flask import Flask

from questionnaire.responses.answers import Giver, case_of
from questionnaire.responses.intake import take_in_all
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from rules.language.logic.case import Origin
from rules.language.logic.relations import Range
from rules.language.questions import Entry
from rules.questions.pain_relief import pain_medicines, paracetamol_as_given
from tests.kit.people import Invited

TABLET = {"form": "tablet", "strength": "500", "unit": "mg", "still_taken": True}
TWICE_TWO = {**TABLET, "amount": Decimal(2), "times": Decimal(4)}
PARACETAMOL: Entry = {"name": "Paracetamol", **TWICE_TWO}
PANADOL: Entry = {"name": "Panadol", **TWICE_TWO, "listed_again": "different"}
AGAIN: Entry = {"name": "Paracetamol", **TWICE_TWO, "listed_again": "same"}


def total_after(app: Flask, invited: Invited, *lists: tuple[Entry, ...]) -> object:
    """The day's paracetamol once the patient has given these lists, one after the other."""
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        for entries in lists:
            take_in_all(session, response, [({pain_medicines: entries}, Giver(Origin.PATIENT))])
        return paracetamol_as_given.value(case_of(session, response))


def test_the_same_as_one_that_is_removed_is_asked_about_again(app: Flask, invited: Invited) -> None:
    whole = (PARACETAMOL, PANADOL, AGAIN)

    assert total_after(app, invited, whole) == Decimal(8000)
    assert total_after(app, invited, (PANADOL, AGAIN)) == Range(Decimal(4000), Decimal(8000))


def test_the_same_as_one_that_is_renamed_is_asked_about_again(app: Flask, invited: Invited) -> None:
    renamed = {**PARACETAMOL, "name": "Panadol"}

    whole, later = (PARACETAMOL, AGAIN), (renamed, AGAIN)

    assert total_after(app, invited, whole) == Decimal(4000)
    assert total_after(app, invited, later) == Range(Decimal(4000), Decimal(8000))


def test_what_was_said_stands_where_only_how_much_is_taken_changes(
    app: Flask, invited: Invited
) -> None:
    fewer = {**PARACETAMOL, "times": Decimal(3)}

    assert total_after(app, invited, (PARACETAMOL, PANADOL), (fewer, PANADOL)) == Decimal(7000)
