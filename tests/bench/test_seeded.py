"""A seeded clinic is one that the program itself could have come to: every page of it opens."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from tests.bench.lists import measured
from tests.bench.seeded import seed
from tests.kit.people import StaffClient
from tests.kit.verified import faults_of

AT_EVERY_STAGE = 6


def test_every_page_of_a_seeded_clinic_opens_and_its_trail_verifies(
    clinic_database: str, app: Flask
) -> None:
    seed(clinic_database, AT_EVERY_STAGE, even=True)
    nurse = StaffClient(app, "nurse")

    listed = next(nurse.get("/worklist?view=all").main.all("tbody"))
    addresses = {urlsplit(link.get("href")).path for link in listed.all("a")}

    assert len(addresses) == AT_EVERY_STAGE
    for address in addresses:
        assert "cannot be read" not in nurse.get(address).main.text
        nurse.get(f"{address}/face-sheet")
    assert not faults_of(app)


def test_every_page_of_every_list_is_measured_in_each_clinic(tmp_path: Path) -> None:
    urls = {name: f"sqlite:///{tmp_path / name}" for name in ("few", "more")}
    for name, responses in (("few", 6), ("more", 12)):
        seed(urls[name], responses, even=True)

    figures = measured(urls, rounds=1)

    few, more = ({one.name: one for one in figures[name]} for name in urls)
    assert list(few) == list(more)
    assert (few["All"].rows, more["All"].rows) == (6, 12)
    assert all(len(one.processor) == 1 and one.statements for one in more.values())
