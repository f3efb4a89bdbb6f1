"""What may be set of protocols, figures and choices; what may not is refused with what may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from rules.language.criteria.criteria import Polarity, Protocol
from rules.language.logic.relations import WorkingChoice, WorkingFigure
from rules.protocols import CHOOSABLE, WORKING_CHOICES, WORKING_FIGURES
from rules.protocols.figures import UNDER

MAY_APPLY: Mapping[str, Protocol] = {protocol.key: protocol for protocol in CHOOSABLE}
# A trial's entry figures come to no verdict, so they cannot head a face sheet.
MAY_LEAD: Mapping[str, Protocol] = {
    key: protocol
    for key, protocol in MAY_APPLY.items()
    if any(criterion.polarity is Polarity.INDICATION for criterion in protocol.criteria)
}
FIGURES: Mapping[str, WorkingFigure] = {figure.key: figure for figure in WORKING_FIGURES}
CHOICES: Mapping[str, WorkingChoice] = {choice.key: choice for choice in WORKING_CHOICES}


class CannotBeSet(ValueError):
    """What cannot be set, and what can: one line of both."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault}: {remedy}")
        self.fault, self.remedy = fault, remedy


def applying(keys: Sequence[str]) -> list[str]:
    """The protocols that apply, in the order shown, each once.

    :raise CannotBeSet: where none is named that can lead, or one is unknown.
    """
    for key in keys:
        known(key, MAY_APPLY, "protocol")
    if not any(key in MAY_LEAD for key in keys):
        raise CannotBeSet("no protocol can lead", f"name at least one of {_list(MAY_LEAD)}")
    return [key for key in MAY_APPLY if key in keys]


def leading(key: str, among: Sequence[str]) -> str:
    """The protocol that heads the face sheet: one of those that apply.

    :raise CannotBeSet: where it does not apply, or cannot lead.
    """
    can = [one for one in among if one in MAY_LEAD]
    if key not in can:
        raise CannotBeSet(f"“{key}” does not apply or cannot lead", f"choose from {_list(can)}")
    return key


def choice(key: str, option: str) -> str:
    """The way that a clinic goes where sources differ.

    :raise CannotBeSet: where there is no such choice, or it has no such option.
    """
    options = CHOICES[known(key, CHOICES, "working choice")].options
    return known(option, options, "option")


def figure(key: str, written: str) -> Decimal:
    """A working figure within its range.

    :raise CannotBeSet: where there is no such figure, or it is out of range.
    """
    asked = FIGURES[known(key, FIGURES, "working figure")]
    try:
        value = Decimal(written)
    except InvalidOperation:
        value = Decimal("NaN")
    if not asked.allows(value):
        raise CannotBeSet(f"“{written}” cannot be set", f"write {asked.takes()}")
    return value


def never_both(figures: Mapping[str, Decimal]) -> None:
    """Refuse figures by which one answer would count as both; those not named are the rules' own.

    :raise CannotBeSet: naming the two.
    """
    for lower, low, upper, high in contradictions(figures):
        fault = f"{lower.key} ({low}) must be under {upper.key} ({high})"
        raise CannotBeSet(fault, "change one of them")


def contradictions(
    figures: Mapping[str, Decimal],
) -> Iterator[tuple[WorkingFigure, Decimal, WorkingFigure, Decimal]]:
    """Each two figures by which one answer would count as both, with what they would be."""
    for lower, upper in UNDER:
        low, high = (figures.get(one.key, one.value) for one in (lower, upper))
        if low is not None and high is not None and low >= high:
            yield lower, low, upper, high


def known(key: str, among: Mapping[str, object], kind: str) -> str:
    """A key that there is; `kind` says of what.

    :raise CannotBeSet: naming the nearest, and all there are.
    """
    if key not in among:
        near = get_close_matches(key, among, n=1)
        meant = f"did you mean {near[0]}? Else " if near else ""
        raise CannotBeSet(f"there is no {kind} “{key}”", f"{meant}choose from {_list(among)}")
    return key


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
