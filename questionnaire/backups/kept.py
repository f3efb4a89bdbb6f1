"""The backups in a folder: which is the newest, and which are old enough to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from questionnaire.backups import drafts
from questionnaire.backups.manifest import FILE, MANIFEST, NoBackup, read
from questionnaire.store.encryption import Keyring


@dataclass(frozen=True)
class Rotated:
    """Which backups were removed, and which look damaged and were left."""

    removed: Sequence[Path]
    damaged: Sequence[Path]


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
    """Remove the oldest beyond so many. One that looks damaged counts for none, and stays."""
    found = every_backup(folder)
    whole = [path for path in found if _looks_whole(path, keyring)]
    removed = whole[:-keep]
    for path in removed:
        drafts.discard(path)
    return Rotated(removed, [path for path in found if path not in whole])


def _looks_whole(path: Path, keyring: Keyring) -> bool:
    """Signed and of the right size: it was verified when it was made, and is not read again."""
    try:
        return read(path, keyring).size == (path / FILE).stat().st_size
    except (NoBackup, OSError):
        return False
