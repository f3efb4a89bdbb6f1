"""Questions with options to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from rules.language.logic import relations
from rules.language.logic.conditions import Check, Term
from rules.language.questions.question import Question, Say, Stored, Unreadable


class YesOrNo(Term):
    """Something that is so or is not."""

    @property
    def yes(self) -> Check:
        return Check(self, relations.is_, True)

    @property
    def no(self) -> Check:
        return Check(self, relations.is_, False)

    def said(self, value: object) -> str:
        return "Yes" if value else "No"


@dataclass(frozen=True, eq=False)
class YesNo(Question, YesOrNo):
    """Yes or no."""

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, bool):
            return stored
        raise Unreadable("takes true or false")

    def said_value(self, value: object, say: Say) -> str:
        return say("Yes") if value else say("No")


@dataclass(frozen=True, eq=False)
class _Optioned(Question):
    options: Mapping[str, str] = field(default_factory=dict)

    def known(self, options: Iterable[str]) -> frozenset[str]:
        """The options, after a check that each exists: a typing slip fails when the app starts."""
        asked = frozenset(options)
        if strange := asked - set(self.options):
            raise ValueError(
                f"{self.key} has no option {sorted(strange)}; it has {sorted(self.options)}"
            )
        return asked

    def takes(self) -> str:
        return "takes one of: " + ", ".join(self.options)


@dataclass(frozen=True, eq=False)
class Choice(_Optioned):
    """One of some options."""

    beside: bool = False  # read with the answer before it, as "mg" is with "500"
    # What an answer is called where an option says more than that: "mg" for "mg (milligrams)".
    brief: Mapping[str, str] = field(default_factory=dict)
    # Fewer options by another answer of the same entry: "mg in 5 ml" is of liquids alone.
    offered_by: Choice | None = None
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def options_beside(self, others: Mapping[str, object], standing: object) -> Mapping[str, str]:
        """The options that fit the other answers of an entry, and the one that stands."""
        other = others.get(self.offered_by.key) if self.offered_by else None
        fitting = self.offered.get(other, ()) if isinstance(other, str) else ()
        if not fitting:
            return self.options
        kept = (*fitting, *(one for one in self.options if one == standing and one not in fitting))
        return {option: self.options[option] for option in kept}

    def is_(self, option: str) -> Check:
        self.known([option])
        return Check(self, relations.is_, option)

    def is_one_of(self, *options: str) -> Check:
        return Check(self, relations.is_one_of, self.known(options))

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, str) and stored in self.options:
            return stored
        raise Unreadable(self.takes())

    def said_value(self, value: object, say: Say) -> str:
        option = cast("str", value)
        return say(self.brief.get(option, self.options[option]))


@dataclass(frozen=True, eq=False)
class MultiChoice(_Optioned):
    """Any of some options. The empty tuple is an answer: none of these, said as such."""

    none: str = "None of these"
    folded: str = ""  # where so many are folded away below the others: what opens them

    def includes(self, option: str) -> Check:
        self.known([option])
        return Check(self, relations.includes, option)

    def includes_any_of(self, *options: str) -> Check:
        return Check(self, relations.includes_any_of, self.known(options))

    def includes_only(self, *options: str) -> Check:
        return Check(self, relations.includes_only, self.known(options))

    @property
    def is_none(self) -> Check:
        return Check(self, relations.is_empty, None)

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, list) and all(
            isinstance(option, str) and option in self.options for option in stored
        ):
            return tuple(option for option in self.options if option in stored)
        raise Unreadable("takes a list (empty for none of these) of: " + ", ".join(self.options))

    def stored_value(self, value: object) -> Stored:
        return list(cast("tuple[str, ...]", value))

    def said_value(self, value: object, say: Say) -> str:
        chosen = [say(self.options[option]) for option in cast("tuple[str, ...]", value)]
        return "; ".join(chosen) or say(self.none)
