"""Where the files that are no code lie: at the top of the repository, or carried in the installed package."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
REPOSITORY = PACKAGE.parent
"""Where `templates/` and `migrations/` stand in a checkout; the wheel carries them in the package.

Where it is installed this is the folder of all packages: `rules` and `questionnaire` stand in both.
"""


def _folder(name: str) -> Path:
    """A folder of the repository, or its copy in the installed package."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else REPOSITORY / name


TEMPLATES, MIGRATIONS = _folder("templates"), _folder("migrations")
STATIC = PACKAGE / "static"
