"""Rows of staff, one for each fractured level: what they come to, and what the single answers still say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Protocol, Status
from rules.language.findings.findings import find
from rules.language.logic.case import OUT_OF_DATE, UNANSWERED, Absent, Case, Given, Origin
from rules.language.logic.conditions import Cause, Term
from rules.language.logic.relations import Range
from rules.language.questions import Unreadable
from rules.language.settling.settling import settling
from rules.protocols.cms_lcd import CMS_LCD
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS, S2, S7
from rules.protocols.nice_ta279 import N4, N6, NICE
from rules.questions.levels import (
    height_lost,
    level_findings,
    oedema,
    tender,
    tender_apart_from_oedema,
    treated_levels,
)
from rules.questions.windows import EXAMINATION_DAYS, IMAGING_DAYS
from tests.rules.completions import EVERYTHING_MET

ON = date(2026, 11, 16)
LONG_AGO = date(2026, 9, 1)
NOT_SURE = {"absent": "not sure"}

A, B = "t12", "l1"


def rows(*each: Mapping[str, object]) -> object:
    return level_findings.read(list(each))


def case_of(*each: Mapping[str, object], **answers: object) -> Case:
    known = {**answers, **({"level_findings": rows(*each)} if each else {})}
    return Case({key: Given(value, Origin.STAFF) for key, value in known.items()}, ON)


def dated(days: int, *each: Mapping[str, object], **answers: object) -> Case:
    case = case_of(*each, **answers)
    windows = {EXAMINATION_DAYS.key: Decimal(days), IMAGING_DAYS.key: Decimal(days)}
    return Case(case.answers, ON, windows)


CROSSED = (
    {"level": A, "tender": True, "oedema": False},
    {"level": B, "tender": False, "oedema": True},
)


# Reading


@pytest.mark.parametrize(
    ("stored", "why"),
    [
        ([{"tender": True}], "takes rows that each say their level"),
        ([{"level": A}, {"level": A}], "takes one row for each level"),
        ([{"level": "l9"}], "level takes one of: cervical, "),
        ([{"level": A, "height_loss": 101}], "height_loss takes a number from 0 to 100"),
    ],
)
def test_rows_that_cannot_be_told_apart_are_refused(stored: object, why: str) -> None:
    with pytest.raises(Unreadable, match=f"^{why}"):
        level_findings.read(stored)


# What rows come to


@pytest.mark.parametrize(
    ("said", "single", "expected"),
    [
        ((True, False), False, True),
        ((False, NOT_SURE), True, False),
        ((NOT_SURE, NOT_SURE), True, True),
        ((NOT_SURE, NOT_SURE), None, UNANSWERED),
        ((), False, False),
        ((), None, UNANSWERED),
    ],
)
def test_one_tender_level_is_enough_and_those_not_examined_say_nothing(
    said: tuple[object, ...], single: bool | None, expected: object
) -> None:
    each = [{"level": level, "tender": one} for level, one in zip((A, B), said, strict=False)]
    alone = dict[str, object]() if single is None else {"tender_at_fracture": single}

    assert tender.value(case_of(*each, **alone)) is expected


@pytest.mark.parametrize(
    ("said", "single", "expected"),
    [
        ((True, NOT_SURE), False, True),
        ((False, False), True, False),
        ((False, NOT_SURE), None, UNANSWERED),
        ((False, NOT_SURE), True, True),
    ],
)
def test_oedema_is_absent_only_where_each_level_is_without(
    said: tuple[object, ...], single: bool | None, expected: object
) -> None:
    each = [{"level": level, "oedema": one} for level, one in zip((A, B), said, strict=True)]
    alone = dict[str, object]() if single is None else {"marrow_oedema": single}

    assert oedema.value(case_of(*each, **alone)) is expected


def treated(level: str, height: int | None, to_be_treated: bool | None) -> dict[str, object]:
    given = {"level": level, "height_loss": height, "to_be_treated": to_be_treated}
    return {key: value for key, value in given.items() if value is not None}


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        ((treated(A, 30, True), treated(B, 60, False)), Decimal(30)),
        ((treated(A, 30, True), treated(B, 60, True)), Decimal(60)),
        ((treated(A, 30, True), treated(B, None, True)), Range(Decimal(30), None)),
        ((treated(A, 30, None), treated(B, 60, None)), Range(Decimal(30), Decimal(60))),
        ((treated(A, 30, None), treated(B, 30, None)), Decimal(30)),
        ((treated(A, 30, None), treated(B, 60, False)), Decimal(30)),
        ((treated(A, 30, None), treated(B, None, None)), Range(Decimal(0), None)),
        ((treated(A, None, True), treated(B, None, None)), Decimal(44)),
    ],
)
def test_height_is_that_of_the_level_to_be_treated(
    each: tuple[Mapping[str, object], ...], expected: object
) -> None:
    assert height_lost.value(case_of(*each, height_loss=Decimal(44))) == expected


@pytest.mark.parametrize(
    ("number", "marked", "expected"),
    [
        (Decimal(2), 0, Decimal(2)),
        (Decimal(2), 3, Decimal(3)),
        (Decimal(4), 3, Decimal(4)),
        (None, 3, Range(Decimal(3), None)),
        (None, 0, UNANSWERED),
    ],
)
def test_no_fewer_levels_are_treated_than_are_marked(
    number: Decimal | None, marked: int, expected: object
) -> None:
    each = [{"level": f"l{place}", "to_be_treated": True} for place in range(1, marked + 1)]
    answers = dict[str, object]() if number is None else {"levels_to_treat": number}

    assert treated_levels.value(case_of(*each, **answers)) == expected


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (tender, "Yes (T12)"),
        (tender_apart_from_oedema, "tender at T12 alone, oedema at L1 alone"),
    ],
)
def test_it_is_said_at_which_level(term: Term, said: str) -> None:
    case = case_of(*CROSSED)

    assert term.said_in(term.value(case), case) == said


def test_of_heights_known_in_part_the_levels_are_named() -> None:
    case = case_of(treated(A, 30, None), treated(B, 60, None))

    assert height_lost.said_in(height_lost.value(case), case) == "30 to 60 % (T12, L1)"


# Levels in conflict


def test_a_tender_level_without_oedema_beside_oedema_elsewhere_is_a_conflict() -> None:
    case = case_of(*CROSSED, fracture_seen=True, uptake=True)

    for criterion in (S7, N4):
        found = find(criterion, case)
        assert (found.status, found.causes) == (Status.CANNOT_TELL, (Cause.CONFLICTING,))
    assert {find(one, case).status for one in (S2, N6)} == {Status.MET}


def test_a_third_level_that_fits_does_not_undo_the_conflict() -> None:
    case = case_of(*CROSSED, {"level": "l2", "tender": True, "oedema": True})

    assert find(S7, case).status is Status.CANNOT_TELL


def test_a_row_alone_is_never_in_conflict_with_itself() -> None:
    assert tender_apart_from_oedema.value(case_of({"level": A})) is False
    assert tender_apart_from_oedema.value(case_of({"level": A}, {"level": B})) is UNANSWERED


# Days


def test_rows_are_as_old_as_what_dates_the_single_answer() -> None:
    row = {"level": A, "tender": True, "oedema": True}
    case = dated(30, row, examination_date=LONG_AGO, mri_report_date=ON)

    assert tender.value(case) is OUT_OF_DATE
    assert tender.day(case) == LONG_AGO
    assert oedema.value(case) is True
    assert oedema.day(case) == ON


def test_rows_in_conflict_are_none_once_the_examination_is_out_of_date() -> None:
    case = dated(30, *CROSSED, examination_date=LONG_AGO, mri_report_date=ON)

    assert find(S7, case).status is Status.MET


# What would settle it


@pytest.mark.parametrize(
    "protocol", [DOCUMENTED_INDICATIONS, NICE, CMS_LCD], ids=lambda one: one.key
)
def test_rows_are_never_asked_for_where_one_answer_is_enough(protocol: Protocol) -> None:
    for left_out in ("tender_at_fracture", "marrow_oedema", "height_loss", "levels_to_treat"):
        known = {key: value for key, value in EVERYTHING_MET.items() if key != left_out}
        facts = settling(protocol, case_of(**known)).facts

        assert level_findings not in {fact.question for fact in facts}


def test_an_examination_made_anew_does_not_bring_old_rows_back() -> None:
    known = {key: value for key, value in EVERYTHING_MET.items() if key != "tender_at_fracture"}
    old = {"examination_date": LONG_AGO, "mri_report_date": ON}
    case = dated(30, {"level": A, "tender": True}, **{**known, **old})

    (fact,) = (
        one for one in settling(NICE, case).facts if one.question.key == "tender_at_fracture"
    )

    leads = {answer.said: answer.overall for answer in fact.answers}
    assert leads["No"] is Status.NOT_MET


def test_what_the_single_answer_said_is_kept_though_rows_stand_above_it() -> None:
    case = case_of({"level": A, "tender": False}, tender_at_fracture=True)

    assert find(S2, case).status is Status.NOT_MET
    assert case.answers["tender_at_fracture"].value is True


def test_rows_that_say_nothing_leave_it_to_the_single_answer() -> None:
    case = case_of({"level": A}, tender_at_fracture=Absent.NOT_SURE)

    assert tender.value(case) is Absent.NOT_SURE
    assert [one.term for one in tender.open(case)] == [tender.single]


def test_a_row_of_a_level_that_is_no_longer_fractured_counts_no_more() -> None:
    each = ({"level": "t12", "tender": True}, {"level": "l1", "tender": False})

    then = case_of(*each, fracture_levels=("t12", "l1"))
    now = case_of(*each, fracture_levels=("l1",))

    assert (tender.value(then), tender.value(now)) == (True, False)
