"""Answers picked from a list: one of them, or any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, AnswerField
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.back import BANDS, Band
from questionnaire.web.languages import say
from rules.language.logic.case import Absent
from rules.language.questions import Choice, MultiChoice, Question, Scale, YesNo

NONE = "none-of-these"


@dataclass(frozen=True)
class Option:
    """One answer to pick. `apart`: it stands below the others, after "or"."""

    value: str
    label: str
    id: str
    picked: bool
    apart: bool = False


class OptionField(AnswerField[Question]):
    """One of a few answers, as radios."""

    template = "one_of"
    ends_of = ""
    """The field above it that says the same ends; empty where it says its own."""

    @property
    def ends(self) -> tuple[str, str] | None:
        """What the lowest and the highest score mean, where the answers are scores."""
        if not isinstance(self.question, Scale):
            return None
        return say(self.question.lowest), say(self.question.highest)

    def understand(self) -> object:
        picked = set(self.typed[""]) - {""}
        if not picked:
            return Absent.UNANSWERED
        if picked == {UNSURE} and self.question.unsure:
            return Absent.NOT_SURE
        known = _values(self.question)
        if len(picked) == 1 and picked <= set(known):
            return known[picked.pop()]
        raise NotUnderstood(_("Choose one of these answers"))

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {"": [key for key, known in _values(self.question).items() if known == value]}

    @property
    def options(self) -> Sequence[Option]:
        """The answers in order, "not sure" last."""
        labels = _labels(self.question)
        if isinstance(self.question, Choice):
            beside = {key: given.value for key, given in self.beside.items()}
            labels = dict(self.question.options_beside(beside, self.standing))
        if self.question.unsure:
            labels = labels | {UNSURE: self.question.unsure}
        return _options(self, labels, apart={UNSURE})


class TicksField(AnswerField[MultiChoice]):
    """Any of some answers, as ticks. None of them, and "not sure", each stand alone."""

    template = "any_of"

    def understand(self) -> object:
        picked = set(self.typed[""]) - {""}
        if not picked:
            return Absent.UNANSWERED
        if picked == {NONE} and self.question.none:
            return ()
        if picked == {UNSURE} and self.question.unsure:
            return Absent.NOT_SURE
        if alone := picked & {NONE, UNSURE}:
            raise self._stands_alone(alone)
        if strange := picked - set(self.question.options):
            raise NotUnderstood(_("Choose from these answers")) from KeyError(*strange)
        return tuple(option for option in self.question.options if option in picked)

    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        return {"": cast("tuple[str, ...]", value) or (NONE,)}

    @property
    def options(self) -> Sequence[Option]:
        """The answers in order, then none of them, then "not sure"."""
        apart = {NONE: self.question.none, UNSURE: self.question.unsure}
        offered = {value: label for value, label in apart.items() if label}
        return _options(self, {**self.question.options, **offered}, apart=set(offered))

    @property
    def folded(self) -> str:
        """What opens the list of answers, where it is folded; empty where it is not."""
        return say(self.question.folded)

    @property
    def bands(self) -> Sequence[tuple[Band, str]]:
        """The strips of the drawing of a back, each with the id of its tick; none for other questions."""
        if list(self.question.options) != [band.place for band in BANDS]:
            return ()
        return [(band, option.id) for band, option in zip(BANDS, self.options, strict=False)]

    def hinted(self) -> object:
        """The options among what was picked, though "none of these" or "not sure" is there too."""
        picked = self.typed.get("", ())
        return tuple(option for option in self.question.options if option in picked)

    def _stands_alone(self, alone: set[str]) -> NotUnderstood:
        label = self.question.none if NONE in alone else self.question.unsure
        return NotUnderstood(_("Choose “%(answer)s” alone, or untick it", answer=say(label)))


def _values(question: Question) -> Mapping[str, object]:
    match question:
        case YesNo():
            return {"yes": True, "no": False}
        case Choice(options=options):
            return {key: key for key in options}
        case Scale(low=low, high=high):
            return {str(score): Decimal(score) for score in range(low, high + 1)}
    raise TypeError(f"{question.key} has no list of answers")


def _labels(question: Question) -> dict[str, str]:
    match question:
        case YesNo():
            return {"yes": "Yes", "no": "No"}
        case Choice(options=options):
            return dict(options)
    return {key: key for key in _values(question)}


def _options(
    field: AnswerField[Question], labels: Mapping[str, str], apart: set[str]
) -> list[Option]:
    """The first answer has the question's id: a link to the question leads to it."""
    picked = field.typed.get("", ())
    return [
        Option(
            value=value,
            label=say(label),
            id=field.box(value) if place else field.id,
            picked=value in picked,
            apart=value in apart,
        )
        for place, (value, label) in enumerate(labels.items())
    ]
