"""What a protocol was when somebody was assessed by it stays known: no criterion changes unseen."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, cast

import pytest

import rules
from rules import editions
from rules.editions import (
    EditionIsFrozen,
    EditionLost,
    UnknownEdition,
    decided_otherwise,
    edition,
    freeze,
    frozen_edition,
    key_of,
    name_of,
    what_to_do,
    write,
)
from rules.language.criteria.criteria import Criterion, Protocol
from rules.language.logic.conditions import NEVER
from rules.protocols import BY_KEY, PROTOCOLS
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS, S3
from rules.protocols.nice_ta279 import NICE
from rules.questions.symptoms import pain_on_movement
from tests.kit.cases import file_for
from tests.pins.pin import COMMAND

CASES = Path(rules.__file__).parent / "cases"
Told: TypeAlias = Mapping[str, object]

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.key)


@each_protocol
def test_no_protocol_changes_without_a_new_edition(protocol: Protocol) -> None:
    name = name_of(protocol)
    assert name in editions.names(), f"rules/editions/{name}.json: write it by `{COMMAND}`"

    if freeze(protocol) != frozen_edition(name):
        pytest.fail(f"rules/protocols/{protocol.key}.py: {what_to_do(protocol)}")


@pytest.mark.parametrize("name", editions.names())
def test_every_frozen_edition_can_still_be_assessed_by(name: str) -> None:
    told = frozen_edition(name)
    thawed = editions.thaw(told)

    assert name_of(thawed) == name
    assert freeze(thawed) == told
    assert key_of(name) in BY_KEY, (
        "a protocol is kept under its key, even where no clinic chooses it"
    )


def written_cases() -> list[Told]:
    """Every case of rules/cases, as it is written."""
    found: list[Told] = []
    for path in sorted(CASES.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        found += cast("list[Told]", document.get("case", []))
    return found


def without_case(then: Protocol, now: Protocol, cases: Sequence[Told]) -> list[str]:
    """The criteria that a new edition decides otherwise and no case of that edition names."""
    named = {
        key
        for case in cases
        if case.get("edition") == name_of(now)
        for key in cast("Told", case.get("findings", {}))
    }
    return [one.key for one in decided_otherwise(then, now) if one.key not in named]


def successive() -> Iterator[tuple[Protocol, Protocol]]:
    """Each edition but the first of a protocol, behind the one before it."""
    for name in editions.names():
        now = edition(name)
        before = editions.earlier(now)
        if before:
            yield edition(before), now


def test_a_criterion_of_a_new_edition_has_a_case_that_names_that_edition() -> None:
    cases = written_cases()

    missing = [
        f'{file_for(now)}: add a case with edition = "{name_of(now)}" and {key} under [case.findings]'
        for then, now in successive()
        for key in without_case(then, now, cases)
    ]

    assert not missing, "\n".join(missing)


# How a change is noticed


def changed(criterion: Criterion = S3, **parts: object) -> Protocol:
    """The documented indications with one criterion changed, in the edition that is frozen."""
    other = replace(criterion, **parts)  # type: ignore[arg-type]
    criteria = tuple(other if one is criterion else one for one in DOCUMENTED_INDICATIONS.criteria)
    return replace(DOCUMENTED_INDICATIONS, criteria=criteria)


MILDER = changed(met_when=pain_on_movement.is_at_least(5))


def test_another_condition_decides_otherwise_and_other_words_do_not() -> None:
    assert [one.key for one in decided_otherwise(DOCUMENTED_INDICATIONS, MILDER)] == [S3.key]
    assert decided_otherwise(DOCUMENTED_INDICATIONS, changed(says="The pain is bad.")) == ()
    assert freeze(changed(says="The pain is bad.")) != freeze(DOCUMENTED_INDICATIONS)


def test_another_pathway_decides_no_criterion_otherwise() -> None:
    assert decided_otherwise(NICE, replace(NICE, pathway_when=NEVER, pathway="")) == ()


def test_a_new_edition_wants_a_case_for_each_criterion_that_it_decides_otherwise() -> None:
    later = replace(MILDER, edition="2027-01")
    case: dict[str, object] = {
        "edition": "documented_indications-2027-01",
        "findings": {S3.key: "met"},
    }

    assert without_case(DOCUMENTED_INDICATIONS, later, []) == [S3.key]
    assert without_case(DOCUMENTED_INDICATIONS, later, [{**case, "edition": "other"}]) == [S3.key]
    assert without_case(DOCUMENTED_INDICATIONS, later, [case]) == []


# Writing and reading them


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the editions as they are now, of which one can be lost."""
    monkeypatch.setattr(editions, "FOLDER", tmp_path)
    write()
    return tmp_path


