"""What nobody types on purpose: each gets a page that says what to do, and spoils nothing later."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from questionnaire.exports import FORMATS
from questionnaire.exports.pdf import export
from questionnaire.store.database import read_session
from questionnaire.store.models import Patient, Response, Staff
from questionnaire.typesetting.letters import printable
from rules.questions.last import anything_else
from tests.kit.filled import answered, summary
from tests.kit.pages import PageClient, read_page, values
from tests.kit.people import PASSWORD, Invited, PatientClient, StaffClient
from tests.promises.addresses import Known, address, known_of
from tests.promises.doors import Met, met
from tests.promises.identities import IDENTITIES
from tests.promises.routes import method, rules_of

HUGE = "9" * 30
# A NUL, an escape, a byte-order mark, a space of no width, and marks that turn text round.
UNSEEN = "\0\x1b\ufeff\u200b\u202e"
PERSON = {
    "name": "Ada Example",
    "date_of_birth": "1950-01-02",
    "sex": "female",
    "record_number": "RN 7",
}
ODD = (
    "😀 👩‍🦽",
    "مرحبا بالعالم",
    "\u202eabc",
    '#eval("1") \\ $x$ @a <b> `c` #read("/etc/passwd")',
    "\u2028\u2029\u0085",
    "e\u0301" * 500,
    "x" * anything_else.longest,
    "\0\x01\x7f\ufeff\ufffe\U0010ffff",
)


@pytest.mark.parametrize("page", [HUGE, f"-{HUGE}", "9" * 5000, "x", "0", "-1"])
def test_a_page_of_the_worklist_that_there_is_not_is_none(nurse: StaffClient, page: str) -> None:
    assert nurse.get(f"/worklist?page={page}").heading == "Worklist"


@pytest.mark.parametrize("before", [HUGE, f"-{HUGE}", "9" * 5000, "x"])
def test_the_trail_before_a_row_that_there_is_not(administrator: StaffClient, before: str) -> None:
    assert administrator.get(f"/audit?before={before}").heading == "Audit trail"


@pytest.mark.parametrize("last", ["9999-12-31", "0001-01-02"])
def test_an_export_of_days_out_of_reach_is_asked_for_again(
    clinician: StaffClient, last: str
) -> None:
    page = clinician.get(f"/export/responses.csv?first={last}&last={last}", expect=422)

    assert page.errors == [f"Check the year: {last[:4]} is too far away"] * 2


@pytest.mark.parametrize(
    "wanted",
    ["/worklist?x=\r\nSet-Cookie: a=b", "/worklist#\n", "/\t/[", "/worklist\0", "/worklist?\\evil"],
)
def test_where_to_go_on_is_never_more_than_an_address(
    app: Flask, nurse: StaffClient, wanted: str
) -> None:
    browser = PageClient(app)
    browser.get("/sign-in")

    answer = browser.browser.post(
        "/sign-in",
        query_string={"next": wanted},
        data={"csrf_token": browser.token(), "username": "nurse", "password": PASSWORD},
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, "/worklist")


def test_letters_that_nobody_sees_are_left_out_of_every_form(
    app: Flask, nurse: StaffClient
) -> None:
    nurse.get("/invitations/new")

    nurse.submit({name: f"{value[:2]}{UNSEEN}{value[2:]}" for name, value in PERSON.items()})

    with app.app_context():
        made = read_session().scalars(select(Patient)).one()
        assert (made.name, made.record_number) == ("Ada Example", "RN 7")
        response_id = read_session().scalars(select(Response.id)).one()
    for key in FORMATS:
        assert nurse.download(f"/responses/{response_id}/summary.{key}").data


def test_a_name_is_one_line(app: Flask, nurse: StaffClient) -> None:
    nurse.get("/invitations/new")

    nurse.submit({**PERSON, "name": " Ada\r\n  Example "})

    with app.app_context():
        assert read_session().scalars(select(Patient)).one().name == "Ada Example"


def test_a_member_of_staff_has_a_name_that_can_be_read(
    app: Flask, administrator: StaffClient
) -> None:
    filled = {"username": "ada", "role": "nurse"}
    administrator.get("/staff/new")

    refused = administrator.submit({**filled, "name": f" {UNSEEN} "}, expect=422)
    administrator.submit({**filled, "name": f"Ada{UNSEEN}"})

    assert refused.errors == ["Enter a full name"]
    with app.app_context():
        names = read_session().scalars(select(Staff.name).where(Staff.username == "ada")).all()
        assert names == ["Ada"]


def test_signing_in_as_nobody_anybody_could_type(app: Flask, nurse: StaffClient) -> None:
    stranger = PageClient(app)
    stranger.get("/sign-in")

    assert stranger.submit({"username": "nur\0x", "password": "x\0"}, expect=401).errors


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("9999-12-31", "Check the year: 9999 is too far away"),
        ("2062-11-22", "The consult day must be within the next 2 years"),
    ],
)
def test_a_consult_day_out_of_reach_is_taken_for_a_slip(
    app: Flask, nurse: StaffClient, invited: Invited, day: str, why: str
) -> None:
    nurse.get("/invitations/new")
    refused = nurse.submit({**PERSON, "consult_on": day}, expect=422)
    nurse.get(f"/responses/{invited.response_id}")
    not_moved = nurse.submit(
        {"consult_on": day}, to=f"/responses/{invited.response_id}/consult-day", expect=422
    )

    assert refused.errors == not_moved.errors == [why]
    with app.app_context():
        assert read_session().scalars(select(Response.consult_on)).all() == [None]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_whatever_a_patient_writes_can_be_exported(
    app: Flask, nurse: StaffClient, patient: PatientClient, odd: str
) -> None:
    patient.get(patient.at("anything-else"))
    patient.send(
        patient.at("anything-else/v0"),
        {"csrf_token": [patient.token()], "shown": ["anything_else"], "anything_else": [odd]},
    )

    for key in FORMATS:
        assert nurse.download(f"/responses/{patient.response_id}/summary.{key}").data


@pytest.mark.parametrize(
    ("letter", "printed"),
    [
        ("\0", "[U+0000]"),
        ("\ufeff", "[U+FEFF]"),
        ("\x7f", "[U+007F]"),
        ("\u200b", "\u200b"),
        ("\U0001f600", "[U+1F600]"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_no_letter_stops_the_pdf(app: Flask, letter: str, printed: str) -> None:
    assert printable(letter) == printed
    response_id = answered(app, "C01", name=f"Ada {printable(letter)} Example")
    with app.app_context():
        assert export(summary(response_id)).startswith(b"%PDF")


MULTIPART = "multipart/form-data; boundary=x"
# What is sent, as what kind, and what it may come to: turned away with a page, never a fault of ours.
MALFORMED = {
    "no boundary": (b"--x\r\n", "multipart/form-data"),
    "no end": (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb', MULTIPART),
    "no name": (b"--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--\r\n", MULTIPART),
    "no headers": (b"--x\r\n\r\n\r\n--x--\r\n", MULTIPART),
    "no letters": (b"\xff\xfe=\xff&%ff=%fe", "application/x-www-form-urlencoded"),
    "no charset": (b"a=b", "application/x-www-form-urlencoded; charset=none"),
    "no form": (b"[1]", "application/json"),
    "many fields": (b"&".join([b"a=b"] * 100_000), "application/x-www-form-urlencoded"),
    "many parts": (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' * 1_100 + b"--x--\r\n",
        MULTIPART,
    ),
    "much": (b"a=" + b"b" * 1_000_001, "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("malformed", MALFORMED)
def test_a_form_that_is_none_is_turned_away_with_a_page(
    app: Flask, malformed: str, nurse: StaffClient
) -> None:
    body, kind = MALFORMED[malformed]
    for path in ("/sign-in", "/password", "/invitations/new", "/sign-out"):
        answer = nurse.browser.post(path, data=body, content_type=kind)

        assert answer.status_code in {400, 413}, f"{path}: {answer.status}"
        assert read_page(path, answer).heading


def names_of_fields(app: Flask, client: PageClient, known: Known, may: list[Rule]) -> set[str]:
    """Every name that something has in a form of the pages that somebody may see."""
    found = set[str]()
    for rule in may:
        if method(rule) == "GET" and not rule.endpoint.startswith(
            "protocols."
        ):  # they have no forms
            answer = client.browser.get(address(app, rule, known))
            if answer.status_code == 200 and answer.mimetype == "text/html":
                forms = read_page(rule.rule, answer).forms()
                found |= {name for form in forms for name in values(form)}
    return found - {"csrf_token"}


@pytest.mark.parametrize("name", ["nobody", "patient", "nurse", "clinician", "administrator"])
def test_a_file_in_place_of_a_text_is_as_if_nothing_was_written(
    app: Flask, invited: Invited, name: str
) -> None:
    identity = IDENTITIES[name]
    known, client = known_of(app, invited), identity.comes(app, invited)
    may = [one for one in rules_of(app) if met(app, one, identity) is Met.OPEN]
    fields = names_of_fields(app, client, known, may)
    for rule in sorted(may, key=lambda rule: rule.endpoint == "accounts.sign_out"):
        if method(rule) == "POST":
            files = {name: (BytesIO(b"words"), "words.txt") for name in fields}
            data = {"csrf_token": client.token(), **files}
            url = address(app, rule, known)
            answer = client.browser.post(url, data=data, headers={"Referer": "http://localhost/"})
            assert answer.status_code in {200, 204, 303, 404, 422}, f"{url}: {answer.status}"
