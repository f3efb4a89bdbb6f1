"""The worked cases filled in through the web: as the patient, then as the nurse, by forms alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import Flask

from questionnaire.said import OVERALL
from rules.language.protocols import Polarity, Strength
from rules.protocols import PROTOCOLS
from rules.questions import QUESTIONS, STAFF_SECTIONS
from tests.filling_in import answer_all_pages, filled
from tests.pages import Element, Page, PageClient
from tests.people import StaffClient
from tests.rules.cases import WorkedCase
from tests.rules.labels import LABELS

CRITERIA = {criterion.key: criterion for protocol in PROTOCOLS for criterion in protocol.criteria}
KEY_OF_WORDS = {criterion.says: key for key, criterion in CRITERIA.items()}
SAID_OVERALL = {words: status.value for status, words in OVERALL.items()}
STAFF_PAGES = [page for section in STAFF_SECTIONS for page in section.pages]
NAME = "Worked Case (synthetic)"


@dataclass(frozen=True)
class Outcome:
    """What a page or a file says of a case, under the labels of the clinicians' sheet."""

    overall: str
    criteria: dict[str, str]
    morphine: object
    red_flags: set[str]
    contraindications_absolute: set[str]
    contraindications_relative: set[str]
    review_before_procedure: set[str]


def expected(case: WorkedCase) -> Outcome:
    """What the sheet says."""
    told = case.expected
    return Outcome(
        overall=str(told["overall"]),
        criteria=cast("dict[str, str]", told["criteria"]),
        morphine=told["morphine"],
        red_flags=_set(told["red_flags"]),
        contraindications_absolute=_set(told["contraindications_absolute"]),
        contraindications_relative=_set(told["contraindications_relative"]),
        review_before_procedure=_set(told["review_before_procedure"]),
    )


def fill_in(app: Flask, nurse: StaffClient, case: WorkedCase) -> str:
    """Invite, answer and send, then add staff's facts. Returns the address of the submission."""
    link = invite(nurse, case)
    submission = nurse.page.links["To the submission"] if nurse.page else ""
    answer_and_send(PageClient(app), link, case)
    add_facts(nurse, submission, case)
    return submission


def invite(nurse: StaffClient, case: WorkedCase) -> str:
    """The nurse makes the invitation; the path of its link, which is shown once."""
    nurse.get("/invitations/new")
    page = nurse.submit(
        {
            "name": NAME,
            "date_of_birth": str(case.answers["date_of_birth"]),
            "sex": str(case.answers["sex"]),
            "record_number": f"CASE-{case.id}",
            "consult_on": case.on.isoformat(),
        }
    )
    return urlsplit(page.by_id("link").get("value")).path


def answer_and_send(patient: PageClient, link: str, case: WorkedCase) -> Page:
    """The patient opens the link, says who they are, answers what they are asked, and sends."""
    year, month, day = str(case.answers["date_of_birth"]).split("-")
    patient.get(link)
    patient.submit({"born-day": day, "born-month": month, "born-year": year})
    page = answer_all_pages(patient, case.answers)
    patient.get(page.links["Continue"])
    return patient.submit()


def add_facts(nurse: StaffClient, submission: str, case: WorkedCase) -> None:
    """The nurse fills in every page of staff's own facts that the case has an answer for."""
    for page in STAFF_PAGES:
        if any(question.key in case.answers for question in page.questions):
            shown = nurse.get(f"{submission}/facts/{page.key}")
            nurse.submit(filled(shown, QUESTIONS, case.answers))


