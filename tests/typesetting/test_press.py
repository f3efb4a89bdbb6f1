"""Typesetting in a process of its own: what the server does not hold, and what comes of a process lost."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask

from questionnaire.exports import pdf
from questionnaire.typesetting import press
from questionnaire.typesetting.press import JOBS, PRESS, NotTypeset, Press, TypesetterLost
from tests.kit.filled import answered, summary
from tests.kit.people import StaffClient

TEMPLATE = """#set document(title: "A word")
#set text(font: "Noto Sans")
= #json(bytes(sys.inputs.data)).word"""
ALICE = '{"word": "Alice"}'
AS_PDF = {"format": "pdf"}
# The whole application sets a PDF; then it tells whether it has read the typesetter itself.
SERVER = """
import sys
from pathlib import Path
from questionnaire.cli.gateway import gateway
from questionnaire.typesetting.press import PRESS
PRESS.typeset(Path(sys.argv[1]), '{"word": "Alice"}', {"format": "pdf"})
print("typst" in sys.modules, "_typst" in Path("/proc/self/maps").read_text())
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "word.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


@pytest.fixture
def alone() -> Iterator[Press]:
    """A press of the test's own."""
    made = Press()
    yield made
    made.close()


def number_of(one: Press) -> int:
    assert one.process
    return one.process.pid


def test_the_servers_own_process_does_not_hold_the_typesetter(template: Path) -> None:
    command = [sys.executable, "-c", SERVER, str(template)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["False", "False"]


def test_the_typesetter_is_given_no_key_and_nothing_of_our_settings(
    alone: Press, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", "a key")
    alone.typeset(template, ALICE, AS_PDF)

    told = Path(f"/proc/{number_of(alone)}/environ").read_bytes()
    assert b"QUESTIONNAIRE" not in told


def test_a_process_sets_so_many_and_then_gives_back_what_it_remembers(
    alone: Press, template: Path
) -> None:
    processes = []
    for _ in range(2 * JOBS + 1):
        assert alone.typeset(template, ALICE, AS_PDF).startswith(b"%PDF")
        processes.append(number_of(alone))

    assert [processes.count(one) for one in dict.fromkeys(processes)] == [JOBS, JOBS, 1]


def test_a_process_that_was_killed_meanwhile_is_replaced_unseen(
    alone: Press, template: Path
) -> None:
    alone.typeset(template, ALICE, AS_PDF)
    os.kill(number_of(alone), signal.SIGKILL)
    os.waitid(os.P_PID, number_of(alone), os.WEXITED | os.WNOWAIT)

    assert alone.typeset(template, ALICE, AS_PDF).startswith(b"%PDF")


def test_a_process_that_is_lost_over_a_job_is_replaced_for_the_next(
    alone: Press, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone.typeset(template, ALICE, AS_PDF)
    lost = number_of(alone)
    os.kill(lost, signal.SIGSTOP)
    monkeypatch.setattr(press, "WITHIN_SECONDS", 0.1)
    with pytest.raises(TypesetterLost):
        alone.typeset(template, ALICE, AS_PDF)
    monkeypatch.undo()

    assert alone.typeset(template, ALICE, AS_PDF).startswith(b"%PDF")
    assert number_of(alone) != lost


def test_words_that_a_template_does_not_take_are_refused_and_the_process_goes_on(
    alone: Press, template: Path
) -> None:
    alone.typeset(template, ALICE, AS_PDF)
    before = number_of(alone)

    with pytest.raises(NotTypeset):
        alone.typeset(template, "no JSON", AS_PDF)
    assert alone.typeset(template, ALICE, AS_PDF).startswith(b"%PDF")
    assert number_of(alone) == before


def test_a_process_ends_when_whoever_started_it_is_gone(template: Path) -> None:
    told = SERVER.replace(
        "print(", "print(PRESS.process.pid, flush=True)\nimport os; os.kill(os.getpid(), 9)\nprint("
    )
    command = [sys.executable, "-c", told, str(template)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == -signal.SIGKILL
    left = Path(f"/proc/{ran.stdout.split()[-1]}/cmdline")
    while (
        left.exists() and left.read_bytes()
    ):  # it is ending; a process that did not would hang here
        pass


def test_a_visitor_gets_one_calm_error_and_then_the_summary(
    app: Flask,
    clinician: StaffClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    response_id = answered(app, "V02", name="Rosalind Testcase")
    with app.app_context():
        pdf.export(summary(response_id))  # so that there is a process to lose
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    os.kill(number_of(PRESS), signal.SIGSTOP)
    address = f"/responses/{response_id}/summary.pdf"

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(press, "WITHIN_SECONDS", 0.1)
        lost = clinician.download(address, expect=HTTPStatus.INTERNAL_SERVER_ERROR)

    assert "Something went wrong on our side" in lost.text
    assert "Rosalind" not in lost.text + caplog.text
    assert clinician.download(address).data.startswith(b"%PDF")
