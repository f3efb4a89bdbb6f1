"""A helper who answers for the patient: every page speaks of the patient, and none to them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from questionnaire.cli.word_lists import as_text, every_word, found_words, helpers_forms
from questionnaire.clinic.settings import ClinicSettings
from questionnaire.patient.helpers_form import FORM
from questionnaire.patient.journey import PAGES
from questionnaire.web.translations import PLACEHOLDER, catalogue, file_of, languages
from rules.questions import QUESTIONS, SECTIONS
from rules.questions.for_a_helper import for_a_helper
from tests.kit.markup import Page
from tests.kit.people import Invited, PatientClient, StaffClient, invite
from tests.pins.for_a_helper import YOU, read_by_a_helper
from tests.web.test_languages import (
    BORN,
    GREEK,
    NO_MRI,
    OPENING,
    Reading,
    answer,
    in_brackets,
    read_every_page,
    read_the_end,
    read_the_list,
    translate,
)

# What is asked, and says "you" or "I" to a helper: the helper is meant.
MEANT = {
    "I am the patient, and I am answering by myself",
    "I am the patient, and someone is helping me",
    "I am answering for the patient",
    "What is your full name?",
    "Write your own name, not the patient's",
    "How do you know the patient?",
    "Does the patient agree that you answer for them?",
    "About you, the helper",
    "The patient and you",
    "Through me, their helper",
    "The clinic may have a question about your answers",
    "Nobody watches your answers as they come in",
    "Leave this if you do not know",
    "Have the boxes beside you if you can",
    "It is more than most people take: look at the boxes if you can",
    "In your own words",
    "I'm not sure",
    "I'm not sure about the rest",
    "I cannot name them",
}
OF_A_BODY = re.compile(
    r"\b(?:your|my)\s(?:\w+\s)?(?:back|pain|legs?|arms?|chest|tummy|body|bladder|bowels?|breathing|"
    r"sleep|spine|bones?|scans?|medicines?|doctor|care|details|front)\b"
    r"|\bhow\s(?:you|I)\s(?:take|walk|feel|sleep)\b|\btreats?\s(?:you|me)\b",
    re.IGNORECASE,
)


def test_nothing_that_is_asked_of_a_helper_says_you_of_the_patient() -> None:
    asked = (word for word in found_words() if not word.place.startswith("templates/"))
    texts = (FORM.of(str(word.text)) for word in asked if word.of_patient)
    sentences = {one for text in texts for one in re.split(r"\.(?: |$)", text)}

    said = {one for one in sentences if YOU.search(one)}
    assert said <= MEANT, "write it of the patient; or, where the helper is meant, into MEANT"


def test_no_text_that_a_helper_reads_gives_them_a_body_of_their_own() -> None:
    texts = [text for text in read_by_a_helper() if OF_A_BODY.search(text)]

    assert not texts, "say(…) in place of _(…)"


def test_what_is_written_by_hand_is_of_words_that_stand_somewhere() -> None:
    """Else a question was reworded: take its line out of the table, or write its new form."""
    texts = {word.text for word in found_words()}

    assert not {*FORM.written, *for_a_helper.kept} - texts


def test_the_forms_for_a_helper_are_texts_to_translate() -> None:
    words = every_word()

    for text, form in helpers_forms().items():
        message = words.get(form)
        assert message, form
        assert any(text in note for note in message.auto_comments) or text == form


def test_a_helper_reads_sentences_as_short_and_headings_as_distinct() -> None:
    forms = helpers_forms().values()
    titles = [FORM.of(page.title) for section in SECTIONS for page in section.pages]

    assert not [
        one for text in forms for one in re.split(r"[.?!] ", text) if len(one.split()) >= 20
    ]
    assert len(set(titles)) == len(titles)


# On the pages


def a_helpers(app: Flask, invited: Invited) -> PatientClient:
    """The browser of a helper who said that they answer for the patient."""
    client = PatientClient(app, invited)
    client.open_link()
    answer(app, invited, {"answering": "for_patient"})
    return client


def _pattern(text: str) -> str:
    """A text as it is read on a page, whatever stands in its places."""
    return r"\s*.{0,80}?\s*".join(
        re.escape(piece.strip()) for piece in PLACEHOLDER.split(text)[::2]
    )


TO_A_HELPER = {*read_by_a_helper(), ClinicSettings().address_other_ways}
MEANT_ON_PAGES = re.compile(
    "|".join(_pattern(text) for text in sorted(TO_A_HELPER, key=len)[::-1] if YOU.search(text))
)


class HelpersReading(Reading):
    """A helper who reads every page that is come to: none says "you" of the patient."""

    def _read(self, page: Page) -> Page:
        self.read[page.url.partition("?")[0]] = page
        left = MEANT_ON_PAGES.sub(" ", page.text)
        assert not YOU.search(left), f"{page.url}: say(…) in place of _(…): {left}"
        return page


@pytest.mark.parametrize("clinic_database", ["sqlite"], indirect=True)  # words know no database
def test_no_page_for_a_helper_says_you_of_the_patient(app: Flask) -> None:
    invited = invite(app, consult_on=date(2030, 1, 1), date_of_birth=BORN, record_number="RN 9")
    client = PatientClient(app, invited)
    client.open_link(BORN)
    reading = HelpersReading(client, "ltr")
    answer(app, invited, OPENING)
    answer(app, invited, {"answering": "for_patient"})  # whatever opened the branches
    read_every_page(reading, client)
    read_the_list(reading, client)
    answer(app, invited, {**NO_MRI, "answering": "for_patient"})
    for key in PAGES:
        if client.at(key) not in reading.read:
            reading.get(client.at(key))
    read_the_end(reading, client)

    read = " ".join(page.text for page in reading.read.values())
    assert "Where does their back hurt?" in read
    assert "They have fainted or collapsed" in read
    assert "The patient must not drive" in read


def page_of(key: str) -> str:
    """The page that a question stands on."""
    return next(page.key for page in PAGES.values() if QUESTIONS[key] in page.questions)


@pytest.mark.parametrize(
    ("answering", "asked"),
    [
        ("for_patient", "Where does their back hurt?"),
        ("with_help", "Where does your back hurt?"),
        ("myself", "Where does your back hurt?"),
    ],
)
def test_who_answers_decides_the_form(
    app: Flask, invited: Invited, answering: str, asked: str
) -> None:
    helper = a_helpers(app, invited)
    answer(app, invited, {"answering": answering})

    assert asked in helper.get(helper.at(page_of("pain_place"))).main.text
    assert asked in helper.get(helper.at("check")).main.text


def test_the_form_changes_with_the_answer(patient: PatientClient) -> None:
    asked = {"for_patient": "can they walk", "myself": "can you walk"}

    for who, words in asked.items():
        patient.get(patient.at(page_of("answering")))
        patient.submit({"answering": who})
        assert words in patient.get(patient.at(page_of("walking"))).main.text


def test_a_page_that_says_who_answers_and_comes_back_is_in_their_form(
    patient: PatientClient,
) -> None:
    patient.get(patient.at(page_of("answering")))

    page = patient.submit({"answering": "for_patient", "details_right": "strange"}, expect=422)

    assert "About the patient" in page.main.text


def test_a_nurse_on_the_telephone_reads_out_the_patients_form(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    answer(app, invited, {"answering": "for_patient"})
    nurse.get(f"/responses/{invited.response_id}")
    nurse.post(f"/responses/{invited.response_id}/telephone")

    page = nurse.get(f"/r/{invited.response_id}/{page_of('walking')}")

    assert "can you walk" in page.main.text


def test_staff_read_what_a_helper_answered_in_the_patients_form(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    helper = a_helpers(app, invited)
    helper.get(helper.at(page_of("chest_or_tearing")))
    helper.submit({"chest_or_tearing": ["collapse"]})

    page = nurse.get(f"/responses/{invited.response_id}")

    assert "I have fainted or collapsed" in page.text
    assert "They have fainted" not in page.text


def test_a_language_without_the_helpers_form_shows_the_patients(
    app: Flask, invited: Invited, tmp_path: Path
) -> None:
    without_forms(tmp_path, GREEK)
    app.extensions["languages"] = languages(tmp_path)
    helper = a_helpers(app, invited)
    page = helper.get(f"{helper.at(page_of('pain_place'))}?language={GREEK}")

    assert "⟦Where does your back hurt?⟧" in page.main.text


def without_forms(folder: Path, tag: str) -> None:
    """A language in which no form for a helper is translated yet."""
    translate(folder, tag, in_brackets)
    words = catalogue(folder, tag)
    for form in helpers_forms().values():
        words.delete(form)
    file_of(folder, tag).write_bytes(as_text(words))
