"""Every source says where it is and how far it was read; every statement stands on one."""

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import rules.sources
from rules.evidence import (
    INTENDED_USE,
    LIMITS,
    LONGEST_BRIEF,
    NATURAL_COURSE,
    OTHER_EVIDENCE,
    PANELS,
    SHAM_TRIALS,
    WHO_WAS_STUDIED,
    Statement,
)
from rules.language.criteria.sources import Source, Verified
from rules.medicines import MORPHINE_TABLES
from rules.protocols.figures import (
    GOOD_RELIEF,
    LARGE_DOSE,
    PERSISTENT_DAYS,
    POOR_RELIEF,
    SEVERE_PAIN,
)
from rules.sources import (
    ANZCA_FPM_2021,
    BNF_2018,
    BNF_2020,
    BNF_PATCHES_2020,
    CDC_2022,
    PROJECT_CHOICE,
    SOURCES,
)
from tests.rules.markdown import table_beside

STATEMENTS = (
    *SHAM_TRIALS,
    *OTHER_EVIDENCE,
    *PANELS,
    *NATURAL_COURSE,
    *WHO_WAS_STUDIED,
    *INTENDED_USE,
    *LIMITS,
)
LESS_CHECKED = [Verified.READ, Verified.SECOND_HAND, Verified.FROM_MEMORY]


def named_sources() -> dict[str, Source]:
    return {name: each for name, each in vars(rules.sources).items() if isinstance(each, Source)}


def declared() -> set[Source]:
    """Every source in a file of rules/sources."""
    files = (
        import_module(f"rules.sources.{one.name}") for one in iter_modules(rules.sources.__path__)
    )
    return {each for file in files for each in vars(file).values() if isinstance(each, Source)}


def test_every_source_is_listed_once() -> None:
    keys = [source.key for source in SOURCES]

    assert len(keys) == len(set(keys))
    assert set(SOURCES) == declared(), "Name it in rules/sources/__init__.py."


def test_a_source_is_keyed_by_its_name() -> None:
    assert {name.lower(): source for name, source in named_sources().items()} == {
        source.key: source for source in SOURCES
    }


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_a_source_says_whose_it_is(source: Source) -> None:
    assert source.title.strip() == source.title != ""
    assert source.organisation.strip() == source.organisation != ""


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_a_link_is_a_plain_web_address(source: Source) -> None:
    assert source.link == "" or re.fullmatch(r"https?://[^\s<>\"]+", source.link)


def test_the_day_on_which_a_source_was_last_read_is_on_record_in_the_table() -> None:
    """Remedy: who reads a source writes the day at the source and here; nobody else does."""
    told = [(one.key, one.checked.isoformat()) for one in SOURCES if one.checked]

    assert sorted(told) == table_beside("last_read.md")[1]


def test_what_nobody_read_in_its_own_text_has_a_day_of_reading_only_where_it_is_quoted() -> None:
    told = {one.key for one in SOURCES if one.checked and one.how_far is not Verified.READ}

    assert told == {"nice_cg75_quoted"}


def test_only_the_projects_own_choice_is_marked_as_one() -> None:
    marked = [source for source in SOURCES if source.how_far is Verified.PROJECT]

    assert marked == [PROJECT_CHOICE]


def test_figures_about_medicines_name_their_table() -> None:
    assert [(table.source, table.patch_source) for table in MORPHINE_TABLES.values()] == [
        (CDC_2022, None),
        (BNF_2020, None),
        (BNF_2018, BNF_PATCHES_2020),
        (ANZCA_FPM_2021, None),
    ]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.brief)
def test_a_statement_fits_one_line_of_the_face_sheet(statement: Statement) -> None:
    assert 0 < len(statement.brief) <= LONGEST_BRIEF
    assert statement.brief.endswith(".")
    assert statement.text.endswith(".")


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.brief)
def test_a_statement_stands_on_listed_sources(statement: Statement) -> None:
    assert statement.sources
    assert set(statement.sources) <= set(SOURCES)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.brief)
def test_a_brief_says_no_number_that_the_full_text_does_not(statement: Statement) -> None:
    numbers = re.compile(r"\d+(?:\.\d+)?")
    known = set(numbers.findall(statement.text)) | {"0.5"}  # "under 0.5" rounds 0.45 up

    assert set(numbers.findall(statement.brief)) <= known


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.brief)
def test_a_statement_is_no_better_checked_than_what_it_stands_on(statement: Statement) -> None:
    if statement.how_far is Verified.PROJECT:
        assert PROJECT_CHOICE in statement.sources
        return

    published = [source.how_far for source in statement.sources if source != PROJECT_CHOICE]

    assert LESS_CHECKED.index(statement.how_far) >= max(map(LESS_CHECKED.index, published))


def test_the_working_figures_among_the_limits_are_those_that_the_rules_come_with() -> None:
    (told,) = (one for one in LIMITS if one.brief.startswith("Working figures"))
    come = (SEVERE_PAIN, PERSISTENT_DAYS, LARGE_DOSE, POOR_RELIEF, GOOD_RELIEF)

    assert re.findall(r"\d+", told.text) == [str(figure.value) for figure in come]


def test_no_statement_repeats_the_leaflets_rate_of_success() -> None:
    assert not [one for one in STATEMENTS if "90 %" in f"{one.brief} {one.text}"]


def test_a_panel_says_who_paid_or_that_it_is_not_known() -> None:
    hirsch, nass, *_ = PANELS

    assert "paid for by Medtronic" in hirsch.brief
    assert "who paid were not in what was read" in nass.text


def test_the_bands_of_the_european_panel_are_not_given_as_those_of_hirsch() -> None:
    told = {one.brief for one in PANELS if "6 weeks" in one.text}

    assert told == {
        "A European panel of 2013 (12 experts, 128 profiles) had bands: 6 weeks, 3 months."
    }
