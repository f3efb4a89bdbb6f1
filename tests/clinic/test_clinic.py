"""The clinic's own names, numbers and figures, each with who set it and when."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from questionnaire.clinic import settable, settings
from questionnaire.clinic.settable import CannotBeSet
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import AuditEvent, ClinicSetting, Role
from rules.language.logic.relations import WorkingChoice
from rules.protocols import DEFAULT_CHOSEN, WORKING_CHOICES, WORKING_FIGURES
from tests.kit.pages import PageClient
from tests.kit.people import StaffClient, add_staff

SETTINGS = {
    "name": "Riverside Spine Clinic",
    "phone": "020 7946 0000",
    "hours": "Monday to Friday, 9am to 5pm",
    "emergency_number": "112",
    "urgent_phone": "116 117",
    "keeps_answers_for": "8 years",
    "reply_within": "within 5 working days",
    "address_other_ways": "Ask us for paper.",
    "link_days": "30",
}


def rows(app: Flask) -> int:
    with app.app_context():
        return read_session().scalar(select(func.count()).select_from(ClinicSetting)) or 0


def test_what_a_clinic_has_not_set_says_so(app: Flask) -> None:
    text = PageClient(app).get("/").text

    assert "name not set yet" in text
    assert "telephone number not set yet" in text


def test_an_administrator_sets_names_and_numbers(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/clinic")

    page = administrator.submit(SETTINGS)
    text = PageClient(app).get("/").text

    assert "Saved" in page.text
    assert "Set by Administrator Example" in page.main.text
    assert "Not set yet" not in page.main.text
    assert "Riverside Spine Clinic" in text
    assert "116 117" not in text
    with app.app_context():
        assert settings.settings(read_session()).link_days == 30


def test_a_number_can_be_dialled_from_the_page(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/clinic")
    administrator.submit(SETTINGS)

    assert PageClient(app).get("/").links["020 7946 0000"] == "tel:02079460000"


def test_only_what_changed_becomes_a_later_row(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/clinic")
    administrator.submit(SETTINGS)
    before = rows(app)

    administrator.submit({"hours": "Tuesdays"})
    unchanged = administrator.submit({})

    assert rows(app) == before + 1
    assert "Nothing was changed" in unchanged.text


def test_a_change_of_settings_is_in_the_trail_without_values(
    app: Flask, administrator: StaffClient
) -> None:
    administrator.get("/clinic")
    administrator.submit(SETTINGS)

    with app.app_context():
        told = (
            read_session()
            .scalars(select(AuditEvent).where(AuditEvent.action == "setting changed"))
            .one()
        )

    assert "phone" in str(told.detail)
    assert "7946" not in str(told.detail)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("name", "", "Enter the name of the clinic"),
        ("phone", "ring us", "Enter a telephone number, for example 020 7946 0000"),
        ("emergency_number", "", "Enter the emergency number"),
        ("link_days", "0", "Enter a number of days from 1 to 180"),
        ("link_days", "soon", "Enter a whole number, for example 21"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    app: Flask, administrator: StaffClient, field: str, value: str, error: str
) -> None:
    administrator.get("/clinic")

    page = administrator.submit({**SETTINGS, field: value}, expect=422)

    assert page.errors == [error]
    assert rows(app) == 0


@pytest.fixture
def colleague(app: Flask) -> StaffClient:
    """Another administrator, whose page is older or newer than the first one's."""
    add_staff(app, Role.ADMINISTRATOR, "colleague")
    return StaffClient(app, "colleague")


def set_by(colleague: StaffClient, page: str, **filled: str) -> None:
    colleague.get(page)
    colleague.submit(filled)


def figures_set(app: Flask) -> Mapping[str, Decimal]:
    with app.app_context():
        return settings.working_figures(read_session())


