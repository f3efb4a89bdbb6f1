"""What patients read: every word in every language, and never a finding."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from questionnaire.cli.word_lists import faults, helpers_forms
from questionnaire.summary.said import OVERALL
from questionnaire.web.translations import ENGLISH, FOLDER, languages
from rules.language.criteria.criteria import Polarity
from rules.protocols import PROTOCOLS
from rules.questions import SECTIONS
from tests.kit.filled import answer_like
from tests.kit.people import PatientClient, StaffClient

CRITERIA = [criterion for protocol in PROTOCOLS for criterion in protocol.criteria]
PAGES = [page for section in SECTIONS for page in section.pages]
AN_INFECTION = "V27"


@pytest.mark.parametrize("tag", set(languages(FOLDER)) - {ENGLISH.tag} or {"english alone"})
def test_every_language_has_every_word(tag: str) -> None:
    missing = faults(FOLDER, tag) if tag in languages(FOLDER) else []

    assert not missing, f"run: questionnaire words --language {tag}; then translate what is new"


FINDING_WORDS = [
    *OVERALL.values(),
    *(criterion.says for criterion in CRITERIA if criterion.polarity is not Polarity.RED_FLAG),
    "indications",
    "contraindication",
    "cannot tell",
    "eligib",
    "red flag",
]


def test_no_form_for_a_helper_carries_a_finding() -> None:
    forms = [form.casefold() for form in helpers_forms().values()]

    assert not [words for words in FINDING_WORDS for form in forms if words.casefold() in form]


def test_no_page_for_patients_carries_a_finding(
    app: Flask, patient: PatientClient, nurse: StaffClient
) -> None:
    pages = [patient.get(patient.at("")), patient.get(patient.at("check"))]
    answer_like(app, patient.response_id, AN_INFECTION)
    addresses = [page.key for page in PAGES if page.questions]
    addresses += [f"help-now/{page.key}" for page in PAGES]
    addresses += ["check", "declaration", "stopped", "", "sent", "sent/answers"]
    pages += [patient.get(patient.at(address)) for address in addresses]
    patient.get(patient.at("declaration"))
    pages.append(patient.submit())
    pages += [patient.get(patient.at("sent")), patient.get(patient.at("sent/answers"))]
    pages.append(patient.get(patient.at("stopped")))

    for page in pages:
        said = [words for words in FINDING_WORDS if words.casefold() in page.text.casefold()]
        assert not said, f"{page.url}: a patient never reads a finding; say it to staff alone"
        assert not re.search(r"\bS[1-7]\b", page.text), page.url
