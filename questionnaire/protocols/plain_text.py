"""A protocol in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent

from questionnaire.protocols.printed_protocol import (
    FIGURES_SAY,
    Item,
    Shown,
    checked,
    what_a_figure_is,
)
from questionnaire.summary.said import source_line
from rules.language.criteria.sources import Source
from rules.language.words.document import Chosen, CriterionInWords, Document
from rules.language.words.prose import Clause, FigureInUse


def text(shown: Shown) -> str:
    """Everything, one thing a line."""
    return "\n".join(_lines(shown)) + "\n"


def _lines(shown: Shown) -> Iterator[str]:
    whole = shown.document
    yield from _heading(whole)
    for one, items in shown.items:
        yield ""
        yield from _criterion(one, items)
    if whole.figures or whole.choices:
        yield from ("", "WORKING FIGURES AND CHOICES", f"  {FIGURES_SAY}")
        yield from map(_figure, whole.figures)
        yield from map(_choice, whole.choices)
    if whole.derived:
        yield from ("", "WORKED OUT FROM ANSWERS")
        yield from (f"  {derived.short}: {derived.explained}" for derived in whole.derived)
    yield from ("", "WHAT IS ASKED")
    yield from (f"  {one.short} ({one.asked_of.value}): {one.text}" for one in whole.questions)
    yield from ("", "SOURCES")
    yield from map(_source, whole.sources)
    yield from ("", "SHORT FORMS")
    yield from (f"  {short}: {full}" for short, full in shown.abbreviations.items())


def _heading(whole: Document) -> Iterator[str]:
    protocol = whole.protocol
    yield f"{protocol.title} ({protocol.key}), edition {protocol.edition}"
    yield protocol.summary
    yield whole.combined
    if whole.pathway_when:
        yield f"“{protocol.pathway}” heads the result, and is no refusal,"
        yield from _clause("when ", whole.pathway_when)
    yield f"Source: {source_line(protocol.source)}"


def _criterion(one: CriterionInWords, items: tuple[Item, ...]) -> Iterator[str]:
    yield f"{one.heading} [{one.kind}]"
    for item in items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    if item.clause:
        yield from _clause(f"  {item.name}: ", item.clause)
    else:
        yield f"  {item.name}: {'; '.join(map(source_line, item.sources))}"


def _clause(name: str, clause: Clause) -> Iterator[str]:
    yield f"{name}{clause.says}" + (":" if clause.parts else "")
    for part in clause.parts:
        yield from (indent(line, "    ") for line in _clause("- ", part))


def _figure(figure: FigureInUse) -> str:
    used = what_a_figure_is(figure)
    return f"  {used} (a clinic can set {figure.figure.takes()}). {figure.figure.why}"


def _choice(chosen: Chosen) -> str:
    choice = chosen.choice
    return f"  {choice.says}: {chosen.said}; can be {chosen.others}. {choice.why}"


def _source(source: Source) -> str:
    found = " ".join(filter(None, (source.identifier, source.link)))
    return f"  {source_line(source)}. {found}{'. ' if found else ''}Checked: {checked(source)}."
