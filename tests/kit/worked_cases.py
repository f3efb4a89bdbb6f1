"""The worked cases filled in through the web, by forms alone, and read by the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from click.testing import CliRunner
from flask import Flask

from questionnaire.cli import commands
from questionnaire.summary.said import OVERALL
from rules.language.criteria.criteria import Polarity, Status, Strength
from rules.language.findings.findings import overall
from rules.protocols import PROTOCOLS
from rules.protocols.figures import NOT_FOR_CANCER
from rules.questions import QUESTIONS, STAFF_SECTIONS
from tests.kit.cases import WorkedCase
from tests.kit.filling_in import answer_all_pages, filled
from tests.kit.pages import Element, Page, PageClient
from tests.kit.people import StaffClient
from tests.kit.rows import said, status_in
from tests.rules.labels import LABELS, ON_THE_SHEET, labels
from tests.rules.outcomes import OfProtocol, Outcome, in_record, underscored

CRITERIA = {criterion.key: criterion for protocol in PROTOCOLS for criterion in protocol.criteria}
KEY_OF_WORDS = {criterion.says: key for key, criterion in CRITERIA.items()}
SAID_OVERALL = {words: status.value for status, words in OVERALL.items()}
STAFF_PAGES = [page for section in STAFF_SECTIONS for page in section.pages]
PRESENT = ("Present", "To weigh, and worth knowing")
NAME = "Worked Case (synthetic)"


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
    return in_record(told, held=held)


def by_command(folder: Path, case: WorkedCase) -> Outcome:
    """What `questionnaire assess` prints of a file with the answers."""
    path = folder / f"{case.id}.json"
    told = {"on": case.on.isoformat(), "answers": dict(case.answers)}
    path.write_text(json.dumps(told), encoding="utf-8")
    ran = CliRunner().invoke(commands, ["assess", str(path)])
    assert ran.exit_code == 0, ran.output
    return in_record(json.loads(ran.stdout), held=case.answers.get("antithrombotic_plan") is True)


def on_page(nurse: StaffClient, submission: str) -> Outcome:
    """What the nurse's page says."""
    page = nurse.get(submission)
    held = said(page, "antithrombotic_plan") == "Yes"
    present = _present(page)
    return Outcome(
        {key: _on_page(page, key) for key in ON_THE_SHEET},
        _morphine_said(_morphine_on(page)),
        {
            "red_flags": labels(_red_flags(page), held=held),
            "contraindications_absolute": labels(_ranked(present, Strength.ABSOLUTE), held=held),
            "contraindications_relative": labels(_ranked(present, Strength.RELATIVE), held=held),
            "review_before_procedure": labels(
                [key for key in present if CRITERIA[key].polarity is Polarity.REVIEW], held=held
            ),
        },
    )


def _on_page(page: Page, key: str) -> OfProtocol:
    section = page.by_id(f"protocol-{key}")
    rows = [row for row in section.all("tr") if row.get("id").startswith("finding-")]
    pathway = NOT_FOR_CANCER if NOT_FOR_CANCER in section.text else ""
    # A pathway stands in place of a verdict: what the criteria come to is theirs alone to say.
    verdict = (
        overall(Status(status_in(row)) for row in rows).value
        if pathway
        else SAID_OVERALL[page.by_id(f"overall-{key}").text]
    )
    return OfProtocol(
        underscored(verdict),
        {
            LABELS[row.get("id").removeprefix("finding-")]: underscored(status_in(row))
            for row in rows
        },
        pathway,
    )


def _present(page: Page) -> dict[str, str]:
    """What the page lists as present, each with the rank it says in brackets."""
    tables = [
        table for table in page.main.all("table") if next(table.all("caption")).text in PRESENT
    ]
    rows = [row for table in tables for row in table.all("tr") if list(row.all("td"))]
    assert all(status_in(row) == "present" for row in rows)
    headings = [next(row.all("th")) for row in rows]
    return {KEY_OF_WORDS[_own_words(one)]: one.text for one in headings}


def _ranked(present: Mapping[str, str], rank: Strength) -> list[str]:
    return [key for key, said in present.items() if f" ({rank.value}" in said]


def _morphine_on(page: Page) -> str:
    lines = [line for line in page.main.all("p") if line.text.startswith("Morphine equivalent")]
    return next(lines[0].all("strong")).text


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


def _morphine_said(said: str) -> object:
    total, *_left_out = said.split(";")
    match total.split():
        case [number, "mg", "a", "day"]:
            return float(number)
        case ["at", "least", *_]:
            return "at_least"
        case ["not", "calculated"]:
            return "not_calculated"
    return "unknown"
