"""The one table from our keys to the labels of the sheet that clinicians checked.

A criterion that no case of the sheet finds is called by its key.
"""

from __future__ import annotations

from collections.abc import Iterable

from rules.language.criteria.criteria import Polarity, Status, Strength
from rules.medicines import ANTITHROMBOTICS

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
    "n1_osteoporotic": "N1_osteoporotic",
    "n2_severe_ongoing_pain": "N2_severe_ongoing_pain",
    "n3_recent": "N3_recent",
    "n4_unhealed": "N4_unhealed",
    "n5_optimal_pain_management": "N5_despite_optimal_pain_management",
    "n6_level_confirmed": "N6_level_confirmed_exam_and_imaging",
    "l1_onset": "L1_onset_0_to_12_weeks",
    "l2_osteoporotic": "L2_osteoporotic",
    "l3_level": "L3_level_T1_to_L5",
    "l4_oedema_or_uptake": "L4_oedema_or_uptake",
    "l5_pain_threshold": "L5_pain_threshold",
    "l6_optimal_management": "L6_optimal_nonsurgical",
    "l7_worsening_or_two_findings": "L7_worsening_or_2_of_4",
    "l8_continuum_of_care": "L8_continuum_of_care",
    "l9_no_exclusion": "L9_no_exclusion",
    "cauda_equina": "cauda_equina:emergency_now",
    "infection": "spinal_infection:same_day",
    "cancer_spinal_pain": "cancer_and_spinal_pain:within_24h",
    "found_deficit": "found_deficit:emergency_now",
    "urgent_not_sure": "urgent_not_sure:same_day",
    "pain_not_from_fracture": "pain_not_primarily_from_fracture",
    "active_infection": "active_infection",
    "neurological_deficit": "neuro_deficit",
    "improving": "improving_on_medical_therapy (Colorado guideline; SIR/CIRSE from memory)",
    "cannot_lie_face_down": "cannot_lie_prone",
    "severe_heart_or_lung": "severe_cardiopulmonary_disease (VERTOS II exclusion)",
    **{f"antithrombotic_{agent.key}": f"antithrombotic:{agent.key}" for agent in ANTITHROMBOTICS},
}

# The protocols whose criteria the sheet gives a status for.
ON_THE_SHEET = ("documented_indications", "nice_ta279", "cms_lcd")

LISTS: dict[str, tuple[Polarity, Strength | None]] = {
    "red_flags": (Polarity.RED_FLAG, None),
    "contraindications_absolute": (Polarity.CONTRAINDICATION, Strength.ABSOLUTE),
    "contraindications_relative": (Polarity.CONTRAINDICATION, Strength.RELATIVE),
    "review_before_procedure": (Polarity.REVIEW, None),
}


def labels(keys: Iterable[str], *, held: bool) -> set[str]:
    """Labels of criteria. The sheet marks an antithrombotic for which a plan to hold it is recorded."""
    return {
        LABELS.get(key, key) + ("_held" if held and key.startswith("antithrombotic_") else "")
        for key in keys
    }
