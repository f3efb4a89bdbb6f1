"""What looks the same is the same, also in rows written before that was so."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from questionnaire.store import look_alikes
from questionnaire.store.database import Database, write_session
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import Patient
from questionnaire.store.normal_forms import has_a_word, name_form, record_number_form
from tests.kit.keys import key
from tests.kit.telling import tell

pytest_plugins = ["tests.kit.databases"]

BORN = date(1941, 3, 2)


@pytest.mark.parametrize(
    "written",
    [
        "AB-123/4",
        "ab 123.4",
        "AB‑123–4",
        "ＡＢ１２３４",  # full width
        "A\u200bB\u200f1234\ufeff",
        "AB\u00a0123\u20094",
        "AB/١٢٣٤",
        "#AB_1234",
    ],
)
def test_a_record_number_is_the_same_however_it_is_written(written: str) -> None:
    assert record_number_form(written) == "ab1234"


@pytest.mark.parametrize("other", ["AB 1235", "AB 123", "BA 1234", "AB 12340"])
def test_another_record_number_is_another(other: str) -> None:
    assert record_number_form(other) != "ab1234"


def test_record_numbers_of_nothing_but_signs_are_not_all_the_same() -> None:
    assert record_number_form("-") != record_number_form("+")


@pytest.mark.parametrize(
    ("text", "has_one"),
    [
        ("—", False),
        ("\u200b", False),
        ("…", False),
        ("7", True),
        ("王", True),
        ("٣", True),
        ("ب", True),
    ],
)
def test_signs_alone_are_no_name_and_no_number(text: str, has_one: bool) -> None:
    assert has_a_word(text) is has_one


@pytest.mark.parametrize(
    "written",
    [
        "Zoë O’Brien-Smith",
        "ZOE OBRIEN SMITH",
        "zoe o'brien‐smith",
        "Zoé  OʼBrien–Smith",
        "Zoe\u0308 O`Brien\u00a0Smith",
        "Ｚｏｅ O´Brien‑Smith",
    ],
)
def test_a_name_is_the_same_however_it_is_written(written: str) -> None:
    assert name_form(written) == "zoe obrien smith"


@pytest.mark.parametrize(
    ("one", "other"), [("Jørgen Łoś", "Jorgen Los"), ("Straße", "STRASSE"), ("İpek", "Ipek")]
)
def test_letters_that_a_keyboard_lacks_are_their_plain_ones(one: str, other: str) -> None:
    assert name_form(one) == name_form(other)


def test_names_of_other_scripts_keep_their_letters() -> None:
    assert name_form("王小明") == "王小明"
    assert name_form("नीता शर्मा").count(" ") == 1
    assert name_form("Ольга") != name_form("Елена")


@given(st.text())
def test_a_form_is_its_own_form(text: str) -> None:
    assert record_number_form(record_number_form(text)) == record_number_form(text)
    assert name_form(name_form(text)) == name_form(text)


def old_rows(database: Database, *numbers: str) -> dict[str, UUID]:
    """Patients as the program before kept them: hashes of numbers with their signs."""
    made = {
        number: Patient(
            name=number, date_of_birth=BORN, sex="female", record_number=number, synthetic=True
        )
        for number in numbers
    }
    for number, row in made.items():
        row.record_number_lookup = database.keyring.lookup(
            "".join(number.split()).casefold(), "record_number_sealed"
        )
        row.date_of_birth_lookup = None
    with write_session() as session:
        session.add_all(made.values())
        tell(session)
    return {number: row.id for number, row in made.items()}


def found(database: Database, number: str) -> set[UUID]:
    with database.read_session() as session:
        return set(session.scalars(select(Patient.id).where(Patient.has_record_number(number))))


@pytest.mark.usefixtures("inside")
def test_rows_of_before_are_found_however_their_number_is_written(database: Database) -> None:
    made = old_rows(database, "RN-1", "RN 2")

    database.upgrade()

    assert found(database, "rn1") == found(database, "R.N./1") == {made["RN-1"]}
    assert found(database, "RN-2") == {made["RN 2"]}


@pytest.mark.usefixtures("inside")
def test_two_of_before_whose_numbers_look_the_same_are_both_kept_and_both_found(
    database: Database,
) -> None:
    made = old_rows(database, "RN-1", "RN 1", "RN/1", "RN 2")

    database.upgrade()
    database.upgrade()

    assert found(database, "rn1") == {made["RN-1"], made["RN 1"], made["RN/1"]}
    with database.read_session() as session:
        twins = sorted(session.scalars(select(Patient.record_number_twin)))
        assert twins == [0, 0, 1, 2]


@pytest.mark.usefixtures("inside")
def test_rows_of_before_are_found_by_their_birthday(database: Database) -> None:
    made = old_rows(database, "RN 1")

    database.upgrade()

    with database.read_session() as session:
        assert session.scalar(select(Patient.id).where(Patient.is_born_on(BORN))) == made["RN 1"]
        assert not session.scalar(select(Patient.id).where(Patient.is_born_on(date(1941, 3, 3))))


@pytest.mark.usefixtures("inside")
def test_rows_sealed_with_an_older_key_catch_up(database: Database, clinic_database: str) -> None:
    made = old_rows(database, "RN-1")
    later = Database(clinic_database, Keyring.from_text(f"{key('second')},{key('first')}"))

    later.upgrade()

    with later.read_session() as session:
        hashes = later.keyring.lookups("rn1", "record_number_sealed")
        held = session.scalar(select(Patient).where(Patient.record_number_lookup.in_(hashes)))
        assert held
        assert held.id == made["RN-1"]
    later.close()


@pytest.mark.usefixtures("inside")
def test_a_row_that_cannot_be_opened_stops_nobody_and_is_named_without_its_content(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    made = old_rows(database, "RN-1", "RN-2", "RN-3")
    spoilt = made["RN-2"]
    with write_session() as session:
        session.get_one(Patient, spoilt).date_of_birth_sealed = bytes(40)
        tell(session)

    for _start in range(2):
        caplog.clear()
        database.upgrade()
        [line] = caplog.messages
        assert f"patient.date_of_birth_sealed:{spoilt}" in line
        assert "RN" not in line

    assert found(database, "rn1") == {made["RN-1"]}
    assert found(database, "rn3") == {made["RN-3"]}


@pytest.mark.usefixtures("inside")
def test_many_rows_are_looked_over_a_few_at_once_and_it_says_how_far_it_is(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_alikes, "AT_ONCE", 2)
    made = old_rows(database, "RN-1", "RN 1", "RN-2", "RN/1", "RN-3")

    database.upgrade()

    assert caplog.messages == [f"Looking over patients: {done} of 5" for done in (2, 4)]
    assert found(database, "rn1") == {made["RN-1"], made["RN 1"], made["RN/1"]}
    assert found(database, "rn3") == {made["RN-3"]}


@pytest.mark.usefixtures("inside")
def test_nothing_is_looked_over_twice(database: Database) -> None:
    made = old_rows(database, "RN-1")
    database.upgrade()
    by_hand = b"as it stands"
    with write_session() as session:
        session.execute(update(Patient).values(record_number_lookup=by_hand))

    database.upgrade()

    with database.read_session() as session:
        assert session.get_one(Patient, made["RN-1"]).record_number_lookup == by_hand
