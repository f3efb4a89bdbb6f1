"""What a change would change is said before it is made, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from questionnaire.cli.case_folder import OURS, cases_in
from questionnaire.clinic import settable, settings
from questionnaire.responses.impact import Impact, Subject, wanted
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import (
    Answer,
    AuditEvent,
    ClinicSetting,
    Model,
    Response,
    Stage,
    StoredAssessment,
)
from rules import editions
from rules.language.criteria.criteria import Protocol, Status
from rules.language.findings.findings import find, overall
from rules.protocols import PROTOCOLS
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS, S3
from rules.questions.symptoms import pain_on_movement
from tests.cli.test_cli import Ran, Terminal
from tests.kit.cases import every_case
from tests.kit.filled import answered, case_of
from tests.kit.keys import key
from tests.kit.people import StaffClient

OLDER = replace(
    DOCUMENTED_INDICATIONS,
    edition="2020-01",
    criteria=tuple(
        replace(S3, met_when=pain_on_movement.is_at_least(10)) if one is S3 else one
        for one in DOCUMENTED_INDICATIONS.criteria
        if one.label != "S7"
    ),
)
TABLES: tuple[type[Model], ...] = (Answer, AuditEvent, ClinicSetting, Response, StoredAssessment)


@pytest.fixture
def at_clinic(
    app: Flask,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    clinic_database: str,
) -> Terminal:
    """A terminal at the clinic of the app, beside a folder of editions of its own."""
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", clinic_database)
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    return Terminal(capsys)


@pytest.fixture
def alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Terminal:
    """A terminal where no database is."""
    monkeypatch.setenv("QUESTIONNAIRE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("QUESTIONNAIRE_DATABASE_URL", raising=False)
    return Terminal(capsys)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The editions of now, and an older one."""
    folder = tmp_path / "editions"
    folder.mkdir()
    monkeypatch.setattr(editions, "FOLDER", folder)
    editions.write()
    path = folder / f"{editions.name_of(OLDER)}.json"
    path.write_text(json.dumps(editions.freeze(OLDER)), encoding="utf-8")
    return folder


@pytest.fixture
def one_case(tmp_path: Path) -> str:
    """A folder with one case, in which pain is severe by a little."""
    cases = tmp_path / "cases"
    cases.mkdir()
    told = {"on": "2026-11-16", "answers": {"pain_on_movement": 7, "pain_worst": 8}}
    (cases / "sore.json").write_text(json.dumps(told), encoding="utf-8")
    return str(cases)


def in_json(ran: Ran) -> dict[str, object]:
    assert ran.status == 0, ran.err
    return cast("dict[str, object]", json.loads(ran.out))


def rows(app: Flask) -> list[int]:
    with app.app_context():
        return [read_session().scalar(select(func.count()).select_from(one)) or 0 for one in TABLES]


def test_a_figure_tried_out_names_each_status_and_whose(
    app: Flask, nurse: StaffClient, at_clinic: Terminal, one_case: str
) -> None:
    answered(app, "V02")
    before = rows(app)

    told = at_clinic.run(
        "protocol", "impact", "--set", "severe_pain=9", "--cases", one_case, "--as", "json"
    )

    found = in_json(told)
    assert (found["responses"], found["cases"]) == (1, 1)
    with app.app_context():
        its_file_or_its_name_on_the_server = read_session().get_bind().engine.url.database
    assert found["database"] == its_file_or_its_name_on_the_server
    assert {
        "protocol": "documented_indications",
        "criterion": "s3_severe_pain",
        "before": "met",
        "after": "cannot tell",
        "responses": 1,
        "cases": ["sore"],
    } in cast("list[object]", found["changes"])
    assert rows(app) == before


