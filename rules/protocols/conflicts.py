"""Where two answers cannot both be right: raised for the clinician, never decided here."""

from decimal import Decimal

from rules.language.criteria.criteria import Protocol
from rules.language.criteria.kinds import conflict
from rules.language.logic.conditions import all_of, any_of, not_
from rules.language.logic.relations import WorkingFigure
from rules.language.questions.disagreement import (
    DaysAfter,
    Difference,
    chosen_apart,
    yes_and_no,
)
from rules.language.questions.worked_out import DaysUntil
from rules.protocols.far_pain import PAIN_FAR_FROM_FRACTURE
from rules.protocols.figures import SEVERE_PAIN, mri_counts, scan_counts
from rules.protocols.level_conflicts import BETWEEN_LEVELS, NOTHING
from rules.protocols.taken_back import TAKEN_BACK
from rules.questions.daily_life import walking_stopped_by
from rules.questions.examination import deficit_on_examination
from rules.questions.fracture_history import cancer, fracture_cause, told_of_fracture
from rules.questions.from_medicines import thinner_listed
from rules.questions.imaging_report import (
    cause_judged,
    fracture_seen,
    fracture_study_date,
    mri_report_date,
    uptake,
    uptake_date,
)
from rules.questions.levels import oedema
from rules.questions.mri import mri_date, mri_showed_recent, mri_status
from rules.questions.pain_relief import pain_medicines, relief
from rules.questions.safety import blood_thinner
from rules.questions.symptoms import (
    pain_began,
    pain_on_movement,
    pain_worst,
)
from rules.questions.urgent import cauda_equina, new_weakness
from rules.sources import PROJECT_CHOICE

MRI_DAYS_APART = WorkingFigure(
    "mri_days_apart",
    "Two dates of one MRI count as different from",
    Decimal(8),
    "days apart",
    "No source gives a number. People remember the week of a scan more often than the day.",
    high=Decimal(365),
    low=Decimal(1),
)
FULL_RELIEF = WorkingFigure(
    "full_relief",
    "Relief leaves no room for severe pain from",
    Decimal(90),
    "%",
    "No source gives a number. Pain of which 90 % is taken away can hardly be severe still.",
    high=Decimal(100),
)

STAFF_COUNT = "The criteria use what staff entered: it supersedes what the patient reported."

told_before_report = DaysAfter(
    mri_date, mri_report_date, "Days from the MRI told of to the report's"
)
report_before_told = DaysAfter(
    mri_report_date, mri_date, "Days from the report's MRI to the one told of"
)
pain_after_study = DaysAfter(
    fracture_study_date, pain_began, "Days from the study to the onset of the pain"
)
days_until_onset = DaysUntil(pain_began, "Days from the consult to the onset of the pain")
worst_over_usual = Difference(pain_worst, pain_on_movement, "Worst pain less usual pain")

