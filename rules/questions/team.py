"""What only staff can know of the team and the site: who decided, and what is to hand."""

from rules.language.questions import Audience, YesNo
from rules.language.questions.pages import Page, Section

NOT_KNOWN = "Not known"

multidisciplinary_decision = YesNo(
    "multidisciplinary_decision",
    "Did a multidisciplinary team decide on the procedure?",
    "Multidisciplinary decision",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

specialists_agree = YesNo(
    "specialists_agree",
    "For a fracture from cancer: do an oncologist, an interventional radiologist and a spinal surgeon agree?",
    "Oncologist, interventional radiologist and spinal surgeon agree",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

spinal_surgery_access = YesNo(
    "spinal_surgery_access",
    "Does the site have access to spinal surgery?",
    "Access to spinal surgery",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

SECTION = Section(
    "team",
    "Team and site",
    (
        Page(
            "team-and-site",
            "Team and site",
            (multidisciplinary_decision, specialists_agree, spinal_surgery_access),
        ),
    ),
)
