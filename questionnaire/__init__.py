"""The web application that asks the questions and shows what the rules find."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from questionnaire.cli.whole_app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> object:
    """The app once it is asked for: a command that shows no page need not wait for all of them."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return cast("object", resolve_name("questionnaire.cli.whole_app:create_app"))
