"""Every word that a patient can read: from the pages, the code and the questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

from questionnaire.fields.written_ago import COUNTS, DAYS_BACK, UNITS
from questionnaire.patient.helpers_form import FORM
from questionnaire.patient.how_it_was import FEEDBACK
from questionnaire.patient.identity import IDENTITY
from questionnaire.store.folders import REPOSITORY, TEMPLATES
from questionnaire.web.translations import catalogue, file_of, forms, is_sound, locale_of
from rules.language.logic.case import Absent
from rules.language.logic.days import MONTH_ONLY, MONTHS, YEAR_ONLY
from rules.language.questions import (
    Choice,
    Entries,
    MultiChoice,
    Number,
    Question,
    Scale,
    Step,
)
from rules.language.questions.pages import Page
from rules.questions import RECORDED, SECTIONS

PATIENTS_PAGE = '{% extends "web/_layout_patient.html" %}'
USES = re.compile(r"""{%-?\s*(?:extends|from|include|import)\s+["']([^"']+)["']""")
# The code that patients read the words of.
CODE = (
    "questionnaire/fields",
    "questionnaire/patient",
    "rules/language",
)
OF_WHO_READS: Mapping[str, object] = {"_": None, "gettext": None, "ngettext": (1, 2)}
OF_THE_PATIENT: Mapping[str, object] = {"say": None}
PLACE_OF_FORMS = "rules/questions/for_a_helper.py"
WIDTH = 100


class Word(NamedTuple):
    """A text to translate, with its plural where it has one, where it stands, and what it is.

    `of_patient`: it speaks of the patient, in another form where a helper reads it.
    """

    text: str | tuple[str, ...]
    place: str
    note: str = ""
    of_patient: bool = True


def every_word() -> Catalog:
    """Every word that a patient can read, each once, in the order met."""
    words = Catalog(
        project="vertebroplasty questionnaire",
        copyright_holder="the project's contributors",
        fuzzy=False,
    )
    for text, place, note, _ in (*found_words(), *_for_a_helper()):
        words.add(text, locations=[(place, None)], auto_comments=[note] if note else ())  # type: ignore[list-item]
    return words


def found_words() -> Iterator[Word]:
    """Every word as it stands in the pages, the code and the questions, each as often as it does."""
    yield from _of_pages_and_code()
    yield from _of_questions()


def helpers_forms() -> Mapping[str, str]:
    """What a helper who answers for the patient reads, by what the patient reads, where they differ."""
    texts = [word.text for word in found_words() if word.of_patient and isinstance(word.text, str)]
    forms = {text: FORM.of(text) for text in texts}
    return {text: form for text, form in forms.items() if form != text}


def _for_a_helper() -> Iterator[Word]:
    for text, form in helpers_forms().items():
        yield Word(form, PLACE_OF_FORMS, f"To a helper who answers for the patient: {text}")


def update(folder: Path, tag: str) -> Catalog:
    """Bring a language's file up to date, or begin it. Translations are kept.

    Where the English has changed a little, its translation stays as a proposal, marked fuzzy.
    Raises UnreadableLanguage.
    """
    path, wanted = file_of(folder, tag), every_word()
    known = catalogue(folder, tag) if path.exists() else Catalog(locale_of(tag), fuzzy=False)
    wanted.creation_date = known.creation_date  # so that nothing new changes nothing
    known.update(wanted)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_text(known))
    return known


def as_text(words: Catalog) -> bytes:
    """Words as a .po or .pot file."""
    text = BytesIO()
    write_po(text, words, width=WIDTH, include_lineno=False)
    return text.getvalue()


def faults(folder: Path, tag: str) -> list[str]:
    """What keeps a language from having every word, one line each. Raises UnreadableLanguage."""
    theirs = catalogue(folder, tag)
    return [
        f"{_shown(wanted)}: {fault}"
        for wanted in every_word()
        if wanted.id and (fault := _fault(theirs.get(wanted.id)))
    ]


def _fault(found: Message | None) -> str:
    if found is None:
        return "not in the file"
    if not (forms(found.string) and all(forms(found.string))):
        return "not translated"
    if found.fuzzy:
        return "to be checked, then unmarked as fuzzy"
    return "" if is_sound(found) else "its places for values, such as %(number)s, differ"


def _shown(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@cache
def _of_pages_and_code() -> tuple[Word, ...]:
    return (*_of_pages(), *_of_code())


def _of_pages() -> Iterator[Word]:
    for name in sorted(patients_templates()):
        yield from _extracted(TEMPLATES / name, f"templates/{name}")


def patients_templates() -> set[str]:
    """The templates of the pages that patients see, and all that these are made of."""
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*.html")
    }
    found = set[str]()
    waiting = [name for name, text in texts.items() if text.startswith(PATIENTS_PAGE)]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += set(USES.findall(texts[name])) - found
    return found


def _of_code() -> Iterator[Word]:
    for place in CODE:
        path = REPOSITORY / place
        for module in [path] if path.is_file() else sorted(path.rglob("*.py")):
            yield from _extracted(module, module.relative_to(REPOSITORY).as_posix())


def _extracted(path: Path, place: str) -> Iterator[Word]:
    """The words of a file, and those that speak of the patient in the form for a helper too."""
    for text in _called(path, OF_THE_PATIENT):
        yield Word(text, place)
    for text in _called(path, OF_WHO_READS):
        yield Word(text, place, of_patient=False)


def _called(path: Path, calls: Mapping[str, object]) -> Iterator[str | tuple[str, ...]]:
    """The words that some functions are called with."""
    method = babel_extract if path.suffix == ".html" else "python"
    # `silent`: a template that cannot be read is an error here as everywhere.
    options = {"silent": "no"}
    with path.open("rb") as file:
        for _line, text, *_ in extract(method, file, calls, options=options):  # type: ignore[arg-type]
            yield text


def _of_questions() -> Iterator[Word]:
    for section in SECTIONS:
        yield Word(section.title, "rules/questions", "Title of a part")
        for page in section.pages:
            yield from _of_page(page)
    yield from chain(_of_page(IDENTITY), _of_page(FEEDBACK))
    for question in RECORDED:
        yield from _of_question(question, named=True)
    yield from _of_days()


def _of_page(page: Page) -> Iterator[Word]:
    for question in page.questions:
        yield from _of_question(question)
    yield from _words(
        "rules/questions", {page.title: "Heading of a page", page.intro: "Beneath it"}
    )
    if ticks := page.ticked:
        yield from _words("rules/questions", {ticks.text: "Heading of a list", ticks.hint: "Hint"})
        yield from _words("rules/questions", dict.fromkeys((ticks.none, ticks.unsure), "Below it"))


def _of_question(question: Question, *, named: bool = False) -> Iterator[Word]:
    """The words of a question. `named`: its short name is read by patients too."""
    hint = f"Hint for: {question.text}"
    option = f"Answer to: {question.text}"
    yield from _words(question.key, {question.text: "Question", question.hint: hint})
    if named:
        yield Word(question.short, question.key, "Name of an answer")
    yield from _words(question.key, dict.fromkeys(_answers(question), option))
    advised = f"Beside the advice on: {question.text}"
    yield from _words(question.key, dict.fromkeys((question.about, question.unless), advised))
    if isinstance(question, Entries):
        for step in question.steps:
            yield from _of_step(question, step)
        for part in question.noted:
            yield from _words(question.key, dict.fromkeys(_answers(part), "Noted of an answer"))
        if typed := question.typed:
            yield from _words(question.key, {typed.short: "Name of an answer", typed.hint: hint})


def _answers(question: Question) -> Iterator[str]:
    match question:
        case Choice():
            yield from (*question.options.values(), *question.brief.values())
        case MultiChoice():
            yield from (*question.options.values(), question.none, question.folded)
        case Scale():
            yield from (question.lowest, question.highest)
        case Number():
            yield from (question.unit, question.once, *question.units.values())
        case Entries():
            yield from (question.none, question.one)
        case _:
            pass
    yield question.unsure


def _of_step(question: Entries, step: Step) -> Iterator[Word]:
    yield Word(step.title, question.key, "Heading of a page")
    for part in step.questions:
        yield from _of_question(part, named=True)


def _of_days() -> Iterator[Word]:
    units = (*UNITS, *UNITS.values())
    yield from _words("rules/language/logic/days.py", dict.fromkeys(MONTHS, "Month, in a date"))
    yield from _words("rules/language/logic/days.py", dict.fromkeys(units, "After a number"))
    counted = dict.fromkeys((*COUNTS, *DAYS_BACK), "How long ago, as people write it")
    yield from _words("questionnaire/fields/written_ago.py", counted)
    known = dict.fromkeys((YEAR_ONLY, MONTH_ONLY), "After a date known in part")
    yield from _words("rules/language/logic/days.py", known)
    absent = dict.fromkeys((one.value for one in Absent), "In place of an answer")
    yield from _words("rules/language/logic/case.py", absent)


def _words(place: str, notes: dict[str, str]) -> Iterator[Word]:
    """Each text with its note; a text that is empty is no word."""
    yield from (Word(text, place, note) for text, note in notes.items() if text)
