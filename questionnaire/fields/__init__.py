"""A question as a form field: one form class a page, made once. Only this knows both."""

from __future__ import annotations

from functools import cache, singledispatch

from questionnaire.fields.answer import AnswerField
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.day_fields import ApproximateDayField, DayField
from questionnaire.fields.list_field import EntriesField
from questionnaire.fields.options import OptionField, TicksField
from questionnaire.fields.page_form import Asks, PageForm
from questionnaire.fields.rows_field import Row, RowsField
from questionnaire.fields.ticked import TickedField
from questionnaire.fields.typed import NumberField, TextField
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    Scale,
    Text,
    YesNo,
)

__all__ = ["AnswerField", "EntriesField", "NotUnderstood", "PageForm", "field_for", "form_for"]


@cache
def form_for(page: Asks) -> type[PageForm]:
    """The form of a page, or of a step of a list."""
    for question in page.questions:
        if hasattr(PageForm, question.key):
            raise ValueError(
                f"{question.key} is a word of every form: give the question another key"
            )
    fields = {question.key: field_for(question) for question in page.questions}
    if ticks := getattr(page, "ticked", None):  # a step of a list has none
        fields |= {question.key: TickedField(question, ticks) for question in ticks.questions}
    return type("PageForm", (PageForm,), {"page": page, **fields})


@singledispatch
def field_for(question: Question) -> AnswerField[Question]:
    """The field of a question. WTForms gives it unbound, and binds it to each form."""
    raise TypeError(f"{question.key}: no form field for {type(question).__name__}")


@field_for.register(YesNo)
@field_for.register(Choice)
@field_for.register(Scale)
def _(question: Question) -> AnswerField[Question]:
    return OptionField(question)


@field_for.register
def _(question: MultiChoice) -> AnswerField[Question]:
    return TicksField(question)


@field_for.register
def _(question: Number) -> AnswerField[Question]:
    return NumberField(question)


@field_for.register
def _(question: Day) -> AnswerField[Question]:
    return DayField(question)


@field_for.register
def _(question: ApproximateDay) -> AnswerField[Question]:
    return ApproximateDayField(question)


@field_for.register
def _(question: Text) -> AnswerField[Question]:
    return TextField(question)


@field_for.register
def _(question: Entries) -> AnswerField[Question]:
    if question.row_for is None:
        return EntriesField(question)
    return RowsField(question, form_for(Row(question.parts[1:])))
