"""What the LCD does not have and other lists do. None of it counts for the LCD."""

from decimal import Decimal

from rules.language.criteria.kinds import contraindication
from rules.language.logic.conditions import all_of
from rules.protocols.lists import (
    CIRSE_ABSOLUTE,
    CIRSE_RELATIVE,
    COLORADO_LISTED,
    EPIDURAL_TUMOUR_RELATIVE,
    HIGH_VELOCITY_LISTED,
    LEG_PAIN_RELATIVE,
    NO_SYMPTOMS_LISTED,
    SIR_ABSOLUTE,
    SIR_AND_CIRSE_RELATIVE,
    SIR_RELATIVE,
)
from rules.questions.imaging_report import fracture_features
from rules.questions.levels import height_lost
from rules.questions.symptoms import pain_on_movement, pain_spread, pain_worst

NO_PAIN = Decimal(0)
NOT_YET_FLAT = Decimal(65)  # SIR and CIRSE, from memory: over 65 to 70 % of the height
FLAT = Decimal(70)

NEEDS_REPORT = "Only the imaging report settles this."

ON_OTHER_LISTS = (
    contraindication(
        "no_symptoms",
        "The fracture gives no symptoms: usual pain and worst pain are both 0.",
        all_of(pain_on_movement.is_at_most(NO_PAIN), pain_worst.is_at_most(NO_PAIN)),
        ranks=(NO_SYMPTOMS_LISTED, SIR_ABSOLUTE, CIRSE_ABSOLUTE),
    ),
    contraindication(
        "leg_pain",
        "Pain down a leg, beyond the pain of the fracture.",
        pain_spread.includes_any_of("one_leg", "both_legs"),
        ranks=(SIR_RELATIVE, LEG_PAIN_RELATIVE, CIRSE_RELATIVE),
        guidance="The lists speak of pain from a nerve root. Whether this is one, an examination tells.",
    ),
    contraindication(
        "vertebra_plana",
        "Vertebra plana: over 65 to 70 % of the height is lost.",
        height_lost.is_over(FLAT),
        absent_when=height_lost.is_at_most(NOT_YET_FLAT),
        ranks=(COLORADO_LISTED, *SIR_AND_CIRSE_RELATIVE),
        guidance="Colorado gives no figure; 65 to 70 % is from memory, not checked against the source.",
        grey="The lists give the limit as a range: from over 65 to 70 % it is for the clinician.",
    ),
    contraindication(
        "burst_fracture",
        "A burst fracture.",
        fracture_features.includes("burst"),
        ranks=(HIGH_VELOCITY_LISTED,),
        grey=NEEDS_REPORT,
    ),
    contraindication(
        "posterior_wall",
        "A break of the posterior wall of the vertebra.",
        fracture_features.includes("posterior_wall"),
        ranks=(COLORADO_LISTED,),
        guidance="For SIR this calls for caution and is not absolute (read in a second-hand page).",
        grey=NEEDS_REPORT,
    ),
    contraindication(
        "epidural_tumour",
        "Tumour in the epidural space.",
        fracture_features.includes("epidural_tumour"),
        ranks=(SIR_RELATIVE, EPIDURAL_TUMOUR_RELATIVE, CIRSE_RELATIVE),
        grey=NEEDS_REPORT,
    ),
)
