"""Answers that are typed: numbers and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import cast
from unicodedata import normalize

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, AnswerField, Asked_co, NotUnderstood
from questionnaire.web.languages import say
from rules.language.logic.case import Absent
from rules.language.questions import Number, Text, Unreadable

THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
WHOLE_OR_DECIMAL = re.compile(r"\d{1,9}([.,]\d{1,6})?")
FRACTION = re.compile(r"(?:(\d{1,4}) )?(\d{1,2})/([1-9]\d?)")


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
        return say(self.question.unit)

    def understand_text(self, text: str) -> object:
        number = read_number(without_unit(text, self.unit), unit=self.unit)
        try:
            return self.question.read_value(number)
        except Unreadable:
            raise NotUnderstood(self._remedy()) from None

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {"": (str(value),)}

    def _remedy(self) -> str:
        limits = {"low": self.question.low, "high": self.question.high}
        if self.question.decimals:
            return _("Write only a number from %(low)s to %(high)s, such as 2 or 0.5", **limits)
        return _("Write only a whole number from %(low)s to %(high)s", **limits)


class TextField(TypedField[Text]):
    """Words in the writer's own way."""

    template = "words"

    def understand_text(self, text: str) -> object:
        if len(text) > self.question.longest:
            raise NotUnderstood(
                _(
                    "Use %(longest)s characters or fewer; you have used %(used)s",
                    longest=self.question.longest,
                    used=len(text),
                )
            )
        return text

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {"": (cast("str", value),)}


def without_unit(text: str, unit: str) -> str:
    """A number without words of its own unit after it: "3 times" where the unit is "times a day"."""
    words, known = text.split(), {word for word in unit.casefold().split() if word.isalpha()}
    while len(words) > 1 and words[-1].casefold() in known:
        words.pop()
    return " ".join(words)


def read_number(text: str, unit: str = "") -> Decimal | None:
    """A number as people write it: "30 %", "2,5", "1,000", "½", "1 1/2". None where it is none."""
    plain = " ".join(normalize("NFKC", _spread(text)).replace("⁄", "/").split()).rstrip(".")
    plain = plain.removesuffix(unit).removesuffix("%").strip()
    if found := FRACTION.fullmatch(plain):
        return _as_decimal(found)
    if THOUSANDS.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if WHOLE_OR_DECIMAL.fullmatch(plain):
        return Decimal(plain.replace(",", "."))
    return None


def _spread(text: str) -> str:
    """ "1½" is one and a half, not 11/2."""
    return re.sub(r"(\d)([¼-¾⅐-⅞])", r"\1 \2", text)


def _as_decimal(found: re.Match[str]) -> Decimal | None:
    whole, over, under = int(found[1] or 0), int(found[2]), int(found[3])
    value = whole + Fraction(over, under)
    hundredths = round(value * 100)
    return (Decimal(hundredths) / 100).normalize()
