"""What was measured of two checkouts, round beside round, as tables of Markdown."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from statistics import mean, median

from tests.bench.import_tables import imports_tables
from tests.bench.starts import Imports, Start
from tests.bench.turns import Both
from tests.bench.visits import KINDS, Visit

PAGE = """\
# Two checkouts side by side

Before: {before}. After: {after}. Made by `{command}` on {day}; {machine}.

Both were measured by turns. A ratio compares two rounds taken right beside each other: the least of
all pairs, **the middle one**, the most. Other work on the machine swings times by the clock most,
processor time less, ratios least. Load of the machine meanwhile, our own share included (least –
middle – most): {load}.
{parts}"""
WALKED = """
## Pages

In a round a nurse invites somebody, who answers every page; then the nurse reads what came of it.
Served by `questionnaire serve`. Rounds: {rounds}. Milliseconds of one answer: the middle by the
clock, the mean of processor time.

{table}
"""
STARTED = """
## Starting

Each in a process of its own. Rounds: {rounds}. Milliseconds of one start.

{table}

## Imports

As `python -X importtime` counts them, by the clock. Each figure is that of its quickest round, of
{rounds}; the ratios are of all pairs.

{imports}
"""
EACH = "{0}: before, ms | after, ms | after ÷ before"
BOTH = f"{EACH.format('by the clock')} | {EACH.format('processor')}"
PAGES = f"| | a round | {BOTH} |\n|---|---:|---:|---:|---:|---:|---:|---:|"
STARTS = f"| | {BOTH} |\n|---|---:|---:|---:|---:|---:|---:|"


def document(before: str, after: str, command: str, load: str, parts: Sequence[str]) -> str:
    """The whole page."""
    return PAGE.format(
        before=before,
        after=after,
        command=command,
        day=datetime.now(tz=UTC).date(),
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        load=load,
        parts="".join(parts),
    )


def pages_part(walks: Both[Sequence[Visit]]) -> str:
    """What was walked."""
    return WALKED.format(rounds=len(walks.after), table=pages_table(walks))


def starts_part(starts: Mapping[str, Both[Start]], imports: Mapping[str, Both[Imports]]) -> str:
    """What was started, and what it imported."""
    return STARTED.format(
        rounds=min(len(one.after) for one in (*starts.values(), *imports.values())),
        table=starts_table(starts),
        imports=imports_tables(imports),
    )


def pages_table(walks: Both[Sequence[Visit]]) -> str:
    """A line for each kind of page: the middle visit by the clock, the mean one of the processor."""
    lines = [_page(kind, walks) for kind in KINDS]
    wall = walks.compared(lambda visits: 1000 * sum(one.wall for one in visits), 0)
    processor = walks.compared(lambda visits: 1000 * sum(one.processor for one in visits), 0)
    whole = f"| **The whole walk** | {_counts(walks, '')} | {wall} | {processor} |"
    return "\n".join([PAGES, *lines, whole])


def _page(kind: str, walks: Both[Sequence[Visit]]) -> str:
    def wall(visits: Sequence[Visit]) -> float:
        return 1000 * median(one.wall for one in visits if one.kind == kind)

    def processor(visits: Sequence[Visit]) -> float:
        return 1000 * mean(one.processor for one in visits if one.kind == kind)

    both = f"{walks.compared(wall)} | {walks.compared(processor)}"
    return f"| {kind} | {_counts(walks, kind)} | {both} |"


def _counts(walks: Both[Sequence[Visit]], kind: str) -> str:
    """How many a round, and where that changed, what it was before."""
    before, after = (
        sum(one.kind == kind or not kind for one in rounds[0])
        for rounds in (walks.before, walks.after)
    )
    return str(after) if before == after else f"{before} → {after}"


def starts_table(starts: Mapping[str, Both[Start]]) -> str:
    lines = (
        f"| {what} | {each.compared(lambda one: 1000 * one.wall, 0)} "
        f"| {each.compared(lambda one: 1000 * one.processor, 0)} |"
        for what, each in starts.items()
    )
    return "\n".join([STARTS, *lines])
