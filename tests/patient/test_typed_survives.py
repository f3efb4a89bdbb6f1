"""Whatever a patient, a lost session and the clinic do: no answer is lost, invented or shown hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from urllib.parse import urljoin

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import update

from questionnaire.patient.journey import PAGES
from questionnaire.responses import answers
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import PatientSession, Response
from tests.kit.pages import Page, read_page, values
from tests.kit.people import Invited, PatientClient, StaffClient, invite

AGAIN = "Give the date of birth again"
RIGHT = {"born-day": "27", "born-month": "3", "born-year": "1948"}
SHUT = ("This link was replaced by a newer one", "Your appointment was called off")
UNCLEAR = "about nine or so"
# What is typed or ticked in a box, beside what is stored of it; nothing where it is not understood.
SAID: Mapping[str, Mapping[str, object]] = {
    "anything_else": {"It hurts": "It hurts", "½ « d'accord »\nless": "½ « d'accord »\nless"},
    "days_in_bed": {"3": 3, "5": 5, UNCLEAR: None},
    "blood_thinner": {"yes": True, "no": False},
    "blood_thinner_which": {"aspirin": ["aspirin"], "warfarin": ["warfarin"]},
}
PAGE_OF = {one.key: page.key for page in PAGES.values() for one in page.questions}
SENT = [(key, typed) for key, said in SAID.items() for typed in said]
RECORD_NUMBERS = count(1)
TABS = st.sampled_from([0, 1])


@dataclass
class OpenPage:
    """A page in a tab, and the answers that stood when its form was made."""

    page: Page
    stood: Mapping[str, object] = field(default_factory=dict[str, object])


class Visit(RuleBasedStateMachine):
    """One browser with two tabs, and what ought to be stored."""

    app: Flask
    nurse: StaffClient

    def __init__(self) -> None:
        super().__init__()
        invited = invite(self.app, record_number=f"RN {next(RECORD_NUMBERS)} of visits")
        self.client = PatientClient(self.app, invited)
        self.client.open_link()
        self.tabs: dict[int, OpenPage] = {}
        self.due: dict[str, object] = {}
        self.at_version: dict[int, Mapping[str, object]] = {}
        self.is_closed = False
        self._note()

    @rule(tab=TABS, key=st.sampled_from(sorted(SAID)))
    def open_or_reload(self, tab: int, key: str) -> None:
        if self.is_closed:
            return
        self._come_in()
        page = self.client.get(self.client.at(PAGE_OF[key]))
        found = re.search(r"/v(\d+)", page.form().get("action"))
        if found and PAGE_OF[key] in page.url:
            self.tabs[tab] = OpenPage(page, self.at_version[int(found[1])])
        else:
            assert key == "blood_thinner_which", page.url
            self.tabs.pop(tab, None)

    @rule(tab=TABS, sent=st.sampled_from(SENT), button=st.sampled_from(["", "", "back", "stop"]))
    def send(self, tab: int, sent: tuple[str, str], button: str) -> None:
        """By Continue, by our own Back, or to stop for now; then the tab is at another page."""
        key, typed = sent
        opened = self.tabs.get(tab)
        is_hidden = key == "blood_thinner_which" and self.due.get("blood_thinner") is not True
        if opened is None or key not in values(opened.page.form())["shown"] or is_hidden:
            return
        boxes = {**values(opened.page.form()), key: [typed]} | ({button: ["yes"]} if button else {})
        page = self._let_in_with(self._post(opened.page.form().get("action"), boxes), typed)
        if page is not None:
            self._expect(page, opened, key, typed, button)
        self._note()

    @rule(tab=TABS, sent=st.sampled_from(SENT), button=st.sampled_from(["", "back"]))
    def answer(self, tab: int, sent: tuple[str, str], button: str) -> None:
        self.open_or_reload(tab, sent[0])
        self.send(tab, sent, button)

    @rule(tab=TABS)
    def send_the_same_again(self, tab: int) -> None:
        """A double tap, or a page sent that nobody changed: it says nothing."""
        if opened := self.tabs.get(tab):
            form = opened.page.form()
            if any(UNCLEAR in typed for typed in values(form).values()):
                return
            for _ in range(2):
                self._let_in_with(self._post(form.get("action"), values(form)), "")
            self._note()

    @rule(away=st.booleans())
    def lose_the_session(self, *, away: bool) -> None:
        """By hours without use, or with all cookies."""
        if not away:
            self.client.browser = self.app.test_client()
            return
        with self.app.app_context(), write_session() as session:
            before = clock.now() - timedelta(hours=3)
            of_it = PatientSession.response_id == self.client.response_id
            session.execute(update(PatientSession).where(of_it).values(last_seen_at=before))

    @rule(closes=st.booleans())
    def the_clinic_acts(self, *, closes: bool) -> None:
        """It makes a new link, or closes the response, or opens it again with one."""
        if not closes and not self.is_closed:
            self._new_link()
            return
        submission = f"/responses/{self.client.response_id}"
        self.nurse.get(submission)
        self.nurse.submit(to=f"{submission}/{'reopen' if self.is_closed else 'close'}")
        self.is_closed = not self.is_closed
        if not self.is_closed:
            self._new_link()

    @invariant()
    def what_is_stored_is_what_was_said(self) -> None:
        assert self._stored() == self.due

    @invariant()
    def no_hidden_answer_is_shown(self) -> None:
        with self.app.app_context():
            case = answers.case_of(read_session(), self._response())
            shown = {one.key for one in answers.asked(_WHICH, case)}
        assert ("blood_thinner_which" in shown) == (self.due.get("blood_thinner") is True)

    def _expect(self, page: Page, opened: OpenPage, key: str, typed: str, button: str) -> None:
        said, stands, stood = SAID[key][typed], self.due.get(key), opened.stood.get(key)
        if said is None:
            if not button:
                assert page.by_id(key).get("value") == typed
            return
        if page.status == 422:
            assert said not in (stands, stood), "what was changed on one side only is taken in"
            assert stands != stood
            again = {**values(page.form())}
            page = self._post(page.form().get("action"), again)
        if said != stood:
            self.due[key] = said

    def _let_in_with(self, page: Page, typed: str) -> Page | None:
        """The page after it, once who sent it is let in; None where the clinic has shut the link."""
        if page.heading == "This page is not saved yet":
            page = self._post(page.form().get("action"), values(page.form()))
        if page.heading == AGAIN:
            assert len(typed) < len("It hurts") or typed not in page.text
            page = self._post(
                page.form().get("action"),
                {**values(page.form()), **{name: [one] for name, one in RIGHT.items()}},
            )
        return None if page.heading in {AGAIN, *SHUT} else page

    def _come_in(self) -> None:
        """By whatever way is open: the pages themselves, the birthday, or the link."""
        answer = self.client.browser.get(self.client.at(""))
        if answer.status_code == 403:
            self.client.open_link()
        self._note()

    def _new_link(self) -> None:
        submission = f"/responses/{self.client.response_id}"
        self.nurse.get(submission)
        page = self.nurse.submit(to=f"{submission}/invitation/reissue")
        link = page.by_id("link").get("value").removeprefix("http://127.0.0.1:8000")
        self.client.link = Invited(self.client.response_id, link).link

    def _post(self, to: str, boxes: Mapping[str, list[str]]) -> Page:
        url = urljoin(self.client.at(""), to)
        sent = {name: one for name, one in boxes.items() if one}
        answer = self.client.browser.post(url, data=sent, headers={"Referer": "http://localhost/"})
        if answer.status_code == 303:
            return self.client.get(urljoin(url, answer.headers["Location"]))
        return read_page(url, answer)

    def _response(self) -> Response:
        return read_session().get_one(Response, self.client.response_id)

    def _stored(self) -> dict[str, object]:
        with self.app.app_context():
            given = answers.history(read_session(), self._response())
            latest = {key: given[key][-1].value for key in SAID if key in given}
        return {key: value for key, value in latest.items() if value != {"absent": "unanswered"}}

    def _note(self) -> None:
        """Which answers stand at the version of now."""
        with self.app.app_context():
            version = answers.count(read_session(), self._response())
        self.at_version[version] = dict(self.due)


_WHICH = next(page for page in PAGES.values() if page.key == PAGE_OF["blood_thinner_which"])


def test_in_any_order_nothing_typed_is_lost_and_nothing_is_invented(
    app: Flask, nurse: StaffClient
) -> None:
    Visit.app, Visit.nurse = app, nurse

    run_state_machine_as_test(
        Visit,
        settings=settings(
            max_examples=9,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
