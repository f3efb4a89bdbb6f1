"""No short form that a clinician meets in a protocol is left unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from rules.glossary import ABBREVIATIONS, abbreviations_in
from rules.language.document import Document, document
from rules.language.protocols import Protocol
from rules.protocols import PROTOCOLS

# Words in capitals that are no short form: numerals, and the levels and labels explained by theirs.
NO_SHORT_FORM = {"II", "III", "IV"}

UNITS = r"(?<=\d )(?:mcg|mg|ml|g)(?:/\w+)?\b"


def texts(shown: Document) -> Iterator[str]:
    """What is printed of a protocol, but identifiers: those are for looking up, not for reading."""
    protocol = shown.protocol
    yield from (protocol.title, protocol.short, protocol.summary, protocol.pathway)
    for one in shown.criteria:
        yield from (one.heading, one.criterion.short)
        yield from (row.clause.on_one_line for row in one.rows)
        yield from (remark.says for remark in one.remarks)
    for figure in shown.figures:
        yield from (figure.figure.says, figure.figure.unit, figure.figure.why)
    yield from (derived.explained for derived in shown.derived)
    for question in shown.questions:
        yield from (question.short, question.text)
    for source in shown.sources:
        yield from (source.title, source.organisation)


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)
def test_every_short_form_in_a_protocol_is_spelled_out(protocol: Protocol) -> None:
    printed = list(texts(document(protocol)))
    used = {form for text in printed for form in re.findall(r"(?<![A-Za-z])[A-Z]{2,}", text)}

    missing = used - NO_SHORT_FORM - set(abbreviations_in(printed))

    assert not missing, "add them to rules/glossary.py"


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)
def test_every_unit_in_a_protocol_is_spelled_out(protocol: Protocol) -> None:
    printed = list(texts(document(protocol)))
    used = {unit for text in printed for unit in re.findall(UNITS, text)}

    assert used <= set(ABBREVIATIONS), "add them to rules/glossary.py"
    assert used <= set(abbreviations_in(printed))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("SPECT/CT or CT", ["CT", "SPECT"]),
        ("TA279 and NSAIDs", ["NSAID", "TA"]),
        ("100 mg/dL", ["mg/dL"]),
        ("50 × 10⁹/L", ["10⁹/L"]),
        ("MRIs of the NICER kind, a CTX", ["MRI"]),
        ("Effect of a gp", []),
    ],
)
def test_a_short_form_is_found_by_itself_only(said: str, found: list[str]) -> None:
    assert list(abbreviations_in([said])) == found


def test_short_forms_stand_in_the_order_of_the_alphabet() -> None:
    assert list(ABBREVIATIONS) == sorted(ABBREVIATIONS)
