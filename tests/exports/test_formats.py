"""What every format holds: one that is added to FORMATS is held to it as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask

from questionnaire.exports import FORMATS, Format
from questionnaire.exports.many_responses import export_many
from questionnaire.exports.spreadsheet import MIMETYPE
from questionnaire.responses import answers
from questionnaire.responses.raised_flags import raise_flags
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from questionnaire.summary.answer_lines import AnswerLine
from questionnaire.summary.in_brief import in_brief
from questionnaire.summary.said import said_day
from questionnaire.summary.summary import USE, Summary
from rules.evidence import INTENDED_USE, NATURAL_COURSE, SHAM_TRIALS
from rules.language.findings.record import plain
from rules.language.logic.days import ApproximateDate
from tests.kit.filled import answered, correct, summary
from tests.kit.pdf_pages import words_by_page
from tests.kit.telling import tell


def many_of(one: Summary) -> bytes:
    return b"".join(export_many([in_brief(one)]))


MANY = Format("many", "CSV of many responses", MIMETYPE, many_of)
FILES = (*FORMATS.values(), MANY)
NAMES_NOBODY = {MANY.key}  # a list tells patients apart by their number and day of birth
NO_DAY = date(1900, 1, 1)
WORD = re.compile(r"[^\W_]+")
# Between a name and what is said of it stand at most so many words ("value", "said"), and no other value.
LABELS = r"(?: (?!not |no |false )\w+){0,3}"


@pytest.fixture
def told(app: Flask) -> Iterator[Summary]:
    """A response with everything that a reader must not be left without, at its clinic."""
    response_id = answered(app, "V02", name="Rosalind Testcase", record_number="RN 4711")
    correct(app, response_id, "new_weakness", True, "She rang")
    correct(app, response_id, "details_right", False, "She rang")
    correct(app, response_id, "mri_status", "booked", "She rang")
    correct(app, response_id, "mri_date", ApproximateDate("2027-03"), "She rang")
    with app.app_context():
        with write_session() as session:
            response = session.get_one(Response, response_id)
            raise_flags(session, response, answers.case_of(session, response))
            tell(session)
        made = summary(response_id)
        assert len(made.flags) == 1
        patient = replace(made.patient, synthetic=True)
        yield replace(made, patient=patient, helper_not_agreed=True)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.key)
def test_a_format_holds_what_no_reader_may_be_left_without(told: Summary, file: Format) -> None:
    lacks = lacking(file, told)

    assert not lacks, f"questionnaire/exports: let {file.title} say this too: {lacks}"


def test_a_format_that_holds_nothing_lacks_every_point(told: Summary) -> None:
    empty = Format("empty", "Empty", "text/plain", lambda _: b"Vertebroplasty questionnaire")

    assert list(lacking(empty, told)) == list(POINTS)


@dataclass(frozen=True)
class Told:
    """The words of a file, and those of the same file where nothing of this response is told."""

    key: str
    words: str
    bare: str

    def of(self, names: Iterable[str], *values: str) -> bool:
        """Whether it says one of the values of something that has one of these names."""
        pattern = f" (?:{_one_of(names)}){LABELS} (?:{_one_of(values)})(?= )"
        return self._more_often(pattern)

    def anywhere(self, *some: str) -> bool:
        """Whether it says one of these, word for word."""
        return self._more_often(f" (?:{_one_of(some)})(?= )")

    def _more_often(self, pattern: str) -> bool:
        return len(re.findall(pattern, self.words)) > len(re.findall(pattern, self.bare))


def lacking(file: Format, made: Summary) -> dict[str, list[str]]:
    """The points that a file leaves out, each with what of it is not there."""
    read = READERS.get(file.mimetype, bytes.decode)
    words, bare = (in_words(read(file.export(one))) for one in (made, untold(made)))
    told = Told(file.key, words, bare)
    left_out = {
        point: [what for what, is_said in says(made, told) if not is_said]
        for point, says in POINTS.items()
    }
    return {point: what for point, what in left_out.items() if what}


def untold(made: Summary) -> Summary:
    """The same findings of somebody else, of whom nothing is told."""
    other = replace(
        made.patient, name="X", date_of_birth=NO_DAY, record_number="Y", synthetic=False
    )
    use = tuple(one for one in made.evidence if one in USE)
    return replace(
        made,
        patient=other,
        details_doubted=False,
        helper_not_agreed=False,
        late_mri=None,
        consult_on=None,
        assessed_on=NO_DAY,
        edition="",
        evidence=use,
        sections=(),
    )


Said = Iterator[tuple[str, bool]]  # what a file should say, and whether it does


def _patient(made: Summary, told: Told) -> Said:
    born = made.patient.date_of_birth
    yield "the record number", told.anywhere(made.patient.record_number)
    yield "the day of birth", told.anywhere(born.isoformat(), said_day(born))
    yield "the name", told.anywhere(made.patient.name) or told.key in NAMES_NOBODY


def _invented(made: Summary, told: Told) -> Said:
    headed = f"{made.patient.record_number} invented patient"
    marked = told.of(["synthetic", "invented patient"], "true", "yes")
    yield "that the patient is invented", marked or told.anywhere(headed)


def _response(made: Summary, told: Told) -> Said:
    assert made.consult_on
    day = made.consult_on
    yield "the day of the consult", told.anywhere(day.isoformat(), said_day(day))
    yield "the edition of the questions", told.anywhere(made.edition)


def _doubted(made: Summary, told: Told) -> Said:
    names = ["details doubted", "possibly the wrong patient"]
    yield "possibly the wrong patient", told.of(names, "true", "yes", "the answers say")


def _not_agreed(made: Summary, told: Told) -> Said:
    names = ["helper not agreed", "the patient has not agreed to the helper"]
    yield "that the patient has not agreed", told.of(names, "true", "yes", "as the answers say")


def _late_mri(made: Summary, told: Told) -> Said:
    assert made.late_mri
    names = ["mri after consult", "mri booked for after the consult"]
    yield "the MRI after the consult", told.of(names, "yes") or told.anywhere(made.late_mri.said)


def _red_flags(made: Summary, told: Told) -> Said:
    for flag in made.flags:
        names = (flag.finding.criterion.key, flag.finding.criterion.says)
        listed = f" (?:reported|red flags) (?:{_one_of(names)}) "
        marked = f" (?:{_one_of(names)}){LABELS} reported "
        yield names[0], bool(re.search(f"{listed}|{marked}", told.words))


def _evidence(made: Summary, told: Told) -> Said:
    for one in (*SHAM_TRIALS, *NATURAL_COURSE):
        yield one.brief, told.anywhere(one.brief, one.text)
    for one in INTENDED_USE:
        yield one.brief, any(in_words(said) in told.words for said in (one.brief, one.text))


def _answers(made: Summary, told: Told) -> Said:
    for section in made.sections:
        for line in section.lines:
            yield line.question.key, _is_told(line, told)


def _is_told(line: AnswerLine, told: Told) -> bool:
    names = [line.wording, line.question.short, line.question.key]
    if line.standing is None or not line.is_answered:
        return told.of(names, "unanswered") or told.anywhere(*names)
    first, *more = line.said_lines
    in_figures = str(plain(line.standing.value))
    return told.of(names, first, in_figures) and all(told.anywhere(entry) for entry in more)


POINTS: Mapping[str, Callable[[Summary, Told], Said]] = {
    "the patient": _patient,
    "an invented patient": _invented,
    "the response": _response,
    "details in doubt": _doubted,
    "a helper not agreed to": _not_agreed,
    "an MRI after the consult": _late_mri,
    "red flags": _red_flags,
    "the evidence beside met indications": _evidence,
    "every question with its answer": _answers,
}


def in_words(text: str) -> str:
    """The bare words, each between single spaces: no case, no signs, no line breaks."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def _one_of(some: Iterable[str]) -> str:
    return "|".join(filter(None, (in_words(one).strip() for one in some)))


def _rows(content: bytes) -> str:
    """A spreadsheet read cell by cell, each after the head of its column."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return "\n".join(f"{column} {cell}" for row in rows for column, cell in row.items())


READERS: Mapping[str, Callable[[bytes], str]] = {
    "application/pdf": lambda content: " ".join(words_by_page(content)),
    MIMETYPE: _rows,
}
