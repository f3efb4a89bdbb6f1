"""What is still being written on a page: kept now and then, where the browser runs scripts."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from questionnaire.patient.blueprint import bp, response_of, url_of
from questionnaire.patient.journey import STILL_OPEN, page_or_404
from questionnaire.patient.unsaved import leave_unfinished
from questionnaire.web.access import patient


@bp.post("/<page_key:page>/v<version:version>/draft")
@patient
def keep_draft(response_id: UUID, page: str, version: int) -> ResponseReturnValue:
    """Keep it as typed, in place of what was kept of the page before; nothing of it is an answer yet."""
    asking = page_or_404(page)
    if response_of(response_id).stage in STILL_OPEN:
        leave_unfinished(response_id, url_of(response_id, asking, "patient.save_page", version))
    return "", 204
