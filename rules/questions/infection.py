"""An infection that the patient has now, and where it is."""

from rules.language.logic.case import Absent
from rules.language.questions import Advice, Choice, YesNo

infection_now = YesNo(
    "infection_now",
    "Do you have an infection now?",
    "Infection now",
    hint="Choose Yes if you take antibiotics for one",
)

infection_site = Choice(
    "infection_site",
    "Where is the infection?",
    "Place of the infection",
    asked_if=infection_now.yes,
    about="Where the infection is",
    advice={Advice.SAME_DAY: ("spine", Absent.NOT_SURE)},
    options={
        "spine": "In the spine",
        "chest": "In the chest",
        "urine": "In the urine or kidneys",
        "skin": "In the skin, or in a wound",
        "other": "Somewhere else",
    },
)
