"""Times the rules beside other ways to decide the same; run by `tests/bench/run --part rules`."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from random import Random

from rules.language.criteria.criteria import Status
from rules.language.findings.compiled import verdicts
from rules.language.findings.findings import assess
from rules.language.logic.case import Absent, Case
from rules.language.questions import Question
from rules.language.settling.settling import settling
from rules.protocols import PROTOCOLS
from rules.protocols.cms_lcd import CMS_LCD
from tests.bench import engines, plain
from tests.bench.patients import patients
from tests.bench.thirty import THIRTY, Known, known
from tests.bench.timing import Timing, each_timed, middle_and_worst, on_one_core, timed
from tests.bench.writing import document

CRITERIA = tuple(one for protocol in PROTOCOLS for one in protocol.criteria)
ENGINES: tuple[tuple[str, str, Callable[[], engines.Verdicts]], ...] = (
    (
        "CEL, a context a patient and a program a criterion",
        "common-expression-language",
        engines.cel,
    ),
    ("ZEN, all criteria in one expression", "zen-engine", engines.zen_expression),
    ("ZEN, a decision graph", "zen-engine", engines.zen_decision),
)
MISSING = 25
OURS, BY_HAND = "Ours, verdicts alone", "Plain Python by hand"
ANSWERS, VALUES = "answers as given", "plain values, worked out before"


def main() -> None:
    """Time everything, and print the tables."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--patients", type=int, default=20_000, help="how many (20000)")
    told.add_argument("--seed", type=int, default=20261116, help="for the made-up answers")
    asked = told.parse_args()
    on_one_core()
    gc.freeze()  # the program itself is not looked through again while the clock runs
    text = document(
        asked.patients,
        everything(asked.patients, asked.seed),
        thirty(asked.patients, asked.seed),
        settled(asked.patients // 100 + 1, asked.seed),
        [f"{package} {_version(package)}" for package in dict.fromkeys(one[1] for one in ENGINES)],
        MISSING,
    )
    print(text)


def everything(count: int, seed: int) -> list[Timing]:
    """All protocols: with explanations, and the verdicts alone."""
    in_case = verdicts(CRITERIA)
    all_assessed, all_told = "All protocols with explanations", "All protocols, verdicts alone"
    return [
        timed(all_assessed, _assess_all, patients(count, seed), count, ANSWERS),
        timed(all_told, in_case, patients(count, seed), count, ANSWERS),
    ]


def _assess_all(case: Case) -> None:
    for protocol in PROTOCOLS:
        assess(protocol, case)


def thirty(count: int, seed: int) -> list[Timing]:
    """Thirty simple criteria where all is known. Every way must come to the same."""
    in_case = verdicts(THIRTY)
    ours = timed(OURS, in_case, _all_known(count, seed), count, ANSWERS)
    values: list[Known] = []
    met: list[tuple[bool, ...]] = []
    for case in _all_known(count, seed):
        values.append(known(case))
        met.append(tuple(status is Status.MET for status in in_case(case)))
    gc.freeze()  # they stay: nobody need look through them again while the clock runs
    ways = [(BY_HAND, plain.verdicts), *((name, make()) for name, make in _installed())]
    for name, decide in ways:
        _agree(name, decide, values, met)
    others = [timed(name, decide, values, count, VALUES) for name, decide in ways]
    return [others[0], ours, *others[1:]]


def _all_known(count: int, seed: int) -> Iterator[Case]:
    """Cases, not weighed yet, of which all is known: no two rows contradict each other either."""
    complete = patients(2 * count, seed, complete=True)
    whole = (case for case in complete if not any(map(_is_absent, known(case).values())))
    return (replace(case) for case in islice(whole, count))


def _is_absent(value: object) -> bool:
    return isinstance(value, Absent)


def _installed() -> Iterator[tuple[str, Callable[[], engines.Verdicts]]]:
    return ((name, make) for name, package, make in ENGINES if _version(package))


def _agree(
    name: str,
    decide: engines.Verdicts,
    values: Sequence[Known],
    met: Sequence[tuple[bool, ...]],
) -> None:
    for patient, ours in zip(values, met, strict=True):
        if decide(patient) != ours:
            raise AssertionError(f"{name} comes to something else than ours for {patient}")


def settled(count: int, seed: int) -> str:
    """What would settle the protocol that reads most, for cases in which 25 answers are missing."""
    some = list(islice(_open_cases(seed), count + 5))
    for case in some[:5]:  # what is worked out once and for all is not timed
        settling(CMS_LCD, case)
    gc.freeze()
    return middle_and_worst(each_timed("Settling facts", partial(settling, CMS_LCD), some[5:]))


def _open_cases(seed: int) -> Iterator[Case]:
    """Cases with missing answers in which the protocol cannot be told."""
    chance = Random(seed)  # noqa: S311  # which answers are missing is no secret
    for complete in patients(sys.maxsize, seed, complete=True):
        case = _without_some(complete, chance)
        if assess(CMS_LCD, case).overall is Status.CANNOT_TELL:
            yield replace(case)  # as new: nothing worked out of it yet


def _without_some(case: Case, chance: Random) -> Case:
    """The case without some of the answers on which the protocol turns."""
    asked = {term for one in CMS_LCD.criteria for term in one.questions()}
    keys = sorted(term.key for term in asked if isinstance(term, Question))
    missing = set(chance.sample(keys, MISSING))
    return replace(
        case, answers={key: given for key, given in case.answers.items() if key not in missing}
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    main()
