"""What is due to be erased, what is held, what was erased; and how long it is all kept.

An administrator reads of a response the first figures of its id, and days: nothing of its patient.
"""

from __future__ import annotations

from dataclasses import asdict, fields

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms.validators import NumberRange, Optional

from questionnaire.administration.clinic_pages import WholeNumberField
from questionnaire.administration.settings_page import Boxes, SettingsPage
from questionnaire.clinic.retention import Retention, retention
from questionnaire.responses.due import due
from questionnaire.responses.legal_holds import latest_holds
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session
from questionnaire.store.models import Erasure, Role
from questionnaire.store.short_id import short
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath

bp = beneath("keeping.overview", Blueprint("keeping", __name__))

SHOWN = 200
LONGEST_MONTHS = 100 * 12
LONGEST_DAYS = 10 * 365


NONE_OR_DAYS = (
    Optional(),
    NumberRange(1, LONGEST_DAYS, "Enter a number of days from 1 to 3650"),
)


class PeriodsForm(FlaskForm):
    """How long responses and backups are kept. An empty box: no period, and nothing due by it."""

    decided_months = WholeNumberField(
        "Months that a response is kept after it was closed, or last decided or answered",
        description="For example, 96 for 8 years. Empty: for ever",
        validators=[
            Optional(),
            NumberRange(1, LONGEST_MONTHS, "Enter a number of months from 1 to 1200"),
        ],
    )
    unsent_days = WholeNumberField(
        "Days that a response is kept which nobody sent",
        description="After its consult day, its last answer and the end of its link. Empty: for ever",
        validators=NONE_OR_DAYS,
    )
    backup_days = WholeNumberField(
        "Days that a backup is kept",
        description="Until then a backup may still hold what was erased; pages say so",
        validators=NONE_OR_DAYS,
    )


def _periods_of(session: Session, version: int | None) -> Boxes:
    return asdict(retention(session, version))


PERIODS = SettingsPage(
    template="administration/keeping/periods.html",
    form=lambda: PeriodsForm,
    keys={one.name: one.name for one in fields(Retention)},
    stands=_periods_of,
)


@bp.get("/keeping")
@staff(Role.ADMINISTRATOR, menu="Keeping and erasing")
def overview() -> ResponseReturnValue:
    """What is due and why, what is held, and what was erased, the latest first."""
    session = read_session()
    listed = due(session)
    audit.seen(audit.Action.ERASURES_SEEN, detail={"due": len(listed)})
    erased = select(Erasure).order_by(Erasure.sequence.desc()).limit(SHOWN)
    holds = latest_holds(session).values()
    return render_template(
        "administration/keeping/overview.html",
        periods=retention(session),
        due=listed,
        held=[one for one in holds if one.holds],
        erased=session.scalars(erased).all(),
        short=short,
        shown=SHOWN,
        today=clock.today(),
    )


@bp.get("/keeping/periods")
@staff(Role.ADMINISTRATOR)
def periods() -> ResponseReturnValue:
    """How long responses and backups are kept, each with who set it and when."""
    return PERIODS.opened()


@bp.post("/keeping/periods/v<version:version>")
@staff(Role.ADMINISTRATOR)
def set_periods(version: int) -> ResponseReturnValue:
    """Set the periods that were changed on the page made from a version."""
    refused, changed = PERIODS.saved(version)
    if refused:
        return refused, 422
    flash(_("Saved") if changed else _("Nothing was changed"))
    return redirect(url_for("keeping.overview"), 303)


@bp.get("/keeping/periods/v<version:version>")
@staff(Role.ADMINISTRATOR)
def periods_sent(version: int) -> ResponseReturnValue:
    """Where the periods were sent to, opened again: the page as it stands."""
    return redirect(url_for("keeping.periods"), 303)
