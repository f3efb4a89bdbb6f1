"""A protocol as plain data, and the same protocol made of it again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import editions
from rules.editions import KNOWN, Frozen
from rules.language.criteria.criteria import Protocol, Status
from rules.language.findings.findings import assess
from rules.language.findings.record import as_record
from rules.language.frozen.freezing import Known, freeze
from rules.language.frozen.thawing import CannotThaw, thaw
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Check, Open, Term, all_of
from rules.language.logic.relations import Relation, is_
from rules.protocols import PROTOCOLS
from rules.protocols.conflicts import CONFLICTS
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS, S3
from rules.protocols.figures import SEVERE_PAIN, days_since_onset
from rules.questions import QUESTIONS
from rules.questions.symptoms import pain_on_movement
from tests.kit.cases import every_case
from tests.rules.strategies import answers_of

CASES = every_case()
SHEET = {case.id: case for case in CASES}
ON = date(2026, 11, 16)

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.key)
sometimes = settings(max_examples=25, deadline=None, derandomize=True)


def written_and_read(protocol: Protocol) -> Frozen:
    """The frozen protocol as it comes back from a file."""
    return cast("Frozen", json.loads(json.dumps(editions.freeze(protocol))))


@cache
def again(protocol: Protocol) -> Protocol:
    return editions.thaw(written_and_read(protocol))


def found(protocol: Protocol, case: Case) -> str:
    """An assessment to the byte."""
    return json.dumps(as_record(assess(protocol, case)))


@each_protocol
def test_what_is_thawed_freezes_to_the_same(protocol: Protocol) -> None:
    frozen = written_and_read(protocol)

    assert editions.freeze(editions.thaw(frozen)) == frozen


@each_protocol
def test_a_thawed_protocol_is_called_on_a_page_as_the_code_calls_it(protocol: Protocol) -> None:
    thawed = again(protocol)

    assert (thawed.asks, thawed.only_for) == (protocol.asks, protocol.only_for)


def test_what_a_protocol_is_called_on_a_page_is_no_part_of_an_edition() -> None:
    renamed = replace(DOCUMENTED_INDICATIONS, heading="What else", only_for="for the young only")

    assert renamed.asks == "What else"
    assert editions.freeze(renamed) == editions.freeze(DOCUMENTED_INDICATIONS)


@each_protocol
def test_a_thawed_protocol_finds_the_same_in_every_worked_case(protocol: Protocol) -> None:
    thawed = again(protocol)

    assert [found(thawed, one.case()) for one in CASES] == [
        found(protocol, one.case()) for one in CASES
    ]


@each_protocol
@sometimes
@given(data=st.data())
def test_a_thawed_protocol_finds_the_same_in_any_case(
    protocol: Protocol, data: st.DataObject
) -> None:
    asked = cast("Frozen", editions.freeze(protocol)["questions"])
    keys = data.draw(st.sets(st.sampled_from(sorted(asked))))
    known = {key: data.draw(answers_of(QUESTIONS[key]), label=key) for key in sorted(keys)}
    given_answers = {key: Given(value) for key, value in known.items()}

    assert found(again(protocol), Case(given_answers, ON)) == found(
        protocol, Case(given_answers, ON)
    )


@each_protocol
def test_a_clinics_own_figures_count_in_a_thawed_protocol(protocol: Protocol) -> None:
    lowest = {figure.key: figure.low for figure in KNOWN.figures.values()}
    thawed = again(protocol)

    for one in CASES[:10]:
        case = replace(one.case(), figures=lowest)
        assert found(thawed, case) == found(protocol, replace(case))


@each_protocol
def test_it_asks_the_codes_own_questions_where_they_decide_as_before(protocol: Protocol) -> None:
    asked = {term for one in again(protocol).criteria for term in one.questions()}

    assert asked <= set(QUESTIONS.values())


@each_protocol
def test_it_uses_the_codes_own_figures_where_they_are_as_before(protocol: Protocol) -> None:
    used = {figure for one in again(protocol).criteria for figure in one.working_figures()}

    assert used == {figure for one in protocol.criteria for figure in one.working_figures()}


def test_a_figure_that_was_otherwise_is_kept_whole() -> None:
    frozen = written_and_read(CONFLICTS)
    cast("dict[str, Frozen]", frozen["figures"])["far_levels"]["low"] = {"number": "2"}

    assert editions.freeze(editions.thaw(frozen)) == frozen


def test_the_day_on_which_a_source_was_checked_is_kept() -> None:
    checked = replace(DOCUMENTED_INDICATIONS.source, key="checked", checked=ON)
    protocol = replace(DOCUMENTED_INDICATIONS, source=checked)

    assert again(protocol).source == checked


def test_a_reworded_question_is_the_same_question() -> None:
    frozen = written_and_read(DOCUMENTED_INDICATIONS)
    reworded = replace(pain_on_movement, text="How bad is it?", short="Pain, moving")
    known = replace(KNOWN, questions={**QUESTIONS, reworded.key: reworded})

    assert reworded in [term for one in thaw(frozen, known).criteria for term in one.questions()]


def test_a_question_counts_on_the_conditions_under_which_it_was_asked() -> None:
    frozen = written_and_read(DOCUMENTED_INDICATIONS)
    tables = cast("dict[str, Frozen]", frozen["questions"])
    never: Frozen = {"any_of": []}
    tables["pain_on_movement"]["asked_if"] = never
    case = Case({"pain_on_movement": Given(9), "pain_worst": Given(9)}, ON)

    now, then = (
        next(one for one in assess(protocol, case).findings if one.criterion.key == S3.key).status
        for protocol in (DOCUMENTED_INDICATIONS, editions.thaw(frozen))
    )

    assert now is Status.MET
    assert then is not Status.MET
    assert editions.freeze(editions.thaw(frozen)) == frozen


@pytest.mark.parametrize(
    "then",
    [
        {"asked_if": {"any_of": []}},
        {"asked_of": "patient"},
        {"observed_on": ["fracture_study_date"]},
        {"window": None},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_question_that_was_asked_otherwise_is_kept_as_it_was(then: Frozen) -> None:
    frozen = written_and_read(DOCUMENTED_INDICATIONS)
    questions = cast("dict[str, Frozen]", frozen["questions"])
    questions["marrow_oedema"] = {**questions["marrow_oedema"], **then}

    again = cast("dict[str, Frozen]", editions.freeze(editions.thaw(frozen))["questions"])
    assert again["marrow_oedema"] == questions["marrow_oedema"]


def test_what_code_works_out_reads_the_questions_as_they_were() -> None:
    frozen = written_and_read(DOCUMENTED_INDICATIONS)
    never: Frozen = {"any_of": []}
    cast("dict[str, Frozen]", frozen["questions"])["pain_medicines"]["asked_if"] = never
    case = SHEET["V02"].case()

    now, then = (
        next(one for one in assess(protocol, case).findings if one.criterion.label == "S5").status
        for protocol in (DOCUMENTED_INDICATIONS, editions.thaw(frozen))
    )

    assert (now, then) == (Status.MET, Status.CANNOT_TELL)


def test_a_figure_counts_as_it_was() -> None:
    frozen = written_and_read(DOCUMENTED_INDICATIONS)
    cast("dict[str, Frozen]", frozen["figures"])["severe_pain"]["value"] = {"number": "9"}
    thawed = editions.thaw(frozen)
    case = Case({"pain_on_movement": Given(8), "pain_worst": Given(8)}, ON)

    statuses = {one.criterion.key: one.status for one in assess(thawed, case).findings}

    assert statuses[S3.key] is Status.CANNOT_TELL
    assert SEVERE_PAIN not in [one for each in thawed.criteria for one in each.working_figures()]


# What can no longer be read


def gone(table: str) -> Known:
    """What is known once the questions, or the terms, are gone."""
    return replace(KNOWN, questions={}) if table == "questions" else replace(KNOWN, terms={})


def spoilt(stands: str, instead: str) -> Frozen:
    """A frozen protocol in which something else stands."""
    text = json.dumps(editions.freeze(DOCUMENTED_INDICATIONS))
    assert stands in text
    return cast("Frozen", json.loads(text.replace(stands, instead)))


def test_a_question_that_is_gone_is_named() -> None:
    what_to_do = r"of that kind any more: keep its key and kind in rules/questions$"
    with pytest.raises(
        CannotThaw, match=rf"edition 2026-12 asks '.*', which is no question {what_to_do}"
    ):
        thaw(written_and_read(DOCUMENTED_INDICATIONS), gone("questions"))


def test_a_term_that_nothing_works_out_any_more_is_named() -> None:
    with pytest.raises(
        CannotThaw,
        match=r"uses 'daily_morphine_once', which nothing works out any more: "
        r"name the term in rules\.editions\.TERMS$",
    ):
        thaw(written_and_read(DOCUMENTED_INDICATIONS), gone("terms"))


def test_a_kind_of_term_that_is_gone_is_named_with_what_to_do() -> None:
    frozen = written_and_read(DOCUMENTED_INDICATIONS)
    terms = cast("dict[str, Frozen]", frozen["terms"])
    terms[days_since_onset.short]["kind"] = "MoonsSince"

    with pytest.raises(CannotThaw) as refused:
        editions.thaw(frozen)

    assert str(refused.value) == (
        "documented_indications, edition 2026-12 uses a MoonsSince, which is no kind of term any "
        "more: list it under KINDS in rules.language.frozen.freezing"
    )


DAMAGE = {
    '"criteria"': '"kriteria"',
    '"met_when"': '"when"',
    '"indication"': '"good"',
    '"any_of"': '"neither_of"',
    '"is_at_least"': '"is_about"',
    '"number": "21"': '"number": "some"',
    '"terms"': '"words"',
    '"sources": {': '"sources": {}, "others": {',
}


def test_a_damaged_file_names_its_protocol_and_edition() -> None:
    with pytest.raises(CannotThaw, match=r"^documented_indications, edition 2026-12 is damaged"):
        editions.thaw(spoilt('"criteria"', '"kriteria"'))


@pytest.mark.parametrize("stands", DAMAGE)
def test_a_damaged_file_is_one_fault_with_its_remedy(stands: str) -> None:
    with pytest.raises(CannotThaw, match=r"is damaged \(.*\): restore its file$"):
        editions.thaw(spoilt(stands, DAMAGE[stands]))


def test_another_format_is_refused() -> None:
    with pytest.raises(CannotThaw, match="is not of format 1"):
        editions.thaw(spoilt('"format": 1', '"format": 2'))


@dataclass(frozen=True, eq=False)
class MoonPhase(Term):
    """A term that nobody has listed."""

    short: str

    def value(self, case: Case) -> object:
        return Absent.UNANSWERED

    def said(self, value: object) -> str:
        return str(value)

    def reads(self) -> tuple[Term, ...]:
        return ()

    def open(self, case: Case) -> tuple[Open, ...]:
        return ()


def test_a_kind_of_term_that_is_not_listed_is_refused_with_what_to_do() -> None:
    moon = Check(MoonPhase("The moon"), is_, True)
    by_the_moon = replace(DOCUMENTED_INDICATIONS, criteria=(replace(S3, met_when=moon),))

    with pytest.raises(TypeError, match=r"name it in rules\.editions\.TERMS, or list Moon"):
        editions.freeze(by_the_moon)


def test_a_relation_that_is_not_listed_is_refused_with_what_to_do() -> None:
    odd = replace(S3, met_when=replace(pain_on_movement.is_at_least(SEVERE_PAIN), relation=is_odd))

    with pytest.raises(
        TypeError, match=r"^list is_odd under RELATIONS in rules\.language\.logic\.relations$"
    ):
        editions.freeze(replace(DOCUMENTED_INDICATIONS, criteria=(odd,)))


is_odd = Relation("is_odd", "is odd", "is even", is_.holds)


def test_a_part_without_a_frozen_form_is_refused_with_what_to_do() -> None:
    unheard_of = replace(
        S3, met_when=replace(pain_on_movement.is_at_least(1), operand=cast("int", 1.5))
    )

    with pytest.raises(
        TypeError, match=r"^1\.5 has no frozen form; give rules\.language\.frozen\.freezing one$"
    ):
        editions.freeze(replace(DOCUMENTED_INDICATIONS, criteria=(unheard_of,)))


@pytest.mark.parametrize("key", ["pain_on_movement", "pain_on_the_moon"])
def test_a_question_that_the_questionnaire_does_not_ask_is_refused(key: str) -> None:
    stranger = replace(pain_on_movement, key=key)
    other = replace(S3, met_when=stranger.is_at_least(SEVERE_PAIN))

    with pytest.raises(TypeError, match=f"'{key}' is not the one question of that key"):
        editions.freeze(replace(DOCUMENTED_INDICATIONS, criteria=(other,)))


def test_two_figures_of_one_key_are_refused() -> None:
    twin = replace(SEVERE_PAIN, says="Another figure")
    both = replace(S3, not_met_when=pain_on_movement.is_under(twin))

    with pytest.raises(TypeError, match="two different ones are called 'severe_pain'"):
        freeze(replace(DOCUMENTED_INDICATIONS, criteria=(both,)), KNOWN)


def test_terms_that_are_called_alike_stay_apart() -> None:
    three = (days_since_onset, replace(days_since_onset), replace(days_since_onset))
    each = all_of(*(one.is_at_least(SEVERE_PAIN) for one in three))
    alike = replace(DOCUMENTED_INDICATIONS, criteria=(replace(S3, met_when=each),))
    case = Case({}, ON)

    assert list(cast("Frozen", editions.freeze(alike)["terms"])) == [
        "Days since the pain began",
        "Days since the pain began / 2",
        "Days since the pain began / 3",
    ]
    assert found(again(alike), case) == found(alike, case)
