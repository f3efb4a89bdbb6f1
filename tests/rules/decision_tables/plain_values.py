"""A case as plain values, worked out anew: days, age, medicines, and what each column asks of them.

Nothing here uses the rules' own logic: it is what the tables are checked with, a second time.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias, cast

from rules.language.logic.case import Absent, Given

UNKNOWN, NOT_ASKED, YES, NO = "?", "not asked", "yes", "no"
NO_LIMIT = Decimal("Infinity")
UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}

Medicine: TypeAlias = Mapping[str, object]
Level: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Between:
    """A number that lies from `low` to `high`, both included."""

    low: Decimal
    high: Decimal


Plain: TypeAlias = str | Between | tuple[str, ...] | tuple[Medicine, ...]


def yes_or_no(value: bool | None) -> str:
    return UNKNOWN if value is None else YES if value else NO


def compared(value: Plain, sign: str, limit: Decimal) -> str:
    """Whether a number is `>=`, `<=`, `>` or `<` a limit; not known where it may be either."""
    if not isinstance(value, Between):
        return NO if value == NOT_ASKED else UNKNOWN
    both = {
        ">=": (value.low >= limit, value.high >= limit),
        ">": (value.low > limit, value.high > limit),
        "<=": (value.low <= limit, value.high <= limit),
        "<": (value.low < limit, value.high < limit),
    }[sign]
    return UNKNOWN if both[0] != both[1] else yes_or_no(both[0])


def has(value: Plain, options: Sequence[str], *, only: bool = False) -> str:
    """Whether one of these was chosen, or with `only` nothing else was."""
    if not isinstance(value, tuple):
        return NO if value == NOT_ASKED else UNKNOWN
    chosen = set(cast("tuple[str, ...]", value))
    return yes_or_no(chosen <= set(options) if only else bool(chosen & set(options)))


def is_empty(value: Plain) -> str:
    """Whether a list was given and has nothing on it."""
    if not isinstance(value, tuple):
        return NO if value == NOT_ASKED else UNKNOWN
    return yes_or_no(not value)


def not_sure(given: Given | None) -> str:
    """Whether "not sure" was the answer; not known of a question left blank."""
    if given is None or given.value is Absent.UNANSWERED:
        return UNKNOWN
    return yes_or_no(given.value is Absent.NOT_SURE)


def days_of(said: str, on: date | None) -> tuple[date, date]:
    """The first and the last day that somebody can have meant: "2026", "2026-10", "3 weeks"."""
    if on is not None:
        number, unit = said.split()
        length = UNITS[unit.rstrip("s")]
        ago, either_way = int(number) * length, length // 2
        return on - timedelta(ago + either_way), on - timedelta(max(0, ago - either_way))
    parts = [int(part) for part in said.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(said), date.fromisoformat(said)


def days_passed(span: tuple[date, date], on: date) -> Plain:
    """As days since; not known of what lies wholly in the days to come."""
    return UNKNOWN if span[0] > on else days_since(span, on)


def wholly_before(first: tuple[date, date], then: tuple[date, date]) -> str:
    """Whether the last day of the one comes before the first of the other."""
    return yes_or_no(first[1] < then[0])


def days_since(span: tuple[date, date], on: date) -> Between:
    """Never under 0: a day that has not come yet counts as today."""
    first, last = span
    return Between(Decimal(max(0, (on - last).days)), Decimal(max(0, (on - first).days)))


def days_between(first: tuple[date, date], then: tuple[date, date]) -> Between:
    """Under 0 where the second day came before the first."""
    return Between(Decimal((then[0] - first[1]).days), Decimal((then[1] - first[0]).days))


def age_on(born: date, on: date) -> Between:
    """Birthdays that have come."""
    birthday_to_come = born.strftime("%m%d") > on.strftime("%m%d")
    years = Decimal(on.year - born.year - birthday_to_come)
    return Between(years, years)


# Which levels lie under a place, by the shoulder blades (T7) and the tops of the hips (L4).
SPINE = (
    "cervical",
    *(f"t{number}" for number in range(1, 13)),
    *(f"l{number}" for number in range(1, 6)),
    "sacrum",
)
UNDER: Mapping[str, tuple[str, str]] = {
    "neck": ("cervical", "cervical"),
    "between_shoulder_blades": ("t1", "t7"),
    "bra_strap": ("t7", "t9"),
    "middle_of_back": ("t9", "t12"),
    "waist": ("l1", "l3"),
    "low_back": ("l3", "l5"),
    "pelvis": ("l5", "sacrum"),
}


def levels_apart(places: Plain, fractures: Plain) -> Plain:
    """Levels between the nearest place that hurts and the nearest fracture of the spine."""
    if places == ():
        return NOT_ASKED
    if not isinstance(places, tuple) or not isinstance(fractures, tuple):
        return UNKNOWN
    ends = [[SPINE.index(end) for end in UNDER[str(place)]] for place in places]
    broken = [SPINE.index(str(level)) for level in fractures if level in SPINE]
    apart = [max(top - one, one - bottom, 0) for top, bottom in ends for one in broken]
    return Between(Decimal(min(apart)), Decimal(min(apart))) if apart else UNKNOWN


@dataclass(frozen=True)
class Kind:
    """What a medicine of the test holds: mg of morphine for one, if that is known."""

    opioid: bool
    other: bool
    morphine: Decimal | None = None
    slows_clotting: bool = False
    paracetamol: Decimal = Decimal(0)
    same_as: str = ""  # another name of the test for the same


# CDC 2022: morphine 1, oxycodone 1.5, tramadol 0.2, codeine 0.15, a fentanyl patch 2.4.
KINDS: Mapping[str, Kind] = {
    "Paracetamol": Kind(opioid=False, other=True, paracetamol=Decimal(500)),
    "Panadol": Kind(opioid=False, other=True, paracetamol=Decimal(500), same_as="Paracetamol"),
    "Morphine": Kind(opioid=True, other=False, morphine=Decimal(10)),
    "Zomorph": Kind(opioid=True, other=False, morphine=Decimal(10), same_as="Morphine"),
    "Oxycodone": Kind(opioid=True, other=False, morphine=Decimal(20) * Decimal("1.5")),
    "Tramadol": Kind(opioid=True, other=False, morphine=Decimal(50) * Decimal("0.2")),
    "Co-codamol": Kind(
        opioid=True,
        other=True,
        morphine=Decimal(30) * Decimal("0.15"),
        paracetamol=Decimal(500),
    ),
    "Fentanyl": Kind(opioid=True, other=False, morphine=Decimal(25) * Decimal("2.4")),
    "Buprenorphine": Kind(opioid=True, other=False),
    "Ibuprofen": Kind(opioid=False, other=True),
    "Gabapentin": Kind(opioid=False, other=True),
    "Clopidogrel": Kind(opioid=False, other=False, slows_clotting=True),
}


MOST_MORPHINE = Decimal(500)
ANY_DOSE = Between(Decimal(0), NO_LIMIT)


def daily_morphine(medicines: Sequence[Medicine], confirmed: object) -> Between:
    """What nobody is likely to take, and has not confirmed, says nothing."""
    total = _added_up(medicines, _morphine)
    return ANY_DOSE if total.low > MOST_MORPHINE and confirmed is not True else total


def daily_paracetamol(medicines: Sequence[Medicine]) -> Between:
    """In all medicines together."""
    return _added_up(medicines, _paracetamol)


def _added_up(
    medicines: Sequence[Medicine], of_one: Callable[[Medicine], Decimal | None]
) -> Between:
    """What is still taken or may be; with anything that cannot be counted, at least the rest."""
    taken = [one for one in medicines if one.get("still_taken") is not False]
    groups: dict[str, list[Medicine]] = {}
    for one in taken:
        name = str(one["name"])
        kind = KINDS.get(name)
        groups.setdefault((kind.same_as if kind else "") or name, []).append(one)
    each = [_once_or_twice(group, of_one) for group in groups.values()]
    return Between(
        sum((one.low for one in each), Decimal(0)), sum((one.high for one in each), Decimal(0))
    )


def _once_or_twice(group: list[Medicine], of_one: Callable[[Medicine], Decimal | None]) -> Between:
    """One medicine, or two names of one: the same, or another, or nobody has said."""
    first, *more = [of_one(one) for one in group]
    known = [one for one in (first, *more) if one is not None]
    said = group[1].get("listed_again") if more else ""
    if said == "different":
        return Between(
            sum(known, Decimal(0)),
            sum(known, Decimal(0)) if None not in (first, *more) else NO_LIMIT,
        )
    least = min(known, default=Decimal(0))
    if said == "same" and first is not None:
        return Between(least, max(known))
    return Between(least, NO_LIMIT if None in (first, *more) else sum(known, Decimal(0)))


def _morphine(medicine: Medicine) -> Decimal | None:
    kind = KINDS.get(str(medicine["name"]))
    if kind is None or (kind.opioid and kind.morphine is None):
        return None
    return _a_day(medicine, kind.morphine or Decimal(0))


def _paracetamol(medicine: Medicine) -> Decimal | None:
    kind = KINDS.get(str(medicine["name"]))
    return None if kind is None else _a_day(medicine, kind.paracetamol)


def _a_day(medicine: Medicine, of_one: Decimal) -> Decimal | None:
    amount = medicine.get("amount")
    times = Decimal(1) if medicine["form"] == "patch" else medicine.get("times")
    if not of_one:
        return Decimal(0)
    known = isinstance(amount, Decimal) and isinstance(times, Decimal)
    return of_one * cast("Decimal", amount) * cast("Decimal", times) if known else None


def tried(medicines: Sequence[Medicine], what: str) -> str:
    """Whether an "opioid" or an "other" class was tried; a name that says nothing leaves it open."""
    kinds = [KINDS.get(str(medicine["name"])) for medicine in medicines]
    if any(kind and getattr(kind, what) for kind in kinds):
        return YES
    return UNKNOWN if None in kinds else NO


def thinner_listed(medicines: Sequence[Medicine]) -> str:
    """Whether something that slows clotting is among what is taken or may be."""
    taken = [one for one in medicines if one.get("still_taken") is not False]
    return tried(taken, "slows_clotting")


def taken_now(medicines: Sequence[Medicine]) -> str:
    """Whether anything on the list is still taken."""
    each = {one.get("still_taken") for one in medicines}
    return YES if True in each else UNKNOWN if each - {False} else NO


def opioid_stopped(medicines: Sequence[Medicine]) -> str:
    """Whether an opioid was given up for its side effects."""
    each = {_stopped(medicine) for medicine in medicines}
    return next((answer for answer in (YES, UNKNOWN) if answer in each), NO)


def _stopped(medicine: Medicine) -> str:
    kind = KINDS.get(str(medicine["name"]))
    taken, why = medicine.get("still_taken"), medicine.get("why_stopped")
    if taken is True or (kind and not kind.opioid):
        return NO
    if taken is None or not isinstance(why, str):
        return UNKNOWN
    if why != "side_effects":
        return NO
    return YES if kind else UNKNOWN


def some_level(levels: Sequence[Level], what: str, *, said: bool) -> str:
    """Whether a level is among them of which this was found."""
    return yes_or_no(any(level.get(what) is said for level in levels))


def without_oedema(levels: Sequence[Level]) -> str:
    """Whether there are levels, and the report says of each that it has none."""
    return yes_or_no({level.get("oedema") for level in levels} == {False})


def levels_crossed(levels: Sequence[Level]) -> str:
    """Whether one level is tender and has no oedema, and another has oedema and is not tender."""
    known = [(level.get("tender"), level.get("oedema")) for level in levels]
    if (True, False) in known and (False, True) in known:
        return YES
    tender = {place for place, (tender, oedema) in enumerate(known) if _may(tender, oedema)}
    active = {place for place, (tender, oedema) in enumerate(known) if _may(oedema, tender)}
    return UNKNOWN if any(one != other for one in tender for other in active) else NO


def _may(has: object, lacks: object) -> bool:
    return has is not False and lacks is not True


def height_lost(levels: Sequence[Level]) -> Plain:
    """Of the level to be treated, the most of several; while none is marked, of any that may be."""
    treated = [level for level in levels if level.get("to_be_treated") is True]
    meant = treated or [level for level in levels if level.get("to_be_treated") is not False]
    lost = [level.get("height_loss") for level in meant]
    known = [one for one in lost if isinstance(one, Decimal)]
    if not known:
        return UNKNOWN
    most = max(known) if len(known) == len(lost) else NO_LIMIT
    if treated:
        return Between(max(known), most)
    return Between(min(known) if most != NO_LIMIT else Decimal(0), most)


def to_be_treated(levels: Sequence[Level]) -> Decimal:
    """How many are marked."""
    return Decimal(sum(level.get("to_be_treated") is True for level in levels))


def at_least(number: Plain, marked: Decimal) -> Plain:
    """A number that is no less than what is marked."""
    if isinstance(number, Between):
        return Between(max(number.low, marked), max(number.high, marked))
    return Between(marked, NO_LIMIT) if marked else UNKNOWN
