"""What holds of the whole, whoever adds to it. Each failure says what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
import time_machine
from alembic import command
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from questionnaire.cli.word_lists import faults
from questionnaire.exports import FORMATS
from questionnaire.exports.many_responses import export_many
from questionnaire.fields import form_for
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.store import audit
from questionnaire.store.database import downgrade, migrate, read_session, upgrade, write_session
from questionnaire.store.models import Answer, AuditEvent, RedFlag, Response, Role
from questionnaire.summary.said import OVERALL
from questionnaire.summary.summary import summary_of
from questionnaire.web.access import ForPatient, ForStaff, door_of
from questionnaire.web.translations import ENGLISH, FOLDER, languages
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import assess
from rules.language.logic.case import Origin
from rules.language.questions import (
    ApproximateDay,
    Audience,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    YesNo,
)
from rules.protocols import PROTOCOLS
from rules.questions import QUESTIONS, SECTIONS, STAFF_SECTIONS
from tests.kit.cases import every_case
from tests.kit.filled import answered, case_of
from tests.kit.pages import PageClient, read_page
from tests.kit.people import Invited, PatientClient, StaffClient

ROOT = Path(__file__).parents[2]
CRITERIA = [criterion for protocol in PROTOCOLS for criterion in protocol.criteria]
PAGES = [page for section in SECTIONS for page in section.pages]
STAFF_PAGES = [page for section in STAFF_SECTIONS for page in section.pages]

# Everything met; an infection; MRI impossible; young enough to be asked of pregnancy.
FULLEST = ("V02", "V27", "V21", "P01")
GUESSED_IN_VAIN = {"uuid", "link"}
OF_OUR_OWN_WORDS = {"page_key", "question_key", "protocol_key", "any"}
WITHIN_A_RESPONSE = {"int"}


def views(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def converters(rule: Rule) -> dict[str, str]:
    """The kind of each parameter of an address; "default" where it has none."""
    found = re.findall(r"<(?:([a-z_]+)(?:\([^>]*\))?:)?([a-z_]+)>", rule.rule)
    return {name: kind or "default" for kind, name in found}


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    silent = [
        rule.endpoint for rule in views(app) if door_of(app.view_functions[rule.endpoint]) is None
    ]

    assert not silent, "put @anyone, @patient or @staff(…) just below the route of each of these"


def test_every_parameter_of_an_address_is_typed(app: Flask) -> None:
    known = GUESSED_IN_VAIN | OF_OUR_OWN_WORDS | WITHIN_A_RESPONSE
    untyped = [rule.rule for rule in views(app) if set(converters(rule).values()) - known]

    assert not untyped, (
        "write <uuid:…>, <page_key:…> or another kind of questionnaire/web/addresses.py"
    )


def test_no_identifier_in_an_address_can_be_guessed_or_counted(app: Flask) -> None:
    counted = [
        rule.rule
        for rule in views(app)
        if WITHIN_A_RESPONSE & set(converters(rule).values())
        and "uuid" not in converters(rule).values()
    ]

    assert not counted, "a number may stand only behind a <uuid:…> that nobody can guess"


def test_addresses_are_in_small_letters_with_dashes(app: Flask) -> None:
    odd = [
        rule.rule
        for rule in views(app)
        if not re.fullmatch(r"[a-z0-9/.-]*", re.sub(r"<[^>]*>", "", rule.rule))
    ]

    assert not odd, "write-addresses-like-this"


FAULTS = {
    "no title": ("<title>[^<]*", "<title>"),
    "times id": ("<h1>", '<h1 id="main">'),
    "no label": ('<label for="username">', '<label for="other">'),
    "without this page's nonce": ("</head>", "<script>1</script></head>"),
    "has style": ("<h1>", '<h1 style="color: red">'),
    "ends": ("</h1>", "</h2>"),
    "CSRF": ('name="csrf_token"', 'name="another"'),
    "required": ('id="username"', 'id="username" required'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_page_a_test_fetches_is_looked_over(app: Flask, fault: str) -> None:
    response = app.test_client().get("/sign-in")
    whole = response.get_data(as_text=True)
    read_page("/sign-in", response)
    spoilt, changes = re.subn(*FAULTS[fault], whole, count=1)
    assert changes, "the sign-in page has changed: change this test with it"

    response.set_data(spoilt)

    with pytest.raises(AssertionError, match=fault):
        read_page("/sign-in", response)


def test_no_page_needs_a_script() -> None:
    with_script = [
        path.name
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"<script|\son[a-z]+=", path.read_text(encoding="utf-8"))
    ]

    assert not with_script, "every page works without scripts; see that these still do"


def test_models_match_the_migrations_up_and_down(app: Flask) -> None:
    engine = app.extensions["database"].engine
    downgrade(engine, "base")
    upgrade(engine)

    migrate(engine, command.check)  # raises, and names what differs


@pytest.mark.parametrize("page", [*PAGES, *STAFF_PAGES], ids=lambda page: page.key)
def test_every_question_makes_a_field(app: Flask, page: object) -> None:
    with app.test_request_context():
        form = form_for(page)(formdata=None)  # type: ignore[arg-type]

        for question in page.questions:  # type: ignore[attr-defined]
            assert question.key in form, "give its kind a field in questionnaire/fields"


def test_every_question_is_asked_on_a_page() -> None:
    asked = {question.key for page in [*PAGES, *STAFF_PAGES] for question in page.questions}
    recorded = {key for key, question in QUESTIONS.items() if question.asked_of is Audience.RECORD}

    assert asked | recorded == set(QUESTIONS), "put the question on a page of its section"


def values_of(question: Question) -> Iterator[object]:
    """Values of every sort that a question can take, as JSON."""
    yield {"absent": "unanswered"}
    if question.unsure:
        yield {"absent": "not sure"}
    match question:
        case YesNo():
            yield from (True, False)
        case Choice():
            yield from question.options
        case MultiChoice():
            yield from (list[str](), list(question.options)[:1], list(question.options))
        case Number():
            yield from (question.low, question.high, *([0.5] if question.decimals else []))
        case Day():
            yield "2024-02-29"
        case ApproximateDay():
            yield from ({"said": "2024-02-29"}, {"said": "2024-02"}, {"said": "2024"})
            yield {"said": "3 weeks", "on": "2026-11-16"}
        case Entries():
            parts = {part.key: list(values_of(part)) for part in question.parts()}
            yield from (list[object](), [{key: told[0] for key, told in parts.items()}])
            yield [{key: told[-1] for key, told in parts.items()}] * 9
        case _:
            yield "Żółć, أهلا, “smart” & <b>bold</b>"


def test_every_answer_survives_the_store_unchanged(app: Flask, invited: Invited) -> None:
    given = [(question, value) for question in QUESTIONS.values() for value in values_of(question)]
    with app.app_context():
        with write_session() as session:
            session.add_all(
                Answer(
                    response_id=invited.response_id,
                    question=question.key,
                    value=question.stored(question.read(value)),
                    origin=Origin.PATIENT,
                )
                for question, value in given
            )
        rows = read_session().scalars(select(Answer).order_by(Answer.sequence)).all()
        kept = [(row.question, row.value) for row in rows if row.origin is Origin.PATIENT]

    assert kept == [(question.key, value) for question, value in given], (
        "make `read` the inverse of `stored`"
    )


@pytest.fixture
def full(app: Flask, nurse: StaffClient) -> dict[UUID, set[str]]:
    """Responses in which, between them, every question is asked; with the keys asked in each."""
    made = {}
    for number, case_id in enumerate(FULLEST):
        with time_machine.travel(case_of(case_id).on, tick=False):
            response_id = answered(app, case_id, record_number=f"RN {number}")
            made[response_id] = _ask_all(app, response_id)
    return made


def _ask_all(app: Flask, response_id: UUID) -> set[str]:
    """Open every branch that one answer opens; the keys that are then asked."""
    opened = {
        "answering": "with_help",
        "told_of_fracture": True,
        "cancer": "now",
        "blood_thinner": True,
        "infection_now": True,
        "reactions": ("contrast",),
        "ct_scan": "done",
        "bone_scan": "done",
        "spect_ct": "done",
        "other_treatments": ("brace",),
        "xray": "done",
    }
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        given = {QUESTIONS[key]: value for key, value in opened.items()}
        answers.save(session, response, given, Giver(Origin.PATIENT))
        case = answers.case_of(session, response)
        return {
            question.key
            for page in [*PAGES, *STAFF_PAGES]
            for question in answers.asked(page, case)
        }


def test_every_question_shows_on_review_and_in_every_export(
    app: Flask, nurse: StaffClient, full: Mapping[UUID, set[str]]
) -> None:
    seen = set[str]()
    for response_id, keys in full.items():
        page = nurse.get(f"/responses/{response_id}")
        with app.app_context():
            summary = summary_of(read_session(), read_session().get_one(Response, response_id))
            files = {key: FORMATS[key].export(summary) for key in FORMATS}
            many = export_many([summary]).decode("utf-8-sig")
        in_json = {answer["question"] for answer in json.loads(files["json"])["answers"]}
        in_csv = files["csv"].decode("utf-8-sig")
        for key in keys:
            assert page.by_id(key), f"{key} is missing from templates/review"
            assert key in in_json, f"{key} is missing from the JSON export"
            assert key in in_csv, f"{key} is missing from the CSV export"
            assert f"answer_{key}" in many.splitlines()[0], f"{key} has no column for many"
        seen |= keys
        with pikepdf.open(BytesIO(files["pdf"])) as pdf:
            assert pdf.pages

    assert seen >= set(QUESTIONS) - _RECORDED, "open the branch in _ask_all"


_RECORDED = {key for key, question in QUESTIONS.items() if question.asked_of is Audience.RECORD}


@pytest.mark.parametrize("edition", sorted((ROOT / "tests/rules/editions").glob("*.txt")), ids=str)
def test_keys_of_past_editions_still_exist(edition: Path) -> None:
    keys = {line.split()[0] for line in edition.read_text(encoding="utf-8").splitlines() if line}
    parts = {
        f"{question.key}.{part.key}"
        for question in QUESTIONS.values()
        if isinstance(question, Entries)
        for part in question.parts()
    }

    assert keys <= set(QUESTIONS) | parts, (
        "a key once given stays: change the wording, never the key"
    )


def test_every_criterion_has_a_case_in_which_it_is_met() -> None:
    met = {
        finding.criterion.key
        for case in every_case()
        for protocol in PROTOCOLS
        for finding in assess(protocol, case.case()).findings
        if finding.status is Status.MET
    }

    assert {criterion.key for criterion in CRITERIA} == met, "add a case to rules/cases"


def test_every_criterion_has_a_source_with_a_title_and_says_how_far_it_was_read() -> None:
    bare = [one.key for one in CRITERIA if not one.source.title or not one.source.how_far.value]

    assert not bare, "name the source in rules/sources"


def test_protocols_use_only_questions_that_are_asked() -> None:
    used = {
        question
        for criterion in CRITERIA
        for question in criterion.questions()
        if isinstance(question, Question)
    }

    assert used <= set(QUESTIONS.values()), "put the question in rules/questions/__init__.py"


@pytest.mark.parametrize("tag", set(languages(FOLDER)) - {ENGLISH.tag} or {"english alone"})
def test_every_language_has_every_word(tag: str) -> None:
    missing = faults(FOLDER, tag) if tag in languages(FOLDER) else []

    assert not missing, f"run: questionnaire words --language {tag}; then translate what is new"


FINDING_WORDS = [
    *OVERALL.values(),
    *(criterion.says for criterion in CRITERIA if criterion.polarity is not Polarity.RED_FLAG),
    "indications",
    "contraindication",
    "cannot tell",
    "eligib",
    "red flag",
]


def test_no_page_for_patients_carries_a_finding(
    app: Flask, patient: PatientClient, nurse: StaffClient
) -> None:
    pages = [patient.get(patient.at("")), patient.get(patient.at("check"))]
    _answer_like(app, patient.response_id, FULLEST[1])
    addresses = [page.key for page in PAGES if page.questions]
    addresses += [f"help-now/{page.key}" for page in PAGES]
    addresses += ["check", "declaration", "stopped", "", "sent", "sent/answers"]
    pages += [patient.get(patient.at(address)) for address in addresses]
    patient.get(patient.at("declaration"))
    pages.append(patient.submit())
    pages.append(patient.get(patient.at("sent/answers")))

    for page in pages:
        said = [words for words in FINDING_WORDS if words.casefold() in page.text.casefold()]
        assert not said, f"{page.url}: a patient never reads a finding; say it to staff alone"
        assert not re.search(r"\bS[1-7]\b", page.text), page.url


def _answer_like(app: Flask, response_id: UUID, case_id: str) -> None:
    case = case_of(case_id)
    given = {
        QUESTIONS[key]: one.value
        for key, one in case.answers.items()
        if QUESTIONS[key].asked_of is Audience.PATIENT
    }
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        answers.save(session, response, given, Giver(Origin.PATIENT))


def events(app: Flask, response_id: UUID) -> int:
    with app.app_context():
        of_this = AuditEvent.response_id == response_id
        return (
            read_session().scalar(select(func.count()).select_from(AuditEvent).where(of_this)) or 0
        )


# Behind these there is nothing of a patient to see: they lead on, or say only that all is saved.
SHOWS_NOBODY = {"patient.stopped"}


def test_every_view_of_a_patient_is_in_the_audit_trail(
    app: Flask, nurse: StaffClient, clinician: StaffClient, patient: PatientClient
) -> None:
    _answer_like(app, patient.response_id, FULLEST[1])
    people = {Role.NURSE: nurse, Role.CLINICIAN: clinician}
    for rule in views(app):
        if "GET" not in (rule.methods or ()) or "response_id" not in rule.arguments:
            continue
        door = door_of(app.view_functions[rule.endpoint])
        visitors: list[PageClient] = [patient] if isinstance(door, ForPatient) else []
        if isinstance(door, ForStaff):
            visitors = [who for role, who in people.items() if role in door.roles]
        for visitor in visitors:
            _check_trail(app, visitor, rule, patient.response_id)


def _check_trail(app: Flask, visitor: PageClient, rule: Rule, response_id: UUID) -> None:
    given = {name: _told(name, rule) for name in rule.arguments - {"response_id"}}
    address = app.url_map.bind("localhost").build(
        rule.endpoint, {"response_id": response_id, **given}
    )
    before = events(app, response_id)
    response = visitor.browser.get(address, base_url=visitor.base_url)
    if response.status_code == 200 and rule.endpoint not in SHOWS_NOBODY:
        assert events(app, response_id) > before, f"{address}: call audit.seen(…) in this view"
    else:
        assert response.status_code in {200, 303}, address


def _told(parameter: str, rule: Rule) -> object:
    """A value for each parameter that an address of a response can have."""
    in_a_list = "number" in rule.arguments
    patients = "pain-medicines" if in_a_list else PAGES[0].key
    return {
        "page": STAFF_PAGES[0].key if rule.endpoint.startswith("facts.") else patients,
        "question": "pain_trend",
        "number": 1,
        "step": "medicine",
        "format_key": "json",
    }[parameter]


def test_the_trail_is_whole_after_all_that(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    nurse.get(f"/responses/{patient.response_id}")
    with app.app_context():
        assert audit.verify(read_session()) is None


def test_a_red_flag_of_any_kind_reaches_the_worklist(app: Flask, nurse: StaffClient) -> None:
    flags = {one.key for one in CRITERIA if one.polarity is Polarity.RED_FLAG}
    raised = set[str]()
    for number, case in enumerate(every_case()):
        with time_machine.travel(case.on, tick=False):
            answered_as = answered(app, case.id, record_number=f"RN {number}")
        with app.app_context():
            of_this = RedFlag.response_id == answered_as
            raised |= set(read_session().scalars(select(RedFlag.criterion).where(of_this)))
        if flags <= raised:
            break

    assert flags <= raised, "red_flags.raise_flags must see every criterion of that polarity"
