"""The form of a page: what it shows, what of it is understood, and what is to be kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import ClassVar, Protocol, Self, cast

from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict

from questionnaire.fields.answer import AnswerField
from questionnaire.fields.options import OptionField
from questionnaire.fields.ticked import TickedField, Ticks, together
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.weighing import weigh
from rules.language.questions import Question


class Asks(Protocol):
    """A page, or a step of a list: questions asked together."""

    @property
    def questions(self) -> tuple[Question, ...]: ...


class PageForm(FlaskForm):
    """The questions of one page. Load the case first; then show, or validate and keep `values`."""

    page: ClassVar[Asks]
    case: Case | None = None
    was_kept = False
    """Whether it holds what was typed on a page that was sent before, and kept."""

    @classmethod
    def typed_before(cls, boxes: Iterable[tuple[str, str]]) -> Self:
        """The form of a page that was sent before, to be shown again as it was typed."""
        form = cls(formdata=ImmutableMultiDict(boxes))
        form.was_kept = True
        return form

    def is_submitted(self) -> bool:
        """Whether somebody has filled it in: in this request, or before."""
        return self.was_kept or bool(super().is_submitted())

    def load(self, case: Case) -> None:
        """Take note of the answers that stand; on a page not yet sent back, fill them in."""
        self.case = case
        sent_back = self.is_submitted()
        for field in self.answer_fields():
            field.standing = value_in(case, field.question)
            field.beside = case.answers
            field.look_at(case)
            if not sent_back:
                field.show(field.standing)

    def follow(self, then: Case, keeping: Collection[str] = ()) -> None:
        """What was left as it stood `then`, when the page was made, says what stands now.

        So do the answers to `keeping`, which the reader leaves as others gave them meanwhile.
        """
        for field in self.answer_fields():
            stood = value_in(then, field.question)
            if field.name in keeping or field.is_left_at(stood):
                field.show(field.standing)
                field.process_errors = []
            else:
                field.follow(stood)

    def contested(self, then: Case) -> list[AnswerField[Question]]:
        """The fields that the reader changed and that others changed to something else since `then`.

        Have the form follow and validated first.
        """
        return [field for field in self.answer_fields() if self._is_contested(field, then)]

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Whether all was understood. What other answers made needless is let alone."""
        super().validate(extra_validators)
        if self.was_kept and "csrf_token" in self:
            self["csrf_token"].errors = ()  # it is shown, and takes nothing in
        if self.case is not None:
            for field in self.answer_fields():
                if not self.asks(field.question, self.case):
                    field.errors = ()
        return not self.errors

    def values(self, case: Case) -> dict[Question, object]:
        """What is to be kept: every answer that was understood, and what was left blank."""
        self.load(case)
        return {
            field.question: field.meant()
            for field in self.answer_fields()
            if not field.process_errors and self._is_news(field, case)
        }

    def changed(self) -> list[Question]:
        """The questions that it answers otherwise than they stood when it was loaded, in order."""
        news = [
            field for field in self.answer_fields() if self.case and self._is_news(field, self.case)
        ]
        return [field.question for field in news if not field.process_errors and field.differs]

    def asks(self, question: Question, case: Case) -> bool:
        """Whether a question is asked, given the answers that stand and those on this page."""
        return weigh(question.asked_if, self._after(case)).truth is True

    def is_shown(self, field: AnswerField[Question], case: Case) -> bool:
        """Whether a question is on the page: it is asked, or what was typed is not clear."""
        return bool(field.errors) or self.asks(field.question, case)

    def shown(self, case: Case) -> list[AnswerField[Question] | Ticks]:
        """The questions that are on the page, in order; those of a list as one, where that says it all."""
        fields = [field for field in self.answer_fields() if self.is_shown(field, case)]
        _say_ends_once(fields)
        listed = [field for field in fields if isinstance(field, TickedField)]
        if not together(listed):
            return [*fields]
        as_one = Ticks(listed[0].ticks, listed)
        rest = [one for one in fields if one not in listed[1:]]
        return [as_one if one is listed[0] else one for one in rest]

    def field_of(self, question: Question) -> AnswerField[Question]:
        """The field of one question. Raises KeyError where the page does not ask it."""
        return cast("AnswerField[Question]", self[question.key])

    def answer_fields(self) -> list[AnswerField[Question]]:
        """The fields of the questions, in order."""
        return [field for field in self if isinstance(field, AnswerField)]

    def _is_contested(self, field: AnswerField[Question], then: Case) -> bool:
        stored, stood = field.question.stored, value_in(then, field.question)
        if self.case is None or stored(stood) == stored(field.standing):
            return False
        if field.process_errors:
            return True
        return self._is_news(field, self.case) and field.crosses(stood)

    def _after(self, case: Case) -> Case:
        news = {
            field.question.key: Given(field.meant())
            for field in self.answer_fields()
            if not field.process_errors and self._is_news(field, case)
        }
        return case.answered(news)

    def _is_news(self, field: AnswerField[Question], case: Case) -> bool:
        """A blank on an old page, or one never shown, says nothing of a later answer."""
        if field.is_put_off or not self.is_submitted():
            return False
        if not field.is_blank:
            return True
        if field.pages_name_theirs:
            return field.was_shown and (field.was_answered or not field.stands_answered)
        return not field.stands_answered and weigh(field.question.asked_if, case).truth is True


def _say_ends_once(fields: Sequence[AnswerField[Question]]) -> None:
    """Scores with the same ends say them above the first alone."""
    above: dict[tuple[str, str], str] = {}
    for field in fields:
        if isinstance(field, OptionField) and field.ends:
            field.ends_of = above.get(field.ends, "")
            above.setdefault(field.ends, field.id)


def value_in(case: Case, question: Question) -> object:
    """What a case has of a question, asked or not."""
    given = case.answers.get(question.key)
    return given.value if given else Absent.UNANSWERED
