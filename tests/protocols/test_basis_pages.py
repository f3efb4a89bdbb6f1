"""A protocol to read and sign: on its page, and in every format, nothing of it is left out."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from flask import Flask

from questionnaire.clinic import settings
from questionnaire.protocols import FORMATS, printed
from questionnaire.protocols.json_document import FORMAT
from questionnaire.protocols.markdown import plain
from questionnaire.protocols.printed_protocol import SIGN, shown
from questionnaire.store.database import write_session
from questionnaire.summary.said import source_line
from rules.language.criteria.criteria import Protocol
from rules.protocols import ALWAYS_ON, BY_KEY, CHOOSABLE, PROTOCOLS
from tests.kit.markup import parsed
from tests.kit.people import StaffClient

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)
OWN_FIGURE = {"severe_pain": Decimal(8)}


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def words_of(protocol: Protocol, as_format: str) -> str:
    """All that can be read in a format, as one line of text."""
    text = printed(protocol.key, as_format)
    if as_format == "html":
        return in_one_line(parsed(text).text)
    return in_one_line(text.replace("\\", "") if as_format == "markdown" else text)


def whole(protocol: Protocol) -> list[str]:
    """What no format may leave out."""
    document = shown(protocol).document
    texts = [protocol.title, protocol.edition, protocol.summary, document.combined]
    texts += [protocol.pathway]
    for criterion in protocol.criteria:
        texts += [criterion.says, criterion.guidance, criterion.grey]
    for source in document.sources:
        texts += [source.title, source.organisation, source.link, source.how_far.value]
    for figure in document.figures:
        texts += [figure.figure.says, figure.figure.takes(), figure.figure.why]
    for chosen in document.choices:
        texts += [chosen.choice.says, *chosen.choice.options.values(), chosen.choice.why]
    texts += [text for one in document.derived for text in (one.short, one.explained)]
    texts += [text for one in document.questions for text in (one.short, one.text)]
    return list(map(in_one_line, texts))


@pytest.mark.parametrize("as_format", ["text", "markdown"])
@each_protocol
def test_words_leave_nothing_out(protocol: Protocol, as_format: str) -> None:
    said = words_of(protocol, as_format)

    assert [text for text in whole(protocol) if text not in said] == []


@each_protocol
def test_the_web_page_leaves_nothing_out(protocol: Protocol) -> None:
    page = parsed(printed(protocol.key, "html"))
    said = in_one_line(page.text) + " ".join(link.get("href") for link in page.all("a"))

    assert [text for text in whole(protocol) if text not in said] == []


@each_protocol
def test_json_leaves_nothing_out(protocol: Protocol) -> None:
    said = json.dumps(json.loads(printed(protocol.key, "json")), ensure_ascii=False)
    said = in_one_line(said.replace(r"\"", '"'))

    assert [text for text in whole(protocol) if text not in said] == []


@each_protocol
def test_conditions_are_the_same_in_every_format(protocol: Protocol) -> None:
    texts = {key: words_of(protocol, key) for key in ("text", "markdown", "html", "json")}

    for one in shown(protocol).document.criteria:
        for row in one.rows:
            for says in [part.says for part in row.clause.parts] or [row.clause.says]:
                for key, text in texts.items():
                    assert in_one_line(says) in text, (key, says)


@each_protocol
def test_what_was_not_checked_says_so_beside_the_source(protocol: Protocol) -> None:
    text = printed(protocol.key)

    for source in shown(protocol).document.sources:
        [line] = [
            line
            for line in text.splitlines()
            if line.strip().startswith(f"{source_line(source)}. ")
        ]
        assert source.how_far.value in line
        assert ("last read: not recorded" in line) == (source.checked is None)


@each_protocol
def test_json_names_everything_by_its_key_and_carries_the_structure(protocol: Protocol) -> None:
    told = json.loads(printed(protocol.key, "json"))

    sources = {source["key"] for source in told["sources"]}
    figures = {figure["key"] for figure in told["working_figures"]}
    questions = {question["key"] for question in told["questions"]}
    assert told["format"] == FORMAT
    assert [one["criterion"] for one in told["criteria"]] == [one.key for one in protocol.criteria]
    for one in told["criteria"]:
        assert {one["source"], *(rank["source"] for rank in one["ranks"])} <= sources
        assert set(one["working_figures"]) <= figures
        assert set(one["questions"]) <= questions
    assert told["structure"]["edition"] == protocol.edition


@each_protocol
def test_markdown_is_headings_lists_and_tables_in_order(protocol: Protocol) -> None:
    text = printed(protocol.key, "markdown")
    headings = re.findall(r"^(#+) (.+)$", text, re.MULTILINE)
    tables = re.findall(r"(?:^\|.*\|$\n?)+", text, re.MULTILINE)

    assert headings[0] == ("#", plain(protocol.title))
    assert [level for level, _ in headings].count("###") == len(protocol.criteria)
    assert headings[-1] == ("##", "Read and signed")
    for table in tables:
        rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()]
        assert len({len(row) for row in rows}) == 1, table
        assert set(rows[1]) == {" --- "}
    for line in text.splitlines():
        assert not re.search(r"(?<!\\)<(?!https?://)", line), "no mark of HTML"


def test_markdown_takes_no_word_for_a_mark() -> None:
    assert plain("a_b * <i>\n [x] | `c` \\") == r"a\_b \* \<i\> \[x\] \| \`c\` \\"


@pytest.mark.parametrize("as_format", ["markdown", "html"])
@each_protocol
def test_a_document_has_a_place_to_sign(protocol: Protocol, as_format: str) -> None:
    said = words_of(protocol, as_format)

    assert in_one_line(SIGN) in said
    assert re.search(r"Read by[ |]+Role[ |]+Date[ |]+Signature", said)


@each_protocol
def test_the_web_page_stands_alone(protocol: Protocol) -> None:
    page = parsed(printed(protocol.key, "html"))
    html = next(page.all("html"))
    ids = [one.get("id") for one in page.all() if "id" in one.attributes]
    leading = {one.get("href")[1:] for one in page.all("a") if one.get("href").startswith("#")}

    assert (html.get("lang"), html.get("dir")) == ("en", "ltr")
    assert protocol.title in next(page.all("title")).text
    assert len(list(page.all("h1"))) == len(list(page.all("main"))) == 1
    assert len(ids) == len(set(ids))
    assert leading <= set(ids)
    assert not list(page.all("script", "link", "img", "iframe", "form"))
    assert not [one for one in page.all() if "style" in one.attributes]


def test_a_clinics_own_figure_stands_in_every_format() -> None:
    for key in ("text", "markdown", "html", "svg"):
        said = in_one_line(
            re.sub(r"<[^>]+>", "", printed("documented_indications", key, OWN_FIGURE))
        )
        assert "8 of 10 (working figure set by this clinic; it comes as 7)" in said, key
    told = json.loads(printed("documented_indications", "json", OWN_FIGURE))
    [figure] = [one for one in told["working_figures"] if one["key"] == "severe_pain"]
    assert (figure["used"], figure["comes_as"]) == (8, 7)


# The pages


def test_the_basis_says_what_applies_here_and_what_leads(app: Flask, nurse: StaffClient) -> None:
    with app.app_context(), write_session() as session:
        chosen = ["cms_lcd", "documented_indications"]
        settings.change(session, {settings.PROTOCOLS: chosen, settings.LEADING: "cms_lcd"}, by=None)

    page = nurse.get("/protocols")
    headings = [heading.text for heading in page.main.all("h2")]
    mine, always_on, others = (
        [line.text for line in listed.all("li")] for listed in list(page.main.all("ul"))[:3]
    )

    assert headings[:3] == ["Chosen by this clinic", "Always on", "Not chosen here"]
    assert mine[0].startswith(f"{BY_KEY['cms_lcd'].title} (leads the face sheet)")
    assert mine[1].startswith(f"{BY_KEY['documented_indications'].title} :")
    assert (len(mine), len(always_on), len(others)) == (2, len(ALWAYS_ON), len(CHOOSABLE) - 2)


@each_protocol
def test_the_page_shows_every_criterion_in_words_and_in_a_picture(
    nurse: StaffClient, protocol: Protocol
) -> None:
    page = nurse.get(f"/protocols/{protocol.key}")

    for criterion in protocol.criteria:
        assert in_one_line(criterion.says) in page.by_id(criterion.key).text
    assert [one.get("class") for one in page.main.all("div")].count("picture") == 1


def test_the_page_and_its_files_show_the_clinics_own_figure(
    app: Flask, clinician: StaffClient
) -> None:
    with app.app_context(), write_session() as session:
        settings.change(session, {f"{settings.FIGURE}severe_pain": "8"}, by=None)

    page = clinician.get("/protocols/documented_indications")
    files = {key: clinician.download(f"/protocols/documented_indications/{key}") for key in FORMATS}

    assert "8 of 10 (working figure set by this clinic; it comes as 7)" in page.text
    for key, answer in files.items():
        ending = FORMATS[key].ending
        name = f'filename="documented_indications-2026-12.{ending}"'
        assert name in answer.headers["Content-Disposition"]
        assert answer.mimetype == FORMATS[key].mimetype
        assert ('"used": 8' if key == "json" else "set by this clinic") in answer.text


@pytest.mark.parametrize(
    "address", ["/protocols/nonsense", "/protocols/red_flags/docx", "/protocols/nonsense/html"]
)
def test_what_is_not_there_is_not_found(nurse: StaffClient, address: str) -> None:
    nurse.get(address, expect=404)
