"""What changed since an earlier assessment, in one line: what matters by name, the rest counted."""

from __future__ import annotations

from questionnaire.said import said_moment
from questionnaire.summary import Summary


def changed_line(summary: Summary) -> str:
    """What stands otherwise than it did; empty where nothing does."""
    if not summary.changed and not summary.changed_after_decision:
        return ""
    return f"{_heading(summary)}: {'; '.join(_parts(summary))}."


def _heading(summary: Summary) -> str:
    after = summary.changed_after_decision
    heading = (
        "Changed after the decision"
        if after
        else f"Changed since {said_moment(summary.changed_since)}"
    )
    return f"{heading} ({summary.changed_why})" if summary.changed_why else heading


def _parts(summary: Summary) -> list[str]:
    """By name what leads and what speaks against it; the rest by number."""
    named = [
        f"{one.criterion}: {one.before}, now {one.after}" for one in summary.changed if one.named
    ]
    rest = len(summary.changed) - len(named)
    kept = summary.changed_after_decision
    return [
        *(["the findings shown are those that the decision was made on"] if kept else []),
        *named,
        *([f"{rest} more beside {_them(len(named))}"] if rest and named else []),
        *([f"{rest} of what other sources ask and of what to weigh"] if rest and not named else []),
    ]


def _them(count: int) -> str:
    return "it" if count == 1 else "these"
