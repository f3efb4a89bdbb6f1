"""The backups in a folder: which is the newest, and which are old enough to go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from questionnaire.backups import drafts
from questionnaire.backups.manifest import FILE, MANIFEST, NoBackup, read
from questionnaire.store.encryption import Keyring


@dataclass(frozen=True)
class Rotated:
    """Which backups were removed, and which were neither counted nor removed, each with why."""

    removed: Sequence[Path]
    passed_by: Mapping[Path, str]


def newest(folder: Path) -> Path:
    """A backup itself, or the newest in a folder of backups. Raises NoBackup where there is none."""
    if (folder / MANIFEST).exists():
        return folder
    if not folder.is_dir():
        raise NoBackup(f"{folder} is no folder: name one that questionnaire backup wrote into")
    found = every_backup(folder)
    if not found:
        raise NoBackup(f"{folder} holds no backup: make one with questionnaire backup")
    return found[-1]


def every_backup(folder: Path) -> list[Path]:
    """The finished backups in a folder, the oldest first."""
    return sorted(
        path
        for path in folder.iterdir()
        if (path / MANIFEST).exists() and not path.name.startswith(drafts.PREFIX)
    )


def rotate(folder: Path, keep: int, keyring: Keyring) -> Rotated:
    """Remove the oldest beyond so many. One damaged, or whose key is gone, counts for none, and stays."""
    faults = {path: _fault_of(path, keyring) for path in every_backup(folder)}
    removed = [path for path, fault in faults.items() if not fault][:-keep]
    for path in removed:
        drafts.discard(path)
    return Rotated(removed, {path: fault for path, fault in faults.items() if fault})


def _fault_of(path: Path, keyring: Keyring) -> str:
    """Empty where it is signed and of the right size: it was verified when it was made."""
    try:
        if read(path, keyring).size == (path / FILE).stat().st_size:
            return ""
    except (NoBackup, OSError) as error:
        return str(error)
    return f"{path / FILE} is not of the size that was signed"