def test_an_older_page_of_figures_undoes_none_that_a_colleague_has_set(
    app: Flask, administrator: StaffClient, colleague: StaffClient
) -> None:
    administrator.get("/clinic/figures")
    set_by(colleague, "/clinic/figures", severe_pain="8")

    administrator.submit({"mild_pain": "4"})

    assert figures_set(app) == {"severe_pain": Decimal(8), "mild_pain": Decimal(4)}


def test_an_older_page_saved_as_it_is_changes_nothing(
    app: Flask, administrator: StaffClient, colleague: StaffClient
) -> None:
    set_by(colleague, "/clinic/figures", severe_pain="8")
    administrator.get("/clinic/figures")
    set_by(colleague, "/clinic/figures", severe_pain="")

    page = administrator.submit()

    assert "Nothing was changed" in page.text
    assert figures_set(app) == {}


def test_a_figure_set_on_both_sides_is_refused_with_both_and_one_press_takes_mine(
    app: Flask, administrator: StaffClient, colleague: StaffClient
) -> None:
    administrator.get("/clinic/figures")
    set_by(colleague, "/clinic/figures", severe_pain="8")

    page = administrator.submit({"severe_pain": "9", "mild_pain": "4"}, expect=422)

    both = page.by_id("crossed").text
    assert "Stands now: 8 (Colleague Example, " in both
    assert "You entered: 9" in both
    assert figures_set(app) == {"severe_pain": Decimal(8)}
    administrator.submit()
    assert figures_set(app) == {"severe_pain": Decimal(9), "mild_pain": Decimal(4)}


def test_one_press_keeps_what_a_colleague_has_set_and_saves_the_rest(
    app: Flask, administrator: StaffClient, colleague: StaffClient
) -> None:
    set_by(administrator, "/clinic/figures", severe_pain="9")
    administrator.get("/clinic/figures")
    set_by(colleague, "/clinic/figures", severe_pain="8")
    page = administrator.submit({"severe_pain": "", "mild_pain": "4"}, expect=422)
    assert "You entered: nothing: left empty" in page.by_id("crossed").text

    administrator.submit({"keep": "severe_pain"})

    assert figures_set(app) == {"severe_pain": Decimal(8), "mild_pain": Decimal(4)}


def test_figures_of_two_people_by_which_one_answer_would_count_as_both_are_refused(
    app: Flask, administrator: StaffClient, colleague: StaffClient
) -> None:
    administrator.get("/clinic/figures")
    set_by(colleague, "/clinic/figures", severe_pain="5")

    page = administrator.submit({"mild_pain": "6"}, expect=422)

    assert page.errors == [
        "Pain counts as not severe up to … of 10 – Enter a number under 5: “Pain counts as severe from”"
    ]
    assert figures_set(app) == {"severe_pain": Decimal(5)}


def test_an_older_page_of_names_undoes_none_and_shows_both_of_what_was_changed_twice(
    app: Flask, administrator: StaffClient, colleague: StaffClient
) -> None:
    administrator.get("/clinic")
    administrator.submit(SETTINGS)
    administrator.get("/clinic")
    set_by(colleague, "/clinic", phone="020 7946 0001", hours="Mondays")

    page = administrator.submit({"phone": "020 7946 0002", "link_days": "40"}, expect=422)

    assert "Stands now: 020 7946 0001 (Colleague Example, " in page.by_id("crossed").text
    assert "You entered: 020 7946 0002" in page.by_id("crossed").text
    administrator.submit({"keep": "phone"})
    with app.app_context():
        found = settings.settings(read_session())
    assert (found.phone, found.hours, found.link_days) == ("020 7946 0001", "Mondays", 40)


def test_a_number_that_is_none_is_refused_beside_what_a_colleague_has_set(
    administrator: StaffClient, colleague: StaffClient
) -> None:
    administrator.get("/clinic/figures")
    set_by(colleague, "/clinic/figures", severe_pain="8")

    page = administrator.submit({"severe_pain": "much"}, expect=422)

    assert page.errors == ["Pain counts as severe from … of 10 – Enter a number, for example 7"]
    assert "You entered: much" in page.by_id("crossed").text


