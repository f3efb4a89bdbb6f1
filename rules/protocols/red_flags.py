"""Symptoms for which somebody must act, whatever the indications say.

Which answers raise which flag is a choice of this project, built on the sources named.
"""

from rules.language.criteria.criteria import Protocol, Urgency
from rules.language.criteria.kinds import red_flag
from rules.language.logic.conditions import all_of, any_of, not_
from rules.protocols.figures import CANCER_AGE, NEW_PAIN_DAYS, days_since_onset
from rules.questions.about_you import age
from rules.questions.fracture_history import had_cancer
from rules.questions.imaging_report import cause_judged
from rules.questions.pain_relief import (
    MOST_PARACETAMOL,
    paracetamol_as_given,
    paracetamol_confirmed,
)
from rules.questions.safety import infection_now, infection_site
from rules.questions.symptoms import pain_at_night, pain_start, pain_trend, walking
from rules.questions.urgent import (
    cancer_signs,
    cauda_equina,
    chest_or_tearing,
    infection_signs,
    nerve_symptoms,
    new_weakness,
    opioid_danger,
)
from rules.sources import (
    AHCPR_RED_FLAGS,
    GLOUCESTERSHIRE_RED_FLAGS,
    NICE_CG75,
    PROJECT_CHOICE,
    RED_FLAGS_FROM_MEMORY,
)

OUR_RULE = "Which answers raise this flag is a choice of this project, built on the source."
FROM_MEMORY = "Which answers raise this flag is a choice of this project, from memory: not checked against the source."

# A cause that nobody has judged yet is not waited for: the patient's own history counts until then.
with_cancer = any_of(had_cancer, all_of(not_(cause_judged.is_unknown), cause_judged.is_("cancer")))
new_or_worse = any_of(days_since_onset.is_at_most(NEW_PAIN_DAYS), pain_trend.is_("worse"))

RED_FLAG_CRITERIA = (
    red_flag(
        "cauda_equina",
        "Possible cauda equina syndrome: numbness in the saddle area, or new trouble with bladder or bowel.",
        cauda_equina.includes_any_of(
            "saddle_numbness", "passing_urine", "bowel", "sexual_numbness"
        ),
        urgency=Urgency.EMERGENCY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "new_weakness",
        "New weakness in the arms or legs.",
        new_weakness.yes,
        urgency=Urgency.EMERGENCY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "cancer_emergency",
        "Possible cord compression with cancer now or before: weakness, numbness, trouble walking, or a tight band round the trunk.",
        all_of(
            with_cancer,
            any_of(
                new_weakness.yes,
                nerve_symptoms.includes_any_of(
                    "numbness_or_tingling", "band_like", "walking_change"
                ),
                walking.is_one_of("few_steps", "not_at_all"),
            ),
        ),
        urgency=Urgency.EMERGENCY,
        source=NICE_CG75,
        guidance=f"CG75 says to contact the coordinator for metastatic cord compression at once. {OUR_RULE}",
    ),
    red_flag(
        "high_energy_injury",
        "Possible unstable injury: the pain began with a high-energy accident.",
        pain_start.is_("high_energy"),
        urgency=Urgency.EMERGENCY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "opioid_danger",
        "Very drowsy, confused or slow of breath on pain medicines.",
        opioid_danger.includes_any_of("drowsy", "confused", "slow_breathing"),
        urgency=Urgency.EMERGENCY,
        source=RED_FLAGS_FROM_MEMORY,
        guidance=FROM_MEMORY,
    ),
    red_flag(
        "tearing_pain",
        "Possible aneurysm: sudden tearing pain in the back or tummy, or collapse.",
        chest_or_tearing.includes_any_of("tearing_pain", "collapse"),
        urgency=Urgency.EMERGENCY,
        source=RED_FLAGS_FROM_MEMORY,
        guidance=FROM_MEMORY,
    ),
    red_flag(
        "chest_pain",
        "Chest pain.",
        chest_or_tearing.includes("chest_pain"),
        urgency=Urgency.EMERGENCY,
        source=RED_FLAGS_FROM_MEMORY,
        guidance=FROM_MEMORY,
    ),
    red_flag(
        "infection",
        "Possible infection of the spine: fever, or an infection now in the spine or in an unknown place.",
        any_of(
            infection_signs.includes("fever"),
            all_of(
                infection_now.yes, any_of(infection_site.is_("spine"), infection_site.is_unknown)
            ),
        ),
        urgency=Urgency.SAME_DAY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "cancer_new_pain",
        "Possible spinal metastasis: cancer now or before, with spinal pain that is new or getting worse.",
        all_of(with_cancer, new_or_worse),
        urgency=Urgency.WITHIN_24_HOURS,
        source=NICE_CG75,
        guidance=OUR_RULE,
    ),
    red_flag(
        "possible_cancer",
        "Possible undiagnosed cancer: new or worse pain at this age, with weight loss, unrelieved night pain or pain in several places.",
        all_of(
            age.is_over(CANCER_AGE),
            new_or_worse,
            any_of(
                cancer_signs.includes_any_of("weight_loss", "several_places"),
                pain_at_night.is_("unrelieved"),
            ),
        ),
        urgency=Urgency.URGENT,
        source=GLOUCESTERSHIRE_RED_FLAGS,
        guidance=f"Single signs are often false alarms: one alone does not raise this flag. The source speaks of new pain; that older pain which is getting worse counts too is this project's addition. {OUR_RULE}",
    ),
    red_flag(
        "paracetamol_over_limit",
        "Ring the patient: more paracetamol a day than the usual most.",
        all_of(paracetamol_as_given.is_over(MOST_PARACETAMOL), paracetamol_confirmed.yes),
        urgency=Urgency.SAME_DAY,
        source=RED_FLAGS_FROM_MEMORY,
        guidance=FROM_MEMORY,
    ),
)

RED_FLAGS = Protocol(
    key="red_flags",
    title="Red flags",
    short="Red flags",
    edition="2026-12",
    summary="Symptoms for which somebody must act, with how soon, whatever the indications say. Which answers raise which flag is a choice of this project, built on the sources named. Silence is never taken for a no.",
    source=PROJECT_CHOICE,
    criteria=RED_FLAG_CRITERIA,
)
