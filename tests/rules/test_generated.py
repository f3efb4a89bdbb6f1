"""What is written out as one plain function comes to the same as the conditions themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

import pytest

from questionnaire.responses.asked_now import is_asked
from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.findings import settled
from rules.language.findings.compiled import statuses
from rules.language.findings.findings import Assessment, assess, find
from rules.language.findings.record import as_record
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import ALWAYS, Check, Condition, Open, Term
from rules.language.logic.relations import RELATIONS, Operand, Range, Relation
from rules.language.logic.weighing import weigh
from rules.language.questions import Text, YesNo, YesOrNo
from rules.language.questions.gates import gates
from rules.language.questions.generated import OF_TRUTH, Program
from rules.protocols import PROTOCOLS, WORKING_FIGURES
from rules.questions import QUESTIONS
from rules.sources import LEAFLET
from tests.bench.patients import ON, patients
from tests.kit.cases import WorkedCase, every_case

asked, other = YesNo("asked", "Asked?", "Asked"), YesNo("other", "Other?", "Other")
ANYTHING = Text("anything", "Anything?", "Anything")
SEVEN = Decimal(7)
NUMBERS = (
    Decimal(6),
    SEVEN,
    Decimal(8),
    *(Range(Decimal(low), Decimal(high)) for low, high in ((1, 6), (1, 7), (6, 8), (7, 7), (8, 9))),
    *(Range(Decimal(low), None) for low in (6, 7, 8)),
)
LISTS = ((), ("a",), ("b",), ("a", "b"))
ORDERED = ("is_at_least", "is_at_most", "can_be_at_most", "can_be_over", "is_over", "is_under")
ASKED_OF: dict[str, tuple[tuple[object, ...], tuple[Operand, ...]]] = {
    "is_unknown": ((True, "a", SEVEN, ()), (None,)),
    "is_not_sure": ((True, "a", SEVEN, ()), (None,)),
    "is": ((True, False, "a", SEVEN), (True, False, "a", SEVEN)),
    "is_one_of": (("a", "b"), (frozenset(), frozenset({"a"}), frozenset({"a", "b"}))),
    "includes": (LISTS, ("a", "b")),
    "includes_any_of": (LISTS, (frozenset(), frozenset({"a"}), frozenset({"a", "b"}))),
    "includes_only": (LISTS, (frozenset(), frozenset({"a"}), frozenset({"a", "b"}))),
    "is_empty": (LISTS, (None,)),
    **dict.fromkeys(ORDERED, (NUMBERS, (SEVEN,))),
}


@dataclass(frozen=True, eq=False)
class Failing(YesOrNo):
    """A term that cannot be worked out."""

    short: str = "Failing"

    def value(self, case: Case) -> object:
        raise ZeroDivisionError

    def reads(self) -> tuple[Term, ...]:
        return ()

    def open(self, case: Case) -> tuple[Open, ...]:
        return ()


def criterion(key: str, when: Check, applies_when: Condition = ALWAYS) -> Criterion:
    return Criterion(
        key=key,
        says="Made up.",
        polarity=Polarity.NOTE,
        met_when=when,
        not_met_when=asked.no,
        applies_when=applies_when,
        source=LEAFLET,
    )


def protocol(*criteria: Criterion) -> Protocol:
    return replace(PROTOCOLS[0], criteria=criteria)


def plainly(protocol: Protocol, case: Case) -> Assessment:
    """Each criterion weighed by itself, part by part."""
    found = tuple(find(one, case) for one in protocol.criteria)
    elsewhere = weigh(protocol.pathway_when, case).truth
    return Assessment(protocol, case.on, found, case, protocol.pathway if elsewhere else "")


def written(assessment: Assessment) -> str:
    return json.dumps(as_record(assessment), ensure_ascii=False)


def some_patients(count: int, seed: int) -> Iterator[Case]:
    """Patients by the clinic's own figures too, so that windows close and limits move."""
    chance = Random(seed)  # noqa: S311  # invented figures, no secret
    for case in patients(count, seed):
        own = {figure.key: Decimal(chance.randint(1, 60)) for figure in WORKING_FIGURES}
        yield replace(case, figures=own if chance.random() < 0.3 else {})


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=lambda one: one.key)
def test_each_relation_is_written_as_it_holds(relation: Relation) -> None:
    values, operands = ASKED_OF[relation.key]

    for operand in operands:
        check = Check(ANYTHING, relation, operand)
        program = Program([check])
        decide = program.function(program.bits(check))
        for value in (*values, *Absent):
            case = Case({ANYTHING.key: Given(value)}, ON)
            assert decide(replace(case)) == OF_TRUTH[weigh(check, case).truth], (operand, value)


