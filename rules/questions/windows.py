"""How long a fact may count. No source names a limit: those that stand are ours, and a clinic sets its own."""

from decimal import Decimal

from rules.language.logic.relations import WorkingFigure

LONGEST = Decimal(3650)
NONE_NAMED = "The leaflet, NICE TA279 and LCD L34106 name no limit."

IMAGING_DAYS = WorkingFigure(
    "imaging_days",
    "Marrow oedema or uptake on a scan counts for",
    None,
    "days",
    f"{NONE_NAMED} VAPOUR took scans of the last week, FREE of the last 2 weeks; eviCore asks for 6 months (second-hand). On STIR, oedema can last up to about 3 months (ACR 2013).",
    high=LONGEST,
    low=Decimal(1),
)
BLOOD_DAYS = WorkingFigure(
    "blood_days",
    "INR and platelets count for",
    Decimal(30),
    "days",
    "SIR 2019 gives limits for the results, and no figure read for how old they may be.",
    high=LONGEST,
    low=Decimal(1),
)
WARFARIN_INR_DAYS = WorkingFigure(
    "warfarin_inr_days",
    "On warfarin, an INR counts for",
    Decimal(7),
    "days",
    "No source read gives a number. On warfarin an INR moves with every change of dose, food or medicine.",
    high=LONGEST,
    low=Decimal(1),
)
EXAMINATION_DAYS = WorkingFigure(
    "examination_days",
    "An examination counts for",
    None,
    "days",
    NONE_NAMED,
    high=LONGEST,
    low=Decimal(1),
)
PAIN_SCORE_DAYS = WorkingFigure(
    "pain_score_days",
    "A pain score counts for",
    None,
    "days",
    f"{NONE_NAMED} The score is of the last 24 hours before it was given.",
    high=LONGEST,
    low=Decimal(1),
)
