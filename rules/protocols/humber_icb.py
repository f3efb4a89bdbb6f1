"""What Humber and North Yorkshire ICB asks before it funds vertebral augmentation, H1 to H11."""

from dataclasses import replace
from decimal import Decimal

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.logic.conditions import NEVER, all_of
from rules.protocols.documented_indications import S1
from rules.protocols.figures import ACUTE_DAYS, NOT_FOR_CANCER, cause, days_since_onset
from rules.protocols.nice_ta279 import N1, N4, N5, OPTIMAL
from rules.questions.examination import bone_treatment_alongside
from rules.questions.fracture_history import bone_medicines
from rules.questions.levels import tender
from rules.questions.symptoms import pain_on_movement, pain_side, pain_worst
from rules.questions.team import multidisciplinary_decision, spinal_surgery_access
from rules.sources import HUMBER_2025

SEVERE = Decimal(7)  # Humber and North Yorkshire ICB 2025: 7 of 10 or more on VAS
USUALLY_RECENT = Decimal(42)  # Humber and North Yorkshire ICB 2025: usually not over 6 weeks

H1 = Criterion(
    key="h1_severe_pain",
    label="H1",
    short="Pain of 7 or more",
    says="The pain is severe, 7 of 10 or more: usual pain on movement over the last 24 hours.",
    polarity=Polarity.INDICATION,
    met_when=pain_on_movement.is_at_least(SEVERE),
    not_met_when=all_of(pain_on_movement.is_under(SEVERE), pain_worst.is_under(SEVERE)),
    source=HUMBER_2025,
    grey="The policy does not say which pain is scored. Usual pain under 7 with a worst pain of 7 or more is for the clinician.",
)

H2 = Criterion(
    key="h2_recent_fracture",
    label="H2",
    short="Recent fracture",
    says="The fracture is recent, usually not over 6 weeks, counted from the day the pain began.",
    polarity=Polarity.INDICATION,
    met_when=days_since_onset.is_at_most(USUALLY_RECENT),
    not_met_when=NEVER,
    source=HUMBER_2025,
    grey="The policy says “usually”, so a fracture of more than 6 weeks is for the clinician.",
)

H3 = replace(
    N5,
    key="h3_optimal_pain_management",
    label="H3",
    short="Despite optimal pain management",
    says="The pain goes on despite optimal pain management.",
    source=HUMBER_2025,
    guidance=f"A working figure: the policy leaves “optimal” undefined. It is read here as for NICE: {OPTIMAL}.",
)

H4 = Criterion(
    key="h4_fracture_on_imaging",
    label="H4",
    short="Fracture on imaging",
    says="The fracture is proven on imaging.",
    polarity=Polarity.INDICATION,
    met_when=S1.met_when,
    not_met_when=S1.not_met_when,
    source=HUMBER_2025,
    grey=S1.grey,
    reported=S1.reported,
)

H5 = Criterion(
    key="h5_tender_at_level",
    label="H5",
    short="Pain at that level",
    says="The fracture matches the point of greatest pain on examination.",
    polarity=Polarity.INDICATION,
    met_when=tender.yes,
    not_met_when=tender.no,
    source=HUMBER_2025,
    grey="Only an examination settles this.",
    reported=(pain_side,),
)

H6 = Criterion(
    key="h6_multidisciplinary_decision",
    label="H6",
    short="Multidisciplinary decision",
    says="A multidisciplinary team decided on the procedure.",
    polarity=Polarity.INDICATION,
    met_when=multidisciplinary_decision.yes,
    not_met_when=multidisciplinary_decision.no,
    source=HUMBER_2025,
)

H7 = Criterion(
    key="h7_spinal_surgery_access",
    label="H7",
    short="Access to spinal surgery",
    says="The site has access to spinal surgery.",
    polarity=Polarity.INDICATION,
    met_when=spinal_surgery_access.yes,
    not_met_when=spinal_surgery_access.no,
    source=HUMBER_2025,
)

H8 = Criterion(
    key="h8_bone_treatment",
    label="H8",
    short="Bone-health treatment",
    says="Bone-health treatment is given alongside.",
    polarity=Polarity.INDICATION,
    met_when=bone_treatment_alongside.yes,
    not_met_when=bone_treatment_alongside.no,
    source=HUMBER_2025,
    reported=(bone_medicines,),
)

H9 = replace(
    N4,
    key="h9_unhealed",
    label="H9",
    short="Unhealed fracture",
    says="The fracture is unhealed.",
    source=HUMBER_2025,
    guidance=f"The policy names no test. It is read here as for NICE: marrow oedema on MRI, or uptake on a bone scan or SPECT/CT. {N4.guidance}",
    grey="Where MRI cannot be done and a scan shows no uptake, it is for the clinician.",
)

H10 = replace(
    N1,
    key="h10_osteoporotic",
    label="H10",
    source=HUMBER_2025,
    guidance="",
)

H11 = Criterion(
    key="h11_acute",
    label="H11",
    short="Acute fracture",
    says="The fracture is acute, counted from the day the pain began.",
    polarity=Polarity.INDICATION,
    met_when=days_since_onset.is_at_most(ACUTE_DAYS),
    not_met_when=NEVER,
    source=HUMBER_2025,
    grey="The policy does not say how long a fracture is acute, so a longer time is for the clinician.",
)

HUMBER_ICB = Protocol(
    key="humber_icb",
    title="Humber and North Yorkshire ICB: vertebral augmentation policy",
    short="Humber ICB",
    edition="2026-12",
    summary="Whether what the policy of Humber and North Yorkshire Integrated Care Board (July 2025, to be reviewed in April 2028) asks for funding appears met.",
    source=HUMBER_2025,
    criteria=(H1, H2, H3, H4, H5, H6, H7, H8, H9, H10, H11),
    pathway_when=cause.is_("cancer"),
    pathway=NOT_FOR_CANCER,
)
