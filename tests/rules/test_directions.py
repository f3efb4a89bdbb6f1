"""A medicine written in one line: what of it belongs in which box, or the box that is asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.language.logic.case import Absent
from rules.language.logic.relations import Range
from rules.medicines.directions import in_boxes
from rules.medicines.filler_words import AROUND
from rules.medicines.line_pieces import PieceKind, pieces_of
from rules.questions.pain_relief import pain_medicines
from tests.rules.written_lines import ASKED_ABOUT, LINES, NAMES_ONLY

NUMBERS = ("strength", "amount", "times", "changed_every")
NAMES = ("oxycontin", "Zomorph", "gabapentin", "tramadol SR", "codeine phosphate", "Targinact")
STRENGTHS = {
    f"{number}{gap}{unit}": (number, kept)
    for number in ("5", "7.5", "10", "100")
    for gap in ("", " ")
    for unit, kept in (("mg", "mg"), ("mcg", "microgram"), ("milligrams", "mg"))
}
AMOUNTS = ("2 tablets", "half a tablet", "1-2 capsules", "two", "")
TIMES = ("twice a day", "bd", "every 4 hours", "4 times daily", "at night", "every 4-6 hours", "")
PATTERNS = {"when needed": "when_needed", "prn": "when_needed", "regularly": "regular", "": None}
BESIDE = ("", "with food", "for the pain", "since 2019", "for 3 years")


@pytest.mark.parametrize(("line", "boxes"), [*LINES.items(), *ASKED_ABOUT.items()])
def test_each_piece_goes_in_its_box_or_leaves_it_to_be_asked(
    line: str, boxes: dict[str, str]
) -> None:
    assert dict(in_boxes(line)) == boxes


@pytest.mark.parametrize("line", NAMES_ONLY)
def test_what_is_no_single_medicine_is_a_name_from_end_to_end(line: str) -> None:
    assert dict(in_boxes(line)) == {"name": line}


@pytest.mark.parametrize("line", [*LINES, *ASKED_ABOUT, *NAMES_ONLY])
def test_capitals_and_gaps_change_nothing_but_the_words_kept(line: str) -> None:
    def plain(boxes: object) -> str:
        return " ".join(str(boxes).casefold().split())

    assert plain(in_boxes(line.upper().replace(" ", "  "))) == plain(in_boxes(line))


@given(
    st.sampled_from(NAMES),
    st.sampled_from(sorted(STRENGTHS)),
    st.sampled_from(AMOUNTS),
    st.sampled_from(TIMES),
    st.sampled_from(sorted(PATTERNS)),
    st.sampled_from(BESIDE),
    st.sampled_from([" ", ", "]),
    st.randoms(use_true_random=False),
)
def test_a_line_made_of_parts_gives_these_parts_back(
    name: str,
    strength: str,
    amount: str,
    times: str,
    pattern: str,
    around: str,
    gap: str,
    chance: object,
) -> None:
    behind = [part for part in (amount, times, pattern, around) if part]
    chance.shuffle(behind)  # type: ignore[attr-defined]
    number, unit = STRENGTHS[strength]

    read = in_boxes(gap.join((f"{name} {strength}", *behind)))

    wanted = {"name": name, "strength": number, "unit": unit, "times": times or None}
    wanted |= {"amount": amount or None, "pattern": PATTERNS[pattern]}
    form = {"form": "tablet"} if "tablet" in amount or "capsule" in amount else {}
    assert dict(read) == {**form, **{key: text for key, text in wanted.items() if text is not None}}


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
# No unit, and no word that joins two numbers: beside a number these say something.
JOINS = frozenset(("or", "to", "over", "under", "above", "below", "max", "min", "least", "most"))
STRANGE = WORDS.filter(
    lambda word: (
        [one.kind for one in pieces_of(word)] == [PieceKind.UNKNOWN] and word not in AROUND | JOINS
    )
)


@given(st.sampled_from(sorted(LINES)), STRANGE, st.integers(0, 12))
def test_a_word_more_changes_no_number_though_it_may_leave_one_to_be_asked(
    line: str, word: str, place: int
) -> None:
    words = line.split()
    longer = " ".join([*words[:place], word, *words[place:]])

    read, before = pain_medicines.read_line(longer), pain_medicines.read_line(line)

    for part in NUMBERS:
        now, then = read.get(part), before.get(part)
        assert now in {None, Absent.UNANSWERED} or ends(now) == ends(then), (longer, part)


def ends(value: object) -> object:
    return (value.low, value.high) if isinstance(value, Range) else (value, value)


@given(
    st.text(max_size=150)
    | st.text(alphabet="paracetamol 0123456789/mg.,-x twice a day", max_size=60)
)
def test_any_text_is_read_without_error_and_nothing_of_it_is_lost(text: str) -> None:
    read = pain_medicines.read_line(text.strip() or "-")

    assert (text.strip() or "-") in {read.get("typed"), read.get("name")}
    assert {**read, "typed": ""}.keys() <= {part.key for part in pain_medicines.parts}


def test_what_a_line_is_read_as_is_what_each_box_reads() -> None:
    read = pain_medicines.read_line("co-codamol 30/500 1-2 every 4 hours prn")

    assert read["unit"] is Absent.UNANSWERED
    assert ends(read["amount"]) == (1, 2)
    assert ends(read["times"]) == (6, 6)
    assert read["pattern"] == "when_needed"
    assert pain_medicines.read(pain_medicines.stored((read,))) == (read,)
