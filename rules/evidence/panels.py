"""Panels that rated scenarios, side by side: whom they found it fitting for, and who paid."""

from __future__ import annotations

from rules.evidence.statement import Statement
from rules.language.criteria.sources import Verified
from rules.sources import (
    EUROPEAN_PANEL_2013,
    HIRSCH_2018,
    NASS_AUC_2025,
    NASS_GUIDELINE_2025,
    RAND_2018,
)

PANELS: tuple[Statement, ...] = (
    Statement(
        "Hirsch 2018 (576 scenarios, paid for by Medtronic): augmentation appropriate in 46 %.",
        "The RAND/UCLA panel of Hirsch 2018, paid for by Medtronic, rated 576 scenarios: "
        "augmentation was appropriate in 46 %, care without a procedure in 16 %, uncertain in "
        "38 %. It found augmentation appropriate with positive imaging and worse symptoms, or with "
        "2 to 4 unfavourable conditions; time since the fracture mattered little. The rating of "
        "each scenario was not in what could be read.",
        (HIRSCH_2018, RAND_2018),
        Verified.SECOND_HAND,
    ),
    Statement(
        "NASS 2025 (144 scenarios): cement appropriate in 4.9 %, rarely appropriate in 59.7 %.",
        "The criteria of NASS of 2025 rated 144 scenarios by a method of the RAND kind: cement was "
        "appropriate in 7 (4.9 %), uncertain or disputed in 51 (35.4 %) and rarely appropriate in "
        "86 (59.7 %); medical care was appropriate in all 144. Duration mattered most, then pain, "
        "function and stenosis. A chronic fracture with pain of 6 or less was rarely appropriate "
        "in every scenario. Which scenarios the 7 are, what counts as chronic, and who paid were "
        "not in what was read.",
        (NASS_AUC_2025,),
        Verified.READ,
    ),
    Statement(
        "The two panels disagree: for Hirsch duration mattered little, for NASS it mattered most.",
        "Hirsch 2018, paid for by Medtronic, and NASS 2025 come to different shares, 46 % and "
        "4.9 %, and weigh the time since the fracture differently: little there, most here.",
        (HIRSCH_2018, RAND_2018, NASS_AUC_2025),
        Verified.SECOND_HAND,
    ),
    Statement(
        "Hirsch weighed duration, imaging, height, kyphosis, their course and how much it disables.",
        "Hirsch 2018 weighed the duration of pain; imaging that fits an acute fracture; height loss "
        "under 25 %, 25 to 40 % or over 40 %; kyphosis; height loss that progresses; pain of 5 or "
        "more that is improved, stable or worse on medicines; and a Roland-Morris of 12 to 17 or "
        "over 17. It took adults with pain of 5 or more, and no cancer or high-velocity injury. The "
        "branch of LCD L34106 for people not in hospital asks for figures like these.",
        (RAND_2018,),
        Verified.SECOND_HAND,
    ),
    Statement(
        "A European panel of 2013 (12 experts, 128 profiles) had bands: 6 weeks, 3 months.",
        "Time bands of under 6 weeks, 6 weeks to 3 months and over 3 months are those of a European "
        "panel of 2013 (12 experts, 128 profiles), and not those of Hirsch 2018. It rated "
        "vertebroplasty, balloon kyphoplasty and no surgery.",
        (EUROPEAN_PANEL_2013,),
        Verified.READ,
    ),
    Statement(
        "NASS guideline 2025, untreated: function declines; kyphosis and height loss may progress.",
        "The guideline of NASS of 2025, with literature to September 2020, says that without "
        "treatment function declines (grade B), and that kyphosis and height loss may progress, "
        "with illness and new fractures (grade C). What it recommends on cement was not shown.",
        (NASS_GUIDELINE_2025,),
        Verified.READ,
    ),
)
