"""Protocols in words, with their sources: what a clinician reads and signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from questionnaire import clinic
from questionnaire.access import staff
from questionnaire.database import reading
from questionnaire.said import source_line
from questionnaire.summary import FOR_AND_AGAINST, USE
from rules.language.prose import Clause, CriterionInWords, Document, Figure, document
from rules.language.protocols import Protocol
from rules.protocols import BY_KEY, PROTOCOLS

bp = Blueprint("protocols", __name__)

EVIDENCE = (*USE, *FOR_AND_AGAINST)


class UnknownProtocol(ValueError):
    """No protocol has that key; the message lists those there are."""


@bp.get("/protocols")
@staff()
def everything() -> ResponseReturnValue:
    """Every protocol, the evidence that is shown beside results, and the intended use."""
    return render_template("protocols/everything.html", protocols=PROTOCOLS, evidence=EVIDENCE)


@bp.get(f"/protocols/<any({', '.join(BY_KEY)}):protocol_key>")
@staff()
def show(protocol_key: str) -> ResponseReturnValue:
    """One protocol in words, with this clinic's working figures."""
    shown = document(BY_KEY[protocol_key], clinic.working_figures(reading()))
    return render_template("protocols/show.html", document=shown)


def protocol_text(key: str) -> str:
    """A protocol in words for a terminal, with the working figures it comes with.

    Raises UnknownProtocol.
    """
    if key not in BY_KEY:
        raise UnknownProtocol(f"no protocol {key!r}: choose one of {', '.join(BY_KEY)}")
    return "\n".join(_lines(document(BY_KEY[key]))) + "\n"


def _lines(shown: Document) -> Iterator[str]:
    protocol = shown.protocol
    yield from _heading(protocol)
    for criterion in shown.criteria:
        yield ""
        yield from _criterion(criterion)
    yield from ("", "WORKING FIGURES (no source gives them; a clinic can set its own)")
    yield from (f"  {_figure(figure)}. {figure.figure.why}" for figure in shown.figures)
    yield from ("", "SOURCES")
    yield from (f"  {source_line(source)} {source.link}".rstrip() for source in shown.sources)


def _heading(protocol: Protocol) -> Iterator[str]:
    yield f"{protocol.title} ({protocol.key}), edition {protocol.edition}"
    yield protocol.summary
    yield f"Source: {source_line(protocol.source)}"


def _criterion(shown: CriterionInWords) -> Iterator[str]:
    criterion = shown.criterion
    rank = criterion.strength or criterion.urgency
    kind = ", ".join([criterion.polarity.value, *([rank.value] if rank else [])])
    yield " ".join(filter(None, (criterion.label, criterion.says, f"[{kind}]")))
    if shown.applies_when:
        yield from _clause("Applies when: ", shown.applies_when)
    yield from _clause("Met when: ", shown.met_when)
    yield from _clause("Not met when: ", shown.not_met_when)
    if shown.for_the_clinician_when:
        yield from _clause("For the clinician when: ", shown.for_the_clinician_when)
    for name, said in (("Otherwise cannot tell", criterion.grey), ("Note", criterion.guidance)):
        if said:
            yield f"  {name}: {said}"
    yield f"  Shown beside it, never counted: {_or_nothing(shown.reported)}"
    yield f"  Source: {source_line(criterion.source)}"


def _clause(name: str, clause: Clause) -> Iterator[str]:
    yield f"  {name}{clause.says}" + (":" if clause.parts else "")
    for part in clause.parts:
        yield from (indent(line, "    ") for line in _clause("- ", part))


def _figure(figure: Figure) -> str:
    return f"{figure.figure.says} {figure.said}"


def _or_nothing(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"
