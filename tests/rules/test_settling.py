"""What would settle the unknown: checked against every completion, and said in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import islice

import pytest

from rules.language.criteria.criteria import Criterion, Polarity, Protocol, Status
from rules.language.diagrams.questions_read import absences, indications
from rules.language.diagrams.turning import amount
from rules.language.findings.findings import assess, find, overall_in
from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import ALWAYS, NEVER, Cause, Condition, all_of, any_of, not_
from rules.language.logic.days import ApproximateDate
from rules.language.settling.settling import Needed, Settling, SettlingFact, settling
from rules.medicines.morphine import MORPHINE_TABLE_CHOICE
from rules.protocols import CHOOSABLE, PROTOCOLS
from rules.protocols.cms_lcd import CMS_LCD
from rules.protocols.documented_indications import DOCUMENTED_INDICATIONS
from rules.protocols.humber_icb import HUMBER_ICB
from rules.protocols.malignant_pathway import MALIGNANT_PATHWAY
from rules.protocols.nice_ta279 import NICE
from rules.questions.examination import tender_at_fracture
from rules.questions.fracture_history import fracture_cause
from rules.questions.imaging_report import fracture_seen, marrow_oedema, uptake
from rules.questions.pain_relief import daily_morphine, pain_medicines
from rules.questions.safety import reactions, reactions_what
from rules.questions.symptoms import in_hospital, pain_on_movement, pain_side
from rules.questions.windows import EXAMINATION_DAYS, IMAGING_DAYS
from rules.sources import LEAFLET
from tests.bench.patients import patients
from tests.kit.cases import WorkedCase, every_case
from tests.rules.completions import (
    EVERYTHING_MET,
    FROM_CANCER,
    LONG_AGO,
    MORPHINE,
    PARACETAMOL,
    Answers,
    Tried,
    ago,
    all_met,
    beside_worked_cases,
    case_of,
    partial_cases,
    unmet,
    values,
    without,
)
from tests.rules.turning import CRITERIA, ON

VERDICTS = tuple(one for one in CHOOSABLE if indications(one))
CODEINE = {**MORPHINE, "name": "Codeine", "strength": "30", "still_taken": True}
each_protocol = pytest.mark.parametrize("protocol", VERDICTS, ids=lambda one: one.key)


def facts_of(protocol: Protocol, case: Case) -> list[str]:
    return [fact.question.key for fact in settling(protocol, case).facts]


def only_fact(protocol: Protocol, case: Case) -> SettlingFact:
    (fact,) = settling(protocol, case).facts
    return fact


def led_to(fact: SettlingFact) -> dict[str, Status]:
    return {answer.said: answer.overall for answer in fact.answers}


def named(needed: tuple[Needed, ...] | None) -> dict[str, str] | None:
    return None if needed is None else {need.question.key: need.said for need in needed}


def changed(answers: Answers, **others: object) -> Case:
    return case_of({**answers, **others})


@each_protocol
def test_the_base_of_these_cases_is_met(protocol: Protocol) -> None:
    left = [one.key for one in unmet(protocol, all_met(protocol))]

    assert not left, f"tests/rules/completions.py: write into EVERYTHING_MET what meets {left}"


@each_protocol
@pytest.mark.parametrize("seed", range(4))
def test_all_completions_agree_on_what_settles_it(protocol: Protocol, seed: int) -> None:
    for tried in partial_cases(protocol, seed, 5):
        found = settling(protocol, tried.case)

        assert {fact.question.key for fact in found.facts} == tried.settling(), tried.case.answers


@each_protocol
@pytest.mark.parametrize("seed", range(4))
def test_no_fewer_answers_reach_met_or_not_met(protocol: Protocol, seed: int) -> None:
    for tried in partial_cases(protocol, seed, 5):
        found = settling(protocol, tried.case)

        for goal, named in goals(found):
            assert tried.fewest(goal) == (None if named is None else len(named)), (goal, tried.case)
            if named is not None:
                answers = {need.question.key: need.example for need in named}
                assert tried.overall(answers) is goal


@each_protocol
@pytest.mark.parametrize("seed", range(4, 8))
def test_each_answer_leads_where_it_says(protocol: Protocol, seed: int) -> None:
    for tried in partial_cases(protocol, seed, 5):
        for fact in settling(protocol, tried.case).facts:
            for answer in fact.answers:
                statuses = tried.statuses({fact.question.key: answer.example})
                changed = {
                    (one, now)
                    for one, now in zip(tried.now, statuses, strict=True)
                    if now is not tried.now[one]
                }
                assert answer.overall is tried.overall({fact.question.key: answer.example})
                assert {(one.criterion, one.status) for one in answer.criteria} == changed


@each_protocol
@pytest.mark.parametrize("seed", range(4, 8))
def test_no_kind_of_answer_is_forgotten(protocol: Protocol, seed: int) -> None:
    for tried in partial_cases(protocol, seed, 5):
        for fact in settling(protocol, tried.case).facts:
            key = fact.question.key
            mine = {tuple(tried.statuses({key: each})) for each in values(protocol, key)}
            named = {tuple(tried.statuses({key: each.example})) for each in fact.answers}
            assert mine == named


def goals(found: Settling) -> tuple[tuple[Status, tuple[Needed, ...] | None], ...]:
    return (Status.MET, found.fewest_to_met), (Status.NOT_MET, found.fewest_to_not_met)


# In words


def test_tenderness_alone_settles_a_nearly_complete_case() -> None:
    found = settling(NICE, without(EVERYTHING_MET, "tender_at_fracture"))

    (fact,) = found.facts
    assert fact.question is tender_at_fracture
    assert (fact.cause, fact.who_can_supply) == (Cause.NEEDS_STAFF, "staff")
    assert [criterion.label for criterion in fact.criteria] == ["N6"]
    assert led_to(fact) == {"Yes": Status.MET, "No": Status.NOT_MET}
    assert named(found.fewest_to_met) == {"tender_at_fracture": "Yes"}
    assert named(found.fewest_to_not_met) == {"tender_at_fracture": "No"}


def test_an_answer_alone_may_settle_a_criterion_and_not_the_protocol() -> None:
    case = without(EVERYTHING_MET, "tender_at_fracture", "fracture_seen", "uptake")
    found = settling(NICE, case)

    tender, seen = found.facts
    assert (tender.question, seen.question) == (tender_at_fracture, fracture_seen)
    assert led_to(tender) == {"Yes": Status.CANNOT_TELL, "No": Status.NOT_MET}
    assert led_to(seen) == {"Yes": Status.CANNOT_TELL, "No": Status.CANNOT_TELL}
    assert named(found.fewest_to_met) == {"fracture_seen": "Yes", "tender_at_fracture": "Yes"}


def test_the_fewest_answers_take_the_shorter_of_two_ways() -> None:
    """Oedema settles S7; in hospital, two criteria of the LCD do not apply."""
    case = without(EVERYTHING_MET, "in_hospital", "pain_trend", "relief", "kyphosis", "height_loss")

    assert named(settling(CMS_LCD, case).fewest_to_met) == {"in_hospital": "Yes"}
    assert len(settling(CMS_LCD, case).facts) == 5


@pytest.mark.parametrize(
    ("protocol", "key", "kinds"),
    [
        (
            DOCUMENTED_INDICATIONS,
            "pain_on_movement",
            ["0 / 10", "1 to 3 / 10", "4 to 6 / 10", "7 to 10 / 10"],
        ),
        (DOCUMENTED_INDICATIONS, "pain_began", ["at most 20 days", "at least 21 days"]),
        (DOCUMENTED_INDICATIONS, "relief", ["at most 30 %", "31 to 49 %", "at least 50 %"]),
        (
            DOCUMENTED_INDICATIONS,
            "cause_judged",
            ["Osteoporosis or Cancer", "Injury to healthy bone"],
        ),
        (CMS_LCD, "inr", ["at most 1.8", "at least 1.81"]),
        (CMS_LCD, "date_of_birth", ["at most 59 years", "at least 60 years"]),
        (
            CMS_LCD,
            "fracture_levels",
            [
                "No level given",
                (
                    "includes any of “Neck (C1 to C7)” or “Bottom of the spine (sacrum)” "
                    "or “Another bone”"
                ),
                (
                    "at least one, includes none of “Neck (C1 to C7)” or “Bottom of the spine "
                    "(sacrum)” or “Another bone”"
                ),
            ],
        ),
        (
            HUMBER_ICB,
            "pain_medicines",
            [
                "I take no pain medicine and have tried none",
                (
                    "at least one, Another class of pain medicine was tried: no, "
                    "An opioid was stopped for its side effects: no; or "
                    "at least one, A pain medicine is taken now: no; or "
                    "at least one, An opioid was tried: no"
                ),
                (
                    "An opioid was stopped for its side effects: yes, "
                    "A pain medicine is taken now: yes; or "
                    "An opioid was tried: yes, Another class of pain medicine was tried: yes"
                ),
            ],
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_kinds_of_answer_are_said_in_words(protocol: Protocol, key: str, kinds: list[str]) -> None:
    facts = settling(protocol, Case({}, ON)).facts

    (fact,) = (fact for fact in facts if fact.question.key == key)
    assert [answer.said for answer in fact.answers] == kinds


def test_what_settles_alone_comes_before_what_does_not() -> None:
    facts = settling(DOCUMENTED_INDICATIONS, Case({}, ON)).facts

    alone = [any(one.overall is not Status.CANNOT_TELL for one in fact.answers) for fact in facts]
    assert alone == sorted(alone, reverse=True)
    assert facts[-1].question.key == "mri_report_date"  # not among the fewest that reach met


def test_the_same_case_is_told_the_same_each_time() -> None:
    assert settling(CMS_LCD, Case({}, ON)) == settling(CMS_LCD, Case({}, ON))


# Known in part


def test_a_month_is_settled_by_the_day_in_it() -> None:
    fact = only_fact(
        DOCUMENTED_INDICATIONS, changed(EVERYTHING_MET, pain_began=ApproximateDate("2026-10"))
    )

    assert (fact.question.key, fact.cause) == ("pain_began", Cause.NOT_SURE)
    assert led_to(fact) == {"at most 20 days": Status.CANNOT_TELL, "at least 21 days": Status.MET}


def test_what_a_month_settles_is_asked_no_more() -> None:
    """On both sides of 21 days, and all within the 84 of the LCD."""
    case = changed(EVERYTHING_MET, pain_began=ApproximateDate("2026-10"), tender_at_fracture=None)
    case = without({key: given.value for key, given in case.answers.items()}, "tender_at_fracture")

    assert facts_of(CMS_LCD, case) == ["tender_at_fracture"]


def test_a_dose_that_is_missing_is_named_and_can_only_be_added() -> None:
    fact = only_fact(DOCUMENTED_INDICATIONS, changed(EVERYTHING_MET, pain_medicines=(MORPHINE,)))

    assert (fact.question.key, fact.short) == ("pain_medicines", "Dose of Morphine")
    assert (fact.cause, fact.who_can_supply) == (Cause.UNANSWERED, "patient")
    assert led_to(fact) == {
        "Morphine equivalent a day is under 50 mg of morphine a day (working figure)": (
            Status.CANNOT_TELL
        ),
        "Morphine equivalent a day is at least 50 mg of morphine a day (working figure)": (
            Status.MET
        ),
    }


def test_a_medicine_that_is_not_recognised_is_for_staff() -> None:
    fact = only_fact(NICE, changed(EVERYTHING_MET, pain_medicines=({"name": "Blorg"}, PARACETAMOL)))

    assert (fact.short, fact.who_can_supply) == ("What “Blorg” is", "staff")


# What no answer settles


def test_a_medicine_without_a_factor_is_for_the_clinician() -> None:
    found = settling(
        DOCUMENTED_INDICATIONS, changed(EVERYTHING_MET, pain_medicines=({"name": "Methadone"},))
    )

    assert found == Settling((), None, None)


def test_no_answer_settles_an_mri_that_cannot_be_done() -> None:
    case = without({**EVERYTHING_MET, "mri_status": "cannot"}, "marrow_oedema")

    assert settling(DOCUMENTED_INDICATIONS, case) == Settling((), None, None)


def test_no_answer_settles_a_conflict_and_others_can_still_be_not_met() -> None:
    case = without({**EVERYTHING_MET, "fracture_seen": False}, "relief")
    found = settling(NICE, case)

    assert [fact.question.key for fact in found.facts] == ["relief"]
    assert found.fewest_to_met is None
    assert named(found.fewest_to_not_met) == {"relief": "at least 50 %"}


# Out of date


def test_a_scan_out_of_date_is_settled_by_a_new_one() -> None:
    case = changed(EVERYTHING_MET, mri_report_date=LONG_AGO, pain_began=ago(70))
    fact = only_fact(DOCUMENTED_INDICATIONS, replace(case, figures={IMAGING_DAYS.key: Decimal(30)}))

    assert (fact.question, fact.cause) == (marrow_oedema, Cause.OUT_OF_DATE)
    assert (fact.who_can_supply, led_to(fact)) == (
        "staff",
        {"Yes": Status.MET, "No": Status.NOT_MET},
    )


def test_a_new_examination_revives_nothing_else_of_the_old_one() -> None:
    examined = {**EVERYTHING_MET, "examination_date": LONG_AGO}
    del examined["new_weakness"]
    case = replace(case_of(examined), figures={EXAMINATION_DAYS.key: Decimal(30)})

    assert named(settling(CMS_LCD, case).fewest_to_met) == {
        "tender_at_fracture": "Yes",
        "deficit_on_examination": "No",
    }


def test_an_old_deficit_is_settled_by_a_new_examination_whatever_the_patient_said() -> None:
    examined = {**EVERYTHING_MET, "examination_date": LONG_AGO}
    case = replace(case_of(examined), figures={EXAMINATION_DAYS.key: Decimal(30)})
    fact = next(
        one for one in settling(CMS_LCD, case).facts if one.question.key == "deficit_on_examination"
    )

    assert (fact.cause, fact.who_can_supply, fact.until_then) == (Cause.OUT_OF_DATE, "staff", None)


# Whose fact


def test_staff_are_not_asked_what_the_patient_answered() -> None:
    case = without(EVERYTHING_MET, "cause_judged", "tender_at_fracture")

    assert facts_of(NICE, case) == ["tender_at_fracture"]


def test_the_patient_is_not_asked_what_other_answers_made_needless() -> None:
    """Nobody was told of a fracture, so nobody was told its cause."""
    answers = {**EVERYTHING_MET, "told_of_fracture": False}
    fact = only_fact(NICE, without(answers, "cause_judged", "fracture_cause"))

    assert (fact.question.key, fact.until_then) == ("cause_judged", None)


def test_what_the_patient_is_not_sure_of_is_not_what_nobody_answered() -> None:
    not_sure = only_fact(NICE, changed(EVERYTHING_MET, relief=Absent.NOT_SURE))
    unanswered = only_fact(NICE, without(EVERYTHING_MET, "relief"))

    assert (not_sure.question.key, not_sure.cause) == ("relief", Cause.NOT_SURE)
    assert (unanswered.question.key, unanswered.cause) == ("relief", Cause.UNANSWERED)


def test_the_patient_can_be_asked_until_staff_know() -> None:
    fact = only_fact(NICE, without(EVERYTHING_MET, "cause_judged", "fracture_cause"))

    assert (fact.question.key, fact.until_then) == ("cause_judged", fracture_cause)


# Settled


@pytest.mark.parametrize("worked", every_case(), ids=lambda one: one.id)
def test_what_is_settled_for_good_has_no_settling_facts(worked: WorkedCase) -> None:
    case = worked.case()
    for protocol in PROTOCOLS:
        found, status = settling(protocol, case), assess(protocol, case).overall
        for_good = not any(find(one, case).so_far for one in indications(protocol))

        assert not (found.facts and for_good) or status is Status.CANNOT_TELL
        assert (found.fewest_to_met == ()) == (status is Status.MET)
        assert (found.fewest_to_not_met == ()) == (status is Status.NOT_MET)


# Settled so far


def test_an_inr_alone_undoes_what_the_lcd_finds_met() -> None:
    case = without(EVERYTHING_MET, "inr", "platelets")
    found = settling(CMS_LCD, case)

    assert assess(CMS_LCD, case).overall is Status.MET
    assert {fact.question.key for fact in found.facts} == {"inr", "platelets"}
    assert all([one.label for one in fact.undoes] == ["L9"] for fact in found.facts)
    assert all((fact.criteria, fact.who_can_supply) == ((), "staff") for fact in found.facts)
    assert found.fewest_to_met == ()
    assert named(found.fewest_to_not_met) == {"inr": "at least 1.81"}


def test_an_inr_alone_is_the_fewest_where_the_lcd_cannot_be_told() -> None:
    """What criteria wait for takes three answers to not met; the INR that nobody took takes one."""
    waiting = ("kyphosis", "height_loss", "rmdq", "height_loss_progressing")
    case = without({**EVERYTHING_MET, "pain_trend": "same"}, "inr", "platelets", *waiting)
    found = settling(CMS_LCD, case)

    assert assess(CMS_LCD, case).overall is Status.CANNOT_TELL
    assert named(found.fewest_to_not_met) == {"inr": "at least 1.81"}


@pytest.mark.parametrize("onset", [30, 10], ids=["met so far", "cannot tell"])
def test_no_tenderness_leads_the_leaflet_to_not_met(onset: int) -> None:
    case = without({**EVERYTHING_MET, "pain_began": ago(onset)}, "tender_at_fracture")
    found = settling(DOCUMENTED_INDICATIONS, case)

    assert named(found.fewest_to_not_met) == {"tender_at_fracture": "No"}
    assert (assess(DOCUMENTED_INDICATIONS, case).overall is Status.MET) == (onset == 30)


def test_an_uptake_undoes_an_mri_without_oedema() -> None:
    found = settling(NICE, without({**EVERYTHING_MET, "marrow_oedema": False}, "uptake"))

    assert found.fewest_to_not_met == ()
    assert named(found.fewest_to_met) == {"uptake": "Yes"}


def test_what_stands_so_far_leaves_nothing_open_where_another_is_not_met_for_good() -> None:
    old = {**EVERYTHING_MET, "pain_began": ago(400), "marrow_oedema": False}

    assert settling(NICE, without(old, "uptake")) == Settling((), None, ())


def test_no_coagulopathy_stands_so_far_while_nobody_has_entered_results() -> None:
    said = {"bleeding_disorder": False, "liver_disease": False, "blood_thinner": False}
    [coagulopathy] = [one for one in CRITERIA if one.key == "uncorrected_coagulopathy"]

    found = find(coagulopathy, case_of(said))

    assert found.status is Status.NOT_MET
    assert [one.term.short for one in found.so_far] == ["INR", "Platelets"]


# Of half-filled responses, those of which a finding is undone most often.
OFTEN_SO_FAR = {
    "vapour_imaging",
    "n4_unhealed",
    "l4_oedema_or_uptake",
    "s2_pain_from_fracture",
    "m3_stable",
}  # and L9 and coagulopathy, which read more than can be tried: an INR alone undoes them, see above
ABSENCE = [one for one in CRITERIA if absences(one)]


@pytest.mark.parametrize("criterion", ABSENCE, ids=lambda one: one.key)
def test_a_finding_is_so_far_where_some_completion_gives_another(criterion: Criterion) -> None:
    """And nowhere else. Tried beside worked cases, with answers left out."""
    alone = replace(OVERTURNED, criteria=(replace(criterion, polarity=Polarity.INDICATION),))
    tried = list(islice(beside_worked_cases(alone), 40))

    assert all(bool(each.so_far) == bool(find(criterion, each.case).so_far) for each in tried)
    assert criterion.key not in OFTEN_SO_FAR or any(each.so_far for each in tried)


# Whatever the open answers are


@pytest.mark.parametrize(
    ("answers", "end"),
    [
        (EVERYTHING_MET, Status.MET),
        ({**EVERYTHING_MET, "pain_on_movement": Decimal(6), "pain_medicines": ()}, Status.NOT_MET),
    ],
    ids=["all else met", "pain 6 and no medicine"],
)
def test_a_single_end_is_said(answers: Answers, end: Status) -> None:
    case = without(answers, "in_hospital")
    found = assess(CMS_LCD, case)

    assert (found.overall, found.by_criteria) == (end, Status.CANNOT_TELL)
    assert settling(CMS_LCD, case).facts == ()
    assert overall_in({one.criterion: one.status for one in found.findings}, case) is end


def test_one_answer_fewer_is_needed_where_another_makes_no_difference() -> None:
    case = without({**EVERYTHING_MET, "uptake": False}, "in_hospital", "bone_density_referral")

    assert named(settling(CMS_LCD, case).fewest_to_met) == {"bone_density_referral": "Yes"}


@each_protocol
@pytest.mark.parametrize("seed", range(8, 12))
def test_the_overall_status_is_what_every_completion_gives(protocol: Protocol, seed: int) -> None:
    for tried in partial_cases(protocol, seed, 5):
        assert assess(protocol, tried.case).overall is tried.overall()


def test_cannot_tell_overall_means_that_completions_differ_or_are_beyond_answers() -> None:
    """Or that somebody must decide: over many half-filled responses, by the product's own diagrams."""
    beyond = {Cause.FOR_CLINICIAN, Cause.CONFLICTING}
    for case in patients(400, seed=15):
        for protocol in VERDICTS:
            found = assess(protocol, case)
            if found.overall is Status.CANNOT_TELL:
                causes = {cause for one in found.findings for cause in one.causes}
                assert causes & beyond or settling(protocol, case).facts, case.answers


