"""A protocol as a document to read and sign: every line of it, whatever the format it is printed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.criteria.ranks import ranks_in_words
from rules.language.criteria.sources import Source
from rules.language.logic.conditions import ALWAYS, NEVER, Condition, Term, checks
from rules.language.logic.relations import WorkingChoice, WorkingFigure
from rules.language.questions import Audience, Question
from rules.language.words.prose import NO_FIGURES, Clause, FigureInUse, Figures, clause, in_use

Choices = Mapping[str, str]
NO_CHOICES: Choices = MappingProxyType({})

ALL_NEEDED = (
    "The indications appear met when every one that applies is met, and not met when any one is "
    "not met. Otherwise it cannot be told."
)
EACH_ALONE = "Each line stands by itself: nothing is added up, and silence is never taken for a no."
INFORMATION = (
    "Information, and no verdict: whom each trial took in, and where a patient stands beside that."
)


@dataclass(frozen=True)
class ConditionRow:
    """A condition of a criterion under its name: "Met when"."""

    name: str
    clause: Clause


@dataclass(frozen=True)
class Remark:
    """Words of a criterion under their name: "To weigh"."""

    name: str
    says: str


@dataclass(frozen=True)
class Window:
    """How long some answers count, from the day on which they were true."""

    figure: FigureInUse
    shorts: tuple[str, ...]


@dataclass(frozen=True)
class CriterionInWords:
    """A criterion as a clinician reads it."""

    criterion: Criterion
    rows: tuple[ConditionRow, ...]
    remarks: tuple[Remark, ...]
    ranking: tuple[Source, ...]  # the lists that rank it
    windows: tuple[Window, ...]
    asked_of_patient: tuple[str, ...]
    asked_of_staff: tuple[str, ...]
    reported: tuple[str, ...]
    figures: tuple[FigureInUse, ...]

    @property
    def heading(self) -> str:
        """The name that clinicians use for it, and its sentence."""
        return self.criterion.heading

    @property
    def kind(self) -> str:
        """What it means that it is met, and how strong or how urgent it is."""
        one = self.criterion
        known = (one.polarity, one.strength, one.urgency)
        return ", ".join(part.value for part in known if part)


@dataclass(frozen=True)
class Derived:
    """Something worked out from answers, explained once."""

    short: str
    explained: str


@dataclass(frozen=True)
class Chosen:
    """A working choice, and the option in use: the clinic's own where it chose one."""

    choice: WorkingChoice
    in_use: str

    @property
    def said(self) -> str:
        """The option in use, marked as what it is."""
        own = "" if self.in_use == self.choice.value else " of this clinic"
        return f"{self.choice.options[self.in_use]} (working choice{own})"

    @property
    def others(self) -> str:
        """What else a clinic can choose."""
        options = self.choice.options.items()
        return ", ".join(words for key, words in options if key != self.in_use)


@dataclass(frozen=True)
class Document:
    """A protocol in words, with everything that it stands on."""

    protocol: Protocol
    combined: str
    pathway_when: Clause | None
    criteria: tuple[CriterionInWords, ...]
    derived: tuple[Derived, ...]
    questions: tuple[Question, ...]
    figures: tuple[FigureInUse, ...]
    choices: tuple[Chosen, ...]
    sources: tuple[Source, ...]


def document(
    protocol: Protocol, figures: Figures = NO_FIGURES, choices: Choices = NO_CHOICES
) -> Document:
    """A protocol in words, with a clinic's own working figures and choices where it made some."""
    criteria = tuple(_criterion(criterion, figures) for criterion in protocol.criteria)
    used = dict.fromkeys(figure for criterion in criteria for figure in criterion.figures)
    return Document(
        protocol,
        combined(protocol),
        _unless(NEVER, protocol.pathway_when, figures),
        criteria,
        tuple(_derived(protocol)),
        tuple(_questions(protocol)),
        tuple(used),
        tuple(Chosen(one, choices.get(one.key, one.value)) for one in _choices(protocol)),
        tuple(dict.fromkeys(_sources(protocol))),
    )


