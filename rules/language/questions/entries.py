"""Questions answered with a list, such as medicines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TypeAlias, cast

from rules.language.logic import relations
from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import Check
from rules.language.questions.choices import Choice, MultiChoice
from rules.language.questions.measured import Number
from rules.language.questions.question import Question, Say, Stored, Unreadable, as_written
from rules.language.questions.text import Text


@dataclass(frozen=True)
class Step:
    """The questions of a list's entry that stand on one page."""

    key: str
    title: str
    questions: tuple[Question, ...]


Entry: TypeAlias = Mapping[str, object]


def entries_of(value: object) -> tuple[Entry, ...]:
    """The entries in the answer to a question that a list answers; none where there is no answer."""
    return () if isinstance(value, Absent) else cast("tuple[Entry, ...]", value)


def says(entry: Entry, given: Entry) -> bool:
    """Whether an entry says all this already."""
    return all(entry.get(key) == value for key, value in given.items())


WHOLE = "whole"
"""The key of all that is asked of an entry, taken together: no step has it."""


@dataclass(frozen=True, eq=False)
class Entries(Question):
    """A list to add to, change and remove from. The empty tuple is an answer: there are none.

    With `row_for`, it has one entry, a row, for each of what was chosen there; the first part of a
    row says which. Rows are filled in together on one page, and are offered only where several
    were chosen. They stand above the single answers that they are more exact than.
    """

    steps: tuple[Step, ...] = ()
    none: str = "None"
    one: str = "entry"  # what one entry is called: "medicine"
    noted: tuple[Question, ...] = ()  # what the application notes of an entry: asked on no page
    row_for: MultiChoice | None = None
    # An entry can be written in one line: the noted part that keeps the line as it was typed, and
    # what of a line belongs in which box (an empty text: the box is not needed).
    typed: Text | None = None
    in_boxes: Callable[[str], Mapping[str, str]] | None = None
    suggested: tuple[str, ...] = ()  # names to pick from while a line is typed

    @property
    def is_none(self) -> Check:
        return Check(self, relations.is_empty, None)

    @cached_property
    def parts(self) -> tuple[Question, ...]:
        """Everything that an entry can hold: what is asked of it, and what is noted."""
        asked = tuple(question for step in self.steps for question in step.questions)
        return asked + self.noted

    @cached_property
    def whole(self) -> Step:
        """All that is asked of an entry, on one page."""
        asked = tuple(question for step in self.steps for question in step.questions)
        return Step(WHOLE, self.text, asked)

    def read_line(self, line: str) -> Entry:
        """An entry from one line: what each box understands of it, and the line itself.

        What no box understands whole is left out, so that it is asked.
        """
        if self.typed is None or self.in_boxes is None:
            raise Unreadable("has no entries that are written in one line")
        parts = {part.key: part for part in self.parts}
        entry = dict[str, object]()
        for key, text in self.in_boxes(line).items():
            with suppress(Unreadable):
                entry[key] = _from_box(parts[key], text)
        is_more = entry.get(self.named_by.key) != line
        return {**entry, **({self.typed.key: line} if is_more else {})}

    @property
    def named_by(self) -> Question:
        """The part that says what an entry is of, or is called by."""
        return self.parts[0]

    def is_offered(self, case: Case) -> bool:
        """Whether there is anything to fill in: rows are for several, or were filled in before."""
        if self.row_for is None:
            return True
        chosen, standing = self.row_for.answer(case), self.answer(case)
        return (isinstance(chosen, tuple) and len(chosen) > 1) or bool(
            isinstance(standing, tuple) and standing
        )

    def read_value(self, stored: Stored) -> object:
        if not isinstance(stored, list):
            raise Unreadable("takes a list (empty for none)")
        entries = tuple(self.read_entry(entry) for entry in stored)
        if self.row_for:
            self._read_rows(entries)
        return entries

    def _read_rows(self, rows: tuple[Entry, ...]) -> None:
        name = self.named_by.key
        named = [row.get(name, Absent.UNANSWERED) for row in rows]
        if any(isinstance(one, Absent) for one in named):
            raise Unreadable(f"takes rows that each say their {name}")
        if len(set(named)) < len(named):
            raise Unreadable(f"takes one row for each {name}")

    def read_entry(self, stored: Stored) -> Entry:
        """One entry; questions of it that are left out are unanswered. Raises Unreadable."""
        if not isinstance(stored, dict):
            raise Unreadable("takes a list of entries with named values")
        parts = {part.key: part for part in self.parts}
        if strange := set(stored) - set(parts):
            wrong = min(strange)
            near = get_close_matches(wrong, parts, n=1)
            meant = f"did you mean {near[0]}? An entry" if near else "an entry"
            raise Unreadable(f"has no part {wrong!r}; {meant} has {sorted(parts)}")
        return {key: self._read_part(parts[key], stored[key]) for key in parts if key in stored}

    def _read_part(self, part: Question, stored: Stored) -> object:
        try:
            return part.read(stored)
        except Unreadable as error:
            raise Unreadable(f"{part.key} {error}") from None

    def stored_value(self, value: object) -> Stored:
        parts = {part.key: part for part in self.parts}
        return [
            {key: parts[key].stored(part) for key, part in entry.items()}
            for entry in cast("tuple[Entry, ...]", value)
        ]

    def said_value(self, value: object, say: Say) -> str:
        entries = cast("tuple[Entry, ...]", value)
        return (
            "; ".join(self.said_entry(entry, say) for entry in entries)
            if entries
            else say(self.none)
        )

    def said_entry(self, entry: Entry, say: Say = as_written) -> str:
        """One entry on one line: what was answered of it, in order."""
        said = {
            part: _said_part(part, entry, say, named=part in self.noted)
            for part in self.parts
            if part.key in entry and not isinstance(entry[part.key], Absent)
        }
        if self.typed in said:
            said[self.typed] = f"{say(self.typed.short)}: “{entry[self.typed.key]}”"
        return in_a_row(said) or say("nothing filled in")


def _from_box(part: Question, text: str) -> object:
    if not text:
        return Absent.UNANSWERED
    return part.understand(text) if isinstance(part, Number) else part.read(text)


def in_a_row(said: Mapping[Question, str]) -> str:
    """Answers with commas between them, but "500 mg" as one."""
    row = ""
    for question, text in said.items():
        is_beside = isinstance(question, Choice) and question.beside and row[-1:].isdigit()
        row += f"{' ' if is_beside else ', ' if row else ''}{text}"
    return row


def _said_part(part: Question, entry: Entry, say: Say, *, named: bool) -> str:
    """A part by its value, named where the value alone does not tell."""
    said = part.said_among(entry[part.key], entry, say)
    if isinstance(part, Number) and part.unit:
        return said
    return (
        said
        if isinstance(part, _TELLING_IF_NAMED if named else _TELLING)
        else f"{say(part.short)}: {said}"
    )


_TELLING_IF_NAMED = (Text, Choice)
_TELLING = (*_TELLING_IF_NAMED, MultiChoice)