def test_another_cause_takes_a_case_off_the_pathway_for_cancer() -> None:
    fact = only_fact(MALIGNANT_PATHWAY, without(FROM_CANCER, "cause_judged", "fracture_cause"))

    assert led_to(fact) == {
        "Osteoporosis or Injury to healthy bone": Status.NOT_APPLICABLE,
        "Cancer": Status.MET,
    }


# A protocol in which an answer overturns what its absence had settled


def criterion(key: str, met_when: Condition, not_met_when: Condition) -> Criterion:
    return Criterion(
        key=key,
        says=f"{key}.",
        polarity=Polarity.INDICATION,
        met_when=met_when,
        not_met_when=not_met_when,
        source=LEAFLET,
    )


OVERTURNED = Protocol(
    key="overturned",
    title="Overturned",
    short="Overturned",
    edition="1",
    summary="The examination settles both, and the first was settled without it.",
    source=LEAFLET,
    criteria=(
        criterion(
            "middle",
            any_of(
                tender_at_fracture.yes,
                all_of(tender_at_fracture.is_unknown, pain_side.is_("middle")),
            ),
            tender_at_fracture.no,
        ),
        criterion("uptake", all_of(tender_at_fracture.yes, uptake.yes), uptake.no),
    ),
)


def test_what_a_later_answer_overturns_is_told_as_it_will_be_found() -> None:
    case = case_of({"pain_side": "middle"})
    tried = Tried(OVERTURNED, case, ("tender_at_fracture", "uptake"))
    found = settling(OVERTURNED, case)

    assert {fact.question.key for fact in found.facts} == tried.settling()
    assert named(found.fewest_to_met) == {"tender_at_fracture": "Yes", "uptake": "Yes"}
    assert named(found.fewest_to_not_met) == {"tender_at_fracture": "No"}
    (tender,) = (fact for fact in found.facts if fact.question is tender_at_fracture)
    assert led_to(tender) == {"Yes": Status.CANNOT_TELL, "No": Status.NOT_MET}


