"""The kinds of criterion that one condition settles: present where it holds, else not present."""

from __future__ import annotations

from collections.abc import Mapping

from rules.language.logic import ALWAYS, Condition, Term, not_
from rules.language.protocols import Criterion, Polarity, Strength, Urgency
from rules.language.questions import MultiChoice
from rules.language.sources import Source


def red_flag(
    key: str,
    says: str,
    when: Condition,
    *,
    urgency: Urgency,
    source: Source,
    guidance: str = "",
) -> Criterion:
    """Somebody must act when the condition holds, whatever the rest says."""
    return Criterion(
        key=key,
        says=says,
        polarity=Polarity.RED_FLAG,
        urgency=urgency,
        met_when=when,
        not_met_when=not_(when),
        source=source,
        guidance=guidance,
    )


def contraindication(
    key: str,
    says: str,
    when: Condition,
    *,
    strength: Strength,
    source: Source,
    applies_when: Condition = ALWAYS,
    absent_when: Condition | None = None,
    guidance: str = "",
    grey: str = "",
    reported: tuple[Term, ...] = (),
) -> Criterion:
    """Something unwanted. `absent_when` is given where its absence takes more than the opposite."""
    return Criterion(
        key=key,
        says=says,
        polarity=Polarity.CONTRAINDICATION,
        strength=strength,
        met_when=when,
        not_met_when=not_(when) if absent_when is None else absent_when,
        applies_when=applies_when,
        source=source,
        guidance=guidance,
        grey=grey,
        reported=reported,
    )


def review(
    key: str,
    says: str,
    when: Condition,
    *,
    source: Source,
    guidance: str = "",
    reported: tuple[Term, ...] = (),
) -> Criterion:
    """Something to weigh before the procedure that no list read calls a contraindication."""
    return Criterion(
        key=key,
        says=says,
        polarity=Polarity.REVIEW,
        met_when=when,
        not_met_when=not_(when),
        source=source,
        guidance=guidance,
        reported=reported,
    )


def review_of_each_option(
    key: str,
    says: str,
    question: MultiChoice,
    *,
    source: Source,
    guidance: str,
    each: Mapping[str, str],
    reported: tuple[Term, ...] = (),
) -> tuple[Criterion, ...]:
    """One review criterion an option. "{}" stands for the option in `says`, for `each` in guidance."""
    return tuple(
        review(
            f"{key}_{option}",
            says.format(name),
            question.includes(option),
            source=source,
            guidance=guidance.format(each[option]),
            reported=reported,
        )
        for option, name in question.options.items()
    )


def note(key: str, says: str, when: Condition, *, source: Source, guidance: str = "") -> Criterion:
    """Worth knowing, never alone a reason."""
    return Criterion(
        key=key,
        says=says,
        polarity=Polarity.NOTE,
        met_when=when,
        not_met_when=not_(when),
        source=source,
        guidance=guidance,
    )
