"""The page that stands where a response was: that it was erased, when, by whom, why, and what is left."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.exceptions import Gone

from questionnaire.store import clock
from questionnaire.store.database import read_session
from questionnaire.store.encryption import Erased
from questionnaire.store.models import Erasure, RedFlag
from questionnaire.store.short_id import short
from questionnaire.web.errors import refused
from questionnaire.web.sessions import signed_in_staff

bp = Blueprint("erased", __name__)


@bp.app_errorhandler(Erased)
def instead(error: Erased) -> ResponseReturnValue:
    """What staff read at every address of an erased response; whoever else comes, that it is gone."""
    found = _erasure()
    if signed_in_staff() is None or found is None:
        return refused(Gone())
    page = render_template(
        "review/erased.html", erasure=found, short_id=short(found.response_id), today=clock.today()
    )
    return page, 410


def _erasure() -> Erasure | None:
    """The erasure of the response that the address is of, or of the response of its red flag."""
    named = request.view_args or {}
    flag = read_session().get(RedFlag, named["flag_id"]) if "flag_id" in named else None
    response_id: UUID | None = flag.response_id if flag else named.get("response_id")
    return read_session().scalar(select(Erasure).where(Erasure.response_id == response_id))
