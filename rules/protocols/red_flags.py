"""Symptoms and findings for which somebody must act, whatever the indications say.

Which answers raise which flag is a choice of this project, built on the sources named.
"""

from rules.language.criteria.criteria import Protocol, Urgency
from rules.language.criteria.kinds import red_flag
from rules.language.logic.conditions import all_of, any_of, not_
from rules.protocols.figures import CANCER_AGE, NEW_PAIN_DAYS, days_since_onset
from rules.protocols.found_flags import FOUND_FLAGS
from rules.protocols.signs import (
    cauda_equina_sign,
    deficit_found,
    hardly_sleeps,
    hardly_walks,
    leg_pain,
    neck_to_middle_of_back,
    new_or_worse,
    not_known_to_be_numb,
    numb_or_walks_otherwise,
    one_sign_of_cancer,
    pain_in_both_legs,
    several_places,
    severe_and_unrelieved_at_night,
    tender_found,
    two_signs_of_cancer,
    unrelieved_at_night,
    weak,
    with_cancer,
    worse_on_straining,
)
from rules.questions.about_you import age
from rules.questions.infection import infection_now, infection_site
from rules.questions.pain_relief import (
    MOST_PARACETAMOL,
    paracetamol_as_given,
    paracetamol_confirmed,
)
from rules.questions.safety import weak_immunity
from rules.questions.symptoms import pain_start, pain_worse_with
from rules.questions.urgent import (
    cauda_equina,
    chest_or_tearing,
    infection_signs,
    nerve_symptoms,
    new_weakness,
    opioid_danger,
)
from rules.sources import (
    AHCPR_RED_FLAGS,
    GIRFT_CAUDA_EQUINA,
    GLOUCESTERSHIRE_RED_FLAGS,
    NICE_CG75,
    PROJECT_CHOICE,
    RED_FLAGS_FROM_MEMORY,
)

OUR_RULE = "Which answers raise this flag is a choice of this project, built on the source."
FROM_MEMORY = "Which answers raise this flag is a choice of this project, from memory: not checked against the source."

high_energy = pain_start.is_("high_energy")

NERVES = (
    red_flag(
        "cauda_equina",
        "Possible cauda equina syndrome: numbness in the saddle area, new trouble with bladder or bowel, numbness in sex, or pain in both legs with numbness or a change in walking.",
        any_of(cauda_equina_sign, all_of(pain_in_both_legs, numb_or_walks_otherwise)),
        urgency=Urgency.EMERGENCY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "new_weakness",
        "New weakness in the arms or legs: reported, or weakness or numbness stops the patient walking.",
        weak,
        urgency=Urgency.EMERGENCY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "both_legs",
        "Pain in both legs, with no other sign of cauda equina syndrome reported.",
        all_of(
            pain_in_both_legs,
            not_known_to_be_numb,
            any_of(cauda_equina.is_unknown, not_(cauda_equina_sign)),
        ),
        urgency=Urgency.WITHIN_24_HOURS,
        source=GIRFT_CAUDA_EQUINA,
        guidance=f"Ask about numbness, walking, bladder and bowel. {OUR_RULE}",
    ),
    red_flag(
        "urgent_not_sure",
        "Not sure of new weakness, or of bladder, bowel or saddle feeling: ring the patient.",
        any_of(new_weakness.is_not_sure, cauda_equina.is_not_sure),
        urgency=Urgency.SAME_DAY,
        source=PROJECT_CHOICE,
        guidance="An answer of “not sure” is neither a yes nor a no: somebody asks again by telephone. No source read says how soon.",
    ),
)

