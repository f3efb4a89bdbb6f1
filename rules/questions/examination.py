"""What only staff can know beside the imaging report: examination, blood results and plan."""

from rules.language.questions import Audience, Day, Number, Shorter, Text, YesNo
from rules.language.questions.pages import Page, Section
from rules.questions.safety import blood_thinner_which
from rules.questions.usual import (
    LONG_AGO,
    USUAL_CLEARANCE,
    USUAL_HAEMOGLOBIN,
    USUAL_INR,
    USUAL_PLATELETS,
)
from rules.questions.windows import BLOOD_DAYS, EXAMINATION_DAYS, WARFARIN_INR_DAYS

NOT_KNOWN = "Not known"

examination_date = Day(
    "examination_date",
    "Date of the examination",
    "Examination date",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    years_back=LONG_AGO,
)

tender_at_fracture = YesNo(
    "tender_at_fracture",
    "Is the patient tender at the fracture level?",
    "Tender at the fracture level",
    hint="No means that the pain does not come from that level",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    observed_on=(examination_date,),
    window=EXAMINATION_DAYS,
)

deficit_on_examination = YesNo(
    "deficit_on_examination",
    "Is there a neurological deficit on examination?",
    "Neurological deficit on examination",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    observed_on=(examination_date,),
    window=EXAMINATION_DAYS,
)

infection_judged = YesNo(
    "infection_judged",
    "Is there an active infection, as judged by staff?",
    "Active infection, as judged by staff",
    hint="No means that it was looked for and ruled out",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    observed_on=(examination_date,),
    window=EXAMINATION_DAYS,
)

blood_date = Day(
    "blood_date",
    "Date of the blood sample",
    "Blood sample date",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    years_back=LONG_AGO,
)

inr_date = Day(
    "inr_date",
    "Date of the INR, where it differs from the sample below",
    "INR date",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    years_back=LONG_AGO,
)

inr = Number(
    "inr",
    "INR",
    "INR",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=20,
    decimals=2,
    beyond=True,
    usual=USUAL_INR,
    observed_on=(inr_date, blood_date),
    window=BLOOD_DAYS,
    shorter=Shorter(WARFARIN_INR_DAYS, blood_thinner_which.includes("warfarin"), "on warfarin"),
)

platelets = Number(
    "platelets",
    "Platelets",
    "Platelets",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=2000,
    unit="× 10⁹/L",
    beyond=True,
    usual=USUAL_PLATELETS,
    observed_on=(blood_date,),
    window=BLOOD_DAYS,
)

haemoglobin = Number(
    "haemoglobin",
    "Haemoglobin",
    "Haemoglobin",
    hint="In g/L: 12.1 g/dL is 121 g/L",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=300,
    unit="g/L",
    beyond=True,
    usual=USUAL_HAEMOGLOBIN,
    observed_on=(blood_date,),
)

creatinine_clearance = Number(
    "creatinine_clearance",
    "Creatinine clearance",
    "Creatinine clearance",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=300,
    decimals=1,
    unit="ml/min",
    beyond=True,
    usual=USUAL_CLEARANCE,
    observed_on=(blood_date,),
)

antithrombotic_plan = YesNo(
    "antithrombotic_plan",
    "Is a plan for stopping the antithrombotic recorded?",
    "Antithrombotic plan recorded",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

antithrombotic_plan_text = Text(
    "antithrombotic_plan_text",
    "The plan, and who made it",
    "Antithrombotic plan",
    asked_of=Audience.STAFF,
    unsure="",
    lines=4,
)

rmdq = Number(
    "rmdq",
    "Roland-Morris disability questionnaire (RMDQ), total",
    "RMDQ total",
    hint="0 to 24, where 24 is the most disabled",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=24,
    unit="of 24",
)

bone_density_referral = YesNo(
    "bone_density_referral",
    "Referred for bone-density evaluation and osteoporosis education?",
    "Bone-density referral",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

osteoporosis_programme = YesNo(
    "osteoporosis_programme",
    "Told to join an osteoporosis prevention or treatment programme?",
    "Osteoporosis programme",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

bone_treatment_alongside = YesNo(
    "bone_treatment_alongside",
    "Is bone-health treatment given alongside?",
    "Bone-health treatment alongside",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

levels_to_treat = Number(
    "levels_to_treat",
    "How many levels are to be treated?",
    "Levels to be treated",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=12,
)

SECTIONS = (
    Section(
        "examination",
        "Examination",
        (
            Page(
                "examination-findings",
                "Examination",
                (tender_at_fracture, deficit_on_examination, infection_judged, examination_date),
            ),
        ),
    ),
    Section(
        "laboratory",
        "Laboratory",
        (
            Page(
                "blood-results",
                "Blood results",
                (inr, inr_date, platelets, haemoglobin, creatinine_clearance, blood_date),
            ),
        ),
    ),
    Section(
        "plan",
        "Plan",
        (
            Page(
                "procedure-plan",
                "Plan for the procedure",
                (levels_to_treat, antithrombotic_plan, antithrombotic_plan_text),
            ),
        ),
    ),
    Section(
        "function",
        "Function and bone health",
        (
            Page(
                "function-and-bone-health",
                "Function and bone health",
                (
                    rmdq,
                    bone_density_referral,
                    osteoporosis_programme,
                    bone_treatment_alongside,
                ),
            ),
        ),
    ),
)
