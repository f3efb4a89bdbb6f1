"""Several people at the same moment: two clicks, two windows, two nurses, many patients."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from time import sleep
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.patient import journey
from questionnaire.responses import (
    answers,
    corrected_identity,
    invitations,
    raised_flags,
    wording_kept,
)
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.review.decision import decide
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import (
    Answer,
    Detail,
    Edition,
    Invitation,
    Patient,
    PatientCorrection,
    PatientSession,
    Response,
    Role,
    Staff,
    Stage,
    StoredAssessment,
)
from questionnaire.store.models.base import Model
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered
from tests.kit.people import BORN, Invited, PatientClient, StaffClient, add_staff, invite
from tests.kit.telling import tell
from tests.kit.verified import faults_of

PATIENTS = 32
# Long enough for the others to come as far as they can; what they do then is what counts.
MEANWHILE = 0.4


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of these at the same moment. Raises what any of them raised."""
    start = threading.Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(do, act) for act in acts]]


def while_held(app: Flask, response_id: UUID, *acts: Callable[[], object]) -> None:
    """Do all of these while somebody else holds the response, and see them through."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with app.app_context(), write_session() as session:
            session.get_one(Response, response_id, with_for_update=True)
            begun = [pool.submit(act) for act in acts]
            sleep(MEANWHILE)
        for one in begun:
            one.result()


def open_flags(app: Flask, response_id: UUID) -> tuple[int, int]:
    """How many red flags are open by the flags themselves, and by what the worklist reads."""
    with app.app_context():
        flags = raised_flags.flags_of(read_session(), read_session().get_one(Response, response_id))
        counted = read_session().get_one(Response, response_id).open_red_flags
        return sum(flag.acted_at is None for flag in flags), counted


def raise_flag(session: Session, response_id: UUID, key: str, *, value: object = True) -> None:
    """The patient says yes to an urgent symptom."""
    response = session.get_one(Response, response_id)
    take_in_all(session, response, [({QUESTIONS[key]: value}, Giver(Origin.PATIENT))])
    tell(session)


def flags(app: Flask, response_id: UUID) -> Sequence[UUID]:
    with app.app_context():
        response = read_session().get_one(Response, response_id)
        return [flag.id for flag in raised_flags.flags_of(read_session(), response)]


def count(app: Flask, model: type[Model]) -> int:
    with app.app_context():
        return read_session().scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def two_flags(app: Flask, invited: Invited) -> Invited:
    with app.app_context(), write_session() as session:
        raise_flag(session, invited.response_id, "new_weakness")
        raise_flag(session, invited.response_id, "cauda_equina", value=("bowel",))
    return invited


def act_on(nurse: StaffClient, response_id: UUID, flag: UUID) -> Callable[[], object]:
    """A nurse with the page open records what was done about a flag."""
    nurse.get(f"/responses/{response_id}")
    filled = {"action": "Sent to the emergency department"}
    return lambda: nurse.submit(filled, to=f"/red-flags/{flag}")


def test_two_nurses_act_on_two_red_flags(app: Flask, two_flags: Invited) -> None:
    add_staff(app, Role.NURSE, "one")
    add_staff(app, Role.NURSE, "two")
    acts = [
        act_on(StaffClient(app, name), two_flags.response_id, flag)
        for name, flag in zip(("one", "two"), flags(app, two_flags.response_id), strict=True)
    ]

    while_held(app, two_flags.response_id, *acts)

    assert open_flags(app, two_flags.response_id) == (0, 0)


def test_a_red_flag_raised_while_a_nurse_acts_on_another_stays_open(
    app: Flask, invited: Invited, nurse: StaffClient
) -> None:
    with app.app_context(), write_session() as session:
        raise_flag(session, invited.response_id, "new_weakness")
    act = act_on(nurse, invited.response_id, flags(app, invited.response_id)[0])

    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), write_session() as session:
            journey.to_change(session, invited.response_id)
            raise_flag(session, invited.response_id, "cauda_equina", value=("bowel",))
            session.flush()
            begun = pool.submit(act)
            sleep(MEANWHILE)
        begun.result()

    assert open_flags(app, invited.response_id) == (1, 1)


def test_two_nurses_correct_an_answer_to_the_same_red_flag(app: Flask, invited: Invited) -> None:
    add_staff(app, Role.NURSE, "one")
    add_staff(app, Role.NURSE, "two")
    to = f"/responses/{invited.response_id}/correct/cauda_equina"
    filled = {"learned": "record", "reason": "The letter says so"}
    nurses = {name: StaffClient(app, name) for name in ("one", "two")}
    pages = {name: nurse.get(to).form() for name, nurse in nurses.items()}
    answered: list[int] = []

    def correct(name: str, option: str) -> None:
        data = {**filled, "cauda_equina": option, "csrf_token": nurses[name].token()}
        sent = nurses[name].browser.post(pages[name].get("action"), data=data)
        answered.append(sent.status_code)

    while_held(
        app,
        invited.response_id,
        lambda: correct("one", "bowel"),
        lambda: correct("two", "passing_urine"),
    )

    assert sorted(answered) == [303, 422]  # the later one is shown what stands by now
    assert open_flags(app, invited.response_id) == (1, 1)


def test_a_response_is_not_passed_on_while_a_red_flag_is_being_raised(
    app: Flask, invited: Invited, nurse: StaffClient
) -> None:
    nurse.get(f"/responses/{invited.response_id}")

    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), write_session() as session:
            journey.to_change(session, invited.response_id)
            raise_flag(session, invited.response_id, "new_weakness")
            session.flush()
            begun = pool.submit(lambda: nurse.submit(to=f"/responses/{invited.response_id}/ready"))
            sleep(MEANWHILE)
        page = begun.result()

    assert "A red flag is still open" in page.text
    with app.app_context():
        assert read_session().get_one(Response, invited.response_id).stage is not Stage.READY


def test_a_page_open_since_before_the_decision_does_not_undo_it(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    nurse.get(f"/responses/{response_id}")
    with app.app_context(), write_session() as session:
        by = session.scalars(select(Staff.id).where(Staff.role == Role.CLINICIAN)).one()
        decide(session, session.get_one(Response, response_id), by, "no_offer")

    page = nurse.submit(to=f"/responses/{response_id}/ready")

    assert "has been decided" in page.text
    with app.app_context():
        assert read_session().get_one(Response, response_id).stage is Stage.DECIDED


def test_two_who_look_at_what_is_out_of_date_keep_one_new_assessment(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    nurse.get(f"/responses/{response_id}")
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + "severe_pain": "9"}, by=None)
    assert count(app, StoredAssessment) == 1

    def look(client: StaffClient) -> Callable[[], object]:
        return lambda: client.get(f"/responses/{response_id}")

    while_held(app, response_id, look(nurse), look(clinician))

    assert count(app, StoredAssessment) == 2


def test_two_new_links_at_once_leave_one_that_opens(app: Flask, invited: Invited) -> None:
    with app.app_context():
        by = a_nurse(read_session()).id

    def reissue() -> None:
        with app.app_context(), write_session() as session:
            response = session.get_one(Response, invited.response_id)
            invitations.reissue(session, response, created_by=by)

    while_held(app, invited.response_id, reissue, reissue)

    with app.app_context():
        rows = read_session().scalars(select(Invitation)).all()
        assert sum(row.replaced_by is None for row in rows) == 1


def test_of_two_corrections_of_who_the_patient_is_at_once_one_is_refused(
    app: Flask, invited: Invited
) -> None:
    refused: list[str] = []

    def correct(name: str) -> None:
        told = {
            Detail.NAME: name,
            Detail.DATE_OF_BIRTH: BORN,
            Detail.SEX: "female",
            Detail.RECORD_NUMBER: "RN 1",
        }
        try:
            with app.app_context(), write_session() as session:
                response, by = session.get_one(Response, invited.response_id), a_nurse(session).id
                corrected_identity.correct(
                    session, response, told, version=0, reason="A slip", by=by
                )
        except corrected_identity.CorrectedMeanwhile:
            refused.append(name)

    while_held(app, invited.response_id, lambda: correct("One"), lambda: correct("Two"))

    assert len(refused) == 1
    assert count(app, PatientCorrection) == 1
    with app.app_context():
        [patient] = read_session().scalars(select(Patient))
        assert [patient.name, *refused] in (["One", "Two"], ["Two", "One"])


def put_birthday_right(session: Session, response: Response) -> None:
    """To the day after."""
    told = {detail: getattr(response.patient, detail.value) for detail in Detail}
    told[Detail.DATE_OF_BIRTH] = BORN + timedelta(days=1)
    by = a_nurse(session).id
    corrected_identity.correct(session, response, told, version=0, reason="A slip", by=by)


def make_another_link(session: Session, response: Response) -> None:
    invitations.reissue(session, response, created_by=a_nurse(session).id)


@pytest.mark.parametrize(
    ("change", "status"), [(put_birthday_right, 422), (make_another_link, 410)]
)
def test_nobody_comes_in_by_what_is_changed_at_that_very_moment(
    app: Flask, invited: Invited, change: Callable[[Session, Response], None], status: int
) -> None:
    patient = PatientClient(app, invited)
    patient.get(invited.link)
    boxes = {"born": BORN.isoformat()}
    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), write_session() as session:
            change(session, session.get_one(Response, invited.response_id))
            session.flush()
            coming = pool.submit(patient.submit, boxes, expect=status)
            sleep(MEANWHILE)
        coming.result()

    assert count(app, PatientSession) == 0


def test_everybody_begins_a_new_edition_at_once(app: Flask) -> None:
    def ask() -> None:
        with app.app_context(), write_session() as session:
            wording_kept.current_edition(session)
            sleep(MEANWHILE / 4)

    at_once(*[ask] * 4)

    assert count(app, Edition) == 1


def test_two_nurses_invite_the_same_new_patient(app: Flask) -> None:
    invite(app, "Somebody Else", "RN 0")
    with app.app_context():
        by = a_nurse(read_session()).id

    def add() -> None:
        with app.app_context(), write_session() as session:
            invitations.invite(
                session,
                created_by=by,
                name="Pat Example",
                date_of_birth=date(1948, 3, 27),
                sex="female",
                record_number="RN 1",
            )
            sleep(MEANWHILE / 4)

    at_once(add, add)

    assert count(app, Patient) == 2


def test_a_double_click_invites_once(app: Flask, nurse: StaffClient) -> None:
    nurse.get("/invitations/new")
    form = nurse.page
    filled = {
        "name": "Pat Example",
        "date_of_birth": "1948-03-27",
        "sex": "female",
        "record_number": "RN 1",
    }

    first = nurse.submit(filled)
    nurse.page = form
    second = nurse.submit(filled)

    assert first.heading == second.heading == "Invitation link"
    assert count(app, Response) == 1


def test_many_patients_save_pages_at_once_and_nothing_is_lost(app: Flask) -> None:
    everybody = [PatientClient(app, invite(app, f"Pat {n}", f"RN {n}")) for n in range(PATIENTS)]
    for patient in everybody:
        patient.open_link()
        patient.get(patient.at("walking"))

    at_once(*(lambda who=who: who.submit({"walking": "usual"}) for who in everybody))

    with app.app_context():
        saved = read_session().scalars(select(Answer).where(Answer.question == "walking")).all()
        assert len({row.response_id for row in saved}) == len(saved) == PATIENTS
        assert not faults_of(app)


def test_a_double_click_decides_once_and_a_change_of_mind_is_kept(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    for choice in ("offer", "offer", "no_offer"):
        clinician.get(f"/responses/{response_id}/decision")
        clinician.submit({"choice": choice, "note": "As talked through"})

    with app.app_context():
        made = read_session().get_one(Response, response_id).decisions
        assert [one.choice for one in made] == ["offer", "no_offer"]


def test_a_nurse_who_leaves_a_result_as_she_found_it_does_not_undo_a_later_one(
    app: Flask, invited: Invited
) -> None:
    add_staff(app, Role.NURSE, "one")
    add_staff(app, Role.NURSE, "two")
    one, two = StaffClient(app, "one"), StaffClient(app, "two")
    to = f"/responses/{invited.response_id}/facts/blood-results"
    one.get(to)
    one.submit({"inr": "1.5"})
    two.get(to)
    one.get(to)
    one.submit({"inr": "2.5", "reason": "Misread"})

    two.submit({"haemoglobin": "9999"}, expect=422)
    two.submit({"haemoglobin": "120"})

    assert (stands(app, invited, "inr"), stands(app, invited, "haemoglobin")) == (
        Decimal("2.5"),
        Decimal(120),
    )
    two.get(to)
    two.submit({"inr": "1.5", "reason": "Read from the print"})
    assert stands(app, invited, "inr") == Decimal("1.5")


def stands(app: Flask, invited: Invited, key: str) -> object:
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        return answers.case_of(read_session(), response).answers[key].value
