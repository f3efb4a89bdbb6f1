"""What the pain does to daily life: walking, bed, sleep, washing and dressing."""

from rules.language.questions import Advice, Choice, MultiChoice, Number

walking = Choice(
    "walking",
    "How well can you walk now?",
    "Walking",
    options={
        "usual": "As well as before this pain",
        "with_stick_or_frame": "With a stick or frame that I did not need before",
        "few_steps": "Only a few steps",
        "not_at_all": "I cannot walk",
    },
)

walking_stopped_by = MultiChoice(
    "walking_stopped_by",
    "What stops you from walking further?",
    "What stops the patient walking",
    hint="Choose all that apply",
    asked_if=walking.is_one_of("few_steps", "not_at_all"),
    advice={Advice.EMERGENCY: ("weakness", "numbness")},
    options={
        "pain": "Pain",
        "weakness": "My legs are weak, or give way",
        "numbness": "My legs or feet are numb",
        "unsteady": "I am unsteady, or afraid to fall",
        "breath": "I get out of breath",
        "other": "Something else",
    },
)

days_in_bed = Number(
    "days_in_bed",
    "On how many of the last 7 days did you stay mostly in bed?",
    "Days mostly in bed, of the last 7",
    hint="Enter 0 if there were none",
    high=7,
    unit="of 7 days",
)

sleep = Choice(
    "sleep",
    "How has your back pain changed your sleep?",
    "Sleep",
    options={
        "well": "I sleep as well as before",
        "woken": "The pain wakes me",
        "hardly": "I hardly sleep because of the pain",
    },
)

washing_and_dressing = Choice(
    "washing_and_dressing",
    "Can you wash and dress yourself?",
    "Washing and dressing",
    options={
        "alone": "Yes, by myself",
        "with_help": "Only with help",
        "not_at_all": "No, someone does it for me",
    },
)
