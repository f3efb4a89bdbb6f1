"""What the LCD says the patient can have none of, and how other lists rank the same and more."""

from dataclasses import replace
from decimal import Decimal

from rules.language.criteria.criteria import Protocol, Strength
from rules.language.criteria.kinds import contraindication
from rules.language.logic.conditions import all_of, any_of, not_
from rules.medicines.antithrombotics import MINOR_ANTITHROMBOTICS
from rules.protocols.figures import deficit, infection
from rules.protocols.lists import (
    CIRSE_ABSOLUTE,
    CIRSE_RELATIVE,
    COLORADO_LISTED,
    COMPROMISE_LISTED,
    LCD_ABSOLUTE,
    LCD_RELATIVE,
    MYELOPATHY_RELATIVE,
    NO_SYMPTOMS_LISTED,
    RETROPULSION_RELATIVE,
    SIR_ABSOLUTE,
    SIR_AND_CIRSE_RELATIVE,
    SIR_RELATIVE,
    SOCIETIES_ABSOLUTE,
    STENOSIS_LISTED,
    SYSTEMIC_OR_AT_LEVEL_ABSOLUTE,
    UNCORRECTABLE_ABSOLUTE,
    UNSTABLE_ABSOLUTE,
)
from rules.protocols.other_lists import ON_OTHER_LISTS
from rules.protocols.taken_back import infected_now, reacted_to, takes_thinner
from rules.questions.examination import (
    antithrombotic_plan,
    infection_judged,
    inr,
    platelets,
)
from rules.questions.imaging_report import canal_compromise, instability, nerve_compression
from rules.questions.infection import infection_site
from rules.questions.levels import tender, treated_levels
from rules.questions.safety import (
    bleeding_disorder,
    blood_thinner_which,
    liver_disease,
    pregnant,
    reactions_what,
)
from rules.questions.urgent import infection_signs
from rules.sources import LCD_L34106

MOST_LEVELS = Decimal(3)  # LCD L34106: more than three fractures in one procedure
HIGHEST_INR = Decimal("1.8")  # SIR 2019, high bleeding risk: INR at most 1.5 to 1.8
FEWEST_PLATELETS = Decimal(50)  # SIR 2019: transfuse below 50 × 10⁹/L

NEEDS_REPORT = "Only the imaging report settles this."

inr_in_limit = inr.is_at_most(HIGHEST_INR)
platelets_in_limit = platelets.is_at_least(FEWEST_PLATELETS)
results_in_limit = all_of(inr_in_limit, platelets_in_limit)
on_warfarin = blood_thinner_which.includes("warfarin")
# To be checked again after the hold. A plan that nobody recorded is none.
warfarin_to_be_held = all_of(on_warfarin, antithrombotic_plan.yes)
no_hold_of_warfarin = any_of(
    not_(on_warfarin), antithrombotic_plan.no, antithrombotic_plan.is_unknown
)
no_strong_antithrombotic = any_of(
    takes_thinner.no,
    all_of(
        not_(blood_thinner_which.is_none),
        blood_thinner_which.includes_only(*MINOR_ANTITHROMBOTICS),
    ),
)

ABSOLUTE = (
    contraindication(
        "pain_not_from_fracture",
        "The pain does not come mainly from the fracture, by examination.",
        tender.no,
        strength=Strength.ABSOLUTE,
        ranks=(LCD_ABSOLUTE, NO_SYMPTOMS_LISTED),
        grey="Only an examination settles this.",
    ),
    contraindication(
        "active_infection",
        "An active infection: of the spine, of the whole body or at the site of the procedure.",
        infection.yes,
        absent_when=all_of(
            infection.no,
            any_of(
                not_(infection_signs.includes_any_of("fever", "chills_or_unwell")),
                infection_judged.no,
            ),
            any_of(infected_now.no, infection_judged.no),
        ),
        strength=Strength.ABSOLUTE,
        ranks=(
            LCD_ABSOLUTE,
            SIR_ABSOLUTE,
            CIRSE_ABSOLUTE,
            SYSTEMIC_OR_AT_LEVEL_ABSOLUTE,
            COLORADO_LISTED,
        ),
        guidance="Any infection that the patient reports counts, and fever, chills or feeling very unwell leave it open, until staff have looked. The ACR calls systemic infection relative (second-hand), and SIR and CIRSE call some of it so (from memory, not checked against the source).",
        reported=(infection_site, infection_signs),
    ),
    contraindication(
        "pregnancy",
        "Pregnancy, or possible pregnancy.",
        pregnant.yes,
        strength=Strength.ABSOLUTE,
        ranks=(LCD_ABSOLUTE,),
        applies_when=pregnant.asked_if,
    ),
)