def test_an_older_page_of_protocols_undoes_none_that_a_colleague_has_chosen(
    app: Flask, administrator: StaffClient, colleague: StaffClient
) -> None:
    one, other = WORKING_CHOICES[:2]
    administrator.get("/clinic/protocols")
    colleague.get("/clinic/protocols")
    colleague.submit({"protocols": ["cms_lcd"], "leading_protocol": "cms_lcd"})

    administrator.submit({other.key: [*other.options][-1], **reason_for(other)})

    with app.app_context():
        chosen = [protocol.key for protocol in settings.chosen_protocols(read_session())]
    assert chosen == ["cms_lcd"]
    administrator.get("/clinic/protocols")
    set_by(colleague, "/clinic/protocols", **{one.key: [*one.options][-1], **reason_for(one)})
    page = administrator.submit({"protocols": ["nice_ta279"], "leading_protocol": "nice_ta279"})
    assert "Saved" in page.text


def test_protocols_chosen_on_both_sides_are_shown_in_words(
    administrator: StaffClient, colleague: StaffClient
) -> None:
    administrator.get("/clinic/protocols")
    colleague.get("/clinic/protocols")
    colleague.submit({"protocols": ["cms_lcd"], "leading_protocol": "cms_lcd"})

    page = administrator.submit(
        {"protocols": ["nice_ta279"], "leading_protocol": "nice_ta279"}, expect=422
    )

    both = page.by_id("crossed").text
    assert "Stands now: CMS local coverage determination L34106 / L34228 (Colleague" in both
    assert f"You entered: {settable.MAY_APPLY['nice_ta279'].title}" in both
    administrator.submit()
    assert "Nothing was changed" in administrator.submit().text


@pytest.mark.parametrize("page", ["", "/protocols", "/figures"])
def test_the_address_that_a_form_of_settings_was_sent_to_leads_back_to_its_page(
    administrator: StaffClient, page: str
) -> None:
    assert administrator.get(f"/clinic{page}/v1").url == f"/clinic{page}"


