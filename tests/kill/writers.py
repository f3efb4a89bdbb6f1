"""Patients who answer page after page of a real server, and know which pages it acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count, cycle
from threading import Event, Thread
from typing import TypeAlias

from rules.language.logic.conditions import ALWAYS
from rules.language.questions import Choice, MultiChoice, Question, Scale, Stored, Text, YesNo
from rules.language.questions.pages import Page
from rules.questions import QUESTIONS, SECTIONS
from rules.questions.about_you import answering
from tests.kit.filling_in import filled
from tests.kit.pages import values
from tests.kit.people import BORN, Invited
from tests.kit.real_server import NetworkClient, Served

Answers: TypeAlias = dict[str, Stored]

KINDS = (YesNo, Choice, MultiChoice, Scale, Text)
BIRTHDAY = {"born-day": str(BORN.day), "born-month": str(BORN.month), "born-year": str(BORN.year)}


def _is_asked_of_everybody(page: Page) -> bool:
    return all(isinstance(one, KINDS) and one.asked_if is ALWAYS for one in page.questions)


# Who answers would change what else is asked.
PAGES = tuple(
    page
    for section in SECTIONS
    for page in section.pages
    if _is_asked_of_everybody(page) and answering not in page.questions
)


def nth(question: Question, number: int) -> Stored:
    """An answer that is another each time."""
    match question:
        case YesNo():
            return bool(number % 2)
        case MultiChoice(options=options):
            return [list(options)[number % len(options)]]
        case Choice(options=options):
            return list(options)[number % len(options)]
        case Scale():
            return number % 11
        case _:
            return f"answer {number}"


@dataclass
class Patient:
    """What a patient's browser was told: it outlives the server."""

    invited: Invited
    acknowledged: Answers = field(default_factory=dict)
    under_way: Answers = field(default_factory=dict)  # sent, and nothing came back
    pages: int = 0
    client: NetworkClient | None = None  # it keeps its cookie: who was let in goes on
    visits: Iterator[tuple[int, Page]] = field(default_factory=lambda: zip(count(1), cycle(PAGES)))

    def half_written(self, kept: Answers) -> bool:
        """Whether a page that nothing came back of is stored in part."""
        before = {key: self.acknowledged.get(key) for key in self.under_way}
        now = {key: kept.get(key) for key in self.under_way}
        return now not in (before, self.under_way)

    def lost(self, kept: Answers) -> list[str]:
        """The questions whose acknowledged answer is not the one that stands."""
        return [
            key
            for key, answer in self.acknowledged.items()
            if key not in self.under_way and kept.get(key) != answer
        ]

    def go_on_from(self, kept: Answers) -> bool:
        """Take what is stored for what was told; whether the page under way was stored."""
        stored = bool(self.under_way) and kept.items() >= self.under_way.items()
        self.acknowledged |= self.under_way if stored else {}
        self.under_way = {}
        return stored


class Writer(Thread):
    """A patient at a browser, who stops when told to or when the server is gone."""

    def __init__(self, served: Served, patient: Patient, stop: Event) -> None:
        super().__init__(daemon=True)
        self.client = patient.client = patient.client or NetworkClient(served)
        self.client.base_url = f"http://127.0.0.1:{served.port}"
        self.patient = patient
        self.stop = stop
        self.faults: list[BaseException] = []

    def run(self) -> None:
        try:
            self._answer()
        except (OSError, HTTPException):
            pass  # the server is gone: that was the plan
        except BaseException as fault:  # noqa: BLE001 (it is shown by whoever kills)
            self.faults.append(fault)

    def _answer(self) -> None:
        if not self._is_let_in():
            self.client.get(self.patient.invited.link)
            self.client.submit(BIRTHDAY)
        while not self.stop.is_set():
            self._answer_one(*next(self.patient.visits))

    def _is_let_in(self) -> bool:
        start = f"/r/{self.patient.invited.response_id}/"
        return self.client.browser.get(start, base_url=self.client.base_url).status_code == 200

    def _answer_one(self, number: int, page: Page) -> None:
        client, patient = self.client, self.patient
        form = client.get(f"/r/{patient.invited.response_id}/{page.key}").form()
        given = {one.key: nth(one, number) for one in page.questions}
        sent = {**values(form), **filled(client.page, QUESTIONS, given)} if client.page else {}
        patient.under_way = given
        answer = client.browser.post(
            form.get("action"), sent, {"Referer": client.base_url}, client.base_url
        )
        assert answer.status_code == 303, answer.get_data(as_text=True)
        patient.acknowledged |= given
        patient.under_way = {}
        patient.pages += 1


def writing(
    served: Served | None, patients: list[Patient], until: Callable[[], None]
) -> Iterator[BaseException]:
    """Let every patient answer until something has happened; what went wrong for any of them.

    Without a server nobody answers.
    """
    stop = Event()
    writers = [Writer(served, patient, stop) for patient in patients] if served else []
    for writer in writers:
        writer.start()
    until()
    stop.set()
    for writer in writers:
        writer.join()
        yield from writer.faults