CANCER = (
    red_flag(
        "cancer_emergency",
        "Possible cord compression with cancer now or before: weakness, numbness, trouble walking, a tight band round the trunk, pain down a leg, a sign of cauda equina syndrome, or a deficit on examination.",
        all_of(
            with_cancer,
            any_of(
                weak,
                nerve_symptoms.includes_any_of(
                    "numbness_or_tingling", "band_like", "walking_change"
                ),
                hardly_walks,
                cauda_equina_sign,
                leg_pain,
                deficit_found,
            ),
        ),
        urgency=Urgency.EMERGENCY,
        source=NICE_CG75,
        guidance=f"CG75 says to contact the coordinator for metastatic cord compression at once. Walking a few steps or not at all counts, unless the patient says that pain alone stops them. {OUR_RULE}",
    ),
    red_flag(
        "cancer_spinal_pain",
        "Possible spinal metastasis: cancer now or before, with spinal pain of a kind that can mean one, however old.",
        all_of(
            with_cancer,
            any_of(
                new_or_worse,
                neck_to_middle_of_back,
                severe_and_unrelieved_at_night,
                worse_on_straining,
                hardly_sleeps,
                tender_found,
                several_places,
            ),
        ),
        urgency=Urgency.WITHIN_24_HOURS,
        source=NICE_CG75,
        guidance=f"New or worse; in the neck or the upper or middle back; severe and unrelieved at night; worse on coughing or straining; keeping the patient from sleep; tender on examination; or in several places. {OUR_RULE}",
    ),
    red_flag(
        "possible_cancer",
        "Possible undiagnosed cancer: at this age new or worse pain with weight loss, unrelieved night pain or pain in several places; or two of these, however old the pain.",
        all_of(
            age.can_be_over(CANCER_AGE),
            any_of(all_of(new_or_worse, one_sign_of_cancer), two_signs_of_cancer),
        ),
        urgency=Urgency.URGENT,
        source=GLOUCESTERSHIRE_RED_FLAGS,
        guidance=f"Single signs are often false alarms: one alone does not raise this flag. The source speaks of new pain; that older pain counts too is this project's addition. {OUR_RULE}",
    ),
)

INFECTION = (
    red_flag(
        "infection",
        "Possible infection of the spine: fever, chills or feeling very unwell, or an infection now in the spine or in an unknown place.",
        any_of(
            infection_signs.includes_any_of("fever", "chills_or_unwell"),
            all_of(
                infection_now.yes, any_of(infection_site.is_("spine"), infection_site.is_unknown)
            ),
        ),
        urgency=Urgency.SAME_DAY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "infection_risk",
        "A risk of infection of the spine with pain at rest: a recent operation or injection, drugs injected, tuberculosis or weak immunity, and pain worse on lying down or unrelieved at night.",
        all_of(
            any_of(
                infection_signs.includes_any_of(
                    "recent_surgery_or_injection", "injected_drugs", "tuberculosis"
                ),
                weak_immunity.yes,
            ),
            any_of(pain_worse_with.includes("lying"), unrelieved_at_night),
        ),
        urgency=Urgency.URGENT,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
)

ALONE = (
    red_flag(
        "high_energy_injury",
        "Possible unstable injury: the pain began with a high-energy accident and is new, or may be.",
        all_of(
            high_energy,
            any_of(days_since_onset.is_unknown, days_since_onset.can_be_at_most(NEW_PAIN_DAYS)),
        ),
        urgency=Urgency.EMERGENCY,
        source=AHCPR_RED_FLAGS,
        guidance=OUR_RULE,
    ),
    red_flag(
        "earlier_high_energy_injury",
        "Earlier high-energy injury, possibly unstable: the pain began with an accident some time ago.",
        all_of(high_energy, days_since_onset.is_over(NEW_PAIN_DAYS)),
        urgency=Urgency.URGENT,
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
    summary="Symptoms that the patient reports and findings of staff for which somebody must act, with how soon, whatever the indications say. Which of them raise which flag is a choice of this project, built on the sources named. Silence is never taken for a no.",
    source=PROJECT_CHOICE,
    criteria=(*NERVES, *CANCER, *INFECTION, *ALONE, *FOUND_FLAGS),
)
