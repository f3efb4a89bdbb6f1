"""A pytest plugin that runs, for each mutant of a function, the tests that reach that function.

The tests are collected once; each mutant is then tried in a copy of the process, which mutmut's own
runner does not do: it collects them anew for every mutant. What runs while a module is read cannot
be changed afterwards, so a mutant of that which no test noticed is tried once more from the start.

Run in ./mutants with MUTANTS=PATTERN[,PATTERN] (default: all), which are tried in this order; writes
a line for each to tried.tsv.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from itertools import accumulate
from pathlib import Path
from typing import cast

import pytest
from mutmut.configuration import config
from mutmut.state import state

RESULTS = Path("tried.tsv")
GIVEN = Path("given")  # the folder of the folders that tests are given (--basetemp)
NOTICED = Path("noticed.txt")  # the test that noticed the last mutant noticed
REFUSED: dict[str, str] = json.loads(Path("refused.json").read_text(encoding="utf-8"))
QUICKLY = ("--hypothesis-seed=0", "--database=sqlite")
UNDER_TEST = "MUTANT_UNDER_TEST"
NONE = "none"
COUNTING = "stats"  # mutmut's word for: note which functions are reached
SECONDS_MORE = 10  # of one processor, over three times what the tests take unchanged
LATELY = 8
OURS = ("rules.", "questionnaire.")
# They refuse any other word of a protocol, which says nothing of whether what it decides is asked
# for. Only for how an edition is written and read they are the measure.
OF_EDITIONS = "tests/rules/test_editions.py"
EDITIONS = ("rules.editions.", "rules.language.frozen.freezing.", "rules.language.frozen.thawing.")
# Of tests tried on one mutant: nearly all that reach it, unless that is everything.
SECONDS_AT_MOST = int(os.environ.get("MUTANT_SECONDS", "90"))
WAITING = 20  # times as long by the clock as of the processor: a mutant may wait for ever


@dataclass
class Reached:
    """Which tests reach each function, how long each takes, and what ran while modules were read."""

    reading: list[str] = field(default_factory=list[str])
    tests: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    seconds: dict[str, float] = field(default_factory=dict[str, float])


class SharedOnly:
    """Stands for the next test: what all tests share stays, all else of the last one is put away."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[pytest.Session]:
        return [self.session]


class Trial:
    """Tries every mutant asked for, once the tests are collected."""

    failing_ends = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.failing_ends and report.failed:
            NOTICED.write_text(report.nodeid, encoding="utf-8")
            os._exit(1)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("Some tests cannot be collected; mend that first.")
        self.asked = session.config.args
        self.items = {item.nodeid: item for item in session.items}
        self.shared_only = cast("pytest.Item", SharedOnly(session))
        self._make_what_is_shared()
        self.shared = set(GIVEN.glob("*"))
        self.reached = self._in_a_copy_reached()
        self.noticed = list[str]()
        for name in _asked_for():
            _note(name, self._tried(name))
            self._put_away()
        return True

    def _make_what_is_shared(self) -> None:
        """An empty database with all its tables is made once, before the first copy, and so on."""
        reading = set(state()._stats)
        functions = (one for one in self.items.values() if isinstance(one, pytest.Function))
        if one := next((one for one in functions if "app" in one.fixturenames), None):
            self._run(one.nodeid)
        state()._stats.clear()
        state()._stats.update(reading)

    def _put_away(self) -> None:
        """The folders of tests that were broken off."""
        for folder in set(GIVEN.glob("*")) - self.shared:
            shutil.rmtree(folder, ignore_errors=True)

    def _in_a_copy_reached(self) -> Reached:
        """Runs everything once, unless that was done; what fails without a mutant ends the run."""
        file = Path("reached.json")
        reading = sorted(state()._stats)
        state()._stats.clear()
        if not file.exists() and _in_a_copy(lambda: _written(file, self._reached())) != 0:
            pytest.exit("The tests fail without a mutant, or run too long; mend that first.", 1)
        return Reached(reading, **json.loads(file.read_text(encoding="utf-8")))

    def _reached(self) -> dict[str, object]:
        self.failing_ends = True
        found = Reached()
        for name in self.items:
            _forget_results()
            began = time.process_time()
            self._run(name)
            found.seconds[name] = time.process_time() - began
            for function in state()._stats:
                found.tests.setdefault(function, []).append(name)
            state()._stats.clear()
        return {"tests": found.tests, "seconds": found.seconds}

    def _tried(self, mutant: str) -> str:
        function = mutant.rpartition("__mutmut_")[0]
        reaching = self.reached.tests.get(function, [])
        counting = [one for one in reaching if _counts(one, mutant)]
        tests = self._quickest_to_notice_first(counting, _own_tests(mutant))
        if mutant in REFUSED:
            return "refused as a type"
        if tests and self._fails(mutant, tests):
            self._remember(NOTICED)
            return "killed"
        if function in self.reached.reading and _fails_from_the_start(mutant, self.asked):
            return "killed"
        return "survived" if tests or function in self.reached.reading else "reached by no test"

    def _remember(self, noticed: Path) -> None:
        """What noticed one mutant will likely notice the next."""
        if noticed.exists():
            test = noticed.read_text(encoding="utf-8")
            self.noticed = [test, *(one for one in self.noticed if one != test)][:LATELY]
            noticed.unlink()

    def _quickest_to_notice_first(self, tests: list[str], own: list[str]) -> list[str]:
        """Its own and what noticed something lately, then the quickest of each kind, a second, ..."""
        seen = Counter[str]()
        first = [one for one in tests if one.partition("::")[0] in own]
        turn = dict.fromkeys([*self.noticed, *first], 0)
        for test in sorted(tests, key=self.reached.seconds.__getitem__):
            kind = test.partition("[")[0]
            seen[kind] += 1
            turn.setdefault(test, seen[kind])
        return self._in_time(sorted(tests, key=lambda one: (turn[one], self.reached.seconds[one])))

    def _in_time(self, tests: list[str]) -> list[str]:
        spent = accumulate(self.reached.seconds[test] for test in tests)
        return [
            test for test, seconds in zip(tests, spent, strict=True) if seconds < SECONDS_AT_MOST
        ]

    def _fails(self, mutant: str, tests: list[str]) -> bool:
        seconds = 3 * sum(self.reached.seconds[test] for test in tests) + SECONDS_MORE
        return _in_a_copy(lambda: self._run_with(mutant, tests), int(seconds)) != 0

    def _run_with(self, mutant: str, tests: list[str]) -> None:
        os.environ[UNDER_TEST] = mutant
        self.failing_ends = True
        _forget_results()
        for test in tests:
            self._run(test)

    def _run(self, test: str) -> None:
        item = self.items[test]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=self.shared_only)


