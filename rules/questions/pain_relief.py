"""Which pain medicines and other treatments were tried, and how much they helped."""

from decimal import Decimal

from rules.language.logic.conditions import all_of, any_of, not_
from rules.language.logic.relations import WorkingFigure
from rules.language.questions import Advice, Entries, MultiChoice, Number, Step, Text, YesNo
from rules.language.questions.pages import Page, Section
from rules.medicines.directions import in_boxes
from rules.medicines.morphine import DailyMorphine
from rules.medicines.names import PAIN_MEDICINE_NAMES
from rules.medicines.paracetamol import DailyParacetamol
from rules.questions.pain_medicine import (
    medicine_amount,
    medicine_changed_every,
    medicine_form,
    medicine_listed_again,
    medicine_name,
    medicine_pattern,
    medicine_read_as,
    medicine_read_as_thinner,
    medicine_read_how,
    medicine_relief,
    medicine_side_effects,
    medicine_since,
    medicine_still_taken,
    medicine_strength,
    medicine_times,
    medicine_typed,
    medicine_unit,
    medicine_why_stopped,
)

pain_medicines = Entries(
    "pain_medicines",
    "Which pain medicines do you take, or have you tried, for this pain?",
    "Pain medicines",
    hint="Include any you bought yourself or have stopped, and patches and creams",
    unsure="I cannot name them",
    unsure_said="The patient cannot name them",
    one="medicine",
    none="I take no pain medicine and have tried none",
    steps=(
        Step(
            "medicine",
            "About the medicine",
            (medicine_name, medicine_form, medicine_strength, medicine_unit),
        ),
        Step(
            "use",
            "How you take it",
            (
                medicine_still_taken,
                medicine_amount,
                medicine_times,
                medicine_changed_every,
                medicine_pattern,
                medicine_since,
            ),
        ),
        Step(
            "effect",
            "How it works for you",
            (medicine_relief, medicine_side_effects),
        ),
        Step("stopped", "Why you stopped", (medicine_why_stopped,)),
    ),
    noted=(
        medicine_read_as,
        medicine_read_as_thinner,
        medicine_read_how,
        medicine_listed_again,
        medicine_typed,
    ),
    typed=medicine_typed,
    in_boxes=in_boxes,
    suggested=PAIN_MEDICINE_NAMES,
)

MOST_MORPHINE = WorkingFigure(
    "most_morphine",
    "An opioid dose is asked about over",
    Decimal(500),
    "mg of morphine a day",
    "No source gives a number. It is ten times the dose that counts as large: over it a slip of the pen is likelier.",
    high=Decimal(100_000),
)
MOST_PARACETAMOL = WorkingFigure(
    "most_paracetamol",
    "Paracetamol is asked about over",
    Decimal(4000),
    "mg a day",
    "The usual most for an adult is 4 g a day (from memory, not checked against a source); less for who is light or frail.",
    high=Decimal(100_000),
)

opioids_as_given = DailyMorphine(pain_medicines, "Morphine equivalent a day as given")
paracetamol_as_given = DailyParacetamol(pain_medicines, "Paracetamol a day")

opioid_doses_confirmed = YesNo(
    "opioid_doses_confirmed",
    "Is this what you take in a day?",
    "Opioid doses are right",
    hint="It is more than most people take: look at the boxes if you can",
    asked_if=opioids_as_given.is_over(MOST_MORPHINE),
)

paracetamol_confirmed = YesNo(
    "paracetamol_confirmed",
    "Is this how much paracetamol you take in a day?",
    "Paracetamol dose is right",
    hint="It is more than most people take, and several medicines can have it: look at the boxes",
    asked_if=paracetamol_as_given.is_over(MOST_PARACETAMOL),
    advice={Advice.SAME_DAY: (True,)},
    about="A high dose of paracetamol, in all medicines together",
)

daily_morphine = DailyMorphine(
    pain_medicines,
    "Morphine equivalent a day",
    doubted=all_of(
        opioids_as_given.is_over(MOST_MORPHINE),
        any_of(opioid_doses_confirmed.no, opioid_doses_confirmed.is_unknown),
    ),
)
daily_paracetamol = DailyParacetamol(
    pain_medicines,
    "Paracetamol a day",
    doubted=all_of(
        paracetamol_as_given.is_over(MOST_PARACETAMOL),
        any_of(paracetamol_confirmed.no, paracetamol_confirmed.is_unknown),
    ),
)

relief = Number(
    "relief",
    "How much of your pain do all your pain medicines take away together?",
    "Relief from all pain medicines together",
    hint="0 means none of the pain, 50 means half and 100 means all of it",
    asked_if=any_of(pain_medicines.is_unknown, not_(pain_medicines.is_none)),
    unit="%",
)

other_treatments = MultiChoice(
    "other_treatments",
    "Which other treatments have you tried for this pain?",
    "Other treatments",
    hint="Choose all that apply",
    options={
        "brace": "A brace or corset",
        "physiotherapy": "Exercises with a physiotherapist",
        "nerve_block": "An injection to numb a nerve (nerve block)",
        "bed_rest": "Rest in bed",
        "other": "Another treatment",
    },
)

other_treatments_helped = Text(
    "other_treatments_helped",
    "How much did the other treatments help?",
    "How other treatments helped",
    hint="In your own words",
    asked_if=not_(other_treatments.is_none),
    unsure="",
    lines=4,
)

SECTION = Section(
    "pain-relief",
    "Pain relief",
    (
        Page.asking(
            pain_medicines,
            intro="Have the boxes beside you if you can.",
        ),
        Page.asking(opioid_doses_confirmed),
        Page.asking(paracetamol_confirmed),
        Page(
            "relief",
            "How much it helps",
            (relief, other_treatments),
        ),
        Page.asking(other_treatments_helped),
    ),
)
