"""Every edition of every protocol, frozen in a file: what an assessment was made on stays known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, cast

from rules.language.criteria.criteria import Criterion, Protocol
from rules.language.findings.record import Plain
from rules.language.frozen import freezing, thawing
from rules.language.frozen.freezing import Known
from rules.language.frozen.thawing import CannotThaw
from rules.language.logic.conditions import NEVER, Term
from rules.protocols import BY_KEY, PROTOCOLS, WORKING_FIGURES
from rules.questions import QUESTIONS
from rules.questions.from_medicines import (
    medicine_taken_now,
    morphine_as_listed,
    opioid_stopped_for_side_effects,
    opioid_tried,
    other_class_tried,
    thinner_listed,
)
from rules.questions.pain_relief import daily_morphine, paracetamol_as_given

FOLDER = Path(__file__).parent

# What code works out from answers, by the name that frozen editions call it by. It never changes.
TERMS: Mapping[str, Term] = {
    "daily_morphine": morphine_as_listed,
    "daily_morphine_once": daily_morphine,
    "paracetamol_as_given": paracetamol_as_given,
    "opioid_tried": opioid_tried,
    "other_class_tried": other_class_tried,
    "opioid_stopped_for_side_effects": opioid_stopped_for_side_effects,
    "thinner_listed": thinner_listed,
    "medicine_taken_now": medicine_taken_now,
}
KNOWN = Known(QUESTIONS, TERMS, {figure.key: figure for figure in WORKING_FIGURES})

Frozen: TypeAlias = dict[str, Plain]

DECISIVE = ("applies_when", "met_when", "not_met_when", "unsettleable_when", "conflicting_when")


class UnknownEdition(ValueError):
    """No edition has that name; the message lists those there are."""


class EditionLost(ValueError):
    """An edition that something was assessed by cannot be used; the message names it and the remedy."""

    def __init__(self, name: str, why: Exception) -> None:
        super().__init__(
            f"edition {name} was assessed by and cannot be used any more ({why}): install the version "
            f"of the program that has it, or restore rules/editions/{name}.json"
        )
        self.name = name


class EditionIsFrozen(ValueError):
    """A protocol differs from the frozen file of its own edition; the message says what to do."""


def name_of(protocol: Protocol) -> str:
    """What an edition is called: "documented_indications-2026-11"."""
    return f"{protocol.key}-{protocol.edition}"


def key_of(name: str) -> str:
    """The protocol that a named edition is one of."""
    return name.partition("-")[0]


def freeze(protocol: Protocol) -> Frozen:
    """A protocol as plain data."""
    return freezing.freeze(protocol, KNOWN)


def thaw(told: Frozen) -> Protocol:
    """A protocol from plain data, called on a page as the code now calls it. Raises CannotThaw."""
    then = thawing.thaw(told, KNOWN)
    now = BY_KEY.get(then.key, then)
    return replace(then, heading=now.heading, only_for=now.only_for)


def edition(name: str) -> Protocol:
    """The protocol of one edition: as the code has it where that is the edition, else as frozen.

    Raises EditionLost.
    """
    current = BY_KEY.get(key_of(name))
    return current if current and name_of(current) == name else _thawed(FOLDER, name)


def frozen_edition(name: str) -> Frozen:
    """What the file of one edition holds. Raises UnknownEdition or CannotThaw."""
    if name not in names():
        raise UnknownEdition(f"no edition {name!r}: choose one of {', '.join(names())}")
    try:
        return cast("Frozen", json.loads(_file(name).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise CannotThaw(f"{name} cannot be read ({error}): restore its file") from None


def names() -> tuple[str, ...]:
    """The names of all frozen editions, a protocol's oldest first."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def earlier(protocol: Protocol) -> str | None:
    """The name of the frozen edition before the one that the code has; None where there is none."""
    before = [one for one in names() if key_of(one) == protocol.key]
    return max((one for one in before if one < name_of(protocol)), default=None)


@cache
def once_in(protocol: Protocol) -> Mapping[str, Criterion]:
    """Every criterion that a frozen edition of a protocol has or had, as the newest has it.

    Raises EditionLost.
    """
    those = [edition(name) for name in names() if key_of(name) == protocol.key]
    return MappingProxyType({one.key: one for then in those for one in then.criteria})


def decisive(protocol: Protocol, criterion: Criterion) -> Frozen:
    """What decides of one criterion, without the words it is said in."""
    told = freeze(replace(protocol, criteria=(criterion,), pathway_when=NEVER))
    [alone] = cast("list[Frozen]", told["criteria"])
    figures = cast("dict[str, Frozen]", told["figures"])
    return {
        **{part: alone[part] for part in DECISIVE},
        "figures": {key: figure["value"] for key, figure in figures.items()},
        "questions": told["questions"],
        "terms": told["terms"],
    }


def decided_otherwise(then: Protocol, now: Protocol) -> tuple[Criterion, ...]:
    """The criteria of now that are new, or that other conditions or figures decide than then."""
    before = {one.key: decisive(then, one) for one in then.criteria}
    return tuple(one for one in now.criteria if before.get(one.key) != decisive(now, one))


def write(*, again: bool = False) -> tuple[Path, ...]:
    """Freeze every protocol into its file. Returns the files written; one that is right is left.

    `again`: over a file of the same edition that differs, which only an edition that nobody has
    used yet allows. Raises EditionIsFrozen.
    """
    due = [one for one in PROTOCOLS if differs(one)]
    for protocol in due:
        if _file(name_of(protocol)).exists() and not again:
            raise EditionIsFrozen(what_to_do(protocol))
    for protocol in due:
        _file(name_of(protocol)).write_text(_as_file(freeze(protocol)), encoding="utf-8")
    return tuple(_file(name_of(protocol)) for protocol in due)


def differs(protocol: Protocol) -> bool:
    """Whether a protocol is not what the file of its edition holds, or has no file yet."""
    return _as_file(freeze(protocol)) != _kept(_file(name_of(protocol)))


def what_to_do(protocol: Protocol) -> str:
    """What to do about a protocol that differs from its frozen edition, with the criteria that do."""
    otherwise = decided_otherwise(thaw(frozen_edition(name_of(protocol))), protocol)
    changed = ", ".join(criterion.key for criterion in otherwise)
    return (
        f"{f'criterion {changed}' if changed else 'the wording'} changed: give {protocol.key} "
        "a new edition, freeze it (questionnaire protocol freeze)"
        + (", and add a case to rules/cases of that edition for each criterion" if changed else "")
        + "; an edition that nobody has used yet can be frozen --again"
    )


@cache
def _thawed(folder: Path, name: str) -> Protocol:
    try:
        return thaw(frozen_edition(name))
    except UnknownEdition:
        raise EditionLost(name, UnknownEdition("it has no file")) from None
    except CannotThaw as error:
        raise EditionLost(name, error) from error


def _as_file(told: Frozen) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _kept(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _file(name: str) -> Path:
    return FOLDER / f"{name}.json"
