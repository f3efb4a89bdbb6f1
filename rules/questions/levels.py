"""What staff found level by level, where several vertebrae are fractured, and what it comes to.

A row a level stands above the single answer that would cover them all. How rows are read is a
working rule of this project: no source says it.
"""

from rules.language.questions import Audience, Choice, Entries, Number, Step, YesNo
from rules.language.questions.pages import Page, Section
from rules.language.questions.row_numbers import OfMarkedRow, RowsMarked
from rules.language.questions.rows import AnyRow, RowsCrossed
from rules.questions.examination import levels_to_treat, tender_at_fracture
from rules.questions.fracture_history import LEVELS
from rules.questions.imaging_report import (
    NOT_IN_REPORT,
    fracture_levels,
    height_loss,
    marrow_oedema,
    uptake,
)

level_fractured = Choice(
    "level",
    "Fractured level",
    "Level",
    asked_of=Audience.STAFF,
    unsure="",
    options=LEVELS,
)

level_tender = YesNo(
    "tender",
    "Is the patient tender at this level?",
    "Tender",
    asked_of=Audience.STAFF,
    unsure="Not examined",
)

level_oedema = YesNo(
    "oedema",
    "Does the MRI report marrow oedema at this level?",
    "Marrow oedema",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

level_height_loss = Number(
    "height_loss",
    "Loss of height of this vertebra",
    "Height loss",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    unit="%",
)

level_to_be_treated = YesNo(
    "to_be_treated",
    "Is this level to be treated?",
    "To be treated",
    asked_of=Audience.STAFF,
    unsure="Not decided yet",
)

level_findings = Entries(
    "level_findings",
    "What was found at each fractured level?",
    "Findings level by level",
    hint="For several fractured levels: what is filled in here counts before the single answers for all of them",
    asked_of=Audience.STAFF,
    unsure="",
    none="No level filled in",
    one="level",
    steps=(
        Step(
            "level",
            "A fractured level",
            (
                level_fractured,
                level_tender,
                level_oedema,
                level_height_loss,
                level_to_be_treated,
            ),
        ),
    ),
    row_for=fracture_levels,
)

tender_apart_from_oedema = RowsCrossed(
    level_findings,
    "tender",
    "oedema",
    tender_at_fracture,
    marrow_oedema,
    "Tender at one level, oedema at another",
    "a level tender without oedema beside one with oedema that is not tender",
)
# Each is called what the single answer is called, which it is as long as there are no rows.
tender = AnyRow(level_findings, "tender", tender_at_fracture, tender_at_fracture.short)
oedema = AnyRow(
    level_findings,
    "oedema",
    marrow_oedema,
    marrow_oedema.short,
    every=True,
    unless=tender_apart_from_oedema,
)
uptake_at_levels = AnyRow(level_findings, "", uptake, uptake.short, unless=tender_apart_from_oedema)
height_lost = OfMarkedRow(
    level_findings,
    "height_loss",
    height_loss,
    height_loss.short,
    "to_be_treated",
    "Which level is to be treated",
)
treated_levels = RowsMarked(level_findings, "to_be_treated", levels_to_treat, levels_to_treat.short)

SECTION = Section(
    "levels",
    "Level by level",
    (
        Page(
            "level-by-level",
            "Level by level",
            (level_findings,),
            intro="Tenderness counts by the date of the examination, oedema by that of the MRI and height by that of the study, as they are entered on their own pages.",
        ),
    ),
)
