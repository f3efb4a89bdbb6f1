"""A server killed while patients answer has lost no page that it acknowledged, and begins again."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

from questionnaire.backups.drafts import PREFIX
from tests.kill.clinic import Clinic
from tests.kill.during import DURING
from tests.kill.writers import PAGES, Patient, nth
from tests.kit.filling_in import answer_all_pages
from tests.kit.keys import key
from tests.kit.real_server import QUESTIONNAIRE, NetworkClient, serving, wait_until_ready
from tests.promises.test_journeys import SEVERE

KILLS, WRITERS = 10, 4  # 1,000 with 32 writers: tests/kill/run
BORN = {"born-day": "27", "born-month": "3", "born-year": "1947"}


def test_ten_kills_lose_no_acknowledged_page(tmp_path: Path, clinic_database: str) -> None:
    chance = Random(1)  # noqa: S311 (moments, not secrets)
    clinic = Clinic(tmp_path, clinic_database, chance, key("first"))
    clinic.open(WRITERS)

    kills = list(DURING["serving"](clinic, KILLS))

    assert len(kills) == KILLS
    assert clinic.counts.acknowledged > KILLS
    assert not clinic.counts.faults


def test_what_is_lost_or_stored_in_part_is_named() -> None:
    page = next(page for page in PAGES if len(page.questions) > 1)
    first, *rest = [one.key for one in page.questions]
    old, new = ({one.key: nth(one, number) for one in page.questions} for number in (1, 2))
    patient = Patient(None, acknowledged=dict(old), under_way=dict(new))  # type: ignore[arg-type]

    assert not patient.half_written(old)
    assert not patient.half_written(new)
    assert patient.half_written({**old, first: new[first]})
    assert not patient.lost({})
    assert patient.go_on_from(new)
    assert patient.lost({first: new[first]}) == rest


def test_the_patient_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        link = served.link
        client = NetworkClient(served)
        client.get(link)
        client.submit(BORN)
        answer_all_pages(client, SEVERE, until="pain-scores")
        served.kill()

    with serving(tmp_path) as served:
        client = NetworkClient(served)
        client.get(link)
        client.submit(BORN)
        page = answer_all_pages(client, SEVERE)

    assert "8 / 10" in page.text


def test_a_second_start_keeps_everything_says_how_to_sign_in_and_prints_no_link(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as first:
        assert "shown only now" in first.printed
    left = tmp_path / f"{PREFIX}1"
    left.mkdir()
    with serving(tmp_path) as second:
        assert f"had left: {left}" in second.printed
        assert not left.exists()
        assert "Sign in again as" in second.printed
        assert f"{QUESTIONNAIRE} reset-password" in second.printed
        NetworkClient(second).get(first.link)
        assert "/i/" not in (tmp_path / f"printed-{second.port}").read_text()


def without_demo(folder: Path) -> dict[str, str]:
    """The settings of a clinic that names its database: there is nothing in it yet."""
    return {
        "QUESTIONNAIRE_DATABASE_URL": f"sqlite:///{folder / 'clinic.db'}",
        "QUESTIONNAIRE_KEYS": key("first"),
    }


def test_a_server_whose_workers_die_in_quick_succession_goes_on(tmp_path: Path) -> None:
    killed = set[int]()
    with serving(tmp_path, settings=without_demo(tmp_path)) as served:
        while len(killed) < 6:
            assert served.process.poll() is None, "the server gave up"
            for worker in served.workers() - killed:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)
            time.sleep(0.01)
        wait_until_ready(served)
        assert "Questions before your appointment" in NetworkClient(served).get("/").text

        served.process.terminate()
        assert served.process.wait() == 0
