"""The risk of bleeding by SIR 2019 and ASRA 2018: blood results, and what slows clotting."""

from decimal import Decimal

from rules.language.criteria.criteria import Protocol
from rules.language.criteria.kinds import note, review, review_of_each_option, within_limit
from rules.language.logic.conditions import all_of, any_of
from rules.language.logic.relations import WorkingFigure
from rules.medicines.antithrombotics import ANTITHROMBOTIC_HOLDING, NO_HOLDING
from rules.protocols.contraindications import FEWEST_PLATELETS, HIGHEST_INR
from rules.questions.examination import (
    antithrombotic_plan,
    creatinine_clearance,
    haemoglobin,
    inr,
    platelets,
)
from rules.questions.from_medicines import thinner_listed
from rules.questions.pain_relief import pain_medicines
from rules.questions.safety import (
    blood_thinner,
    blood_thinner_last_dose,
    blood_thinner_which,
    blood_thinner_why,
    kidney_disease,
    liver_disease,
)
from rules.sources import ASRA_2018, PROJECT_CHOICE, SIR_2019

SURE_INR = Decimal("1.5")  # SIR 2019: INR at most 1.5 to 1.8
LIVER_INR = Decimal("2.5")  # SIR 2019, chronic liver disease: INR under 2.5
LIVER_PLATELETS = Decimal(30)  # SIR 2019, chronic liver disease: platelets over 30
LOW_CLEARANCE = Decimal(50)  # SIR 2019: longer for apixaban, dabigatran and fondaparinux under 50
VERY_LOW_CLEARANCE = Decimal(29)  # SIR 2019: longer for rivaroxaban from 15 to 29

LIMITS = (
    within_limit(
        "inr_within_limit",
        "INR is at most 1.5 to 1.8.",
        inr.is_at_most(SURE_INR),
        short="INR",
        outside_when=inr.is_over(HIGHEST_INR),
        source=SIR_2019,
        grey="SIR gives this limit as a range: from over 1.5 to 1.8 it is for the clinician.",
    ),
    within_limit(
        "platelets_within_limit",
        "Platelets are at least 50 × 10⁹/L.",
        platelets.is_at_least(FEWEST_PLATELETS),
        short="Platelets",
        source=SIR_2019,
        guidance="Under 50, SIR says to transfuse. It asks for haemoglobin as a matter of routine and gives no limit for it; it no longer advises an aPTT.",
        reported=(haemoglobin,),
    ),
    within_limit(
        "liver_disease_limits",
        "In chronic liver disease: INR is under 2.5 and platelets are over 30 × 10⁹/L.",
        all_of(inr.is_under(LIVER_INR), platelets.is_over(LIVER_PLATELETS)),
        short="Limits in chronic liver disease",
        applies_when=liver_disease.yes,
        source=SIR_2019,
        guidance="SIR asks for fibrinogen over 100 mg/dL as well, which is not entered here. Whether liver disease as reported is chronic is for the clinician.",
    ),
)

HOLDINGS_READ = "Both second-hand, ASRA's from one public calculator: to be read by a clinician before use. Where they differ, one radiology group's guideline of 2020 follows ASRA for the spine. The plan is the clinician's."

ANTITHROMBOTIC_REVIEWS = review_of_each_option(
    "antithrombotic",
    "Takes a medicine that slows clotting: {}.",
    blood_thinner_which,
    source=SIR_2019,
    guidance="Before a procedure with a high risk of bleeding (both second-hand). {} The plan is the clinician's.",
    each={**ANTITHROMBOTIC_HOLDING, "other": NO_HOLDING},
    reported=(
        antithrombotic_plan,
        blood_thinner_why,
        blood_thinner_last_dose,
        creatinine_clearance,
    ),
)

NORMAL_INR = WorkingFigure(
    "normal_inr",
    "An INR counts as normal up to",
    Decimal("1.2"),
    "",
    "ASRA 2018 asks a normal INR of those who stopped warfarin; as read, it gives no number.",
    high=Decimal(5),
)

WARFARIN_INR = note(
    "warfarin_inr_above_normal",
    "Takes warfarin, and the INR is above normal and at most 1.8: ASRA 2018 asks a normal INR.",
    all_of(
        blood_thinner_which.includes("warfarin"),
        inr.is_over(NORMAL_INR),
        inr.is_at_most(HIGHEST_INR),
    ),
    source=ASRA_2018,
    guidance="SIR 2019 takes an INR of at most 1.8. For the spine one radiology group follows ASRA where the two differ.",
    reported=(antithrombotic_plan,),
)

THINNER_LISTED = review(
    "antithrombotic_listed",
    "A medicine that slows clotting is among the pain medicines.",
    thinner_listed.yes,
    source=PROJECT_CHOICE,
    guidance="Ask whether it is still taken, and add it to the blood thinners: its holding time then stands here.",
    reported=(pain_medicines, blood_thinner),
)

BLEEDING_NOTES = (
    note(
        "held_longer_for_kidneys",
        "Creatinine clearance at which SIR holds an antithrombotic that is taken for longer.",
        any_of(
            all_of(
                blood_thinner_which.includes_any_of("apixaban", "dabigatran", "fondaparinux"),
                creatinine_clearance.is_under(LOW_CLEARANCE),
            ),
            all_of(
                blood_thinner_which.includes("rivaroxaban"),
                creatinine_clearance.is_at_most(VERY_LOW_CLEARANCE),
            ),
        ),
        source=SIR_2019,
        guidance="Under 50 for apixaban, dabigatran and fondaparinux; 15 to 29 for rivaroxaban, for which no figure was read under 15. The plan is the clinician's.",
    ),
    note(
        "kidney_disease",
        "Kidney disease.",
        kidney_disease.yes,
        source=SIR_2019,
        guidance="Creatinine clearance changes how long some antithrombotics are held.",
        reported=(creatinine_clearance,),
    ),
    note(
        "liver_disease",
        "Liver disease.",
        liver_disease.yes,
        source=SIR_2019,
        guidance="In chronic liver disease SIR sets other limits: INR under 2.5, platelets over 30, fibrinogen over 100 mg/dL.",
    ),
)

BLEEDING_RISK = Protocol(
    key="bleeding_risk",
    title="Risk of bleeding",
    short="Bleeding",
    edition="2026-12",
    summary="SIR 2019 counts vertebroplasty among the procedures with a high risk of bleeding, and so does ASRA 2018 (each read in a second-hand page). Here stand the blood results against SIR's limits, and each medicine that slows clotting with how long SIR and ASRA hold it. They mostly differ, ASRA being the longer; where they do, a radiology group's guideline of 2020 follows ASRA for the spine. The plan is the clinician's.",
    source=SIR_2019,
    criteria=(*LIMITS, *ANTITHROMBOTIC_REVIEWS, WARFARIN_INR, THINNER_LISTED, *BLEEDING_NOTES),
)