def in_json(nurse: StaffClient, submission: str) -> Outcome:
    """What the JSON export says."""
    told = json.loads(nurse.download(f"{submission}/summary.json").data)
    held = any(
        answer["question"] == "antithrombotic_plan" and answer["value"] is True
        for answer in told["answers"]
    )
    return Outcome(
        overall=_underscored(told["overall"]),
        criteria={LABELS[key]: _underscored(said) for key, said in told["criteria"].items()},
        morphine=_morphine(told["morphine"]),
        red_flags=_labels(told["red_flags"], held),
        contraindications_absolute=_labels(told["contraindications"]["absolute"], held),
        contraindications_relative=_labels(told["contraindications"]["relative"], held),
        review_before_procedure=_labels(told["review_before_procedure"], held),
    )


def on_page(nurse: StaffClient, submission: str) -> Outcome:
    """What the nurse's page says."""
    page = nurse.get(submission)
    held = _answer(page, "antithrombotic_plan") == "Yes"
    present = _present(page)
    return Outcome(
        overall=_underscored(SAID_OVERALL[page.by_id("indications").text]),
        criteria=_criteria(page),
        morphine=_morphine_said(_morphine_on(page)),
        red_flags=_labels(_red_flags(page), held),
        contraindications_absolute=_labels(_ranked(present, Strength.ABSOLUTE), held),
        contraindications_relative=_labels(_ranked(present, Strength.RELATIVE), held),
        review_before_procedure=_labels(
            [key for key in present if CRITERIA[key].polarity is Polarity.REVIEW], held
        ),
    )


def _criteria(page: Page) -> dict[str, str]:
    rows = [row for row in page.main.all("tr") if row.get("id").startswith("finding-")]
    return {
        LABELS[row.get("id").removeprefix("finding-")]: _underscored(_status(row)) for row in rows
    }


def _present(page: Page) -> dict[str, str]:
    """What the page lists as present, each with the rank it says in brackets."""
    tables = [
        table for table in page.main.all("table") if next(table.all("caption")).text == "Present"
    ]
    rows = [row for table in tables for row in table.all("tr") if list(row.all("td"))]
    assert all(_status(row) == "present" for row in rows)
    headings = [next(row.all("th")) for row in rows]
    return {KEY_OF_WORDS[_own_words(one)]: one.text for one in headings}


def _ranked(present: Mapping[str, str], rank: Strength) -> list[str]:
    return [key for key, said in present.items() if said.endswith(f"({rank.value})")]


def _status(row: Element) -> str:
    """A status in words, without the shape before it, which is there for the eye."""
    cell = next(row.all("td"))
    return next(cell.all("strong")).text.split(maxsplit=1)[1]


def _morphine_on(page: Page) -> str:
    lines = [line for line in page.main.all("p") if line.text.startswith("Morphine equivalent")]
    return next(lines[0].all("strong")).text


def _answer(page: Page, key: str) -> str:
    return next(page.by_id(key).all("td")).text


def _red_flags(page: Page) -> list[str]:
    """The keys of the flags that the page heads."""
    headings = [
        next(article.all("h3"))
        for article in page.main.all("article")
        if "red-flag" in article.get("class").split()
    ]
    return [KEY_OF_WORDS[_own_words(one)] for one in headings]


def _own_words(element: Element) -> str:
    """What an element says itself, without the elements in it."""
    return " ".join("".join(part for part in element.inside if isinstance(part, str)).split())


def _labels(keys: Iterable[str], held: bool) -> set[str]:
    """The sheet marks an antithrombotic for which a plan to hold it is recorded."""
    return {
        LABELS[key] + ("_held" if held and key.startswith("antithrombotic_") else "")
        for key in keys
    }


def _morphine(told: Mapping[str, object]) -> object:
    exact = told["status"] == "exact"
    return float(str(told["milligrams_a_day"])) if exact else told["status"]


def _morphine_said(said: str) -> object:
    match said.split():
        case [number, "mg", "a", "day"]:
            return float(number)
        case ["at", "least", *_]:
            return "at_least"
        case ["not", "calculated"]:
            return "not_calculated"
    return "unknown"


def _underscored(said: str) -> str:
    return said.replace(" ", "_")


def _set(told: object) -> set[str]:
    return set(cast("list[str]", told))
