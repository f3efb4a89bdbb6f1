"""The PDF of a summary: what stands on its first page whatever there is to say, and how long it gets."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import UUID

from flask import Flask

from questionnaire.exports import pdf
from questionnaire.exports.sheet import Sheet, sheet_of
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.responses.raised_flags import act_on, flags_of
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from questionnaire.summary.findings_shown import rows_with
from rules.language.criteria.criteria import Status
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered, correct, summary
from tests.kit.pdf_pages import words_by_page
from tests.kit.telling import tell

# Every red flag at once, seven reasons against, five blood thinners, and answers that disagree.
EVERYTHING: dict[str, object] = {
    "cauda_equina": ("saddle_numbness", "passing_urine"),
    "new_weakness": True,
    "chest_or_tearing": ("chest_pain", "tearing_pain", "collapse"),
    "opioid_danger": ("drowsy", "confused", "slow_breathing"),
    "infection_signs": ("fever",),
    "nerve_symptoms": ("band_like", "walking_change"),
    "cancer_signs": ("weight_loss", "several_places"),
    "pain_at_night": "unrelieved",
    "pain_start": "high_energy",
    "cancer": "now",
    "infection_now": True,
    "infection_site": "spine",
    "reactions": ("bone_cement", "contrast"),
    "bleeding_disorder": True,
    "blood_thinner": True,
    "blood_thinner_which": ("aspirin", "clopidogrel", "warfarin", "apixaban", "heparin"),
    "lie_face_down": False,
    "severe_heart_or_lung": True,
    "pain_worst": Decimal(2),
    "pain_medicines": (
        {
            "name": "Paracetamol",
            "form": "tablet",
            "strength": "1000",
            "unit": "mg",
            "still_taken": True,
            "amount": Decimal(2),
            "times": Decimal(4),
        },
    ),
    "paracetamol_confirmed": True,
}
BY_STAFF: dict[str, object] = {
    "levels_to_treat": Decimal(4),
    "nerve_compression": True,
    "canal_compromise": True,
    "instability": True,
    "of_type": "of3",
    "of_health": ("asa",),
}
BETWEEN_PAGES = re.compile(r"The clinic \(name not set yet\)\. Made .*? Page \d+ of \d+ ")
LAST_WORDS = "All of them rang back."
LONG_NOTE = (
    "Rang the patient, the on-call spinal team and the emergency department. " * 4 + LAST_WORDS
)


def everything(app: Flask) -> UUID:
    """A patient of whom there is as much to say on the first page as the questions allow."""
    response_id = answered(app, "V23", name="Ada Example " + "of Somewhere " * 8)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        nurse = a_nurse(session).id
        said = [
            ({QUESTIONS[key]: value for key, value in given.items()}, giver)
            for given, giver in (
                (EVERYTHING, Giver(Origin.PATIENT)),
                (BY_STAFF, Giver(Origin.STAFF, nurse)),
            )
        ]
        take_in_all(session, response, said)
        for flag in flags_of(session, response):
            act_on(session, flag, nurse, LONG_NOTE)
        tell(session)
    return response_id


def printed(app: Flask, response_id: UUID) -> tuple[Sheet, list[str]]:
    """A summary in words, and the words on each of its printed pages."""
    with app.app_context():
        made = summary(response_id)
        return sheet_of(made), words_by_page(pdf.export(made))


def test_the_first_page_holds_every_red_flag_and_the_intended_use(app: Flask) -> None:
    sheet, (first, *_) = printed(app, everything(app))

    flags = rows_with(sheet.face.red_flags, Status.MET)
    present = rows_with(sheet.face.contraindications, Status.MET)
    assert len(flags) > 12  # some stand in for each other, so that never all are there
    assert len(present) > 6
    assert [row.says for row in (*flags, *present) if row.says not in first] == []
    assert first.count("Done: Rang the patient") == len(flags)
    (use,) = (one for one in sheet.evidence if one.title == "Intended use")
    assert [said.brief for said in use.statements if said.brief not in first] == []
    assert f"Morphine equivalent of all opioids {sheet.face.morphine}" in first


def test_what_the_first_page_says_in_short_stands_in_full_further_on(app: Flask) -> None:
    sheet, (first, *rest) = printed(app, everything(app))
    after = " ".join(rest)

    assert LAST_WORDS not in first
    assert after.count(LAST_WORDS) == len(rows_with(sheet.face.red_flags, Status.MET))
    assert f"{sheet.face.leading.heading}: why" in after
    assert all(fact.who in after for row in sheet.face.leading.rows for fact in row.settled_by)


def test_what_the_first_page_says_in_full_is_not_said_again(app: Flask) -> None:
    sheet, (first, *rest) = printed(app, answered(app, "V02"))

    what = "What settled it or keeps it open, who said so and when"
    assert what in first
    assert f"{sheet.face.leading.heading}: why" not in " ".join(rest)


def test_a_summary_is_at_most_seven_pages(app: Flask) -> None:
    for number, case_id in enumerate(("V02", "V23", "V40")):
        response_id = answered(app, case_id, record_number=f"RN {number}")
        assert len(printed(app, response_id)[1]) <= 7


def test_who_said_so_stands_once_and_each_fact_names_it_by_its_letter(app: Flask) -> None:
    sheet, pages = printed(app, answered(app, "V02"))

    after = " ".join(pages[1:])
    (row,) = (one for one in sheet.face.contraindications if one.key == "neurological_deficit")
    (fact,) = row.settled_by
    letter = after.split(f"{fact.what}: {fact.said} (")[1][0]
    assert f"{letter} {fact.who}" in after
    assert after.count(f"({fact.who})") < 20


def test_an_answer_of_somebody_else_than_its_section_names_them(app: Flask) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "pain_worst", Decimal(10), "Misheard")

    sheet, pages = printed(app, response_id)

    (section,) = (one for one in sheet.sections if one.title == "Your pain")
    named = [line for line in section.lines if line.who]
    assert section.usual.startswith("patient, ")
    assert [line.said for line in named] == [("10 / 10",)]
    assert "Reason: Misheard" in named[0].who
    assert "Reason: Misheard Before: 9 / 10 (patient, " in " ".join(pages)


def running(pages: list[str]) -> str:
    """What runs on over the pages, without what stands above and below each, and without spaces.

    A line may end after a hyphen, and a page in the middle of a question.
    """
    return without_spaces(BETWEEN_PAGES.sub("", " ".join(pages)))


def without_spaces(text: str) -> str:
    return text.replace(" ", "")


def test_every_question_that_was_asked_is_printed_answered_or_not(app: Flask) -> None:
    response_id = answered(app, "V40")
    sheet, pages = printed(app, response_id)

    with app.app_context():
        asked = [line.wording for one in summary(response_id).sections for line in one.lines]
    lines = [line.asked for one in sheet.sections for line in one.lines]
    left = [question for one in sheet.sections for question in one.unanswered]
    assert sorted(lines + left) == sorted(asked)
    assert left
    after = running(pages[1:])
    assert [question for question in left if without_spaces(question) not in after] == []


def test_a_sentence_that_many_notes_share_is_printed_once(app: Flask) -> None:
    _, pages = printed(app, everything(app))

    shared = "Which answers raise this flag is a choice of this project, built on the source"
    assert " ".join(pages).count(shared) == 1


def test_a_word_without_end_stays_in_its_column(app: Flask) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "anything_else", "x" * 500, "Dictated")

    _, pages = printed(app, response_id)

    pieces = [word for word in " ".join(pages).split() if set(word) <= {"x", "\u200b"}]
    letters = [len(piece.replace("\u200b", "")) for piece in pieces]
    assert sum(letters) == 500
    assert max(letters) < 30


def test_every_page_is_headed_by_the_mark_of_a_patient_who_may_be_the_wrong_one(
    app: Flask,
) -> None:
    response_id = everything(app)
    _, clean = printed(app, response_id)
    correct(app, response_id, "details_right", False, "She rang")

    sheet, pages = printed(app, response_id)

    assert sheet.doubted.startswith("Possibly the wrong patient: ")
    assert [page for page in pages if sheet.doubted not in page] == []
    assert sheet.doubted not in " ".join(clean)
    assert all(row.says in pages[0] for row in rows_with(sheet.face.red_flags, Status.MET))


def test_what_is_to_be_weighed_is_not_said_to_be_absent_while_some_is_open(app: Flask) -> None:
    sheet, (first, *rest) = printed(app, answered(app, "V40"))

    weighed, all_of_them = sheet.face.review, (*sheet.face.review, *sheet.face.notes)
    open_first = len(rows_with(weighed, Status.CANNOT_TELL))
    open_in_all = len(rows_with(all_of_them, Status.CANNOT_TELL))
    assert open_first
    assert f"{open_first} of {len(weighed)} are open." in first
    assert f"{open_in_all} of {len(all_of_them)} are open." in " ".join(rest)
    assert "None known to be present." not in " ".join(rest)
