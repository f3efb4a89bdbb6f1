"""What calls for a person in a row of a list: a red flag, doubts about who answers, a late MRI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from questionnaire.responses.doubted_details import doubted_among
from questionnaire.responses.late_mri import LateMri, late_among
from questionnaire.responses.not_agreed import not_agreed_among
from questionnaire.responses.urgency import most_urgent_among
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.language.criteria.criteria import Urgency


@dataclass(frozen=True)
class RowMarks:
    """The marks of all rows of a list, by the response. A mark costs one query, however many rows."""

    most_urgent: Mapping[UUID, Urgency]  # of the open red flags
    doubted: frozenset[UUID]
    not_agreed: frozenset[UUID]
    late_mri: Mapping[UUID, LateMri]


def row_marks(rows: Sequence[Response]) -> RowMarks:
    """What is to be marked in these rows."""
    session = read_session()
    return RowMarks(
        most_urgent_among(session, rows),
        doubted_among(session, rows),
        not_agreed_among(session, rows),
        late_among(session, rows),
    )
