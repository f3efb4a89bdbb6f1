"""What every format prints of a protocol, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaire.summary.said import said_day, source_line
from rules.language.criteria.criteria import Protocol
from rules.language.criteria.flag_urgency import as_set
from rules.language.criteria.sources import Source
from rules.language.words.document import NO_CHOICES, Choices, CriterionInWords, Document, document
from rules.language.words.prose import NO_FIGURES, Clause, FigureInUse, Figures
from rules.protocols.found_flags import FOUND_FLAG_CHOICES
from rules.sources.glossary import abbreviations_in

FIGURES_SAY = (
    "No source gives these figures, or sources differ. An administrator of the clinic can set its "
    "own; who did, and when, is kept."
)
SIGN = (
    "Read as it stands above, in this edition. A changed protocol or figure is a new edition, to "
    "be read again."
)


@dataclass(frozen=True)
class Item:
    """A line of a criterion under its name: words, or sources."""

    name: str
    clause: Clause | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A protocol ready to be printed."""

    document: Document
    items: tuple[tuple[CriterionInWords, tuple[Item, ...]], ...]
    abbreviations: Mapping[str, str]


def shown(
    protocol: Protocol, figures: Figures = NO_FIGURES, choices: Choices = NO_CHOICES
) -> Shown:
    """A protocol with all that is printed of it, and the short forms in that spelled out."""
    whole = document(as_set(protocol, FOUND_FLAG_CHOICES, choices), figures, choices)
    items = tuple((one, tuple(_items(one))) for one in whole.criteria)
    return Shown(whole, items, abbreviations_in(_every_text(whole)))


def checked(source: Source) -> str:
    """How far a source was read, and the day on which somebody last read it."""
    day = said_day(source.checked) or "not recorded"
    return f"{source.how_far.value}; last read: {day}"


def what_a_figure_is(figure: FigureInUse) -> str:
    """What a figure says, with the value in use: "Pain counts as severe from 7 of 10"."""
    return f"{figure.figure.says} {figure.said}"


def _items(one: CriterionInWords) -> Iterator[Item]:
    yield from (Item(row.name, row.clause) for row in one.rows)
    yield from (Item(remark.name, Clause(remark.says)) for remark in one.remarks)
    for window in one.windows:
        of_these = "; ".join(window.shorts)
        yield Item("How long it counts", Clause(f"{of_these}: {window.figure.marked}"))
    for name, asked in (
        ("Asked of the patient", one.asked_of_patient),
        ("Asked of staff", one.asked_of_staff),
        ("Shown beside it, never counted", one.reported),
    ):
        if asked:
            yield Item(name, Clause("; ".join(asked)))
    if one.ranking:
        yield Item("Lists that have it", sources=one.ranking)
    yield Item("Source", sources=(one.criterion.source,))


def _every_text(whole: Document) -> Iterator[str]:
    protocol = whole.protocol
    yield from (protocol.title, protocol.summary, protocol.pathway)
    for one in whole.criteria:
        yield from (one.heading, one.criterion.short)
        yield from (item.clause.on_one_line for item in _items(one) if item.clause)
    for figure in whole.figures:
        yield from (figure.figure.says, figure.said, figure.figure.why)
    for chosen in whole.choices:
        yield from (chosen.choice.says, chosen.said, chosen.others, chosen.choice.why)
    yield from (derived.explained for derived in whole.derived)
    yield from (question.text for question in whole.questions)
    yield from (source_line(source) for source in whole.sources)
