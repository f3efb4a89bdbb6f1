"""The patient's own answers as a PDF, in the patient's words and language: no finding can be in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from flask_babel import gettext as _

from questionnaire.clinic.settings import settings
from questionnaire.patient.own_answers import AnswerRow, Part
from questionnaire.store import clock
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from questionnaire.typesetting.letters import printable
from questionnaire.typesetting.press import PRESS
from questionnaire.web.languages import current_language, said_moment

TEMPLATE = Path(__file__).with_suffix(".typ")
STANDARD = "ua-1"  # tagged, titled, with a language: readable by a screen reader


@dataclass(frozen=True)
class OwnCopy:
    """What the file says. The same answers at the same moment, the same bytes."""

    title: str
    clinic: str
    who: str
    sent: str
    note: str
    language: str
    parts: Sequence[CopiedPart]
    made_at: int

    @classmethod
    def of(cls, response: Response, parts: Sequence[Part]) -> OwnCopy:
        sent = response.sent_at
        return cls(
            title=printable(_("The answers you sent")),
            clinic=printable(settings(read_session()).name),
            who=printable(response.patient.name),
            sent=_("sent on %(when)s", when=said_moment(sent)) if sent else "",
            note=printable(_("This is your own copy. The clinic has the same answers.")),
            language=current_language().locale.language,
            parts=[
                CopiedPart(printable(part.title), [_copied(row) for row in part.rows])
                for part in parts
            ],
            made_at=int(clock.now().timestamp()),
        )


@dataclass(frozen=True)
class CopiedPart:
    """One part with its questions, each with the lines of its answer."""

    title: str
    rows: Sequence[tuple[str, Sequence[str]]]


def typeset(copy: OwnCopy) -> bytes:
    """The file. Raises NotTypeset or TypesetterLost."""
    words = json.dumps(asdict(copy), ensure_ascii=False)
    options = {"format": "pdf", "pdf_standards": STANDARD, "timestamp": copy.made_at}
    return PRESS.typeset(TEMPLATE, words, options)


def _copied(row: AnswerRow) -> tuple[str, Sequence[str]]:
    said = [f"{title}: {said}" if said else title for title, said in row.entries] or row.lines
    by_clinic = [_("(put in by the clinic)")] if row.by_clinic else []
    return printable(row.question), [printable(line) for line in (*said, *by_clinic)]
