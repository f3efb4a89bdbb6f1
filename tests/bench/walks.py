"""A patient's whole way, as the pages themselves lead: of questions it knows nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from tests.bench.forms import Filled, glanced, last_button, leads_on, read
from tests.bench.visits import Answer, Visitor
from tests.kit.markup import CONTROLS, Element, Page
from tests.kit.pages import values

WORD, NUMBER = "paracetamol", "5"
WHEN = "June 2026"
TYPED = {"day": "1", "month": "6", "year": "2026", "ago": ""}  # of a day, said one way only
LINE = "-line"  # how the box ends in which an entry of a list is written
SEEN = "seen"  # the hidden box of a list, before the address of its form said which state it shows
PICKED = frozenset(("radio", "checkbox"))
RESPONSE = re.compile(r"^/r/[^/]+")
MOST_PAGES = 300  # of one patient

# What was taken of a page, by its place and how often it was seen: None where a link leads on.
Known = dict[tuple[str, int], Filled | None]


@dataclass(frozen=True)
class Invited:
    """The address of a link, what is said at the door, and the nurse's address of the response."""

    link: str
    born: Filled
    response: str = ""


class Patient:
    """Answers page after page. What was taken of a page once is sent of it again, by whoever knows."""

    def __init__(self, visitor: Visitor, invited: Invited, known: Known) -> None:
        self.visitor = visitor
        self.invited = invited
        self.known = known
        self.seen = Counter[str]()

    def pages(self) -> Iterator[Answer]:
        """From the link until all is sent. A list gets one entry."""
        at = self.visitor.get(self.invited.link)
        for _ in range(MOST_PAGES):
            yield at
            if at.url.endswith("/sent"):
                return
            at = self._onward(at)
        raise AssertionError(f"{at.url}: after {MOST_PAGES} pages the answers are not sent")

    def _onward(self, at: Answer) -> Answer:
        place = RESPONSE.sub("", at.url)
        key = (place, self.seen[place])
        self.seen[place] += 1
        if key not in self.known:
            return self._learnt(at, key)
        filled = self.known[key]
        if filled is None:
            return self.visitor.get(urljoin(at.url, last_button(at.text)))
        form = glanced(at.url, at.text)
        assert form, f"{at.url} has no form"
        return self.visitor.send(form, self._own(filled))

    def _learnt(self, at: Answer, key: tuple[str, int]) -> Answer:
        """Read the page with care, and know from now on what it takes."""
        form = _next_form(at.page)
        if form is None:
            self.known[key] = None
            return self.visitor.get(urljoin(at.url, last_button(at.text)))
        filled = self._own(filled_in(form, again=key[1] > 0))
        arrived, taken = answered(self.visitor, at, form, filled)
        hidden = {box.get("name") for box in form.all("input") if box.get("type") == "hidden"}
        self.known[key] = {name: said for name, said in taken.items() if name not in hidden}
        return arrived

    def _own(self, filled: Filled) -> Filled:
        return filled | {name: said for name, said in self.invited.born.items() if name in filled}


def answer_all(patient: Patient) -> None:
    """From the link until all is sent."""
    for _ in patient.pages():
        pass


def answered(who: Visitor, at: Answer, form: Element, filled: Filled) -> tuple[Answer, Filled]:
    """The page after, and what was taken: where what was typed is refused, all that is typed is left out."""
    arrived = who.send(read(at.url, form), filled)
    if arrived.status != 422:
        return arrived, filled
    empty: Filled = {box.get("name"): [""] for box in form.all(*CONTROLS) if _is_typed(box)}
    # What was understood is kept by now: the form that came back says which state it shows.
    back = _next_form(arrived.page)
    assert back is not None, f"{at.url} came back without its form"
    standing = read(arrived.url, back)
    seen = {name: said for name, said in standing.values.items() if name == SEEN}
    arrived = who.send(standing, {**filled, **seen, **empty})
    if arrived.status == 422:
        raise AssertionError(f"{at.url} refuses what was ticked: {'; '.join(arrived.page.errors)}")
    return arrived, {**filled, **empty}


def filled_in(form: Element, *, again: bool) -> Filled:
    """The first of every options and something typed in every box; the last once a page comes again.

    The line of a list adds its one entry, and is left empty once the list comes again.
    """
    filled: Filled = {}
    for box in form.all(*CONTROLS):
        if _is_typed(box):
            filled[box.get("name")] = [_typed(box)]
    for name, options in _options(form).items():
        filled[name] = [options[-1 if again else 0]]
    for line in [name for name in filled if name.endswith(LINE)]:
        filled[line] = [""] if again else filled[line]
        filled.pop(line.removesuffix(LINE), None)
    return {**values(form), **filled}


def _options(form: Element) -> dict[str, list[str]]:
    """By name, what can be ticked; a box that stands alone (not sure) is left."""
    found: dict[str, list[str]] = {}
    for box in form.all("input"):
        if box.get("type") in PICKED:
            found.setdefault(box.get("name"), []).append(box.get("value"))
    return {name: options for name, options in found.items() if len(options) > 1}


def _is_typed(box: Element) -> bool:
    return box.name == "textarea" or (box.name == "input" and box.get("type") == "text")


def _typed(box: Element) -> str:
    if box.get("class") == "when":
        return WHEN
    part = box.get("name").rpartition("-")[2]
    takes_number = box.get("inputmode") in {"numeric", "decimal"} or box.get("class") == "in-words"
    return TYPED.get(part, NUMBER if takes_number else WORD)


def _next_form(page: Page) -> Element | None:
    """The form that leads on."""
    forms: Iterable[Element] = page.main.all("form")
    return next((form for form in forms if leads_on(form.get("action"))), None)
