"""The pages on which staff read the clinical basis: which protocols apply, and each in words."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from questionnaire.clinic import settings
from questionnaire.protocols.formats import FORMATS, printed
from questionnaire.protocols.picture import picture_of
from questionnaire.protocols.printed_protocol import checked, shown
from questionnaire.protocols.web_page import WORDS
from questionnaire.store.database import read_session
from questionnaire.summary.summary import FOR_AND_AGAINST, USE
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath
from rules.protocols import ALWAYS_ON, BY_KEY, CHOOSABLE

bp = beneath("protocols.everything", Blueprint("protocols", __name__))

EVIDENCE = (*USE, *FOR_AND_AGAINST)
KEY = f"<any({', '.join(BY_KEY)}):protocol_key>"


@bp.get("/protocols")
@staff(menu="Clinical basis")
def everything() -> ResponseReturnValue:
    """Which protocols apply in this clinic, the evidence shown beside results, and the intended use."""
    chosen = settings.chosen_protocols(read_session())
    return render_template(
        "protocols/everything.html",
        chosen=chosen,
        always_on=ALWAYS_ON,
        others=[protocol for protocol in CHOOSABLE if protocol not in chosen],
        evidence=EVIDENCE,
        checked=checked,
    )


@bp.get(f"/protocols/{KEY}")
@staff()
def show(protocol_key: str) -> ResponseReturnValue:
    """One protocol in words, with this clinic's working figures."""
    session = read_session()
    figures, choices = settings.working_figures(session), settings.working_choices(session)
    one = shown(BY_KEY[protocol_key], figures, choices)
    picture = picture_of(one.document)
    return render_template(
        "protocols/show.html", shown=one, picture=picture, formats=FORMATS, **WORDS
    )


@bp.get(f"/protocols/{KEY}/<any({', '.join(FORMATS)}):protocol_format>")
@staff()
def download(protocol_key: str, protocol_format: str) -> ResponseReturnValue:
    """The same as a file to keep."""
    wanted = FORMATS[protocol_format]
    session = read_session()
    figures, choices = settings.working_figures(session), settings.working_choices(session)
    name = f"{protocol_key}-{BY_KEY[protocol_key].edition}.{wanted.ending}"
    return Response(
        printed(protocol_key, protocol_format, figures, choices),
        mimetype=wanted.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
