"""Thirty simple criteria of ours in two other tongues: plain Python, and the expressions of rules engines.

All three take plain values in which nothing is unknown. An expression says when its criterion is
met; CEL and ZEN differ only in how they write `and` and `or`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypedDict, cast

from rules.language.criteria.criteria import Criterion
from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import Term
from rules.language.questions.choices import MultiChoice
from rules.protocols import PROTOCOLS
from rules.protocols.figures import cause, days_since_onset, deficit, infection, mri_before_pain
from rules.questions import QUESTIONS
from rules.questions.about_you import age
from rules.questions.levels import oedema, tender, treated_levels

EXPRESSIONS: Mapping[str, str] = {
    # Red flags
    "cauda_equina": '"saddle_numbness" in cauda_equina || "passing_urine" in cauda_equina || "bowel" in cauda_equina || "sexual_numbness" in cauda_equina || (("both_legs" in nerve_symptoms || "both_legs" in pain_spread) && ("numbness_or_tingling" in nerve_symptoms || "walking_change" in nerve_symptoms || "numbness" in walking_stopped_by || "unsteady" in walking_stopped_by))',
    "found_deficit": "deficit_on_examination",
    "found_instability": "instability",
    "high_energy_injury": 'pain_start == "high_energy" && days_since_onset <= 84.0',
    "opioid_danger": '"drowsy" in opioid_danger || "confused" in opioid_danger || "slow_breathing" in opioid_danger',
    "tearing_pain": '"tearing_pain" in chest_or_tearing || "collapse" in chest_or_tearing',
    "chest_pain": '"chest_pain" in chest_or_tearing',
    "infection": '"fever" in infection_signs || "chills_or_unwell" in infection_signs || (infection_now && infection_site == "spine")',
    "infection_risk": '("recent_surgery_or_injection" in infection_signs || "injected_drugs" in infection_signs || "tuberculosis" in infection_signs || weak_immunity) && ("lying" in pain_worse_with || pain_at_night == "unrelieved")',
    "possible_cancer": 'age > 50.0 && (((days_since_onset <= 84.0 || pain_trend == "worse") && ("weight_loss" in cancer_signs || "several_places" in cancer_signs || pain_at_night == "unrelieved")) || ("weight_loss" in cancer_signs && "several_places" in cancer_signs) || (pain_at_night == "unrelieved" && ("weight_loss" in cancer_signs || "several_places" in cancer_signs)))',
    # Contraindications
    "pain_not_from_fracture": "tender == false",
    "active_infection": "infection",
    "more_than_three_levels": "treated_levels > 3.0",
    "cement_or_contrast_reaction": '"bone_cement" in reactions || "contrast" in reactions',
    "instability": "instability",
    "nerve_compression": "nerve_compression",
    "canal_compromise": "canal_compromise",
    "neurological_deficit": "deficit",
    # Documented indications
    "s1_fracture_on_imaging": "fracture_seen",
    "s3_severe_pain": "pain_on_movement >= 7.0",
    "s4_persistent_pain": 'days_since_onset >= 21.0 && (pain_trend == "same" || pain_trend == "worse") && (pain_on_movement > 0.0 || pain_worst > 3.0)',
    "s6_osteoporosis_or_cancer": 'cause == "osteoporosis" || cause == "cancer"',
    "s7_mri_recent_fracture": "oedema && mri_before_pain == false",
    # Review and notes
    "improving": 'pain_trend == "better"',
    "cannot_lie_face_down": "lie_face_down == false",
    "severe_heart_or_lung": "severe_heart_or_lung",
    "steroids": "long_term_steroids",
    "diabetes": "diabetes",
    "weak_immunity": "weak_immunity",
    "sedatives": "sedatives",
}
BY_KEY = {one.key: one for protocol in PROTOCOLS for one in protocol.criteria}
THIRTY: tuple[Criterion, ...] = tuple(BY_KEY[key] for key in EXPRESSIONS)


class Known(TypedDict):
    """What the plain functions take."""

    cauda_equina: list[str]
    nerve_symptoms: list[str]
    pain_spread: list[str]
    deficit_on_examination: bool
    pain_start: str
    opioid_danger: list[str]
    chest_or_tearing: list[str]
    infection_signs: list[str]
    infection_now: bool
    infection_site: str
    pain_trend: str
    pain_worse_with: list[str]
    cancer_signs: list[str]
    pain_at_night: str
    infection: bool
    tender: bool
    treated_levels: float
    reactions: list[str]
    instability: bool
    nerve_compression: bool
    canal_compromise: bool
    fracture_seen: bool
    pain_on_movement: float
    pain_worst: float
    walking_stopped_by: list[str]
    oedema: bool
    mri_before_pain: bool
    lie_face_down: bool
    severe_heart_or_lung: bool
    long_term_steroids: bool
    diabetes: bool
    weak_immunity: bool
    sedatives: bool
    age: float
    days_since_onset: float
    cause: str
    deficit: bool


WORKED_OUT: Mapping[str, Term] = {
    "age": age,
    "days_since_onset": days_since_onset,
    "cause": cause,
    "deficit": deficit,
    "infection": infection,
    "mri_before_pain": mri_before_pain,
    "oedema": oedema,
    "tender": tender,
    "treated_levels": treated_levels,
}
TERMS = {key: WORKED_OUT.get(key) or QUESTIONS[key] for key in Known.__annotations__}


def known(case: Case) -> Known:
    """A case as plain values. What was not asked is empty, so that no engine meets a missing name."""
    return cast("Known", {key: _plain(term, term.value(case)) for key, term in TERMS.items()})


def _plain(term: Term, value: object) -> object:
    if value is Absent.NOT_ASKED:
        return list[str]() if isinstance(term, MultiChoice) else ""
    if isinstance(value, Decimal):
        return float(value)
    return list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value
