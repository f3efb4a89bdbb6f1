"""Symptoms that may need help now, asked before anything else about health."""

from rules.language.logic.case import Absent
from rules.language.questions import Advice, MultiChoice, Together, YesNo
from rules.language.questions.pages import Page, Section
from rules.questions.infection import infection_now, infection_site

cauda_equina = MultiChoice(
    "cauda_equina",
    "Do you have new problems with your bladder, bowels or feeling between your legs?",
    "Cauda equina symptoms (new)",
    hint="Choose all that apply",
    about="New problems with the bladder, the bowels or feeling between the legs",
    advice={
        Advice.EMERGENCY: ("saddle_numbness", "passing_urine", "bowel", "sexual_numbness"),
        Advice.SAME_DAY: (Absent.NOT_SURE,),
    },
    options={
        "saddle_numbness": "Numbness between my legs, or around my genitals or bottom",
        "passing_urine": "Trouble passing or holding urine, a weaker flow, or less urge to go",
        "bowel": "Loss of control of my bowels, or less feeling when I go",
        "sexual_numbness": "Loss of feeling during sex",
    },
)

new_weakness = YesNo(
    "new_weakness",
    "Do you have new weakness in your arms or legs?",
    "New weakness in the limbs",
    hint="For example, a leg gives way or a foot drags",
    about="New weakness in the arms or legs",
    advice={Advice.EMERGENCY: (True,), Advice.SAME_DAY: (Absent.NOT_SURE,)},
)

chest_or_tearing = MultiChoice(
    "chest_or_tearing",
    "Do you have chest pain or sudden tearing pain, or have you collapsed?",
    "Chest pain, tearing pain or collapse",
    hint="Choose all that apply",
    advice={Advice.EMERGENCY: ("tearing_pain", "chest_pain", "collapse")},
    options={
        "tearing_pain": "Sudden tearing pain in my back or tummy",
        "chest_pain": "Pain or tightness in the middle of my chest",
        "collapse": "I have fainted or collapsed",
    },
)

opioid_danger = MultiChoice(
    "opioid_danger",
    "Do your medicines make you very sleepy, confused or slow to breathe?",
    "Danger signs on pain medicines",
    hint="Choose all that apply",
    advice={Advice.EMERGENCY: ("drowsy", "confused", "slow_breathing")},
    options={
        "drowsy": "I am very sleepy, or hard to wake",
        "confused": "I am newly confused, or see things that are not there",
        "slow_breathing": "My breathing is slow or shallow",
    },
)

infection_signs = MultiChoice(
    "infection_signs",
    "Could you have an infection?",
    "Signs of infection and chances for one",
    hint="Choose all that apply",
    advice={Advice.SAME_DAY: ("fever", "chills_or_unwell")},
    options={
        "fever": "A fever now, or feeling hot and shivery",
        "chills_or_unwell": "Chills, or feeling very unwell, now",
        "recent_infection": "An infection in the last few weeks, for example of the chest, urine or skin",
        "recent_surgery_or_injection": "An operation, or an injection into my back or a joint, in the last few weeks",
        "injected_drugs": "I have injected drugs that nobody prescribed",
        "tuberculosis": "Tuberculosis (TB), now or before",
    },
)

nerve_symptoms = MultiChoice(
    "nerve_symptoms",
    "Since your back pain began, have you noticed numbness, leg pain or unsteady walking?",
    "Nerve symptoms",
    hint="Choose all that apply",
    advice={
        Advice.EMERGENCY: (
            Together(frozenset({"both_legs", "numbness_or_tingling"})),
            Together(frozenset({"both_legs", "walking_change"})),
        ),
        Advice.SAME_DAY: ("both_legs",),
    },
    options={
        "both_legs": "Pain in both legs",
        "numbness_or_tingling": "Numbness, tingling or loss of feeling in my arms or legs",
        "band_like": "Pain like a tight band around my chest or tummy",
        "walking_change": "A change in how I walk, or unsteady legs",
    },
)

cancer_signs = MultiChoice(
    "cancer_signs",
    "Which of these have you noticed lately?",
    "Weight loss or pain in several places",
    hint="Choose all that apply",
    options={
        "weight_loss": "I have lost weight without trying",
        "several_places": "I have new bone pain in several places",
    },
)

new_deformity = YesNo(
    "new_deformity",
    "Has the shape of your back changed lately?",
    "New deformity of the spine",
    hint="For example, you have a new bend, a hump or have lost height",
)

SECTION = Section(
    "urgent",
    "Urgent symptoms",
    (
        Page.asking(
            cauda_equina,
            intro=(
                "These problems can need help at once. Nobody watches your answers as they come in."
            ),
        ),
        Page.asking(new_weakness),
        Page.asking(chest_or_tearing),
        Page.asking(opioid_danger),
        Page(
            "infection-signs",
            "Infection",
            (infection_signs, infection_now),
        ),
        Page.asking(infection_site),
        Page.asking(nerve_symptoms),
        Page("other-changes", "Other changes", (cancer_signs, new_deformity)),
    ),
)
