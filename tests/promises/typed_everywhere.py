"""The whole way through the clinic, with one text typed into every box that anybody is shown."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from questionnaire.exports import FORMATS
from questionnaire.protocols.formats import FORMATS as PROTOCOL_FORMATS
from questionnaire.responses import raised_flags
from questionnaire.store import clock
from questionnaire.store.database import read_session
from questionnaire.store.models import Response, Role
from rules.language.questions import ApproximateDay, Day, Entries, Number, Text
from rules.language.questions.pages import Page as Asked
from rules.protocols import PROTOCOLS, WORKING_CHOICES
from rules.questions import SECTIONS, STAFF_SECTIONS
from tests.kit.filling_in import LISTS
from tests.kit.markup import Page
from tests.kit.people import PASSWORD, add_staff
from tests.promises.addresses import Known, address
from tests.promises.doors import Met, met
from tests.promises.identities import IDENTITIES
from tests.promises.routes import method, rules_of
from tests.promises.typist import Typed, Typist, takes_words

PHONE = "020 7946 0000"
NUMBERS = {"phone": PHONE, "emergency_number": "999", "urgent_phone": "111", "link_days": "21"}
DAY = {"day": "27", "month": "3", "year": "1948"}
BORN = {
    f"{name}-{part}": value for name in ("born", "date_of_birth") for part, value in DAY.items()
}
PERSON = {**BORN, "sex": "male"}
# What opens the pages that not everybody is asked; a helper without the patient's word; one red flag.
ANSWERS = {
    "answering": "with_help",
    "new_weakness": "yes",
    "cancer": "before",
    "mri_status": "done",
    "other_treatments": "brace",
    "reactions": "contrast",
}
# Nobody signs in by words like these; the submission has many forms, each typed into by itself.
SETTLED = {"accounts.password", "submission.submission"}
TYPED = (Text, Number, Day, ApproximateDay, Entries)
# Words, a figure, and what says that the patient may be another.
CORRECTED = ("anything_else", "pain_now", "details_right")
OTHERWISE = {one.key: list(one.options)[-1] for one in WORKING_CHOICES if one.wants_reason}


class Walk:
    """Everybody of a clinic, and the one patient whom they write about."""

    def __init__(self, app: Flask, text: str, marks: dict[str, str]) -> None:
        self.app, self.typed = app, Typed(text, marks)
        add_staff(app, Role.ADMINISTRATOR)
        self.administrator = self._signed_in("administrator")

    def everything(self) -> Typed:
        """From the clinic's settings to the decision, and then all pages and files once more."""
        self._set_up()
        self._invite()
        self._answer()
        self._review()
        self._decide()
        self._look_everywhere()
        return self.typed

    def _signed_in(self, username: str, password: str = PASSWORD) -> Typist:
        browser = Typist(self.app, self.typed)
        browser.get("/sign-in")
        browser.submit({"username": username, "password": password}, to="/sign-in")
        return browser

    def _employ(self, role: Role) -> Typist:
        """A member of staff whose very name is the text."""
        username = f"a.{role.value}"
        self.administrator.type("/staff/new", {"username": username, "role": role.value})
        secret = next(one.text for one in _page(self.administrator).main.all("code"))
        browser = self._signed_in(username, secret)
        browser.submit({"current": secret, "new": PASSWORD, "again": PASSWORD})
        return browser

    def _set_up(self) -> None:
        Typist(self.app, self.typed).type("/sign-in")
        self.nurse, self.clinician = self._employ(Role.NURSE), self._employ(Role.CLINICIAN)
        for rule in self._pages(Role.ADMINISTRATOR, set()):
            self.administrator.type(rule.rule, {**NUMBERS, **OTHERWISE})

    def _pages(self, role: Role, arguments: set[str]) -> list[Rule]:
        """Every page that staff in a role may see and whose address names just so much."""
        return [
            rule
            for rule in rules_of(self.app)
            if method(rule) == "GET"
            and rule.arguments == arguments
            and rule.endpoint not in SETTLED
            and met(self.app, rule, IDENTITIES[role.value]) is Met.OPEN
        ]

    def _invite(self) -> None:
        self.nurse.type("/invitations/new", PERSON)
        self.link = urlsplit(_page(self.nurse).by_id("link").get("value")).path
        with self.app.app_context():
            made = read_session().scalars(select(Response)).one()
            self.response_id = made.id

    def _answer(self) -> None:
        patient, at = Typist(self.app, self.typed), f"/r/{self.response_id}"
        patient.type(urlsplit(patient.see(self.link).url).path, BORN)
        for page in (page for section in SECTIONS for page in section.pages):
            if any(one.key in ANSWERS or isinstance(one, TYPED) for one in page.questions):
                self._answer_page(patient, f"{at}/{page.key}", page)
        patient.see(f"{at}/check")
        patient.type(f"{at}/declaration")
        patient.see(f"{at}/sent/answers")
        patient.type(f"{at}/feedback")

    def _answer_page(self, patient: Typist, url: str, page: Asked) -> None:
        """Answer a page, and a list by one entry of it; then read what was written."""
        patient.draft(url)
        begun = patient.type(url, {LISTS[page.key].key: "add"} if page.key in LISTS else ANSWERS)
        while begun.startswith(f"{url}/") and page.key in LISTS:
            begun = patient.type(begun)
        if page.key in LISTS or any(isinstance(one, Text) for one in page.questions):
            patient.see(url)

    def _review(self) -> None:
        nurse, submission = self.nurse, f"/responses/{self.response_id}"
        for rule in self._pages(Role.NURSE, {"response_id"}):
            nurse.type(address(self.app, rule, {"response_id": self.response_id}), PERSON)
        for page in (page for section in STAFF_SECTIONS for page in section.pages):
            nurse.type(f"{submission}/facts/{page.key}")
        for key in CORRECTED:
            nurse.type(f"{submission}/correct/{key}")
        nurse.type(f"{submission}/medicines/1", {"read_as": "paracetamol"})
        nurse.type("/worklist", to="/worklist/find")
        for form in [one for one in nurse.see(submission).forms() if takes_words(one)]:
            nurse.type(submission, to=form.get("action"))
        nurse.type(submission, to=f"{submission}/ready")

    def _decide(self) -> None:
        self.clinician.type(f"/responses/{self.response_id}/decision")

    def _look_everywhere(self) -> None:
        """Every page and every file that staff can see."""
        known, staff = self._known(), self._staff()
        for rule in (rule for rule in rules_of(self.app) if method(rule) == "GET"):
            for role, browser in staff.items():
                if met(self.app, rule, IDENTITIES[role.value]) is Met.OPEN:
                    browser.look(address(self.app, rule, known))
                    break
        for key in FORMATS:
            self.clinician.look(f"/responses/{self.response_id}/summary.{key}")
        for key in PROTOCOL_FORMATS:
            self.clinician.look(f"/protocols/{PROTOCOLS[0].key}/{key}")

    def _staff(self) -> dict[Role, Typist]:
        return {
            Role.NURSE: self.nurse,
            Role.CLINICIAN: self.clinician,
            Role.ADMINISTRATOR: self.administrator,
        }

    def _known(self) -> Known:
        with self.app.app_context():
            response = read_session().get_one(Response, self.response_id)
            return {
                "response_id": response.id,
                "patient_id": response.patient_id,
                "flag_id": raised_flags.flags_of(read_session(), response)[0].id,
                "staff_id": response.invitations[0].created_by,
                "token": self.link.rpartition("/")[2],
                "question": "pain_trend",
                "number": 1,
                "version": 0,
                "step": "medicine",
                "first": clock.today(),
                "last": clock.today(),
            }


def _page(browser: Typist) -> Page:
    assert browser.page, "a page was fetched"
    return browser.page