COAGULOPATHY = replace(
    contraindication(
        "uncorrected_coagulopathy",
        "Uncorrected coagulopathy: INR over 1.8, or platelets under 50 × 10⁹/L.",
        # "Known" keeps a result that nothing calls for from being waited for.
        any_of(
            all_of(not_(inr.is_unknown), inr.is_over(HIGHEST_INR), no_hold_of_warfarin),
            all_of(not_(platelets.is_unknown), platelets.is_under(FEWEST_PLATELETS)),
        ),
        absent_when=all_of(
            any_of(inr.is_unknown, inr_in_limit),
            any_of(platelets.is_unknown, platelets_in_limit),
            bleeding_disorder.no,
            any_of(liver_disease.no, results_in_limit),
            any_of(no_strong_antithrombotic, all_of(results_in_limit, antithrombotic_plan.yes)),
        ),
        strength=Strength.RELATIVE,
        ranks=(LCD_RELATIVE, *UNCORRECTABLE_ABSOLUTE),
        guidance="The limits are those of SIR 2019 for a high risk of bleeding (read in a second-hand page): INR at most 1.5 to 1.8, platelets at least 50. An antithrombotic other than aspirin or cilostazol leaves it open without results in the limits and a recorded plan, liver disease without results. Whether it can be corrected is for the clinician.",
        grey="A normal INR and count exclude no bleeding disorder. On warfarin with a recorded plan, an INR over 1.8 is to be checked again after the hold.",
    ),
    unsettleable_when=any_of(
        bleeding_disorder.yes, all_of(warfarin_to_be_held, inr.is_over(HIGHEST_INR))
    ),
)

RELATIVE = (
    contraindication(
        "more_than_three_levels",
        "More than three levels are to be treated in one procedure.",
        treated_levels.is_over(MOST_LEVELS),
        strength=Strength.RELATIVE,
        ranks=(LCD_RELATIVE, *SIR_AND_CIRSE_RELATIVE),
        guidance="In multiple myeloma the limit on the number of levels does not apply, and the LCD does not touch use for cancer (CMS article A56572).",
    ),
    contraindication(
        "cement_or_contrast_reaction",
        "A reaction to bone cement or to contrast (opacifying agents).",
        reacted_to.includes_any_of("bone_cement", "contrast"),
        strength=Strength.RELATIVE,
        ranks=(LCD_RELATIVE, *SOCIETIES_ABSOLUTE, COLORADO_LISTED),
        reported=(reactions_what,),
    ),
    COAGULOPATHY,
    contraindication(
        "instability",
        "Spinal instability.",
        instability.yes,
        strength=Strength.RELATIVE,
        ranks=(LCD_RELATIVE, UNSTABLE_ABSOLUTE),
        grey=NEEDS_REPORT,
    ),
    contraindication(
        "nerve_compression",
        "Compression of the cord (myelopathy) or of a nerve root.",
        nerve_compression.yes,
        strength=Strength.RELATIVE,
        ranks=(LCD_RELATIVE, MYELOPATHY_RELATIVE),
        grey=NEEDS_REPORT,
    ),
    contraindication(
        "canal_compromise",
        "Retropulsion or compromise of the spinal canal.",
        canal_compromise.yes,
        strength=Strength.RELATIVE,
        ranks=(
            LCD_RELATIVE,
            SIR_RELATIVE,
            RETROPULSION_RELATIVE,
            CIRSE_RELATIVE,
            STENOSIS_LISTED,
        ),
        grey=NEEDS_REPORT,
    ),
    contraindication(
        "neurological_deficit",
        "A neurological deficit.",
        deficit.yes,
        strength=Strength.RELATIVE,
        ranks=(LCD_RELATIVE, COMPROMISE_LISTED),
        guidance="What the examination finds counts; until there is one, new weakness that the patient reports.",
    ),
)

CONTRAINDICATIONS = Protocol(
    key="contraindications",
    title="Contraindications",
    short="Contraindications",
    edition="2026-12",
    summary="What the LCD says that the patient can have none of, absolute and relative, beside the ranks of SIR, ACR, CIRSE and Colorado where they have it; then what these have and the LCD has not. Use as a prevention is on some lists and is not asked about. Silence is never taken for a no.",
    source=LCD_L34106,
    criteria=(*ABSOLUTE, *RELATIVE, *ON_OTHER_LISTS),
)
