"""What is worth knowing beside the rest. None of it is ever a reason by itself."""

from rules.language.criteria.kinds import note
from rules.questions.fracture_history import long_term_steroids
from rules.questions.imaging_report import suspicion_of_cancer
from rules.questions.mri import mri_why_not
from rules.questions.safety import (
    diabetes,
    reactions,
    sedatives,
    weak_immunity,
)
from rules.questions.urgent import infection_signs, nerve_symptoms, new_deformity
from rules.sources import (
    AHCPR_RED_FLAGS,
    MRI_SAFETY_FORMS,
    PRACTICE_FROM_MEMORY,
    RED_FLAGS_FROM_MEMORY,
    VERTOS_II,
)

NOTES = (
    note(
        "steroids",
        "Steroid tablets for three months or longer.",
        long_term_steroids.yes,
        source=AHCPR_RED_FLAGS,
        guidance="Three months is a choice of this project: no source read gives a time.",
    ),
    note("diabetes", "Diabetes.", diabetes.yes, source=AHCPR_RED_FLAGS),
    note("weak_immunity", "Weak immunity.", weak_immunity.yes, source=AHCPR_RED_FLAGS),
    note(
        "other_infection_signs",
        "Chills or unwell, a recent infection, operation or injection, drugs injected that were not prescribed, or tuberculosis.",
        infection_signs.includes_any_of(
            "chills_or_unwell",
            "recent_infection",
            "recent_surgery_or_injection",
            "injected_drugs",
            "tuberculosis",
        ),
        source=AHCPR_RED_FLAGS,
    ),
    note(
        "sedatives",
        "Sleeping pills or other sedatives.",
        sedatives.yes,
        source=RED_FLAGS_FROM_MEMORY,
        guidance="With an opioid they can slow breathing.",
    ),
    note(
        "walking_change",
        "A change in walking, or unsteady legs.",
        nerve_symptoms.includes("walking_change"),
        source=AHCPR_RED_FLAGS,
    ),
    note(
        "other_nerve_symptoms",
        "Pain in both legs, numbness or tingling, or a tight band round the trunk.",
        nerve_symptoms.includes_any_of("both_legs", "numbness_or_tingling", "band_like"),
        source=AHCPR_RED_FLAGS,
    ),
    note(
        "new_deformity", "A new deformity of the spine.", new_deformity.yes, source=AHCPR_RED_FLAGS
    ),
    note(
        "mri_device",
        "A device or metal to check before any MRI.",
        mri_why_not.includes_any_of("pacemaker", "other_device", "metal"),
        source=MRI_SAFETY_FORMS,
        guidance="Many devices are safe in MRI under conditions, which differ from one device to the next.",
    ),
    note(
        "anaesthetic_or_antibiotic_reaction",
        "A reaction to an anaesthetic or an antibiotic.",
        reactions.includes_any_of("anaesthetic", "antibiotics"),
        source=PRACTICE_FROM_MEMORY,
    ),
    note(
        "suspicion_of_cancer",
        "The imaging report raises suspicion of malignancy.",
        suspicion_of_cancer.yes,
        source=VERTOS_II,
        guidance="VERTOS II left suspected cancer out. Other sources treat cancer fractures on a different pathway.",
    ),
)
