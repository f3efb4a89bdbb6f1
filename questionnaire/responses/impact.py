"""What a change of a protocol or a figure would change: each status, before anybody is assessed by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.clinic import settable
from questionnaire.clinic.settable import CannotBeSet
from questionnaire.responses.cannot_be_assessed import tell
from questionnaire.responses.comparison import OVERALL, Comparison, Stands, comparison, standing
from questionnaire.responses.many_cases import cases_of
from questionnaire.store.models import Response, Stage
from questionnaire.store.short_id import short
from rules import editions
from rules.language.criteria.criteria import Criterion, Protocol, Status, by_key
from rules.language.findings.record import Plain
from rules.language.logic.case import Case
from rules.language.logic.failure import attempt
from rules.protocols import BY_KEY, PROTOCOLS

# What is over is assessed by what it was decided on.
NOT_OVER = (Stage.INVITED, Stage.IN_PROGRESS, Stage.SENT, Stage.READY)

Value = TypeVar("Value")


@dataclass(frozen=True)
class Wanted:
    """A change: protocols as they were and as they are, and what a clinic would set."""

    protocols: tuple[tuple[Protocol, Protocol], ...]
    figures: Mapping[str, Decimal]
    choices: Mapping[str, str]

    @property
    def changes_nothing(self) -> bool:
        """Whether both sides are one and the same."""
        changed = any(old is not new for old, new in self.protocols)
        return not (changed or self.figures or self.choices)


@dataclass(frozen=True)
class Subject:
    """Somebody to assess both ways: an open response, or a case of a file."""

    name: str
    case: Case
    is_response: bool = False
    protocols: frozenset[str] = frozenset(BY_KEY)  # those that apply


@dataclass
class Changed:
    """One status that becomes another, and of whom."""

    protocol: Protocol
    criterion: Criterion | None  # None: the protocol as a whole
    before: Status
    after: Status
    responses: list[str] = field(default_factory=list[str])
    cases: list[str] = field(default_factory=list[str])


def wanted(since: str | None = None, settings: Iterable[str] = ()) -> Wanted:
    """The change from one named edition, and by "key=value" settings, to what the rules are now.

    Where neither is named: from each newest frozen edition. Raises UnknownEdition, CannotThaw or
    CannotBeSet.
    """
    given = dict(_setting(one) for one in settings)
    choices = {
        key: _named(key, settable.choice, one)
        for key, one in given.items()
        if key in settable.CHOICES
    }
    figures = {
        key: _named(key, settable.figure, one) for key, one in given.items() if key not in choices
    }
    settable.never_both(figures)
    if since:
        old = editions.thaw(editions.frozen_edition(since))
        return Wanted(_pairs({old.key: old}), figures, choices)
    return Wanted(_pairs({} if given else _as_frozen()), figures, choices)


def open_responses(session: Session) -> Iterator[Response]:
    """Every response that is neither decided nor closed."""
    yield from session.scalars(
        select(Response).where(Response.stage.in_(NOT_OVER)).order_by(Response.created_at)
    )


def subjects(
    session: Session, responses: Iterable[Response], protocols: Iterable[str]
) -> Iterator[Subject]:
    """Responses to assess both ways, by the protocols that apply at this clinic."""
    applying = frozenset(protocols)
    for response, case in cases_of(session, responses):
        yield Subject(short(response.id), case, is_response=True, protocols=applying)


class Impact:
    """What a change comes to, gathered one subject after the other."""

    def __init__(self, change: Wanted) -> None:
        self.change = change
        self.responses = self.cases = 0
        self.not_assessed: list[Subject] = []  # on which the rules raise, old or new
        self.database = ""  # where the responses are; empty: none was read
        self._compared = [
            comparison(old, new, change.figures, change.choices)
            for old, new in change.protocols
            if old is not new or change.figures or change.choices
        ]
        self._made: dict[frozenset[str], tuple[list[Comparison], Stands]] = {}
        self._found: dict[tuple[str, str, Status, Status], Changed] = {}

    @property
    def changes(self) -> list[Changed]:
        """Every status that would change, protocol by protocol, in the order of its criteria."""
        order = {
            (protocol.key, key): place
            for place, (protocol, key) in enumerate(
                (protocol, key) for protocol in PROTOCOLS for key in _keys(protocol)
            )
        }
        return [self._found[one] for one in sorted(self._found, key=lambda one: order[one[:2]])]

    @property
    def not_in_both(self) -> list[str]:
        """The criteria that stand on one side alone, so that nothing of them can be compared."""
        return [
            f"{new.key}.{key}"
            for old, new in self.change.protocols
            for key in dict.fromkeys((*_keys(old), *_keys(new)))
            if key not in _keys(old) or key not in _keys(new)
        ]

    def add(self, one: Subject) -> None:
        """Assess one both ways, and note what differs, or that it cannot be."""
        self.responses += one.is_response
        self.cases += not one.is_response
        unreadable = next(iter(one.case.unreadable.values()), None)
        if failed := unreadable or attempt("impact", "Both ways", self._compare, one):
            tell(one.name, (failed,))
            self.not_assessed.append(one)

    def _compare(self, one: Subject) -> None:
        figures = {**one.case.figures, **self.change.figures}
        choices = {**one.case.choices, **self.change.choices}
        then = replace(one.case, figures=figures, choices=choices)
        applying, standing_in = self._applying(one.protocols)
        stood = standing_in(one.case)  # all of it, so that nothing that fails is passed by
        found = [(each.new, [*each.differences(stood, one.case, then)]) for each in applying]
        for protocol, differences in found:
            for difference in differences:
                self._note(one, protocol, *difference)

    def _applying(self, protocols: frozenset[str]) -> tuple[list[Comparison], Stands]:
        """What is compared where some protocols apply, and where all of it stands before the change."""
        if protocols not in self._made:
            applying = [each for each in self._compared if each.new.key in protocols]
            among = (one for each in applying for one in each.old.criteria)
            self._made[protocols] = applying, standing(among)
        return self._made[protocols]

    def _note(
        self, one: Subject, protocol: Protocol, key: str, before: Status, after: Status
    ) -> None:
        named = by_key(protocol.criteria)
        fresh = Changed(protocol, named.get(key), before, after)
        found = self._found.setdefault((protocol.key, key, before, after), fresh)
        (found.responses if one.is_response else found.cases).append(one.name)

    @property
    def named(self) -> set[str]:
        """The short ids of the responses of which a status would change, or that cannot be assessed."""
        failed = {one.name for one in self.not_assessed if one.is_response}
        return failed.union(*(one.responses for one in self._found.values()))

    def record(self, *, name_responses: bool = False) -> dict[str, Plain]:
        """The same as JSON takes it; of responses how many, and which where they are to be named."""
        return {
            "from": [editions.name_of(old) for old, new in self.change.protocols if old is not new],
            "set": {
                **{key: str(value) for key, value in self.change.figures.items()},
                **self.change.choices,
            },
            "database": self.database or None,
            "responses": self.responses if self.database else None,
            "cases": self.cases,
            "not_in_both": [*self.not_in_both],
            "not_assessed": self._not_assessed(name_responses=name_responses),
            "changes": [_record(one, name_responses=name_responses) for one in self.changes],
        }

    def _not_assessed(self, *, name_responses: bool) -> Plain:
        responses = [one.name for one in self.not_assessed if one.is_response]
        named: dict[str, Plain] = {"named": [*responses]} if name_responses else {}
        cases = [one.name for one in self.not_assessed if not one.is_response]
        return {"responses": len(responses), **named, "cases": [*cases]}


def _record(one: Changed, *, name_responses: bool) -> Plain:
    named: dict[str, Plain] = {"named": [*one.responses]} if name_responses else {}
    return {
        "protocol": one.protocol.key,
        "criterion": one.criterion.key if one.criterion else OVERALL,
        "before": one.before.value,
        "after": one.after.value,
        "responses": len(one.responses),
        **named,
        "cases": [*one.cases],
    }


def _keys(protocol: Protocol) -> tuple[str, ...]:
    return (OVERALL, *(criterion.key for criterion in protocol.criteria))


def _pairs(before: Mapping[str, Protocol]) -> tuple[tuple[Protocol, Protocol], ...]:
    return tuple((before.get(one.key, one), one) for one in PROTOCOLS)


def _as_frozen() -> dict[str, Protocol]:
    """The newest frozen edition of each protocol that is otherwise now."""
    newest = {editions.key_of(name): name for name in editions.names()}  # the oldest come first
    frozen = {key: editions.frozen_edition(name) for key, name in newest.items() if key in BY_KEY}
    changed = (key for key, told in frozen.items() if told != editions.freeze(BY_KEY[key]))
    return {key: editions.thaw(frozen[key]) for key in changed}


def _setting(written: str) -> tuple[str, str]:
    key, sign, value = written.partition("=")
    if not sign:
        raise CannotBeSet(f"“{written}” sets nothing", "write KEY=VALUE, such as severe_pain=8")
    return key.strip(), value.strip()


def _named(key: str, read: Callable[[str, str], Value], written: str) -> Value:
    """What was written of one key; a refusal names the key."""
    try:
        return read(key, written)
    except CannotBeSet as error:
        raise CannotBeSet(f"{key}: {error.fault}", error.remedy) from None
