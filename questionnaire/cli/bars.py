"""Progress bars of a long command, one for each part of it."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager

import click

from questionnaire.backups.progress import Progress


@contextmanager
def bars() -> Generator[Progress]:
    """Shown on standard error, and only to somebody who sits there."""
    with ExitStack() as shown:
        parts: dict[str, click.progressbar[int]] = {}  # type: ignore[type-arg]

        def tell(part: str, done: int, of: int) -> None:
            if part not in parts:
                shown.close()
                bar = click.progressbar(length=of, label=part, file=sys.stderr)
                parts[part] = shown.enter_context(bar)
            parts[part].update(done - parts[part].pos)

        yield tell
