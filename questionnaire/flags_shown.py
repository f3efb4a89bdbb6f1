"""Red flags by the answers of now, whatever assessment the rest of the findings comes from."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.summary import Summary
from rules.language.findings import Finding
from rules.language.protocols import Polarity, Status


def red_flags_now(summary: Summary) -> tuple[Finding, ...]:
    """Every red flag. One that was ever raised stands as the answers of now have it.

    A decision keeps the findings it was made on; what is reported after it must show even so.
    """
    now, found = _raised(summary), summary.results.of(Polarity.RED_FLAG)
    known = {finding.criterion.key for finding in found}
    later = (finding for key, finding in now.items() if key not in known)
    return (*(now.get(one.criterion.key, one) for one in found), *later)


def findings_now(summary: Summary) -> tuple[Finding, ...]:
    """Every finding as shown, with red flags by the answers of now."""
    rest = (
        one for one in summary.results.findings if one.criterion.polarity is not Polarity.RED_FLAG
    )
    return (*rest, *red_flags_now(summary))


def red_flags_of(summary: Summary, status: Status) -> list[str]:
    """The keys of the red flags of one status."""
    return [one.criterion.key for one in red_flags_now(summary) if one.status is status]


def _raised(summary: Summary) -> Mapping[str, Finding]:
    return {flag.finding.criterion.key: flag.finding for flag in summary.flags}
