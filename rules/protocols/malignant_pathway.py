"""What is asked where the fracture comes from cancer, M1 to M5."""

from decimal import Decimal

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.logic.conditions import all_of, any_of, not_
from rules.protocols.figures import cause
from rules.protocols.nice_ta279 import N5, OPTIMAL
from rules.questions.imaging_report import (
    collapse_worded,
    fracture_seen,
    instability,
    nerve_compression,
    sins,
)
from rules.questions.levels import height_lost
from rules.questions.symptoms import pain_on_movement, pain_worse_with
from rules.questions.team import specialists_agree, spinal_surgery_access
from rules.sources import NICE_CG75_QUOTED, SINS_2010

STABLE = Decimal(6)  # SINS, Fisher 2010: 0 to 6 is stable
UNSTABLE = Decimal(13)  # SINS, Fisher 2010: 13 to 18 is unstable

NO_LOSS = Decimal(0)

NOT_READ = "NG234 (2023) replaced CG75; its own wording on this could not be read."

from_cancer = cause.is_("cancer")
mechanical_pain = pain_worse_with.includes_any_of("moving", "standing")
# A report that shows no fracture shows no collapse either.
collapse = all_of(
    any_of(height_lost.is_over(NO_LOSS), collapse_worded.yes),
    any_of(fracture_seen.yes, fracture_seen.is_unknown),
)

M1 = Criterion(
    key="m1_mechanical_resistant_pain",
    label="M1",
    short="Mechanical resistant pain, or collapse",
    says="Either the pain is mechanical, worse on moving or standing, and resists analgesia; or the report shows vertebral collapse.",
    polarity=Polarity.INDICATION,
    applies_when=from_cancer,
    met_when=any_of(all_of(mechanical_pain, N5.met_when), collapse),
    not_met_when=all_of(any_of(not_(mechanical_pain), N5.not_met_when), not_(collapse)),
    source=NICE_CG75_QUOTED,
    guidance=f"A working figure: CG75 does not say when pain resists analgesia. It is read here as for NICE TA279: {OPTIMAL}. {NOT_READ}",
    grey="Without collapse, some relief, or an opioid stopped with nothing taken now, is for the clinician.",
    reported=(pain_on_movement,),
)

M2 = Criterion(
    key="m2_no_cord_compression",
    label="M2",
    short="No cord compression",
    says="The imaging report describes no compression of the cord.",
    polarity=Polarity.INDICATION,
    applies_when=from_cancer,
    met_when=nerve_compression.no,
    not_met_when=nerve_compression.yes,
    source=NICE_CG75_QUOTED,
    guidance=f"The entry takes cord and nerve roots together: the report says which. {NOT_READ}",
    grey="Only the imaging report settles this.",
)

M3 = Criterion(
    key="m3_stable",
    label="M3",
    short="Stable by SINS",
    says="The spine is stable: a SINS total of 0 to 6.",
    polarity=Polarity.INDICATION,
    applies_when=from_cancer,
    met_when=all_of(sins.is_at_most(STABLE), any_of(instability.no, instability.is_unknown)),
    not_met_when=sins.is_at_least(UNSTABLE),
    conflicting_when=all_of(sins.is_at_most(STABLE), instability.yes),
    source=SINS_2010,
    guidance="A total of 0 to 6 is stable, 7 to 12 potentially unstable, 13 to 18 unstable. From 7, SINS asks for a surgeon's opinion.",
    grey="A total of 7 to 12 is for the clinician, with a surgeon's opinion, and so is a report of instability beside it. A stable total beside a report of instability is a contradiction.",
)

M4 = Criterion(
    key="m4_specialists_agree",
    label="M4",
    short="Three specialists agree",
    says="An oncologist, an interventional radiologist and a spinal surgeon agree on the procedure.",
    polarity=Polarity.INDICATION,
    applies_when=from_cancer,
    met_when=specialists_agree.yes,
    not_met_when=specialists_agree.no,
    source=NICE_CG75_QUOTED,
    guidance=NOT_READ,
)

M5 = Criterion(
    key="m5_spinal_surgery_to_hand",
    label="M5",
    short="Spinal surgery to hand",
    says="Spinal surgery is to hand.",
    polarity=Polarity.INDICATION,
    applies_when=from_cancer,
    met_when=spinal_surgery_access.yes,
    not_met_when=spinal_surgery_access.no,
    source=NICE_CG75_QUOTED,
    guidance=NOT_READ,
)

MALIGNANT_PATHWAY = Protocol(
    key="malignant_pathway",
    title="Pathway for vertebral fractures from cancer",
    short="Cancer pathway",
    edition="2026-12",
    summary="What the sources ask where the cause of the fracture is cancer: CG75 as quoted by NICE, and SINS for stability. CG75 was replaced in 2023 by NG234, whose wording on cement was not read (not checked against the source). For myeloma, NG35 names cement as one adjunct to consider, also without instability. ASTRO says that cement does not remove the need for radiotherapy.",
    source=NICE_CG75_QUOTED,
    criteria=(M1, M2, M3, M4, M5),
    heading="What the cancer pathway asks",
    only_for="for cancer fractures only",
)