def test_responses_are_named_on_demand_alone_and_the_trail_tells(
    app: Flask, nurse: StaffClient, at_clinic: Terminal, one_case: str
) -> None:
    response_id = answered(app, "V02")
    tried = ("protocol", "impact", "--set", "severe_pain=9", "--cases", one_case)

    counted, named = at_clinic.run(*tried).out, at_clinic.run(*tried, "--name-responses").out
    told = in_json(at_clinic.run(*tried, "--name-responses", "--as", "json"))

    short = response_id.hex[:8]
    assert short not in counted
    assert "    1 response\n" in counted
    assert f"    1 response: {short}\n" in named
    assert [short] in [one["named"] for one in cast("list[dict[str, object]]", told["changes"])]
    with app.app_context():
        trail = read_session().scalars(
            select(AuditEvent).where(AuditEvent.response_id == response_id)
        )
        details = [one.detail for one in trail if one.action == Action.EXPORTED.value]
    assert details == [{"format": "impact"}] * 2


def test_it_is_told_by_protocol_and_criterion(alone: Terminal, one_case: str) -> None:
    told = alone.run("protocol", "impact", "--set", "severe_pain=9", "--cases", one_case)

    counted = f"Open responses not counted; 1 case in {one_case}.\n\nDocumented indications"
    assert told.out.startswith(counted)
    assert "  S3 Severe pain: met → cannot tell\n    1 case: sore\n" in told.out


def test_the_clinics_own_figures_are_what_it_is_compared_with(
    app: Flask, nurse: StaffClient, at_clinic: Terminal, one_case: str
) -> None:
    answered(app, "V02")
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + "severe_pain": "9"}, by=None)

    told = at_clinic.run(
        "protocol", "impact", "--set", "severe_pain=9", "--cases", one_case, "--as", "json"
    )

    changes = cast("list[dict[str, object]]", in_json(told)["changes"])
    assert not [one for one in changes if one["responses"]]


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CLOSED])
def test_what_is_over_is_left_out(
    app: Flask, nurse: StaffClient, at_clinic: Terminal, one_case: str, stage: Stage
) -> None:
    answered(app, "V02", stage)

    told = at_clinic.run(
        "protocol", "impact", "--set", "severe_pain=9", "--cases", one_case, "--as", "json"
    )

    assert in_json(told)["responses"] == 0


def test_a_protocol_that_a_clinic_did_not_choose_changes_nobody(
    app: Flask, nurse: StaffClient, at_clinic: Terminal, one_case: str
) -> None:
    answered(app, "V02")
    with app.app_context(), write_session() as session:
        settings.change(
            session, {settings.PROTOCOLS: ["cms_lcd"], settings.LEADING: "cms_lcd"}, by=None
        )

    told = at_clinic.run(
        "protocol", "impact", "--set", "severe_pain=9", "--cases", one_case, "--as", "json"
    )

    changes = cast("list[dict[str, object]]", in_json(told)["changes"])
    assert [one["responses"] for one in changes if one["criterion"] == S3.key] == [0]


def test_an_older_edition_is_compared_with_the_one_of_now(
    alone: Terminal, folder: Path, one_case: str
) -> None:
    told = alone.run(
        "protocol", "impact", "--from", "documented_indications-2020-01", "--cases", one_case
    )

    assert "S3 Severe pain: cannot tell → met" in told.out
    assert "Only before, or only now: documented_indications.s7_mri_recent_fracture." in told.out


def test_without_a_change_it_is_what_differs_from_the_frozen_editions(
    alone: Terminal, folder: Path, one_case: str
) -> None:
    nothing = alone.run("protocol", "impact", "--cases", one_case)
    (folder / f"{editions.name_of(DOCUMENTED_INDICATIONS)}.json").unlink()

    something = alone.run("protocol", "impact", "--cases", one_case)

    assert nothing.out == "The rules are as they were frozen. Name a change by --set or --from.\n"
    assert "S3 Severe pain: cannot tell → met" in something.out


def test_where_nothing_would_change_it_says_so(alone: Terminal, one_case: str) -> None:
    told = alone.run("protocol", "impact", "--set", "severe_pain=6.5", "--cases", one_case)

    assert (
        told.out == f"Open responses not counted; 1 case in {one_case}.\nNo status would change.\n"
    )


def test_the_projects_own_cases_are_tried_where_none_are_named(alone: Terminal) -> None:
    told = alone.run("protocol", "impact", "--set", "severe_pain=8", "--as", "json")

    assert in_json(told)["cases"] == len(every_case())


