"""What could make the procedure, or lying still for it, less safe."""

from decimal import Decimal

from rules.language.logic.conditions import all_of, not_
from rules.language.logic.relations import WorkingFigure
from rules.language.questions import ApproximateDay, MultiChoice, Text, YesNo
from rules.language.questions.pages import Page, Section, TickList
from rules.medicines.antithrombotics import ANTITHROMBOTIC_NAMES
from rules.questions.about_you import age, sex
from rules.questions.usual import LONG_AGO

PREGNANCY_AGE = WorkingFigure(
    key="pregnancy_asked_under",
    says="Possible pregnancy is asked about under the age of",
    value=Decimal(60),
    unit="years",
    why="No source read gives an age. 60 lies well above the usual end of the years in which a pregnancy is possible.",
    high=Decimal(130),
)

blood_thinner = YesNo(
    "blood_thinner",
    "Do you take a medicine that thins the blood?",
    "Takes a blood thinner",
    hint="For example, aspirin, warfarin, apixaban or clopidogrel",
)

blood_thinner_which = MultiChoice(
    "blood_thinner_which",
    "Which blood thinners do you take?",
    "Blood thinners",
    hint="Choose all that apply; the most common ones come first",
    asked_if=blood_thinner.yes,
    # What most people take comes first; what only hospitals give comes late.
    options={
        "aspirin": ANTITHROMBOTIC_NAMES["aspirin"],
        "clopidogrel": ANTITHROMBOTIC_NAMES["clopidogrel"],
        "apixaban": ANTITHROMBOTIC_NAMES["apixaban"],
        "rivaroxaban": ANTITHROMBOTIC_NAMES["rivaroxaban"],
        "edoxaban": ANTITHROMBOTIC_NAMES["edoxaban"],
        "dabigatran": ANTITHROMBOTIC_NAMES["dabigatran"],
        **ANTITHROMBOTIC_NAMES,
        "other": "Another one",
    },
)

blood_thinner_why = MultiChoice(
    "blood_thinner_why",
    "Why do you take a blood thinner?",
    "Why a blood thinner",
    hint="Choose all that apply",
    asked_if=blood_thinner.yes,
    options={
        "irregular_heartbeat": "Irregular heartbeat (atrial fibrillation)",
        "clot": "A blood clot in a leg or a lung",
        "stroke": "A stroke or mini-stroke",
        "stent_or_heart_attack": "A stent, heart attack or angina",
        "mechanical_valve": "A mechanical heart valve",
        "other": "Another reason",
    },
)

blood_thinner_last_dose = ApproximateDay(
    "blood_thinner_last_dose",
    "When did you last take your blood thinner?",
    "Last dose of blood thinner",
    asked_if=blood_thinner.yes,
    years_back=LONG_AGO,
)

bleeding_disorder = YesNo(
    "bleeding_disorder",
    "Do you have a bleeding or clotting problem?",
    "Bleeding or clotting disorder",
    hint="For example, haemophilia, low platelets or bleeding that will not stop",
    about="A bleeding or clotting problem, such as haemophilia or low platelets",
)

liver_disease = YesNo(
    "liver_disease", "Do you have liver disease?", "Liver disease", about="Liver disease"
)

kidney_disease = YesNo(
    "kidney_disease", "Do you have kidney disease?", "Kidney disease", about="Kidney disease"
)

reactions = MultiChoice(
    "reactions",
    "Have you ever had a bad reaction to any of these?",
    "Reactions",
    hint="Choose all that apply",
    options={
        "bone_cement": "Bone cement, for example in a new hip or knee",
        "contrast": "Dye for a scan (contrast)",
        "anaesthetic": "Numbing or sleeping medicine for a procedure (anaesthetic)",
        "antibiotics": "Antibiotics",
    },
)

reactions_what = Text(
    "reactions_what",
    "What happened when you had the reaction?",
    "What the reaction was",
    hint="For example, a rash, swelling or trouble breathing, and to which medicine",
    asked_if=not_(reactions.is_none),
    unsure="",
    lines=4,
)

pregnant = YesNo(
    "pregnant",
    "Are you pregnant, or could you be?",
    "Pregnant or possibly pregnant",
    asked_if=all_of(not_(sex.is_("male")), age.is_under(PREGNANCY_AGE)),
)

lie_face_down = YesNo(
    "lie_face_down",
    "Could you lie on your front for 1 to 2 hours?",
    "Can lie face down for 1 to 2 hours",
    hint="You may have pillows and pain medicine",
)

severe_heart_or_lung = YesNo(
    "severe_heart_or_lung",
    "Do you have serious heart or lung disease?",
    "Severe heart or lung disease",
    hint="For example, you are short of breath when you rest or lie flat",
    about="Serious heart or lung disease: short of breath when I rest or lie flat",
)

diabetes = YesNo("diabetes", "Do you have diabetes?", "Diabetes", about="Diabetes")

weak_immunity = YesNo(
    "weak_immunity",
    "Is your body less able to fight infections (weak immunity)?",
    "Weak immunity",
    hint="For example, from chemotherapy, a transplant or HIV",
    about="A weak defence against infections, for example from chemotherapy, a transplant or HIV",
)

sedatives = YesNo(
    "sedatives",
    "Do you take sleeping pills, or medicines that make you calm or sleepy?",
    "Sleeping pills or other sedatives",
    hint="For example, zopiclone, diazepam, pregabalin or gabapentin",
    about="I take sleeping pills, or medicines that make me calm or sleepy, such as zopiclone, diazepam, pregabalin or gabapentin",
)

ILLNESSES = TickList(
    "illnesses",
    "Do you have any of these?",
    (
        bleeding_disorder,
        liver_disease,
        kidney_disease,
        severe_heart_or_lung,
        diabetes,
        weak_immunity,
        sedatives,
    ),
)

SECTION = Section(
    "safety",
    "Your safety",
    (
        Page(
            "procedure",
            "Before a procedure",
            (blood_thinner, reactions, lie_face_down),
            intro="Keep taking your medicines, unless your own team tells you to stop.",
        ),
        Page(
            "blood-thinner-which",
            "About your blood thinner",
            (blood_thinner_which, blood_thinner_why, blood_thinner_last_dose),
        ),
        Page.asking(reactions_what),
        Page(
            "illnesses",
            ILLNESSES.text,
            ILLNESSES.questions,
            ticked=ILLNESSES,
        ),
        Page.asking(
            pregnant, intro="The procedure uses X-rays, which can harm a baby before it is born."
        ),
    ),
)