def test_what_only_an_absence_settled_is_settled_anew_by_an_answer() -> None:
    absent = criterion(
        "absent",
        any_of(tender_at_fracture.yes, tender_at_fracture.is_unknown),
        tender_at_fracture.no,
    )
    protocol = replace(OVERTURNED, criteria=(absent, OVERTURNED.criteria[1]))
    found = settling(protocol, case_of({"uptake": True}))

    (tender,) = found.facts
    assert led_to(tender) == {"Yes": Status.MET, "No": Status.NOT_MET}


def test_a_negation_of_several_turns_on_each_of_them() -> None:
    both = all_of(tender_at_fracture.yes, uptake.yes)
    protocol = replace(OVERTURNED, criteria=(criterion("not_both", not_(both), both),))
    found = settling(protocol, Case({}, ON))

    assert {fact.question for fact in found.facts} == {tender_at_fracture, uptake}
    assert all(led_to(fact)["No"] is Status.MET for fact in found.facts)
    assert named(found.fewest_to_not_met) == {"tender_at_fracture": "Yes", "uptake": "Yes"}


def test_what_holds_more_criteria_open_comes_first() -> None:
    once, twice = (
        [criterion(f"{one.key}_{n}", one.yes, one.no) for n in range(times)]
        for one, times in ((uptake, 1), (tender_at_fracture, 2))
    )
    protocol = replace(OVERTURNED, criteria=(*once, *twice))

    assert facts_of(protocol, Case({}, ON)) == ["tender_at_fracture", "uptake"]


