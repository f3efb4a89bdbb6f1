"""How many SQL statements each address takes, of a nurse: run with the Python of a checkout, in its folder.

It calls the program only by what does not change with a layout: `create_app` and addresses.
"""

from __future__ import annotations

import json
import re
import sys

from sqlalchemy import Engine, event

from questionnaire import create_app

NOT_COUNTED = re.compile(
    r"\s*(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|SET)\b", re.IGNORECASE
)
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
asked: list[str] = []


def note(connection: object, cursor: object, statement: str, *_: object) -> None:
    if not NOT_COUNTED.match(statement):
        asked.append(statement)


def main(password: str, *addresses: str) -> None:
    """Print, as JSON, how many statements each address takes when it is seen again."""
    event.listen(Engine, "before_cursor_execute", note)
    browser = create_app().test_client()
    base = "http://127.0.0.1:8000"
    page = browser.get("/sign-in", base_url=base).get_data(as_text=True)
    found = TOKEN.search(page)
    sent = {"username": "nurse", "password": password, "csrf_token": found[1] if found else ""}
    browser.post("/sign-in", data=sent, headers={"Referer": f"{base}/"}, base_url=base)
    counts = []
    for address in addresses:
        for _ in range(2):
            asked.clear()
            status = browser.get(address, base_url=base).status
            if status != "200 OK":
                sys.exit(f"{address}: {status}")
        counts.append(len(asked))
    print(json.dumps(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
