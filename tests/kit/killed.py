"""A command that is killed in the middle of its work, as a power cut would."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.kit.real_server import QUESTIONNAIRE, newcomer

BEGINS_WITHIN_SECONDS = 60


def kill_while(
    arguments: Sequence[str], settings: Mapping[str, str], folder: Path,
    begun: Callable[[], bool], after: float,
) -> bool:  # fmt: skip
    """Kill a command so many seconds after it has begun its work; whether it was not done by then."""
    process = subprocess.Popen(
        [QUESTIONNAIRE, *arguments],
        cwd=folder,
        env={**newcomer(folder), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + BEGINS_WITHIN_SECONDS
    while not begun() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(after)
    is_at_work = process.poll() is None
    if is_at_work:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return is_at_work
