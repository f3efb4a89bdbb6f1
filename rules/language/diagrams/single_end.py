"""Where a protocol stands that its criteria leave open: at a single end, where all answers lead to one."""

from __future__ import annotations

from collections.abc import Mapping

from rules.language.criteria.criteria import CANNOT_TELL, Criterion, Status
from rules.language.diagrams.criterion_diagrams import CriterionDiagrams
from rules.language.diagrams.unknowns import can_be_settled, unknowns, without_outdated
from rules.language.logic.case import Case


def single_end(standing: Mapping[Criterion, Status], case: Case) -> Status:
    """The overall status to which every answer to what is open leads; cannot tell where they differ.

    Open are the unknown answers that some of these criteria wait for. What is in conflict or for
    the clinician no answer settles.
    """
    among = tuple(standing)
    waiting = {one for one, status in standing.items() if can_be_settled(one, status, case)}
    unknown = unknowns(filter(waiting.__contains__, among), among, case)
    if not unknown:
        return CANNOT_TELL
    diagrams = CriterionDiagrams(unknown, without_outdated(among, case))
    told = diagrams.told(standing, waiting)
    completed = diagrams.completed(diagrams.overall([*told.values()]))
    return completed if isinstance(completed, Status) else CANNOT_TELL
