"""What the patient wants to add, and what matters most to them."""

from rules.language.questions import Text
from rules.language.questions.pages import Page, Section
from rules.questions.about_you import preferred_contact, preferred_contact_details

wish = Text(
    "wish",
    "What would you most like to be able to do again?",
    "What the patient most wants to do again",
    hint="For example, cook, sleep through the night or walk to the shop",
    unsure="",
    lines=4,
)

anything_else = Text(
    "anything_else",
    "Is there anything else you want us to know?",
    "Anything else",
    hint="In your own words",
    unsure="",
    lines=6,
    longest=5000,
)

SECTION = Section(
    "last",
    "What matters to you",
    (
        Page(
            "last",
            "The last questions",
            (wish, anything_else, preferred_contact, preferred_contact_details),
        ),
    ),
)
