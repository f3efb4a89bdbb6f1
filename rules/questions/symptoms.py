"""The pain: where, since when, how bad, what changes it, and what it does to daily life."""

from rules.language.questions import (
    Advice,
    ApproximateDay,
    Choice,
    MultiChoice,
    Scale,
    Together,
    YesNo,
)
from rules.language.questions.pages import Page, Section
from rules.questions.daily_life import (
    days_in_bed,
    sleep,
    walking,
    walking_stopped_by,
    washing_and_dressing,
)
from rules.questions.urgent import nerve_symptoms
from rules.questions.usual import LONG_AGO
from rules.questions.windows import PAIN_SCORE_DAYS

NO_PAIN = "No pain"
WORST_PAIN = "The worst pain you can imagine"

pain_place = MultiChoice(
    "pain_place",
    "Where does your back hurt?",
    "Place of the pain",
    hint="Choose all that apply",
    none="I have no back pain",
    options={
        "neck": "Neck",
        "between_shoulder_blades": "Between the shoulder blades",
        "bra_strap": "Just below the shoulder blades, where a bra strap sits",
        "middle_of_back": "Middle of the back, between the bra strap and the waist",
        "waist": "Waist, at or just above the waistband",
        "low_back": "Low back, between the waistband and the top of the hips",
        "pelvis": "Below the top of the hips, over the buttocks or tailbone",
    },
)

pain_side = Choice(
    "pain_side",
    "Which side of your back hurts most?",
    "Side of the pain",
    options={
        "middle": "The middle, over the spine",
        "left": "The left side",
        "right": "The right side",
        "both": "Both sides the same",
    },
)

pain_spread = MultiChoice(
    "pain_spread",
    "Does the pain spread anywhere else?",
    "Spread of the pain",
    hint="Choose all that apply",
    none="It stays in one place",
    advice={
        Advice.EMERGENCY: (
            Together(
                frozenset({"both_legs"}),
                beside=nerve_symptoms.includes_any_of("numbness_or_tingling", "walking_change"),
            ),
        ),
        Advice.SAME_DAY: ("both_legs",),
    },
    options={
        "ribs_or_chest": "Around the ribs or chest",
        "tummy": "To the tummy or groin",
        "buttock": "To the buttocks",
        "one_leg": "Down one leg",
        "both_legs": "Pain down both legs",
        "arm": "Down an arm",
    },
)

pain_began = ApproximateDay(
    "pain_began",
    "When did this back pain begin?",
    "Onset of the pain",
    hint="If you had pain before, say when it became clearly worse or different",
    by_consult=True,
    years_back=LONG_AGO,
)

pain_start = Choice(
    "pain_start",
    "How did this back pain begin?",
    "How the pain began",
    about="How the pain began",
    advice={Advice.EMERGENCY: ("high_energy",)},
    unless="This applies unless a doctor has checked your back since the accident.",
    options={
        "no_cause": "It came by itself, with no cause that I know",
        "lifting_or_coughing": "I lifted, bent, twisted, coughed or sneezed",
        "simple_fall": "I fell from standing height or lower",
        "high_energy": "I fell from higher up, or had a road crash or another hard blow",
    },
)

pain_on_movement = Scale(
    "pain_on_movement",
    "How bad is the pain usually when you move?",
    "Pain on movement, usual, last 24 h",
    lowest=NO_PAIN,
    highest=WORST_PAIN,
    window=PAIN_SCORE_DAYS,
)

pain_worst = Scale(
    "pain_worst",
    "How bad was the pain at its worst?",
    "Pain at its worst, last 24 h",
    lowest=NO_PAIN,
    highest=WORST_PAIN,
    window=PAIN_SCORE_DAYS,
)

pain_at_rest = Scale(
    "pain_at_rest",
    "How bad is the pain usually when you rest?",
    "Pain at rest, usual, last 24 h",
    lowest=NO_PAIN,
    highest=WORST_PAIN,
)

pain_now = Scale(
    "pain_now",
    "How bad is the pain right now?",
    "Pain right now",
    lowest=NO_PAIN,
    highest=WORST_PAIN,
)

pain_eased_by = MultiChoice(
    "pain_eased_by",
    "What eases your back pain?",
    "Pain eased by",
    hint="Choose all that apply",
    none="Nothing eases it",
    options={
        "lying_down": "Lying down",
        "sitting": "Sitting",
        "standing": "Standing or walking",
        "medicine": "Pain medicine",
        "heat": "Heat or cold",
        "other": "Something else",
    },
)

pain_worse_with = MultiChoice(
    "pain_worse_with",
    "What makes your back pain worse?",
    "Pain worse with",
    hint="Choose all that apply",
    none="None of these makes it worse",
    options={
        "moving": "Moving, bending or turning over",
        "standing": "Standing or walking",
        "sitting": "Sitting",
        "lying": "Lying down",
        "coughing": "Coughing, sneezing or straining on the toilet",
    },
)

pain_at_night = Choice(
    "pain_at_night",
    "Does your back hurt at night?",
    "Pain at night",
    options={
        "no": "No, or only when I turn over",
        "eased": "Yes, but something eases it",
        "unrelieved": "Yes, and nothing eases it",
    },
)

pain_trend = Choice(
    "pain_trend",
    "Is your back pain getting better or worse?",
    "Course of the pain",
    options={
        "better": "Getting better",
        "same": "Staying about the same",
        "worse": "Getting worse",
    },
)

in_hospital = YesNo(
    "in_hospital",
    "Are you staying in hospital now?",
    "In hospital now",
    hint="Choose Yes if you have a bed on a ward",
)

SECTION = Section(
    "symptoms",
    "Your pain",
    (
        Page("pain-place", "Where it hurts", (pain_place, pain_side, pain_spread)),
        Page("pain-began", "How it began", (pain_began, pain_start)),
        Page(
            "pain-scores",
            "Your back pain in the last 24 hours",
            (pain_on_movement, pain_at_rest, pain_worst, pain_now),
        ),
        Page("pain-changes", "What changes the pain", (pain_eased_by, pain_worse_with)),
        Page("pain-at-night", "Nights, and the last weeks", (pain_at_night, sleep, pain_trend)),
        Page(
            "daily-life",
            "Your daily life",
            (walking, washing_and_dressing, days_in_bed, in_hospital),
        ),
        Page.asking(walking_stopped_by),
    ),
)
