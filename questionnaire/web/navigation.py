"""The menu on every page of staff. A page is in it that says so at its door: `@staff(…, menu="Worklist")`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, current_app

from questionnaire.store.models import Role
from questionnaire.web.access import ForStaff, door_of
from questionnaire.web.accounts import HOMES
from questionnaire.web.sessions import recognised_staff

_BENEATH: dict[str, str] = {}
"""By the name of a blueprint, the page of the menu that its pages are reached from."""


@dataclass(frozen=True)
class MenuEntry:
    """A link to a page, by the name of its view."""

    endpoint: str
    words: str

    def leads_to(self, endpoint: str | None) -> bool:
        """Whether a page is the one linked to, or lies beneath it. No page (None) is neither."""
        if endpoint is None:
            return False
        return self.endpoint in {endpoint, _BENEATH.get(endpoint.partition(".")[0])}


def beneath(endpoint: str, blueprint: Blueprint) -> Blueprint:
    """A blueprint on whose pages one entry of the menu is marked as the one that led there."""
    _BENEATH[blueprint.name] = endpoint
    return blueprint


def menu() -> tuple[MenuEntry, ...]:
    """The menu of whoever is signed in; empty until a one-time password is changed."""
    found = recognised_staff()
    return menu_of(found.role) if found and not found.must_change_password else ()


def menu_of(role: Role) -> tuple[MenuEntry, ...]:
    """A role's own page first, then every other in the order in which blueprints are registered."""
    return tuple(sorted(_open_to(role), key=lambda entry: entry.endpoint != HOMES[role]))


def _open_to(role: Role) -> Iterator[MenuEntry]:
    for endpoint, view in current_app.view_functions.items():
        door = door_of(view)
        if isinstance(door, ForStaff) and door.menu and role in door.roles:
            yield MenuEntry(endpoint, door.menu)
