"""The one table from our keys to the labels of the sheet that clinicians checked.

Labels that no case of the sheet uses are ours, in the same manner.
"""

from __future__ import annotations

from rules.language.logic import Case
from rules.language.protocols import Criterion, Finding, Polarity, Status, Strength
from rules.medicines import ANTITHROMBOTICS
from rules.morphine import DailyTotal, TotalStatus
from rules.questions.staff import antithrombotic_plan

STATUS = {
    Status.MET: "met",
    Status.NOT_MET: "not_met",
    Status.CANNOT_TELL: "cannot_tell",
    Status.NOT_APPLICABLE: "not_applicable",
}

LABELS = {
    "s1_fracture_on_imaging": "S1_vertebral_fracture",
    "s2_pain_from_fracture": "S2_pain_from_fracture",
    "s3_severe_pain": "S3_severe_pain",
    "s4_persistent_pain": "S4_persistent_pain",
    "s5_no_relief_on_large_doses": "S5_failed_high_dose_analgesia",
    "s6_osteoporosis_or_cancer": "S6_cause_osteoporosis_or_cancer",
    "s7_mri_recent_fracture": "S7_mri_recent_fracture",
    "cauda_equina": "cauda_equina:emergency_now",
    "new_weakness": "new_weakness:emergency_now",
    "cancer_emergency": "cancer_and_cord_signs:emergency_now",
    "high_energy_injury": "high_energy_injury:emergency_now",
    "opioid_danger": "opioid_danger:emergency_now",
    "tearing_pain": "tearing_pain:emergency_now",
    "chest_pain": "chest_pain:emergency_now",
    "infection": "spinal_infection:same_day",
    "cancer_new_pain": "cancer_and_spinal_pain:within_24h_if_new",
    "possible_cancer": "possible_cancer:urgent",
    "pain_not_from_fracture": "pain_not_primarily_from_fracture",
    "active_infection": "active_infection",
    "pregnancy": "pregnancy",
    "more_than_three_levels": "more_than_three_levels",
    "cement_or_contrast_reaction": "cement_or_opacifier_allergy",
    "uncorrected_coagulopathy": "uncorrected_coagulopathy",
    "instability": "instability",
    "nerve_compression": "cord_or_root_compression",
    "canal_compromise": "retropulsion_or_canal_compromise",
    "neurological_deficit": "neuro_deficit",
    "improving": "improving_on_medical_therapy (Colorado guideline; SIR/CIRSE from memory)",
    "cannot_lie_face_down": "cannot_lie_prone",
    "severe_heart_or_lung": "severe_cardiopulmonary_disease (VERTOS II exclusion)",
    **{f"antithrombotic_{agent.key}": f"antithrombotic:{agent.key}" for agent in ANTITHROMBOTICS},
    "antithrombotic_other": "antithrombotic:other",
}

LISTS: dict[str, tuple[Polarity, Strength | None]] = {
    "red_flags": (Polarity.RED_FLAG, None),
    "contraindications_absolute": (Polarity.CONTRAINDICATION, Strength.ABSOLUTE),
    "contraindications_relative": (Polarity.CONTRAINDICATION, Strength.RELATIVE),
    "review_before_procedure": (Polarity.REVIEW, None),
}


def label(criterion: Criterion, case: Case) -> str:
    """The sheet marks an antithrombotic for which a plan to hold it is recorded."""
    held = antithrombotic_plan.value(case) is True and criterion.key.startswith("antithrombotic_")
    return LABELS[criterion.key] + ("_held" if held else "")


def listed(findings: tuple[Finding, ...], name: str, case: Case) -> list[str]:
    """The labels of what is present, for one of the sheet's lists."""
    polarity, strength = LISTS[name]
    return [
        label(finding.criterion, case)
        for finding in findings
        if finding.status is Status.MET
        and (finding.criterion.polarity, finding.criterion.strength) == (polarity, strength)
    ]


def morphine(total: DailyTotal) -> object:
    """A number of mg a day, or why there is none."""
    exact = total.status is TotalStatus.EXACT and total.milligrams is not None
    return float(total.milligrams or 0) if exact else total.status.value
