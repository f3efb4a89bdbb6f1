"""Where a patient stands against the trials' entry figures: information, never a status."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Polarity, Status
from rules.language.criteria.entry_figures import EntryFigure, entry_figures
from rules.language.findings.entry_fit import TrialFit, trial_fit
from rules.language.findings.findings import Finding, assess
from rules.language.logic.conditions import not_
from rules.language.words.prose import in_words
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS
from rules.protocols.trial_fit import TRIAL_FIT
from rules.questions.imaging_report import height_loss
from rules.sources import LEAFLET, VERTOS_II
from tests.kit.cases import WorkedCase, cases_of, every_case

CASES = {case.id: case for case in every_case()}
SHEET = {case.id: case for case in cases_of("documented_indications")}

# Of the figures that are numbers alone, as the clinicians' sheet has it; the age of the images apart.
NUMBERS = ("age", "onset", "pain", "height")
EXPECTED = [
    ("V02", "VAPOUR", "within_range"),
    ("V02", "VERTOS II", "within_range"),
    ("V02", "FREE", "within_range"),
    ("V04", "VAPOUR", "outside_range"),
    ("V04", "VERTOS II", "within_range"),
    ("V06", "VERTOS II", "outside_range"),
    ("V06", "FREE", "within_range"),
    ("V06", "INVEST", "within_range"),
    ("V09", "INVEST", "within_range"),
    ("V09", "VERTOS II", "outside_range"),
    ("V11", "VAPOUR", "imaging_too_old"),
    ("V11", "VERTOS II", "within_range"),
    ("V17", "INVEST", "outside_range"),
    ("V17", "FREE", "outside_range"),
]


def fits(case: WorkedCase) -> dict[str, TrialFit]:
    return {fit.trial: fit for fit in trial_fit(assess(TRIAL_FIT, case.case()))}


def part(finding: Finding) -> str:
    return finding.criterion.key.rsplit("_", 1)[1]


def numeric(fit: TrialFit) -> str:
    """What the sheet calls it."""
    outside = {part(finding) for finding in fit.outside}
    if outside & set(NUMBERS):
        return "outside_range"
    unknown = {part(finding) for finding in fit.unknown} & set(NUMBERS)
    return "unknown" if unknown else "imaging_too_old" if "imaging" in outside else "within_range"


@pytest.mark.parametrize(("case", "trial", "expected"), EXPECTED)
def test_the_figures_of_a_trial_come_out_as_on_the_clinicians_sheet(
    case: str, trial: str, expected: str
) -> None:
    assert numeric(fits(SHEET[case])[trial]) == expected


def test_the_eight_trials_come_in_the_order_of_the_protocol() -> None:
    assert list(fits(CASES["V02"])) == [
        "VERTOS II", "VERTOS IV", "VERTOS V", "VAPOUR", "INVEST", "Buchbinder", "FREE", "CAFE",
    ]  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.id)
def test_every_figure_lies_on_one_side_or_is_unknown(case: WorkedCase) -> None:
    assessment = assess(TRIAL_FIT, case.case())
    placed = [
        finding
        for fit in trial_fit(assessment)
        for finding in (*fit.inside, *fit.outside, *fit.unknown)
    ]

    assert sorted(placed, key=by_key) == sorted(assessment.findings, key=by_key)


def by_key(finding: Finding) -> str:
    return finding.criterion.key


@pytest.mark.parametrize("case", SHEET.values(), ids=lambda case: case.id)
def test_it_is_never_a_status(case: WorkedCase) -> None:
    assert assess(TRIAL_FIT, case.case()).overall is Status.NOT_APPLICABLE


def test_a_patient_over_six_weeks_is_outside_vapour_by_the_onset_alone() -> None:
    assert [finding.criterion.short for finding in fits(CASES["V06"])["VAPOUR"].outside] == [
        "Pain for under 6 weeks"
    ]


def test_where_nothing_is_known_everything_is_unknown() -> None:
    (free,) = [fit for trial, fit in fits(CASES["T04"]).items() if trial == "FREE"]

    assert [part(finding) for finding in free.unknown] == [
        "onset", "pain", "oedema", "height", "levels",
    ]  # fmt: skip
    assert free.outside == ()


def test_a_protocol_without_entry_figures_has_no_fit() -> None:
    assert trial_fit(assess(DOCUMENTED_INDICATIONS, CASES["V02"].case())) == ()


def test_what_is_from_memory_says_so_in_its_own_words() -> None:
    from_memory = {one.key for one in TRIAL_FIT.criteria if "not checked" in one.says}

    assert from_memory == {"vertos_iv_levels", "buchbinder_oedema"}


def test_an_entry_figure_becomes_a_criterion_under_the_name_of_its_trial() -> None:
    whole = EntryFigure(
        "height",
        "height loss of 15 % or more",
        height_loss.is_at_least(Decimal(15)),
        outside_when=height_loss.is_under(Decimal(10)),
        guidance="As measured.",
        grey="From 10 to 15 %.",
        source=LEAFLET,
    )
    plain = replace(whole, outside_when=None, guidance="", grey="", source=None)
    first, second = entry_figures("made_up", "MADE UP", VERTOS_II, whole, plain)

    assert (first.key, first.label) == ("made_up_height", "MADE UP")
    assert first.short == "Height loss of 15 % or more"
    assert first.says == "MADE UP: height loss of 15 % or more."
    assert first.polarity is Polarity.ENTRY
    assert (first.met_when, first.not_met_when) == (whole.when, whole.outside_when)
    assert (first.source, first.guidance, first.grey) == (
        LEAFLET,
        "As measured.",
        "From 10 to 15 %.",
    )
    assert second.source is VERTOS_II
    assert in_words(second.not_met_when) == in_words(not_(plain.when))