def test_each_protocol_is_frozen_once(folder: Path) -> None:
    assert {path.stem for path in folder.iterdir()} == {name_of(one) for one in PROTOCOLS}
    assert write() == ()


def test_an_edition_is_not_frozen_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "PROTOCOLS", (MILDER,))
    before = frozen_edition(name_of(MILDER))

    with pytest.raises(EditionIsFrozen, match="criterion s3_severe_pain changed: give documented_"):
        write()

    assert frozen_edition(name_of(MILDER)) == before


def test_an_edition_that_nobody_used_is_frozen_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "PROTOCOLS", (MILDER,))

    assert [path.stem for path in write(again=True)] == [name_of(MILDER)]
    assert frozen_edition(name_of(MILDER)) == freeze(MILDER)


def test_a_changed_wording_is_said_to_be_one(folder: Path) -> None:
    assert what_to_do(changed(says="Bad pain.")) == (
        "the wording changed: give documented_indications a new edition, freeze it (questionnaire "
        "protocol freeze); an edition that nobody has used yet can be frozen --again"
    )


def test_changed_criteria_are_named_and_each_wants_a_case(folder: Path) -> None:
    first, *rest = MILDER.criteria
    two = replace(MILDER, criteria=(replace(first, met_when=first.not_met_when), *rest))

    assert what_to_do(two) == (
        f"criterion {first.key}, {S3.key} changed: give documented_indications a new edition, "
        "freeze it (questionnaire protocol freeze), and add a case to rules/cases of that edition "
        "for each criterion; an edition that nobody has used yet can be frozen --again"
    )


@each_protocol
def test_a_file_stands_as_it_would_be_written_again(protocol: Protocol) -> None:
    assert not editions.differs(protocol)


def test_an_earlier_edition_is_found_and_thawed(folder: Path) -> None:
    older = replace(MILDER, edition="2026-01")
    path = folder / f"{name_of(older)}.json"
    path.write_text(json.dumps(freeze(older)), encoding="utf-8")

    assert editions.earlier(DOCUMENTED_INDICATIONS) == "documented_indications-2026-01"
    assert freeze(edition("documented_indications-2026-01")) == freeze(older)
    assert edition(name_of(DOCUMENTED_INDICATIONS)) is DOCUMENTED_INDICATIONS
    assert editions.earlier(older) is None


def test_an_edition_that_is_not_there_is_told_which_there_are(folder: Path) -> None:
    with pytest.raises(UnknownEdition) as refused:
        frozen_edition("other-2026-11")

    there_are = ", ".join(editions.names())
    assert str(refused.value) == f"no edition 'other-2026-11': choose one of {there_are}"


def test_an_edition_that_is_lost_is_named_with_the_remedy(folder: Path) -> None:
    with pytest.raises(EditionLost, match=r"^edition other-2026-11 .* \(it has no file\): install"):
        edition("other-2026-11")


def test_a_file_that_is_no_json_is_named(folder: Path) -> None:
    shutil.copy(__file__, folder / "documented_indications-2020-01.json")

    with pytest.raises(EditionLost, match="documented_indications-2020-01 cannot be read"):
        edition("documented_indications-2020-01")


def test_no_key_holds_the_sign_that_parts_it_from_its_edition() -> None:
    assert not [protocol.key for protocol in PROTOCOLS if "-" in protocol.key]