def test_every_working_figure_can_be_set(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/clinic/figures")

    own = {figure.key: (figure.value or 30) + Decimal("0.5") for figure in WORKING_FIGURES}

    administrator.submit({key: str(value) for key, value in own.items()})

    with app.app_context():
        assert settings.working_figures(read_session()) == own


def test_whoever_sets_a_figure_is_told_when_it_takes_effect(administrator: StaffClient) -> None:
    administrator.get("/clinic/figures")

    page = administrator.submit({"severe_pain": "8"})

    assert "Open responses are assessed anew when somebody opens them." in page.text


def test_zero_is_a_figure_and_an_empty_box_is_none(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/clinic/figures")
    administrator.submit({"mild_pain": "0"})
    with app.app_context():
        assert settings.working_figures(read_session()) == {"mild_pain": Decimal(0)}

    administrator.submit({"mild_pain": ""})
    with app.app_context():
        assert settings.working_figures(read_session()) == {}


def test_a_figure_under_nought_is_refused(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/clinic/figures")

    page = administrator.submit({"severe_pain": "-1", "large_dose": "-1"}, expect=422)

    assert page.errors == [
        "Pain counts as severe from … of 10 – Enter a number from 0 to 10",
        "A daily opioid dose counts as large from … mg of morphine a day – Enter a number from 0 to 5000",
    ]
    assert rows(app) == 0


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        ({"severe_pain": "11"}, "Enter a number from 0 to 10"),
        ({"poor_relief": "150"}, "Enter a number from 0 to 100"),
        ({"persistent_days": "99999"}, "Enter a number from 0 to 3650"),
        (
            {"severe_pain": "3", "mild_pain": "9"},
            "Enter a number under 3: “Pain counts as severe from”",
        ),
        ({"severe_pain": "3"}, "Enter a number over 3: “Pain counts as not severe up to”"),
        ({"poor_relief": "50"}, "Enter a number under 50: “Relief counts as good from”"),
    ],
)
def test_figures_by_which_one_answer_would_count_as_both_are_refused(
    app: Flask, administrator: StaffClient, filled: dict[str, str], error: str
) -> None:
    administrator.get("/clinic/figures")

    page = administrator.submit(filled, expect=422)

    assert [said.partition(" – ")[2] for said in page.errors] == [error]
    assert rows(app) == 0


def test_which_figures_a_clinic_can_set_is_said_before_any_error(
    administrator: StaffClient,
) -> None:
    page = administrator.get("/clinic/figures")

    for figure in WORKING_FIGURES:
        said = f"A number from {figure.low} to {figure.high}"
        assert page.by_id(f"{figure.key}-hint").text == said


@pytest.mark.parametrize("text", ["NaN", "Infinity", "much"])
def test_a_text_that_is_no_number_is_refused(administrator: StaffClient, text: str) -> None:
    administrator.get("/clinic/figures")

    page = administrator.submit({"severe_pain": text}, expect=422)

    assert page.errors == ["Pain counts as severe from … of 10 – Enter a number, for example 7"]


def test_a_setting_without_a_person_is_the_set_ups(app: Flask, administrator: StaffClient) -> None:
    with app.app_context(), write_session() as session:
        settings.change(session, {"name": "Demo"}, by=None)

    assert "Set by the set-up" in administrator.get("/clinic").main.text


def test_the_protocols_that_come_with_it_are_chosen_until_a_clinic_chooses(
    administrator: StaffClient,
) -> None:
    page = administrator.get("/clinic/protocols")

    ticked = {
        box.get("value")
        for box in page.main.all("input")
        if box.get("name") == "protocols" and "checked" in box.attributes
    }
    assert ticked == set(DEFAULT_CHOSEN)
    assert "As it comes; never changed here" in page.main.text


def test_an_administrator_chooses_protocols_and_which_leads(
    app: Flask, administrator: StaffClient
) -> None:
    administrator.get("/clinic/protocols")

    page = administrator.submit(
        {"protocols": ["cms_lcd", "nice_ta279"], "leading_protocol": "cms_lcd"}
    )

    assert "Saved" in page.text
    assert "Set by Administrator Example" in page.main.text
    with app.app_context():
        chosen = [protocol.key for protocol in settings.chosen_protocols(read_session())]
    assert chosen == ["cms_lcd", "nice_ta279"]


def test_saving_protocols_as_they_are_sets_nothing(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/clinic/protocols")

    page = administrator.submit({})

    assert "Nothing was changed" in page.text
    assert rows(app) == 0


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        ({"protocols": []}, "No protocol can lead: name at least one of "),
        ({"protocols": ["trial_fit"]}, "No protocol can lead: name at least one of "),
        (
            {"protocols": ["nice_ta279"], "leading_protocol": "cms_lcd"},
            "Tick “CMS local coverage determination L34106 / L34228” above too, or choose one that is",
        ),
    ],
)
def test_protocols_that_cannot_be_are_refused_and_those_that_can_are_named(
    app: Flask, administrator: StaffClient, filled: dict[str, str | list[str]], error: str
) -> None:
    administrator.get("/clinic/protocols")

    page = administrator.submit(filled, expect=422)

    (said,) = page.errors
    assert said.startswith(error)
    assert rows(app) == 0


def test_a_protocol_that_there_is_not_is_refused_with_those_there_are(
    app: Flask, administrator: StaffClient
) -> None:
    administrator.get("/clinic/protocols")

    page = administrator.post(
        "/clinic/protocols/v0",
        {"protocols": ["nice_ta280"], "leading_protocol": "nice_ta279"},
        expect=422,
    )

    assert "There is no protocol “nice_ta280”: did you mean nice_ta279?" in page.text
    assert rows(app) == 0


