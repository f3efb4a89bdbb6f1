"""What the patient answered once and a changed answer now hides: said as a conflict, never lost.

The answers to weigh are then open, until staff correct or confirm the one that was changed.
"""

from rules.language.criteria.criteria import Criterion
from rules.language.criteria.kinds import conflict
from rules.language.questions import Question
from rules.language.questions.left_behind import (
    OnceSaid,
    UnopposedMultiChoice,
    UnopposedYesNo,
    left_behind,
    none_left_behind,
)
from rules.questions.fracture_history import (
    cancer,
    cancer_when,
    cancer_which,
    fracture_cause,
    told_by_scan,
    told_level,
    told_of_fracture,
    told_when,
)
from rules.questions.mri import mri_showed_recent, mri_status
from rules.questions.safety import (
    blood_thinner,
    blood_thinner_last_dose,
    blood_thinner_which,
    blood_thinner_why,
    infection_now,
    infection_site,
    reactions,
    reactions_what,
)
from rules.sources import PROJECT_CHOICE

OF_THINNER = (blood_thinner_which, blood_thinner_why, blood_thinner_last_dose)
OF_FRACTURE = (fracture_cause, told_level, told_by_scan, told_when)
OF_CANCER = (cancer_which, cancer_when)

takes_thinner = UnopposedYesNo(blood_thinner, OF_THINNER, blood_thinner.short)
infected_now = UnopposedYesNo(infection_now, (infection_site,), infection_now.short)
reacted_to = UnopposedMultiChoice(reactions, (reactions_what,), reactions.short)

SETTLE = "Ask the patient, then correct or confirm the answer: that takes back what does not go with it."
OPEN_UNTIL_THEN = f"Until it is settled, the criteria take neither for known. {SETTLE}"


def _taken_back(
    key: str, says: str, short: str, gate: Question, others: tuple[Question, ...], used: str
) -> Criterion:
    """A conflict between an answer and what was said while it was another."""
    said = tuple(OnceSaid(other, f"{other.short}, answered before") for other in others)
    return conflict(
        key,
        says,
        left_behind(gate, *said),
        absent_when=none_left_behind(*said),
        short=short,
        source=PROJECT_CHOICE,
        used=used,
        reported=(gate,),
    )


TAKEN_BACK = (
    _taken_back(
        "thinner_taken_back",
        "The patient told of a blood thinner, and now reports none, or is not sure.",
        "Blood thinner told of, then not",
        blood_thinner,
        OF_THINNER,
        OPEN_UNTIL_THEN,
    ),
    _taken_back(
        "infection_taken_back",
        "The patient told where an infection is, and now reports none, or is not sure.",
        "Infection told of, then not",
        infection_now,
        (infection_site,),
        OPEN_UNTIL_THEN,
    ),
    _taken_back(
        "reaction_taken_back",
        "The patient told what happened in a reaction, and now reports none, or is not sure.",
        "Reaction told of, then not",
        reactions,
        (reactions_what,),
        OPEN_UNTIL_THEN,
    ),
    _taken_back(
        "cancer_taken_back",
        "The patient told of a cancer, and now reports never to have had any, or is not sure.",
        "Cancer told of, then not",
        cancer,
        OF_CANCER,
        f"A red flag that it raised stays open. The criteria use the later answer. {SETTLE}",
    ),
    _taken_back(
        "fracture_taken_back",
        "The patient told what was said of a spinal fracture, and now reports none, or is not sure.",
        "Fracture told of, then not",
        told_of_fracture,
        OF_FRACTURE,
        f"The criteria use the later answer: what was told of the fracture is not counted. {SETTLE}",
    ),
    _taken_back(
        "mri_taken_back",
        "The patient told what MRI showed, and now reports no MRI that is done, or is not sure.",
        "MRI told of, then not",
        mri_status,
        (mri_showed_recent,),
        f"The criteria use the imaging report. {SETTLE}",
    ),
)
