"""The seven documented indications for vertebroplasty, S1 to S7, from the patient leaflet."""

from decimal import Decimal

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.logic.conditions import NEVER, all_of, any_of, not_
from rules.protocols.figures import (
    GOOD_RELIEF,
    LARGE_DOSE,
    MILD_PAIN,
    PERSISTENT_DAYS,
    POOR_RELIEF,
    SEVERE_PAIN,
    cause,
    days_since_onset,
    mri_before_pain,
    mri_counts,
)
from rules.questions.fracture_history import told_by_scan, told_of_fracture
from rules.questions.imaging_report import fracture_seen, uptake
from rules.questions.levels import oedema, tender, tender_apart_from_oedema
from rules.questions.mri import mri_showed_recent, mri_status, mri_why_not
from rules.questions.pain_relief import daily_morphine, pain_medicines, relief
from rules.questions.symptoms import (
    pain_on_movement,
    pain_side,
    pain_trend,
    pain_worse_with,
    pain_worst,
)
from rules.sources import LEAFLET

NO_PAIN = Decimal(0)

long_and_not_better = all_of(
    days_since_onset.is_at_least(PERSISTENT_DAYS), pain_trend.is_one_of("same", "worse")
)
free_of_pain = all_of(pain_on_movement.is_at_most(NO_PAIN), pain_worst.is_at_most(MILD_PAIN))

S1 = Criterion(
    key="s1_fracture_on_imaging",
    label="S1",
    short="Fracture on imaging",
    says="A fracture of a vertebra is shown on imaging.",
    polarity=Polarity.INDICATION,
    met_when=fracture_seen.yes,
    not_met_when=fracture_seen.no,
    source=LEAFLET,
    grey="What the patient was told is reported, not seen: only the imaging report settles this.",
    reported=(told_of_fracture, told_by_scan),
)

S2 = Criterion(
    key="s2_pain_from_fracture",
    label="S2",
    short="Pain from that fracture",
    says="The pain comes from that fracture.",
    polarity=Polarity.INDICATION,
    met_when=any_of(
        tender.yes,
        all_of(
            tender.is_unknown,
            pain_side.is_("middle"),
            pain_worse_with.includes("moving"),
            fracture_seen.yes,
        ),
    ),
    not_met_when=tender.no,
    source=LEAFLET,
    guidance="Until someone has examined the back, pain over the middle of the spine that is worse on movement counts, where imaging shows a fracture. The examination supersedes it.",
    grey="Pain elsewhere, or not worse on movement, neither shows nor excludes that it comes from the fracture: an examination settles it.",
)

S3 = Criterion(
    key="s3_severe_pain",
    label="S3",
    short="Severe pain",
    says="The pain is severe: usual pain on movement over the last 24 hours.",
    polarity=Polarity.INDICATION,
    met_when=pain_on_movement.is_at_least(SEVERE_PAIN),
    not_met_when=all_of(pain_on_movement.is_at_most(MILD_PAIN), pain_worst.is_under(SEVERE_PAIN)),
    source=LEAFLET,
    grey="The leaflet gives no score. Between mild and severe, or mild with a worst pain that is severe, it is for the clinician.",
)

S4 = Criterion(
    key="s4_persistent_pain",
    label="S4",
    short="Persistent pain",
    says="The pain is persistent: it has lasted, and is the same or worse.",
    polarity=Polarity.INDICATION,
    met_when=all_of(long_and_not_better, not_(free_of_pain)),
    not_met_when=free_of_pain,
    source=LEAFLET,
    grey="The leaflet gives no time. Pain that began lately, or that is getting better, is for the clinician.",
)

S5 = Criterion(
    key="s5_no_relief_on_large_doses",
    label="S5",
    short="No relief on large doses",
    says="There is no relief despite large doses of analgesic or narcotic medicine.",
    polarity=Polarity.INDICATION,
    met_when=all_of(
        relief.is_at_most(POOR_RELIEF),
        daily_morphine.is_at_least(LARGE_DOSE),
    ),
    not_met_when=any_of(pain_medicines.is_none, relief.is_at_least(GOOD_RELIEF)),
    source=LEAFLET,
    grey="The leaflet names no medicine, dose or time. Some relief, or a dose that is not large or not wholly known, is for the clinician. An opioid without a factor in the table used is left out of the total, which is then at least the figure shown.",
)

S6 = Criterion(
    key="s6_osteoporosis_or_cancer",
    label="S6",
    short="Osteoporosis or cancer",
    says="The cause of the fracture is osteoporosis or cancer.",
    polarity=Polarity.INDICATION,
    met_when=cause.is_one_of("osteoporosis", "cancer"),
    not_met_when=NEVER,
    source=LEAFLET,
    grey='The leaflet says that the collapse is "possibly due to a fall", so an injury does not exclude it: for the clinician.',
)

S7 = Criterion(
    key="s7_mri_recent_fracture",
    label="S7",
    short="Recent fracture on MRI",
    says="MRI shows the level and a recent fracture: the report describes marrow oedema.",
    polarity=Polarity.INDICATION,
    met_when=all_of(oedema.yes, mri_counts),
    not_met_when=all_of(oedema.no, mri_counts),
    source=LEAFLET,
    unsettleable_when=mri_status.is_("cannot"),
    conflicting_when=any_of(mri_before_pain.yes, tender_apart_from_oedema.yes),
    grey="Where MRI cannot be done, the leaflet names no other test. CT with a bone scan, or SPECT/CT, is accepted by other sources (LCD, VAPOUR, RAND): for the clinician.",
    reported=(mri_status, mri_showed_recent, mri_why_not, uptake),
)

DOCUMENTED_INDICATIONS = Protocol(
    key="documented_indications",
    title="Documented indications for vertebroplasty",
    short="Leaflet",
    edition="2026-12",
    summary="Whether the seven indications that the leaflet names appear met. The leaflet gives no number, so every figure here is a working figure that the clinic can set.",
    source=LEAFLET,
    criteria=(S1, S2, S3, S4, S5, S6, S7),
    heading="What the documented indications (leaflet) ask",
)
