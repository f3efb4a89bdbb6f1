"""The picture of how criteria combine: every criterion in it, in words that a page and a file both carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from questionnaire.protocols import printed
from questionnaire.protocols.picture import Block, picture_of
from questionnaire.protocols.picture.as_file import TEMPLATE, words_in
from questionnaire.protocols.printed_protocol import shown
from questionnaire.typesetting.letters import letters
from questionnaire.typesetting.press import PRESS
from rules.language.criteria.criteria import Polarity, Protocol
from rules.language.words.document import ALL_NEEDED
from rules.language.words.prose import Clause
from rules.protocols import BY_KEY, PROTOCOLS
from tests.kit.markup import Element, parsed
from tests.kit.pdf_pages import words_by_page

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)
SVG = "{http://www.w3.org/2000/svg}"


def of_class(within: Element, name: str) -> list[Element]:
    return [one for one in within.all() if name in one.get("class").split()]


def on_a_page(protocol: Protocol) -> Element:
    """The picture as it stands on a page."""
    [drawn] = of_class(parsed(printed(protocol.key, "html")), "picture")
    return drawn


def as_file(protocol: Protocol) -> ET.Element:
    return ET.fromstring(printed(protocol.key, "svg"))  # noqa: S314 (our own)


def description(drawn: ET.Element) -> str:
    return drawn.findtext(f"{SVG}desc") or ""


def boxes(protocol: Protocol) -> tuple[Block, ...]:
    picture = picture_of(shown(protocol).document)
    return (*picture.needed, *picture.listed)


@each_protocol
def test_every_criterion_is_in_the_picture_and_in_the_words_of_its_file(protocol: Protocol) -> None:
    for text in (on_a_page(protocol).text, description(as_file(protocol))):
        for criterion in protocol.criteria:
            name = criterion.short or criterion.says
            if criterion.polarity is not Polarity.INDICATION:
                name = criterion.says.removeprefix(f"{criterion.label}: ").partition(": ")[-1]
            missing = f"{criterion.key} is in no box: see questionnaire/protocols/picture/blocks.py"
            assert _plain(name) in _plain(text), missing
            assert criterion.label in text, missing


def _plain(text: str) -> str:
    return " ".join(text.split()).removesuffix(".").casefold()


@each_protocol
def test_what_is_needed_together_leads_to_one_result_and_a_list_does_not(
    protocol: Protocol,
) -> None:
    drawn = on_a_page(protocol)
    wanted = [one for one in protocol.criteria if one.polarity is Polarity.INDICATION]
    outcomes = [one.text for listed in of_class(drawn, "outcomes") for one in listed.all("li")]

    assert [one.text for one in of_class(drawn, "joint")] == ["and"] * max(0, len(wanted) - 1)
    assert outcomes == (
        [
            "Met All that apply are met.",
            "Not met Any one is not met.",
            "Cannot tell Something is open.",
        ]
        if shown(protocol).document.combined == ALL_NEEDED
        else []
    )


@each_protocol
def test_any_of_and_all_of_differ_by_word_and_by_mark(protocol: Protocol) -> None:
    drawn = on_a_page(protocol)
    clauses = [
        clause
        for box in boxes(protocol)
        for whole in (box.only_when, box.clause)
        if whole
        for clause in with_parts(whole)
    ]
    lists = [one for one in drawn.all("ul") if one.get("class") in {"all", "any"}]
    words = [one.text for one in of_class(drawn, "how-many") if one.text != "Only when:"]

    assert words == [f"{clause.says}:" for clause in clauses]
    assert [one.get("class") for one in lists] == [
        "all" if clause.joined_by == "and" else "any" for clause in clauses
    ]


def with_parts(clause: Clause) -> Iterator[Clause]:
    """A clause and those within it that take several parts, in the order of reading."""
    if clause.parts:
        yield clause
    for part in clause.parts:
        yield from with_parts(part)


@each_protocol
def test_each_box_says_its_name_then_when_it_applies_then_what_it_holds(
    protocol: Protocol,
) -> None:
    cards = of_class(on_a_page(protocol), "card")

    for box, card in zip(boxes(protocol), cards, strict=True):
        only = f"Only when: {in_order(box.only_when)} " if box.only_when else ""
        said = f"{box.name} {only}{in_order(box.clause)}"
        assert card.text.startswith(said), "see templates/protocols/_picture.html"


def in_order(clause: Clause) -> str:
    """A clause as it is read aloud."""
    if not clause.parts:
        return " ".join(clause.says.split())
    return f"{clause.says}: {' '.join(map(in_order, clause.parts))}"


def test_a_criterion_of_very_many_checks_is_left_to_the_words() -> None:
    [card] = [one for one in of_class(on_a_page(BY_KEY["cms_lcd"]), "card") if "L9" in one.text]
    [link] = card.all("a")

    assert "None of the LCD's contraindications is present, absolute or relative." in card.text
    assert re.fullmatch(r"\d+ checks: see them in words", link.text)
    assert link.get("href") in {f"#{one.key}" for one in BY_KEY["cms_lcd"].criteria}


@each_protocol
def test_the_page_says_once_what_heads_the_result_instead(protocol: Protocol) -> None:
    page = parsed(printed(protocol.key, "html"))
    heads = "heads the result, and is no refusal"

    assert page.text.count(heads) == bool(shown(protocol).document.pathway_when)
    assert on_a_page(protocol).text.count(heads) == page.text.count(heads)


# The file


@each_protocol
def test_a_file_has_a_title_and_all_its_words_in_a_description(protocol: Protocol) -> None:
    drawn = as_file(protocol)
    title, words = drawn[0], drawn[1]

    assert (title.tag, words.tag) == (f"{SVG}title", f"{SVG}desc")
    assert protocol.title in (title.text or "")
    assert shown(protocol).document.combined in (words.text or "")
    assert protocol.pathway in (words.text or "")
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == title.get("id")
    assert drawn.get("aria-describedby") == words.get("id")
    for box in boxes(protocol):
        for clause in filter(None, (box.only_when, box.clause)):
            assert clause.on_one_line in (words.text or ""), box.name


@each_protocol
def test_a_file_is_one_sheet_that_shows_every_word(protocol: Protocol) -> None:
    document = shown(protocol).document
    # The same template as a PDF, whose words can be read.
    made = PRESS.typeset(TEMPLATE, words_in(document), {"format": "pdf"})

    [sheet] = words_by_page(made)

    assert sheet.startswith(f"{protocol.title} Edition {protocol.edition} {document.combined}")
    assert protocol.pathway in sheet
    for box in boxes(protocol):
        only = f"Only when: {in_order(box.only_when)} " if box.only_when else ""
        said = f"{box.name} {only}{in_order(box.clause)}"
        assert said in sheet, f"not in questionnaire/protocols/picture/picture.typ: {said}"


@each_protocol
def test_a_file_needs_nothing_from_elsewhere_and_runs_nothing(protocol: Protocol) -> None:
    for element in as_file(protocol).iter():
        assert element.tag.removeprefix(SVG) not in {"script", "image", "text", "foreignObject"}
        assert not [name for name in element.attrib if name.startswith("on")]
        for name, value in element.attrib.items():
            assert not name.endswith("href") or value.startswith("#")


@each_protocol
def test_the_font_has_every_letter_of_the_picture(protocol: Protocol) -> None:
    lacking = {one for one in description(as_file(protocol)) if one != "\n"} - set(
        map(chr, letters())
    )

    assert not lacking, f"{protocol.key} says what fontpkg-noto-sans cannot set: use other letters"


def test_the_same_protocol_gives_the_same_file() -> None:
    assert printed("cms_lcd", "svg") == printed("cms_lcd", "svg")
