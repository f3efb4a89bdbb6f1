"""Every criterion has a case and a source, and asks only what is asked. Each failure says what to do."""

from __future__ import annotations

import time_machine
from flask import Flask
from sqlalchemy import select

from questionnaire.store.database import read_session
from questionnaire.store.models import RedFlag
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import assess
from rules.language.questions import Question
from rules.protocols import PROTOCOLS
from rules.questions import QUESTIONS
from tests.kit.cases import every_case
from tests.kit.filled import answered
from tests.kit.people import StaffClient

CRITERIA = [criterion for protocol in PROTOCOLS for criterion in protocol.criteria]


def test_every_criterion_has_a_case_in_which_it_is_met() -> None:
    met = {
        finding.criterion.key
        for case in every_case()
        for protocol in PROTOCOLS
        for finding in assess(protocol, case.case()).findings
        if finding.status is Status.MET
    }

    assert {criterion.key for criterion in CRITERIA} == met, "add a case to rules/cases"


def test_every_criterion_has_a_source_with_a_title_and_says_how_far_it_was_read() -> None:
    bare = [one.key for one in CRITERIA if not one.source.title or not one.source.how_far.value]

    assert not bare, "name the source in rules/sources"


def test_protocols_use_only_questions_that_are_asked() -> None:
    used = {
        question
        for criterion in CRITERIA
        for question in criterion.questions()
        if isinstance(question, Question)
    }

    assert used <= set(QUESTIONS.values()), "put the question in rules/questions/__init__.py"


def test_a_red_flag_of_any_kind_reaches_the_worklist(app: Flask, nurse: StaffClient) -> None:
    flags = {one.key for one in CRITERIA if one.polarity is Polarity.RED_FLAG}
    raised = set[str]()
    for number, case in enumerate(every_case()):
        with time_machine.travel(case.on, tick=False):
            answered_as = answered(app, case.id, record_number=f"RN {number}")
        with app.app_context():
            of_this = RedFlag.response_id == answered_as
            raised |= set(read_session().scalars(select(RedFlag.criterion).where(of_this)))
        if flags <= raised:
            break

    assert flags <= raised, "red_flags.raise_flags must see every criterion of that polarity"