def test_what_is_for_the_clinician_is_settled_by_no_answer_that_settles_another() -> None:
    settled = criterion("settled", tender_at_fracture.yes, tender_at_fracture.no)
    beyond = replace(settled, key="beyond", unsettleable_when=ALWAYS)
    found = settling(replace(OVERTURNED, criteria=(settled, beyond)), Case({}, ON))

    assert found.fewest_to_met is None
    assert named(found.fewest_to_not_met) == {"tender_at_fracture": "No"}


def test_answers_at_both_ends_are_said_as_two_stretches() -> None:
    """Up to 2 and from 3 to 4 lead to the same, and are said together."""
    low, middling, high = Decimal(3), Decimal(5), Decimal(7)
    at_the_ends = any_of(
        pain_on_movement.is_under(low),
        all_of(pain_on_movement.is_at_least(low), pain_on_movement.is_under(middling)),
        pain_on_movement.is_over(high),
    )
    protocol = replace(OVERTURNED, criteria=(criterion("ends", at_the_ends, not_(at_the_ends)),))
    fact = only_fact(protocol, Case({}, ON))

    assert led_to(fact) == {
        "0 to 4 / 10 or 8 to 10 / 10": Status.MET,
        "5 to 7 / 10": Status.NOT_MET,
    }


def test_a_question_in_words_comes_to_the_same_whatever_is_said() -> None:
    protocol = replace(
        OVERTURNED, criteria=(criterion("said", not_(reactions_what.is_unknown), NEVER),)
    )
    case = case_of({"reactions": ("bone_cement",)})

    assert assess(protocol, case).overall is Status.MET
    assert settling(protocol, case) == Settling((), (), None)


