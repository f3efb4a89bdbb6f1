"""What a list of medicines says of one that may be on it twice, in the patient's words."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from rules.language.questions import Entries, Entry
from rules.medicines.listed_twice import Again, ListedAgain, listed_again
from rules.questions.pain_relief import pain_medicines


def again_at(question: Entries, entries: Sequence[Entry], number: int) -> ListedAgain | None:
    """The earlier medicine that an entry, counted from 1, may be again."""
    return listed_again(entries).get(number - 1) if question is pain_medicines else None


def first_to_ask_of(question: Entries, entries: Sequence[Entry]) -> int | None:
    """The number of the first entry of which nobody was asked whether it is an earlier one again."""
    again = listed_again(entries) if question is pain_medicines else {}
    unsaid = (place + 1 for place, one in again.items() if one.said is Again.NOT_SAID)
    return min(unsaid, default=None)


def said_again(question: Entries, entries: Sequence[Entry], number: int) -> Sequence[str]:
    """What is known of that, on a line; nothing where there is no such medicine."""
    again = again_at(question, entries, number)
    if again is None:
        return ()
    match again.said:
        case Again.SAME:
            said = _(
                "The same as “%(name)s”, so it counts once. You can remove it.", name=again.name
            )
        case Again.DIFFERENT:
            said = _("Taken as well as “%(name)s”", name=again.name)
        case Again.NOT_SURE:
            said = _("Perhaps the same as “%(name)s”. You were not sure.", name=again.name)
        case Again.NOT_SAID:
            said = _("Perhaps the same as “%(name)s”. Please check this.", name=again.name)
    return (said,)
