"""Languages: every word a patient reads can be translated, and each language there is has every word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from babel.messages.catalog import Catalog
from flask import Flask, render_template
from flask_babel import ngettext
from jinja2 import Environment
from jinja2.nodes import TemplateData
from sqlalchemy import select

from questionnaire.cli import main
from questionnaire.cli import words as command
from questionnaire.cli.word_lists import (
    TEMPLATES,
    as_text,
    every_word,
    faults,
    patients_templates,
    update,
)
from questionnaire.clinic import settings
from questionnaire.patient.journey import PAGES
from questionnaire.responses import invitations
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.store import clock
from questionnaire.store.database import write_session
from questionnaire.store.models import Invitation, Response, Stage
from questionnaire.web.translations import (
    FOLDER,
    PLACEHOLDER,
    UnreadableLanguage,
    catalogue,
    file_of,
    languages,
)
from rules.language.logic.case import Origin
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
from rules.questions import QUESTIONS
from tests.kit.branches import open_branches
from tests.kit.markup import Element, Page, Reader
from tests.kit.pages import PageClient, values
from tests.kit.people import Invited, PatientClient, StaffClient, invite
from tests.kit.telling import tell

# Neither is written in Latin letters, so that its own dates are not taken for English.
GREEK, HEBREW = "el", "he"
BORN = date(1985, 3, 27)  # young enough to be asked about a pregnancy
NAME = "Ωμέγα Δέλτα"
CLINIC = {
    "name": "Κλινική",
    "phone": "020 7946 0000",
    "hours": "9–17",
    "keeps_answers_for": "8",
    "reply_within": "3",
    "address_other_ways": "Ω",
}
READ_ALOUD = ("aria-label", "title", "alt", "placeholder")
ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
# Tags, attributes, letters by name, and the ends of ids.
NOT_READ = re.compile(r"<[^>]*>|[a-z-]+=\"[^\"]*\"|&\w+;|-[a-z]+")


def in_brackets(text: str) -> str:
    """A translation that anybody can tell from English: each piece of it in brackets."""
    places = [found.group() for found in PLACEHOLDER.finditer(text)]
    pieces = PLACEHOLDER.sub("\0", text).split("\0")
    said = [f"⟦{piece}⟧" if ENGLISH_WORD.search(piece) else piece for piece in pieces]
    return "".join(piece + place for piece, place in zip(said, [*places, ""], strict=True))


def translate(folder: Path, tag: str, say: Callable[[str], str]) -> None:
    """A language in which every word is what `say` makes of it."""
    words = update(folder, tag)
    for message in words:
        if isinstance(message.id, str):
            message.string = say(message.id)
        else:
            message.string = tuple(say(message.id[1]) for _ in range(words.num_plurals))
    file_of(folder, tag).write_bytes(as_text(words))


@pytest.fixture
def greek(app: Flask, tmp_path: Path) -> Flask:
    """An app that speaks Greek in brackets."""
    return speaking(app, tmp_path / "translations", GREEK)


def speaking(app: Flask, folder: Path, tag: str) -> Flask:
    translate(folder, tag, in_brackets)
    app.extensions["languages"] = languages(folder)
    with app.app_context(), write_session() as session:
        settings.change(session, CLINIC, by=None)
    return app


def unwrapped(page: Page) -> list[str]:
    """English that no translator could have changed."""
    said = [*_texts(page.root), *_attributes(page.root)]
    return [text for text in said if ENGLISH_WORD.search(_without_brackets(text))]


def _texts(element: Element) -> Iterator[str]:
    if element.get("class").startswith("languages"):  # each language is named in itself
        return
    for part in element.inside:
        if isinstance(part, str):
            yield part
        else:
            yield from _texts(part)


def _attributes(root: Element) -> Iterator[str]:
    for element in root.all():
        yield from (element.get(name) for name in READ_ALOUD)


def _without_brackets(text: str) -> str:
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text


class Reading:
    """Somebody who reads every page that is come to, and notes what is still English."""

    def __init__(self, client: PageClient, direction: str) -> None:
        self.client = client
        self.direction = direction
        self.read: dict[str, Page] = {}

    def get(self, url: str, expect: int = 200) -> Page:
        return self._read(self.client.get(url, expect))

    def submit(self, filled: Mapping[str, str | Sequence[str]], expect: int = 200) -> Page:
        return self._read(self.client.submit(filled, expect=expect))

    def _read(self, page: Page) -> Page:
        self.read[page.url.partition("?")[0]] = page
        assert not unwrapped(page), f"{page.url}: put _(…) or say(…) around these"
        assert next(page.root.all("html")).get("dir") == self.direction, page.url
        return page


SPOILT: Mapping[type[Question], Callable[[Question], dict[str, Sequence[str]]]] = {
    YesNo: lambda asked: {asked.key: ["yes", "no"]},
    Choice: lambda asked: {asked.key: ["strange"]},
    Scale: lambda asked: {asked.key: ["11"]},
    Number: lambda asked: {asked.key: ["x"]},
    MultiChoice: lambda asked: {asked.key: ["none-of-these", *cast("MultiChoice", asked).options]},
    Text: lambda asked: {asked.key: ["ω" * (cast("Text", asked).longest + 1)]},
    Entries: lambda asked: {asked.key: ["strange"]},
    ApproximateDay: lambda asked: {asked.key: ["32 13 2024"]},
}


def spoilt(question: Question) -> dict[str, Sequence[str]]:
    """What nobody can read as an answer to the question."""
    return SPOILT[type(question)](question)


MEDICINE = {
    "name": "Ω",
    "form": "tablet",
    "strength": "10",
    "unit": "mg",
    "amount": 1,
    "times": 2,
    "since": {"said": "3 weeks", "on": "2026-11-16"},
    "relief": {"absent": "not sure"},
    "side_effects": [],
    "still_taken": False,
    "why_stopped": "advised",
}
# In letters apart, so that it is not taken for English; all that is like it goes by no brand.
MISSPELT = {"name": "h y d r o m o r p h o n"}
# What nobody takes, listed twice, so that all that is asked of it is read.
TOO_MUCH: Mapping[str, object] = {
    "form": "tablet",
    "strength": "1000",
    "unit": "mg",
    "amount": 4,
    "times": 24,
    "still_taken": True,
    "read_as_thinner": [],
    "read_how": "patient",
}
OPIOID = {"name": "Ω", **TOO_MUCH, "read_as": ["morphine"]}
PARACETAMOL = {"name": "Ω", **TOO_MUCH, "read_as": ["paracetamol"]}
OPENING: Mapping[str, object] = {
    "answering": "for_patient",
    "patient_agrees": False,
    "details_right": False,
    "infection_signs": ["fever"],
    "new_weakness": True,
    "pain_start": "high_energy",
    "mri_status": "done",
    "pain_began": {"said": "3 weeks", "on": "2026-11-16"},
    "pain_medicines": [MEDICINE, MISSPELT, OPIOID, OPIOID, PARACETAMOL],
    "opioid_doses_confirmed": False,
    "paracetamol_confirmed": True,
}
NO_MRI = {"mri_status": "cannot", "preferred_contact_details": "Ω"}


def answer(app: Flask, invited: Invited, stored: Mapping[str, object]) -> None:
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        given = {QUESTIONS[key]: QUESTIONS[key].read(value) for key, value in stored.items()}
        take_in_all(session, response, [(given, Giver(Origin.PATIENT))])
        open_branches(session, response)
        tell(session)


@pytest.mark.parametrize(("tag", "direction"), [(GREEK, "ltr"), (HEBREW, "rtl")])
def test_no_word_of_the_patients_way_is_left_in_english(
    app: Flask, tmp_path: Path, tag: str, direction: str
) -> None:
    speaking(app, tmp_path / "translations", tag)
    invited = invite(app, NAME, date_of_birth=BORN, consult_on=date(2030, 1, 1))
    patient = PatientClient(app, invited)
    reading = Reading(patient, direction)

    reading.get(f"{invited.link}?language={tag}")
    reading.submit({"born-day": "1", "born-month": "1", "born-year": "1948"}, expect=422)
    reading.submit({"born-day": "27", "born-month": "3", "born-year": str(BORN.year)})
    for opened in (OPENING, NO_MRI):
        answer(app, invited, opened)
        read_every_page(reading, patient)
    read_the_list(reading, patient)
    read_the_end(reading, patient)

    of_pages = {url.rpartition("/")[2] for url in reading.read}
    unread = set(PAGES) - of_pages
    assert not unread, f"tests/web/test_languages.py: open the branch of {unread} in OPENING"


def read_every_page(reading: Reading, patient: PatientClient) -> None:
    """Every page of questions: as it is, and with what cannot be read; then what follows it."""
    reading.get(patient.at(""))
    for key, asking in PAGES.items():
        page = reading.get(patient.at(key))
        if page.url.rpartition("/")[2] == key:
            shown = values(page.form())["shown"]
            asked = [question for question in asking.questions if question.key in shown]
            wrong = {box: texts for one in asked for box, texts in spoilt(one).items()}
            reading.submit(wrong, expect=422)
        reading.get(patient.at(f"help-now/{key}"))
        reading.get(patient.at(f"notice/{key}"))
    reading.get(patient.at("check"))


def read_the_list(reading: Reading, patient: PatientClient) -> None:
    for number in (1, 6):  # an entry there is, and a new one
        question = cast("Entries", QUESTIONS["pain_medicines"])
        for step in (question.whole, *question.steps):
            page = reading.get(patient.at(f"pain-medicines/{number}/{step.key}"))
            shown = values(page.form()).get("shown", [])
            if asked := [part for part in step.questions if part.key in shown]:
                wrong = {box: texts for one in asked for box, texts in spoilt(one).items()}
                reading.submit(wrong, expect=422)
    reading.get(patient.at("pain-medicines/2/read-as"))
    reading.get(patient.at("pain-medicines/4/listed-before"))
    reading.get(patient.at("pain-medicines/1/remove"))


def read_the_end(reading: Reading, patient: PatientClient) -> None:
    reading.get(patient.at("declaration"))
    reading.submit({})
    for address in ("sent", "sent?late=yes", "sent/answers", "stopped"):
        reading.get(patient.at(address))


def test_no_word_of_the_dead_ends_is_left_in_english(greek: Flask) -> None:
    visitor = PageClient(greek)
    visitor.get(f"/?language={GREEK}")
    reading = Reading(visitor, "ltr")
    shut = {
        "expired": {"expires_on": date(2020, 1, 1)},
        "locked": {"locked_until": clock.now().replace(year=2100)},
        "revoked": dict[str, object](),
        "replaced": dict[str, object](),
    }

    reading.get("/")
    reading.get("/nowhere", expect=404)
    reading.get("/door")
    reading.get(f"/i/{'x' * 43}", expect=404)
    for number, (state, columns) in enumerate(shut.items()):
        invited = invite(greek, NAME, f"RN {number}", date_of_birth=BORN)
        shut_link(greek, invited, state, columns)
        reading.get(invited.link, expect=200 if state == "locked" else 410)
        reading.get(f"/r/{invited.response_id}/check", expect=403)


def shut_link(app: Flask, invited: Invited, state: str, columns: Mapping[str, object]) -> None:
    with app.app_context(), write_session() as session:
        query = select(Invitation).where(Invitation.response_id == invited.response_id)
        link = session.scalars(query).one()
        for column, value in columns.items():
            setattr(link, column, value)
        if state == "revoked":
            invitations.revoke(session, link.response, revoked_by=link.created_by)
        if state == "replaced":
            invitations.reissue(session, link.response, created_by=link.created_by)


def test_a_closed_questionnaire_says_so_in_the_patients_language(greek: Flask) -> None:
    invited = invite(greek, NAME, date_of_birth=BORN)
    patient = PatientClient(greek, invited)
    patient.get(f"{invited.link}?language={GREEK}")
    patient.open_link(BORN)
    with greek.app_context(), write_session() as session:
        session.get_one(Response, invited.response_id).stage = Stage.CLOSED

    Reading(patient, "ltr").get(patient.at(""))


@pytest.mark.parametrize(
    "name", sorted((TEMPLATES / "web/errors").glob("*.html")), ids=lambda at: at.stem
)
def test_no_word_of_an_error_is_left_in_english(greek: Flask, name: Path) -> None:
    with greek.test_request_context("/nowhere", headers={"Accept-Language": GREEK}):
        html = render_template(f"web/errors/{name.name}", reference="1234 5678", typed=list)
        page = _read(html)

    assert not unwrapped(page)


def _read(html: str) -> Page:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return Page("", None, reader.open[0])  # type: ignore[arg-type]


def test_a_telephone_number_is_never_turned_round(app: Flask, tmp_path: Path) -> None:
    speaking(app, tmp_path / "translations", HEBREW)

    page = PageClient(app).get(f"/?language={HEBREW}")

    numbers = [link for link in page.root.all("a") if link.get("href").startswith("tel:")]
    assert numbers
    assert {link.get("dir") for link in numbers} == {"ltr"}


def test_a_page_is_in_the_language_that_the_browser_asks_for(greek: Flask) -> None:
    page = greek.test_client().get("/", headers={"Accept-Language": "fr, el-GR;q=0.8, en;q=0.5"})

    assert '<html lang="el" dir="ltr">' in page.text


def test_a_page_is_in_english_where_the_browser_asks_for_what_is_not_there(greek: Flask) -> None:
    page = greek.test_client().get("/", headers={"Accept-Language": "fr"})

    assert '<html lang="en" dir="ltr">' in page.text


def test_the_patient_chooses_the_language_before_anything_is_asked(greek: Flask) -> None:
    invited = invite(greek, NAME, date_of_birth=BORN)
    patient = PatientClient(greek, invited)
    page = patient.get(invited.link)

    assert page.links["Ελληνικά"] == "?language=el"

    patient.get(f"{invited.link}{page.links['Ελληνικά']}")
    patient.open_link(BORN)
    page = patient.submit()
    assert next(page.root.all("html")).get("lang") == "el", "the choice lasts from page to page"


def test_the_choice_of_a_language_can_be_taken_back_on_the_start_page(greek: Flask) -> None:
    invited = invite(greek, NAME, date_of_birth=BORN)
    patient = PatientClient(greek, invited)
    patient.get(f"{invited.link}?language=el")
    page = patient.open_link(BORN)

    page = patient.get(f"{patient.at('')}{page.links['English']}")

    assert next(page.root.all("html")).get("lang") == "en"


def test_nothing_is_to_be_chosen_where_there_is_one_language(patient: PatientClient) -> None:
    links = patient.get(patient.at("")).links.values()

    assert links
    assert [link for link in links if "language=" in link] == []


def test_a_language_that_is_not_there_cannot_be_chosen(app: Flask) -> None:
    page = app.test_client().get("/?language=xx")

    assert 'lang="en"' in page.text


def test_staff_read_english_whatever_their_browser_asks_for(
    greek: Flask, nurse: StaffClient
) -> None:
    nurse.get(f"/worklist?language={GREEK}")

    for address in ("/worklist", "/invitations/new"):
        page = nurse.get(address)
        assert next(page.root.all("html")).get("lang") == "en"
        assert "⟦" not in page.text


def test_a_text_without_translation_shows_in_english(greek: Flask, tmp_path: Path) -> None:
    _spoil(tmp_path / "translations", "Sign in", "")
    greek.extensions["languages"] = languages(tmp_path / "translations")

    page = PageClient(greek).get(f"/?language={GREEK}")

    assert unwrapped(page) == ["Sign in"]
    assert "⟦If you are a patient⟧" in page.text


@pytest.mark.parametrize("wrong", ["%(other)s", "none", "%(clinic)s %(clinic", "%(clinic)s 100 %"])
def test_a_translation_that_loses_a_value_is_left_out(
    greek: Flask, tmp_path: Path, wrong: str
) -> None:
    text = "If you cannot find the link, or it does not work, call %(clinic)s:"
    _spoil(tmp_path / "translations", text, wrong)
    greek.extensions["languages"] = languages(tmp_path / "translations")

    page = greek.test_client().get("/", headers={"Accept-Language": GREEK})

    assert "or it does not work, call Κλινική:" in page.text
    assert [text] == [
        fault.rpartition(": its places")[0] for fault in faults(tmp_path / "translations", GREEK)
    ]


def _spoil(folder: Path, text: str, translation: str) -> None:
    words = catalogue(folder, GREEK)
    message = words.get(text)
    assert message, text
    message.string = translation
    file_of(folder, GREEK).write_bytes(as_text(words))


# English is what is written in the code and the questions; only other languages have a file.
@pytest.mark.parametrize("tag", languages(FOLDER))
def test_every_language_has_every_word(tag: str) -> None:
    missing = faults(FOLDER, tag) if tag != "en" else []

    assert not missing, f"bring it up to date, then translate: questionnaire words --language {tag}"


def test_a_language_lacks_what_its_file_has_not_or_has_as_a_proposal(tmp_path: Path) -> None:
    translate(tmp_path, GREEK, in_brackets)
    words = catalogue(tmp_path, GREEK)
    words.delete("Start now")
    for text, flags in (("Sign in", {"fuzzy"}), ("Continue", set[str]())):
        message = words.get(text)
        assert message
        message.flags |= flags
        message.string = message.string if flags else ""
    file_of(tmp_path, GREEK).write_bytes(as_text(words))

    assert sorted(faults(tmp_path, GREEK)) == [
        "Continue: not translated",
        "Sign in: to be checked, then unmarked as fuzzy",
        "Start now: not in the file",
    ]


def test_bringing_a_language_up_to_date_keeps_what_was_translated(tmp_path: Path) -> None:
    translate(tmp_path, GREEK, in_brackets)
    before = file_of(tmp_path, GREEK).read_bytes()

    update(tmp_path, GREEK)

    assert file_of(tmp_path, GREEK).read_bytes() == before
    assert not faults(tmp_path, GREEK)


def test_a_changed_wording_keeps_the_old_translation_as_a_proposal(tmp_path: Path) -> None:
    translate(tmp_path, GREEK, in_brackets)
    old = file_of(tmp_path, GREEK).read_text(encoding="utf-8")
    text = 'msgid "Your answers are saved. You can go on where you stopped."'
    assert text in old
    file_of(tmp_path, GREEK).write_text(old.replace(text, text.replace("can", "may")), "utf-8")

    kept = update(tmp_path, GREEK).get("Your answers are saved. You can go on where you stopped.")

    assert kept
    assert kept.fuzzy
    assert kept.string == "⟦Your answers are saved. You can go on where you stopped.⟧"


def test_translators_are_asked_for_every_question_a_patient_is_asked() -> None:
    words = every_word()

    assert all(question.text in words for page in PAGES.values() for question in page.questions)
    assert "Fracture seen on imaging" not in words, "what staff alone read is not translated"


def test_translators_are_asked_for_the_words_of_every_page_for_patients() -> None:
    assert {"web/_layout.html", "fields/_fields.html", "patient/ask.html", "patient/page.html"} <= (
        patients_templates()
    )
    assert not {
        name
        for name in patients_templates()
        if name.startswith(("review", "administration", "protocols"))
    }


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    read = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    fixed = "".join(piece.data for piece in read.find_all(TemplateData))

    # What stands before the first tag is a name for the layout.
    words = ENGLISH_WORD.findall(NOT_READ.sub(" ", fixed[max(fixed.find("<"), 0) :]))
    assert not words, f"{path.name}: put _(…) around these"


def test_a_number_after_a_plural_is_counted_as_its_language_counts(
    app: Flask, tmp_path: Path
) -> None:
    translate(tmp_path, "pl", lambda text: text)
    words = catalogue(tmp_path, "pl")
    english = ("%(num)s question is not answered", "%(num)s questions are not answered")
    message = words.get(english)
    assert message
    message.string = ("one %(num)s", "few %(num)s", "many %(num)s")
    file_of(tmp_path, "pl").write_bytes(as_text(words))
    app.extensions["languages"] = languages(tmp_path)

    with app.test_request_context(headers={"Accept-Language": "pl"}):
        said = [ngettext(*english, number) for number in (1, 3, 5)]

    assert [text.split()[0] for text in said] == ["one", "few", "many"]


def test_a_file_that_cannot_be_read_stops_the_start_with_one_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, "cy")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Sign in\n', encoding="utf-8")

    with pytest.raises(UnreadableLanguage, match="cannot be read"):
        languages(tmp_path)


def test_a_folder_that_is_no_language_stops_the_start_with_one_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, "klingonese")
    path.parent.mkdir(parents=True)
    path.write_bytes(as_text(Catalog()))

    with pytest.raises(UnreadableLanguage, match="no language 'klingonese'"):
        languages(tmp_path)


class TestWordsCommand:
    """What `questionnaire words` writes and says."""

    @pytest.fixture(autouse=True)
    def elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "FOLDER", tmp_path)
        monkeypatch.setattr(command, "TEMPLATE", tmp_path / "messages.pot")

    def test_it_writes_every_word(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["words"])

        assert not ended.value.code
        assert 'msgid "Start now"' in (tmp_path / "messages.pot").read_text(encoding="utf-8")
        assert "texts written to" in capsys.readouterr().out

    def test_it_begins_a_language_and_says_what_is_left_to_do(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["words", "--language", "pt-BR"])

        assert not ended.value.code
        assert file_of(tmp_path, "pt_BR").exists()
        assert f"{len(every_word())} of them are still to be translated" in capsys.readouterr().out

    @pytest.mark.parametrize("tag", ["en", "en_GB", "klingonese", "../cy"])
    def test_it_refuses_what_is_no_other_language(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], tag: str
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["words", "--language", tag])

        assert ended.value.code == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
        assert not list(tmp_path.iterdir())
