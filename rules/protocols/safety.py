"""Everything to see before and beside the indications: red flags, contraindications, review, notes."""

from rules.language.protocols import Protocol
from rules.protocols.contraindications import CONTRAINDICATIONS
from rules.protocols.notes import NOTES
from rules.protocols.red_flags import RED_FLAGS
from rules.protocols.review import REVIEWS
from rules.sources import PROJECT_CHOICE

SAFETY = Protocol(
    key="safety",
    title="Safety",
    edition="2026-11",
    summary="Red flags by this project's working rule, contraindications as the LCD lists them, what to review before the procedure, and what is worth knowing. Silence is never taken for a no.",
    source=PROJECT_CHOICE,
    criteria=(*RED_FLAGS, *CONTRAINDICATIONS, *REVIEWS, *NOTES),
)
