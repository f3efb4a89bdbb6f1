"""Every branch of the questions opened, so that a page or an export shows what is asked behind it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.store.models import Response
from questionnaire.summary.answer_lines import is_offered
from rules.language.logic.case import Case, Given
from rules.language.logic.conditions import checks
from rules.language.questions import Choice, MultiChoice, Question, YesNo
from rules.questions import QUESTIONS
from tests.kit.cases import ORIGINS
from tests.kit.telling import tell


def open_branches(session: Session, response: Response) -> set[str]:
    """Give the answers by which more questions are asked and none fewer. Returns the keys then asked."""
    case, given = answers.case_of(session, response), dict[Question, object]()
    for question in QUESTIONS.values():
        for gate, value in _gates(question):
            opened = case.having({**case.answers, gate.key: Given(value)})
            if _asked(opened) > _asked(case):
                case, given[gate] = opened, value
    said = [
        ({gate: value for gate, value in given.items() if gate.asked_of is audience}, Giver(origin))
        for audience, origin in ORIGINS.items()
    ]
    take_in_all(session, response, said)
    tell(session)
    return _asked(case)


def _asked(case: Case) -> set[str]:
    return {key for key, one in QUESTIONS.items() if is_offered(one, case)}


def _gates(question: Question) -> Iterator[tuple[Question, object]]:
    """The answers on which it may turn whether this question is asked."""
    for check in checks(question.asked_if):
        for gate in check.term.reads():
            match gate:
                case YesNo():
                    yield from ((gate, answer) for answer in (True, False))
                case Choice(options=options):
                    yield from ((gate, option) for option in options)
                case MultiChoice(options=options):
                    yield from ((gate, (option,)) for option in options)
                case _:
                    pass
