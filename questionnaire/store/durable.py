"""What is written to files of our own outlives a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def onto_disk(path: Path) -> None:
    """All that was written of a file, or the names in a folder, is there after a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
