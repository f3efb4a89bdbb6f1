"""What a clinician sees first, in words: the same rows on the screen and on the PDF's first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from questionnaire.responses.results import Results
from questionnaire.summary.ageing_shown import Aged, aged, changed_by_then, changed_line
from questionnaire.summary.conflicts_shown import ConflictShown, conflicts_shown
from questionnaire.summary.findings_shown import FindingRow, rows_of
from questionnaire.summary.kept_response import RaisedFlag
from questionnaire.summary.levels_shown import LevelShown, levels_shown
from questionnaire.summary.medicines_shown import (
    MorphineRow,
    Thinner,
    morphine_rows,
    said_paracetamol,
    said_total,
    thinners,
)
from questionnaire.summary.open_facts import OpenFact, open_facts
from questionnaire.summary.protocols_shown import (
    ProtocolShown,
    TrialShown,
    protocols_shown,
    trials_shown,
)
from questionnaire.summary.said import SaidFact, said_score, short_day, who_and_when
from questionnaire.summary.settling_shown import SettlingShown, settlings_shown
from questionnaire.summary.summary import Summary, red_flags_now
from questionnaire.summary.withdrawn_shown import WithdrawnShown, withdrawn_shown
from rules.language.criteria.criteria import Polarity, Status
from rules.protocols.bleeding_risk import HOLDINGS_READ, WARFARIN_INR
from rules.protocols.taken_back import THINNER_TAKEN_BACK
from rules.questions.about_you import age, sex
from rules.questions.of_score import OF_SCORE_SAYS

# What a clinician asks first of the imaging report, where staff have typed it in.
IMAGING = (
    "fracture_levels",
    "fracture_study",
    "fracture_study_date",
    "fracture_age_worded",
    "height_loss",
    "levels_to_treat",
)


KNOWN_OR_OPEN = (Status.MET, Status.NOT_MET, Status.CANNOT_TELL)


@dataclass(frozen=True)
class FaceSheet:
    """One response at a glance. It informs; it never says what to do."""

    age_and_sex: str
    leading: ProtocolShown
    others: tuple[ProtocolShown, ...]
    changed: str  # since an earlier assessment, or since the decision; empty where nothing is
    late_mri: str  # booked for after the consult; empty where none is
    by_then: tuple[Aged, ...]  # what the days until the consult change
    conflicts: tuple[ConflictShown, ...]  # answers that disagree
    withdrawn: tuple[WithdrawnShown, ...]  # reported once and no more, but for red flags
    trials: tuple[TrialShown, ...]
    imaging: tuple[SaidFact, ...]
    levels: tuple[LevelShown, ...]  # what was found level by level, where staff filled it in
    red_flags: tuple[FindingRow, ...]
    taken_back: tuple[FindingRow, ...]  # red flags raised once, which the answers no longer show
    contraindications: tuple[FindingRow, ...]
    limits: tuple[FindingRow, ...]  # blood results against the limits for bleeding
    review: tuple[FindingRow, ...]
    notes: tuple[FindingRow, ...]
    settlings: tuple[SettlingShown, ...]
    open_facts: tuple[OpenFact, ...]
    of_score: str  # empty: nobody has entered anything of it
    of_score_says: str
    morphine: str
    morphine_table: str
    morphine_rows: tuple[MorphineRow, ...]
    paracetamol: str  # empty: none is listed, or how much is settled
    takes_thinner: str
    thinners_said: str
    thinners: tuple[Thinner, ...]
    warfarin_inr: str  # what ASRA asks of it, where it is above normal
    thinners_read: str  # how far what they stand on was read


def face_sheet_of(summary: Summary) -> FaceSheet:
    """A summary at a glance."""
    found = summary.results
    leading, *others = protocols_shown(found)
    done = {flag.finding.criterion.key: _done(flag) for flag in summary.flags}
    red_flags = rows_of(red_flags_now(summary), done)
    settlings = settlings_shown(found, summary.case)
    return FaceSheet(
        age_and_sex=_age_and_sex(summary),
        leading=leading,
        others=tuple(others),
        changed=changed_line(summary),
        late_mri=summary.late_mri.said if summary.late_mri else "",
        by_then=aged(changed_by_then(summary)),
        conflicts=conflicts_shown(found.of(Polarity.CONFLICT, Status.MET)),
        withdrawn=withdrawn_shown(summary.withdrawn),
        trials=trials_shown(found),
        imaging=_imaging(summary),
        levels=levels_shown(summary.case),
        red_flags=red_flags,
        taken_back=tuple(row for row in red_flags if row.key in done and not row.is_met),
        contraindications=rows_of(found.of(Polarity.CONTRAINDICATION)),
        limits=rows_of(found.of(Polarity.LIMIT, *KNOWN_OR_OPEN)),
        review=rows_of(found.of(Polarity.REVIEW)),
        notes=rows_of(found.of(Polarity.NOTE)),
        settlings=settlings,
        open_facts=open_facts(found.findings, settlings),
        of_score=said_score(found.of_score),
        of_score_says=OF_SCORE_SAYS,
        morphine=said_total(found.morphine),
        morphine_table=found.morphine.table,
        morphine_rows=morphine_rows(found.morphine),
        paracetamol=said_paracetamol(found.paracetamol),
        takes_thinner=_takes_thinner(summary),
        thinners_said=_said(summary, "blood_thinner_which"),
        thinners=thinners(_chosen(summary, "blood_thinner_which")),
        warfarin_inr=_warfarin_inr(found),
        thinners_read=HOLDINGS_READ,
    )


def _done(flag: RaisedFlag) -> str:
    if flag.acted_at is None:
        return ""
    return f"{flag.action} ({flag.acted_by}, {short_day(flag.acted_at)})"


def _age_and_sex(summary: Summary) -> str:
    """By the clinic's record, on the day that all is counted to."""
    years = age.said(age.of(summary.patient.date_of_birth, summary.assessed_on))
    return f"{years}, {sex.options.get(summary.patient.sex, summary.patient.sex).lower()}"


def _takes_thinner(summary: Summary) -> str:
    """As answered; marked where the patient told of one before."""
    said = _said(summary, "blood_thinner")
    conflicts = summary.results.of(Polarity.CONFLICT, Status.MET)
    taken_back = any(one.criterion.key == THINNER_TAKEN_BACK for one in conflicts)
    return f"{said}, but one was told of before: not settled" if taken_back else said


def _imaging(summary: Summary) -> tuple[SaidFact, ...]:
    """What staff typed in of the imaging report, with who did. The dates are the studies' own."""
    lines = (summary.line(key) for key in IMAGING)
    return tuple(
        SaidFact(
            line.question.short,
            line.said,
            who_and_when((line.standing.origin,), line.standing.by, line.standing.at),
        )
        for line in lines
        if line and line.standing and line.is_answered
    )


def _warfarin_inr(found: Results) -> str:
    notes = (one.criterion for one in found.of(Polarity.NOTE, Status.MET))
    return next((one.says for one in notes if one.key == WARFARIN_INR.key), "")


def _said(summary: Summary, key: str) -> str:
    line = summary.line(key)
    return line.said if line else ""


def _chosen(summary: Summary, key: str) -> tuple[str, ...]:
    line = summary.line(key)
    value = line.standing.value if line and line.standing else None
    return tuple(cast("list[str]", value)) if isinstance(value, list) else ()
