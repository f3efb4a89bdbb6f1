"""What a medicine was read as, in the patient's words, and what else it may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from questionnaire.responses.medicine_names import Candidate, candidates, noted_keys
from questionnaire.web.languages import say
from rules.language.questions import Entries, Entry
from rules.medicines import How, Ingredient, reading_of
from rules.questions.pain_relief import pain_medicines


def is_asked_about(question: Entries, entry: Entry) -> bool:
    """Whether a person should look: the name is not on record, and something is like it."""
    read = reading_of(entry)
    return question is pain_medicines and read.how is How.NOT_CONFIRMED and bool(offered(entry))


def offered(entry: Entry) -> tuple[Candidate, ...]:
    """What an entry may be: what it was read as, then the nearest few names."""
    name, read = entry.get("name"), reading_of(entry).ingredients
    if not isinstance(name, str):
        return ()
    near, keys = candidates(name, entry.get("form")), noted_keys(read)
    now = [each for each in near if each.keys == keys] or [Candidate("", read)]
    return (*(now if read else ()), *(each for each in near if each.keys != keys))


def said_candidate(candidate: Candidate) -> str:
    """A name with what is in it: "OxyContin (Oxycodone)"; what is its own ingredient, alone."""
    contents = said_ingredients(candidate.ingredients)
    if not candidate.name or candidate.name.casefold() in contents.casefold():
        return contents
    return f"{candidate.name}{f': {contents}' if '(' in contents else f' ({contents})'}"


def said_ingredients(ingredients: Iterable[Ingredient]) -> str:
    """What is in a medicine: "Codeine + Paracetamol (acetaminophen)"."""
    return " + ".join(say(ingredient.name) for ingredient in ingredients)


def said_reading(question: Entries, entry: Entry) -> Sequence[str]:
    """What an entry was read as, on a line; nothing where that is its very name, or it has none."""
    name, read = entry.get("name"), reading_of(entry)
    if question is not pain_medicines or not isinstance(name, str):
        return ()
    contents = said_ingredients(read.ingredients)
    if not contents and read.how is How.PATIENT:
        return (_("A nurse will ask you which medicine this is."),)
    if not contents:
        return (_("We do not know this name. A nurse will ask you about it."),)
    if read.how.is_sure:
        is_name = contents.casefold().startswith(name.casefold())
        return () if is_name else (_("Read as: %(name)s", name=contents),)
    if read.how is How.PATIENT_NOT_SURE:
        return (_("Read as: %(name)s. You were not sure.", name=contents),)
    return (_("Read as: %(name)s. Please check this.", name=contents),)
