"""A protocol made again from its frozen edition, to find what it found then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import cast

from rules.language.criteria.criteria import Criterion, Polarity, Protocol, Rank, Strength, Urgency
from rules.language.criteria.sources import Source, Verified
from rules.language.findings.record import Plain
from rules.language.frozen.freezing import FORMAT, KINDS, Freezer, Known
from rules.language.logic.conditions import (
    ALWAYS,
    NEVER,
    Check,
    Condition,
    Term,
    all_of,
    any_of,
    at_least_two_of,
    not_,
)
from rules.language.logic.relations import RELATIONS, Operand, WorkingFigure
from rules.language.questions import Audience, Question, Shorter

Told = Mapping[str, Plain]


class CannotThaw(ValueError):
    """A frozen edition that this program no longer understands; the message says why."""


def thaw(frozen: Told, known: Known) -> Protocol:
    """The protocol of a frozen edition, equal to the one that was frozen in all that it finds.

    Raises CannotThaw.
    """
    name = f"{frozen.get('key')}, edition {frozen.get('edition')}"
    if frozen.get("format") != FORMAT:
        raise CannotThaw(f"{name} is not of format {FORMAT}: freeze it with this program")
    try:
        return _Thawer(frozen, known, name).protocol()
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        if isinstance(error, CannotThaw):
            raise
        raise CannotThaw(f"{name} is damaged ({error!r}): restore its file") from error


@dataclass
class _Thawer:
    frozen: Told
    known: Known
    name: str
    terms: dict[str, Term] = field(default_factory=dict[str, Term])
    figures: dict[str, WorkingFigure] = field(default_factory=dict[str, WorkingFigure])
    alike: dict[str, Check] = field(default_factory=dict[str, Check])

    def protocol(self) -> Protocol:
        told = self.frozen
        self._take_what_is_as_it_was()
        return Protocol(
            key=str(told["key"]),
            title=str(told["title"]),
            short=str(told["short"]),
            edition=str(told["edition"]),
            summary=str(told["summary"]),
            source=self._source(told["source"]),
            criteria=tuple(self._criterion(one) for one in _items(told["criteria"])),
            pathway_when=self._condition(told["pathway_when"]),
            pathway=str(told["pathway"]),
        )

    def _criterion(self, told: Plain) -> Criterion:
        one = _table(told)
        self.alike = {}
        met_when = self._condition(one["met_when"])
        is_either_or = one["not_met_when"] == {"not": one["met_when"]}
        return Criterion(
            key=str(one["key"]),
            says=str(one["says"]),
            polarity=Polarity(one["polarity"]),
            met_when=met_when,
            not_met_when=not_(met_when) if is_either_or else self._condition(one["not_met_when"]),
            source=self._source(one["source"]),
            applies_when=self._condition(one["applies_when"]),
            short=str(one["short"]),
            label=str(one["label"]),
            strength=Strength(one["strength"]) if one["strength"] else None,
            ranks=tuple(self._rank(rank) for rank in _items(one["ranks"])),
            urgency=Urgency(one["urgency"]) if one["urgency"] else None,
            guidance=str(one["guidance"]),
            grey=str(one["grey"]),
            unsettleable_when=self._condition(one["unsettleable_when"]),
            conflicting_when=self._condition(one["conflicting_when"]),
            reported=tuple(self._term(str(term)) for term in _items(one["reported"])),
        )

    def _rank(self, told: Plain) -> Rank:
        one = _table(told)
        return Rank(
            self._source(one["source"]),
            Strength(one["strength"]),
            str(one["name"]),
            str(one["words"]),
        )

    def _source(self, key: Plain) -> Source:
        told = _table(_table(self.frozen["sources"])[str(key)])
        checked = told["checked"]
        return Source(
            key=str(told["key"]),
            title=str(told["title"]),
            organisation=str(told["organisation"]),
            year=cast("int | None", told["year"]),
            identifier=str(told["identifier"]),
            link=str(told["link"]),
            checked=date.fromisoformat(str(checked)) if checked else None,
            how_far=Verified(told["how_far"]),
        )

    def _condition(self, told: Plain) -> Condition:
        match told:
            case {"of": _}:
                return self._check(_table(told))
            case {"all_of": []}:
                return ALWAYS
            case {"any_of": []}:
                return NEVER
            case {"not": part}:
                return not_(self._condition(part))
        [(joined, parts)] = _table(told).items()
        return JOINED[joined](*(self._condition(part) for part in _items(parts)))

    def _check(self, told: dict[str, Plain]) -> Check:
        """The same check for the same words: what a finding lists, it lists once."""
        if str(told) not in self.alike:
            relation = RELATIONS[str(told["relation"])]
            made = Check(self._term(str(told["of"])), relation, self._operand(told["to"]))
            self.alike[str(told)] = made
        return self.alike[str(told)]

    def _operand(self, told: Plain) -> Operand:
        match told:
            case {"figure": str(key)}:
                self.figures[key] = self.figures.get(key) or self._figure(key)
                return self.figures[key]
            case {"number": str(number)}:
                return Decimal(number)
            case {"options": list(options)}:
                return frozenset(str(option) for option in options)
        return cast("Operand", told)

    def _figure(self, key: str) -> WorkingFigure:
        told = _table(_table(self.frozen["figures"])[key])
        now = self.known.figures.get(key)
        if now and Freezer(self.known).figure(now) == told:
            return now
        return WorkingFigure(
            key=key,
            says=str(told["says"]),
            value=cast("Decimal | None", self._operand(told["value"])),
            unit=str(told["unit"]),
            why=str(told["why"]),
            high=cast("Decimal", self._operand(told["high"])),
            low=cast("Decimal", self._operand(told["low"])),
        )

    def _term(self, name: str) -> Term:
        if name not in self.terms:
            worked_out = name in _table(self.frozen["terms"])
            self.terms[name] = self._worked_out(name) if worked_out else self._question(name)
        return self.terms[name]

    def _question(self, key: str) -> Question:
        """A question that has changed since, as it was in what decides of it."""
        told, now = self._asked(key)
        window = told["window"]
        return replace(
            now,
            asked_of=Audience(told["asked_of"]),
            asked_if=self._condition(told["asked_if"]),
            observed_on=tuple(
                cast("Question", self._term(str(one))) for one in _items(told["observed_on"])
            ),
            window=cast("WorkingFigure", self._operand(window)) if window else None,
            shorter=self._shorter(told.get("shorter")),
        )

    def _shorter(self, told: Plain) -> Shorter | None:
        if told is None:
            return None
        one = _table(told)
        window = cast("WorkingFigure", self._operand(one["window"]))
        return Shorter(window, self._condition(one["when"]), str(one["said"]))

    def _asked(self, key: str) -> tuple[dict[str, Plain], Question]:
        told = _table(_table(self.frozen["questions"])[key])
        now = self.known.questions.get(key)
        if now is None or type(now).__name__ != told["kind"]:
            raise CannotThaw(
                f"{self.name} asks {key!r}, which is no question of that kind any more: "
                "keep its key and kind in rules/questions"
            )
        return told, now

    def _take_what_is_as_it_was(self) -> None:
        """The code's own questions, and the terms that they turn on, where nothing changed since."""
        for key in _table(self.frozen["questions"]):
            _, question = self._asked(key)
            now = Freezer(self.known)
            now.term(question)
            if self._says_the_same(now):
                self.terms |= {key: question, **{name: term for term, name in now.names.items()}}

    def _says_the_same(self, now: Freezer) -> bool:
        return all(
            _table(self.frozen[table]).get(key) == told
            for table in ("questions", "terms", "figures")
            for key, told in _table(now.tables[table]).items()
        )

    def _worked_out(self, name: str) -> Term:
        told = _table(_table(self.frozen["terms"])[name])
        if "by_name" in told:
            return self._by_name(name)
        kind = KINDS.get(str(told["kind"]))
        if kind is None:
            raise CannotThaw(
                f"{self.name} uses a {told['kind']}, which is no kind of term any more: "
                "list it under KINDS in rules.language.frozen.freezing"
            )
        parts = {part: self._field(value) for part, value in told.items() if part != "kind"}
        return kind(**parts)

    def _by_name(self, name: str) -> Term:
        """The term as code works it out, on the questions as they were."""
        now = self.known.terms.get(name)
        if now is None:
            raise CannotThaw(
                f"{self.name} uses {name!r}, which nothing works out any more: "
                "name the term in rules.editions.TERMS"
            )
        asked = {part: one for part, one in vars(now).items() if isinstance(one, Question)}
        then = {part: self._term(question.key) for part, question in asked.items()}
        return now if then == asked else type(now)(**(vars(now) | then))

    def _field(self, told: Plain) -> object:
        match told:
            case {"term": str(name)}:
                return self._term(name)
            case {"table": dict(table)}:
                return {key: self._field(item) for key, item in table.items()}
            case list():
                return tuple(self._field(item) for item in told)
        return self._operand(told)


JOINED = {"all_of": all_of, "any_of": any_of, "at_least_two_of": at_least_two_of}


def _table(told: Plain) -> dict[str, Plain]:
    return cast("dict[str, Plain]", told)


def _items(told: Plain) -> list[Plain]:
    return cast("list[Plain]", told)
