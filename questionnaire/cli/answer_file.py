"""Answers in a file, in the project's own keys, read into a case: no database, no web."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NoReturn, cast

from questionnaire.clinic import settable
from questionnaire.clinic.settable import CannotBeSet
from questionnaire.exports.json_summary import evidence_record
from questionnaire.exports.settling_record import settling_record
from questionnaire.responses.medicine_names import with_readings
from questionnaire.responses.results import results_of, results_record
from questionnaire.summary.summary import evidence_beside
from rules.language.criteria.criteria import Protocol
from rules.language.findings.record import Plain
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.days import exact_day
from rules.language.questions import Audience, Question, Unreadable
from rules.protocols import BY_KEY, DEFAULT_CHOSEN, WORKING_FIGURES
from rules.questions import QUESTIONS

FIELDS = ("on", "answers", "figures", "choices", "protocols")
ORIGINS = {
    Audience.PATIENT: Origin.PATIENT,
    Audience.STAFF: Origin.STAFF,
    Audience.RECORD: Origin.RECORD,
}
# What may stand for a value; OUT_OF_DATE and NOT_ASKED are worked out, never told.
NO_VALUE = (Absent.NOT_SURE, Absent.UNANSWERED)
LONGEST_SHOWN = 60  # characters of a wrong value


class _SaidTwice(Exception):
    """A key that an object has twice: nobody can tell which is meant."""


class UnreadableFile(ValueError):
    """A file that cannot be read: a line for each fault, naming the field and the remedy too."""


def assess_file(path: Path) -> dict[str, Plain]:
    """What the rules find in a file of answers. Raises UnreadableFile; writes nothing."""
    told = _fields(path)
    case = case_told(path, told)
    _nothing_too_late(path, case)
    found = results_of(case, _protocols(path, told))
    return {
        **results_record(found),
        "settling": settling_record(found, case),
        "evidence": evidence_record(evidence_beside(found)),
    }


def case_in(path: Path) -> Case:
    """The case that a file describes: {"on": day, "answers": {key: value}, "figures": {key: number}}."""
    return case_told(path, _fields(path))


def case_told(path: Path, told: Mapping[str, object]) -> Case:
    """The case that the fields of a file describe. Raises UnreadableFile, with every fault."""
    if faults := dict.fromkeys(_faults(path, told)):
        raise UnreadableFile("\n".join(faults))
    answers = _mapping(path, told, "answers")
    return Case(
        {key: _given(path, key, stored) for key, stored in answers.items()},
        _day(path, told.get("on")),
        _figures(path, _mapping(path, told, "figures")),
        {key: _choice(path, key, value) for key, value in _mapping(path, told, "choices").items()},
    )


def _faults(path: Path, told: Mapping[str, object]) -> Iterator[str]:
    for read in _readings(path, told):
        try:
            read()
        except UnreadableFile as error:
            yield str(error)


def _readings(path: Path, told: Mapping[str, object]) -> Iterator[Callable[[], object]]:
    """What can be read by itself, so that no fault hides another."""
    yield from (partial(_known_field, path, field) for field in told)
    yield partial(_day, path, told.get("on"))
    for field, read in (("answers", _given), ("figures", _figure), ("choices", _choice)):
        yield partial(_mapping, path, told, field)
        values = told.get(field)
        if isinstance(values, dict):
            for key, value in cast("Mapping[str, object]", values).items():
                yield partial(read, path, key, value)
    yield lambda: _figures(path, _mapping(path, told, "figures"))
    yield partial(_protocols, path, told)


def _known_field(path: Path, field: str) -> None:
    if field not in FIELDS:
        _refuse(path, field, "is not known", f"leave it out; a file has {_list(FIELDS)}")


def _figures(path: Path, told: Mapping[str, object]) -> dict[str, Decimal]:
    figures = {key: _figure(path, key, value) for key, value in told.items()}
    try:
        settable.never_both(figures)
    except CannotBeSet as error:
        _refuse(path, "figures", f"cannot be used ({error.fault})", error.remedy)
    return figures


def _fields(path: Path) -> Mapping[str, object]:
    told = _parsed(path)
    if not isinstance(told, dict):
        _refuse(path, "the file", "is not an object", 'write {"on": "2026-11-22", "answers": {…}}')
    return cast("Mapping[str, object]", told)


def _parsed(path: Path) -> object:
    try:
        # A number stays as it is written: 1.8 is not 1.8000000000000000444.
        return json.loads(path.read_bytes(), parse_float=Decimal, object_pairs_hook=_once)
    except _SaidTwice as error:
        _refuse(path, str(error), "stands twice", "keep the one that is right")
    except OSError as error:
        _refuse(path, "the file", f"cannot be read ({error.strerror})", "check its name and rights")
    except UnicodeDecodeError:
        _refuse(path, "the file", "is not UTF-8", "save it as UTF-8")
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        _refuse(path, where, f"is not JSON ({error.msg})", "mend it there")
    except RecursionError:
        _refuse(path, "the file", "is nested too deeply", "write one object")
    except ValueError:  # Python reads no number of more digits
        _refuse(path, "the file", "holds a number of thousands of digits", "write it as measured")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if twice := [key for key in keys if keys.count(key) > 1]:
        raise _SaidTwice(twice[0])
    return dict(pairs)


def _day(path: Path, told: object) -> date:
    if told is None:
        _refuse(path, "on", "is missing", 'write the consult day: "on": "2026-11-22"')
    try:
        return exact_day(cast("str", told))
    except (TypeError, ValueError):
        _refuse(path, "on", f"is no day ({_shown(told)})", 'write it as "2026-11-22"')


def _mapping(path: Path, told: Mapping[str, object], field: str) -> Mapping[str, object]:
    if field == "answers" and field not in told:
        _refuse(path, field, "is missing", 'write "answers": {} with a value for each key')
    value = told.get(field, {})
    if not isinstance(value, dict):
        _refuse(path, field, "is not an object", f'write "{field}": {{"key": value, …}}')
    return cast("Mapping[str, object]", value)


def _given(path: Path, key: str, stored: object) -> Given:
    question = QUESTIONS.get(key)
    if question is None:
        _refuse(path, f"answers.{key}", "is no question", _nearest(key, QUESTIONS))
    try:
        value = question.read(stored)
    except Unreadable as error:
        said = str(error)
        remedy = f"it {said}" if said.startswith(("takes", "has")) else said
        _refuse(
            path, f"answers.{key}", f"is {_shown(stored)}", remedy + _no_value(question, stored)
        )
    if value is Absent.NOT_SURE and not question.unsure:
        _refuse(path, f"answers.{key}", "takes no “not sure”", "leave it out where nobody answered")
    return Given(with_readings({question: value})[question], ORIGINS[question.asked_of])


def _nothing_too_late(path: Path, case: Case) -> None:
    """Refuse a day that cannot lie after the consult day, and does."""
    for key, given in case.answers.items():
        question = QUESTIONS[key]
        if question.is_too_late(given.value, case.on):
            said = question.said(given.value)
            remedy = f'write a day up to the consult day, or another day under "on" ({case.on})'
            _refuse(path, f"answers.{key}", f"is {said}, after the consult day", remedy)


def _no_value(question: Question, stored: object) -> str:
    """What to write for no value, said to whoever tried to."""
    if not _has_strange_absence(stored):
        return ""
    words = [one for one in NO_VALUE if question.unsure or one is not Absent.NOT_SURE]
    return "; for no value write " + " or ".join(f'{{"absent": "{one.value}"}}' for one in words)


def _has_strange_absence(stored: object) -> bool:
    if isinstance(stored, list):
        return any(map(_has_strange_absence, cast("list[object]", stored)))
    if not isinstance(stored, dict):
        return False
    told = cast("Mapping[str, object]", stored)
    known = [one.value for one in NO_VALUE]
    return told.get("absent", known[0]) not in known or any(
        map(_has_strange_absence, told.values())
    )


def _figure(path: Path, key: str, value: object) -> Decimal:
    known = {figure.key: figure for figure in WORKING_FIGURES}
    if key not in known:
        _refuse(path, f"figures.{key}", "is no working figure", _nearest(key, known))
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not is_number or not known[key].allows(Decimal(cast("Decimal", value))):
        _refuse(path, f"figures.{key}", f"is {_shown(value)}", f"write {known[key].takes()}")
    return Decimal(cast("Decimal", value))


def _choice(path: Path, key: str, value: object) -> str:
    try:
        return settable.choice(key, str(value))
    except CannotBeSet as error:
        _refuse(path, f"choices.{key}", f"cannot be used ({error.fault})", error.remedy)


def _protocols(path: Path, told: Mapping[str, object]) -> tuple[Protocol, ...]:
    """Those named, the first of which leads; those that come with the program where none is."""
    named = told.get("protocols", [*DEFAULT_CHOSEN])
    if not isinstance(named, list):
        _refuse(path, "protocols", "is not a list", 'write "protocols": ["nice_ta279"]')
    keys = [str(key) for key in cast("list[object]", named)]
    try:
        settable.applying(keys)
        settable.leading(keys[0], keys)
    except CannotBeSet as error:
        _refuse(path, "protocols", f"cannot be used ({error.fault})", error.remedy)
    return tuple(BY_KEY[key] for key in dict.fromkeys(keys))


def _nearest(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"did you mean {near[0]}?" if near else "leave it out, or write one that is asked"


def _shown(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False, default=str)
    shown = told.encode("utf-8", "backslashreplace").decode("utf-8")  # half a letter too
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _refuse(path: Path, field: str, fault: str, remedy: str) -> NoReturn:
    name = path.name or path.resolve()  # "." has no name of its own
    raise UnreadableFile(f"{name}: {field} {fault}: {remedy}")