def test_where_no_database_is_it_says_so_and_makes_none(
    alone: Terminal, tmp_path: Path, one_case: str
) -> None:
    tried = ("protocol", "impact", "--set", "severe_pain=8", "--cases", one_case)

    told, as_json = alone.run(*tried), alone.run(*tried, "--as", "json")

    for ran in (told, as_json):
        assert ran.status == 0
        assert f"there is no database at {tmp_path}/data/clinic.db: load the clinic's" in ran.err
    assert (in_json(as_json)["database"], in_json(as_json)["responses"]) == (None, None)
    assert not (tmp_path / "data").exists()


def test_a_database_that_was_read_is_named_with_how_many_are_open_in_it(
    app: Flask, nurse: StaffClient, at_clinic: Terminal, clinic_database: str, one_case: str
) -> None:
    answered(app, "V02")

    told = at_clinic.run("protocol", "impact", "--set", "severe_pain=9", "--cases", one_case)

    name = make_url(clinic_database).database
    assert told.out.startswith(f"1 open response in {name}; 1 case in {one_case}.\n")


def test_nobody_is_named_of_a_database_that_is_not_there(alone: Terminal, one_case: str) -> None:
    said = alone.refused(
        "protocol", "impact", "--set", "severe_pain=8", "--cases", one_case, "--name-responses"
    )

    assert "there is no database at " in said


REFUSED = {
    "severe_pain=12": "severe_pain: “12” cannot be set: write a number from 0 to 10",
    "severe_pain=much": "severe_pain: “much” cannot be set: write a number from 0 to 10",
    "severe_pane=8": "severe_pane: there is no working figure “severe_pane”: did you mean severe_pain?",
    "severe_pain": "“severe_pain” sets nothing: write KEY=VALUE",
    "severe_pain=2": "mild_pain (3) must be under severe_pain (2): change one of them",
}


@pytest.mark.parametrize("setting", REFUSED)
def test_what_cannot_be_set_is_refused_with_what_can(alone: Terminal, setting: str) -> None:
    said = alone.refused("protocol", "impact", "--set", setting)

    assert REFUSED[setting] in said


def test_a_choice_is_tried_out_too_and_refused_where_there_is_none(alone: Terminal) -> None:
    for choice, known in settable.CHOICES.items():
        *_, last = known.options
        assert alone.run("protocol", "impact", "--set", f"{choice}={last}").status == 0
        said = alone.refused("protocol", "impact", "--set", f"{choice}=other")
        there_are = ", ".join(known.options)
        assert f"{choice}: there is no option “other”: choose from {there_are}" in said


def test_an_edition_that_is_not_there_is_refused(alone: Terminal, folder: Path) -> None:
    said = alone.refused("protocol", "impact", "--from", "documented_indications-1999-01")

    assert "no edition 'documented_indications-1999-01': choose one of " in said
    assert "documented_indications-2020-01" in said


def test_a_clinics_own_figure_that_would_contradict_is_refused(
    app: Flask, at_clinic: Terminal, one_case: str
) -> None:
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + "mild_pain": "5"}, by=None)

    said = at_clinic.refused("protocol", "impact", "--set", "severe_pain=4", "--cases", one_case)

    assert "mild_pain (5) must be under severe_pain (4)" in said.partition("Responses")[0]


# Cases in files


