"""Every protocol a second time, as decision tables over plain values: both come to the same.

The tables in tests/rules/decision_tables are written from the sheet that clinicians checked, not from
our conditions, and are read by a program of their own: first row that fits, no logic of unknowns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from rules.language.criteria.criteria import Status
from rules.language.findings.compiled import verdicts
from rules.language.findings.findings import find, overall
from rules.language.logic.case import Case
from rules.language.logic.weighing import weigh
from rules.protocols import PROTOCOLS
from rules.protocols.cms_lcd import CMS_LCD
from rules.questions import QUESTIONS
from rules.questions.safety import blood_thinner_which
from tests.bench.patients import patients
from tests.rules.decision_tables.evaluation import ASKED, SHARED, stands
from tests.rules.decision_tables.tables import Table, for_each, tables

SEEDS = (101, 202, 303, 404)
EACH = 5_000


def every_table() -> Iterator[Table]:
    """Those of the LCD last: one of them asks what the contraindications' tables say."""
    for protocol in sorted(PROTOCOLS, key=lambda one: one is CMS_LCD):
        for table in tables(protocol.key).values():
            yield from for_each(table, "medicine", blood_thinner_which.options)


TABLES = {table.name: table for table in every_table()}
CRITERIA = tuple(criterion for protocol in PROTOCOLS for criterion in protocol.criteria)
KEYS = tuple(criterion.key for criterion in CRITERIA)


@cache
def in_case() -> Callable[[Case], tuple[Status, ...]]:
    """The verdicts of everything, made once."""
    return verdicts(CRITERIA)


def ours(case: Case) -> dict[str, str]:
    return dict(zip(KEYS, (status.value for status in in_case()(case)), strict=True))


def differences(mine: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str, str]]:
    """By criterion, what the rules say and what its table says, where it is not the same."""
    return {
        key: (mine[key], other.get(key, "no table")) for key in KEYS if mine[key] != other.get(key)
    }


def to_write(criterion: str) -> str:
    """The beginnings of a table, in the file that it belongs to."""
    protocol = next(
        one.key for one in PROTOCOLS if criterion in {each.key for each in one.criteria}
    )
    return (
        f"tests/rules/decision_tables/{protocol}.md: write, from the source and not from the rule,\n"
        f"## {criterion}\n\n| … | stands |\n|---|---|\n| … | met |\n| - | cannot tell |"
    )


def as_asked(case: Case) -> Case:
    """A patient who never changed an answer on which others are asked."""
    asked = {key for key in case.answers if weigh(QUESTIONS[key].asked_if, case).truth is not False}
    return case.having({key: case.answers[key] for key in asked})


def test_every_criterion_has_its_table() -> None:
    missing = [key for key in KEYS if key not in TABLES]

    assert not missing, "\n".join(map(to_write, missing))


def test_every_table_has_its_criterion() -> None:
    strange = set(TABLES) - set(KEYS)

    assert not strange, f"tests/rules/decision_tables: no criterion has the key {strange}"


@pytest.mark.parametrize("seed", SEEDS)
def test_both_ways_come_to_the_same_for_many_patients(seed: int) -> None:
    for case in patients(EACH, seed):
        assert differences(ours(case), stands(TABLES, case)) == {}, case


def test_where_all_is_known_both_ways_come_to_the_same() -> None:
    for case in patients(1000, seed=505, complete=True):
        assert differences(ours(case), stands(TABLES, case)) == {}, case


def test_verdicts_with_reasons_are_those_of_the_tables_too() -> None:
    for case in patients(300, seed=606):
        told = stands(TABLES, case)
        found = {one.key: find(one, case).status.value for one in CRITERIA}

        assert differences(found, told) == {}, case


def test_the_overall_status_follows_the_sheets_order() -> None:
    """Not met before cannot tell before met; what does not apply is left out."""
    order = ("not met", "cannot tell", "met", "not applicable")
    for case in patients(300, seed=707):
        told = stands(TABLES, case)
        for protocol in PROTOCOLS:
            each = [told[criterion.key] for criterion in protocol.criteria]

            assert overall(map(Status, each)).value == next(one for one in order if one in each)


def test_every_row_of_every_table_is_met_by_some_patient() -> None:
    for case in patients(3000, seed=808):
        stands(TABLES, case)
        stands(TABLES, as_asked(case))

    every = (*TABLES.values(), *ASKED.values(), *SHARED.values())
    missed = dict.fromkeys(row for table in every for row in table.never_hit())

    assert list(missed) == []
