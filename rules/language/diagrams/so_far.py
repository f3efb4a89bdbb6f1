"""What is settled so far: for want of an answer that can still come in and undo it."""

from __future__ import annotations

from rules.language.criteria.criteria import Criterion, Status
from rules.language.diagrams.criterion_diagrams import CriterionDiagrams
from rules.language.diagrams.decision_diagram import Diagram
from rules.language.diagrams.diagram_paths import variables
from rules.language.diagrams.unknowns import unknowns, without_outdated
from rules.language.logic.case import Case
from rules.language.logic.conditions import Open


def undone_by(criterion: Criterion, status: Status, case: Case) -> tuple[Open, ...]:
    """The unknown answers that can still change where a settled criterion stands; mostly none.

    There are some exactly where one of its completions, which answer everything unknown that it
    turns on, gives another status. What no absence settled, no answer undoes: of it this is not asked.
    """
    alone = (criterion,)
    unknown = unknowns(alone, alone, case)
    diagrams = CriterionDiagrams(unknown, without_outdated(alone, case))
    diagram = diagrams.criterion(criterion)
    undoing = turning_away(diagram, diagrams.completed(diagram), status)
    return tuple([unknown[variable].missing for variable in undoing])


def turning_away(diagram: Diagram, completed: Diagram, status: Status) -> list[int]:
    """The variables by which completions come to another status, in their order.

    Where all come to one and the same other, it is whatever comes in that undoes it.
    """
    return [] if completed is status else sorted(variables(completed) or variables(diagram))