WRONG = {
    "no id": ("[[case]]\non = 2026-11-16\nanswers = {}\n", "case 1 has no id: write it there"),
    "no TOML": ("[[case]\n", "is not TOML"),
    "no list": ("case = 3\n", "case is no list: write [[case]] over each case"),
    "one case": ('[case]\nid = "a"\n', "case is no list: write [[case]] over each case"),
    "no answers": ('[[case]]\nid = "a"\non = 2026-11-16\nanswers = 3\n', "answers of case 1"),
    "no day": ('[[case]]\nid = "a"\non = "soon"\nanswers = {}\n', "on is no day"),
    "no question": (
        '[[case]]\nid = "a"\non = 2026-11-16\nanswers = {pain_wurst = 3}\n',
        "did you mean pain_worst?",
    ),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_case_is_told_file_fault_and_remedy(
    alone: Terminal, tmp_path: Path, fault: str
) -> None:
    text, said = WRONG[fault]
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")

    refusal = alone.refused(
        "protocol", "impact", "--set", "severe_pain=8", "--cases", str(tmp_path)
    )

    assert refusal.startswith("Error: wrong.toml: ")
    assert said in refusal


def test_a_folder_without_cases_is_refused(alone: Terminal, tmp_path: Path) -> None:
    tried = ("protocol", "impact", "--set", "severe_pain=8", "--cases")

    assert "holds no case" in alone.refused(*tried, str(tmp_path))
    assert "is no folder" in alone.refused(*tried, str(tmp_path / "none"))


def test_the_projects_cases_are_read_as_the_tests_read_them() -> None:
    read = cases_in(OURS)

    assert list(read) == [one.id for one in every_case()]
    assert {one.id: one.case().on for one in every_case()} == {
        name: case.on for name, case in read.items()
    }


# Old and new


SOME = {one.id: one.case() for one in every_case()[:40]}


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.key)
def test_what_is_compared_is_what_a_finding_says(protocol: Protocol) -> None:
    found = Impact(wanted(settings=["severe_pain=9"]))

    for name, case in SOME.items():
        found.add(Subject(name, case))

    told = {
        (one.criterion.key, name)
        for one in found.changes
        if one.criterion and one.protocol is protocol
        for name in one.cases
    }
    assert told == set(differing(protocol, {"severe_pain": Decimal(9)}))


def differing(protocol: Protocol, figures: dict[str, Decimal]) -> Iterator[tuple[str, str]]:
    for name, case in SOME.items():
        then = replace(case, figures=figures)
        for one in protocol.criteria:
            if find(one, case).status is not find(one, then).status:
                yield one.key, name


def test_a_protocol_as_a_whole_changes_with_its_indications() -> None:
    found = Impact(wanted(settings=["severe_pain=10"]))
    found.add(Subject("V02", case_of("V02")))

    [whole] = [
        one
        for one in found.changes
        if one.criterion is None and one.protocol is DOCUMENTED_INDICATIONS
    ]

    assert (whole.before, whole.after) == (Status.MET, overall([Status.CANNOT_TELL]))


# Freezing, and assessing anew


def test_freezing_says_what_it_wrote(alone: Terminal, folder: Path) -> None:
    (folder / f"{editions.name_of(DOCUMENTED_INDICATIONS)}.json").unlink()

    first, second = (alone.run("protocol", "freeze").out for _ in range(2))

    assert first == f"Frozen: {editions.name_of(DOCUMENTED_INDICATIONS)}\n1 edition written.\n"
    assert second == "0 editions written.\n"


def test_a_frozen_edition_is_not_frozen_over_unless_told_so(
    alone: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = replace(OLDER, edition=DOCUMENTED_INDICATIONS.edition)
    monkeypatch.setattr(editions, "PROTOCOLS", (changed,))

    refused = alone.refused("protocol", "freeze")
    again = alone.run("protocol", "freeze", "--again")

    assert "criterion s3_severe_pain changed: give documented_indications a new edition" in refused
    assert again.out.endswith("1 edition written.\n")


def test_open_responses_are_assessed_anew_at_once(
    app: Flask, nurse: StaffClient, at_clinic: Terminal
) -> None:
    answered(app, "V02")
    answered(app, "V04", Stage.SENT, record_number="RN 2")
    answered(app, "V11", Stage.DECIDED, record_number="RN 3")

    first = at_clinic.run("reassess").out
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + "severe_pain": "8"}, by=None)
    second = at_clinic.run("reassess").out
    third = at_clinic.run("reassess").out

    assert first == "3 open responses assessed, 0 of them anew.\n"
    assert second == "3 open responses assessed, 2 of them anew.\n"
    assert third == "3 open responses assessed, 0 of them anew.\n"
