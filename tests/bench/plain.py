"""The thirty criteria as somebody would write them by hand: no reasons, no sources, nothing unknown."""

from __future__ import annotations

from tests.bench.thirty import Known


def verdicts(patient: Known) -> tuple[bool, ...]:
    """Which criteria are met, in the order of the thirty."""
    return (
        *red_flags(patient),
        *contraindications(patient),
        *indications(patient),
        *to_review(patient),
    )


def red_flags(patient: Known) -> tuple[bool, ...]:
    return (
        cauda_equina(patient),
        patient["deficit_on_examination"],
        patient["instability"],
        patient["pain_start"] == "high_energy" and patient["days_since_onset"] <= 84,
        endangered_by_opioids(patient["opioid_danger"]),
        "tearing_pain" in patient["chest_or_tearing"] or "collapse" in patient["chest_or_tearing"],
        "chest_pain" in patient["chest_or_tearing"],
        infection(patient),
        infection_risk(patient),
        possible_cancer(patient),
    )


def contraindications(patient: Known) -> tuple[bool, ...]:
    return (
        not patient["tender"],
        patient["infection"],
        patient["treated_levels"] > 3,
        "bone_cement" in patient["reactions"] or "contrast" in patient["reactions"],
        patient["instability"],
        patient["nerve_compression"],
        patient["canal_compromise"],
        patient["deficit"],
    )


def indications(patient: Known) -> tuple[bool, ...]:
    return (
        patient["fracture_seen"],
        patient["pain_on_movement"] >= 7,
        persistent_pain(patient),
        patient["cause"] in ("osteoporosis", "cancer"),
        patient["oedema"] and not patient["mri_before_pain"],
    )


def to_review(patient: Known) -> tuple[bool, ...]:
    return (
        patient["pain_trend"] == "better",
        not patient["lie_face_down"],
        patient["severe_heart_or_lung"],
        patient["long_term_steroids"],
        patient["diabetes"],
        patient["weak_immunity"],
        patient["sedatives"],
    )


def persistent_pain(patient: Known) -> bool:
    free_of_pain = patient["pain_on_movement"] <= 0 and patient["pain_worst"] <= 3
    long = patient["days_since_onset"] >= 21 and patient["pain_trend"] in ("same", "worse")
    return long and not free_of_pain


def cauda_equina(patient: Known) -> bool:
    signs, symptoms = patient["cauda_equina"], patient["nerve_symptoms"]
    both_legs = "both_legs" in symptoms or "both_legs" in patient["pain_spread"]
    return (
        "saddle_numbness" in signs
        or "passing_urine" in signs
        or "bowel" in signs
        or "sexual_numbness" in signs
        or (both_legs and numb_or_unsteady(patient))
    )


def numb_or_unsteady(patient: Known) -> bool:
    symptoms, stopped_by = patient["nerve_symptoms"], patient["walking_stopped_by"]
    return (
        "numbness_or_tingling" in symptoms
        or "walking_change" in symptoms
        or "numbness" in stopped_by
        or "unsteady" in stopped_by
    )


def endangered_by_opioids(signs: list[str]) -> bool:
    return "drowsy" in signs or "confused" in signs or "slow_breathing" in signs


def infection(patient: Known) -> bool:
    in_the_spine = patient["infection_now"] and patient["infection_site"] == "spine"
    signs = patient["infection_signs"]
    return "fever" in signs or "chills_or_unwell" in signs or in_the_spine


def infection_risk(patient: Known) -> bool:
    signs = patient["infection_signs"]
    at_risk = (
        "recent_surgery_or_injection" in signs
        or "injected_drugs" in signs
        or "tuberculosis" in signs
        or patient["weak_immunity"]
    )
    return at_risk and ("lying" in patient["pain_worse_with"] or unrelieved_at_night(patient))


def unrelieved_at_night(patient: Known) -> bool:
    return patient["pain_at_night"] == "unrelieved"


def new_or_worse(patient: Known) -> bool:
    return patient["days_since_onset"] <= 84 or patient["pain_trend"] == "worse"


def possible_cancer(patient: Known) -> bool:
    signs = patient["cancer_signs"]
    count = sum(("weight_loss" in signs, "several_places" in signs, unrelieved_at_night(patient)))
    return patient["age"] > 50 and (count > 1 or (count > 0 and new_or_worse(patient)))
