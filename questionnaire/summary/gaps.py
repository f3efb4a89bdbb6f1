"""What nobody has answered, examined or seen on imaging: named before a response is passed on or decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from questionnaire.responses.raised_flags import weighed
from rules.language.findings.findings import Finding
from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import Term
from rules.language.logic.weighing import value_of
from rules.language.questions import Audience, Question
from rules.questions.examination import deficit_on_examination, tender_at_fracture
from rules.questions.imaging_report import fracture_seen, uptake
from rules.questions.levels import oedema, tender


@dataclass(frozen=True)
class Look:
    """Something that staff look at. It is recorded once any of these facts is known."""

    none: str
    outdated: str
    shown_by: tuple[Term, ...]
    entered_at: str  # the question whose page takes it


EXAMINATION = Look(
    none="No examination is recorded",
    outdated="The examination recorded is out of date",
    shown_by=(tender, deficit_on_examination),
    entered_at=tender_at_fracture.key,
)
IMAGING = Look(
    none="No imaging is recorded",
    outdated="The imaging recorded is out of date",
    shown_by=(fracture_seen, oedema, uptake),
    entered_at=fracture_seen.key,
)


@dataclass(frozen=True)
class NamedGap:
    """One thing that is open, in words, and the question that would close it."""

    said: str
    key: str


@dataclass(frozen=True)
class Gaps:
    """What is open of a response. An offer made all the same says why in its note."""

    not_looked: tuple[NamedGap, ...]
    unanswered: tuple[NamedGap, ...]  # questions that a red flag still waits for

    def __bool__(self) -> bool:
        return bool(self.not_looked or self.unanswered)

    @property
    def said(self) -> str:
        """All of it in a few short sentences."""
        asked = "; ".join(gap.said for gap in self.unanswered)
        flags = [_("Red-flag questions unanswered: %(names)s", names=asked)] if asked else []
        return ". ".join([*(gap.said for gap in self.not_looked), *flags])


def gaps_of(case: Case) -> Gaps:
    """What is open in a case."""
    return Gaps(
        tuple(gap for look in (EXAMINATION, IMAGING) if (gap := _not_looked(look, case))),
        tuple(_unanswered(question, case) for question in _asked_for_red_flags(case)),
    )


def _asked_for_red_flags(case: Case) -> Iterator[Question]:
    """The patient's questions that a red flag waits for, each once. What staff look at stands apart."""
    findings = [one for one in weighed(case).values() if isinstance(one, Finding)]
    terms = dict.fromkeys(item.term for finding in findings for item in finding.waiting_for)
    questions = (term for term in terms if isinstance(term, Question))
    for question in questions:
        # A day known only roughly is an answer, whatever it leaves open.
        is_open = isinstance(question.answer(case), Absent)
        if is_open and question.asked_of is Audience.PATIENT:
            yield question


def _unanswered(question: Question, case: Case) -> NamedGap:
    not_sure = question.answer(case) is Absent.NOT_SURE
    said = _("%(question)s (not sure)", question=question.short) if not_sure else question.short
    return NamedGap(said, question.key)


def _not_looked(look: Look, case: Case) -> NamedGap | None:
    values = [value_of(term, case) for term in look.shown_by]
    if not all(isinstance(value, Absent) for value in values):
        return None
    said = look.outdated if Absent.OUT_OF_DATE in values else look.none
    return NamedGap(_(said), look.entered_at)
