"""Whether two checkouts show the same: `python -m tests.bench.same BEFORE AFTER` says what differs.

Every page of every role, each export, each command on protocols and each stored edition of one and the
same demo clinic (`recorded.py`), byte by byte. Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

RECORDED = Path(__file__).with_name("recorded.py")
SHOWN = 12  # lines of one difference


def main() -> None:
    """Record both, and compare."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("before", type=Path, help="a checkout whose .venv is set up")
    told.add_argument("after", type=Path, help="another")
    asked = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        both = [_recorded(one, Path(folder)) for one in (asked.before, asked.after)]
        differences = list(_differences(*both))
        count = sum(1 for path in both[1].rglob("*") if path.is_file())
    print("\n".join(differences))
    print(f"{count} files compared, {len(differences)} differ.")
    sys.exit(bool(differences))


def _recorded(checkout: Path, folder: Path) -> Path:
    into = folder / str(len(list(folder.iterdir())))
    python = checkout.resolve() / ".venv/bin/python"
    environment = {**os.environ, "QUESTIONNAIRE_DATA": f"{into}-data"}
    command = [python, "-P", RECORDED, into]
    subprocess.run(command, cwd=checkout, env=environment, check=True)
    return into


def _differences(before: Path, after: Path) -> Iterator[str]:
    names = {path.relative_to(one) for one in (before, after) for path in one.rglob("*")}
    for name in sorted(names):
        old, new = (_bytes(one / name) for one in (before, after))
        if old != new:
            yield f"{name}:\n{_shown(old, new)}"


def _bytes(path: Path) -> bytes | None:
    """None where there is no such file; a folder has nothing in it."""
    if path.is_dir():
        return b""
    return path.read_bytes() if path.exists() else None


def _shown(old: bytes | None, new: bytes | None) -> str:
    if old is None or new is None:
        return "  only after" if old is None else "  only before"
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (old, new))
    lines = difflib.unified_diff(before, after, lineterm="", n=0)
    differing = [line for line in lines if line[:3] not in {"---", "+++"}]
    return "\n".join(f"  {line[:200]}" for line in differing[:SHOWN])


if __name__ == "__main__":
    main()
