"""Somebody who types one text into every box of a form, each with a mark, and keeps all that is shown.

Two walks that differ in the text alone must be shown the same: the same pages, the same elements, each
mark in the same places. What is shown otherwise was taken for something else than words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from questionnaire.web.security import UNSEEN
from tests.kit.filling_in import VERSION
from tests.kit.markup import CONTROLS, Element, Page
from tests.kit.pages import PageClient, read_page, values
from tests.promises.file_words import Read, words_of

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/i/)[\w-]+|(?<=/v)\d+")
MARK = re.compile(r"Qx\d{3}z")
ROOM = {
    "record_number": 40,
    "keeps_answers_for": 60,
}  # the letters that a box takes which takes fewer than others
USUAL_ROOM = 90
LINES = "\r\n=2\r\n"
NO = ("no", "none-of-these")
SHOWN = {200, 401, 404, 422}
TRIES = 4
WORDS = ("text", "search", "password", "number", "")


@dataclass(frozen=True)
class Shown:
    """One page or file as it was shown: where, what it is made of, and which marks stand in it."""

    where: str
    parts: tuple[str, ...]
    marks: Mapping[str, int]


@dataclass
class Typed:
    """The text of one walk, the marks of its boxes, and all that was shown on the way."""

    text: str
    marks: dict[str, str] = field(default_factory=dict)  # by box; the same in every walk
    before: dict[str, str] = field(default_factory=dict)  # what stands before each mark
    shown: list[Shown] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)  # the views that were sent something typed

    def words(self, box: str, name: str) -> str:
        """What is typed into a box: the text, two line ends, and the mark of the box."""
        mark = self.marks.setdefault(ID.sub("…", box), f"Qx{len(self.marks):03}z")
        room = ROOM.get(name, USUAL_ROOM) - len(LINES) - len(mark)
        self.before[mark] = self.text[:room] + LINES
        return self.before[mark] + mark

    def keep(self, where: str, read: Read) -> None:
        """Keep what was shown. Fails where a mark follows another text than was typed."""
        found = Counter[str]()
        for text in read.words:
            for mark in MARK.finditer(text):
                found[mark[0]] += 1
                before = _joined(text[: mark.start()])
                due = _joined(read.written(UNSEEN.sub("", self.before[mark[0]])))
                assert before.endswith(due), f"{where}: {before[-100:]!r} is not as typed: {due!r}"
        marks = found if read.is_counted else dict.fromkeys(found, 1)
        self.shown.append(Shown(ID.sub("…", where), tuple(read.parts), marks))


class Typist(PageClient):
    """A browser in which everything is typed that can be, and every page is kept."""

    def __init__(self, app: Flask, typed: Typed) -> None:
        super().__init__(app)
        self.typed = typed

    def see(self, url: str) -> Page:
        """Fetch a page, and keep it."""
        return self._arrived(url, self.browser.get(url, base_url=self.base_url))

    def look(self, url: str) -> None:
        """Fetch what may be a page or a file, and keep it. Where it leads on to is looked at by itself."""
        response = self.browser.get(url, base_url=self.base_url)
        if "Content-Disposition" in response.headers:
            self.typed.keep(url, words_of(response.data, response.mimetype or ""))
        elif response.status_code != 303:
            self._arrived(url, response)

    def type(self, url: str, choices: Mapping[str, str] | None = None, to: str = "") -> str:
        """Fill in a form wholly and send it; again without what was refused, until it is taken.

        `choices` is what is picked, and what is written into a box that takes no such text. Where it
        leads on to, or nothing.
        """
        page, refused = self.see(url), set[str]()
        if urlsplit(page.url).path != url or not list(page.main.all("form")):
            return ""  # it is not asked
        for _ in range(TRIES):
            response = self._sent(page, refused, choices or {}, to)
            if response.status_code == 303:
                return urlsplit(response.headers["Location"]).path
            page = self._arrived(response.request.path, response)
            refused |= {subject(one) for one in page.root.all(*CONTROLS) if is_wrong(one)}
            if page.status != 422:
                break
        return ""

    def draft(self, url: str) -> None:
        """Write in the long boxes of a page, as far as it has any, and send as its script does."""
        form = next((one for one in self.see(url).main.all("form") if one.get("data-draft")), None)
        if form is None:
            return
        to, sent = form.get("data-draft"), values(form)
        for box in form.all("textarea"):
            sent[box.get("name")] = [self._given(to, box, set(), {}) or ""]
        headers = {"Referer": urljoin(self.base_url, url)}
        self.browser.post(to, data=sent, headers=headers, base_url=self.base_url)
        self.see(url)

    def _sent(
        self, page: Page, refused: set[str], choices: Mapping[str, str], to: str
    ) -> TestResponse:
        form = page.form(to)
        url = urljoin(page.url, form.get("action") or page.url)
        sent = values(form)
        for control in form.all(*CONTROLS):
            name = control.get("name")
            if (given := self._given(url, control, refused, choices)) is not None:
                sent[name] = [given]
            elif not any(sent.get(name, [])):
                sent[name] = _plainest(form, name)
        headers = {"Referer": urljoin(self.base_url, page.url)}
        data = {name: one for name, one in sent.items() if any(one)}
        return self.browser.post(url, data=data, headers=headers, base_url=self.base_url)

    def _given(
        self, url: str, control: Element, refused: set[str], choices: Mapping[str, str]
    ) -> str | None:
        """What is written into a box, or picked; None where nothing is said of it."""
        name = control.get("name")
        if not _is_for_words(control):
            return choices.get(name)
        path = urlsplit(url).path
        self.typed.forms.add(str(self.app.url_map.bind("").match(path, "POST")[0]))
        box = f"{VERSION.sub('', path)} {name}"
        return choices.get(name, "") if subject(control) in refused else self.typed.words(box, name)

    def _arrived(self, url: str, response: TestResponse) -> Page:
        while response.status_code == 303:
            url = urljoin(url, response.headers["Location"])
            response = self.browser.get(url, base_url=self.base_url)
        self.page = page = read_page(url, response)
        assert page.status in SHOWN, f"{url}: {response.status}"
        self.typed.keep(url, Read(_elements(page.root), _texts(page.root)))
        return page


def _joined(text: str) -> str:
    """A text without spaces and line ends, its letters in one form: neither is anybody's harm."""
    return normalize("NFC", "".join(text.split()))


