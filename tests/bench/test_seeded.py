"""A seeded clinic is one that the program itself could have come to: every page of it opens."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask

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
