"""The OF score of AO Spine and DGOU, as its pocket card has it: what staff enter, and its points.

The card calls the score not validated, and takes what is unknown for 0. Here that is a range.
"""

from rules.language.questions import Audience, Choice, MultiChoice, YesNo
from rules.language.questions.pages import Page, Section
from rules.language.questions.score import Points, Score
from rules.questions.examination import NOT_KNOWN

of_type = Choice(
    "of_type",
    "Type of the fracture in the OF classification",
    "OF type",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    options={
        "of1": "OF 1: oedema only",
        "of2": "OF 2: one endplate, less than a fifth of the posterior wall",
        "of3": "OF 3: one endplate, more than a fifth of the posterior wall",
        "of4": "OF 4: both endplates",
        "of5": "OF 5: the tension band fails",
    },
)

of_bone = YesNo(
    "of_bone",
    "Is the T-score under -3, or the bone at most 90 Hounsfield units on CT?",
    "OF: T-score under -3, or 90 HU or less",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

of_progress = YesNo(
    "of_progress",
    "Is the deformity progressing?",
    "OF: deformity progressing",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

of_pain = YesNo(
    "of_pain",
    "Is the pain 5 or more on analgesia of WHO step II?",
    "OF: pain of 5 or more on analgesia",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

of_neurology = YesNo(
    "of_neurology",
    "Are there neurological symptoms?",
    "OF: neurological symptoms",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

of_mobile = YesNo(
    "of_mobile",
    "Is the patient mobile on analgesia?",
    "OF: mobile on analgesia",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

of_health = MultiChoice(
    "of_health",
    "Which of these hold?",
    "OF: general health",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    options={
        "asa": "ASA class over 3",
        "frailty": "Frailty index over 2",
        "anticoagulation": "Anticoagulation",
    },
)

OF_SCORE = Score(
    (
        Points(of_type, {"of1": 2, "of2": 4, "of3": 6, "of4": 8, "of5": 10}),
        Points(of_bone, {True: 1, False: 0}),
        Points(of_progress, {True: 1, False: -1}),
        Points(of_pain, {True: 1, False: -1}),
        Points(of_neurology, {True: 2, False: 0}),
        Points(of_mobile, {True: -1, False: 1}),
        Points(of_health, {"asa": -1, "frailty": -1, "anticoagulation": -1}, least=-2),
    )
)
OF_SCORE_SAYS = "By its card 0 to 5 is for conservative care, 6 for either and over 6 for surgery, of which cement is one form. The card calls the score not validated: it is information here, and no verdict."

SECTION = Section(
    "of-score",
    "OF score",
    (
        Page(
            "of-score",
            "OF score (AO Spine and DGOU)",
            (of_type, of_bone, of_progress, of_pain, of_neurology, of_mobile, of_health),
            intro="Information, and no verdict: its card calls it not validated. What is not entered is not taken for 0.",
        ),
    ),
)
