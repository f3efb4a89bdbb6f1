"""The administrator's pages for what a clinic sets for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from typing import cast

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from questionnaire.administration.protocols_form import (
    ProtocolsForm,
    figures_form,
    protocols_form,
    reason_of,
    unreasoned,
)
from questionnaire.clinic import settable, settings
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Role
from questionnaire.web.access import current_staff, staff
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


@bp.get("/clinic")
@staff(Role.ADMINISTRATOR, menu="Clinic settings")
def names_and_numbers() -> ResponseReturnValue:
    """The clinic's names and numbers, each with who set it and when."""
    shown = asdict(settings.settings(read_session()))
    return _names_page(
        SettingsForm(data={key: _unless_missing(value) for key, value in shown.items()})
    )


@bp.post("/clinic")
@staff(Role.ADMINISTRATOR)
def set_names_and_numbers() -> ResponseReturnValue:
    """Set the names and numbers that were changed."""
    form = SettingsForm()
    if not form.validate():
        return _names_page(form), 422
    wanted = {field.name: form[field.name].data for field in fields(settings.ClinicSettings)}
    return _changed(wanted, "clinic.names_and_numbers")


@bp.get("/clinic/protocols")
@staff(Role.ADMINISTRATOR, menu="Protocols")
def protocols() -> ResponseReturnValue:
    """Which protocols apply, which leads, and the clinic's way where sources differ."""
    shown = {key.removeprefix(settings.CHOICE): value for key, value in _protocols_now().items()}
    return _protocols_page(protocols_form()(data=shown))


@bp.post("/clinic/protocols")
@staff(Role.ADMINISTRATOR)
def set_protocols() -> ResponseReturnValue:
    """Set what was changed of protocols and choices."""
    form = protocols_form()()
    if not form.validate():
        return _protocols_page(form), 422
    given = {key: form[key.removeprefix(settings.CHOICE)].data for key in _protocols_now()}
    given[settings.PROTOCOLS] = settable.applying(form.protocols.data or [])
    now = _protocols_now()
    wanted = {key: value for key, value in given.items() if value != now[key]}
    if unreasoned(form, {key.removeprefix(settings.CHOICE): one for key, one in wanted.items()}):
        return _protocols_page(form), 422
    return _changed(wanted | _reasons(form), "clinic.protocols", concerns_findings=True)


@bp.get("/clinic/figures")
@staff(Role.ADMINISTRATOR, menu="Working figures")
def figures() -> ResponseReturnValue:
    """The figures that no source gives, each with why it is what it is."""
    return _figures_page(figures_form()(data=settings.working_figures(read_session())))


@bp.post("/clinic/figures")
@staff(Role.ADMINISTRATOR)
def set_figures() -> ResponseReturnValue:
    """Set the figures that were changed; an emptied one goes back to the rules' own."""
    form = figures_form()()
    if not form.validate():
        return _figures_page(form), 422
    stored = settings.latest(read_session())
    wanted: dict[str, object] = {}
    for figure in WORKING_FIGURES:
        value = cast("Decimal | None", form[figure.key].data)
        if value is not None or settings.FIGURE + figure.key in stored:
            wanted[settings.FIGURE + figure.key] = None if value is None else str(value)
    return _changed(wanted, "clinic.figures", concerns_findings=True)


def _protocols_now() -> dict[str, object]:
    """What is in force, by the key of its setting."""
    applying = [protocol.key for protocol in settings.chosen_protocols(read_session())]
    own = settings.working_choices(read_session())
    choices = {
        settings.CHOICE + choice.key: own.get(choice.key, choice.value)
        for choice in WORKING_CHOICES
    }
    now: dict[str, object] = {
        settings.PROTOCOLS: settable.applying(applying),
        settings.LEADING: applying[0],
    }
    return now | choices


def _reasons(form: ProtocolsForm) -> dict[str, object]:
    """Why each choice was made that wants a reason; one written by itself is put in place of the last."""
    wanting = [one.key for one in WORKING_CHOICES if one.wants_reason]
    given = {key: form[reason_of(key)].data for key in wanting}
    return {settings.REASON + key: reason for key, reason in given.items() if reason}


def _unless_missing(value: object) -> object:
    return "" if settings.MISSING in str(value) else value


def _changed(
    wanted: Mapping[str, object], endpoint: str, *, concerns_findings: bool = False
) -> ResponseReturnValue:
    with write_session() as session:
        changed = settings.change(session, wanted, current_staff())
    flash(_("Saved") if changed else _("Nothing was changed"))
    if changed and concerns_findings:
        flash(_("Open responses are assessed anew when somebody opens them."))
    return redirect(url_for(endpoint), 303)


def _names_page(form: FlaskForm) -> str:
    return render_template(
        "administration/clinic/names_and_numbers.html",
        form=form,
        set_rows=settings.latest(read_session()),
    )


def _figures_page(form: FlaskForm) -> str:
    rows = settings.latest(read_session())
    return render_template(
        "administration/clinic/figures.html",
        form=form,
        figures=WORKING_FIGURES,
        set_rows=rows,
        prefix=settings.FIGURE,
    )


def _protocols_page(form: ProtocolsForm) -> str:
    return render_template(
        "administration/clinic/protocols.html",
        form=form,
        choices=WORKING_CHOICES,
        reason_of=reason_of,
        reason_prefix=settings.REASON,
        set_rows=settings.latest(read_session()),
        prefix=settings.CHOICE,
    )
