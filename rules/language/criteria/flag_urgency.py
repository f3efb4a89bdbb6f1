"""Red flags for what staff find: how soon each wants somebody, as a clinic sets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from rules.language.criteria.criteria import Criterion, Protocol, Urgency
from rules.language.logic.conditions import NEVER
from rules.language.logic.relations import WorkingChoice

OFF = "off"
HOW_SOON: Mapping[str, str] = MappingProxyType(
    {urgency.name.lower(): urgency.value for urgency in Urgency} | {OFF: "raises no flag"}
)


def urgency_choices(flags: Iterable[Criterion]) -> dict[str, WorkingChoice]:
    """A choice of how soon for each flag, by its key. An emergency is nobody's to put off."""
    return {flag.key: _choice(flag) for flag in flags if flag.urgency is not Urgency.EMERGENCY}


def as_set(
    protocol: Protocol, offered: Mapping[str, WorkingChoice], choices: Mapping[str, str]
) -> Protocol:
    """A protocol with its flags as a clinic set them, each change said beside its flag."""
    own = {
        key: choices[key]
        for key, choice in offered.items()
        if choices.get(key, choice.value) != choice.value
    }
    return _as_set(protocol, tuple(own.items())) if own else protocol


def _choice(flag: Criterion) -> WorkingChoice:
    return WorkingChoice(
        key=flag.key,
        says=f"Red flag: {flag.says[0].lower()}{flag.says[1:]}".rstrip("."),
        options=HOW_SOON,
        value=flag.urgency.name.lower() if flag.urgency else OFF,
        why="No source read says how soon staff must act. What is set otherwise is said beside the flag.",
        wants_reason=True,
    )


@lru_cache(maxsize=64)  # each clinic has one; editions of the past come and go
def _as_set(protocol: Protocol, own: tuple[tuple[str, str], ...]) -> Protocol:
    chosen = dict(own)
    flags = (_set(one, chosen[one.key]) if one.key in chosen else one for one in protocol.criteria)
    return replace(protocol, criteria=tuple(flags))


def _set(flag: Criterion, option: str) -> Criterion:
    comes_as = flag.urgency.value if flag.urgency else HOW_SOON[OFF]
    said = f"Set by this clinic: {HOW_SOON[option]}; it comes as: {comes_as}. {flag.guidance}"
    if option == OFF:
        return replace(flag, applies_when=NEVER, guidance=said)
    return replace(flag, urgency=Urgency[option.upper()], guidance=said)
