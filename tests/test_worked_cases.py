"""The 20 worked cases, filled in by forms over HTTP, come out as clinicians said they must."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
import time_machine
from flask import Flask

from questionnaire.models import Role
from tests.people import StaffClient, add_staff
from tests.rules.cases import WorkedCase, cases_of
from tests.worked_cases import expected, fill_in, in_json, on_page

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
