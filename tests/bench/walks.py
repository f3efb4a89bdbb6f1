"""A patient's whole way and a nurse's, as the pages themselves lead: of questions it knows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin, urlsplit

from tests.bench.visits import Site, Visit, Visitor, never_visited
from tests.kit.markup import CONTROLS, Element, Page
from tests.kit.pages import values

Filled = dict[str, Sequence[str]]

# One box in a checkout of before there were three.
BIRTHDAY = {"day": ["27"], "month": ["3"], "year": ["1948"]}
BORN = {f"born-{box}": said for box, said in BIRTHDAY.items()}
INVITED: Filled = {
    "date_of_birth": ["1948-03-27"],
    **{f"date_of_birth-{box}": said for box, said in BIRTHDAY.items()},
    "sex": ["female"],
}
# Invented names, none near another: who is near is asked about, and named on the pages.
NAMES = (
    *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India"),
    *("Juliett", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo"),
    *("Sierra", "Tango", "Uniform", "Victor", "Whiskey", "Xray", "Yankee", "Zulu"),
)
PASSWORD = "a fairly long password of words"
WORD, NUMBER = "paracetamol", "5"
TYPED = {"day": "1", "month": "6", "year": "2026", "ago": ""}  # of a day, said one way only
SEEN = "seen"  # the hidden box of a list, before the address of its form said which state it shows
PICKED = frozenset(("radio", "checkbox"))
TIMES = 3
MOST_PAGES = 300  # of one patient


def signed_in(site: Site) -> Visitor:
    """The demo's nurse, with a password of her own."""
    found = re.search(r"^  nurse +(\S+) +(\S+)$", site.served.printed, re.MULTILINE)
    assert found, site.served.printed
    nurse = Visitor(site)
    page = nurse.get("/sign-in")
    name, secret = found.groups()
    page = nurse.send(page, page.form("/sign-in"), {"username": [name], "password": [secret]})
    new = {"current": [secret], "new": [PASSWORD], "again": [PASSWORD]}
    nurse.send(page, page.form("/password"), new)
    return nurse


def walk_round(nurse: Visitor) -> Sequence[Visit]:
    """Invite somebody, answer as the patient, and read what came of it; some pages several times."""
    nurse.site.new_round()
    page = nurse.get("/invitations/new")
    number = nurse.site.rounds  # a PDF that says just what one before it said costs a quarter
    said = {"name": [f"{NAMES[number % len(NAMES)]} {number}"], "record_number": [f"WALK-{number}"]}
    page = nurse.send(page, page.form("/invitations/new"), {**INVITED, **said})
    link, response = page.by_id("link").get("value"), _link_to(page, r"/responses/[^/]+")
    answer_all(Visitor(nurse.site), urlsplit(link).path)
    nurse.get(f"{response}/summary.pdf")
    add_facts(nurse, response)
    again = ("", "/face-sheet", "/summary.json", "/summary.csv")
    for address in ("/worklist", "/ready", *(response + one for one in again)) * TIMES:
        nurse.get(address)
    missed = list(never_visited(nurse.site.visits))
    assert not missed, f"{nurse.site.served.process.args}: the walk came by no page of {missed}"
    return nurse.site.visits


def answer_all(patient: Visitor, link: str) -> None:
    """From the link until all is sent. A list gets one entry."""
    page = patient.get(link)
    seen: set[str] = set()
    for _ in range(MOST_PAGES):
        if page.url.endswith("/sent"):
            return
        form = _next_form(page)
        if form is None:
            page = patient.get(urljoin(page.url, _last_button(page)))
            continue
        filled = filled_in(form, again=page.url in seen)
        seen.add(page.url)
        page = _answered(patient, page, form, filled)
    raise AssertionError(f"{page.url}: after {MOST_PAGES} pages the answers are not sent")


def add_facts(nurse: Visitor, response: str) -> None:
    """Fill in every page of facts that the submission leads to."""
    page = nurse.get(response)
    for address in _links(page, rf"{response}/facts/[^/]+"):
        page = nurse.get(address)
        form = page.form(address)
        _answered(nurse, page, form, filled_in(form, again=False))


def _answered(who: Visitor, page: Page, form: Element, filled: Filled) -> Page:
    """The page after. Where what was typed is refused, all that is typed is left out."""
    arrived = who.send(page, form, filled)
    if arrived.status != 422:
        return arrived
    empty = {box.get("name"): [""] for box in form.all(*CONTROLS) if _is_typed(box)}
    # What was understood is kept by now: the form that came back says which state it shows.
    form = _form_of(arrived)
    seen = {name: said for name, said in values(form).items() if name == SEEN}
    arrived = who.send(arrived, form, {**filled, **seen, **empty})
    if arrived.status == 422:
        raise AssertionError(f"{page.url} refuses what was ticked: {'; '.join(arrived.errors)}")
    return arrived


def filled_in(form: Element, *, again: bool) -> Filled:
    """The first of every options and something typed in every box; the last once a page comes again."""
    filled: Filled = {**values(form)}
    for box in form.all(*CONTROLS):
        if _is_typed(box):
            filled[box.get("name")] = [_typed(box)]
    for name, options in _options(form).items():
        filled[name] = [options[-1 if again else 0]]
    return filled | {name: said for name, said in BORN.items() if name in filled}


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
    part = box.get("name").rpartition("-")[2]
    takes_number = box.get("inputmode") in {"numeric", "decimal"} or box.get("class") == "in-words"
    return TYPED.get(part, NUMBER if takes_number else WORD)


def _form_of(page: Page) -> Element:
    form = _next_form(page)
    assert form is not None, f"{page.url} came back without its form"
    return form


def _next_form(page: Page) -> Element | None:
    """The form that leads on: not the one that stops."""
    forms: Iterable[Element] = page.main.all("form")
    return next((form for form in forms if not form.get("action").endswith("/stop")), None)


def _last_button(page: Page) -> str:
    """The last link that looks like a button leads on."""
    links = [one for one in page.main.all("a") if "button" in one.get("class").split()]
    assert links, f"{page.url} leads nowhere"
    return links[-1].get("href")


def _links(page: Page, to: str) -> list[str]:
    hrefs = (urlsplit(one.get("href")).path for one in page.main.all("a"))
    return list(dict.fromkeys(href for href in hrefs if re.fullmatch(to, href)))


def _link_to(page: Page, to: str) -> str:
    return _links(page, to)[0]
