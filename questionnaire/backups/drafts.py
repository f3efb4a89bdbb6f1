"""Folders in the making, named as no finished one is: a killed process leaves nothing that looks whole."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR

from questionnaire.store.durable import onto_disk

PREFIX = ".questionnaire-unfinished-"


@contextmanager
def draft(parent: Path) -> Generator[Path]:
    """A new folder for one's own eyes, gone at the end unless it was given its name by then."""
    with _held(parent):  # nobody clears away what is not yet held
        made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        held = _hold(made)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(held)


def finish(made: Path, name: Path) -> None:
    """Give a draft, or a file in one, its name, once all of it is on the disk."""
    for path in (*made.iterdir(), made) if made.is_dir() else (made,):
        onto_disk(path)
    made.rename(name)
    onto_disk(name.parent)


def discard(finished: Path) -> None:
    """Remove a finished folder so that no half of it ever looks whole."""
    with draft(finished.parent) as bin_folder:
        finished.rename(bin_folder / finished.name)
        onto_disk(finished.parent)


def clear(parent: Path) -> list[Path]:
    """Remove, and name, what a killed process has left; what a living one is making stays."""
    if not parent.is_dir():
        return []
    with _held(parent):
        return [
            path for path in sorted(parent.glob(f"{PREFIX}*")) if _is_ours(path) and _cleared(path)
        ]


def _is_ours(path: Path) -> bool:
    """In a folder of temporary files anybody may have laid something by such a name."""
    found = path.lstat()
    return S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _cleared(path: Path) -> bool:
    try:
        held = _hold(path)
    except OSError:  # held by whoever makes it
        return False
    try:
        shutil.rmtree(path)
    finally:
        os.close(held)
    return True


@contextmanager
def _held(folder: Path) -> Generator[None]:
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _hold(folder: Path) -> int:
    """Mark a folder as being worked in, for as long as this process lives. Raises OSError."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        raise
    return opened
