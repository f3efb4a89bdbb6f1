"""Any two forms of a patient in two browsers, in any order: nothing is undone, or overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from questionnaire.patient.journey import PAGES
from questionnaire.responses.answers import history
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.language.logic.conditions import ALWAYS
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Entries,
    MultiChoice,
    Number,
    Question,
    Scale,
    Text,
    YesNo,
)
from tests.kit.filling_in import boxes
from tests.kit.pages import Page, values
from tests.kit.people import PatientClient, invite

ASKED = {
    key: page.questions
    for key, page in PAGES.items()
    if all(one.asked_if is ALWAYS and not isinstance(one, Entries) for one in page.questions)
}
RECORD_NUMBERS = count(1)


def two_answers(question: Question) -> Sequence[object]:
    """Some answers that a question takes, as stored."""
    match question:
        case YesNo():
            return [True, False]
        case Choice(options=options):
            return [*options][:3]
        case MultiChoice(options=options):
            return [[one] for one in options][:3]
        case Scale():
            return [3, 9]
        case Number():
            return [1, 2]
        case Text():
            return ["It hurts", "It hurts\nless"]
        case ApproximateDay():
            return [{"said": "2024"}, {"said": "2025-03"}]
    raise AssertionError(f"say in {__file__} what a {type(question).__name__} takes")


@dataclass
class Tab:
    """A browser with one page open, and what stood on it when it was made."""

    client: PatientClient
    page: Page | None = None
    key: str = ""
    stood: Mapping[str, object] = field(default_factory=dict[str, object])


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[int, str, str, object]]:
    """Opening a page or sending it, changed or left as it stands, in one browser or the other."""
    pages = draw(st.lists(st.sampled_from(sorted(ASKED)), min_size=1, max_size=2, unique=True))

    def act() -> tuple[int, str, str, object]:
        page = draw(st.sampled_from(pages))
        question = draw(st.sampled_from(ASKED[page]))
        to = draw(st.sampled_from([None, *two_answers(question)]))
        return draw(st.sampled_from([0, 1])), draw(st.sampled_from([page, ""])), question.key, to

    return [act() for _ in range(draw(st.integers(4, 12)))]


def standing(app: Flask, client: PatientClient) -> dict[str, object]:
    """The answers as they stand, as stored."""
    with app.app_context():
        response = read_session().get_one(Response, client.response_id)
        given = history(read_session(), response)
        return {key: rows[-1].value for key, rows in given.items()}


def tabs(app: Flask) -> Iterator[Tab]:
    """Two browsers of one new patient."""
    invited = invite(app, record_number=f"RN {next(RECORD_NUMBERS)} of many")
    for _ in range(2):
        client = PatientClient(app, invited)
        client.open_link()
        yield Tab(client)


def open_page(app: Flask, tab: Tab, key: str) -> None:
    tab.page, tab.key = tab.client.get(tab.client.at(key)), key
    tab.stood = standing(app, tab.client)


def send(app: Flask, tab: Tab, question: Question, to: object) -> None:
    """Send a page with one answer changed, or with none; and see what became of all answers."""
    assert tab.page
    before = standing(app, tab.client)
    sent = {**values(tab.page.form())}
    if to is not None:
        sent = {name: said for name, said in sent.items() if not name.startswith(question.key)}
        sent |= {name: [*said] for name, said in boxes(question, to).items()}
    url = tab.page.form().get("action")
    answer = tab.client.browser.post(url, data=sent, headers={"Referer": "http://localhost/"})
    now = standing(app, tab.client)
    moved = {key for key in before if now[key] != before[key]}
    stood, stands = tab.stood.get(question.key), before.get(question.key)
    if to is None or to == stood:
        assert (answer.status_code, moved) == (303, set())
    elif to != stands and not same(stood, stands):
        assert (answer.status_code, moved) == (422, set())
    else:
        assert (answer.status_code, now[question.key]) == (303, to)
        assert moved <= {question.key}


def same(stood: object, stands: object) -> bool:
    """Whether nothing was answered meanwhile: a page passed over and one never seen say the same."""
    nothing = (None, {"absent": "unanswered"})
    return stood == stands or (stood in nothing and stands in nothing)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # each act is a page fetched: what failed is short enough as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=acts())
def test_of_two_pages_neither_undoes_nor_overwrites_unseen(
    app: Flask, acts: list[tuple[int, str, str, object]]
) -> None:
    both = [*tabs(app)]
    questions = {one.key: one for asked in ASKED.values() for one in asked}

    for number, to_open, key, to in acts:
        tab = both[number]
        if to_open or tab.page is None:
            open_page(
                app, tab, to_open or next(page for page in ASKED if questions[key] in ASKED[page])
            )
        elif questions[key] in ASKED[tab.key]:
            send(app, tab, questions[key], to)
