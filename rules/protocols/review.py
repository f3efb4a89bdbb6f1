"""What the LCD does not call a contraindication, but a clinician weighs before the procedure."""

from rules.language.criteria.criteria import Protocol
from rules.language.criteria.kinds import review
from rules.protocols.lists import (
    CIRSE_ABSOLUTE,
    COLORADO_LISTED,
    IMPROVING_RELATIVE,
    SIR_ABSOLUTE,
)
from rules.protocols.notes import NOTES
from rules.questions.safety import lie_face_down, severe_heart_or_lung
from rules.questions.symptoms import pain_trend
from rules.sources import COLORADO, PROJECT_CHOICE, PRONE_EXERCISES_2017, VERTOS_II

REVIEW_CRITERIA = (
    review(
        "improving",
        "The pain is getting better on medical treatment.",
        pain_trend.is_("better"),
        ranks=(SIR_ABSOLUTE, CIRSE_ABSOLUTE, IMPROVING_RELATIVE, COLORADO_LISTED),
        source=COLORADO,
        guidance="The Colorado guideline lists improvement with medical care as a reason against. SIR and CIRSE call it absolute (from memory, not checked against the source), the ACR relative (second-hand).",
    ),
    review(
        "cannot_lie_face_down",
        "Cannot lie face down for one to two hours.",
        lie_face_down.no,
        source=PRONE_EXERCISES_2017,
        guidance="The usual approach is made with the patient face down. In a study of 2017, 30 of 42 people who had practised it went through without a pause, against 10 of 41 who had not. The leaflet says that it takes one to two hours. Breathlessness, chest wall, shoulders, reflux and neck bear on it (from memory, not checked against the source).",
    ),
    review(
        "severe_heart_or_lung",
        "Severe heart or lung disease.",
        severe_heart_or_lung.yes,
        source=VERTOS_II,
        guidance="VERTOS II left such patients out, so its results do not speak for them. Whether an anaesthetist should see the patient is for the clinician.",
    ),
)

REVIEW = Protocol(
    key="review",
    title="To weigh before the procedure",
    short="To weigh",
    edition="2026-12",
    summary="What the LCD does not call a contraindication and a clinician still weighs, and what is worth knowing beside it. Silence is never taken for a no.",
    source=PROJECT_CHOICE,
    criteria=(*REVIEW_CRITERIA, *NOTES),
)
