"""What can be wrong with a page that a browser or an eye passes over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.kit.markup import CONTROLS, Element, Page

NOT_FILLED_IN = {"hidden", "submit", "button", "reset"}
NAMING = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "headers")


def faults_of(page: Page, doctype: str) -> Iterator[str]:
    """Everything on a page that is out of order."""
    if doctype != "doctype html":
        yield "no doctype"
    yield from _faults_of_frame(page)
    yield from _faults_of_ids(page)
    yield from _faults_of_policy(page)
    yield from _faults_of_fields(page)
    yield from _faults_of_forms(page)


def _faults_of_frame(page: Page) -> Iterator[str]:
    html = next(page.root.all("html"))
    if not html.get("lang") or html.get("dir") not in {"ltr", "rtl"}:
        yield "no language or direction"
    if not next(page.root.all("title")).text.strip(" –"):
        yield "no title"
    for name in ("main", "h1"):
        count = len(list(page.root.all(name)))
        if count != 1:
            yield f"{count} <{name}>"
    for image in page.root.all("img"):
        if "alt" not in image.attributes:
            yield f"a picture without words: {image.get('src')}"
    for link in page.root.all("a", "button"):
        if not (link.text or link.get("aria-label")):
            yield f"a link or button without words: {link.attributes}"


def _faults_of_ids(page: Page) -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.root.all() if "id" in element.attributes)
    yield from (
        f"{times} times id {name!r}" for name, times in ids.items() if times > 1 or not name
    )
    for element in page.root.all():
        for attribute in NAMING:
            for name in element.get(attribute).split():
                if name not in ids:
                    yield f"{attribute} names {name!r}, which is not there"
        if (
            element.name == "a"
            and element.get("href").startswith("#")
            and element.get("href")[1:] not in ids
        ):
            yield f"a link to {element.get('href')!r}, which is not there"


def _faults_of_policy(page: Page) -> Iterator[str]:
    policy = page.response.headers.get("Content-Security-Policy", "")
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    if len(nonces) != 1 or "unsafe" in policy:
        yield f"a policy without one nonce: {policy!r}"
    for element in page.root.all():
        loads = element.name in {"script", "style"} or element.get("rel") == "stylesheet"
        if loads and element.get("nonce") not in nonces:
            yield f"<{element.name}> without this page's nonce"
        for attribute in element.attributes:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{element.name}> has {attribute}, which the policy forbids"


def _controls(within: Element) -> list[Element]:
    return [one for one in within.all(*CONTROLS) if one.get("type") not in NOT_FILLED_IN]


def _faults_of_fields(page: Page) -> Iterator[str]:
    every = page.root.all("label")
    # What is hidden from a screen reader names nothing, though a finger may press it.
    said = (label for label in every if label.get("aria-hidden") != "true")
    labels = {label.get("for"): label.text for label in said}
    for control in _controls(page.root):
        named = (
            labels.get(control.get("id"))
            or control.get("aria-label")
            or control.get("aria-labelledby")
        )
        if not named:
            yield f"no label for {control.name} {control.get('name')!r}"
        if "required" in control.attributes or "placeholder" in control.attributes:
            yield f"{control.get('name')!r} has required or placeholder"
    grouped = {
        id(one)
        for group in page.root.all("fieldset")
        if _has_legend(group)
        for one in _controls(group)
    }
    for control in _controls(page.root):
        if control.get("type") == "radio" and id(control) not in grouped:
            yield f"radio {control.get('name')!r} stands in no fieldset with a legend"


def _has_legend(fieldset: Element) -> bool:
    return any(legend.text for legend in fieldset.all("legend"))


def _faults_of_forms(page: Page) -> Iterator[str]:
    for form in page.forms():
        if form.get("method").lower() != "post":
            continue
        tokens = [
            one for one in form.all("input") if one.get("name") == "csrf_token" and one.get("value")
        ]
        if len(tokens) != 1:
            yield f"a form to {form.get('action')!r} with {len(tokens)} CSRF tokens"
