"""The published protocols side by side: which are chosen, and which do not speak of cancer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Protocol, Status
from rules.language.findings.findings import assess, find
from rules.language.logic.conditions import Cause
from rules.protocols import BY_KEY, CHOOSABLE, DEFAULT_CHOSEN
from rules.protocols.figures import NOT_FOR_CANCER
from rules.protocols.malignant_pathway import M3
from tests.rules.labels import ON_THE_SHEET
from tests.rules.turning import case_of

OSTEOPOROTIC_ALONE = [BY_KEY[key] for key in ("nice_ta279", "cms_lcd", "humber_icb")]
OF_CANCER_TOO = [BY_KEY[key] for key in ("documented_indications", "malignant_pathway")]
TOLD_CANCER: dict[str, object] = {"told_of_fracture": True, "fracture_cause": "cancer"}


def test_a_clinic_starts_with_the_sheets_protocols_and_the_cancer_pathway() -> None:
    of_indications = [key for key in DEFAULT_CHOSEN if key != "trial_fit"]

    assert of_indications == [*ON_THE_SHEET, "malignant_pathway"]
    assert BY_KEY["humber_icb"] in CHOOSABLE


@pytest.mark.parametrize("protocol", OSTEOPOROTIC_ALONE, ids=lambda one: one.key)
@pytest.mark.parametrize("answers", [TOLD_CANCER, {"cause_judged": "cancer"}])
def test_a_source_that_does_not_cover_cancer_is_headed_as_another_pathway(
    protocol: Protocol, answers: dict[str, object]
) -> None:
    assert assess(protocol, case_of(answers)).pathway == NOT_FOR_CANCER


@pytest.mark.parametrize("protocol", OSTEOPOROTIC_ALONE, ids=lambda one: one.key)
@pytest.mark.parametrize("answers", [{}, {**TOLD_CANCER, "cause_judged": "osteoporosis"}])
def test_it_is_not_while_the_cause_is_not_known_or_staff_judged_it_otherwise(
    protocol: Protocol, answers: dict[str, object]
) -> None:
    assert assess(protocol, case_of(answers)).pathway == ""


@pytest.mark.parametrize("protocol", OF_CANCER_TOO, ids=lambda one: one.key)
def test_a_source_that_speaks_of_cancer_is_not_headed(protocol: Protocol) -> None:
    assert assess(protocol, case_of(TOLD_CANCER)).pathway == ""


@pytest.mark.parametrize(
    ("cause", "overall"),
    [
        ("osteoporosis", Status.NOT_APPLICABLE),
        ("injury", Status.NOT_APPLICABLE),
        ("cancer", Status.CANNOT_TELL),
    ],
)
def test_the_cancer_pathway_applies_to_cancer_alone(cause: str, overall: Status) -> None:
    found = assess(BY_KEY["malignant_pathway"], case_of({"cause_judged": cause}))

    assert found.overall is overall


@pytest.mark.parametrize(
    ("total", "instability", "cause"),
    [
        (4, True, Cause.CONFLICTING),
        (9, True, Cause.FOR_CLINICIAN),
        (9, False, Cause.FOR_CLINICIAN),
    ],
)
def test_only_a_stable_total_contradicts_a_report_of_instability(
    total: int, instability: bool, cause: Cause
) -> None:
    known = case_of({"cause_judged": "cancer", "sins": Decimal(total), "instability": instability})
    finding = find(M3, known)

    assert (finding.status, finding.causes) == (Status.CANNOT_TELL, (cause,))