@pytest.mark.parametrize("worked", every_case()[::5], ids=lambda worked: worked.id)
def test_a_worked_case_is_assessed_as_each_criterion_by_itself(worked: WorkedCase) -> None:
    for one in PROTOCOLS:
        assert written(assess(one, worked.case())) == written(plainly(one, worked.case()))


def test_any_patient_is_assessed_to_the_byte_as_each_criterion_by_itself() -> None:
    for case in some_patients(250, seed=21):
        at_once = replace(case)  # what one way works out is not lent to the other
        for one in PROTOCOLS:
            assert written(assess(one, at_once)) == written(plainly(one, case))


def test_any_patient_is_found_as_each_criterion_by_itself() -> None:
    """Of many more, without the words of the sources: status, facts and what is waited for."""
    for case in some_patients(800, seed=22):
        at_once = replace(case)
        for one in PROTOCOLS:
            for now, by_itself in zip(
                assess(one, at_once).findings, plainly(one, case).findings, strict=True
            ):
                assert (now.status, now.because, now.causes) == (
                    by_itself.status,
                    by_itself.because,
                    by_itself.causes,
                )
                assert [(item.term.short, item.cause) for item in now.waiting_for] == [
                    (item.term.short, item.cause) for item in by_itself.waiting_for
                ]


def test_where_a_criterion_stands_is_told_without_a_word_on_why() -> None:
    for case in some_patients(200, seed=23):
        for one in PROTOCOLS:
            found = {criterion: find(criterion, case).status for criterion in one.criteria}
            assert statuses(one, replace(case)) == found


def test_what_many_patients_share_is_remembered_and_never_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settled, "MOST", 2)
    own = protocol(criterion("own", other.yes))

    for first in (True, False, None):
        for second in (True, False, None):
            told = {"asked": first, "other": second}
            given = {key: Given(value) for key, value in told.items() if value is not None}
            case = Case(given, ON)
            assert written(assess(own, case)) == written(plainly(own, replace(case)))


def test_what_fails_where_nobody_looks_keeps_nothing_from_being_assessed() -> None:
    """The whole is worked out at once, but a criterion that does not apply looks no further."""
    failing = criterion("failing", Failing().yes, applies_when=asked.yes)
    own = protocol(failing, criterion("fine", other.yes))

    unasked = Case({"asked": Given(False), "other": Given(True)}, ON)
    assert written(assess(own, unasked)) == written(plainly(own, unasked))
    with pytest.raises(ZeroDivisionError):
        assess(own, Case({"asked": Given(True)}, ON))


def test_what_is_asked_is_found_for_all_questions_at_once() -> None:
    every = tuple(QUESTIONS.values())
    in_case = gates(every)

    for case in (Case({}, ON), *some_patients(500, seed=24)):
        alone = {one: weigh(one.asked_if, case).truth for one in every}
        assert in_case(replace(case)) == alone
        assert {one: is_asked(one, case) for one in every} == alone


def test_a_question_of_no_page_is_asked_by_its_own_condition() -> None:
    part = YesNo("part", "Part?", "Part", asked_if=asked.yes)

    assert is_asked(part, Case({"asked": Given(True)}, ON)) is True
    assert is_asked(part, Case({"asked": Given(False)}, ON)) is False
    assert is_asked(part, Case({}, ON)) is None
