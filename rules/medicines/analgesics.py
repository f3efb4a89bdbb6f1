"""Which classes of pain medicine were tried, and whether an opioid had to be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import Cause, Check, Open, Term
from rules.language.logic.variant import variant
from rules.language.logic.weighing import value_of
from rules.language.questions import Entries, Entry, YesOrNo
from rules.medicines import DrugClass, ReadAs, name_of, reading_of
from rules.medicines.sample_lists import Listed, sample_lists

OPIOIDS = frozenset({DrugClass.OPIOID})
# Pain medicines other than opioids. Sleeping tablets, steroids, bone medicines and what is only
# added to a combined tablet are no class of pain medicine: a choice of this project.
OTHER_CLASSES = frozenset(
    {
        DrugClass.PARACETAMOL,
        DrugClass.NSAID,
        DrugClass.NERVE_PAIN,
        DrugClass.MUSCLE_RELAXANT,
        DrugClass.TOPICAL,
        DrugClass.OTHER_PAIN_MEDICINE,
    }
)


@dataclass(frozen=True)
class Missing:
    """What nobody knows of one medicine, and why."""

    short: str
    cause: Cause


Weighed: TypeAlias = bool | Missing


@dataclass(frozen=True, eq=False)
class AnyMedicine(YesOrNo):
    """Whether something is so of at least one medicine on the list, taken now or stopped."""

    medicines: Entries
    short: str
    holds: Callable[[Entry], Weighed]
    explained: str = ""
    samples: tuple[Listed, ...] = ()  # of which it is so, where no common list has one

    def value(self, case: Case) -> object:
        listed = value_of(self.medicines, case)
        if isinstance(listed, Absent):
            return listed
        weighed = self._weighed(listed)
        if True in weighed:
            return True
        return Absent.NOT_SURE if any(weighed) else False

    def reads(self) -> tuple[Term, ...]:
        return (self.medicines,)

    def open(self, case: Case) -> tuple[Open, ...]:
        listed = value_of(self.medicines, case)
        if isinstance(listed, Absent):
            return self.medicines.open(case)
        missing = [one for one in self._weighed(listed) if isinstance(one, Missing)]
        # The list itself was answered: what is missing is a part of it.
        return tuple(Open(variant(self.medicines, short=one.short), one.cause) for one in missing)

    def examples(self, case: Case, check: Check) -> tuple[object, ...]:
        """Lists of medicines for which this is so, and lists for which it is not."""
        return (*sample_lists(), *self.samples)

    def _weighed(self, listed: object) -> list[Weighed]:
        return [self.holds(entry) for entry in cast("tuple[Entry, ...]", listed)]


def has_opioid(entry: Entry) -> Weighed:
    """Whether there is an opioid in it."""
    return _has(entry, OPIOIDS)


def has_other_class(entry: Entry) -> Weighed:
    """Whether there is a pain medicine in it that is no opioid."""
    return _has(entry, OTHER_CLASSES)


def _has(entry: Entry, classes: frozenset[DrugClass]) -> Weighed:
    read = reading_of(entry)
    return _unread(entry, read) or not classes.isdisjoint(read.classes)


def _unread(entry: Entry, read: ReadAs) -> Missing | None:
    """What nobody knows of its name, if anything."""
    if not read.is_recognised:
        return Missing(f"What “{name_of(entry)}” is", Cause.NEEDS_STAFF)
    if not read.how.is_sure:
        return Missing(f"Whether “{name_of(entry)}” is {read.contents}", Cause.NEEDS_STAFF)
    return None


def is_taken(entry: Entry) -> Weighed:
    """Whether it is still taken."""
    still_taken = entry.get("still_taken")
    if isinstance(still_taken, bool):
        return still_taken
    return Missing(f"Whether {name_of(entry)} is still taken", Cause.UNANSWERED)


def slows_clotting(entry: Entry) -> Weighed:
    """Whether it is a medicine that slows clotting, and is taken or may be."""
    if entry.get("still_taken") is False:
        return False
    read = reading_of(entry)
    return _unread(entry, read) or bool(read.thinners)


def was_stopped_for_side_effects(entry: Entry) -> Weighed:
    """Whether it is an opioid that was given up for its side effects."""
    stopped = _given_up(entry)
    return has_opioid(entry) if stopped is True else stopped


def _given_up(entry: Entry) -> Weighed:
    taken = is_taken(entry)
    if has_opioid(entry) is False or taken is True:
        return False
    if taken:
        return taken
    why = entry.get("why_stopped")
    if isinstance(why, str):
        return why == "side_effects"
    cause = Cause.NOT_SURE if why is Absent.NOT_SURE else Cause.UNANSWERED
    return Missing(f"Why {name_of(entry)} was stopped", cause)
