"""What the patient answered once and a changed answer now hides: said as a conflict, never lost.

The answers to weigh are then open, until staff correct or confirm the one that was changed.
"""

from rules.language.criteria.kinds import taken_back
from rules.language.questions.left_behind import UnopposedMultiChoice, UnopposedYesNo
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
from rules.questions.infection import infection_now, infection_site
from rules.questions.mri import mri_showed_recent, mri_status
from rules.questions.safety import (
    blood_thinner,
    blood_thinner_last_dose,
    blood_thinner_which,
    blood_thinner_why,
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

SETTLE = (
    "Ask the patient, then correct or confirm the answer: that takes back what does not go with it."
)
OPEN_UNTIL_THEN = f"Until it is settled, the criteria take neither for known. {SETTLE}"

THINNER_TAKEN_BACK = "thinner_taken_back"
TAKEN_BACK = (
    taken_back(
        THINNER_TAKEN_BACK,
        "The patient told of a blood thinner, and now reports none, or is not sure.",
        short="Blood thinner told of, then not",
        changed=blood_thinner,
        said=OF_THINNER,
        source=PROJECT_CHOICE,
        used=OPEN_UNTIL_THEN,
    ),
    taken_back(
        "infection_taken_back",
        "The patient told where an infection is, and now reports none, or is not sure.",
        short="Infection told of, then not",
        changed=infection_now,
        said=(infection_site,),
        source=PROJECT_CHOICE,
        used=OPEN_UNTIL_THEN,
    ),
    taken_back(
        "reaction_taken_back",
        "The patient told what happened in a reaction, and now reports none, or is not sure.",
        short="Reaction told of, then not",
        changed=reactions,
        said=(reactions_what,),
        source=PROJECT_CHOICE,
        used=OPEN_UNTIL_THEN,
    ),
    taken_back(
        "cancer_taken_back",
        "The patient told of a cancer, and now reports never to have had any, or is not sure.",
        short="Cancer told of, then not",
        changed=cancer,
        said=OF_CANCER,
        source=PROJECT_CHOICE,
        used=f"A red flag that it raised stays open. The criteria use the later answer. {SETTLE}",
    ),
    taken_back(
        "fracture_taken_back",
        "The patient told what was said of a spinal fracture, and now reports none, or is not sure.",
        short="Fracture told of, then not",
        changed=told_of_fracture,
        said=OF_FRACTURE,
        source=PROJECT_CHOICE,
        used=f"The criteria use the later answer: what was told of the fracture is not counted. {SETTLE}",
    ),
    taken_back(
        "mri_taken_back",
        "The patient told what MRI showed, and now reports no MRI that is done, or is not sure.",
        short="MRI told of, then not",
        changed=mri_status,
        said=(mri_showed_recent,),
        source=PROJECT_CHOICE,
        used=f"The criteria use the imaging report. {SETTLE}",
    ),
)
