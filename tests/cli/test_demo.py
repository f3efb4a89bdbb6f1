"""The demo clinic: made once, in a new place only, with nobody real in it."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire import create_app
from questionnaire.cli import main
from questionnaire.exports import pdf
from questionnaire.responses.raised_flags import flags_of
from questionnaire.store.config import Config
from questionnaire.store.database import read_session
from questionnaire.store.models import (
    Answer,
    Patient,
    Response,
    Role,
    Staff,
    Stage,
    StoredAssessment,
)
from questionnaire.summary.answer_lines import AnswerLine
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.findings_shown import rows_with
from questionnaire.summary.summary import Summary, summary_of
from rules.language.criteria.criteria import Status
from rules.language.logic.case import Origin
from rules.language.logic.conditions import Cause
from tests.kit.pages import PageClient
from tests.kit.pdf_pages import words_by_page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def printed(folder: Path) -> str:
    """What making the demo prints."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("QUESTIONNAIRE_DATA", str(folder))
        environment.delenv("QUESTIONNAIRE_DATABASE_URL", raising=False)
        return run("demo")


def run(*arguments: str) -> str:
    """What a command prints; it must end well."""
    screen = StringIO()
    with redirect_stdout(screen), pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code in {0, None}
    return screen.getvalue()


@pytest.fixture
def served(folder: Path, printed: str) -> Generator[Flask, None, None]:
    """The demo's app, to be visited."""
    app = create_app(Config.from_environment({"QUESTIONNAIRE_DATA": str(folder)}))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=True)
    yield app
    app.extensions["database"].close()


@pytest.fixture
def clinic(served: Flask) -> Generator[Flask, None, None]:
    """The same, to be read from inside."""
    with served.app_context():
        yield served


@pytest.fixture
def summaries(clinic: Flask) -> list[Summary]:
    return [
        summary_of(read_session(), response)
        for response in read_session().scalars(select(Response))
    ]


def test_there_are_at_least_twelve_patients_at_every_stage(clinic: Flask) -> None:
    responses = read_session().scalars(select(Response)).all()

    assert len(responses) >= 12
    assert {response.stage for response in responses} >= set(Stage) - {Stage.CLOSED, Stage.ERASED}


def test_every_patient_is_marked_as_synthetic_by_name_and_by_flag(clinic: Flask) -> None:
    people = read_session().scalars(select(Patient)).all()

    assert all(person.synthetic and person.name.endswith("(synthetic)") for person in people)


def test_every_outcome_is_there(summaries: list[Summary]) -> None:
    outcomes = {summary.results.leading.overall for summary in summaries}

    assert outcomes == {Status.MET, Status.NOT_MET, Status.CANNOT_TELL}


def test_the_hard_ones_are_there(summaries: list[Summary], clinic: Flask) -> None:
    reasons = {row.reason for row in read_session().scalars(select(Answer))}
    values = {summary.patient.name: summary for summary in summaries}

    assert max(map(len, values)) > 100, "a very long name"
    assert any(flag.acted_at is None for one in summaries for flag in one.flags)
    assert any(flag.acted_at for one in summaries for flag in one.flags)
    assert any(len(entries_of(one)) == 9 for one in summaries), "nine medicines"
    assert any("pacemaker" in answered(one, "mri_why_not") for one in summaries)
    assert any(answered(one, "cancer") == "now" for one in summaries)
    assert reasons - {None}, "a corrected answer"
    assert any("ż" in answered(one, "wish") for one in summaries), "Polish letters"
    assert any("أ" in answered(one, "anything_else") for one in summaries), "Arabic letters"
    assert any(not any(line.is_answered for line in asked(one)) for one in summaries)


def test_what_several_protocols_and_days_make_hard_is_there(summaries: list[Summary]) -> None:
    sheets = {one.patient.name: face_sheet_of(one) for one in summaries}
    stand = [
        {one.protocol.key: one.overall for one in summary.results.verdicts} for summary in summaries
    ]

    assert any(one.pathway for sheet in sheets.values() for one in sheet.others)
    assert any(one["malignant_pathway"] is Status.MET for one in stand)
    assert any(
        one["nice_ta279"] is Status.MET and one["cms_lcd"] is Status.CANNOT_TELL for one in stand
    )
    aged = [line.by_then for sheet in sheets.values() for line in sheet.by_then]
    assert "out of date" in aged
    assert max(len(sheet.conflicts) for sheet in sheets.values()) > 2
    causes = {cause for one in summaries for each in one.results.findings for cause in each.causes}
    assert causes >= set(Cause) - {Cause.CONFLICTING}


