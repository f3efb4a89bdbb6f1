"""The administrator's pages for what a clinic sets for itself."""

from __future__ import annotations

from dataclasses import asdict, fields
from functools import partial

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from questionnaire.administration.protocols_form import (
    figures_form,
    protocols_form,
    reason_of,
    unreasoned,
)
from questionnaire.administration.settings_page import Boxes, SettingsPage
from questionnaire.clinic import settable, settings
from questionnaire.store.models import Role
from questionnaire.web.access import staff
from rules.protocols import WORKING_CHOICES, WORKING_FIGURES

bp = Blueprint("clinic", __name__)

_NUMBER = Regexp(
    r"^[\d\s()+.-]{2,30}$", message="Enter a telephone number, for example 020 7946 0000"
)


class WholeNumberField(IntegerField):
    """A whole number, asked for again in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a whole number, for example 21") from None


class SettingsForm(FlaskForm):
    """The clinic's names and numbers."""

    name = StringField(
        "Name of the clinic",
        description="As patients know it",
        validators=[InputRequired("Enter the name of the clinic"), Length(max=100)],
    )
    phone = StringField(
        "Telephone number for questions",
        description="Shown on every patient page",
        validators=[InputRequired("Enter a telephone number"), _NUMBER],
    )
    hours = StringField(
        "When somebody answers it",
        description="For example, Monday to Friday, 9am to 5pm",
        validators=[InputRequired("Enter when somebody answers"), Length(max=100)],
    )
    emergency_number = StringField(
        "Emergency number",
        description="For an ambulance",
        validators=[InputRequired("Enter the emergency number"), _NUMBER],
    )
    urgent_phone = StringField(
        "Number for advice on the same day",
        description="Day and night, for symptoms that cannot wait until tomorrow",
        validators=[InputRequired("Enter a number for advice on the same day"), _NUMBER],
    )
    keeps_answers_for = StringField(
        "How long answers are kept",
        description="For example, 8 years",
        validators=[InputRequired("Enter how long answers are kept"), Length(max=60)],
    )
    reply_within = StringField(
        "When patients hear from you",
        description="Follows “We will contact you …”: for example, within 5 working days",
        validators=[InputRequired("Enter when patients hear from you"), Length(max=100)],
    )
    address_other_ways = TextAreaField(
        "Other ways to answer",
        description="Shown on the start page",
        validators=[InputRequired("Enter how else patients can answer"), Length(max=500)],
    )
    link_days = WholeNumberField(
        "Days that an invitation link works",
        description="From 1 to 180",
        validators=[
            InputRequired("Enter a whole number of days"),
            NumberRange(1, 180, "Enter a number of days from 1 to 180"),
        ],
    )


def _names_of(session: Session, version: int | None) -> Boxes:
    shown = asdict(settings.settings(session, version))
    return {box: "" if settings.MISSING in str(value) else value for box, value in shown.items()}


def _protocols_of(session: Session, version: int | None) -> Boxes:
    """Which apply, which leads, and the clinic's way where sources differ, with why it is so."""
    applying = [protocol.key for protocol in settings.chosen_protocols(session, version)]
    own, rows = settings.working_choices(session, version), settings.latest(session, version)
    reasons = {key: rows.get(settings.REASON + key) for key in WANTING}
    return {
        "protocols": settable.applying(applying),
        "leading_protocol": applying[0],
        **{choice.key: own.get(choice.key, choice.value) for choice in WORKING_CHOICES},
        **{reason_of(key): row.value if row else "" for key, row in reasons.items()},
    }


def _figures_of(session: Session, version: int | None) -> Boxes:
    own = settings.working_figures(session, version)
    return {figure.key: own.get(figure.key) for figure in WORKING_FIGURES}


WANTING = [choice.key for choice in WORKING_CHOICES if choice.wants_reason]

NAMES = SettingsPage(
    template="administration/clinic/names_and_numbers.html",
    form=lambda: SettingsForm,
    keys={field.name: field.name for field in fields(settings.ClinicSettings)},
    stands=_names_of,
)
PROTOCOLS = SettingsPage(
    template="administration/clinic/protocols.html",
    form=protocols_form,
    keys={
        "protocols": settings.PROTOCOLS,
        "leading_protocol": settings.LEADING,
        **{choice.key: settings.CHOICE + choice.key for choice in WORKING_CHOICES},
        **{reason_of(key): settings.REASON + key for key in WANTING},
    },
    stands=_protocols_of,
    shown_with=partial(
        dict[str, object],
        choices=WORKING_CHOICES,
        reason_of=reason_of,
        reason_prefix=settings.REASON,
        prefix=settings.CHOICE,
    ),
    shown_blank=[reason_of(key) for key in WANTING],
    lacks=unreasoned,
)
FIGURES = SettingsPage(
    template="administration/clinic/figures.html",
    form=figures_form,
    keys={figure.key: settings.FIGURE + figure.key for figure in WORKING_FIGURES},
    stands=_figures_of,
    shown_with=partial(dict[str, object], figures=WORKING_FIGURES, prefix=settings.FIGURE),
)


@bp.get("/clinic")
@staff(Role.ADMINISTRATOR, menu="Clinic settings")
def names_and_numbers() -> ResponseReturnValue:
    """The clinic's names and numbers, each with who set it and when."""
    return NAMES.opened()


@bp.post("/clinic/v<version:version>")
@staff(Role.ADMINISTRATOR)
def set_names_and_numbers(version: int) -> ResponseReturnValue:
    """Set the names and numbers that were changed on the page made from a version."""
    return _saved(NAMES, version, "clinic.names_and_numbers")


@bp.get("/clinic/protocols")
@staff(Role.ADMINISTRATOR, menu="Protocols")
def protocols() -> ResponseReturnValue:
    """Which protocols apply, which leads, and the clinic's way where sources differ."""
    return PROTOCOLS.opened()


@bp.post("/clinic/protocols/v<version:version>")
@staff(Role.ADMINISTRATOR)
def set_protocols(version: int) -> ResponseReturnValue:
    """Set what was changed of protocols and choices on the page made from a version."""
    return _saved(PROTOCOLS, version, "clinic.protocols")


@bp.get("/clinic/figures")
@staff(Role.ADMINISTRATOR, menu="Working figures")
def figures() -> ResponseReturnValue:
    """The figures that no source gives, each with why it is what it is."""
    return FIGURES.opened()


@bp.post("/clinic/figures/v<version:version>")
@staff(Role.ADMINISTRATOR)
def set_figures(version: int) -> ResponseReturnValue:
    """Set the figures that were changed; an emptied one goes back to the rules' own."""
    return _saved(FIGURES, version, "clinic.figures")


@bp.get("/clinic/v<version:version>")
@staff(Role.ADMINISTRATOR)
def names_sent(version: int) -> ResponseReturnValue:
    """Where the names and numbers were sent to, opened again: the page as it stands."""
    return redirect(url_for("clinic.names_and_numbers"), 303)


@bp.get("/clinic/<any(protocols, figures):page>/v<version:version>")
@staff(Role.ADMINISTRATOR)
def rules_sent(page: str, version: int) -> ResponseReturnValue:
    """Where protocols or figures were sent to, opened again: the page as it stands."""
    return redirect(url_for(f"clinic.{page}"), 303)


def _saved(page: SettingsPage, version: int, endpoint: str) -> ResponseReturnValue:
    refused, changed = page.saved(version)
    if refused:
        return refused, 422
    flash(_("Saved") if changed else _("Nothing was changed"))
    if changed and page is not NAMES:
        flash(_("Open responses are assessed anew when somebody opens them."))
    return redirect(url_for(endpoint), 303)
