"""What would settle a protocol, or undo what is settled so far: the fewest answers, and where each leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from questionnaire.responses.cannot_be_assessed import contained
from questionnaire.responses.results import Results
from questionnaire.summary.findings_shown import newer_said
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import Assessment, Finding
from rules.language.logic.case import Case
from rules.language.logic.conditions import Cause
from rules.language.settling.settling import (
    Needed,
    PossibleAnswer,
    Settling,
    SettlingFact,
    settling,
)

MOST_NAMED = 4


@dataclass(frozen=True)
class NeededShown:
    """One of the fewest answers: what must be known, who can say so, and what it would have to be."""

    key: str
    what: str
    said: str
    who: str


@dataclass(frozen=True)
class LeadsTo:
    """A kind of answer, and where it alone would lead."""

    said: str
    overall: Status
    criteria: tuple[str, ...]  # "S1 met"

    @property
    def where(self) -> str:
        """The overall status where that is settled, else the criteria that are, if any."""
        if self.overall is not Status.CANNOT_TELL:
            return self.overall.value
        return ", ".join(self.criteria) or "settles nothing by itself"


@dataclass(frozen=True)
class FactShown:
    """An unknown answer on which a protocol can turn, and where each kind of answer leads."""

    key: str
    what: str
    cause: str
    who: str
    holds_open: tuple[str, ...]
    answers: tuple[LeadsTo, ...]


@dataclass(frozen=True)
class SettlingShown:
    """One protocol that cannot be told, or is settled so far.

    No way to a status (None): no answers lead there; an empty one: it stands so.
    """

    key: str
    protocol: str
    to_met: tuple[NeededShown, ...] | None
    to_not_met: tuple[NeededShown, ...] | None
    facts: tuple[FactShown, ...]
    for_clinician: tuple[str, ...]  # criteria that no answer settles
    so_far: str = ""  # where it is settled, and answers can still undo that: "met so far"

    @property
    def can_still_change(self) -> str:
        """What can undo it, and who can supply it: "Met so far. What can still change it: …"."""
        if not self.so_far:
            return ""
        named = [f"{fact.what} ({fact.who})" for fact in self.facts[:MOST_NAMED]]
        more = len(self.facts) - len(named)
        said = "; ".join(named) + (f"; and {more} more" if more else "")
        return f"{self.so_far.capitalize()}. What can still change it: {said}."

    @property
    def in_brief(self) -> str:
        """How far it is from each status: "at the fewest 3 answers to met, 1 answer to not met"."""
        ways = {Status.MET: self.to_met, Status.NOT_MET: self.to_not_met}
        found = [(status, len(needed)) for status, needed in ways.items() if needed]
        said = ", ".join(f"{_answers(count)} to {status.value}" for status, count in found)
        return "; ".join(filter(None, (self.so_far, f"at the fewest {said}" if said else "")))


@contained("settling", "What would settle it")
def settlings_of(results: Results, case: Case) -> tuple[tuple[Assessment, Settling], ...]:
    """What would settle each chosen protocol that cannot be told, unless it speaks of others.

    One that is settled so far is among them.
    """
    found = ((one, settling(one.protocol, case)) for one in results.verdicts if not one.pathway)
    return tuple(
        (one, settled)
        for one, settled in found
        if one.overall is Status.CANNOT_TELL or is_so_far(one, settled)
    )


@contained("settling", "What would settle it")
def so_far_in(results: Results, case: Case) -> frozenset[str]:
    """The chosen protocols, by key, that are settled so far, unless they speak of others."""
    settled = (
        one for one in results.verdicts if not one.pathway and one.overall is not Status.CANNOT_TELL
    )
    return frozenset(
        one.protocol.key for one in settled if is_so_far(one, settling(one.protocol, case))
    )


def is_so_far(assessment: Assessment, found: Settling) -> bool:
    """Whether a protocol is settled, and answers that are not known can still undo that."""
    return assessment.overall is not Status.CANNOT_TELL and bool(found.facts)


def settlings_shown(results: Results, case: Case) -> tuple[SettlingShown, ...]:
    """The same in words, the leading protocol first."""
    return tuple(
        _shown(assessment, found, case) for assessment, found in settlings_of(results, case)
    )


def by_whom(needed: Iterable[NeededShown]) -> str:
    """How many of some answers are whose: "3 from staff, 1 from the patient"."""
    found = Counter(one.who for one in needed)
    named = (("staff", "from staff"), ("patient", "from the patient"))
    return ", ".join(f"{found[who]} {words}" for who, words in named if found[who])


def leading_somewhere(key: str, settlings: Iterable[SettlingShown]) -> tuple[str, ...]:
    """Where each kind of answer to one question leads, a line a protocol."""
    return tuple(
        f"{one.protocol}: {'; '.join(f'{answer.said} → {answer.where}' for answer in fact.answers)}"
        for one in settlings
        for fact in one.facts
        if fact.key == key
    )


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _shown(assessment: Assessment, found: Settling, case: Case) -> SettlingShown:
    facts = {fact.question.key: fact for fact in found.facts}
    return SettlingShown(
        assessment.protocol.key,
        assessment.protocol.short or assessment.protocol.title,
        _needed(found.fewest_to_met, facts, case),
        _needed(found.fewest_to_not_met, facts, case),
        tuple(_fact(fact) for fact in found.facts),
        tuple(
            one.criterion.name
            for one in assessment.of(Polarity.INDICATION)
            if _is_for_clinician(one)
        ),
        f"{assessment.overall.value} so far" if is_so_far(assessment, found) else "",
    )


def _needed(
    needed: tuple[Needed, ...] | None, facts: Mapping[str, SettlingFact], case: Case
) -> tuple[NeededShown, ...] | None:
    if needed is None:
        return None
    return tuple(_need(one, facts.get(one.question.key), case) for one in needed)


def _need(needed: Needed, fact: SettlingFact | None, case: Case) -> NeededShown:
    """In place of an answer that is out of date only a newer one counts, whatever it says."""
    outdated = fact is not None and fact.cause is Cause.OUT_OF_DATE
    newer = newer_said(needed.question, case) if outdated else ""
    said = f"{newer}: {needed.said}" if newer else needed.said
    return NeededShown(needed.question.key, needed.short, said, fact.who_can_supply if fact else "")


def _fact(fact: SettlingFact) -> FactShown:
    return FactShown(
        fact.question.key,
        fact.short,
        fact.cause.value,
        fact.who_can_supply,
        tuple(criterion.mark for criterion in (*fact.criteria, *fact.undoes)),
        tuple(_leads_to(answer) for answer in fact.answers),
    )


def _leads_to(answer: PossibleAnswer) -> LeadsTo:
    stands = (f"{one.criterion.mark} {one.status.value}" for one in answer.criteria)
    return LeadsTo(answer.said, answer.overall, tuple(stands))


def _is_for_clinician(finding: Finding) -> bool:
    return bool({Cause.FOR_CLINICIAN, Cause.CONFLICTING} & set(finding.causes))
