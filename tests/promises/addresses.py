"""An address of every route, with the ids of one patient who is really there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast

from flask import Flask
from werkzeug.routing import AnyConverter, Rule

from questionnaire.responses import answers, raised_flags
from questionnaire.store import clock
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from rules.questions import SECTIONS, STAFF_SECTIONS
from tests.kit.filled import answer_like, answered
from tests.kit.people import Invited
from tests.kit.telling import tell

Known: TypeAlias = Mapping[str, object]
"""What stands in an address, by the name that the address gives it."""

OPEN_FLAG = "V27"  # an infection
# What is asked in an address rather than named by it.
ASKED = {"range_export.spreadsheet": ("first", "last")}


def known_of(app: Flask, invited: Invited) -> Known:
    """Everything that an address can name of one patient, who has answered and raised a flag.

    Another response, of a patient with the same name, waits on the ready list.
    """
    ready = answered(app, OPEN_FLAG, record_number="RN 2")
    answer_like(app, invited.response_id, OPEN_FLAG)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        raised_flags.raise_flags(session, response, answers.case_of(session, response))
        flag = raised_flags.flags_of(session, response)[0]
        response.consult_on = clock.today()
        tell(session)
        return {
            "response_id": response.id,
            "patient_id": response.patient_id,
            "flag_id": flag.id,
            "staff_id": response.invitations[0].created_by,
            "token": invited.link.rpartition("/")[2],
            "question": "pain_trend",
            "number": 1,
            "version": 0,
            "step": "medicine",
            "first": response.consult_on,
            "last": response.consult_on,
            "ready": ready,
        }


def address(app: Flask, rule: Rule, known: Known) -> str:
    """An address that a route has."""
    names = (*rule.arguments, *ASKED.get(rule.endpoint, ()))
    values = {name: _value(rule, name, known) for name in names}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def _value(rule: Rule, name: str, known: Known) -> object:
    converter = rule._converters.get(name)
    if isinstance(converter, AnyConverter):
        return min(cast("set[str]", converter.items))
    if name == "page":
        return _page(rule)
    assert name in known, f"{rule.rule}: say in {__file__} what <{name}> is of the patient there"
    return known[name]


def _page(rule: Rule) -> str:
    if "number" in rule.arguments:
        return "pain-medicines"
    sections = STAFF_SECTIONS if rule.endpoint.startswith("facts.") else SECTIONS
    return sections[0].pages[0].key
