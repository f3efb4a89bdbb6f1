"""The picture of how criteria combine: whole, described in words, and within its boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from questionnaire.protocols import diagram, printed
from questionnaire.protocols.diagram import NARROW, WIDE
from questionnaire.protocols.diagram.lettering import lines, width
from questionnaire.protocols.printed_protocol import shown
from rules.language.criteria.criteria import Polarity, Protocol
from rules.language.words.document import ALL_NEEDED
from rules.protocols import BY_KEY, PROTOCOLS
from tests.kit.markup import Reader

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)
SVG = "{http://www.w3.org/2000/svg}"


def pictures(protocol: Protocol) -> list[ET.Element]:
    """The picture as a file, and the two that a page has."""
    on_a_page = str(diagram.on_a_page(shown(protocol).document))
    both = ET.fromstring(f"<page>{on_a_page}</page>")  # noqa: S314 (our own)
    return [ET.fromstring(printed(protocol.key, "svg")), *both]  # noqa: S314 (our own)


def said(picture: ET.Element) -> str:
    """All the words drawn."""
    texts = (" ".join("".join(one.itertext()).split()) for one in picture.iter(f"{SVG}text"))
    return "\n".join(texts)


@each_protocol
def test_a_picture_has_a_title_and_a_description(protocol: Protocol) -> None:
    for picture in pictures(protocol):
        title, description = picture[0], picture[1]

        assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
        assert protocol.title in (title.text or "")
        assert shown(protocol).document.combined in (description.text or "")
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == title.get("id")
        assert picture.get("aria-describedby") == description.get("id")


@each_protocol
def test_a_picture_on_a_page_holds_no_script_and_no_style_of_its_own(protocol: Protocol) -> None:
    alone, *on_a_page = pictures(protocol)

    for picture in (alone, *on_a_page):
        for element in picture.iter():
            assert "script" not in element.tag
            assert not [name for name in element.attrib if name == "style" or name[:2] == "on"]
    assert list(alone.iter(f"{SVG}style")), "a file brings its looks with it"
    for picture in on_a_page:
        assert not list(picture.iter(f"{SVG}style"))


@each_protocol
def test_the_two_pictures_of_a_page_share_no_id(protocol: Protocol) -> None:
    reader = Reader()
    reader.feed(str(diagram.on_a_page(shown(protocol).document)))
    ids = [one.get("id") for one in reader.open[0].all() if "id" in one.attributes]

    assert not reader.faults
    assert len(ids) == len(set(ids)) == 4


@each_protocol
def test_every_criterion_is_in_the_picture_and_in_its_description(protocol: Protocol) -> None:
    for picture in pictures(protocol):
        drawn = " ".join(said(picture).split())
        for criterion in protocol.criteria:
            name = criterion.short or criterion.says
            if criterion.polarity is not Polarity.INDICATION:
                name = criterion.says.removeprefix(f"{criterion.label}: ").partition(": ")[-1]
            assert _plain(name) in _plain(drawn), criterion.key
    alone = pictures(protocol)[0][1].text or ""
    assert all(criterion.label in alone for criterion in protocol.criteria)


def _plain(text: str) -> str:
    return " ".join(text.split()).removesuffix(".").casefold()


@each_protocol
def test_what_is_needed_together_leads_to_one_result_and_a_list_does_not(
    protocol: Protocol,
) -> None:
    document = shown(protocol).document
    drawn = said(pictures(protocol)[0])

    together = document.combined == ALL_NEEDED
    assert ("All of these that apply are needed" in drawn) == together
    assert ("✓ Met" in drawn and "✕ Not met" in drawn and "? Cannot tell" in drawn) == together
    wanted = [one for one in protocol.criteria if one.polarity is Polarity.INDICATION]
    assert drawn.split("\n").count("and") == max(0, len(wanted) - 1)


def test_any_of_and_all_of_differ_by_word_and_by_shape() -> None:
    picture = pictures(BY_KEY["nice_ta279"])[0]
    marks = {one.get("class") for one in picture.iter(f"{SVG}rect")}
    rails = {one.get("class") for one in picture.iter(f"{SVG}line")}

    assert {"mark any", "mark all"} <= marks
    assert {"rail any", "rail all"} <= rails
    assert {"any of these:", "all of these:"} <= set(said(picture).split("\n"))


def test_a_criterion_of_very_many_checks_is_left_to_the_words() -> None:
    drawn = said(pictures(BY_KEY["cms_lcd"])[0])

    assert "None of the LCD's contraindications is present, absolute or relative." in drawn
    assert re.search(r"\d+ checks: see the protocol in words", drawn)


@each_protocol
def test_every_line_ends_within_the_picture(protocol: Protocol) -> None:
    for picture, room in zip(pictures(protocol), (WIDE, WIDE, NARROW), strict=True):
        for start, text, bold in placed(picture, 0):
            assert start + width(text, 14, bold=bold) <= room, text


def placed(element: ET.Element, start: float) -> Iterator[tuple[float, str, bool]]:
    """Each line of words, how far in it begins, and whether it is heavy."""
    if moved := re.match(r"translate\(([\d.]+) ", element.get("transform", "")):
        start += float(moved[1])
    if element.tag == f"{SVG}text":
        for span in element:
            yield start, span.text or "", "heavy" in (element.get("class") or "")
    for inner in element:
        yield from placed(inner, start)


def test_lines_break_between_words_and_keep_a_figure_with_its_unit() -> None:
    text = "Platelets are under 50 × 10⁹/L and height loss is over 25 % of it"

    broken = lines(text, 150, 14)

    assert " ".join(broken).replace("\N{NO-BREAK SPACE}", " ") == text
    assert len(broken) > 2
    assert all(width(line, 14) <= 150 for line in broken)
    assert any("50\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10⁹/L" in line for line in broken)
