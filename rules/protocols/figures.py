"""The figures that no source gives, and what is worked out from answers for several criteria."""

from decimal import Decimal

from rules.language.logic.conditions import any_of
from rules.language.logic.relations import WorkingFigure
from rules.language.questions.disagreement import WhollyBefore
from rules.language.questions.worked_out import DaysPassed, SupersededChoice, SupersededYesNo
from rules.questions.examination import deficit_on_examination, infection_judged
from rules.questions.fracture_history import fracture_cause
from rules.questions.imaging_report import cause_judged, mri_report_date, uptake_date
from rules.questions.infection import infection_now
from rules.questions.symptoms import pain_began
from rules.questions.urgent import new_weakness

SEVERE_PAIN = WorkingFigure(
    "severe_pain",
    "Pain counts as severe from",
    Decimal(7),
    "of 10",
    "Neither the leaflet nor NICE gives a number. One NHS board policy and the VAPOUR trial use 7.",
    high=Decimal(10),
)
MILD_PAIN = WorkingFigure(
    "mild_pain",
    "Pain counts as not severe up to",
    Decimal(3),
    "of 10",
    "No source gives a number. Scores between this and severe pain are left to the clinician.",
    high=Decimal(10),
)
PERSISTENT_DAYS = WorkingFigure(
    "persistent_days",
    "Pain counts as persistent from",
    Decimal(21),
    "days",
    "The leaflet gives no time. The NICE committee heard that pain often falls after 2 to 3 weeks.",
    high=Decimal(3650),
)
LARGE_DOSE = WorkingFigure(
    "large_dose",
    "A daily opioid dose counts as large from",
    Decimal(50),
    "mg of morphine a day",
    "The leaflet gives no dose. 50 is a point at which CDC advises care (from memory, not checked against the source).",
    high=Decimal(5000),
)
POOR_RELIEF = WorkingFigure(
    "poor_relief",
    "Relief counts as poor up to",
    Decimal(30),
    "%",
    "The leaflet says no relief and gives no number.",
    high=Decimal(100),
)
GOOD_RELIEF = WorkingFigure(
    "good_relief",
    "Relief counts as good from",
    Decimal(50),
    "%",
    "No source gives a number. Relief between poor and good is left to the clinician.",
    high=Decimal(100),
)
NEW_PAIN_DAYS = WorkingFigure(
    "new_pain_days",
    "Pain counts as new up to",
    Decimal(84),
    "days",
    "No source on red flags says how long pain is new. 12 weeks is the longest onset that the LCD calls subacute.",
    high=Decimal(3650),
)
CANCER_AGE = WorkingFigure(
    "cancer_age",
    "New pain with other signs raises the flag for cancer over the age of",
    Decimal(50),
    "years",
    "The source says about 50, which is no exact limit.",
    high=Decimal(130),
)
RECENT_DAYS = WorkingFigure(
    "recent_days",
    "A fracture counts as recent up to",
    Decimal(42),
    "days",
    "NICE gives no time. The draft of TA279 said 6 weeks, which was taken out after comments.",
    high=Decimal(3650),
)
ACUTE_DAYS = WorkingFigure(
    "acute_days",
    "A fracture counts as acute up to",
    Decimal(42),
    "days",
    "The policy of Humber and North Yorkshire gives no time for acute. It calls a fracture recent usually up to 6 weeks, and L34106 calls under 6 weeks acute.",
    high=Decimal(3650),
)
NO_LONGER_RECENT_DAYS = WorkingFigure(
    "no_longer_recent_days",
    "A fracture counts as no longer recent after",
    Decimal(365),
    "days",
    "No source gives a number. Between this and a recent fracture it is left to the clinician.",
    high=Decimal(3650),
)

# One answer must never count as both: the first of a pair lies under the second.
UNDER: tuple[tuple[WorkingFigure, WorkingFigure], ...] = (
    (MILD_PAIN, SEVERE_PAIN),
    (POOR_RELIEF, GOOD_RELIEF),
    (RECENT_DAYS, NO_LONGER_RECENT_DAYS),
)

days_since_onset = DaysPassed(pain_began, "Days since the pain began")
cause = SupersededChoice(cause_judged, fracture_cause, "Cause of the fracture")
deficit = SupersededYesNo(deficit_on_examination, new_weakness, "Neurological deficit")
infection = SupersededYesNo(infection_judged, infection_now, "Active infection")

# A study made wholly before the pain began is no evidence for the fracture that hurts.
mri_before_pain = WhollyBefore(mri_report_date, pain_began, "MRI made before the pain began")
scan_before_pain = WhollyBefore(
    uptake_date, pain_began, "Bone scan or SPECT/CT made before the pain began"
)
mri_counts = any_of(mri_before_pain.no, mri_before_pain.is_unknown)
scan_counts = any_of(scan_before_pain.no, scan_before_pain.is_unknown)

NOT_FOR_CANCER = "Different pathway: this source does not cover cancer fractures"
