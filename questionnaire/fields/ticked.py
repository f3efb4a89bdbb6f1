"""Yes/no questions as one list to tick: each is answered by itself, and they are shown together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from questionnaire.fields.answer import UNSURE, FormData
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.options import NONE, OptionField
from questionnaire.web.languages import say
from rules.language.questions import Question
from rules.language.questions.pages import TickList

YES, NO = "yes", "no"
LISTED = "listed"  # hidden: the list that the page had; one that asked each by itself had none


class TickedField(OptionField):
    """One question of a list. Where it is shown by itself, it is answered by yes or no."""

    def __init__(self, question: Question, ticks: TickList, **bound: object) -> None:
        super().__init__(question, **bound)
        self.ticks = ticks
        self.crossed = False

    def sent(self, formdata: FormData) -> Mapping[str, Sequence[str]]:
        """The answer as its own boxes would say it: what the whole list, if there was one, says of it."""
        own, around = super().sent(formdata), set(formdata.getlist(self.ticks.key))
        ticked = any(YES in formdata.getlist(one.key) for one in self.ticks.questions)
        self.crossed = NONE in around and YES in own[""]
        is_listed = self.was_shown and self.ticks.key in formdata.getlist(LISTED)
        if any(own[""]) or not is_listed or (NONE in around and ticked):
            return own
        if UNSURE in around:
            return {"": (UNSURE,)}
        return {"": (NO,)} if NONE in around or ticked else own

    def understand(self) -> object:
        if self.crossed:
            none = say(self.ticks.none)
            raise NotUnderstood(_("You ticked this and “%(none)s”: choose Yes or No", none=none))
        return super().understand()

    @property
    def about(self) -> str:
        """What is ticked, in the list."""
        return say(self.question.about)

    @property
    def is_ticked(self) -> bool:
        return self.text() == YES


@dataclass(frozen=True)
class Ticks:
    """The fields of a list, shown as one: all of them blank, or all answered."""

    ticks: TickList
    fields: Sequence[TickedField]
    errors: Sequence[str] = ()
    template: ClassVar[str] = "tick_list"

    @property
    def name(self) -> str:
        return self.ticks.key

    @property
    def wording(self) -> str:
        return say(self.ticks.text)

    @property
    def hint(self) -> str:
        return say(self.ticks.hint)

    @property
    def apart(self) -> Sequence[tuple[str, str, bool]]:
        """The two boxes below the list: what each sends, what it says, and if it is ticked."""
        said = {field.text() for field in self.fields}
        return (
            (NONE, say(self.ticks.none), said == {NO}),
            (UNSURE, say(self.ticks.unsure), UNSURE in said),
        )


def together(fields: Sequence[TickedField]) -> bool:
    """Whether one list can say what stands: no question of it is in doubt, or answered alone."""
    said = {field.text() for field in fields}
    is_sayable = any(said <= one for one in ({""}, {YES, NO}, {YES, UNSURE}))
    return len(fields) > 1 and is_sayable and not any(field.errors for field in fields)