def _asked_for() -> list[str]:
    """The names of the mutants to try, pattern by pattern."""
    patterns = os.environ.get("MUTANTS", "*").split(",")
    found = [name for one in patterns for name in _mutants() if fnmatch(name, one)]
    return list(dict.fromkeys(found))


@functools.cache
def _mutants() -> list[str]:
    """The names of all mutants that mutmut has made, file by file."""
    files = sorted(file for path in config().source_paths for file in path.rglob("*.meta"))
    listed = (json.loads(file.read_text("utf-8")) for file in files)
    return [name for one in listed for name in one["exit_code_by_key"]]


def _note(mutant: str, outcome: str) -> None:
    with RESULTS.open("a", encoding="utf-8") as results:
        results.write(f"{mutant}\t{outcome}\n")


def _written(file: Path, found: dict[str, object]) -> None:
    file.write_text(json.dumps(found), encoding="utf-8")


@functools.cache
def _caches() -> list[functools._lru_cache_wrapper[object]]:
    """Every cache of ours, which would hide that a function is reached, or was changed."""
    every = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
    return [one for one in every if getattr(one, "__module__", "").startswith(OURS)]


def _forget_results() -> None:
    for cache in _caches():
        cache.cache_clear()


def _in_a_copy(what: Callable[[], object], seconds: int = 3600) -> int:
    """What it comes to in a copy of this process: 0 where it ends well."""
    child = os.fork()
    if child == 0:
        limit = int(time.process_time()) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        signal.alarm(WAITING * seconds)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        what()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def _fails_from_the_start(mutant: str, asked: list[str]) -> bool:
    """Whether anything fails that comes in time: the tests likely to notice stand first."""
    arguments = (*("-x", "-q", "-n0", "-p", "no:cacheprovider"), *QUICKLY)
    without = [] if _counts(OF_EDITIONS, mutant) else [f"--ignore={OF_EDITIONS}"]
    widely = ("test_cases.py", "test_protocols.py") if mutant.startswith("rules.") else ()
    files = (*_own_tests(mutant), *(f"tests/rules/{name}" for name in widely))
    command = [sys.executable, "-m", "pytest", *arguments, *without, *files, *asked]
    named = os.environ | {UNDER_TEST: mutant}
    try:
        tried = subprocess.run(
            command, env=named, capture_output=True, timeout=2 * SECONDS_AT_MOST, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return tried.returncode != 0


def _counts(test: str, mutant: str) -> bool:
    return mutant.startswith(EDITIONS) or not test.startswith(OF_EDITIONS)


def _own_tests(mutant: str) -> list[str]:
    """The tests named after the mutant's module, which are likely to notice it first."""
    module = mutant.rpartition(".")[0].rpartition(".")[2]
    return [str(file) for file in Path("tests").rglob(f"test_{module}.py")]


def pytest_configure(config: pytest.Config) -> None:
    """Makes this file a plugin."""
    config.pluginmanager.register(Trial())