def test_each_patient_is_printed_on_seven_pages_or_eight_with_many_flags_the_first_whole(
    summaries: list[Summary],
) -> None:
    for one in summaries:
        pages = words_by_page(pdf.export(one))
        flags = rows_with(face_sheet_of(one).red_flags, Status.MET)

        assert len(pages) <= (8 if len(flags) > 2 else 7), one.patient.name
        assert "Intended use Informs the health professional, who decides." in pages[0]
        assert [row.says for row in flags if row.says not in pages[0]] == []


def asked(summary: Summary) -> list[AnswerLine]:
    """What the patient was asked beyond what was recorded."""
    return [
        line
        for section in summary.sections
        if not section.for_staff and section.key != "record"
        for line in section.lines
    ]


def answered(summary: Summary, key: str) -> str:
    line = summary.line(key)
    value = line.standing.value if line and line.standing else ""
    return str(value)


def entries_of(summary: Summary) -> list[object]:
    line = summary.line("pain_medicines")
    value = line.standing.value if line and line.standing else None
    return cast("list[object]", value) if isinstance(value, list) else []


def test_what_is_stored_of_an_assessment_is_at_most_five_kilobytes(clinic: Flask) -> None:
    stored = read_session().scalars(select(StoredAssessment)).all()

    assert max(len(one.record) for one in stored) > 90_000
    assert max(len(one.record_sealed) for one in stored) <= 5 * 1024


def test_flags_are_counted_as_the_pages_count_them(clinic: Flask) -> None:
    for response in read_session().scalars(select(Response)):
        open_flags = [flag for flag in flags_of(read_session(), response) if flag.acted_at is None]

        assert response.open_red_flags == len(open_flags)


def test_staff_of_every_role_sign_in_once_with_the_printed_password(
    served: Flask, printed: str
) -> None:
    for role in Role:
        password = re.search(rf"{role.value} +{role.value} +(\S+)", printed)
        assert password, printed
        browser = PageClient(served)
        browser.get("/sign-in")
        page = browser.submit({"username": role.value, "password": password[1]})

        assert "password" in page.heading.casefold(), "a new password is wanted first"


def test_the_printed_link_opens_with_the_printed_date_of_birth(served: Flask, printed: str) -> None:
    link = re.search(r"http://\S+/i/\S+", printed)
    assert "born 27 March 1947" in printed
    assert link
    browser = PageClient(served)
    browser.get(urlsplit(link[0]).path)
    page = browser.submit({"born-day": "27", "born-month": "3", "born-year": "1947"})

    assert "/r/" in page.url


def test_whoever_answered_by_themselves_had_opened_their_link(clinic: Flask) -> None:
    # A link of somebody who is only invited is opened by a test of its own.
    for response in read_session().scalars(select(Response).where(Response.stage != Stage.INVITED)):
        own = {Origin.PATIENT, Origin.HELPER} & {row.origin for row in response.answers}
        opened = [one for one in response.invitations if one.opened_at]

        assert bool(opened) == bool(own), response.patient.name


def test_no_password_and_no_link_is_kept_in_readable_form(clinic: Flask, printed: str) -> None:
    password = re.search(r"nurse +nurse +(\S+)", printed)
    nurse = read_session().scalar(select(Staff).where(Staff.username == "nurse"))

    assert password
    assert nurse
    assert nurse.password_hash.startswith("$argon2id$")
    assert nurse.must_change_password


def test_it_is_made_once(folder: Path, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("QUESTIONNAIRE_DATA", str(folder))
        with pytest.raises(SystemExit) as ended:
            main(["demo"])

    assert ended.value.code == 2
    assert "holds people already" in capsys.readouterr().err


def test_it_is_never_made_where_a_database_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", "1:" + "A" * 43 + "=")
    with pytest.raises(SystemExit) as ended:
        main(["demo"])

    assert ended.value.code == 2
    assert "QUESTIONNAIRE_DATABASE_URL" in capsys.readouterr().err
    assert not (tmp_path / "own.db").exists()
