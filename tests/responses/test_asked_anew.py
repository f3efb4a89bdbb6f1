"""What was said of a list of medicines is asked anew once the list says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
import time_machine
from flask import Flask

from questionnaire.responses.answers import Giver, case_of, history
from questionnaire.responses.asked_anew import with_days_asked_anew
from questionnaire.responses.intake import take_in_all
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.days import ApproximateDate as About
from rules.language.logic.relations import Range
from rules.language.questions import Choice, Entry, Question
from rules.questions.mri import ct_date, ct_scan, mri_date, mri_status, xray, xray_date
from rules.questions.pain_relief import pain_medicines, paracetamol_as_given
from tests.kit.people import Invited, add_staff
from tests.kit.telling import tell

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
        tell(session)
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


SAID = ["2026-11-10", "2026-11-16", "2026-11-20", "2026-11", "2026", "2025"]
TODAY = date(2026, 11, 16)


def say(app: Flask, invited: Invited, given: Mapping[Question, object], giver: Giver) -> Case:
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        take_in_all(session, response, [(given, giver)])
        tell(session)
        return case_of(session, response)


def is_wrong(status: object, day: About) -> bool:
    """Whether no page takes such a day of a scan of such a status."""
    return (status == "done" and day.earliest > TODAY) or (
        status == "booked" and day.latest < TODAY
    )


@pytest.mark.parametrize(
    ("asked", "dated"),
    [(mri_status, mri_date), (xray, xray_date), (ct_scan, ct_date)],
    ids=["mri", "xray", "ct"],
)
def test_no_scan_is_done_on_a_day_to_come_or_booked_for_a_past_one(
    asked: Choice, dated: Question
) -> None:
    """Of every status changed into every other, with every kind of day."""
    statuses = [*asked.options, Absent.NOT_SURE, Absent.UNANSWERED]
    for before, after, told in product(statuses, statuses, map(About, SAID)):
        if is_wrong(before, told):
            continue
        stood = Case({asked.key: Given(before), dated.key: Given(told)}, TODAY)

        given = with_days_asked_anew({asked: after}, stood, TODAY)

        kept = given.get(dated, told)
        assert kept is Absent.UNANSWERED if is_wrong(after, told) else kept == told


@pytest.mark.parametrize("by", [Origin.PATIENT, Origin.STAFF_PHONE])
def test_a_past_day_is_kept_in_the_history_when_the_scan_is_booked_anew(
    app: Flask, invited: Invited, by: Origin
) -> None:
    nurse = add_staff(app, Role.NURSE, "second") if by is Origin.STAFF_PHONE else None
    giver = Giver(by, nurse, reason="It changed" if nurse else None)
    with time_machine.travel(TODAY, tick=False):
        say(app, invited, {xray: "done", xray_date: About("2026-11-10")}, giver)

        case = say(app, invited, {xray: "booked"}, giver)

    assert xray_date.answer(case) is Absent.UNANSWERED
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        rows = history(read_session(), response)["xray_date"]
        assert [row.value for row in rows] == [{"said": "2026-11-10"}, {"absent": "unanswered"}]
