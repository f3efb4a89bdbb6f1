"""What is said of a box that cannot stand as it is: what to do, or which of two readings is meant."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from flask_babel import gettext as _
from wtforms import Field

from questionnaire.store import clock
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case
from rules.language.questions import Doubt, Question

MEANT = "meant"  # pressed: which of two readings is meant, in the words it was offered in


Asked_co = TypeVar("Asked_co", bound=Question, covariant=True)


class NotUnderstood(ValueError):
    """What was typed cannot be read. The message tells the reader what to do.

    `boxes`: those at fault, where not all are. `likely`: what may be meant, as a value, or None.
    """

    def __init__(self, message: str, *boxes: str, likely: object = None) -> None:
        super().__init__(message)
        self.boxes, self.likely = boxes, likely


class AskedAbout(Field, Generic[Asked_co]):
    """A field that refuses what cannot be, and asks about what seldom is: one press settles it.

    The fault is of `wrong_boxes`, which alone are marked and led to.
    """

    boxes: tuple[str, ...] = ("",)
    """The names of the boxes: each is added to the question's key, the empty one is the key."""
    main_boxes: tuple[str, ...] = ("",)
    """Those that are wrong together, where no one box is."""

    question: Asked_co
    data: object
    standing: object
    chosen: Sequence[str] = ()  # the readings that were pressed
    doubt: Doubt | None = None
    can_be_as_written = True
    wrong_boxes: tuple[str, ...] = ()

    @abstractmethod
    def show(self, value: object) -> None:
        """Fill the boxes in with an answer."""

    @abstractmethod
    def meant(self) -> object:
        """The answer as it is to be kept, seen beside the one that stands."""

    @abstractmethod
    def box(self, name: str) -> str:
        """The name and id of one box."""

    def refuse(self, fault: NotUnderstood) -> None:
        """Take what was typed for no answer, unless the one that is likely was pressed."""
        if fault.likely is not None:
            self._ask(Doubt(fault.likely), str(fault), can_be=False)
        else:
            self.process_errors = [str(fault)]
            self.wrong_boxes = fault.boxes or self.main_boxes

    def look_at(self, case: Case) -> None:
        """Refuse an answer that cannot be so beside the others, and ask about one that seldom is.

        What stands already was seen then, and passes.
        """
        if self.process_errors or isinstance(self.data, Absent) or self.meant() == self.standing:
            return
        try:
            self.check(case)
        except NotUnderstood as fault:
            self.refuse(fault)
        else:
            self._doubt(case)

    def check(self, case: Case) -> None:
        """Raise NotUnderstood for an answer that cannot be so beside the others."""

    def _doubt(self, case: Case) -> None:
        """Ask which is meant, once: an answer that was pressed is kept."""
        doubt = self.question.doubt(self.data, case, clock.today())
        if doubt is not None and self.said(self.data) not in self.chosen:
            self._ask(doubt, self._asked_about(doubt), can_be=True)

    def _ask(self, doubt: Doubt, why: str, *, can_be: bool) -> None:
        if doubt.likely is not None and self.said(doubt.likely) in self.chosen:
            self.show(doubt.likely)
            return
        self.doubt, self.can_be_as_written = doubt, can_be
        self.process_errors, self.wrong_boxes = [why], self.main_boxes

    def _asked_about(self, doubt: Doubt) -> str:
        told = self.said(self.data)
        if doubt.likely is None:
            return _("Check this: %(answer)s is unusual", answer=told)
        return did_you_mean(self.said(doubt.likely), told)

    def said(self, value: object) -> str:
        """A value in words, as it is offered to be pressed."""
        return self.question.said(value, say)

    @property
    def readings(self) -> Sequence[tuple[str, str]]:
        """What can be pressed where an answer is asked about: each reading, and what it is called."""
        if self.doubt is None:
            return ()
        offered: list[tuple[str, str]] = []
        if self.doubt.likely is not None:
            likely = self.said(self.doubt.likely)
            offered.append((likely, _("I meant %(answer)s", answer=likely)))
        if self.can_be_as_written:
            told = self.said(self.data)
            offered.append((told, _("It is as written: %(answer)s", answer=told)))
        return offered

    @property
    def confirmed(self) -> str:
        """The reading that was pressed and still stands in the boxes."""
        told = "" if isinstance(self.data, Absent) else self.said(self.data)
        return told if told in self.chosen else ""

    @property
    def names_a_box(self) -> bool:
        """Whether an error is of one box among several: that box alone is marked."""
        return bool(self.errors and self.wrong_boxes) and len(self.boxes) > 2

    @property
    def first_control(self) -> str:
        """Where a link to the error leads: the first box at fault."""
        return self.id_of(self.wrong_boxes[0]) if self.wrong_boxes else self.id

    def is_wrong(self, box: str) -> bool:
        """Whether an error is of this box."""
        return bool(self.errors) and box in (self.wrong_boxes or self.main_boxes)

    def id_of(self, box: str) -> str:
        """The id of one box: the first has the question's."""
        return self.id if box == self.main_boxes[0] else self.box(box)


def did_you_mean(likely: str, told: str) -> str:
    return _("Check this: %(answer)s. Did you mean %(likely)s?", answer=told, likely=likely)
