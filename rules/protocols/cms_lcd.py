"""What the CMS local coverage determinations L34106 and L34228 ask, L1 to L9."""

from dataclasses import replace
from decimal import Decimal

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.criteria.kinds import any_present, none_present
from rules.language.logic.conditions import all_of, any_of, at_least_two_of, not_
from rules.protocols.contraindications import ABSOLUTE, RELATIVE
from rules.protocols.figures import NOT_FOR_CANCER, cause, days_since_onset
from rules.protocols.nice_ta279 import N1, N4, N5, OPTIMAL
from rules.questions.examination import bone_density_referral, osteoporosis_programme, rmdq
from rules.questions.fracture_history import told_level
from rules.questions.imaging_report import (
    fracture_levels,
    fracture_seen,
    height_loss_progressing,
    kyphosis,
)
from rules.questions.levels import height_lost
from rules.questions.symptoms import in_hospital, pain_on_movement, pain_trend
from rules.sources import LCD_L34106

LATEST_DAY = Decimal(84)  # L34106: acute under 6 weeks, or subacute 6 to 12 weeks
PAIN_IN_HOSPITAL = Decimal(8)  # L34106: NRS or VAS of 8 or more
PAIN_ELSEWHERE = Decimal(5)  # L34106: NRS or VAS of 5 or more
HEIGHT_LOSS = Decimal(25)  # L34106: more than 25 % of the height
ROLAND_MORRIS_TOTAL = Decimal(17)  # L34106: severe impact is over 17

OUTPATIENTS = "This belongs to the branch for patients who are not in hospital."

L1 = Criterion(
    key="l1_onset",
    label="L1",
    short="Onset up to 12 weeks",
    says="Symptoms began up to 12 weeks ago: acute, under 6 weeks, or subacute, 6 to 12 weeks.",
    polarity=Polarity.INDICATION,
    met_when=days_since_onset.is_at_most(LATEST_DAY),
    not_met_when=days_since_onset.is_over(LATEST_DAY),
    source=LCD_L34106,
)

L2 = Criterion(
    key="l2_osteoporotic",
    label="L2",
    short="Osteoporotic fracture",
    says="The fracture is osteoporotic.",
    polarity=Polarity.INDICATION,
    met_when=N1.met_when,
    not_met_when=N1.not_met_when,
    source=LCD_L34106,
    guidance="L34106 covers osteoporotic fractures alone, and says that other medically necessary uses stay coverable.",
)

outside_t1_to_l5 = fracture_levels.includes_any_of("cervical", "sacrum", "other")

L3 = Criterion(
    key="l3_level",
    label="L3",
    short="Level T1 to L5",
    says="Imaging documents the fracture, and every fractured level lies between T1 and L5.",
    polarity=Polarity.INDICATION,
    met_when=all_of(fracture_seen.yes, not_(fracture_levels.is_none), not_(outside_t1_to_l5)),
    not_met_when=any_of(fracture_seen.no, outside_t1_to_l5),
    source=LCD_L34106,
    grey="A report that gives no level leaves this open.",
    reported=(told_level,),
)

L4 = replace(
    N4,
    key="l4_oedema_or_uptake",
    label="L4",
    short="Oedema or uptake",
    says="There is marrow oedema on MRI, or uptake on a bone scan, SPECT or CT.",
    source=LCD_L34106,
    guidance="L34106 names no limit for the age of the images. A study from before the pain is left out.",
    grey="Where MRI cannot be done and a scan shows no uptake, it is for the clinician.",
)

L5 = Criterion(
    key="l5_pain_threshold",
    label="L5",
    short="Pain threshold",
    says="Pain is 8 or more of 10 in hospital, or 5 or more elsewhere: usual pain on movement over the last 24 hours.",
    polarity=Polarity.INDICATION,
    met_when=any_of(
        pain_on_movement.is_at_least(PAIN_IN_HOSPITAL),
        all_of(in_hospital.no, pain_on_movement.is_at_least(PAIN_ELSEWHERE)),
    ),
    not_met_when=any_of(
        pain_on_movement.is_under(PAIN_ELSEWHERE),
        all_of(in_hospital.yes, pain_on_movement.is_under(PAIN_IN_HOSPITAL)),
    ),
    source=LCD_L34106,
    guidance="Pain of 5, 6 or 7 is enough outside hospital and is not enough inside it: so the LCD says.",
)

L6 = replace(
    N5,
    key="l6_optimal_management",
    label="L6",
    short="Despite optimal management",
    says="The pain goes on despite optimal non-surgical management.",
    applies_when=in_hospital.no,
    source=LCD_L34106,
    guidance=f"{OUTPATIENTS} A working figure: the LCD leaves “optimal” undefined. It is read here as for NICE: {OPTIMAL}.",
)

two_findings = at_least_two_of(
    height_loss_progressing.yes,
    height_lost.is_over(HEIGHT_LOSS),
    kyphosis.yes,
    rmdq.is_over(ROLAND_MORRIS_TOTAL),
)

L7 = Criterion(
    key="l7_worsening_or_two_findings",
    label="L7",
    short="Worsening, or 2 of 4 findings",
    says="The pain is getting worse; or at least 2 of these hold: height loss is progressing, height loss is over 25 %, there is kyphosis, the Roland-Morris total is over 17.",
    polarity=Polarity.INDICATION,
    applies_when=in_hospital.no,
    met_when=any_of(pain_trend.is_("worse"), two_findings),
    not_met_when=all_of(pain_trend.is_one_of("same", "better"), not_(two_findings)),
    source=LCD_L34106,
    guidance=OUTPATIENTS,
)

L8 = Criterion(
    key="l8_continuum_of_care",
    label="L8",
    short="Continuum of care",
    says="The patient was referred for bone-density evaluation and osteoporosis education, and told to join an osteoporosis programme.",
    polarity=Polarity.INDICATION,
    met_when=all_of(bone_density_referral.yes, osteoporosis_programme.yes),
    not_met_when=any_of(bone_density_referral.no, osteoporosis_programme.no),
    source=LCD_L34106,
)

L9 = Criterion(
    key="l9_no_exclusion",
    label="L9",
    short="No contraindication",
    says="None of the LCD's contraindications is present, absolute or relative.",
    polarity=Polarity.INDICATION,
    met_when=none_present(*ABSOLUTE, *RELATIVE),
    not_met_when=any_present(*ABSOLUTE, *RELATIVE),
    source=LCD_L34106,
    guidance="The LCD says that the patient can have none. Each stands by itself under contraindications.",
)

CMS_LCD = Protocol(
    key="cms_lcd",
    title="CMS local coverage determination L34106 / L34228",
    short="LCD",
    edition="2026-12",
    summary="Whether what the local coverage determinations L34106 and L34228 ask appears met, for patients in hospital and elsewhere. The text of L34106 was read; that L34228 asks the same, a hospital's checklist of May 2025 says (read in a second-hand page).",
    source=LCD_L34106,
    criteria=(L1, L2, L3, L4, L5, L6, L7, L8, L9),
    pathway_when=cause.is_("cancer"),
    pathway=NOT_FOR_CANCER,
    heading="What the LCD asks",
)