def subject(control: Element) -> str:
    """What a box is about: a day has three."""
    return control.get("name").partition("-")[0]


def is_wrong(control: Element) -> bool:
    return control.get("aria-invalid") == "true"


def takes_words(form: Element) -> bool:
    """Whether a form has a box to write in."""
    return any(map(_is_for_words, form.all(*CONTROLS)))


def _is_for_words(control: Element) -> bool:
    is_box = control.name == "input" and control.get("type") in WORDS
    return control.name == "textarea" or is_box


def _plainest(form: Element, name: str) -> list[str]:
    """What is picked where nothing is said of it: no, or none, or else the first there is."""
    controls = [one for one in form.all(*CONTROLS) if one.get("name") == name]
    options = [one for control in controls for one in control.all("option")][1:] or controls
    values = [one.get("value") for one in options]
    if name.endswith(("not-sure", "-clear")):
        return []
    return [one for one in values if one in NO] or values[:1]


def _elements(root: Element) -> Iterator[str]:
    """What a page is made of: every element with the names of its attributes."""
    return (f"<{one.name} {' '.join(sorted(one.attributes))}>" for one in root.all())


def _texts(root: Element) -> Iterator[str]:
    """Everything that a page says: its text as it is read, and what its attributes hold."""
    yield root.text
    yield from (value for one in root.all() for value in one.attributes.values())
