"""Guidance from NICE."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

NICE_TA279 = Source(
    key="nice_ta279",
    title="Technology appraisal TA279, chapter 1: guidance",
    organisation="NICE",
    year=2013,
    identifier="TA279",
    link="https://www.nice.org.uk/guidance/ta279/chapter/1-Guidance",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
NICE_TA279_DRAFT = Source(
    key="nice_ta279_draft",
    title="Press notice on the draft of TA279, 2 November 2012",
    organisation="NICE",
    year=2012,
    identifier="",
    link="http://www.nice.org.uk/newsroom/pressreleases/FracturedVertebraeACD.jsp",
    checked=None,
    how_far=Verified.READ,
)
NICE_TA279_COMMITTEE = Source(
    key="nice_ta279_committee",
    title="Technology appraisal TA279, chapter 4: evidence and interpretation",
    organisation="NICE",
    year=2013,
    identifier="TA279",
    link="https://nice.org.uk/guidance/ta279/chapter/4-Evidence-and-interpretation",
    checked=None,
    how_far=Verified.READ,
)
NICE_IPG12 = Source(
    key="nice_ipg12",
    title="Interventional procedures guidance IPG12, web page (it points to safety notice MDA/2003/021)",
    organisation="NICE",
    year=None,
    identifier="IPG12",
    link="https://www.nice.org.uk/guidance/IPG12",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
NICE_CG75 = Source(
    key="nice_cg75",
    title="Clinical guideline CG75, key priorities (replaced by NG234)",
    organisation="NICE",
    year=2008,
    identifier="CG75",
    link="https://www.nice.org.uk/guidance/cg75/chapter/Key-priorities-for-implementation",
    checked=None,
    how_far=Verified.READ,
)
NICE_NG234 = Source(
    key="nice_ng234",
    title="Guideline NG234, which replaced CG75 (title read, recommendations not)",
    organisation="NICE",
    year=2023,
    identifier="NG234",
    link="https://www.nice.org.uk/guidance/NG234/chapter/recommendations",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
NICE_NG234_SUMMARY = Source(
    key="nice_ng234_summary",
    title="Summaries of the referral times in NG234, which agree (one page without an author)",
    organisation="iatrox.com and others",
    year=None,
    identifier="",
    link="https://www.iatrox.com/shared/68a7fdd285ec8378f0019ed4/",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
NICE_NG35 = Source(
    key="nice_ng35",
    title="Myeloma guideline NG35",
    organisation="NICE",
    year=2016,
    identifier="NG35; NGC 10900",
    link="",
    checked=None,
    how_far=Verified.READ,
)
NICE_IPG166 = Source(
    key="nice_ipg166",
    title="Interventional procedures guidance IPG166, balloon kyphoplasty, page for the public (it points to safety notice MDA/2007/088 on bone cements, for vertebroplasty too)",
    organisation="NICE",
    year=None,
    identifier="IPG166; MDA/2007/088",
    link="https://nice.org.uk/guidance/ipg166/ifp/chapter/What-has-NICE-decided",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
