"""Which pain medicines and other treatments were tried, and how much they helped."""

from rules.language.logic.conditions import any_of, not_
from rules.language.questions import Entries, MultiChoice, Number, Step, Text
from rules.language.questions.pages import Page, Section
from rules.questions.pain_medicine import (
    medicine_amount,
    medicine_changed_every,
    medicine_form,
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
    medicine_unit,
    medicine_why_stopped,
)

pain_medicines = Entries(
    "pain_medicines",
    "Which pain medicines do you take, or have you tried, for this pain?",
    "Pain medicines",
    hint="Include ones you bought yourself, patches and creams",
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
    noted=(medicine_read_as, medicine_read_as_thinner, medicine_read_how),
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
            intro="Have the boxes beside you if you can. Add each medicine by itself, also those you have stopped.",
        ),
        Page.asking(relief),
        Page.asking(other_treatments),
        Page.asking(other_treatments_helped),
    ),
)
