"""Staff sign in, are kept out, and look after their passwords and each other's accounts."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from questionnaire.store.database import read_session
from questionnaire.store.models import AuditEvent, Role, Staff, StaffSession
from questionnaire.web import passwords
from tests.kit.pages import Page, PageClient
from tests.kit.people import PASSWORD, StaffClient, add_staff

WRONG = "not the right words"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def try_to_sign_in(browser: PageClient, username: str, password: str) -> Page:
    """Try by the form, whatever comes of it."""
    browser.get("/sign-in")
    try:
        filled = {"username": username, "password": password}
        return browser.submit(filled, to="/sign-in", expect=401)
    except AssertionError:
        assert browser.page is not None
        return browser.page


def is_in(page: Page) -> bool:
    return page.status == 200


def actions(app: Flask) -> list[str]:
    """What the trail tells after that it was begun, the first first."""
    with app.app_context():
        rows = read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence))
        return [row.action for row in rows][1:]


def staff_of(app: Flask, username: str) -> Staff:
    with app.app_context():
        return read_session().scalars(select(Staff).where(Staff.username == username)).one()


@pytest.mark.parametrize(
    ("role", "heading"),
    [(Role.NURSE, "Worklist"), (Role.CLINICIAN, "Ready"), (Role.ADMINISTRATOR, "Staff")],
)
def test_staff_arrive_at_their_own_work(app: Flask, role: Role, heading: str) -> None:
    add_staff(app, role, "somebody")

    page = StaffClient(app, "somebody").page

    assert page is not None
    assert page.heading.startswith(heading)


def test_capitals_and_spaces_in_a_user_name_do_not_matter(app: Flask) -> None:
    add_staff(app, Role.NURSE, "ada")

    assert is_in(try_to_sign_in(PageClient(app), "  ADA ", PASSWORD))


def test_wrong_unknown_disabled_and_locked_read_the_same(
    app: Flask, administrator: StaffClient
) -> None:
    for username in ("wrong", "locked", "disabled"):
        add_staff(app, Role.NURSE, username)
    administrator.get(f"/staff/{staff_of(app, 'disabled').id}")
    administrator.submit(to=f"/staff/{staff_of(app, 'disabled').id}/disable")
    for _ in range(5):
        try_to_sign_in(PageClient(app), "locked", WRONG)

    said = {
        try_to_sign_in(PageClient(app), username, password).main.text
        for username, password in (
            ("wrong", WRONG),
            ("nobody", WRONG),
            ("disabled", PASSWORD),
            ("locked", PASSWORD),
        )
    }

    assert len(said) == 1


def test_an_unknown_name_costs_as_much_as_a_wrong_password(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_staff(app, Role.NURSE)
    checked: list[str | None] = []
    really = passwords.is_right

    def watched(password: str, kept: str | None, queue: passwords.Queue) -> bool:
        checked.append(kept)
        return really(password, kept, queue)

    monkeypatch.setattr(passwords, "is_right", watched)

    try_to_sign_in(PageClient(app), "nurse", WRONG)
    try_to_sign_in(PageClient(app), "nobody", WRONG)

    assert len(checked) == 2
    assert actions(app) == ["sign-in failed", "sign-in failed"]


def test_five_wrong_passwords_lock_for_fifteen_minutes(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    browser = PageClient(app)

    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            try_to_sign_in(browser, "nurse", WRONG)
        clock.shift(timedelta(minutes=14))
        locked = is_in(try_to_sign_in(browser, "nurse", PASSWORD))
        clock.shift(timedelta(minutes=2))
        later = is_in(try_to_sign_in(browser, "nurse", PASSWORD))

    assert (locked, later) == (False, True)
    assert "staff locked" in actions(app)


def test_four_wrong_passwords_lock_nobody(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    for _ in range(4):
        try_to_sign_in(PageClient(app), "nurse", WRONG)

    assert is_in(try_to_sign_in(PageClient(app), "nurse", PASSWORD))


def test_an_administrator_unlocks_at_once(app: Flask, administrator: StaffClient) -> None:
    locked = add_staff(app, Role.NURSE)
    for _ in range(5):
        try_to_sign_in(PageClient(app), "nurse", WRONG)

    administrator.get(f"/staff/{locked}")
    administrator.submit(to=f"/staff/{locked}/unlock")

    assert is_in(try_to_sign_in(PageClient(app), "nurse", PASSWORD))


def test_half_an_hour_without_use_ends_a_session(app: Flask) -> None:
    add_staff(app, Role.NURSE)

    with time_machine.travel(NOW, tick=False) as clock:
        nurse = StaffClient(app, "nurse")
        clock.shift(timedelta(minutes=29))
        still = nurse.get("/worklist").heading
        clock.shift(timedelta(minutes=29))
        used_since = nurse.get("/worklist").heading
        clock.shift(timedelta(minutes=31))
        idle = nurse.get("/worklist").heading

    assert (still, used_since, idle) == ("Worklist", "Worklist", "Staff sign in")


def test_twelve_hours_end_even_a_session_in_use(app: Flask) -> None:
    add_staff(app, Role.NURSE)

    with time_machine.travel(NOW, tick=False) as clock:
        nurse = StaffClient(app, "nurse")
        for _ in range(30):
            clock.shift(timedelta(minutes=25))
            nurse.get("/worklist")

    assert nurse.page is not None
    assert nurse.page.heading == "Staff sign in"


def test_signing_out_ends_the_session_for_good(app: Flask, nurse: StaffClient) -> None:
    kept = nurse.browser.get_cookie("session")
    assert kept is not None

    nurse.submit(to="/sign-out")
    nurse.browser.set_cookie("session", kept.value)

    assert nurse.get("/worklist").heading == "Staff sign in"


def test_a_session_is_stored_only_as_a_hash(app: Flask, nurse: StaffClient) -> None:
    with nurse.browser.session_transaction() as cookie, app.app_context():
        row = read_session().scalars(select(StaffSession)).one()

    assert cookie["_user_id"].encode() not in row.token_hash
    assert len(row.token_hash) == 32


def test_a_password_is_stored_only_as_argon2(app: Flask) -> None:
    add_staff(app, Role.NURSE)

    assert staff_of(app, "nurse").password_hash.startswith("$argon2id$")


def test_a_one_time_password_opens_nothing_but_its_own_change(app: Flask) -> None:
    add_staff(app, Role.NURSE, one_time=True)
    nurse = StaffClient(app, "nurse")

    page = nurse.get("/worklist")
    assert page.heading == "Choose a new password"
    assert "Worklist" not in page.links
    nurse.submit({"current": PASSWORD, "new": "quite other words", "again": "quite other words"})
    assert nurse.get("/worklist").heading == "Worklist"


def test_a_one_time_password_runs_out_and_is_then_as_good_as_a_wrong_one(
    app: Flask, administrator: StaffClient
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        add_staff(app, Role.NURSE, one_time=True)
        clock.shift(timedelta(days=passwords.ONE_TIME_DAYS) - timedelta(seconds=1))
        assert try_to_sign_in(PageClient(app), "nurse", PASSWORD).heading == "Choose a new password"
        clock.shift(timedelta(seconds=1))

        refused = try_to_sign_in(PageClient(app), "nurse", PASSWORD)

        assert "The user name or the password is not right" in refused.main.text
        assert "A one-time password runs out after 7 days" in refused.main.text
        administrator.sign_in()
        assert "one-time password ran out: make another" in administrator.get("/staff").main.text


def test_whoever_let_a_one_time_password_run_out_is_given_another(
    app: Flask, administrator: StaffClient
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        add_staff(app, Role.NURSE, one_time=True)
        clock.shift(timedelta(days=passwords.ONE_TIME_DAYS))
        administrator.sign_in()
        account = f"/staff/{staff_of(app, 'nurse').id}"
        assert "ran out on 29 November 2026" in administrator.get(account).main.text

        made = administrator.submit(to=f"{account}/reset-password")

        assert "Valid until 6 December 2026" in made.main.text
        page = try_to_sign_in(PageClient(app), "nurse", shown_password(made))
        assert page.heading == "Choose a new password"


def test_a_password_of_ones_own_does_not_run_out(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        add_staff(app, Role.NURSE, one_time=True)
        nurse = StaffClient(app, "nurse")
        new = "quite other words"
        nurse.submit({"current": PASSWORD, "new": new, "again": new})
        clock.shift(timedelta(days=400))

        assert try_to_sign_in(PageClient(app), "nurse", new).heading == "Worklist"


@pytest.mark.parametrize(
    ("current", "new", "again", "error"),
    [
        (WRONG, "quite other words", "quite other words", "not the password you signed in with"),
        (PASSWORD, "short", "short", "at least 12 characters"),
        (PASSWORD, PASSWORD, PASSWORD, "other than the one you have"),
        (PASSWORD, "quite other words", "quite other wrds", "same new password in both"),
        (PASSWORD, "nurse and doctor", "nurse and doctor", "Leave your user name out"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "more different characters"),
    ],
)
def test_a_poor_new_password_is_refused(
    nurse: StaffClient, current: str, new: str, again: str, error: str
) -> None:
    nurse.get("/password")

    page = nurse.submit({"current": current, "new": new, "again": again}, expect=422)

    assert error in " ".join(page.errors)


def test_a_new_password_ends_every_other_session(app: Flask, nurse: StaffClient) -> None:
    elsewhere = StaffClient(app, "nurse")

    nurse.get("/password")
    nurse.submit({"current": PASSWORD, "new": "quite other words", "again": "quite other words"})

    assert nurse.get("/worklist").heading == "Worklist"
    assert elsewhere.get("/worklist").heading == "Staff sign in"


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/x",
        "https://evil.example/",
        "/\\evil.example",
        "/nowhere",
        "/sign-out",
        "javascript:alert(1)",
        "\t//evil.example",
    ],
)
def test_sign_in_leads_nowhere_else(app: Flask, wanted: str) -> None:
    add_staff(app, Role.NURSE)
    browser = PageClient(app)
    browser.get("/sign-in")
    token = browser.token()

    answer = browser.browser.post(
        "/sign-in",
        query_string={"next": wanted},
        data={"csrf_token": token, "username": "nurse", "password": PASSWORD},
    )

    assert answer.headers["Location"] == "/worklist"


def test_sign_in_leads_on_to_the_page_asked_for(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    browser = PageClient(app)
    browser.get("/invitations/new")

    page = browser.submit({"username": "nurse", "password": PASSWORD})

    assert page.url.endswith("/invitations/new")


def added(administrator: StaffClient, username: str = "j.okafor", role: str = "clinician") -> str:
    """Add somebody, and give back the password that was shown."""
    administrator.get("/staff/new")
    filled = {"name": "Jo Okafor", "username": username, "role": role}
    return shown_password(administrator.submit(filled))


def shown_password(page: Page) -> str:
    found = re.search(r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b", page.main.text)
    assert found
    return found.group(1)


def test_an_administrator_adds_somebody_who_chooses_a_password(
    app: Flask, administrator: StaffClient
) -> None:
    secret = added(administrator)

    page = try_to_sign_in(PageClient(app), "j.okafor", secret)

    assert page.heading == "Choose a new password"
    assert staff_of(app, "j.okafor").role is Role.CLINICIAN
    assert secret not in administrator.get("/staff").text


def test_a_user_name_is_given_out_once(administrator: StaffClient) -> None:
    added(administrator)
    administrator.get("/staff/new")

    page = administrator.submit(
        {"name": "Other", "username": "J.Okafor", "role": "nurse"}, expect=422
    )

    assert page.errors == ["Somebody has this user name: choose another one"]


def test_nobody_is_added_without_name_and_role(administrator: StaffClient) -> None:
    administrator.get("/staff/new")

    page = administrator.submit({"username": "with space"}, expect=422)

    assert len(page.errors) == 3


def test_a_reset_ends_sessions_and_the_old_password(
    app: Flask, administrator: StaffClient, nurse: StaffClient
) -> None:
    found = staff_of(app, "nurse").id
    administrator.get(f"/staff/{found}")

    secret = shown_password(administrator.submit(to=f"/staff/{found}/reset-password"))

    assert nurse.get("/worklist").heading == "Staff sign in"
    assert not is_in(try_to_sign_in(PageClient(app), "nurse", PASSWORD))
    assert try_to_sign_in(PageClient(app), "nurse", secret).heading == "Choose a new password"


def test_a_password_that_a_colleague_has_just_handed_over_is_not_stopped_unseen(
    app: Flask, administrator: StaffClient, nurse: StaffClient
) -> None:
    add_staff(app, Role.ADMINISTRATOR, "colleague")
    colleague, account = StaffClient(app, "colleague"), f"/staff/{staff_of(app, 'nurse').id}"
    administrator.get(account)
    colleague.get(account)
    handed_over = shown_password(colleague.submit(to=f"{account}/reset-password"))

    page = administrator.submit(to=f"{account}/reset-password")

    assert page.url == account
    assert "password reset (Colleague Example, " in page.text
    page = try_to_sign_in(PageClient(app), "nurse", handed_over)
    assert page.heading == "Choose a new password"
    shown_password(administrator.submit(to=f"{account}/reset-password"))  # she means it


def test_an_account_that_a_colleague_has_disabled_is_not_let_in_again_by_an_older_page(
    app: Flask, administrator: StaffClient, nurse: StaffClient
) -> None:
    add_staff(app, Role.ADMINISTRATOR, "colleague")
    colleague, account = StaffClient(app, "colleague"), f"/staff/{staff_of(app, 'nurse').id}"
    colleague.get(account)
    colleague.submit(to=f"{account}/disable")
    administrator.get(account)
    for change in ("enable", "disable"):
        colleague.submit(to=f"{account}/{change}")

    page = administrator.submit(to=f"{account}/enable")

    assert "staff disabled (Colleague Example, " in page.text
    assert staff_of(app, "nurse").disabled_at
    assert administrator.get(f"{account}/enable/v0").url == account


def test_a_disabled_account_is_shut_at_once_and_opened_again(
    app: Flask, administrator: StaffClient, nurse: StaffClient
) -> None:
    found = staff_of(app, "nurse").id
    administrator.get(f"/staff/{found}")

    administrator.submit(to=f"/staff/{found}/disable")
    assert nurse.get("/worklist").heading == "Staff sign in"
    assert not is_in(try_to_sign_in(PageClient(app), "nurse", PASSWORD))

    administrator.submit(to=f"/staff/{found}/enable")
    assert is_in(try_to_sign_in(PageClient(app), "nurse", PASSWORD))


def test_the_last_administrator_stays(app: Flask, administrator: StaffClient) -> None:
    found: UUID = staff_of(app, "administrator").id
    administrator.get(f"/staff/{found}")

    page = administrator.post(f"/staff/{found}/disable/v0")

    assert "The last administrator cannot be disabled" in page.text
    assert staff_of(app, "administrator").disabled_at is None


def test_one_of_two_administrators_may_go(app: Flask, administrator: StaffClient) -> None:
    other = add_staff(app, Role.ADMINISTRATOR, "other")
    administrator.get(f"/staff/{other}")

    administrator.submit(to=f"/staff/{other}/disable")

    assert staff_of(app, "other").disabled_at


def test_every_change_of_an_account_is_in_the_trail(app: Flask, administrator: StaffClient) -> None:
    added(administrator)
    found = staff_of(app, "j.okafor").id
    for version, change in enumerate(("unlock", "reset-password", "disable", "enable"), start=1):
        administrator.get(f"/staff/{found}")
        administrator.post(f"/staff/{found}/{change}/v{version}")

    assert actions(app)[1:] == [
        "staff created",
        "staff unlocked",
        "password reset",
        "staff disabled",
        "staff enabled",
    ]


def test_no_password_reaches_the_trail(app: Flask, administrator: StaffClient) -> None:
    secret = added(administrator)
    try_to_sign_in(PageClient(app), "their password by mistake", secret)

    with app.app_context():
        told = " ".join(
            str(row.detail) + row.actor for row in read_session().scalars(select(AuditEvent))
        )

    assert secret not in told
    assert "by mistake" not in told


def test_wrong_tries_at_the_password_page_count_and_end_the_session(
    app: Flask, nurse: StaffClient
) -> None:
    new = "quite other words"
    nurse.get("/password")
    for _ in range(5):
        nurse.submit({"current": WRONG, "new": new, "again": new}, expect=422)

    assert nurse.get("/worklist").heading == "Staff sign in"
    assert not is_in(try_to_sign_in(PageClient(app), "nurse", PASSWORD))
    assert "staff locked" in actions(app)


def test_a_crowd_signing_in_keeps_nobody_else_waiting(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    with ExitStack() as crowd:
        for _ in range(passwords.STRANGERS_WAITING):
            crowd.enter_context(passwords.STRANGERS.place())
        page = PageClient(app)
        page.get("/sign-in")
        turned_away = page.submit({"username": "nurse", "password": PASSWORD}, expect=503)

    assert turned_away.heading == "Many people are signing in just now"
    assert turned_away.response.headers["Retry-After"] == "5"
    assert is_in(try_to_sign_in(page, "nurse", PASSWORD))


def test_a_crowd_of_strangers_does_not_stand_before_who_has_signed_in_here(
    app: Flask, nurse: StaffClient
) -> None:
    with ExitStack() as crowd:
        for _ in range(passwords.STRANGERS_WAITING):
            crowd.enter_context(passwords.STRANGERS.place())

        assert is_in(try_to_sign_in(PageClient(app), "nurse", PASSWORD))


@pytest.mark.parametrize("new", ["Password1234", "welcome-2026!", "123456789012", "Qwertyuiop12"])
def test_a_password_that_everybody_tries_first_is_refused(nurse: StaffClient, new: str) -> None:
    nurse.get("/password")

    page = nurse.submit({"current": PASSWORD, "new": new, "again": new}, expect=422)

    assert page.errors == ["Use words that nobody would try first"]
