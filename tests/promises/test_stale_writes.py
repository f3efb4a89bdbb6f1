"""Any two forms that change a response, the later of them stale: never are both accepted unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count, product
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from questionnaire.responses import answers
from questionnaire.store.database import read_session
from questionnaire.store.models import Response, Role, Stage
from tests.kit.filled import answered
from tests.kit.pages import Filled, PageClient, values
from tests.kit.people import StaffClient, add_staff

RECORD_NUMBERS = count(1)
STANDING = frozenset({Stage.SENT, Stage.READY})


@dataclass(frozen=True)
class Form:
    """A form that changes a response, and two ways to fill it in that are not what stands."""

    page: str  # the address that it stands on, under the response or the patient's pages
    ways: tuple[Filled, Filled]
    to: str = ""  # what it is sent to, where the page has several
    role: Role = Role.NURSE
    whole: bool = False  # it is about all that is known: whoever sends it should have seen that

    def __str__(self) -> str:
        return self.to or self.page or "response"


def reasoned(key: str, said: str) -> Filled:
    return {key: said, "learned": "record", "reason": f"The letter says {said}"}


FORMS = (
    Form("patient/pain-trend", ({"pain_trend": "better"}, {"pain_trend": "same"})),
    Form("patient/relief", ({"relief": "40"}, {"relief": "70"})),
    Form("correct/pain_trend", (reasoned("pain_trend", "better"), reasoned("pain_trend", "same"))),
    Form("correct/relief", (reasoned("relief", "40"), reasoned("relief", "70"))),
    Form(
        "facts/fracture-on-imaging",
        (
            {"fracture_seen": "no", "reason": "Read again"},
            {"fracture_seen": "not-sure", "reason": "Read again"},
        ),
    ),
    Form(
        "medicines/1",
        (
            {"read_as": "morphine", "reason": "On the box"},
            {"read_as": "codeine", "reason": "On the box"},
        ),
    ),
    Form("", ({"consult_on": "2027-01-04"}, {"consult_on": "2027-01-11"}), "consult-day"),
    Form(
        "identity",
        (
            {"name": "Pat Sample", "reason": "Misspelt"},
            {"name": "Patricia Example", "reason": "Misspelt"},
        ),
    ),
    Form("", ({}, {}), "ready", whole=True),
    Form("", ({}, {}), "close", whole=True),
    Form(
        "decision",
        ({"choice": "no_offer", "note": "One"}, {"choice": "more_needed", "note": "Two"}),
        role=Role.CLINICIAN,
        whole=True,
    ),
)


@dataclass
class Person:
    """A member of staff with a page open. The patient's pages are open to a nurse by telephone."""

    client: PageClient
    opened: Form | None = None
    action: str = ""
    boxes: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])

    def open(self, form: Form, response: UUID) -> bool:
        """Fetch the page of a form; False where it is not offered by now."""
        under = f"/responses/{response}"
        if form.page.startswith("patient/"):
            offered = self.client.get(under).forms()
            if not any(one.get("action").endswith("/telephone") for one in offered):
                return False
            self.client.submit(to=f"{under}/telephone")
            page = self.client.get(f"/r/{response}/{form.page.removeprefix('patient/')}")
        else:
            page = self.client.get(f"{under}/{form.page}".rstrip("/"))
        wanted = f"{under}/{form.to}/" if form.to else ""
        found = [one for one in page.main.all("form") if wanted in one.get("action")]
        if not found:
            return False
        self.opened, self.action = form, found[0].get("action")
        self.boxes = values(found[0])
        return True

    def send(self, way: int) -> int:
        """Send the form as it was opened, filled in one way or the other."""
        assert self.opened
        names = self.boxes
        filled = {name: [str(said)] for name, said in self.opened.ways[way].items()}
        if "consult_on" in filled and "consult_on-year" in names:
            parts = filled.pop("consult_on")[0].split("-")
            keys = ("consult_on-year", "consult_on-month", "consult_on-day")
            filled |= {key: [part] for key, part in zip(keys, parts, strict=True)}
        sent = self.client.browser.post(
            self.action, data={**names, **filled}, headers={"Referer": "http://localhost/"}
        )
        return sent.status_code


def standing(app: Flask, response_id: UUID) -> dict[str, object]:
    """All that forms change of a response, by name."""
    with app.app_context():
        session = read_session()
        response = session.get_one(Response, response_id)
        rows = answers.history(session, response)
        patient = response.patient
        return {
            **{key: given[-1].value for key, given in rows.items()},
            "(stage)": response.stage,
            "(consult)": response.consult_on,
            "(decided)": [one.choice for one in response.decisions],
            "(patient)": (patient.name, patient.date_of_birth, patient.record_number),
        }


def moved(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {name for name in after if after[name] != before.get(name)}


@pytest.fixture
def people(app: Flask) -> dict[tuple[Role, int], Person]:
    """Two nurses and two clinicians."""
    both = [*product((Role.NURSE, Role.CLINICIAN), (0, 1))]
    for role, number in both:
        add_staff(app, role, f"{role.value}{number}")
    return {
        (role, number): Person(StaffClient(app, f"{role.value}{number}")) for role, number in both
    }


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    stale=st.sampled_from(FORMS),
    first=st.sampled_from(FORMS),
    ways=st.tuples(st.sampled_from((0, 1)), st.sampled_from((0, 1))),
)
def test_a_stale_form_covers_nothing_that_it_has_not_shown(
    app: Flask,
    people: dict[tuple[Role, int], Person],
    stale: Form,
    first: Form,
    ways: tuple[int, int],
) -> None:
    response = answered(app, "V02", Stage.SENT, record_number=f"RN {next(RECORD_NUMBERS)}")
    late, early = people[stale.role, 0], people[first.role, 1]
    if not late.open(stale, response) or not early.open(first, response):
        return
    begun = standing(app, response)
    early.send(ways[0])
    between = standing(app, response)

    late.send(ways[1])

    now = standing(app, response)
    changed = moved(begun, between)
    assert changed, f"{first} changed nothing"
    if stale.whole:
        assert now == between, f"{stale} went through though {first} had changed {changed}"
    else:
        assert not moved(between, now) & changed, f"{stale} covered {changed} of {first}"
