"""What runs over many responses: reassess, impact, the export of a range, and what an assessment takes.

Each function works on a clinic that is there, inside an app's context, and returns one figure. Times are
of the processor. `clinic` fills an empty database with the demo's patients, again and again.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from time import perf_counter, process_time
from uuid import UUID

from sqlalchemy import func, select, update

from questionnaire.cli import demo
from questionnaire.cli.demo_patients import demo_patients
from questionnaire.clinic import settings
from questionnaire.responses.impact import Impact, subjects, wanted
from questionnaire.responses.many_cases import in_batches, loaded
from questionnaire.responses.reassessing import Reassessed, reassess
from questionnaire.review.range_export import exported
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage, StoredAssessment
from rules.protocols import ALWAYS_ON

FIGURE = "severe_pain=8"
AROUND = timedelta(days=180)


def clinic(responses: int) -> None:
    """Make so many responses, as the demo makes its own. Takes a quarter of a second for each."""
    if demo.is_empty():
        demo.make_staff()
    by, patients = demo.team(), demo_patients(clock.today())
    for number in range(responses):
        one = patients[number % len(patients)]
        demo.make_patient(replace(one, record_number=f"BENCH-{number:06}"), by)


def open_ones() -> Sequence[UUID]:
    """Every response that `reassess` looks at."""
    over = (Stage.CLOSED, Stage.ERASED)
    return read_session().scalars(select(Response.id).where(Response.stage.not_in(over))).all()


def reassess_a_second() -> float:
    """Responses a second where all was looked through before: mostly nothing differs."""
    _reassess(open_ones())
    return _reassess(open_ones())


def reassess_by_another_program_a_second() -> float:
    """The same after an upgrade that finds the same: each is worked out once, and nothing stored."""
    _reassess(open_ones())
    with write_session() as session:
        session.execute(update(Response).values(looked_through=None))
    return _reassess(open_ones())


def reassess_by_other_figures_a_second() -> float:
    """The same after a figure was set: each is assessed and stored anew."""
    with write_session() as session:
        now = settings.working_figures(session).get("severe_pain")
        other = "8" if str(now) != "8" else "7"
        settings.change(session, {settings.FIGURE + "severe_pain": other}, by=None)
    return _reassess(open_ones())


def impact_a_second(change: str = FIGURE) -> float:
    """Responses a second of `protocol impact`, answers read."""
    session, found = read_session(), Impact(wanted(None, [change]))
    chosen = [one.key for one in (*settings.chosen_protocols(session), *ALWAYS_ON)]
    ids, began = open_ones(), process_time()
    for one in subjects(session, loaded(session, ids), chosen):
        found.add(one)
    return len(ids) / (process_time() - began)


def export_row_milliseconds() -> float:
    """Of the export of a range of days, for each row."""
    began = process_time()
    rows = sum(1 for _ in exported(*_days())) - 1
    return (process_time() - began) / max(1, rows) * 1000


def export_first_byte_seconds() -> float:
    """Until the first bytes of the file are there, by the clock on the wall."""
    began = perf_counter()
    lines = exported(*_days())
    next(lines)
    return perf_counter() - began


def export_memory_kilobytes(rows: int) -> float:
    """The most that Python holds while so many rows are made: as much for many as for few."""
    gc.collect()
    tracemalloc.start()
    try:
        for _ in islice(exported(*_days()), rows + 1):
            pass
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()


def stored_assessment_bytes() -> tuple[int, int]:
    """Of all stored assessments: how many bytes one takes on average, and at most."""
    length = func.length(StoredAssessment.record_sealed)
    mean, most = read_session().execute(select(func.avg(length), func.max(length))).one()
    return round(mean), most


def _reassess(ids: Sequence[UUID]) -> float:
    began, done = process_time(), Reassessed()
    for batch in in_batches(ids):
        reassess(batch, done)
    return len(ids) / (process_time() - began)


def _days() -> tuple[date, date]:
    return clock.today() - AROUND, clock.today() + AROUND
