"""Partial cases, and every completion of them tried one by one, for the settling facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from itertools import chain, combinations, product
from math import prod
from random import Random

from rules.language.criteria.criteria import Criterion, Protocol, Status
from rules.language.diagrams.questions_read import indications
from rules.language.diagrams.unknowns import given_now, without_outdated
from rules.language.findings.findings import find, overall
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.days import ApproximateDate
from rules.language.logic.weighing import weigh
from rules.protocols.malignant_pathway import MALIGNANT_PATHWAY
from rules.questions import QUESTIONS
from rules.questions.windows import BLOOD_DAYS, EXAMINATION_DAYS, IMAGING_DAYS
from tests.kit.cases import every_case
from tests.rules.turning import (
    BEFORE_ALL,
    LEVELS,
    ON,
    is_rows,
    keys_of,
    superseding,
    turning_values,
)

Answers = Mapping[str, object]
NOTHING: Answers = {}

MORPHINE = {"name": "Morphine", "form": "tablet", "strength": "50", "unit": "mg"}
FIFTY = {**MORPHINE, "still_taken": True, "amount": Decimal(1), "times": Decimal(1)}
UNDER_FIFTY = {**FIFTY, "strength": "49"}
PARACETAMOL = {"name": "Paracetamol", "still_taken": True}
STOPPED = {"name": "Codeine", "still_taken": False, "why_stopped": "side_effects"}


def ago(days: int) -> ApproximateDate:
    return ApproximateDate((ON - timedelta(days)).isoformat())


EVERYTHING_MET: Answers = {
    "date_of_birth": date(1948, 3, 27),
    "sex": "female",
    "new_weakness": False,
    "pain_began": ago(30),
    "pain_side": "middle",
    "pain_on_movement": Decimal(8),
    "pain_worst": Decimal(9),
    "pain_worse_with": ("moving",),
    "pain_trend": "worse",
    "in_hospital": False,
    "told_of_fracture": True,
    "fracture_cause": "osteoporosis",
    "mri_status": "done",
    "pain_medicines": (FIFTY, PARACETAMOL),
    "relief": Decimal(20),
    "infection_signs": (),
    "liver_disease": False,
    "blood_thinner": True,
    "blood_thinner_which": ("aspirin",),
    "bleeding_disorder": False,
    "reactions": (),
    "infection_now": False,
    "pregnant": False,
    "fracture_seen": True,
    "cause_judged": "osteoporosis",
    "fracture_levels": ("l1",),
    "marrow_oedema": True,
    "mri_report_date": ON,
    "uptake": True,
    "uptake_date": ON,
    "height_loss": Decimal(30),
    "height_loss_progressing": False,
    "kyphosis": True,
    "instability": False,
    "nerve_compression": False,
    "canal_compromise": False,
    "sins": Decimal(4),
    "tender_at_fracture": True,
    "deficit_on_examination": False,
    "blood_date": ON,
    "inr": Decimal("1.1"),
    "platelets": Decimal(200),
    "antithrombotic_plan": True,
    "rmdq": Decimal(20),
    "bone_density_referral": True,
    "osteoporosis_programme": True,
    "levels_to_treat": Decimal(1),
    "multidisciplinary_decision": True,
    "specialists_agree": True,
    "spinal_surgery_access": True,
    "bone_treatment_alongside": True,
}
FROM_CANCER: Answers = {**EVERYTHING_MET, "cause_judged": "cancer", "fracture_cause": "cancer"}
# Staff's own answer to what the patient answered is another case, and no completion.
SUPERSEDED = {
    "cause_judged": "fracture_cause",
    "deficit_on_examination": "new_weakness",
    "infection_judged": "infection_now",
}
EXACT: Answers = {
    "pain_began": [ago(days) for days in (0, 20, 21, 42, 43, 84, 85, 365, 366)],
    "pain_medicines": [
        (),
        ({"name": "Zopiclone"},),
        (PARACETAMOL,),
        (UNDER_FIFTY,),
        (FIFTY,),
        (UNDER_FIFTY, PARACETAMOL),
        (FIFTY, PARACETAMOL),
        (STOPPED,),
        (STOPPED, FIFTY),
    ],
    "level_findings": LEVELS,
    "mri_report_date": [ON, BEFORE_ALL],
    "uptake_date": [ON, BEFORE_ALL],
}
MOST_COMPLETIONS = 700

# What a report of long ago leaves out of date, where the clinic sets a limit.
LONG_AGO = ON - timedelta(60)
DATED = {
    "examination_date": (EXAMINATION_DAYS, ("tender_at_fracture", "deficit_on_examination")),
    "mri_report_date": (IMAGING_DAYS, ("marrow_oedema",)),
    "uptake_date": (IMAGING_DAYS, ("uptake",)),
    "blood_date": (BLOOD_DAYS, ("inr", "platelets")),
}


def case_of(answers: Answers) -> Case:
    return Case({key: Given(value) for key, value in answers.items()}, ON)


@cache
def all_met(protocol: Protocol) -> Answers:
    """Everything met, with another answer for each criterion that one more answer meets."""
    answers = FROM_CANCER if protocol is MALIGNANT_PATHWAY else EVERYTHING_MET
    for criterion in unmet(protocol, answers):
        answers = next(
            (
                tried
                for key in keys_of(criterion)
                for value in turning_values(criterion, key)
                if len(unmet(protocol, tried := {**answers, key: value}))
                < len(unmet(protocol, answers))
            ),
            answers,
        )
    return answers


def unmet(protocol: Protocol, answers: Answers) -> list[Criterion]:
    """The indications of a protocol that are not met by these answers."""
    case = case_of(answers)
    return [one for one in indications(protocol) if find(one, case).status is not Status.MET]


def without(answers: Answers, *left_out: str) -> Case:
    return case_of({key: value for key, value in answers.items() if key not in left_out})


@cache
def keys_in(protocol: Protocol) -> tuple[str, ...]:
    keys = (key for criterion in indications(protocol) for key in keys_of(criterion))
    return tuple(dict.fromkeys(keys))


@cache
def values(protocol: Protocol, key: str) -> tuple[object, ...]:
    """Answers on every side of what a protocol asks, thought of without the code under test."""
    if key in EXACT:
        exact = EXACT[key]
        assert isinstance(exact, list)
        return tuple(exact)
    reading = [criterion for criterion in indications(protocol) if key in keys_of(criterion)]
    every = [value for criterion in reading for value in turning_values(criterion, key)]
    return tuple(dict.fromkeys(value for value in every if not isinstance(value, Absent)))


class Tried:
    """A partial case, and all that can become of it, each weighed by itself."""

    def __init__(self, protocol: Protocol, case: Case, unknown: tuple[str, ...]) -> None:
        self.protocol = protocol
        self.case = case
        found = [find(one, case) for one in indications(protocol)]
        self.now = {one.criterion: one.status for one in found}
        self.waited_for = {missing.term for one in found for missing in one.waiting_for}
        self.unknown = tuple(key for key in unknown if not self.would_supersede(key))
        self._found: dict[str, list[Status]] = {}

    def would_supersede(self, key: str) -> bool:
        if is_rows(QUESTIONS[key]):
            return True
        patients = SUPERSEDED.get(key)
        if not patients or QUESTIONS[key].value(self.case) is Absent.OUT_OF_DATE:
            return False
        if not any(key in superseding(one) for one in self.now):
            return False
        if QUESTIONS[key] in self.waited_for:
            return False
        return not isinstance(QUESTIONS[patients].value(self.case), Absent)

    def after(self, answers: Answers) -> Case:
        before = without_outdated(indications(self.protocol), self.case)
        given = (given_now(QUESTIONS[key], value, before) for key, value in answers.items())
        both = chain(before.answers.items(), *(one.items() for one in given))
        return _as_asked(before.having(dict(both)), answers, before)

    @property
    def mixes(self) -> int:
        """How many mixes of answers there are to what may be turned on."""
        read = self.read_by(self.now)
        return prod(len(values(self.protocol, key)) + 1 for key in read)

    @cached_property
    def beyond_answers(self) -> dict[Criterion, Status]:
        """What is in conflict or for the clinician: no answer settles it."""
        return {
            one: status
            for one, status in self.now.items()
            if status is Status.CANNOT_TELL
            and any(
                weigh(part, self.case).truth
                for part in (one.unsettleable_when, one.conflicting_when)
            )
        }

    @cached_property
    def so_far(self) -> set[Criterion]:
        """By the definition: some completion of what it reads gives another status."""
        return {
            one
            for one, status in self.now.items()
            if status is not Status.CANNOT_TELL
            and any(
                find(one, self.after(answers)).status is not status
                for answers in self.completions(self.read_by([one]))
            )
        }

    def read_by(self, criteria: Iterable[Criterion]) -> tuple[str, ...]:
        read = {key for one in criteria for key in keys_of(one)}
        return tuple(key for key in self.unknown if key in read)

    @cached_property
    def turned_on(self) -> tuple[str, ...]:
        """The unknown on which a criterion turns that cannot be told, or is settled so far."""
        return self.read_by(
            one
            for one, status in self.now.items()
            if one not in self.beyond_answers
            and (status is Status.CANNOT_TELL or one in self.so_far)
        )

    def completions(self, keys: Iterable[str], known: Answers = NOTHING) -> Iterator[Answers]:
        """These answers, and every mix of answers to the keys."""
        keys = tuple(keys)
        for mix in product(*(values(self.protocol, key) for key in keys)):
            yield {**known, **dict(zip(keys, mix, strict=True))}

    def statuses(self, answers: Answers) -> list[Status]:
        told = repr(sorted(answers.items()))
        if told not in self._found:
            case = self.after(answers)
            self._found[told] = [
                self.beyond_answers.get(one) or find(one, case).status for one in self.now
            ]
        return self._found[told]

    def overall(self, answers: Answers = NOTHING) -> Status:
        """By the sheet: where some cannot tell, what every completion of the open answers gives."""
        statuses = self.statuses(answers)
        if overall(statuses) is not Status.CANNOT_TELL:
            return overall(statuses)
        waiting = (
            one
            for one, status in zip(self.now, statuses, strict=True)
            if status is Status.CANNOT_TELL and one not in self.beyond_answers
        )
        open_keys = (key for key in self.read_by(waiting) if key not in answers)
        ends = {overall(self.statuses(one)) for one in self.completions(open_keys, answers)}
        return ends.pop() if len(ends) == 1 else Status.CANNOT_TELL

    def settling(self) -> set[str]:
        """By the definition: two completions that differ in it alone."""
        ends = [
            (answers, overall(self.statuses(answers)))
            for answers in self.completions(self.turned_on)
        ]
        return {key for key in self.turned_on if _turns(ends, key)}

    def fewest(self, goal: Status) -> int | None:
        """How few answers reach the goal while all else stays unknown."""
        for count in range(len(self.turned_on) + 1):
            if any(self.reached(keys, goal) for keys in combinations(self.turned_on, count)):
                return count
        return None

    def reached(self, keys: tuple[str, ...], goal: Status) -> bool:
        return any(self.overall(answers) is goal for answers in self.completions(keys))


def _as_asked(case: Case, answers: Answers, before: Case) -> Case:
    """Nobody is shown what is not asked, so no answer to it comes in."""
    unasked = {key for key in answers if weigh(QUESTIONS[key].asked_if, case).truth is False}
    rest = {key: one for key, one in case.answers.items() if key not in unasked}
    return case.having(rest | {key: before.answers[key] for key in unasked & set(before.answers)})


def _turns(ends: Iterable[tuple[Answers, Status]], key: str) -> bool:
    alike: dict[str, Status] = {}
    return any(
        alike.setdefault(repr({**answers, key: None}), status) is not status
        for answers, status in ends
    )


def partial_cases(protocol: Protocol, seed: int, count: int) -> Iterator[Tried]:
    """Random cases near to met in which answers can still settle it, or undo what is settled.

    Answers are left out, not sure or out of date.
    """
    chance = Random(f"{protocol.key} {seed}")  # noqa: S311  # invented answers, no secret
    while count:
        tried = _partial_case(protocol, chance)
        if 1 < tried.mixes <= MOST_COMPLETIONS:
            count -= 1
            yield tried


def _partial_case(protocol: Protocol, chance: Random) -> Tried:
    keys = keys_in(protocol)
    known = dict(all_met(protocol))
    for key in chance.sample(keys, chance.randint(0, 4)):
        known[key] = chance.choice(values(protocol, key))
    if chance.random() < 0.4:  # more comes from the patient alone
        known = {key: value for key, value in known.items() if key not in SUPERSEDED}
    unknown = {key for key in keys if key not in known}
    unknown |= set(chance.sample(keys, chance.randint(1, 6)))
    answers = {key: value for key, value in known.items() if key not in unknown}
    answers |= {key: Absent.NOT_SURE for key in sorted(unknown) if chance.random() < 0.3}
    case, outdated = _outdated(case_of(answers), chance)
    return Tried(protocol, case, tuple(key for key in keys if key in unknown | outdated))


def _outdated(case: Case, chance: Random) -> tuple[Case, set[str]]:
    """Some reports made long ago, and what they leave out of date."""
    old = {day: dated for day, dated in DATED.items() if chance.random() < 0.2}
    given = {day: Given(LONG_AGO) for day in old}
    figures = {window.key: Decimal(30) for window, _ in old.values()}
    then = replace(case, answers={**case.answers, **given}, figures=figures)
    dated = {
        key for _, keys in DATED.values() for key in keys
    }  # one without a day may be of any age
    return then, {key for key in dated if QUESTIONS[key].value(then) is Absent.OUT_OF_DATE}


def beside_worked_cases(protocol: Protocol) -> Iterator[Tried]:
    """Whole and worked cases, some answers left out and some changed, with all that each can become."""
    chance = Random(protocol.criteria[0].key)  # noqa: S311  # invented answers, no secret
    keys = keys_in(protocol)
    while True:
        whole = case_of(chance.choice((EVERYTHING_MET, FROM_CANCER)))
        beside = chance.choice((whole, chance.choice(every_case()).case()))
        known = {key: beside.answers[key].value for key in keys if key in beside.answers}
        changed = chance.sample(keys, chance.randint(0, min(3, len(keys))))
        known |= {key: chance.choice(values(protocol, key)) for key in changed}
        left = set(chance.sample(keys, chance.randint(1, min(4, len(keys)))))
        answers = {key: value for key, value in known.items() if key not in left}
        tried = _tried(protocol, answers, keys)
        if tried.mixes > MOST_COMPLETIONS:  # most of what is missing is made up
            made_up = [key for key in keys if key not in answers and chance.random() < 0.7]
            answers |= {key: chance.choice(values(protocol, key)) for key in made_up}
            tried = _tried(protocol, answers, keys)
        if tried.mixes <= MOST_COMPLETIONS:
            yield tried


def _tried(protocol: Protocol, answers: Answers, keys: Iterable[str]) -> Tried:
    case = case_of({**answers})
    absent = {key for key in keys if isinstance(QUESTIONS[key].value(case), Absent)}
    return Tried(protocol, case, tuple(key for key in keys if key in absent))
