"""What would settle or undo each protocol, and what the days until the consult change, as plain values."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.responses.results import Results
from questionnaire.summary.ageing_shown import words_by_then
from questionnaire.summary.said import status_words
from questionnaire.summary.settling_shown import is_so_far, settlings_of
from rules.language.findings.ageing import Change
from rules.language.findings.findings import Assessment
from rules.language.findings.record import Plain, plain
from rules.language.logic.case import Case
from rules.language.settling.settling import Needed, PossibleAnswer, Settling, SettlingFact


def settling_record(results: Results, case: Case) -> list[Plain]:
    """Each chosen protocol that cannot be told, or only so far: its settling facts, the fewest to each."""
    return [_settling(assessment, found) for assessment, found in settlings_of(results, case)]


def ageing_record(changes: Iterable[Change]) -> list[Plain]:
    """Each criterion that stands otherwise on the day of the consult than today."""
    return [
        {
            "criterion": change.criterion.key,
            "today": change.before.status.value,
            "on_the_day": change.after.status.value,
            "said": f"{status_words(change.before)} today, {words_by_then(change.after)} on the day",
            "causes": [cause.value for cause in change.after.causes],
        }
        for change in changes
    ]


def _settling(assessment: Assessment, found: Settling) -> Plain:
    return {
        "protocol": assessment.protocol.key,
        "so_far": is_so_far(assessment, found),
        "fewest_to_met": _needed(found.fewest_to_met),
        "fewest_to_not_met": _needed(found.fewest_to_not_met),
        "facts": [_fact(fact) for fact in found.facts],
    }


def _needed(needed: tuple[Needed, ...] | None) -> Plain:
    """Null: no answers lead there."""
    if needed is None:
        return None
    return [
        {
            "question": one.question.key,
            "what": one.short,
            "answer": one.said,
            "example": plain(one.question.stored(one.example)),
        }
        for one in needed
    ]


def _fact(fact: SettlingFact) -> Plain:
    return {
        "question": fact.question.key,
        "what": fact.short,
        "cause": fact.cause.value,
        "who_can_supply": fact.who_can_supply,
        "holds_open": [criterion.key for criterion in fact.criteria],
        "can_undo": [criterion.key for criterion in fact.undoes],
        "answers": [_answer(answer) for answer in fact.answers],
    }


def _answer(answer: PossibleAnswer) -> Plain:
    return {
        "answer": answer.said,
        "overall": answer.overall.value,
        "criteria": {one.criterion.key: one.status.value for one in answer.criteria},
    }
