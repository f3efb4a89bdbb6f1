"""What two checkouts import as they start, and which of it is slow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.starts import Import, Imports
from tests.bench.turns import Both

SLOWEST = 10
TOTALS = (
    "| | modules before | after | before, µs | after, µs | after ÷ before |\n"
    "|---|---:|---:|---:|---:|---:|"
)
IMPORTS = (
    "| before | itself, µs | with what it imports | after | itself, µs | with what it imports |\n"
    "|---|---:|---:|---|---:|---:|"
)


def imports_tables(imports: Mapping[str, Both[Imports]]) -> str:
    """All that is imported, then the slowest by themselves.

    In most rounds other work takes a large part of so short a time: what counts is the quickest.
    """
    totals = (
        f"| `{what}` | {len(each.before[0])} | {len(each.after[0])} "
        f"| {each.compared(_total, 0, min)} |"
        for what, each in imports.items()
    )
    tables = (
        "\n".join([f"`{what}`, the {SLOWEST} slowest:\n", IMPORTS, *_slowest(each)])
        for what, each in imports.items()
    )
    return "\n\n".join(["\n".join([TOTALS, *totals]), *tables])


def _total(imports: Imports) -> float:
    return sum(one.own for one in imports.values())


def _slowest(imports: Both[Imports]) -> Iterator[str]:
    for sides in zip(_slow(imports.before), _slow(imports.after), strict=True):
        yield f"| {' | '.join(sides)} |"


def _slow(rounds: Sequence[Imports]) -> list[str]:
    least = {name: _least([one[name] for one in rounds if name in one]) for name in rounds[0]}
    slowest = sorted(least.items(), key=lambda item: item[1].own, reverse=True)[:SLOWEST]
    return [f"`{name}` | {one.own:,} | {one.with_others:,}" for name, one in slowest]


def _least(times: Sequence[Import]) -> Import:
    return Import(min(one.own for one in times), min(one.with_others for one in times))
