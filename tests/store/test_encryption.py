"""Values sealed at rest: what opens them, and what never does."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.store.encryption import Keyring, KeysUnreadable, Undecipherable, token_hash
from questionnaire.store.models.sealed import JSON, KNOWN_DAY, optional
from tests.kit.keys import key

PLACE = "answer.value_sealed:1"
SECRET = b"numbness in the saddle area"

old = Keyring.from_text(key("old"))
both = Keyring.from_text(f"{key('new')}, {key('old')}")
new = Keyring.from_text(key("new"))


@given(st.binary(max_size=500), st.text(max_size=50))
def test_what_is_sealed_opens_in_its_place(plain: bytes, place: str) -> None:
    assert old.open(old.seal(plain, place), place) == plain


def test_nothing_of_the_value_shows_in_what_is_stored() -> None:
    assert SECRET not in old.seal(SECRET, PLACE)


def test_the_same_value_is_never_stored_the_same_twice() -> None:
    assert old.seal(SECRET, PLACE) != old.seal(SECRET, PLACE)


@pytest.mark.parametrize(
    "place", ["answer.value_sealed:2", "answer.reason_sealed:1", "patient.value_sealed:1"]
)
def test_a_value_moved_to_another_place_does_not_open(place: str) -> None:
    with pytest.raises(Undecipherable):
        old.open(old.seal(SECRET, PLACE), place)


@given(st.data())
def test_a_value_altered_anywhere_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(old.seal(SECRET, PLACE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Undecipherable):
        old.open(bytes(sealed), PLACE)


@given(st.integers(0, 45))
def test_a_value_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(Undecipherable):
        old.open(old.seal(SECRET, PLACE)[:length], PLACE)


def test_after_a_change_of_keys_the_old_opens_and_the_new_seals() -> None:
    before, after = old.seal(SECRET, PLACE), both.seal(SECRET, PLACE)

    assert both.open(before, PLACE) == SECRET
    assert new.open(after, PLACE) == SECRET
    with pytest.raises(Undecipherable, match="sealed with key 'new': put that key back"):
        old.open(after, PLACE)


def test_another_key_of_the_same_name_does_not_open() -> None:
    impostor = Keyring.from_text(key("other").replace("other:", "old:"))

    with pytest.raises(Undecipherable) as caught:
        impostor.open(old.seal(SECRET, PLACE), PLACE)

    assert PLACE in str(caught.value)
    assert "numbness" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "key number 1 is not written id:base64"),
        ("c2VjcmV0", "key number 1 is not written id:base64"),
        (f"{key('a')},", "key number 2 is not written id:base64"),
        ("spaced id:c2VjcmV0", "key number 1 is not written id:base64"),
        ("1:c2VjcmV0", "key '1' has 6 bytes, not 32"),
        ("1:c2VjcmV0!", "key '1' is not base64"),
        ("1:\N{SNOWMAN}", "key '1' is not base64"),
        (f"{key('a')},{key('a')}", "two keys are called 'a'"),
    ],
)
def test_wrong_keys_are_named_and_not_shown(text: str, fault: str) -> None:
    with pytest.raises(KeysUnreadable) as caught:
        Keyring.from_text(text)

    assert fault in str(caught.value)
    assert "c2VjcmV0" not in str(caught.value)


def test_a_keyring_printed_shows_names_only() -> None:
    assert repr(both) == "<Keyring new, old>"


def test_each_purpose_has_keys_of_its_own() -> None:
    purposes = ["column", "lookup", "file", "cookie", "audit"]

    derived = {secret for purpose in purposes for secret in both.derived(purpose)}

    assert len(derived) == 10
    assert {len(secret) for secret in derived} == {32}
    assert base64.b64decode(key("old").partition(":")[2]) not in derived


def test_derived_keys_never_change() -> None:
    # Were one to change, databases made before could not be opened any more.
    assert old.derived("file")[0].hex().startswith("2896a04637f39f03")


def test_a_lookup_depends_on_text_purpose_and_key() -> None:
    found = old.lookup("AB12", "record number")

    assert found == old.lookup("AB12", "record number")
    assert found != old.lookup("AB13", "record number")
    assert found != old.lookup("AB12", "telephone")
    assert found != new.lookup("AB12", "record number")
    assert found in both.lookups("AB12", "record number")


def test_the_hash_of_a_token_outlives_every_key() -> None:
    assert len(token_hash("token")) == 32
    assert token_hash("token") != token_hash("other")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(json_values)
def test_every_json_value_comes_back_as_it_was(value: object) -> None:
    written = JSON.write(value)

    assert written is not None
    assert JSON.read(written) == value


@given(st.dates())
def test_every_day_comes_back_as_it_was(day: object) -> None:
    kind = optional(KNOWN_DAY)

    assert kind.read(kind.write(day) or "") == day  # pyrefly: ignore[bad-argument-type]


def test_only_what_is_optional_may_be_missing() -> None:
    assert optional(KNOWN_DAY).write(None) is None
    assert optional(KNOWN_DAY).empty() is None
    with pytest.raises(Undecipherable):
        KNOWN_DAY.empty()
