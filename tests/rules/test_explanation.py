"""What stands beside a finding: the facts it used, who gave them, and what is only reported."""

from __future__ import annotations

from rules.language.criteria.criteria import Criterion
from rules.language.findings.findings import Finding, find
from rules.language.logic.case import Origin
from rules.protocols.documented_indications import S1, S5, S6, S7
from rules.questions import QUESTIONS
from tests.rules.turning import case_of


def finding(criterion: Criterion, **stored: object) -> Finding:
    return find(criterion, case_of({key: QUESTIONS[key].read(one) for key, one in stored.items()}))


def beside(found: Finding) -> dict[str, str]:
    return {fact.short: fact.said for fact in found.reported}


def test_what_the_patient_was_told_stands_beside_and_settles_nothing() -> None:
    told = finding(S1, told_of_fracture=True, told_by_scan=["mri"])

    assert beside(told) == {"Told of a spinal fracture": "Yes", "Told after which scan": "MRI scan"}
    assert told.because[0].said == "unanswered"


def test_where_mri_cannot_be_done_the_reason_and_the_other_scan_stand_beside() -> None:
    cannot = finding(S7, mri_status="cannot", mri_why_not=["pacemaker"], uptake=True)

    assert beside(cannot) == {
        "MRI status": "I cannot have an MRI scan",
        "Why no MRI": "A pacemaker or defibrillator",
        "Uptake on bone scan or SPECT/CT": "Yes",
    }


def test_what_was_not_asked_does_not_stand_beside() -> None:
    assert "Why no MRI" not in beside(finding(S7, mri_status="done"))


def test_an_answer_that_does_not_count_yet_is_not_put_in_anybodys_mouth() -> None:
    """The cause is asked only of those who were told of a fracture: until that is known, it is hidden."""
    hidden = finding(S6, fracture_cause="osteoporosis").because[0]
    shown = finding(S6, fracture_cause="osteoporosis", told_of_fracture=True).because[0]

    assert (hidden.said, hidden.origins) == ("unanswered", ())
    assert (shown.said, shown.origins) == ("Osteoporosis", (Origin.PATIENT,))


def test_an_open_finding_shows_what_keeps_it_open_and_no_more() -> None:
    still_open = finding(S5, relief=10, pain_medicines=[{"name": "Morphine"}])

    assert [fact.short for fact in still_open.because] == ["Morphine equivalent a day"]