CONFLICTS_CRITERIA = (
    conflict(
        "deficit_not_reported",
        "The examination finds a deficit, and the patient reports none.",
        all_of(
            deficit_on_examination.yes,
            new_weakness.no,
            any_of(cauda_equina.is_none, cauda_equina.is_unknown),
        ),
        short="Deficit found, none reported",
        source=PROJECT_CHOICE,
        used=STAFF_COUNT,
    ),
    conflict(
        "weakness_not_found",
        "The patient reports new weakness, and the examination finds no deficit.",
        all_of(new_weakness.yes, deficit_on_examination.no),
        short="Weakness reported, no deficit found",
        source=PROJECT_CHOICE,
        used=f"{STAFF_COUNT} The red flag for new weakness stands on what the patient reports.",
    ),
    conflict(
        "weakness_denied",
        "The patient reports no new weakness, and that weakness or numbness stops them walking.",
        all_of(new_weakness.no, walking_stopped_by.includes_any_of("weakness", "numbness")),
        short="Weakness denied, and stops the walking",
        source=PROJECT_CHOICE,
        used="The red flag for new weakness counts either. Ask the patient which is right.",
    ),
    PAIN_FAR_FROM_FRACTURE,
    conflict(
        "fracture_not_seen",
        "The patient was told of a spinal fracture, and imaging shows none.",
        all_of(told_of_fracture.yes, fracture_seen.no),
        short="Fracture told of, none on imaging",
        source=PROJECT_CHOICE,
        used="The criteria use the imaging report: what was told is reported, not seen.",
    ),
    conflict(
        "cause_disputed",
        "The cause of the fracture, as judged, is not the one that the patient was told.",
        chosen_apart(cause_judged, fracture_cause),
        short="Cause of the fracture",
        source=PROJECT_CHOICE,
        used=STAFF_COUNT,
    ),
    conflict(
        "cancer_not_reported",
        "The fracture is judged to come from cancer, and the patient reports never to have had any.",
        all_of(cause_judged.is_("cancer"), cancer.is_("never")),
        short="Cancer not reported",
        source=PROJECT_CHOICE,
        used="The criteria use the cause as judged, and so do the red flags for cancer, which count either.",
    ),
    conflict(
        "cancer_told_and_denied",
        "The patient was told that the fracture comes from cancer, and reports never to have had any.",
        all_of(fracture_cause.is_("cancer"), cancer.is_("never")),
        short="Cancer told of as the cause, and denied",
        source=PROJECT_CHOICE,
        used="The criteria on the cause, and the red flags for cancer, count the cause that the patient was told, until staff judge it. Ask the patient, and look in the record.",
    ),
    conflict(
        "recent_told_no_oedema",
        "The patient was told that MRI showed a recent fracture, and the report has no marrow oedema.",
        all_of(mri_showed_recent.yes, oedema.no),
        short="Recent fracture told of, no oedema",
        source=PROJECT_CHOICE,
        used="The criteria use the imaging report: what was told is reported, not seen.",
    ),
    conflict(
        "oedema_and_uptake_differ",
        "MRI and the bone scan or SPECT/CT differ: one shows an active fracture, the other does not.",
        yes_and_no(oedema, uptake),
        short="MRI and bone scan differ",
        source=PROJECT_CHOICE,
        used="Criteria that take either test count the one that is positive; S7 of the leaflet reads MRI alone. Each stands with its date.",
        reported=(mri_report_date,),
    ),
    conflict(
        "mri_dates_differ",
        "The patient and the report give different dates for the MRI.",
        all_of(
            mri_status.is_("done"),
            any_of(
                told_before_report.is_at_least(MRI_DAYS_APART),
                report_before_told.is_at_least(MRI_DAYS_APART),
            ),
        ),
        short="Date of the MRI",
        source=PROJECT_CHOICE,
        used="The criteria count from the date of the report. There may have been two scans.",
        reported=(mri_date, mri_report_date),
    ),
    conflict(
        "pain_after_scan",
        "The pain began after a scan that is read for this fracture.",
        any_of(
            all_of(fracture_seen.yes, pain_after_study.is_over(NOTHING)),
            not_(mri_counts),
            not_(scan_counts),
        ),
        short="Pain began after the scan",
        source=PROJECT_CHOICE,
        used="The criteria count from the onset that the patient gave, and read neither oedema nor uptake from a scan made before it. The fracture may be older than this pain.",
        reported=(pain_began, fracture_study_date, mri_report_date, uptake_date),
    ),
    conflict(
        "onset_after_consult",
        "The pain is said to begin after the day of the consult.",
        days_until_onset.is_over(NOTHING),
        short="Pain began after the consult",
        source=PROJECT_CHOICE,
        used="No criterion counts days from it. Either the day of the pain or that of the consult is wrong.",
        reported=(pain_began,),
    ),
    conflict(
        "relief_beside_severe_pain",
        "The medicines are said to take all or nearly all of the pain away, and the pain is severe.",
        all_of(relief.is_at_least(FULL_RELIEF), pain_on_movement.is_at_least(SEVERE_PAIN)),
        short="Full relief, severe pain",
        source=PROJECT_CHOICE,
        used="The criteria use each as given. Ask whether the score is of pain with the medicines or without them.",
        reported=(relief, pain_on_movement),
    ),
    *BETWEEN_LEVELS,
    conflict(
        "thinner_among_medicines",
        "A medicine that slows clotting is among the pain medicines, and the patient reports no blood thinner.",
        all_of(thinner_listed.yes, blood_thinner.no),
        short="Blood thinner among the pain medicines",
        source=PROJECT_CHOICE,
        used="What to weigh names it. The criteria on clotting use the answer on blood thinners until it is corrected: ask the patient.",
        reported=(pain_medicines, blood_thinner),
    ),
    conflict(
        "worst_under_usual",
        "The worst pain of the last 24 hours is given as less than the usual pain on movement.",
        worst_over_usual.is_under(NOTHING),
        short="Worst pain under usual pain",
        source=PROJECT_CHOICE,
        used="The criteria read usual pain on movement first. Which score is right, the patient can say.",
        reported=(pain_worst, pain_on_movement),
    ),
    *TAKEN_BACK,
)

CONFLICTS = Protocol(
    key="conflicts",
    title="Answers that disagree",
    short="Disagree",
    edition="2026-12",
    summary="Where the patient and staff, the patient and the imaging report, or two answers of one person cannot both be right. Both are shown, with which one the criteria use and why. Nothing is decided here. Which answers are compared is a choice of this project.",
    source=PROJECT_CHOICE,
    criteria=CONFLICTS_CRITERIA,
)
