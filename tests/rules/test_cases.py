"""What patients like these must lead to: the worked cases, and a case for every status."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from rules.language.criteria.criteria import Criterion, Status
from rules.language.findings.findings import Finding, assess
from rules.language.logic.conditions import ALWAYS, NEVER
from rules.medicines.morphine import MORPHINE_TABLE_CHOICE
from rules.protocols import PROTOCOLS
from rules.questions import QUESTIONS
from tests.kit.cases import WorkedCase, cases_of, every_case, file_for, plainest
from tests.rules.labels import STATUS
from tests.rules.outcomes import by_the_rules, expected

EVERY_CASE = every_case()
SHEET = cases_of("documented_indications")
CRITERIA = {one.key: one for protocol in PROTOCOLS for one in protocol.criteria}


def findings_of(worked: WorkedCase) -> dict[str, Finding]:
    case = worked.case()
    found = (finding for protocol in PROTOCOLS for finding in assess(protocol, case).findings)
    return {finding.criterion.key: finding for finding in found}


@pytest.mark.parametrize("worked", SHEET, ids=lambda worked: worked.id)
def test_a_worked_case_leads_to_what_clinicians_expect(worked: WorkedCase) -> None:
    assert by_the_rules(worked.case()) == expected(worked)


@pytest.mark.parametrize("worked", SHEET, ids=lambda worked: worked.id)
def test_a_worked_case_has_the_total_that_the_other_table_gives(worked: WorkedCase) -> None:
    by_bnf = replace(worked.case(), choices={MORPHINE_TABLE_CHOICE.key: "bnf_2020"})

    assert by_the_rules(by_bnf).morphine == worked.expected["morphine_bnf_2020"]


@pytest.mark.parametrize("worked", EVERY_CASE, ids=lambda worked: worked.id)
def test_the_findings_named_in_a_case_come_out(worked: WorkedCase) -> None:
    found = findings_of(worked)

    assert {key: STATUS[found[key].status] for key in worked.findings} == worked.findings


@pytest.mark.parametrize(
    "worked", [one for one in EVERY_CASE if one.waits_for], ids=lambda worked: worked.id
)
def test_an_open_finding_waits_for_what_its_case_names(worked: WorkedCase) -> None:
    found = findings_of(worked)

    assert {
        key: [f"{missing.term.short}: {missing.cause.value}" for missing in found[key].waiting_for]
        for key in worked.waits_for
    } == worked.waits_for


def test_all_twenty_worked_cases_are_there() -> None:
    assert len({worked.id for worked in SHEET}) == 20


def test_every_case_has_its_own_id() -> None:
    assert [
        one for one, count in Counter(case.id for case in EVERY_CASE).items() if count > 1
    ] == []


def test_plainest_answers_are_answers_to_our_questions() -> None:
    assert set(plainest()) <= set(QUESTIONS)


def statuses(criterion: Criterion) -> set[Status]:
    """Every status that a criterion can take."""
    possible = {Status.CANNOT_TELL}
    possible |= {Status.MET} if criterion.met_when is not NEVER else set()
    possible |= {Status.NOT_MET} if criterion.not_met_when is not NEVER else set()
    return possible | ({Status.NOT_APPLICABLE} if criterion.applies_when is not ALWAYS else set())


def test_every_criterion_has_a_case_for_each_status_it_can_take() -> None:
    seen = {key: set[Status]() for key in CRITERIA}
    for worked in EVERY_CASE:
        for key, finding in findings_of(worked).items():
            seen[key].add(finding.status)

    missing = [
        f"{file_for(protocol)}: add a case with {criterion.key} = "
        f'"{STATUS[status]}" under [case.findings]'
        for protocol in PROTOCOLS
        for criterion in protocol.criteria
        for status in statuses(criterion) - seen[criterion.key]
    ]

    assert not missing, "\n".join(missing)