def test_a_clinics_own_figure_is_said_in_the_answers() -> None:
    case = changed(EVERYTHING_MET, pain_medicines=(MORPHINE,))
    fact = only_fact(DOCUMENTED_INDICATIONS, replace(case, figures={"large_dose": Decimal(60)}))

    assert all("60 mg of morphine a day (working figure set by" in one for one in led_to(fact))


def test_an_example_that_comes_to_no_number_is_refused() -> None:
    with pytest.raises(
        TypeError, match=r"^Pain on movement.* of 'bad' is 'bad': give an exact example$"
    ):
        amount(pain_on_movement, "bad", ON)


def test_what_somebody_was_not_sure_of_never_goes_out_of_date() -> None:
    """It was not known then, and is not known now: what its absence settles stays settled."""
    tender_or_unknown = any_of(tender_at_fracture.yes, tender_at_fracture.is_unknown)
    taken_up = criterion("taken_up", all_of(uptake.yes, tender_or_unknown), uptake.no)
    answers = {"pain_side": "middle", "tender_at_fracture": Absent.NOT_SURE}
    case = case_of({**answers, "examination_date": LONG_AGO})
    limited = replace(case, figures={EXAMINATION_DAYS.key: Decimal(30)})
    found = settling(replace(OVERTURNED, criteria=(OVERTURNED.criteria[0], taken_up)), limited)

    assert named(found.fewest_to_met) == {"uptake": "Yes"}


