"""Answers that are lists: the page of the list itself, on which an entry can be added in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, AnswerField
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.options import NONE, Option
from questionnaire.fields.typed import understood_words
from questionnaire.web.languages import say
from rules.language.logic.case import Absent
from rules.language.questions import Entries, Entry, entries_of, says

ADD = "add"  # the button that leads to an entry's questions, one by one
LINE = "line"


class EntriesField(AnswerField[Entries]):
    """A line that adds an entry, or that there is none; left blank, the list stays as it is."""

    template = "list_of"
    boxes = (LINE, "")
    main_boxes = (LINE,)
    stood: object = Absent.UNANSWERED  # the list when the page was made

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries as they stand."""
        return entries_of(self.standing)

    @property
    def is_put_off(self) -> bool:  # type: ignore[override]
        return self.text() == ADD and self.added is None

    @property
    def added(self) -> Entry | None:
        """The entry that was written in the line, if one was."""
        line = self.text(LINE)
        return self.question.read_line(line) if line and not self.process_errors else None

    def understand(self) -> object:
        picked, line = self.text(), self.text(LINE)
        if line and picked in {NONE, UNSURE}:
            raise NotUnderstood(_("Write a medicine or choose an answer below it, not both"))
        if line and self.question.typed:
            understood_words(self.question.typed, line)
        match picked:
            case "none-of-these":
                return ()
            case "not-sure" if self.question.unsure:
                return Absent.NOT_SURE
            case "" | "add":
                return Absent.UNANSWERED
        raise NotUnderstood(_("Choose one of these answers"))

    def follow(self, stood: object) -> None:
        self.stood = stood

    def crosses(self, stood: object) -> bool:
        """An entry is added to whatever the list has become."""
        return self.added is None and super().crosses(stood)

    def meant(self) -> object:
        """A list with entries is emptied by removing them, never by one tick on an old page."""
        if self.added is not None:
            was_sent = _count(self.entries, self.added) > _count(entries_of(self.stood), self.added)
            return self.entries if was_sent else (*self.entries, self.added)
        return self.standing if self.entries else self.data

    def post_validate(self, form: object, validation_stopped: bool) -> None:
        if self.entries and self.text() in {NONE, UNSURE}:
            self.errors = [_("There are entries in this list now. Remove each that is wrong")]

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {} if value else {"": (NONE,)}

    @property
    def line_hint(self) -> str:
        """What a line can look like."""
        return say(self.question.typed.hint) if self.question.typed else ""

    @property
    def options(self) -> Sequence[Option]:
        """What else can be said of a list on which nothing stands."""
        labels = {NONE: say(self.question.none), UNSURE: self.unsure}
        offered = [(value, label) for value, label in labels.items() if label and not self.entries]
        return [
            Option(value, label, self.box(value), value == self.text(), apart=True)
            for value, label in offered
        ]


def _count(entries: Sequence[Entry], said: Entry) -> int:
    """How many entries say all this."""
    return sum(says(one, said) for one in entries)
