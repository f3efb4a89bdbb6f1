"""What is asked of one pain medicine."""

from rules.language.logic.conditions import any_of, not_
from rules.language.questions import ApproximateDay, Choice, MultiChoice, Number, Text, YesNo
from rules.medicines import HOW_READ, INGREDIENT_NAMES
from rules.medicines.antithrombotics import ANTITHROMBOTIC_NAMES
from rules.medicines.filler_words import COUNTED
from rules.medicines.how_often import read_days_between, read_times
from rules.medicines.listed_twice import AGAIN
from rules.medicines.strength import unclear_number

medicine_name = Text(
    "name",
    "What is the medicine called?",
    "Name",
    hint="As it is written on the box, for example co-codamol",
    unsure="",
    longest=200,
    unclear=unclear_number,
)

medicine_form = Choice(
    "form",
    "How do you take it?",
    "Form",
    unsure="",
    options={
        "tablet": "Tablet or capsule",
        "patch": "Patch",
        "liquid": "Liquid",
        "injection": "Injection",
        "cream": "Cream or gel",
        "other": "Another way",
    },
)

medicine_strength = Text(
    "strength",
    "How strong is it?",
    "Strength",
    hint="The number on the box, for example 10, or 30/500 if there are 2",
    longest=100,
    unclear=unclear_number,
)

medicine_unit = Choice(
    "unit",
    "What is written after that number?",
    "Unit",
    beside=True,
    options={
        "mg": "mg (milligrams)",
        "microgram": "micrograms (mcg)",
        "microgram_an_hour": "micrograms an hour (mcg/h), on a patch",
        "mg_in_5_ml": "mg in 5 ml, on a liquid",
        "mg_in_1_ml": "mg in 1 ml, on a liquid",
        "percent": "% (percent), on a cream or gel",
    },
    brief={
        "mg": "mg",
        "microgram": "micrograms",
        "microgram_an_hour": "micrograms an hour",
        "mg_in_5_ml": "mg in 5 ml",
        "mg_in_1_ml": "mg in 1 ml",
        "percent": "%",
    },
    offered_by=medicine_form,
    offered={
        "tablet": ("mg", "microgram"),
        "patch": ("microgram_an_hour", "microgram", "mg", "percent"),
        "liquid": ("mg_in_5_ml", "mg_in_1_ml", "mg"),
        "cream": ("percent", "mg"),
    },
)

medicine_still_taken = YesNo(
    "still_taken",
    "Do you still take it?",
    "Still taken",
    hint="If you have stopped, tell us below how you took it",
    unsure="",
)

medicine_amount = Number(
    "amount",
    "How many do you take at one time?",
    "Amount at one time",
    hint="For a liquid, how many ml; for a patch, how many you wear at once",
    decimals=2,
    high=1000,
    varies=True,
    counted=COUNTED,
    unit="at a time",
    unit_by=medicine_form,
    units={"liquid": "ml at a time", "patch": "worn at once"},
)

medicine_times = Number(
    "times",
    "How many times a day do you take it?",
    "Times a day",
    hint="If this changes, think of a usual day",
    # A patch is worn all day. A form left out is no patch yet, so that nobody is asked too little.
    asked_if=any_of(medicine_form.is_unknown, not_(medicine_form.is_("patch"))),
    decimals=2,
    high=48,
    varies=True,
    reader=read_times,
    unit="times a day",
    once="once a day",
)

medicine_changed_every = Number(
    "changed_every",
    "How often do you change the patch?",
    "Patch changed",
    hint="For example, every 3 days, or once a week",
    asked_if=medicine_form.is_("patch"),
    decimals=2,
    high=31,
    varies=True,
    reader=read_days_between,
    counted=frozenset(("day", "days")),
    unit="days from one patch to the next",
)

medicine_pattern = Choice(
    "pattern",
    "When do you take it?",
    "Regular or when needed",
    unsure="",
    options={"regular": "Regularly, at set times", "when_needed": "Only when I need it"},
)

medicine_since = ApproximateDay("since", "When did you start taking it?", "Since")

medicine_relief = Choice(
    "relief",
    "How much does it help?",
    "Relief",
    options={
        "none": "It does not help",
        "a_little": "It helps a little",
        "a_lot": "It helps a lot",
        "complete": "It takes the pain away",
    },
)

medicine_side_effects = MultiChoice(
    "side_effects",
    "Does it cause any problems (side effects)?",
    "Side effects",
    hint="Choose all that apply",
    none="No problems",
    options={
        "drowsy": "Sleepiness",
        "confused": "Confusion",
        "constipation": "Hard or few bowel movements (constipation)",
        "sick": "Feeling or being sick",
        "dizzy": "Dizziness",
        "other": "Another problem",
    },
)

medicine_why_stopped = Choice(
    "why_stopped",
    "Why did you stop taking it?",
    "Why stopped",
    asked_if=medicine_still_taken.no,
    options={
        "side_effects": "It caused problems (side effects)",
        "did_not_help": "It did not help enough",
        "advised": "A doctor, nurse or pharmacist told me to stop",
        "other": "Another reason",
    },
)

medicine_read_as = MultiChoice(
    "read_as",
    "What is in the medicine that the name was read as?",
    "Read as",
    unsure="",
    none="no medicine on record here",
    options=INGREDIENT_NAMES,
)

medicine_read_as_thinner = MultiChoice(
    "read_as_thinner",
    "Which medicine that slows clotting was the name read as?",
    "Slows clotting",
    unsure="",
    none="none",
    options=ANTITHROMBOTIC_NAMES,
)

medicine_read_how = Choice(
    "read_how",
    "How was the name read?",
    "How it was read",
    unsure="",
    options=HOW_READ,
)

medicine_listed_again = Choice(
    "listed_again",
    "Is it the same medicine as one listed before it?",
    "Listed twice",
    options=AGAIN,
)

medicine_typed = Text(
    "typed",
    "What was written of it in one line?",
    "As typed",
    hint="For example: co-codamol 30/500, 2 tablets, 4 times a day",
    unsure="",
    longest=200,
    unclear=unclear_number,
)
