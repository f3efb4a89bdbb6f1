"""Every pin but what is final, which modules of its own freeze and pin."""

from __future__ import annotations

from rules.questions import EDITION
from tests.pins.for_a_helper import ANOTHER_FORM, FILE, TO_THE_READER, another_form, to_the_reader
from tests.pins.pin import Pin, table
from tests.pins.protocols import shown_beside, working_figures
from tests.pins.questions import key_list, what_it_takes, when_asked

PINS = (
    Pin(f"tests/rules/editions/{EDITION}.txt", key_list, "a key once given is never changed"),
    table("docs/integrating.md", what_it_takes, "other programs rely on it", under="## Keys"),
    table("tests/rules/asked_when.md", when_asked, "who is asked, and how long an answer counts"),
    table("tests/rules/shown_beside.md", shown_beside, "what is shown and settles nothing"),
    table(FILE, another_form, "a clinician reads each", under=ANOTHER_FORM),
    table(FILE, to_the_reader, "none speaks of the patient's body", under=TO_THE_READER),
    table("tests/rules/working_figures.md", working_figures, "how far a clinic can set a figure"),
)
