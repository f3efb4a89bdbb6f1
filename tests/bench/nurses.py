"""A nurse: she invites, adds facts, and reads what came of it; whatever the layout of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit

from tests.bench.forms import Filled, Form, read
from tests.bench.visits import Site, Visit, Visitor, never_visited
from tests.bench.walks import Invited, Known, Patient, answer_all, answered, filled_in
from tests.kit.markup import Page
from tests.kit.people import PASSWORD

FIRST_BORN = date(1930, 1, 1)  # each a day later: who shares a birthday may be asked about
TIMES = 3


def signed_in_again(site: Site) -> Visitor:
    """The nurse of a seeded clinic."""
    nurse = Visitor(site.served.port, site)
    nurse.send(_form(nurse, "/sign-in"), {"username": ["nurse"], "password": [PASSWORD]})
    return nurse


def signed_in(site: Site) -> Visitor:
    """The demo's nurse, with the password that seeded clinics give her."""
    found = re.search(r"^  nurse +(\S+) +(\S+)$", site.served.printed, re.MULTILINE)
    assert found, site.served.printed
    nurse = Visitor(site.served.port, site)
    name, secret = found.groups()
    arrived = nurse.send(_form(nurse, "/sign-in"), {"username": [name], "password": [secret]})
    new = {"current": [secret], "new": [PASSWORD], "again": [PASSWORD]}
    nurse.send(read(arrived.url, arrived.page.form("/password")), new)
    return nurse


def invite(nurse: Visitor, number: int) -> Invited:
    """Invite somebody whom the clinic has not: each number once."""
    born = FIRST_BORN + timedelta(days=number)
    boxes = {"day": [str(born.day)], "month": [str(born.month)], "year": [str(born.year)]}
    said: Filled = {
        "name": [f"Walker {number}"],
        "record_number": [f"WALK-{number}"],
        "sex": ["female"],
        "date_of_birth": [born.isoformat()],  # one box in a checkout of before there were three
        **{f"date_of_birth-{box}": part for box, part in boxes.items()},
    }
    page = nurse.send(_form(nurse, "/invitations/new"), said).page
    link = urlsplit(page.by_id("link").get("value")).path
    at_door: Filled = {f"born-{box}": part for box, part in boxes.items()}
    return Invited(link, at_door, next(_links(page, r"/responses/[^/]+")))


def walk_round(nurse: Visitor, site: Site, known: Known) -> Sequence[Visit]:
    """Invite somebody, answer as the patient, and read what came of it; some pages several times."""
    site.new_round()
    # A PDF that says just what one before it said costs a quarter: each round has another name.
    invited = invite(nurse, site.rounds)
    answer_all(Patient(Visitor(site.served.port, site), invited, known))
    site.response = response = invited.response
    nurse.get(f"{response}/summary.pdf")
    add_facts(nurse, response)
    again = ("", "/face-sheet", "/summary.json", "/summary.csv")
    for address in ("/worklist", "/ready", *(response + one for one in again)) * TIMES:
        nurse.get(address)
    missed = list(never_visited(site.visits))
    assert not missed, f"{site.served.process.args}: the walk came by no page of {missed}"
    return site.visits


def add_facts(nurse: Visitor, response: str) -> None:
    """Fill in every page of facts that the submission leads to."""
    for address in list(_links(nurse.get(response).page, rf"{response}/facts/[^/]+")):
        at = nurse.get(address)
        form = at.page.form(address)
        answered(nurse, at, form, filled_in(form, again=False))


def _form(who: Visitor, address: str) -> Form:
    return read(address, who.get(address).page.form(address))


def _links(page: Page, to: str) -> Iterator[str]:
    hrefs = (urlsplit(one.get("href")).path for one in page.main.all("a"))
    return (href for href in dict.fromkeys(hrefs) if re.fullmatch(to, href))
