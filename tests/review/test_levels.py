"""What staff found level by level: rows filled in on one page, kept like any other fact."""

from __future__ import annotations

from tests.kit.marks import led_to, marked
from tests.kit.pages import Page
from tests.kit.people import PatientClient, StaffClient
from tests.kit.rows import given_by, said, status
from tests.review.test_facts import add_facts
from tests.review.test_submission import submission

PAGE = "level-by-level"


def fractured(nurse: StaffClient, patient: PatientClient, *levels: str) -> Page:
    return add_facts(nurse, patient, "fracture-on-imaging", {"fracture_levels": [*levels]})


def row(level: str, **parts: str) -> dict[str, str]:
    return {f"level_findings-{level}-{part}": typed for part, typed in parts.items()}


def two_levels(nurse: StaffClient, patient: PatientClient, expect: int = 200) -> Page:
    fractured(nurse, patient, "t12", "l1")
    rows = row("t12", tender="yes", oedema="yes", height_loss="40") | row("l1", tender="no")
    return add_facts(nurse, patient, PAGE, rows, expect)


def test_with_one_fractured_level_nothing_more_is_asked(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = fractured(nurse, patient, "l1")

    assert "Level by level" not in page.main.text


def test_one_page_has_a_row_for_each_fractured_level(
    nurse: StaffClient, patient: PatientClient
) -> None:
    fractured(nurse, patient, "t12", "l1")

    page = nurse.get(f"/responses/{patient.response_id}/facts/{PAGE}")

    assert [page.by_id(f"level_findings-{one}").name for one in ("t12", "l1")] == ["fieldset"] * 2
    assert "level_findings-l2" not in page.response.text


def test_rows_are_kept_together_and_settle_criteria(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = two_levels(nurse, patient)

    assert status(page, "s2_pain_from_fracture") == "met"
    assert said(page, "level_findings") == (
        "T12, Tender: Yes, Marrow oedema: Yes, 40 % L1, Tender: No"
    )
    assert given_by(page, "level_findings").startswith("staff: Nurse Example, ")


def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_kept(
    nurse: StaffClient, patient: PatientClient
) -> None:
    fractured(nurse, patient, "t12", "l1")

    page = add_facts(nurse, patient, PAGE, row("l1", tender="yes", height_loss="400"), expect=422)

    assert page.errors == ["L1: Write only a whole number from 0 to 100"]
    beside = page.by_id("question-level_findings-l1-height_loss").text
    assert "Write only a whole number from 0 to 100" in beside
    assert led_to(page) == marked(page) == ["level_findings-l1-height_loss"]
    assert said(submission(nurse, patient), "level_findings") == "unanswered"


def test_a_row_is_cleared_and_stays_for_its_level(
    nurse: StaffClient, patient: PatientClient
) -> None:
    two_levels(nurse, patient)

    page = add_facts(nurse, patient, PAGE, {"level_findings-clear": "t12"})

    assert said(page, "level_findings") == "T12 L1, Tender: No"


def test_a_row_of_a_level_that_is_fractured_no_longer_can_be_taken_out(
    nurse: StaffClient, patient: PatientClient
) -> None:
    two_levels(nurse, patient)
    fractured(nurse, patient, "l1", "l2")

    page = add_facts(nurse, patient, PAGE, {"level_findings-clear": "t12"})

    assert said(page, "level_findings") == "L1, Tender: No L2"


def test_rows_all_cleared_are_unanswered(nurse: StaffClient, patient: PatientClient) -> None:
    two_levels(nurse, patient)

    page = add_facts(nurse, patient, PAGE, {"level_findings-clear": ["t12", "l1"]})

    assert said(page, "level_findings") == "unanswered"
    assert status(page, "s2_pain_from_fracture") == "cannot tell"


def test_blank_rows_passed_by_say_nothing(nurse: StaffClient, patient: PatientClient) -> None:
    fractured(nurse, patient, "t12", "l1")

    page = add_facts(nurse, patient, PAGE, {})

    assert "Nothing was changed: Level by level." in page.text
    assert said(page, "level_findings") == "unanswered"


def test_the_pages_one_after_the_other_pass_by_rows_for_one_level(
    nurse: StaffClient, patient: PatientClient
) -> None:
    fractured(nurse, patient, "l1")
    assert add_facts(nurse, patient, "fracture-shape", {"go_on": "yes"}).heading == "Examination"

    fractured(nurse, patient, "t12", "l1")
    assert add_facts(nurse, patient, "fracture-shape", {"go_on": "yes"}).heading == "Level by level"


def test_the_rows_stand_as_a_small_table_wherever_a_response_is_read(
    nurse: StaffClient, patient: PatientClient
) -> None:
    said_so = "T12 Yes Yes 40 % – L1 No – – –"

    page = two_levels(nurse, patient)
    face = nurse.get(f"/responses/{patient.response_id}/face-sheet")

    for shown in (page, face):
        (table,) = (one for one in shown.main.all("table") if one.get("class") == "levels")
        assert said_so in table.text
