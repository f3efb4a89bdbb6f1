"""What the field of every question does: keep what was typed, and understand it or say why not."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol
from unicodedata import category, normalize

from flask_babel import gettext as _

from questionnaire.fields.asked_about import MEANT, Asked_co, AskedAbout, NotUnderstood
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Given

UNSURE = "not-sure"
SHOWN = "shown"  # hidden: the questions that the page had when it was sent to the browser
ANSWERED = "answered"  # hidden: those of them that then had an answer


class FormData(Protocol):
    """What a browser sent."""

    def getlist(self, name: str, /) -> list[str]: ...


class AnswerField(AskedAbout[Asked_co]):
    """The field of a question. `data` is a typed value, UNANSWERED or NOT_SURE.

    Left blank is unanswered, never an error. `typed` is what stands in each box.
    """

    data: object
    template: str
    """The macro of fields.html that shows the field."""
    is_put_off = False
    """Whether the reader goes elsewhere to answer, so that nothing is to be kept yet."""

    def __init__(self, question: Asked_co, **bound: object) -> None:
        super().__init__(question.text, **bound)  # type: ignore[arg-type]
        self.question: Asked_co = question
        self.standing: object = Absent.UNANSWERED
        self.beside: Mapping[str, Given] = {}  # the other answers that stand
        self.typed: Mapping[str, Sequence[str]] = {}
        self.was_shown = self.was_answered = self.pages_name_theirs = False

    def process(
        self, formdata: FormData | None, data: object = None, extra_filters: object = None
    ) -> None:
        """Read what was sent; without that, stay blank until `show`."""
        self.process_errors = []
        self.data = Absent.UNANSWERED
        if formdata is None:
            return
        shown = formdata.getlist(SHOWN)
        self.pages_name_theirs = bool(shown)
        self.was_shown = self.name in shown
        self.was_answered = self.name in formdata.getlist(ANSWERED)
        self.chosen = formdata.getlist(self.box(MEANT))
        self.typed = self.sent(formdata)
        try:
            self.data = self.understand()
        except NotUnderstood as fault:
            self.refuse(fault)

    def sent(self, formdata: FormData) -> Mapping[str, Sequence[str]]:
        """What was sent of each box."""
        return {box: _clean(formdata.getlist(self.box(box))) for box in self.boxes}

    @abstractmethod
    def understand(self) -> object:
        """What was typed, as a typed value. Raises NotUnderstood."""

    @abstractmethod
    def fill(self, value: object) -> Mapping[str, Sequence[str]]:
        """What to write in the boxes for a value that is not absent."""

    def show(self, value: object) -> None:
        """Fill the boxes in with an answer."""
        self.data, self.typed = value, self._filled(value)

    def is_left_at(self, value: object) -> bool:
        """Whether what was sent is what the boxes said when they were filled in with an answer."""
        return _written(self.typed) == _written(self._filled(value))

    def follow(self, stood: object) -> None:
        """Let those parts of what was sent say what stands now that were left as they stood."""

    def crosses(self, stood: object) -> bool:
        """Whether what is meant differs from what stands now, which is no more what `stood`."""
        return self.differs

    @property
    def differs(self) -> bool:
        """Whether what is meant differs from what stands."""
        return self.question.stored(self.meant()) != self.question.stored(self.standing)

    def _filled(self, value: object) -> Mapping[str, Sequence[str]]:
        if value is Absent.NOT_SURE:
            return {self.unsure_box: (UNSURE,)}
        return {} if isinstance(value, Absent) else self.fill(value)

    def hinted(self) -> object:
        """What was picked although it was not understood, as a value that may call for advice."""
        return Absent.UNANSWERED

    def meant(self) -> object:
        """The answer as it is to be kept, seen beside the one that stands."""
        return self.data

    @property
    def wording(self) -> str:
        return say(self.question.text)

    @property
    def hint(self) -> str:
        return say(self.question.hint)

    @property
    def unsure(self) -> str:
        """What "not sure" is called here; empty where it is not offered."""
        return say(self.question.unsure)

    @property
    def ends(self) -> tuple[str, str] | None:
        """What the lowest and the highest score mean, where the answers are scores."""
        return None

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader reads with the question."""
        parts = {"hint": self.hint, "error": self.errors and not self.names_a_box}
        return " ".join(f"{part}-{self.id}" for part, text in parts.items() if text)

    @property
    def unsure_box(self) -> str:
        """The box that "not sure" is a part of."""
        return ""

    @property
    def is_unsure(self) -> bool:
        return UNSURE in self.typed.get(self.unsure_box, ())

    @property
    def is_blank(self) -> bool:
        return not any(text for texts in self.typed.values() for text in texts)

    @property
    def stands_answered(self) -> bool:
        return self.standing is not Absent.UNANSWERED

    def box(self, name: str) -> str:
        """The name and id of one box."""
        return f"{self.name}-{name}" if name else self.name

    def text(self, box: str = "") -> str:
        """What stands in one box."""
        return next(iter(self.typed.get(box, ())), "")

    def either(self) -> NotUnderstood:
        """Both an answer and "not sure" were given."""
        return NotUnderstood(
            _(
                "Give an answer or choose “%(unsure)s”, not both",
                unsure=self.unsure,
            )
        )


def _written(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What stands in the boxes that are not blank; ticks in any order."""
    cleaned = {box: sorted(text for text in _clean(texts) if text) for box, texts in typed.items()}
    return {box: texts for box, texts in cleaned.items() if texts}


def _clean(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(_plain(text) for text in texts)


def _plain(text: str) -> str:
    """Without what a keyboard, a dictation or a copy adds unseen; lines end in one way."""
    lines = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if _is_writing(letter)).strip()


def _is_writing(letter: str) -> bool:
    return letter in "\n\t" or category(letter) not in {"Cc", "Cs", "Co", "Cn"}
