"""The 20 worked cases come out as clinicians said they must: by forms over HTTP, and by command."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from questionnaire.store.models import Role
from tests.kit.cases import WorkedCase, cases_of
from tests.kit.people import StaffClient, add_staff
from tests.kit.worked_cases import by_command, fill_in, in_json, on_page
from tests.rules.outcomes import expected

CASES = cases_of("documented_indications")


def test_there_are_twenty_of_them() -> None:
    assert len(CASES) == 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_worked_case_comes_out_as_expected_on_the_page_and_in_the_export(
    app: Flask, case: WorkedCase
) -> None:
    noon = datetime.combine(case.on, time(12), UTC)
    with time_machine.travel(noon, tick=True):
        add_staff(app, Role.NURSE)
        nurse = StaffClient(app, "nurse")

        submission = fill_in(app, nurse, case)

        assert on_page(nurse, submission) == expected(case), "the nurse's page"
        assert in_json(nurse, submission) == expected(case), "the JSON export"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_worked_case_comes_out_as_expected_by_command(tmp_path: Path, case: WorkedCase) -> None:
    assert by_command(tmp_path, case) == expected(case)
