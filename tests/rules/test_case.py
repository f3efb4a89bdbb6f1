"""A case with other answers is still of the same day and the same clinic."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import questionnaire
import rules
from rules.language.logic.case import Case, Given
from rules.language.logic.weighing import value_of
from rules.language.questions import YesNo

PACKAGES = [Path(str(package.__file__)).parent for package in (questionnaire, rules)]
OWN = Path("rules/language/logic/case.py")
sore = YesNo("sore", "Is it sore?", "Sore")


def test_a_case_having_other_answers_keeps_the_day_and_what_the_clinic_set() -> None:
    figures, choices = {"severe_pain": Decimal(8)}, {"morphine_table": "bnf_2020"}
    case = Case({"sore": Given(True)}, date(2026, 11, 30), figures, choices)

    other = case.having({"walks": Given(False)})

    assert other == Case({"walks": Given(False)}, case.on, figures, choices)


def test_nothing_worked_out_of_the_first_answers_is_remembered_of_the_other_ones() -> None:
    case = Case({"sore": Given(True)}, date(2026, 11, 30))

    assert value_of(sore, case) is True
    assert value_of(sore, case.having({"sore": Given(False)})) is False


def made_of_another(path: Path) -> Iterator[ast.Call]:
    """Where a case is made part by part of another one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Case":
            said = ast.unparse(node)
            if "case.on" in said or "case.figures" in said or "before.on" in said:
                yield node


def test_no_case_is_made_part_by_part_of_another() -> None:
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        if path.as_posix().endswith(OWN.as_posix()):
            continue
        lines = [node.lineno for node in made_of_another(path)]
        assert not lines, f"{path}:{lines}: make it with case.having(answers), or a part is lost"
