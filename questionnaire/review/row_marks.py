"""What calls for a person in a row of a list: a red flag, doubts about who answers, a late MRI, a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from questionnaire.responses import reopenings
from questionnaire.responses.link_requests import waiting_among
from questionnaire.responses.marks import Marks, marks_among
from questionnaire.responses.urgency import most_urgent_among
from questionnaire.store.database import read_session
from questionnaire.store.models import Reopening, Response
from rules.language.criteria.criteria import Urgency


@dataclass(frozen=True)
class RowMarks:
    """The marks of all rows of a list, by the response: three queries, however many rows."""

    most_urgent: Mapping[UUID, Urgency]  # of the open red flags
    of: Mapping[UUID, Marks]
    new_link: frozenset[UUID]  # wished for at a door that is shut
    told: Mapping[UUID, Reopening]  # that something changed


def row_marks(rows: Sequence[Response]) -> RowMarks:
    """What is to be marked in these rows."""
    session = read_session()
    return RowMarks(
        most_urgent_among(session, rows),
        marks_among(session, rows),
        waiting_among(session, rows),
        reopenings.unread_among(session, rows),
    )
