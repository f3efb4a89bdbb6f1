"""What an edition found, it finds for good, whatever happens to the code."""

from __future__ import annotations

import pytest

from rules import editions
from tests.kit.cases import every_case
from tests.pins.pin import COMMAND
from tests.rules import made_again

CASES = {one.id: one.as_pinned() for one in every_case()}
OTHERWISE = (
    "finds something else in these cases than it did: assessments stored by it can no longer be made "
    "again. Leave what the code works out as it was, and give the new way a kind or a name of its own "
    "(rules/language/frozen/freezing.py, rules/editions). If the cases' answers were corrected, or the "
    "edition was used by nobody yet, delete its file in tests/rules/editions/found and pin it anew: "
    f"{COMMAND}"
)


def test_every_edition_is_pinned() -> None:
    remedy = f"what an edition finds stands in tests/rules/editions/found: write it by `{COMMAND}`"

    assert made_again.names() == list(editions.names()), remedy


@pytest.mark.parametrize("name", editions.names())
def test_an_edition_finds_what_it_found(name: str) -> None:
    protocol = editions.thaw(editions.frozen_edition(name))
    then = made_again.pinned(name)
    now = {case: made_again.digest(protocol, CASES[case]) for case in then}

    assert len(then) > 300
    assert [case for case in then if then[case] != now[case]] == [], f"{name} {OTHERWISE}"
