"""Answers that are lists: the page of the list itself. Its entries are filled in step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, AnswerField
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.options import NONE, Option
from questionnaire.web.languages import say
from rules.language.logic.case import Absent
from rules.language.questions import Entries, Entry

ADD = "add"
DONE = "done"


class EntriesField(AnswerField[Entries]):
    """What to do next with a list: add an entry, say that there is none, or leave it as it is."""

    template = "list_of"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries as they stand."""
        return () if isinstance(self.standing, Absent) else cast("tuple[Entry, ...]", self.standing)

    @property
    def is_put_off(self) -> bool:  # type: ignore[override]
        return self.text() == ADD

    def understand(self) -> object:
        match self.text():
            case "none-of-these":
                return ()
            case "not-sure" if self.question.unsure:
                return Absent.NOT_SURE
            case "" | "add" | "done":
                return Absent.UNANSWERED
        raise NotUnderstood(_("Choose one of these answers"))

    def meant(self) -> object:
        """A list with entries is emptied by removing them, never by one tick on an old page.

        That it is complete says nothing of what is on it.
        """
        return self.standing if self.entries or self.text() == DONE else self.data

    def post_validate(self, form: object, validation_stopped: bool) -> None:
        if self.entries and self.text() in {NONE, UNSURE}:
            self.errors = [_("There are entries in this list now. Remove each that is wrong")]

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {} if value else {"": (NONE,)}

    @property
    def options(self) -> Sequence[Option]:
        """What can be done next."""
        if self.entries:
            labels = {ADD: _("Yes"), DONE: _("No, the list is complete")}
        else:
            labels = {
                ADD: _("I want to add one"),
                NONE: say(self.question.none),
                UNSURE: self.unsure,
            }
        offered = [(value, label) for value, label in labels.items() if label]
        return [
            Option(value, label, self.box(value) if place else self.id, value == self.text())
            for place, (value, label) in enumerate(offered)
        ]
