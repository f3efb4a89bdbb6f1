"""How each published list of contraindications ranks what it has.

SIR and CIRSE are from memory: their texts could not be read. The ACR's is second-hand, as Radiopaedia
lists it. Colorado's list was read; it does not split absolute from relative.
"""

from rules.language.criteria.criteria import Rank, Strength
from rules.sources import (
    ACR_PRACTICE_2017,
    CIRSE_2017,
    COLORADO,
    LCD_L34106,
    SIR_CONTRAINDICATIONS,
)

LCD_ABSOLUTE = Rank(LCD_L34106, Strength.ABSOLUTE, "the LCD")
LCD_RELATIVE = Rank(LCD_L34106, Strength.RELATIVE, "the LCD")

SIR_ABSOLUTE = Rank(SIR_CONTRAINDICATIONS, Strength.ABSOLUTE, "SIR")
ACR_ABSOLUTE = Rank(ACR_PRACTICE_2017, Strength.ABSOLUTE, "ACR")
CIRSE_ABSOLUTE = Rank(CIRSE_2017, Strength.ABSOLUTE, "CIRSE")
SOCIETIES_ABSOLUTE = (SIR_ABSOLUTE, ACR_ABSOLUTE, CIRSE_ABSOLUTE)

SIR_RELATIVE = Rank(SIR_CONTRAINDICATIONS, Strength.RELATIVE, "SIR")
CIRSE_RELATIVE = Rank(CIRSE_2017, Strength.RELATIVE, "CIRSE")
SIR_AND_CIRSE_RELATIVE = (SIR_RELATIVE, CIRSE_RELATIVE)

IMPROVING_RELATIVE = Rank(ACR_PRACTICE_2017, Strength.RELATIVE, "ACR", "improving on treatment")
LEG_PAIN_RELATIVE = Rank(
    ACR_PRACTICE_2017, Strength.RELATIVE, "ACR", "radiculopathy from another cause"
)
MYELOPATHY_RELATIVE = Rank(
    ACR_PRACTICE_2017, Strength.RELATIVE, "ACR", "myelopathy or cauda equina at the level"
)
RETROPULSION_RELATIVE = Rank(
    ACR_PRACTICE_2017, Strength.RELATIVE, "ACR", "retropulsion with neurological compromise"
)
EPIDURAL_TUMOUR_RELATIVE = Rank(
    ACR_PRACTICE_2017, Strength.RELATIVE, "ACR", "epidural tumour with neurological compromise"
)

COLORADO_LISTED = Rank(COLORADO, Strength.LISTED, "the Colorado guideline")

# The LCD says uncorrected, the others say uncorrectable, which is not quite the same.
UNCORRECTABLE = "uncorrectable coagulopathy"
UNCORRECTABLE_ABSOLUTE = (
    Rank(SIR_CONTRAINDICATIONS, Strength.ABSOLUTE, "SIR", UNCORRECTABLE),
    Rank(ACR_PRACTICE_2017, Strength.ABSOLUTE, "ACR", UNCORRECTABLE),
    Rank(CIRSE_2017, Strength.ABSOLUTE, "CIRSE", UNCORRECTABLE),
    Rank(COLORADO, Strength.LISTED, "the Colorado guideline", UNCORRECTABLE),
)
SYSTEMIC_OR_AT_LEVEL_ABSOLUTE = Rank(
    ACR_PRACTICE_2017, Strength.ABSOLUTE, "ACR", "septicaemia, or osteomyelitis at the level"
)
UNSTABLE_ABSOLUTE = Rank(CIRSE_2017, Strength.ABSOLUTE, "CIRSE", "unstable fracture")
STENOSIS_LISTED = Rank(
    COLORADO, Strength.LISTED, "the Colorado guideline", "stenosis of the spinal canal"
)
COMPROMISE_LISTED = Rank(
    COLORADO, Strength.LISTED, "the Colorado guideline", "neurological compromise from the fracture"
)
HIGH_VELOCITY_LISTED = Rank(
    COLORADO, Strength.LISTED, "the Colorado guideline", "high-velocity burst fracture"
)
NO_SYMPTOMS_LISTED = Rank(
    COLORADO, Strength.LISTED, "the Colorado guideline", "no symptoms from the fracture"
)
