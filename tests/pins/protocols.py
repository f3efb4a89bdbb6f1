"""What is repeated of the protocols: what stands beside a criterion, how far a figure can be set."""

from __future__ import annotations

from collections.abc import Iterator

from rules.protocols import WORKING_FIGURES
from tests.rules.turning import CRITERIA


def shown_beside() -> Iterator[tuple[str, ...]]:
    """The questions whose answers stand beside a criterion and settle nothing in it."""
    for one in CRITERIA:
        if one.reported:
            yield one.key, ", ".join(getattr(term, "key", "") for term in one.reported)


def working_figures() -> Iterator[tuple[str, ...]]:
    """What each figure comes as, and how far a clinic can set it."""
    for one in WORKING_FIGURES:
        yield one.key, str(one.value or "no limit"), one.unit, str(one.low), str(one.high)