def combined(protocol: Protocol) -> str:
    """How the criteria of a protocol make one result, or that they do not."""
    kinds = {criterion.polarity for criterion in protocol.criteria}
    if Polarity.INDICATION in kinds:
        return ALL_NEEDED
    return INFORMATION if kinds == {Polarity.ENTRY} else EACH_ALONE


def _criterion(criterion: Criterion, figures: Figures) -> CriterionInWords:
    asked = _asked(criterion.conditions())
    return CriterionInWords(
        criterion,
        tuple(_rows(criterion, figures)),
        tuple(_remarks(criterion)),
        tuple(dict.fromkeys(rank.source for rank in criterion.ranks)),
        tuple(_windows(asked, figures)),
        tuple(question.short for question in asked if question.asked_of is not Audience.STAFF),
        tuple(question.short for question in asked if question.asked_of is Audience.STAFF),
        tuple(term.short for term in criterion.reported),
        tuple(in_use(figure, figures) for figure in criterion.working_figures()),
    )


def _asked(conditions: Iterable[Condition]) -> tuple[Question, ...]:
    """The questions that conditions turn on, each once."""
    every = (check.term for part in conditions for check in checks(part))
    read = (one for term in every for one in term.reads() if isinstance(one, Question))
    return tuple(dict.fromkeys(read))


def _windows(asked: Iterable[Question], figures: Figures) -> Iterator[Window]:
    shorts: dict[WorkingFigure, list[str]] = {}
    for question in asked:
        for window in question.windows:
            shorts.setdefault(window, []).append(question.short)
    for figure, of_these in shorts.items():
        yield Window(in_use(figure, figures), tuple(of_these))


def _rows(criterion: Criterion, figures: Figures) -> Iterator[ConditionRow]:
    for name, condition, left_out in (
        ("Applies when", criterion.applies_when, ALWAYS),
        ("Met when", criterion.met_when, None),
        ("Not met when", criterion.not_met_when, None),
        ("Answers conflict when", criterion.conflicting_when, NEVER),
        ("For the clinician when", criterion.unsettleable_when, NEVER),
    ):
        said = _unless(left_out, condition, figures)
        if said:
            yield ConditionRow(name, said)


def _unless(left_out: Condition | None, condition: Condition, figures: Figures) -> Clause | None:
    """A condition in words, unless it says no more than another does."""
    said = clause(condition, figures)
    return None if left_out is not None and said == clause(left_out) else said


def _remarks(criterion: Criterion) -> Iterator[Remark]:
    yield Remark("Otherwise", f"Cannot tell. {criterion.grey}".rstrip())
    if criterion.guidance:
        yield Remark("To weigh", criterion.guidance)
    if criterion.ranks:
        name = "Lists disagree" if criterion.lists_disagree else "How lists rank it"
        yield Remark(name, f"{ranks_in_words(criterion)}.")


def _conditions(protocol: Protocol) -> Iterator[Condition]:
    yield protocol.pathway_when
    for criterion in protocol.criteria:
        yield from criterion.conditions()


def _terms(protocol: Protocol) -> Iterable[Term]:
    """What the conditions speak of and what is shown beside them, each once."""
    checked = (check.term for part in _conditions(protocol) for check in checks(part))
    shown = (term for criterion in protocol.criteria for term in criterion.reported)
    return dict.fromkeys((*checked, *shown))


def _derived(protocol: Protocol) -> Iterator[Derived]:
    for term in _terms(protocol):
        if term.explained:
            yield Derived(term.short, term.explained)


def _choices(protocol: Protocol) -> Iterable[WorkingChoice]:
    return dict.fromkeys(choice for term in _terms(protocol) for choice in term.turns_on)


def _questions(protocol: Protocol) -> Iterable[Question]:
    read = (one for term in _terms(protocol) for one in term.reads())
    return dict.fromkeys(one for one in read if isinstance(one, Question))


def _sources(protocol: Protocol) -> Iterator[Source]:
    yield protocol.source
    for criterion in protocol.criteria:
        yield criterion.source
        yield from (rank.source for rank in criterion.ranks)
