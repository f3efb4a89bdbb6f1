"""Answers that are rows: one for each of what was chosen elsewhere, all on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from questionnaire.fields.answer import AnswerField, FormData
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.page_form import PageForm
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case
from rules.language.questions import Entries, Entry, MultiChoice, Question, entries_of


@dataclass(frozen=True)
class Row:
    """What is asked of each row: all but which it is."""

    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ShownRow:
    """A row on the page. `cleared`: what stands in it is to go."""

    key: str
    title: str
    form: PageForm
    cleared: bool = False

    @property
    def answered(self) -> Entry:
        """What was answered of it, "not examined" included."""
        fields = () if self.cleared else self.form.answer_fields()
        given = {field.question.key: field.data for field in fields}
        return {key: value for key, value in given.items() if value is not Absent.UNANSWERED}

    def wrong(self) -> Iterator[AnswerField[Question]]:
        """What was typed in it and is not understood."""
        return (field for field in self.form.answer_fields() if field.process_errors)


class RowsField(AnswerField[Entries]):
    """Rows filled in together: the empty ones too, so that none needs to be added."""

    template = "rows"
    boxes = ("of", "clear")

    def __init__(self, question: Entries, asking: type[PageForm], **bound: object) -> None:
        super().__init__(question, **bound)
        self._asking = asking
        self._sent: FormData | None = None
        self.rows: Sequence[ShownRow] = ()

    def process(
        self, formdata: FormData | None, data: object = None, extra_filters: object = None
    ) -> None:
        self._sent = formdata
        super().process(formdata, data, extra_filters)

    def understand(self) -> object:
        shown = [key for key in self._of.options if key in self.typed["of"]]
        self.rows = [self._row(key, cleared=key in self.typed["clear"]) for key in shown]
        for row in self.rows:
            if not row.form.validate():
                raise NotUnderstood(f"{row.title}: {next(row.wrong()).process_errors[0]}")
        if not any(row.answered for row in self.rows):
            return Absent.UNANSWERED
        # A level of which nothing is known is none that was found to be without.
        name = self.question.named_by.key
        return tuple({name: row.key, **row.answered} for row in self.rows)

    def look_at(self, case: Case) -> None:
        """Each box of each row, beside the other answers."""
        for row in self.rows if self._sent else ():
            for field in () if row.cleared else row.form.answer_fields():
                field.look_at(case)
                if field.process_errors and not self.process_errors:
                    field.errors = field.process_errors
                    self.process_errors = [f"{row.title}: {field.process_errors[0]}"]

    def meant(self) -> object:
        """Without rows that say nothing, of what is no longer chosen."""
        if isinstance(self.data, Absent):
            return self.data
        name, chosen = self.question.named_by.key, self._chosen()
        rows = cast("tuple[Entry, ...]", self.data)
        return tuple(row for row in rows if len(row) > 1 or row[name] in chosen)

    def show(self, value: object) -> None:
        self.data = value
        name = self.question.named_by.key
        rows = entries_of(value)
        standing = {str(row[name]): row for row in rows}
        shown = [key for key in self._of.options if key in {*standing, *self._chosen()}]
        self.rows = [self._row(key) for key in shown]
        for row in self.rows:
            for field in row.form.answer_fields():
                field.standing = standing.get(row.key, {}).get(field.question.key, field.standing)
                field.show(field.standing)

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {}

    def follow(self, stood: object) -> None:
        """A row left as it stood says what its row says now; one that came meanwhile is there."""
        sent, then, now = self._said(self.data), self._said(stood), self._said(self.standing)
        left = {key for key in {*sent, *now} if sent.get(key, {}) == then.get(key, {})}
        rows = {**sent, **{key: now.get(key, {}) for key in left}}
        name = self.question.named_by.key
        if any(rows.values()) or not isinstance(self.data, Absent):
            self.data = tuple({name: key, **rows[key]} for key in self._of.options if key in rows)
        for row in self.rows:
            if row.key in left:
                for field in row.form.answer_fields():
                    field.show(rows[row.key].get(field.question.key, Absent.UNANSWERED))

    def crosses(self, stood: object) -> bool:
        """Whether a row was changed here, and otherwise elsewhere."""
        sent, then, now = self._said(self.meant()), self._said(stood), self._said(self.standing)
        every = ([one.get(key, {}) for one in (sent, then, now)] for key in {*sent, *then, *now})
        return any(here != before and there not in (before, here) for here, before, there in every)

    def _said(self, value: object) -> dict[str, Entry]:
        """What each row says, by what it is of."""
        name = self.question.named_by.key
        rows = entries_of(value)
        return {str(row[name]): {key: row[key] for key in row if key != name} for row in rows}

    @property
    def first_control(self) -> str:
        """Where a link to the field leads: to the first box that is wrong."""
        wrong = (field.first_control for row in self.rows for field in row.wrong())
        return next(wrong, self.id)

    @property
    def _of(self) -> MultiChoice:
        return cast("MultiChoice", self.question.row_for)

    def _chosen(self) -> tuple[str, ...]:
        given = self.beside.get(self._of.key)
        value = given.value if given else Absent.UNANSWERED
        return () if isinstance(value, Absent) else cast("tuple[str, ...]", value)

    def _row(self, key: str, *, cleared: bool = False) -> ShownRow:
        form = self._asking(self._sent, prefix=self.box(key), meta={"csrf": False})
        return ShownRow(key, say(self._of.options[key]), form, cleared)