def test_a_protocol_that_comes_to_no_verdict_cannot_lead_even_where_it_is_not_offered(
    app: Flask, administrator: StaffClient
) -> None:
    administrator.get("/clinic/protocols")

    page = administrator.post(
        "/clinic/protocols/v0",
        {"protocols": ["nice_ta279", "trial_fit"], "leading_protocol": "trial_fit"},
        expect=422,
    )

    assert "Choose one that applies: " in page.text
    assert rows(app) == 0


@pytest.mark.parametrize(
    ("stored", "chosen"),
    [
        ({settings.PROTOCOLS: ["gone"], settings.LEADING: "gone"}, [*DEFAULT_CHOSEN]),
        ({settings.PROTOCOLS: ["gone", "trial_fit"]}, [*DEFAULT_CHOSEN]),
        (
            {settings.PROTOCOLS: ["gone", "cms_lcd", "nice_ta279"], settings.LEADING: "gone"},
            ["nice_ta279", "cms_lcd"],
        ),
        (
            {settings.PROTOCOLS: ["trial_fit", "cms_lcd"], settings.LEADING: "trial_fit"},
            ["cms_lcd", "trial_fit"],
        ),
    ],
)
def test_a_chosen_protocol_that_is_gone_leaves_one_that_leads(
    app: Flask, stored: dict[str, object], chosen: list[str]
) -> None:
    with app.app_context(), write_session() as session:
        settings.change(session, stored, by=None)

    with app.app_context():
        assert [one.key for one in settings.chosen_protocols(read_session())] == chosen


@pytest.mark.parametrize("choice", WORKING_CHOICES, ids=lambda choice: choice.key)
def test_every_working_choice_can_be_set(
    app: Flask, administrator: StaffClient, choice: WorkingChoice
) -> None:
    other = next(option for option in choice.options if option != choice.value)
    administrator.get("/clinic/protocols")

    administrator.submit({choice.key: other} | reason_for(choice))

    with app.app_context():
        assert settings.working_choices(read_session()) == {choice.key: other}


def reason_for(choice: WorkingChoice) -> dict[str, str]:
    return {f"{choice.key}_reason": "Agreed in March"} if choice.wants_reason else {}


def test_a_flag_for_a_finding_is_set_otherwise_by_a_person_with_a_reason(
    app: Flask, administrator: StaffClient
) -> None:
    administrator.get("/clinic/protocols")
    refused = administrator.submit({"found_instability": "urgent"}, expect=422)
    assert refused.errors == [
        "Say why you change this: Red flag: the imaging report describes spinal instability"
    ]

    administrator.get("/clinic/protocols")
    page = administrator.submit(
        {"found_instability": "urgent", "found_instability_reason": "Our surgeons ring back"}
    )

    with app.app_context():
        assert settings.working_choices(read_session()) == {"found_instability": "urgent"}
    assert "Why: Our surgeons ring back" in page.main.text

    page = administrator.submit({"found_instability_reason": "Agreed with our surgeons in May"})
    assert "Why: Agreed with our surgeons in May" in page.main.text


def test_an_emergency_is_nobodys_to_put_off() -> None:
    for key in ("found_deficit", "found_compression_with_cancer", "cauda_equina"):
        with pytest.raises(CannotBeSet, match="there is no working choice"):
            settable.choice(key, "off")


def test_a_choice_that_there_is_not_is_refused_with_those_there_are() -> None:
    for choice in WORKING_CHOICES:
        with pytest.raises(CannotBeSet, match=next(iter(choice.options))):
            settable.choice(choice.key, "of our own")


@pytest.mark.parametrize("written", ["11", "much", "NaN"])
def test_a_figure_out_of_range_is_refused_with_its_range(written: str) -> None:
    with pytest.raises(CannotBeSet, match="write a number from 0 to 10"):
        settable.figure("severe_pain", written)
