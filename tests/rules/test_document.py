"""A protocol as a document: nothing of it is left out, and nothing in it is left unexplained."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.criteria.ranks import ranks_in_words
from rules.language.logic.conditions import NEVER, checks
from rules.language.questions import Question
from rules.language.words.document import ALL_NEEDED, EACH_ALONE, INFORMATION, document
from rules.language.words.prose import in_words
from rules.protocols import BY_KEY, PROTOCOLS
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS
from rules.questions.windows import IMAGING_DAYS

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)
CRITERIA = [one for protocol in PROTOCOLS for one in protocol.criteria]
each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.key)


def alone(criterion: Criterion) -> Protocol:
    """A protocol of one criterion."""
    return Protocol(
        key="alone",
        title="Alone",
        short="Alone",
        edition="2026-11",
        summary="One criterion.",
        source=criterion.source,
        criteria=(criterion,),
    )


@each_protocol
def test_every_criterion_is_in_the_document_with_all_its_sources(protocol: Protocol) -> None:
    shown = document(protocol)

    assert [one.criterion for one in shown.criteria] == list(protocol.criteria)
    for criterion in protocol.criteria:
        assert {criterion.source, *(rank.source for rank in criterion.ranks)} <= set(shown.sources)


@each_criterion
def test_every_condition_is_said_that_says_something(criterion: Criterion) -> None:
    [shown] = document(alone(criterion)).criteria
    said = {row.name: row.clause.on_one_line for row in shown.rows}

    assert said["Met when"] == in_words(criterion.met_when)
    assert said["Not met when"] == in_words(criterion.not_met_when)
    assert ("Answers conflict when" in said) == (criterion.conflicting_when is not NEVER)
    assert ("For the clinician when" in said) == (criterion.unsettleable_when is not NEVER)
    assert ("Applies when" in said) == bool(list(checks(criterion.applies_when)))


@each_criterion
def test_every_working_figure_is_marked_where_it_stands(criterion: Criterion) -> None:
    [shown] = document(alone(criterion)).criteria
    lines = [row.clause.on_one_line for row in shown.rows]
    lines += [window.figure.marked for window in shown.windows]

    assert {one.figure for one in shown.figures} == set(criterion.working_figures())
    for figure in shown.figures:
        assert any(figure.marked in line for line in lines), figure.figure.key


@each_criterion
def test_lists_that_rank_it_stand_side_by_side(criterion: Criterion) -> None:
    [shown] = document(alone(criterion)).criteria
    remarks = {remark.name: remark.says for remark in shown.remarks}

    assert ("Lists disagree" in remarks) == criterion.lists_disagree
    for rank in criterion.ranks:
        assert rank.source in shown.ranking
        assert any(rank.strength.value in said for said in remarks.values())


@each_criterion
def test_what_is_left_open_is_said_first_and_then_what_to_weigh(criterion: Criterion) -> None:
    [shown] = document(alone(criterion)).criteria
    ranked = "Lists disagree" if criterion.lists_disagree else "How lists rank it"
    expected = {
        "Otherwise": f"Cannot tell. {criterion.grey}" if criterion.grey else "Cannot tell.",
        **({"To weigh": criterion.guidance} if criterion.guidance else {}),
        **({ranked: f"{ranks_in_words(criterion)}."} if criterion.ranks else {}),
    }

    assert [(remark.name, remark.says) for remark in shown.remarks] == [*expected.items()]


def test_what_is_asked_of_the_patient_stands_apart_from_what_is_asked_of_staff() -> None:
    [shown] = document(alone(DOCUMENTED_INDICATIONS.criteria[1])).criteria

    assert shown.asked_of_patient == ("Side of the pain", "Pain worse with")
    assert shown.asked_of_staff == (
        "Findings level by level",
        "Tender at the fracture level",
        "Vertebral fracture on imaging",
    )


@each_protocol
def test_what_is_worked_out_is_explained_once(protocol: Protocol) -> None:
    explained = [derived.short for derived in document(protocol).derived]
    worked_out = {
        check.term.short
        for criterion in protocol.criteria
        for condition in criterion.conditions()
        for check in checks(condition)
        if not isinstance(check.term, Question)
    }

    assert worked_out <= set(explained), "give the term a text `explained`"
    assert len(explained) == len(set(explained))


@each_protocol
def test_a_different_pathway_is_said_with_when_it_shows(protocol: Protocol) -> None:
    shown = document(protocol)

    assert (shown.pathway_when is not None) == bool(protocol.pathway)


def test_only_indications_make_one_result() -> None:
    for protocol in PROTOCOLS:
        kinds = {criterion.polarity for criterion in protocol.criteria}
        said = document(protocol).combined

        assert (said == ALL_NEEDED) == (Polarity.INDICATION in kinds), protocol.key
        assert (said == INFORMATION) == (kinds == {Polarity.ENTRY}), protocol.key
        assert said in {ALL_NEEDED, EACH_ALONE, INFORMATION}


def test_a_choice_that_bears_on_it_is_said_with_what_else_there_is() -> None:
    [as_shipped] = document(BY_KEY["documented_indications"]).choices
    [own] = document(
        BY_KEY["documented_indications"], choices={"morphine_table": "bnf_2020"}
    ).choices

    assert (as_shipped.said, as_shipped.others) == (
        "CDC 2022 (working choice)",
        "BNF 2020, BNF 2018, ANZCA/FPM 2021",
    )
    assert (own.said, own.others) == (
        "BNF 2020 (working choice of this clinic)",
        "CDC 2022, BNF 2018, ANZCA/FPM 2021",
    )


def test_a_clinics_own_figure_and_window_are_said_as_its_own() -> None:
    shown = document(
        BY_KEY["documented_indications"], {"severe_pain": Decimal(8), IMAGING_DAYS.key: Decimal(60)}
    )
    lines = [row.clause.on_one_line for one in shown.criteria for row in one.rows]
    windows = [window.figure.marked for one in shown.criteria for window in one.windows]

    assert any("8 of 10 (working figure set by this clinic; it comes as 7)" in one for one in lines)
    assert "60 days (working figure set by this clinic; it comes as no limit)" in windows


def test_a_clinics_own_figure_is_said_where_a_different_pathway_turns_on_it() -> None:
    severe = BY_KEY["documented_indications"].criteria[2].met_when
    protocol = replace(BY_KEY["nice_ta279"], pathway_when=severe)
    shown = document(protocol, {"severe_pain": Decimal(8)}).pathway_when

    assert shown
    assert "8 of 10 (working figure set by this clinic" in shown.on_one_line
