"""Guidance on vertebral fractures from cancer. NICE's myeloma guideline stands in its own file."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

NICE_CG75_QUOTED = Source(
    key="nice_cg75_quoted",
    title="Clinical guideline CG75 on cement for vertebral metastases, as quoted on the page of IPG12: either mechanical pain that resists analgesia or collapse (CG75 was replaced by NG234 in 2023)",
    organisation="NICE",
    year=2008,
    identifier="CG75; IPG12",
    link="https://www.nice.org.uk/guidance/IPG12",
    checked=NOVEMBER_2026,
    how_far=Verified.SECOND_HAND,
)
SINS_2010 = Source(
    key="sins_2010",
    title="Spinal instability neoplastic score (Fisher), as transcribed; a second table agrees",
    organisation="Spine; second-hand transcription",
    year=2010,
    identifier="Spine 2010;35:E1221",
    link="https://pacs.de/term/spinal-instability-neoplastic-score-sins",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
