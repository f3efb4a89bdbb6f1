"""A protocol in words as Markdown: a document to print, read and sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from questionnaire.protocols.printed_protocol import FIGURES_SAY, SIGN, Item, Shown, checked
from questionnaire.summary.said import source_line
from rules.language.criteria.sources import Source
from rules.language.words.document import Chosen, CriterionInWords, Document
from rules.language.words.prose import Clause, FigureInUse

SIGNED_BY = ("Read by", "Role", "Date", "Signature")


def markdown(shown: Shown) -> str:
    """Everything under headings, in paragraphs, lists and tables that any reader of Markdown knows."""
    return "\n\n".join(_paragraphs(shown)) + "\n"


def _paragraphs(shown: Shown) -> Iterator[str]:
    whole = shown.document
    yield from _heading(whole)
    yield "## Criteria"
    for one, items in shown.items:
        yield from _criterion(one, items)
    if whole.figures or whole.choices:
        yield from ("## Working figures and choices", FIGURES_SAY, _settable(whole))
    if whole.derived:
        yield "## Worked out from answers"
        yield _list(f"**{plain(one.short)}**: {plain(one.explained)}" for one in whole.derived)
    yield from ("## What is asked", _questions(whole))
    yield from ("## Sources", _list(map(_source, whole.sources)))
    yield "## Short forms"
    yield _list(f"**{plain(short)}**: {plain(full)}" for short, full in shown.abbreviations.items())
    yield from ("## Read and signed", SIGN, _table(SIGNED_BY, [[" "] * 4, [" "] * 4]))


def _heading(whole: Document) -> Iterator[str]:
    protocol = whole.protocol
    yield f"# {plain(protocol.title)}"
    yield f"Edition {plain(protocol.edition)} of `{protocol.key}`"
    yield plain(protocol.summary)
    yield f"**How it combines.** {plain(whole.combined)}"
    if whole.pathway_when:
        yield f"**“{plain(protocol.pathway)}”** heads the result, and is no refusal, when:"
        yield "\n".join(_bullets("", whole.pathway_when))
    yield f"**Source.** {plain(source_line(protocol.source))}"


def _criterion(one: CriterionInWords, items: Iterable[Item]) -> Iterator[str]:
    yield f"### {plain(one.heading)}"
    yield f"*{one.kind.capitalize()}*"
    yield "\n".join(line for item in items for line in _item(item))


def _item(item: Item) -> Iterator[str]:
    name = f"**{item.name}:** "
    if item.clause:
        yield from _bullets(name, item.clause)
    else:
        yield f"- {name}{'; '.join(plain(source_line(source)) for source in item.sources)}"


def _bullets(name: str, clause: Clause, depth: int = 0) -> Iterator[str]:
    yield f"{'  ' * depth}- {name}{plain(clause.says)}{':' if clause.parts else ''}"
    for part in clause.parts:
        yield from _bullets("", part, depth + 1)


def _settable(whole: Document) -> str:
    heads = ("What", "In use", "Comes as", "A clinic can set", "Why")
    return _table(heads, (*map(_figure, whole.figures), *map(_choice, whole.choices)))


def _figure(one: FigureInUse) -> tuple[str, ...]:
    return one.figure.says, one.said, one.comes_as, one.figure.takes(), one.figure.why


def _choice(one: Chosen) -> tuple[str, ...]:
    choice = one.choice
    return choice.says, one.said, choice.options[choice.value], one.others, choice.why


def _questions(whole: Document) -> str:
    rows = ((one.short, one.asked_of.value, one.text) for one in whole.questions)
    return _table(("Short name", "Asked of", "Wording"), rows)


def _source(source: Source) -> str:
    link = f" <{source.link}>" if source.link else ""
    number = f" ({plain(source.identifier)})" if source.identifier else ""
    return f"{plain(source_line(source))}{number}.{link} Checked: {plain(checked(source))}."


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = tuple(heads)
    lines = [heads, ["---"] * len(heads), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain(text: str) -> str:
    """Text in which nothing is taken for a mark of Markdown."""
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", " ".join(text.split()) or " ")
