"""The kinds of criterion that one condition settles: present where it holds, else not present."""

from __future__ import annotations

from collections.abc import Mapping

from rules.language.criteria.criteria import Criterion, Polarity, Rank, Strength, Urgency
from rules.language.criteria.sources import Source
from rules.language.logic.conditions import ALWAYS, Condition, Term, all_of, any_of, not_
from rules.language.questions import MultiChoice


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
    ranks: tuple[Rank, ...],
    strength: Strength | None = None,
    applies_when: Condition = ALWAYS,
    absent_when: Condition | None = None,
    guidance: str = "",
    grey: str = "",
    reported: tuple[Term, ...] = (),
) -> Criterion:
    """Something unwanted. `absent_when` is given where its absence takes more than the opposite.

    Its source is the first of the lists that rank it. `strength` is its rank by the LCD; None: the
    LCD does not have it.
    """
    return Criterion(
        key=key,
        says=says,
        polarity=Polarity.CONTRAINDICATION,
        strength=strength,
        ranks=ranks,
        met_when=when,
        not_met_when=not_(when) if absent_when is None else absent_when,
        applies_when=applies_when,
        source=ranks[0].source,
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
    ranks: tuple[Rank, ...] = (),
    guidance: str = "",
    reported: tuple[Term, ...] = (),
) -> Criterion:
    """Something to weigh before the procedure that the LCD does not call a contraindication."""
    return Criterion(
        key=key,
        says=says,
        polarity=Polarity.REVIEW,
        ranks=ranks,
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


def note(
    key: str,
    says: str,
    when: Condition,
    *,
    source: Source,
    guidance: str = "",
    reported: tuple[Term, ...] = (),
) -> Criterion:
    """Worth knowing, never alone a reason."""
    return Criterion(
        key=key,
        says=says,
        polarity=Polarity.NOTE,
        met_when=when,
        not_met_when=not_(when),
        source=source,
        guidance=guidance,
        reported=reported,
    )


def within_limit(
    key: str,
    says: str,
    when: Condition,
    *,
    short: str,
    source: Source,
    applies_when: Condition = ALWAYS,
    outside_when: Condition | None = None,
    guidance: str = "",
    grey: str = "",
    reported: tuple[Term, ...] = (),
) -> Criterion:
    """A blood result that keeps to a source's limit. `outside_when` is given where a range is open."""
    return Criterion(
        key=key,
        says=says,
        short=short,
        polarity=Polarity.LIMIT,
        applies_when=applies_when,
        met_when=when,
        not_met_when=not_(when) if outside_when is None else outside_when,
        source=source,
        guidance=guidance,
        grey=grey,
        reported=reported,
    )


def conflict(
    key: str,
    says: str,
    when: Condition,
    *,
    source: Source,
    short: str,
    used: str,
    absent_when: Condition | None = None,
    reported: tuple[Term, ...] = (),
) -> Criterion:
    """Two answers that cannot both be right. `used` says which one the criteria use, and why."""
    return Criterion(
        key=key,
        says=says,
        short=short,
        polarity=Polarity.CONFLICT,
        met_when=when,
        not_met_when=not_(when) if absent_when is None else absent_when,
        source=source,
        guidance=used,
        reported=reported,
    )


def any_present(*criteria: Criterion) -> Condition:
    """Holds when at least one of these is met."""
    return any_of(*(criterion.met_when for criterion in criteria))


def none_present(*criteria: Criterion) -> Condition:
    """Holds when each of these is known not to be met."""
    return all_of(*(criterion.not_met_when for criterion in criteria))
