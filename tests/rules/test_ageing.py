"""Facts get older: a window that a clinic sets closes, and another consult day counts anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Status
from rules.language.findings.ageing import by_then
from rules.language.findings.findings import assess, find
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.conditions import Cause
from rules.protocols import BY_KEY
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS, S2, S3, S4, S7
from rules.questions import QUESTIONS
from rules.questions.examination import blood_date, deficit_on_examination, inr, inr_date
from rules.questions.imaging_report import marrow_oedema
from rules.questions.symptoms import pain_on_movement
from rules.questions.windows import (
    BLOOD_DAYS,
    EXAMINATION_DAYS,
    IMAGING_DAYS,
    PAIN_SCORE_DAYS,
)
from tests.kit.cases import cases_of

TODAY = date(2026, 11, 2)
CONSULT = date(2026, 11, 16)
CONTRAINDICATIONS = {one.key: one for one in BY_KEY["contraindications"].criteria}
COAGULOPATHY = CONTRAINDICATIONS["uncorrected_coagulopathy"]
DEFICIT = CONTRAINDICATIONS["neurological_deficit"]
MRI_DAY = date(2026, 9, 1)  # 62 days before the first, 76 before the second


def reported(**answers: object) -> Case:
    return Case({key: Given(value, Origin.STAFF) for key, value in answers.items()}, CONSULT)


OLD_MRI = reported(marrow_oedema=True, mri_report_date=MRI_DAY)


def within(days: int, case: Case = OLD_MRI) -> Case:
    return replace(case, figures={IMAGING_DAYS.key: Decimal(days)})


def test_a_scan_of_any_age_counts_until_a_clinic_sets_a_limit() -> None:
    assert find(S7, OLD_MRI).status is Status.MET


def test_a_scan_counts_up_to_the_last_day_of_the_limit() -> None:
    assert find(S7, within(76)).status is Status.MET

    late = find(S7, within(75))
    assert late.status is Status.CANNOT_TELL
    assert [(missing.term, missing.cause) for missing in late.waiting_for] == [
        (marrow_oedema, Cause.OUT_OF_DATE)
    ]


def test_what_is_out_of_date_is_still_said_with_its_day() -> None:
    (fact,) = find(S7, within(75)).because

    assert (fact.value, fact.said, fact.observed_on) == (
        Absent.OUT_OF_DATE,
        "Yes (out of date)",
        MRI_DAY,
    )


def test_a_report_without_a_date_does_not_count_where_a_limit_is_set() -> None:
    undated = reported(marrow_oedema=True)

    assert find(S7, undated).status is Status.MET
    assert find(S7, within(3650, undated)).status is Status.CANNOT_TELL


def test_a_limit_that_is_set_stands_with_the_finding_and_one_that_is_not_does_not() -> None:
    assert find(S7, OLD_MRI).figures == {}
    assert find(S7, within(90)).figures == {IMAGING_DAYS: Decimal(90)}


def test_an_answer_of_the_patient_is_as_old_as_the_day_it_was_given() -> None:
    given = Given(Decimal(8), at=datetime(2026, 10, 1, 12, tzinfo=UTC))
    case = Case({"pain_on_movement": given}, CONSULT, {PAIN_SCORE_DAYS.key: Decimal(30)})

    assert pain_on_movement.day(case) == date(2026, 10, 1)
    assert find(S3, case).causes[0] is Cause.OUT_OF_DATE
    assert find(S3, replace(case, on=date(2026, 10, 31))).status is Status.MET


def test_an_inr_without_a_day_of_its_own_is_as_old_as_the_blood_sample() -> None:
    assert (inr_date, blood_date) == inr.observed_on
    sample = {"inr": Decimal(1), "blood_date": date(2026, 11, 1)}

    assert inr.day(reported(**sample)) == date(2026, 11, 1)
    assert inr.day(reported(**sample, inr_date=date(2026, 11, 3))) == date(2026, 11, 3)
    assert inr.day(reported(inr=Decimal(1))) is None


@pytest.mark.parametrize(("key", "value"), [("inr", Decimal(3)), ("platelets", Decimal(20))])
def test_an_old_blood_result_out_of_limits_never_reads_as_none_at_all(
    key: str, value: Decimal
) -> None:
    sample = {key: value, "blood_date": date(2026, 9, 1)}
    old = reported(bleeding_disorder=False, liver_disease=False, blood_thinner=False, **sample)
    fit = replace(old, figures={BLOOD_DAYS.key: Decimal(90)})

    assert find(COAGULOPATHY, fit).status is Status.MET
    assert find(COAGULOPATHY, old).status is Status.CANNOT_TELL
    assert find(COAGULOPATHY, old).causes == (Cause.OUT_OF_DATE,)


def test_where_nobody_took_blood_nothing_waits_for_it() -> None:
    none = reported(bleeding_disorder=False, liver_disease=False, blood_thinner=False)

    assert find(COAGULOPATHY, none).status is Status.NOT_MET


def test_an_old_examination_that_found_no_tenderness_does_not_make_way_for_the_history() -> None:
    history = {"pain_side": "middle", "pain_worse_with": ("moving",), "fracture_seen": True}
    examined = {"tender_at_fracture": False, "examination_date": date(2026, 9, 1)}
    old = replace(reported(**history, **examined), figures={EXAMINATION_DAYS.key: Decimal(30)})

    assert find(S2, reported(**history)).status is Status.MET
    assert find(S2, old).status is Status.CANNOT_TELL
    assert find(S2, old).causes == (Cause.OUT_OF_DATE,)


def test_an_old_deficit_found_is_not_undone_by_what_the_patient_reported() -> None:
    found = reported(
        new_weakness=False, deficit_on_examination=True, examination_date=date(2026, 9, 1)
    )
    old = replace(found, figures={EXAMINATION_DAYS.key: Decimal(30)})

    assert find(DEFICIT, found).status is Status.MET
    assert find(DEFICIT, old).status is Status.CANNOT_TELL
    assert find(DEFICIT, old).because[0].said == "Yes (out of date)"
    assert [(missing.term, missing.cause) for missing in find(DEFICIT, old).waiting_for] == [
        (deficit_on_examination, Cause.OUT_OF_DATE)
    ]


def test_what_is_met_today_and_out_of_date_on_the_consult_day_is_told() -> None:
    case = within(70)

    changed = by_then(assess(DOCUMENTED_INDICATIONS, case), case, TODAY)

    assert [(one.criterion, one.before.status, one.after.status) for one in changed] == [
        (S7, Status.MET, Status.CANNOT_TELL)
    ]
    assert changed[0].after.causes == (Cause.OUT_OF_DATE,)


def test_an_interval_grows_until_the_consult_day() -> None:
    case = next(case for case in cases_of("documented_indications") if case.id == "V02").case()
    early = case.on.replace(day=1)  # 20 days after the pain began; 35 on the consult day

    changed = by_then(assess(DOCUMENTED_INDICATIONS, case), case, early)

    assert [(one.criterion, one.before.status, one.after.status) for one in changed] == [
        (S4, Status.CANNOT_TELL, Status.MET)
    ]


def test_another_consult_day_recalculates() -> None:
    sooner = replace(within(70), on=date(2026, 11, 10))

    assert find(S7, sooner).status is Status.MET
    assert by_then(assess(DOCUMENTED_INDICATIONS, sooner), sooner, TODAY) == ()


def test_what_dates_a_fact_is_asked_of_whoever_gives_the_fact() -> None:
    dated = [question for question in QUESTIONS.values() if question.observed_on]

    assert dated
    for question in dated:
        assert {day.asked_of for day in question.observed_on} == {question.asked_of}, question.key
