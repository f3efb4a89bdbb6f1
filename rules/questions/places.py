"""Which levels of the spine each place of the pain lies over: a table of this project.

No source read gives one. It follows landmarks that are well known (from memory, not checked against
a source): the shoulder blades end at about T7, and the tops of the hips stand at about L4.
"""

from collections.abc import Mapping

from rules.questions.fracture_history import LEVELS

# From the top down; the neck counts as one, and another bone lies nowhere on the spine.
SPINE = tuple(LEVELS)[:-1]

PLACES: Mapping[str, tuple[str, ...]] = {
    "neck": ("cervical",),
    "between_shoulder_blades": ("t1", "t2", "t3", "t4", "t5", "t6", "t7"),
    "bra_strap": ("t7", "t8", "t9"),
    "middle_of_back": ("t9", "t10", "t11", "t12"),
    "waist": ("l1", "l2", "l3"),
    "low_back": ("l3", "l4", "l5"),
    "pelvis": ("l5", "sacrum"),
}
