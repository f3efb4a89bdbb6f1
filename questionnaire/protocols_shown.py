"""Several protocols side by side: the one that leads in full, of each other one where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.finding_rows import Row, rows_of
from questionnaire.results import Results
from questionnaire.said import OVERALL, source_line
from rules.language.findings import Assessment
from rules.language.protocols import Polarity, Status

IN_ORDER = (Status.MET, Status.NOT_MET, Status.CANNOT_TELL, Status.NOT_APPLICABLE)

# Names that want more than their short one to be read aloud.
HEADINGS = {
    "documented_indications": "What the documented indications (leaflet) ask",
    "cms_lcd": "What the LCD asks",
    "malignant_pathway": "What the cancer pathway asks",
}
ONLY_FOR = {"malignant_pathway": "for cancer fractures only"}


@dataclass(frozen=True)
class ProtocolShown:
    """Where a patient stands by one protocol. `pathway` stands in place of the verdict, if any."""

    key: str
    title: str
    short: str
    heading: str  # what the verdict is of, by name
    only_for: str  # of whom alone it speaks, where that is a kind of patient
    source: str
    status: Status
    overall: str
    pathway: str
    counts: str
    rows: tuple[Row, ...]

    @property
    def says(self) -> str:
        """What heads it: that the source does not speak of such patients, else the verdict."""
        return self.pathway or f"{self.heading}: {self.overall}"

    @property
    def applies(self) -> bool:
        """Whether any of its criteria speaks of this patient."""
        return self.status is not Status.NOT_APPLICABLE


def protocols_shown(results: Results) -> tuple[ProtocolShown, ...]:
    """Every chosen protocol that comes to a verdict, the leading one first."""
    return tuple(_shown(one) for one in results.verdicts)


def _shown(assessment: Assessment) -> ProtocolShown:
    protocol, findings = assessment.protocol, assessment.of(Polarity.INDICATION)
    return ProtocolShown(
        key=protocol.key,
        title=protocol.title,
        short=protocol.short or protocol.title,
        heading=HEADINGS.get(protocol.key, f"What {protocol.short or protocol.title} asks"),
        only_for=ONLY_FOR.get(protocol.key, ""),
        source=source_line(protocol.source),
        status=assessment.overall,
        overall=OVERALL[assessment.overall],
        pathway=assessment.pathway,
        counts=_counts([finding.status for finding in findings]),
        rows=rows_of(assessment.findings),
    )


def _counts(statuses: Sequence[Status]) -> str:
    """How many stand how: "5 met, 1 cannot tell"."""
    found = Counter(statuses)
    return ", ".join(f"{found[one]} {one.value}" for one in IN_ORDER if found[one])
