"""Symptoms that may need help now, asked before anything else about health."""

from rules.language.pages import Page, Section
from rules.language.questions import Advice, MultiChoice, YesNo

cauda_equina = MultiChoice(
    "cauda_equina",
    "Do you have any of these new problems?",
    "Cauda equina symptoms (new)",
    hint="Choose all that apply",
    advice=Advice.EMERGENCY,
    advised_by=frozenset({"saddle_numbness", "passing_urine", "bowel", "sexual_numbness"}),
    options={
        "saddle_numbness": "Numbness between your legs, or around your genitals or bottom",
        "passing_urine": "Trouble passing or holding urine, a weaker flow, or less urge to go",
        "bowel": "Loss of control of your bowels, or loss of feeling when you go",
        "sexual_numbness": "Loss of feeling during sex",
    },
)

new_weakness = YesNo(
    "new_weakness",
    "Do you have new weakness in your arms or legs?",
    "New weakness in the limbs",
    hint="For example, a leg gives way or a foot drags",
    advice=Advice.EMERGENCY,
)

chest_or_tearing = MultiChoice(
    "chest_or_tearing",
    "Do you have any of these now?",
    "Chest pain, tearing pain or collapse",
    hint="Choose all that apply",
    advice=Advice.EMERGENCY,
    advised_by=frozenset({"tearing_pain", "chest_pain", "collapse"}),
    options={
        "tearing_pain": "Sudden tearing pain in your back or tummy",
        "chest_pain": "Pain or tightness in the middle of your chest",
        "collapse": "You have fainted or collapsed",
    },
)

opioid_danger = MultiChoice(
    "opioid_danger",
    "Have pain medicines given you any of these problems now?",
    "Danger signs on pain medicines",
    hint="Choose all that apply",
    advice=Advice.EMERGENCY,
    advised_by=frozenset({"drowsy", "confused", "slow_breathing"}),
    options={
        "drowsy": "You are very sleepy, or hard to wake",
        "confused": "You are newly confused, or see things that are not there",
        "slow_breathing": "Your breathing is slow or shallow",
    },
)

infection_signs = MultiChoice(
    "infection_signs",
    "Have any of these happened in the last few weeks?",
    "Signs of infection and chances for one",
    hint="Choose all that apply",
    advice=Advice.SAME_DAY,
    advised_by=frozenset({"fever"}),
    options={
        "fever": "A fever (38°C or higher), or feeling hot and shivery",
        "chills_or_unwell": "Chills, or feeling very unwell",
        "recent_infection": "An infection, for example of the chest, urine or skin",
        "recent_surgery_or_injection": "An operation, or an injection into your back or a joint",
        "injected_drugs": "You have injected drugs that were not prescribed",
    },
)

nerve_symptoms = MultiChoice(
    "nerve_symptoms",
    "Do you have any of these since your back pain began?",
    "Nerve symptoms",
    hint="Choose all that apply",
    options={
        "both_legs": "Pain in both legs",
        "numbness_or_tingling": "Numbness, tingling or loss of feeling in your arms or legs",
        "band_like": "Pain like a tight band around your chest or tummy",
        "walking_change": "A change in how you walk, or unsteady legs",
    },
)

cancer_signs = MultiChoice(
    "cancer_signs",
    "Do you have either of these?",
    "Weight loss or pain in several places",
    hint="Choose all that apply",
    options={
        "weight_loss": "You have lost weight without trying",
        "several_places": "You have new bone pain in several places",
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
    "Symptoms that may need help soon",
    (
        Page.asking(
            cauda_equina,
            intro=(
                "We ask this first because these problems can need help at once. "
                "Nobody watches your answers as they come in."
            ),
        ),
        Page.asking(new_weakness),
        Page.asking(chest_or_tearing),
        Page.asking(opioid_danger),
        Page.asking(infection_signs, intro="An infection can cause back pain. It also has to be treated first."),
        Page.asking(nerve_symptoms),
        Page.asking(cancer_signs),
        Page.asking(new_deformity),
    ),
)
