"""Signs that several red flags ask for, in the patient's answers and in what staff found."""

from rules.language.logic.conditions import all_of, any_of, at_least_two_of, not_
from rules.language.questions.as_given import AsGiven
from rules.protocols.figures import NEW_PAIN_DAYS, SEVERE_PAIN, cause, days_since_onset
from rules.questions.daily_life import sleep, walking, walking_stopped_by
from rules.questions.examination import deficit_on_examination
from rules.questions.fracture_history import cancer, had_cancer
from rules.questions.levels import tender
from rules.questions.symptoms import (
    pain_at_night,
    pain_on_movement,
    pain_place,
    pain_spread,
    pain_trend,
    pain_worse_with,
    pain_worst,
)
from rules.questions.urgent import cancer_signs, cauda_equina, nerve_symptoms, new_weakness

# A clinic's windows never silence a flag: what was found once counts until somebody says otherwise.
deficit = AsGiven(deficit_on_examination, deficit_on_examination.short)
tenderness = AsGiven(tender, tender.short)
usual_pain = AsGiven(pain_on_movement, pain_on_movement.short)
worst_pain = AsGiven(pain_worst, pain_worst.short)

# While nobody has looked, nobody is waited for.
deficit_found = all_of(not_(deficit.is_unknown), deficit.yes)
tender_found = all_of(not_(tenderness.is_unknown), tenderness.yes)

# A cause that nobody was told or has judged yet is not waited for.
cause_is_cancer = all_of(not_(cause.is_unknown), cause.is_("cancer"))
with_cancer = any_of(had_cancer, cause_is_cancer)
no_cancer_known = all_of(any_of(cancer.is_unknown, not_(had_cancer)), not_(cause_is_cancer))

new_or_worse = any_of(days_since_onset.is_at_most(NEW_PAIN_DAYS), pain_trend.is_("worse"))
unrelieved_at_night = pain_at_night.is_("unrelieved")
severe_and_unrelieved_at_night = all_of(
    any_of(usual_pain.is_at_least(SEVERE_PAIN), worst_pain.is_at_least(SEVERE_PAIN)),
    unrelieved_at_night,
)
neck_to_middle_of_back = pain_place.includes_any_of(
    "neck", "between_shoulder_blades", "bra_strap", "middle_of_back"
)
worse_on_straining = pain_worse_with.includes("coughing")
hardly_sleeps = sleep.is_("hardly")
several_places = cancer_signs.includes("several_places")
two_signs_of_cancer = at_least_two_of(
    cancer_signs.includes("weight_loss"), several_places, unrelieved_at_night
)
one_sign_of_cancer = any_of(
    cancer_signs.includes_any_of("weight_loss", "several_places"), unrelieved_at_night
)

pain_in_both_legs = any_of(nerve_symptoms.includes("both_legs"), pain_spread.includes("both_legs"))
leg_pain = any_of(pain_in_both_legs, pain_spread.includes("one_leg"))
numb_or_changed = nerve_symptoms.includes_any_of("numbness_or_tingling", "walking_change")
stopped_by_nerves = walking_stopped_by.includes_any_of("numbness", "unsteady")
numb_or_walks_otherwise = any_of(
    numb_or_changed, all_of(not_(walking_stopped_by.is_unknown), stopped_by_nerves)
)
not_known_to_be_numb = all_of(
    any_of(nerve_symptoms.is_unknown, not_(numb_or_changed)),
    any_of(walking_stopped_by.is_unknown, not_(stopped_by_nerves)),
)
cauda_equina_sign = cauda_equina.includes_any_of(
    "saddle_numbness", "passing_urine", "bowel", "sexual_numbness"
)

weak = any_of(new_weakness.yes, walking_stopped_by.includes_any_of("weakness", "numbness"))
stopped_by_pain_alone = all_of(
    not_(walking_stopped_by.is_none), walking_stopped_by.includes_only("pain")
)
# Until the patient says that pain alone stops them, it may be the nerves.
hardly_walks = all_of(
    walking.is_one_of("few_steps", "not_at_all"),
    any_of(walking_stopped_by.is_unknown, not_(stopped_by_pain_alone)),
)
