"""What patients said of the questionnaire, for administrators: counts, and words that name no patient."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from questionnaire.responses.sittings import time_needed
from questionnaire.store import audit
from questionnaire.store.database import read_session
from questionnaire.store.models import Ease, Feedback, Role
from questionnaire.web.access import staff

bp = Blueprint("feedback", __name__)

SHOWN = 200


@bp.get("/feedback")
@staff(Role.ADMINISTRATOR, menu="Feedback")
def overview() -> ResponseReturnValue:
    """How easy it was, for how many with help, and what was hard: the latest months first."""
    session = read_session()
    audit.seen(audit.Action.FEEDBACK_SEEN)
    eases = session.execute(select(Feedback.ease, func.count()).group_by(Feedback.ease))
    helped = session.execute(select(Feedback.helped, func.count()).group_by(Feedback.helped))
    # By id, which is chance: their order tells nobody who wrote first.
    remarks = select(Feedback).where(Feedback.remark_sealed.is_not(None))
    latest = remarks.order_by(Feedback.month.desc(), Feedback.id).limit(SHOWN)
    return render_template(
        "administration/feedback.html",
        eases=Ease,
        by_ease=Counter({row[0]: row[1] for row in eases}),
        by_help=Counter({row[0]: row[1] for row in helped}),
        remarks=session.scalars(latest).all(),
        shown=SHOWN,
        time=time_needed(session),
    )
