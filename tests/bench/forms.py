"""A form as it stands on a page: read with care once, and found again at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.kit.markup import Element
from tests.kit.pages import values

Filled = dict[str, Sequence[str]]
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r'<input\b[^>]*type="hidden"[^>]*>')
LINK = re.compile(r"<a\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Form:
    """Where it stands, where it is sent to, and what it would send as it stands."""

    url: str
    to: str
    values: Mapping[str, Sequence[str]]


def read(url: str, form: Element) -> Form:
    """With all that stands in it."""
    return Form(url, _path(url, form.get("action")), values(form))


def glanced(url: str, page: str) -> Form | None:
    """The form that leads on, with what is hidden in it alone: the rest is known from another."""
    for attributes, inside in FORM.findall(_main(page)):
        to = _path(url, dict(_attributes(attributes)).get("action", ""))
        if leads_on(to):
            return Form(url, to, _hidden(inside))
    return None


def last_button(page: str) -> str:
    """Where the last link leads that looks like a button: it leads on."""
    links = (dict(_attributes(tag)) for tag in LINK.findall(_main(page)))
    return [one["href"] for one in links if "button" in one.get("class", "").split()][-1]


def leads_on(to: str) -> bool:
    """Whether a form is not the one that stops."""
    return not to.endswith("/stop")


def _main(page: str) -> str:
    return page[page.find("<main") : page.find("</main>")]


def _hidden(inside: str) -> Filled:
    found: dict[str, list[str]] = {}
    for box in HIDDEN.findall(inside):
        attributes = dict(_attributes(box))
        found.setdefault(attributes["name"], []).append(attributes.get("value", ""))
    return {**found}


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    return ((name, unescape(value)) for name, value in ATTRIBUTE.findall(tag))


def _path(url: str, action: str) -> str:
    to = urlsplit(urljoin(url, action))
    return to.path + (f"?{to.query}" if to.query else "")
