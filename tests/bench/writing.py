"""What was timed as a Markdown table."""

from __future__ import annotations

from collections.abc import Sequence

from rules.protocols import PROTOCOLS
from tests.bench.timing import Timing

PAGE = """\
The patients are made up ({patients} of them, from a seed), and making them is not timed. One core is
used. {versions}

### All protocols

{protocols} protocols, {criteria} criteria; of each patient some answers are unknown.

{everything}

### Thirty simple criteria

The same conditions written four times, for patients of whom everything is known: all ways come to
the same verdicts, which is checked before they are timed. Ours starts from the answers as given,
looks at what is asked at all, and counts days and age; the others are handed plain values. None of
the others knows an unknown, a reason or a source.

{thirty}

### What would settle it

The settling facts of the protocol that reads most (the LCD), for patients of whom {missing} of the
answers that it reads are missing, so that it cannot be told: {settled}.
"""


def document(
    patients: int,
    everything: Sequence[Timing],
    thirty: Sequence[Timing],
    settled: str,
    versions: Sequence[str],
    missing: int,
) -> str:
    """All of it."""
    return PAGE.format(
        versions=f"Engines: {', '.join(versions)}." if versions else "No engine was installed.",
        patients=f"{patients:,}",
        protocols=len(PROTOCOLS),
        criteria=sum(len(protocol.criteria) for protocol in PROTOCOLS),
        everything=_table(everything, "a patient", everything[0]),
        thirty=_table(thirty, "all thirty", _ours(thirty)),
        settled=settled,
        missing=missing,
    )


def _ours(rows: Sequence[Timing]) -> Timing:
    return next(row for row in rows if row.does.startswith("Ours"))


def _table(rows: Sequence[Timing], one: str, against: Timing) -> str:
    head = (
        f"| | µs for {one} | assessments a second | speed against “{against.does}” | starts from |"
    )
    return "\n".join([head, "|---|---:|---:|---:|---|", *(_line(row, against) for row in rows)])


def _line(row: Timing, against: Timing) -> str:
    ratio = row.a_second / against.a_second
    return f"| {row.does} | {row.each:,.1f} | {row.a_second:,.0f} | {ratio:,.2f} × | {row.starts_from} |"
