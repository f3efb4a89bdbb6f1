"""How long a fact may count: no source names a limit here, so none stands until a clinic sets one."""

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
    None,
    "days",
    "SIR 2019 gives limits for the results, and no figure read for how old they may be.",
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
