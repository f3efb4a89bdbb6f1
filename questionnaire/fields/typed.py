"""Answers that are typed: numbers and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, AnswerField
from questionnaire.fields.asked_about import Asked_co, NotUnderstood, did_you_mean
from questionnaire.web.languages import say
from rules.language.logic.case import Absent
from rules.language.logic.numbers import Either, Said
from rules.language.questions import CanBeTwo, Number, Text, Unreadable


class TypedField(AnswerField[Asked_co]):
    """One box to type in, and beside it a tick for "not sure" where that is offered."""

    boxes = ("", UNSURE)

    @property
    def unsure_box(self) -> str:
        return UNSURE

    def understand(self) -> object:
        text = self.text()
        if self.is_unsure and text:
            raise self.either()
        if self.is_unsure and self.question.unsure:
            return Absent.NOT_SURE
        return self.understand_text(text) if text else Absent.UNANSWERED

    def understand_text(self, text: str) -> object:
        """What stands in the box, as a typed value. Raises NotUnderstood."""
        raise NotImplementedError


class NumberField(TypedField[Number]):
    """A number, in figures."""

    template = "number"

    @property
    def unit(self) -> str:
        """The unit that counts, by what else is answered: "ml at a time" of a liquid."""
        others = {key: given.value for key, given in self.beside.items()}
        return say(self.question.unit_by_answer(others))

    def understand_text(self, text: str) -> object:
        try:
            return self.question.understand(text, self.unit)
        except CanBeTwo as error:
            raise NotUnderstood(_which(error.either)) from None
        except Unreadable:
            raise self._not_read(text) from None

    def _not_read(self, text: str) -> NotUnderstood:
        """What to write; where it is a number of another unit, whether that is meant."""
        likely = self.question.meant_by(text)
        if likely is None:
            return NotUnderstood(self._remedy())
        return NotUnderstood(did_you_mean(self.said(likely), text), likely=likely)

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {"": (value.said if isinstance(value, Said) else str(value),)}

    def _remedy(self) -> str:
        limits = {"low": self.question.low, "high": self.question.high}
        if self.question.varies:
            return _("Write a number from %(low)s to %(high)s, such as 2, half or 1 to 2", **limits)
        if self.question.decimals:
            return _("Write only a number from %(low)s to %(high)s, such as 2 or 0.5", **limits)
        return _("Write only a whole number from %(low)s to %(high)s", **limits)


def _which(either: Either) -> str:
    return _("Write %(one)s or %(other)s: this can be either", one=either.one, other=either.other)


class TextField(TypedField[Text]):
    """Words in the writer's own way."""

    template = "words"

    def understand_text(self, text: str) -> object:
        return understood_words(self.question, text)

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {"": (cast("str", value),)}


def understood_words(question: Text, text: str) -> str:
    """Words as a question takes them.

    :raise NotUnderstood: where they are too long, or hold a number that can be two.
    """
    if len(text) > question.longest:
        raise NotUnderstood(
            _(
                "Use %(longest)s characters or fewer; you have used %(used)s",
                longest=question.longest,
                used=len(text),
            )
        )
    if question.unclear and (either := question.unclear(text)):
        raise NotUnderstood(_which(either))
    return text