def test_a_mix_of_options_can_be_what_settles_it() -> None:
    cement, contrast, numbing = map(reactions.includes, ("bone_cement", "contrast", "anaesthetic"))
    two_alone = all_of(cement, contrast, not_(numbing))
    protocol = replace(OVERTURNED, criteria=(criterion("two", two_alone, not_(two_alone)),))

    assert set(led_to(only_fact(protocol, Case({}, ON))).values()) == {Status.MET, Status.NOT_MET}


def test_a_clinics_own_choice_counts_in_what_settles() -> None:
    """Codeine 360 mg: 54 mg of morphine by CDC 2022, 36 mg by the BNF."""
    codeine = {**CODEINE, "amount": Decimal(2), "times": Decimal(6)}
    asked = without({**EVERYTHING_MET, "pain_medicines": (codeine, PARACETAMOL)}, "relief")
    chosen = replace(asked, choices={MORPHINE_TABLE_CHOICE.key: "bnf_2020"})

    assert "relief" in (named(settling(DOCUMENTED_INDICATIONS, asked).fewest_to_met) or {})
    assert settling(DOCUMENTED_INDICATIONS, chosen).fewest_to_met is None


# A list that is not known to be asked for

LISTED = replace(pain_medicines, key="listed", asked_if=in_hospital.yes)
MORPHINE_LISTED = replace(daily_morphine, medicines=LISTED)
BEHIND_A_GATE = replace(
    OVERTURNED,
    criteria=(
        criterion(
            "dose", MORPHINE_LISTED.is_at_least(Decimal(50)), MORPHINE_LISTED.is_under(Decimal(50))
        ),
    ),
)


def test_a_list_behind_a_gate_settles_with_its_gate() -> None:
    found = settling(BEHIND_A_GATE, Case({}, ON))

    assert {fact.question for fact in found.facts} == {in_hospital, LISTED}
    for way in (found.fewest_to_met, found.fewest_to_not_met):
        assert way is not None
        assert [need.question for need in way] == [in_hospital, LISTED]
