"""What NICE TA279 asks before vertebroplasty is an option, N1 to N6."""

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.logic.conditions import all_of, any_of, not_
from rules.protocols.documented_indications import S3
from rules.protocols.figures import (
    GOOD_RELIEF,
    NO_LONGER_RECENT_DAYS,
    NOT_FOR_CANCER,
    POOR_RELIEF,
    RECENT_DAYS,
    cause,
    days_since_onset,
    mri_before_pain,
    mri_counts,
    scan_before_pain,
    scan_counts,
)
from rules.questions.fracture_history import told_of_fracture
from rules.questions.from_medicines import (
    medicine_taken_now,
    opioid_stopped_for_side_effects,
    opioid_tried,
    other_class_tried,
)
from rules.questions.imaging_report import fracture_seen
from rules.questions.levels import oedema, tender, tender_apart_from_oedema, uptake_at_levels
from rules.questions.mri import mri_showed_recent, mri_status, mri_why_not
from rules.questions.pain_relief import other_treatments, pain_medicines, relief
from rules.questions.symptoms import pain_side, pain_trend
from rules.sources import NICE_TA279

N1 = Criterion(
    key="n1_osteoporotic",
    label="N1",
    short="Osteoporotic fracture",
    says="The fracture is osteoporotic.",
    polarity=Polarity.INDICATION,
    met_when=cause.is_("osteoporosis"),
    not_met_when=cause.is_one_of("cancer", "injury"),
    source=NICE_TA279,
    guidance="TA279 covers osteoporotic fractures alone. A fracture from cancer has a pathway of its own.",
)

N2 = Criterion(
    key="n2_severe_ongoing_pain",
    label="N2",
    short="Severe, ongoing pain",
    says="The pain is severe and ongoing: usual pain on movement over the last 24 hours.",
    polarity=Polarity.INDICATION,
    met_when=S3.met_when,
    not_met_when=S3.not_met_when,
    source=NICE_TA279,
    grey="NICE gives no score. Between mild and severe, or mild with a worst pain that is severe, it is for the clinician.",
    reported=(pain_trend,),
)

N3 = Criterion(
    key="n3_recent",
    label="N3",
    short="Recent fracture",
    says="The fracture is recent, counted from the day the pain began.",
    polarity=Polarity.INDICATION,
    met_when=days_since_onset.is_at_most(RECENT_DAYS),
    not_met_when=days_since_onset.is_over(NO_LONGER_RECENT_DAYS),
    source=NICE_TA279,
    grey="NICE gives no time: the draft said 6 weeks, and the committee took it out. Between the two working figures it is for the clinician.",
)

N4 = Criterion(
    key="n4_unhealed",
    label="N4",
    short="Unhealed fracture",
    says="The fracture is unhealed: marrow oedema on MRI, or uptake on a bone scan or SPECT/CT.",
    polarity=Polarity.INDICATION,
    met_when=any_of(all_of(oedema.yes, mri_counts), all_of(uptake_at_levels.yes, scan_counts)),
    not_met_when=all_of(
        oedema.no,
        mri_counts,
        any_of(uptake_at_levels.no, uptake_at_levels.is_unknown, scan_before_pain.yes),
    ),
    unsettleable_when=all_of(mri_status.is_("cannot"), uptake_at_levels.no),
    conflicting_when=any_of(
        mri_before_pain.yes, scan_before_pain.yes, tender_apart_from_oedema.yes
    ),
    source=NICE_TA279,
    guidance="Either test is enough. An MRI without oedema counts until a scan with uptake supersedes it. A study from before the pain is left out.",
    grey="NICE names no test. Where MRI cannot be done and a scan shows no uptake, it is for the clinician.",
    reported=(mri_status, mri_showed_recent, mri_why_not),
)

OPTIMAL = "an opioid and at least one other class, or an opioid stopped for its side effects, each with poor relief"

nothing_taken_since = all_of(opioid_stopped_for_side_effects.yes, medicine_taken_now.no)

N5 = Criterion(
    key="n5_optimal_pain_management",
    label="N5",
    short="Despite optimal pain management",
    says="The pain goes on despite optimal pain management.",
    polarity=Polarity.INDICATION,
    met_when=all_of(
        relief.is_at_most(POOR_RELIEF),
        any_of(
            all_of(opioid_tried.yes, other_class_tried.yes), opioid_stopped_for_side_effects.yes
        ),
        not_(nothing_taken_since),
    ),
    not_met_when=any_of(pain_medicines.is_none, relief.is_at_least(GOOD_RELIEF)),
    unsettleable_when=nothing_taken_since,
    source=NICE_TA279,
    guidance=f"A working figure: the committee left “optimal” undefined, since it covers many treatments and is individual. Here it is {OPTIMAL}.",
    grey="Some relief, or poor relief without both an opioid and another class, is for the clinician. So is an opioid stopped for its side effects with nothing taken now.",
    reported=(other_treatments,),
)

N6 = Criterion(
    key="n6_level_confirmed",
    label="N6",
    short="Level confirmed twice",
    says="The pain is confirmed at the level of the fracture by physical examination and by imaging.",
    polarity=Polarity.INDICATION,
    met_when=all_of(tender.yes, fracture_seen.yes),
    not_met_when=tender.no,
    conflicting_when=all_of(tender.yes, fracture_seen.no),
    source=NICE_TA279,
    grey="NICE asks for both. Tenderness at a level where imaging shows no fracture is a contradiction: for the clinician.",
    reported=(told_of_fracture, pain_side),
)

NICE = Protocol(
    key="nice_ta279",
    title="NICE TA279: vertebroplasty for osteoporotic compression fractures",
    short="NICE TA279",
    edition="2026-12",
    summary="Whether what NICE TA279 (2013) asks appears met. NICE gives no score, time or dose, so every figure here is a working figure that the clinic can set.",
    source=NICE_TA279,
    criteria=(N1, N2, N3, N4, N5, N6),
    pathway_when=cause.is_("cancer"),
    pathway=NOT_FOR_CANCER,
)
