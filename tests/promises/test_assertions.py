"""What the tests ask can be answered with no: a word is not looked for within its opposite."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from questionnaire.summary.said import OVERALL, words_of
from rules.language.criteria.criteria import Polarity, Status
from rules.language.logic.case import Absent

TESTS = Path(__file__).parents[1]
SAID = {
    *(words_of(polarity, status) for polarity in Polarity for status in Status),
    *OVERALL.values(),
    *(absent.value for absent in Absent),
}
NEGATED = re.compile(r"^(?:appears not |do not |not |un)")
# "met" stands in "not met" too, "met today" in "not met today", "sure" in "not sure".
TURNED_ROUND = sorted({NEGATED.sub("", words) for words in SAID if NEGATED.match(words)})
AMBIGUOUS = re.compile(rf"^\s?(?:{'|'.join(map(re.escape, TURNED_ROUND))})\b")


def test_no_status_is_looked_for_within_other_words() -> None:
    found = [
        f"{file.relative_to(TESTS.parent)}:{line}: {needle!r} in …"
        for file in sorted(TESTS.rglob("*.py"))
        for line, needle in looked_for(ast.parse(file.read_text(encoding="utf-8")))
        if AMBIGUOUS.match(needle)
    ]

    assert not found, "\n".join(
        [
            "The opposite holds these words too: compare the whole with ==. tests/kit/rows.py reads",
            "a finding's status, an answer, and who gave it.",
            *found,
        ]
    )


def looked_for(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The words that something is asked to hold, each with its line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In):
            first = node.left.values[0] if isinstance(node.left, ast.JoinedStr) else node.left
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value
