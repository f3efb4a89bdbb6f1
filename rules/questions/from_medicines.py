"""What is worked out of the list of pain medicines, and asked of by several protocols."""

from __future__ import annotations

from rules.medicines.analgesics import (
    AnyMedicine,
    has_opioid,
    has_other_class,
    is_taken,
    slows_clotting,
    was_stopped_for_side_effects,
)
from rules.medicines.morphine import MorphineAsListed
from rules.medicines.sample_lists import SLOWS_CLOTTING
from rules.questions.pain_relief import pain_medicines

# Everything listed added up: what editions of 2026-11 call by this name.
morphine_as_listed = MorphineAsListed(pain_medicines, "Morphine equivalent a day")

STILL_OPEN = (
    "It is open while a name that is not recognised, or that nobody confirmed, could make the "
    "difference."
)

opioid_tried = AnyMedicine(
    pain_medicines,
    "An opioid was tried",
    has_opioid,
    f"At least one medicine on the list, taken now or stopped, has an opioid in it. {STILL_OPEN}",
)
other_class_tried = AnyMedicine(
    pain_medicines,
    "Another class of pain medicine was tried",
    has_other_class,
    "At least one medicine on the list, taken now or stopped, has in it paracetamol, an "
    "anti-inflammatory, a nerve-pain medicine, a muscle relaxant, something for pain on the skin, or "
    "another pain medicine that is no opioid. Sleeping tablets, steroids and bone medicines do not "
    f"count. {STILL_OPEN}",
)
opioid_stopped_for_side_effects = AnyMedicine(
    pain_medicines,
    "An opioid was stopped for its side effects",
    was_stopped_for_side_effects,
    "At least one medicine with an opioid in it is no longer taken, and the reason given is that it "
    f"caused side effects. {STILL_OPEN}",
)
medicine_taken_now = AnyMedicine(
    pain_medicines,
    "A pain medicine is taken now",
    is_taken,
    "At least one medicine on the list is still taken.",
)
thinner_listed = AnyMedicine(
    pain_medicines,
    "A medicine that slows clotting is among the pain medicines",
    slows_clotting,
    "At least one medicine on the list that is still taken, or may be, slows clotting (an "
    f"antithrombotic, aspirin included). {STILL_OPEN}",
    samples=((SLOWS_CLOTTING,),),
)
