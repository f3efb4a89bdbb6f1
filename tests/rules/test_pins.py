"""What only repeats the code is as the code says it, and no command takes back what was given once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pins import pin as module
from tests.pins.pin import Pin, table
from tests.pins.pins import PINS
from tests.pins.questions import key_list


@pytest.mark.parametrize("pin", PINS, ids=lambda pin: Path(pin.name).name)
def test_what_repeats_the_code_is_as_the_code_says_it(pin: Pin) -> None:
    assert not pin.due(), pin.remedy()


def test_a_key_or_an_option_that_was_given_once_is_never_taken_from_the_list() -> None:
    kept = key_list("sex female male other elsewhere\nshoe_size small large\n")

    assert "sex female male other elsewhere\n" in kept
    assert kept.endswith("shoe_size small large\n")
    assert key_list(kept) == kept


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another folder for files that are pinned."""
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return tmp_path


DOCUMENT = """\
| other | table |
|---|---|
| 1 | 2 |

## Keys

Words.

| key | |
|---|---|
| old | |
| stays | |

The end.
"""


def test_only_the_rows_of_its_own_table_are_written(root: Path) -> None:
    (root / "a.md").write_text(DOCUMENT)
    pin = table("a.md", lambda: [("new", "of 10"), ("stays", "")], "", under="## Keys")

    assert pin.remedy() == (
        "a.md: write these rows by `python -m tests.pins`\n-| old | |\n+| new | of 10 |"
    )
    pin.write()

    assert (root / "a.md").read_text() == DOCUMENT.replace("| old | |", "| new | of 10 |")
    assert not pin.due()


def test_a_file_that_is_not_there_yet_is_written(root: Path) -> None:
    pin = Pin("2027-01.txt", _sex_alone, "")
    assert pin.due()

    assert pin.write().read_text() == "sex\n"


def _sex_alone(kept: str) -> str:
    return "sex\n"
