"""Red flags for what staff find: on examination, or in the imaging report."""

from rules.language.criteria.criteria import Urgency
from rules.language.criteria.flag_urgency import urgency_choices
from rules.language.criteria.kinds import red_flag
from rules.language.logic.conditions import all_of
from rules.protocols.signs import deficit, no_cancer_known, with_cancer
from rules.questions.imaging_report import instability, nerve_compression, suspicion_of_cancer
from rules.sources import PROJECT_CHOICE

OUR_RULE = "That this finding raises a flag, and how soon it wants somebody, is a choice of this project: no source read says so."

FOUND_FLAGS = (
    red_flag(
        "found_deficit",
        "A neurological deficit was found on examination.",
        deficit.yes,
        short="Deficit on examination",
        urgency=Urgency.EMERGENCY,
        source=PROJECT_CHOICE,
        guidance=OUR_RULE,
    ),
    red_flag(
        "found_compression_with_cancer",
        "With cancer now or before, the imaging report describes compression of the cord or a nerve root.",
        all_of(nerve_compression.yes, with_cancer),
        short="Compression on imaging, with cancer",
        urgency=Urgency.EMERGENCY,
        source=PROJECT_CHOICE,
        guidance=OUR_RULE,
    ),
    red_flag(
        "found_compression",
        "The imaging report describes compression of the cord or a nerve root.",
        all_of(nerve_compression.yes, no_cancer_known),
        short="Compression on imaging",
        urgency=Urgency.SAME_DAY,
        source=PROJECT_CHOICE,
        guidance=OUR_RULE,
    ),
    red_flag(
        "found_instability",
        "The imaging report describes spinal instability.",
        instability.yes,
        short="Instability on imaging",
        urgency=Urgency.SAME_DAY,
        source=PROJECT_CHOICE,
        guidance=OUR_RULE,
    ),
    red_flag(
        "found_suspicion_of_cancer",
        "The imaging report raises suspicion of malignancy.",
        suspicion_of_cancer.yes,
        short="Suspicion of malignancy on imaging",
        urgency=Urgency.URGENT,
        source=PROJECT_CHOICE,
        guidance=OUR_RULE,
    ),
)


FOUND_FLAG_CHOICES = urgency_choices(FOUND_FLAGS)
