"""What no list read calls a contraindication, but a clinician weighs before the procedure."""

from rules.language.kinds import review, review_of_each_option
from rules.language.protocols import Protocol
from rules.medicines.antithrombotics import ANTITHROMBOTIC_HOLDING, NO_FIGURE
from rules.protocols.notes import NOTES
from rules.questions.safety import (
    blood_thinner_last_dose,
    blood_thinner_which,
    blood_thinner_why,
    lie_face_down,
    severe_heart_or_lung,
)
from rules.questions.staff import antithrombotic_plan, creatinine_clearance
from rules.questions.symptoms import pain_trend
from rules.sources import COLORADO, PRACTICE_FROM_MEMORY, PROJECT_CHOICE, SIR_2019, VERTOS_II

ANTITHROMBOTIC_REVIEWS = review_of_each_option(
    "antithrombotic",
    "Takes a medicine that slows clotting: {}.",
    blood_thinner_which,
    source=SIR_2019,
    guidance="SIR 2019, before a procedure with a high risk of bleeding: {}. The plan is the clinician's.",
    each={**ANTITHROMBOTIC_HOLDING, "other": NO_FIGURE},
    reported=(
        antithrombotic_plan,
        blood_thinner_why,
        blood_thinner_last_dose,
        creatinine_clearance,
    ),
)

REVIEW_CRITERIA = (
    review(
        "improving",
        "The pain is getting better on medical treatment.",
        pain_trend.is_("better"),
        source=COLORADO,
        guidance="The Colorado guideline lists improvement with medical care as a reason against. SIR and CIRSE do so too (from memory, not checked against the source).",
    ),
    review(
        "cannot_lie_face_down",
        "Cannot lie face down for one to two hours.",
        lie_face_down.no,
        source=PRACTICE_FROM_MEMORY,
        guidance="The usual approach is made with the patient face down (from memory, not checked against the source). The leaflet says that it takes one to two hours. Breathlessness, chest wall, shoulders, reflux and neck bear on it.",
    ),
    review(
        "severe_heart_or_lung",
        "Severe heart or lung disease.",
        severe_heart_or_lung.yes,
        source=VERTOS_II,
        guidance="VERTOS II left such patients out, so its results do not speak for them. Whether an anaesthetist should see the patient is for the clinician.",
    ),
    *ANTITHROMBOTIC_REVIEWS,
)

REVIEW = Protocol(
    key="review",
    title="To weigh before the procedure",
    short="To weigh",
    edition="2026-11",
    summary="What no list read calls a contraindication and a clinician still weighs, and what is worth knowing beside it. Silence is never taken for a no.",
    source=PROJECT_CHOICE,
    criteria=(*REVIEW_CRITERIA, *NOTES),
)
