"""The daily total of morphine: exact where all is known, "at least" where something is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Cause
from rules.language.logic.relations import Range
from rules.language.logic.weighing import weigh
from rules.medicines import MORPHINE_TABLES, How
from rules.medicines.daily_total import DailyTotal, TotalStatus
from rules.medicines.morphine import MORPHINE_TABLE_CHOICE
from rules.medicines.opioids import Gap
from rules.protocols.figures import LARGE_DOSE
from rules.questions.from_medicines import morphine_as_listed
from rules.questions.pain_relief import daily_morphine, opioid_doses_confirmed, pain_medicines
from tests.kit.cases import WorkedCase, cases_of

ON = date(2026, 11, 16)
Medicine = dict[str, object]


def medicine(name: str, **parts: object) -> Medicine:
    """A tablet in mg, once a day, unless said otherwise."""
    usual = {"form": "tablet", "unit": "mg", "amount": 1, "times": 1, "still_taken": True}
    return {"name": name, **usual, **parts}


def without(medicine: Medicine, *parts: str) -> Medicine:
    return {key: value for key, value in medicine.items() if key not in parts}


def case(*medicines: Medicine) -> Case:
    return Case({"pain_medicines": Given(pain_medicines.read(list(medicines)))}, ON)


def total(*medicines: Medicine) -> DailyTotal:
    return daily_morphine.details(case(*medicines))


def by_bnf(*medicines: Medicine) -> Case:
    return replace(case(*medicines), choices={"morphine_table": "bnf_2020"})


OXYCODONE = medicine("Oxycodone", strength="10", amount=2, times=2)
PARACETAMOL = medicine("Paracetamol", strength="500", amount=2, times=4)
BUPRENORPHINE = medicine("Butec", form="patch", strength="20", unit="microgram_an_hour", amount=1)


@pytest.mark.parametrize(
    ("taken", "milligrams"),
    [
        (OXYCODONE, "60"),
        (medicine("Oxycodone", strength="5", amount=0.5, times=3), "11.25"),
        (medicine("Codeine", strength="30", amount=2, times=4), "36"),
        (medicine("Tramadol", strength="50", amount=2, times=4), "80"),
        (medicine("Hydromorphone", strength="1.3", times=2), "13"),
        (medicine("Tapentadol", strength="100", times=2), "80"),
        (medicine("Co-codamol", strength="30/500", amount=2, times=4), "36"),
        (medicine("Percocet", strength="5/325", times=4), "30"),
        (medicine("Co-codamol 30/500", amount=2, times=4), "36"),
        (without(medicine("Co-codamol 30/500", amount=2, times=4), "unit"), "36"),
        (without(medicine("Co-codamol", strength="30/500", amount=2, times=4), "unit"), "36"),
        (without(medicine("MST 15 mg", times=2), "unit"), "30"),
        (medicine("Morphine", strength="15 mg", times=2), "30"),
        (medicine("Morphine", strength="5000", unit="microgram", times=2), "10"),
        (medicine("Oramorph", form="liquid", strength="10", unit="mg_in_5_ml", amount=2.5, times=4), "20"),
        (medicine("Oramorph 10mg/5ml", form="liquid", unit="mg_in_5_ml", amount=5, times=4), "40"),
        (medicine("Morphine", form="liquid", strength="20", unit="mg_in_1_ml", amount=0.5), "10"),
        (medicine("Matrifen", form="patch", strength="25", unit="microgram_an_hour"), "60"),
        (medicine("Fentanyl 12 mcg/h", form="patch", unit="microgram_an_hour", amount=2), "57.6"),
        (medicine("Fentanyl", form="patch", strength="25", unit="microgram"), "60"),
        (medicine("Fentanyl", form="patch", strength="25 micrograms", unit="microgram_an_hour"), "60"),
        (medicine("Co-codamol", strength="30/500", unit="microgram"), "0.0045"),
        (without(medicine("Co-codamol", strength="30/500 micrograms"), "unit"), "0.0045"),
        (without(medicine("Oramorph 10 mg/ml", form="liquid", amount=2), "unit"), "20"),
        (without(medicine("Fentanyl", form="patch", strength="25 mcg/h"), "unit", "times"), "60"),
        (PARACETAMOL, "0"),
        (medicine("Oxycodone", strength="10", amount=0), "0"),
    ],
)  # fmt: skip
def test_a_known_dose_gives_the_exact_figure(taken: Medicine, milligrams: str) -> None:
    assert total(taken).status is TotalStatus.EXACT
    assert daily_morphine.value(case(taken)) == Decimal(milligrams)


def liquid(strength: str, amount: object = 5, **parts: object) -> Medicine:
    """Morphine by the spoon, 4 times a day."""
    parts = {"form": "liquid", "times": 4, "strength": strength, "amount": amount, **parts}
    return without(medicine("Morphine", **parts), *([] if "unit" in parts else ["unit"]))


@pytest.mark.parametrize(
    ("strength", "milligrams"),
    {".5 mg/ml": "10", ".25mg/ml": "5", "0,5 mg/ml": "10", "2,5 mg/5 ml": "10"}.items(),
)
def test_the_whole_of_a_liquids_strength_is_read(strength: str, milligrams: str) -> None:
    assert daily_morphine.value(case(liquid(strength))) == Decimal(milligrams)


@pytest.mark.parametrize(
    "taken",
    [
        liquid("1,000mg/500ml"),
        liquid("10mg/0ml"),
        liquid("10mg/5ml", unit="mg_in_1_ml"),
        liquid("10mg/5ml", unit="microgram"),
        liquid("10", unit="percent"),
        {**OXYCODONE, "strength": "2 x 10 mg", "amount": 1},
        {**OXYCODONE, "strength": "10 mg every 6 hours"},
    ],
)
def test_what_can_be_two_things_or_contradicts_itself_is_not_known(taken: Medicine) -> None:
    assert total(taken).named(Gap.DOSE_UNKNOWN) == (taken["name"],)


SOME = {"said": "1 or 2", "low": 1, "high": 2}


def test_a_range_stays_a_range_in_the_total() -> None:
    known = case({**OXYCODONE, "amount": SOME})
    found = daily_morphine.details(known)

    assert (found.status, found.milligrams, found.at_most) == (TotalStatus.BETWEEN, 30, 60)
    assert daily_morphine.value(known) == Range(Decimal(30), Decimal(60))
    assert said(known) == "at least 30, at most 60 mg of morphine a day (CDC 2022)"


def test_a_criterion_that_a_range_straddles_cannot_be_told_and_waits_for_the_usual_dose() -> None:
    known = case({**OXYCODONE, "amount": SOME})

    assert weigh(daily_morphine.is_at_least(50), known).truth is None
    assert weigh(daily_morphine.is_at_least(30), known).truth is True
    assert [(one.term.short, one.cause) for one in daily_morphine.open(known)] == [
        ("Usual dose of Oxycodone", Cause.NEEDS_STAFF)
    ]


def test_once_a_week_is_a_seventh_a_day() -> None:
    weekly = {**OXYCODONE, "times": {"said": "once a week", "low": 0.142857, "high": 0.142857}}

    assert said(case(weekly)) == "4.286 mg of morphine a day (CDC 2022)"


def test_medicines_are_added_up() -> None:
    found = total(OXYCODONE, PARACETAMOL, medicine("Codeine", strength="30", times=4))

    assert (found.status, found.milligrams) == (TotalStatus.EXACT, Decimal(78))


def test_no_medicine_is_exactly_zero() -> None:
    assert (total().status, total().milligrams) == (TotalStatus.EXACT, Decimal(0))


def test_an_unanswered_list_is_not_known_and_never_zero() -> None:
    nothing = Case({}, ON)

    assert daily_morphine.value(nothing) is Absent.UNANSWERED
    assert daily_morphine.details(nothing) == DailyTotal(TotalStatus.UNKNOWN, None, "CDC 2022")


def test_what_is_no_longer_taken_is_not_counted() -> None:
    stopped = {**OXYCODONE, "still_taken": False}

    assert total(stopped, PARACETAMOL).milligrams == 0


def test_what_may_still_be_taken_is_counted() -> None:
    assert total(without(OXYCODONE, "still_taken")).milligrams == 60


@pytest.mark.parametrize("name", ["Butec", "Methadone", "Dihydrocodeine"])
def test_an_opioid_without_a_factor_is_not_calculated_and_never_zero(name: str) -> None:
    found = total({**BUPRENORPHINE, "name": name}, PARACETAMOL)

    assert (found.status, found.milligrams) == (TotalStatus.NOT_CALCULATED, None)
    assert found.left_out == (name,)
    assert found.lines[0].why.startswith("Not calculated")


def test_with_an_opioid_left_out_the_rest_is_at_least() -> None:
    known = case(BUPRENORPHINE, OXYCODONE)

    assert daily_morphine.value(known) == Range(Decimal(60), None)
    assert daily_morphine.details(known).status is TotalStatus.AT_LEAST
    assert said(known) == "at least 60 mg of morphine a day (CDC 2022; left out: Butec)"


def said(known: Case) -> str:
    return daily_morphine.said_in(daily_morphine.value(known), known)


def test_not_calculated_is_said_so() -> None:
    assert said(case(BUPRENORPHINE)) == "not calculated (CDC 2022; left out: Butec)"


ZOMORPH = medicine("Zomorph", strength="10", times=2)


def ends(*medicines: Medicine) -> tuple[object, object]:
    """At least, and at most."""
    found = total(*medicines)
    return found.milligrams, found.at_most


def listed_again(medicine: Medicine, said: object) -> Medicine:
    return {**medicine, "listed_again": said}


@pytest.mark.parametrize(
    ("said", "milligrams"),
    [("same", (Decimal(20), None)), ("different", (Decimal(60), None)), (None, (20, 60))],
)
def test_one_medicine_entered_three_times_counts_once_unless_somebody_says_otherwise(
    said: str | None, milligrams: tuple[object, object]
) -> None:
    again = listed_again(ZOMORPH, said) if said else ZOMORPH

    assert ends(ZOMORPH, again, again) == milligrams


def test_a_total_with_one_listed_twice_settles_nothing_between_both() -> None:
    known = case(ZOMORPH, ZOMORPH, ZOMORPH)

    assert total(ZOMORPH, ZOMORPH, ZOMORPH).status is TotalStatus.BETWEEN
    assert weigh(daily_morphine.is_at_least(LARGE_DOSE), known).truth is None
    assert [(one.term.short, one.cause) for one in daily_morphine.open(known)] == [
        ("Whether “Zomorph” is “Zomorph” again", Cause.UNANSWERED)
    ]


def test_two_names_of_one_ingredient_may_be_one_medicine() -> None:
    other_brand = medicine("OxyNorm", strength="5", times=4)

    assert ends(OXYCODONE, other_brand) == (30, 90)
    assert ends(OXYCODONE, listed_again(other_brand, {"absent": "not sure"})) == (30, 90)
    assert ends(OXYCODONE, listed_again(other_brand, "different")) == (90, None)
    assert ends(OXYCODONE, listed_again(other_brand, "same")) == (30, 60)


def test_a_medicine_listed_again_without_its_dose_leaves_the_first_known() -> None:
    without_dose = without(ZOMORPH, "strength")

    assert total(ZOMORPH, listed_again(without_dose, "same")).status is TotalStatus.EXACT
    assert total(ZOMORPH, listed_again(without_dose, "different")).status is TotalStatus.AT_LEAST


@pytest.mark.parametrize(
    "other",
    [
        medicine("Tramadol", strength="50"),
        {**ZOMORPH, "still_taken": False},
        medicine("Ibuprofen", strength="400"),
    ],
)
def test_what_is_another_medicine_or_no_longer_taken_is_not_asked_about(other: Medicine) -> None:
    assert total(ZOMORPH, other).perhaps_twice == ()
    assert total(other, ZOMORPH).status is TotalStatus.EXACT


def test_what_one_of_two_was_said_to_be_is_nothing_once_the_other_is_gone() -> None:
    assert total(listed_again(ZOMORPH, "same")).milligrams == 20


SLIP = medicine("Zomorph", strength="100000", amount=4, times=24)


def confirmed(said: object, *medicines: Medicine) -> Case:
    known = case(*medicines)
    return known.having({**known.answers, "opioid_doses_confirmed": Given(said)})


@pytest.mark.parametrize("said", [Absent.UNANSWERED, Absent.NOT_SURE, False])
def test_what_nobody_takes_in_a_day_is_not_exact_and_settles_nothing(said: object) -> None:
    known = confirmed(said, SLIP)
    found = daily_morphine.details(known)

    assert (found.status, found.milligrams) == (TotalStatus.NOT_CONFIRMED, 9_600_000)
    assert weigh(daily_morphine.is_at_least(LARGE_DOSE), known).truth is None
    assert [(one.term.short, one.cause) for one in daily_morphine.open(known)] == [
        ("Whether 9600000 mg a day is right", Cause.UNANSWERED)
    ]


def test_a_dose_that_somebody_confirms_counts() -> None:
    known = confirmed(True, SLIP)

    assert daily_morphine.details(known).status is TotalStatus.EXACT
    assert weigh(daily_morphine.is_at_least(LARGE_DOSE), known).truth is True


def test_the_figure_itself_is_not_asked_about() -> None:
    most = medicine("Morphine", strength="500")

    assert opioid_doses_confirmed.answer(case(most)) is Absent.NOT_ASKED
    assert total(most).status is TotalStatus.EXACT


def test_the_editions_of_2026_11_add_up_what_is_listed() -> None:
    assert morphine_as_listed.value(case(ZOMORPH, ZOMORPH, ZOMORPH)) == 60
    assert morphine_as_listed.value(case(SLIP)) == 9_600_000


@pytest.mark.parametrize(
    "taken",
    [
        without(OXYCODONE, "strength"),
        without(OXYCODONE, "amount"),
        without(OXYCODONE, "times"),
        without(OXYCODONE, "form"),
        without(OXYCODONE, "unit"),
        {**OXYCODONE, "strength": {"absent": "not sure"}},
        {**OXYCODONE, "strength": "10-20"},
        {**OXYCODONE, "unit": "percent"},
        {**OXYCODONE, "strength": "10 mg", "unit": "microgram"},
        medicine("Co-codamol", strength="500"),
        medicine("Oramorph", form="liquid", strength="10", unit="mg"),
        medicine("Fentanyl", form="patch", strength="25"),
    ],
)
def test_a_dose_that_is_not_wholly_known_is_never_guessed(taken: Medicine) -> None:
    found = total(taken)

    assert (found.status, found.milligrams) == (TotalStatus.NOT_CALCULATED, None)
    assert found.named(Gap.DOSE_UNKNOWN) == (taken["name"],)


FENTANYL = medicine("Fentanyl", form="patch", strength="25", unit="microgram_an_hour", amount=2)


@pytest.mark.parametrize(
    ("known", "dose", "unit", "factor", "morphine"),
    [
        (case(OXYCODONE), 40, "mg", Decimal("1.5"), 60),
        (case(FENTANYL), 50, "mcg/h", Decimal("2.4"), 120),
        (by_bnf(FENTANYL), 50, "mcg/h", None, 120),
    ],
)
def test_a_line_says_the_dose_with_its_unit_and_the_factor_it_was_counted_by(
    known: Case, dose: int, unit: str, factor: Decimal | None, morphine: int
) -> None:
    (line,) = daily_morphine.details(known).lines

    assert (line.dose, line.unit, line.factor, line.morphine) == (dose, unit, factor, morphine)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (case(medicine("the blue ones")), "Not recognised: it may or may not be an opioid."),
        (case(without(OXYCODONE, "amount")), "The dose is not known."),
        (case(without(FENTANYL, "amount")), "The dose is not known."),
        (case(without(OXYCODONE, "form")), "The dose is not known."),
        (
            by_bnf({**FENTANYL, "strength": "37.5"}),
            "Not calculated: the BNF 2020 table lists no patch of this strength.",
        ),
        (
            case({**OXYCODONE, "form": "injection"}),
            "Not calculated: the table's factors are for medicines by mouth and fentanyl patches.",
        ),
        (
            case(medicine("Dihydrocodeine")),
            "Not calculated: the CDC 2022 table lists no factor.",
        ),
        (
            case(medicine("the blue ones", read_as=["another_opioid"], read_how="staff")),
            "Not calculated: this opioid is not on record here.",
        ),
    ],
)
def test_a_line_without_a_figure_says_why(known: Case, why: str) -> None:
    (line,) = daily_morphine.details(known).lines

    assert (line.morphine, line.why) == (None, why)


def test_several_left_out_are_named_one_after_the_other() -> None:
    known = case(BUPRENORPHINE, OXYCODONE, medicine("Methadone"))

    assert said(known).endswith("(CDC 2022; left out: Butec, Methadone)")
    assert [missing.term.short for missing in daily_morphine.open(known)] == [
        "Morphine factor of Butec, Methadone"
    ]


@pytest.mark.parametrize("form", ["injection", "cream", "other"])
def test_factors_for_the_mouth_are_not_used_for_another_way(form: str) -> None:
    assert total(medicine("Morphine", strength="10", form=form)).left_out == ("Morphine",)


def test_the_factor_of_the_fentanyl_patch_is_not_used_for_a_tablet() -> None:
    assert total(medicine("Fentanyl", strength="100", unit="microgram")).left_out == ("Fentanyl",)


@pytest.mark.parametrize("name", ["the little blue ones", "amlodipine"])
def test_a_name_that_is_not_recognised_may_be_an_opioid(name: str) -> None:
    found = total(medicine(name, strength="10"), OXYCODONE)

    assert (found.status, found.milligrams) == (TotalStatus.AT_LEAST, Decimal(60))
    assert found.left_out == (name,)


def test_a_name_that_nobody_recognised_is_not_sure() -> None:
    (line,) = total(medicine("the little blue ones")).lines

    assert (line.how, line.sure) == (How.NOT_CONFIRMED, False)


def test_a_medicine_without_a_name_may_be_an_opioid() -> None:
    assert total(without(OXYCODONE, "name")).left_out == ("a medicine without a name",)


def misspelt(how: str, name: str = "oxycodon", *read_as: str) -> Medicine:
    """A medicine that counts 60 mg where its reading counts."""
    return {**OXYCODONE, "name": name, "read_as": list(read_as or ("oxycodone",)), "read_how": how}


@pytest.mark.parametrize("how", ["patient", "staff"])
def test_a_name_read_from_a_near_spelling_counts_once_somebody_confirmed_it(how: str) -> None:
    (line,) = total(misspelt(how)).lines

    assert (line.name, line.ingredient, line.morphine) == ("oxycodon", "Oxycodone", 60)
    assert (line.how, line.sure) == (How(how), True)


NOBODY_CONFIRMED = pytest.mark.parametrize("how", ["not_confirmed", "patient_not_sure"])


@NOBODY_CONFIRMED
def test_a_reading_that_nobody_confirmed_is_not_counted(how: str) -> None:
    found = total(misspelt(how))
    (line,) = found.lines

    assert (found.status, found.milligrams) == (TotalStatus.NOT_CALCULATED, None)
    assert (line.name, line.ingredient, line.morphine) == ("oxycodon", "Oxycodone", None)
    assert (line.how, line.sure, line.gap) == (How(how), False, Gap.NOT_CONFIRMED)
    assert line.why == "Not confirmed: nobody has said that this is what it was read as."


@NOBODY_CONFIRMED
def test_beside_what_is_sure_it_is_named_as_left_out(how: str) -> None:
    found = total(OXYCODONE, misspelt(how))

    assert (found.status, found.milligrams) == (TotalStatus.AT_LEAST, Decimal(60))
    assert found.left_out == ("oxycodon",)
    assert said(case(OXYCODONE, misspelt(how))).endswith("(CDC 2022; left out: oxycodon)")


@NOBODY_CONFIRMED
def test_it_waits_for_staff_to_say_whether_it_is_what_it_was_read_as(how: str) -> None:
    known = case(misspelt(how), misspelt(how, "cocodomol", "codeine", "paracetamol"))

    assert [(one.term.short, one.cause) for one in daily_morphine.open(known)] == [
        (
            "Whether “oxycodon” is Oxycodone, “cocodomol” is Codeine + Paracetamol (acetaminophen)",
            Cause.NEEDS_STAFF,
        )
    ]


def test_what_was_read_as_no_opioid_but_confirmed_by_nobody_may_be_one() -> None:
    found = total(OXYCODONE, misspelt("not_confirmed", "paracetamoll", "paracetamol"))

    assert (found.status, found.left_out) == (TotalStatus.AT_LEAST, ("paracetamoll",))


def test_what_is_no_longer_taken_leaves_nothing_out() -> None:
    stopped = {**misspelt("not_confirmed"), "still_taken": False}

    assert total(OXYCODONE, stopped).status is TotalStatus.EXACT


def test_what_was_noted_is_counted_and_not_what_the_name_says() -> None:
    noted = {**OXYCODONE, "read_as": ["morphine"], "read_how": "staff"}

    assert total(noted).milligrams == 40


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ("another_opioid", TotalStatus.NOT_CALCULATED),
        ("another_pain_medicine", TotalStatus.EXACT),
        ("not_for_pain", TotalStatus.EXACT),
    ],
)
def test_staff_can_say_what_a_name_that_is_not_on_record_is(
    known: str, status: TotalStatus
) -> None:
    found = total(medicine("the blue ones", read_as=[known], read_how="staff"))

    assert found.status is status


@pytest.mark.parametrize(
    ("taken", "cause"),
    [
        (without(OXYCODONE, "amount"), Cause.UNANSWERED),
        (medicine("the little blue ones"), Cause.NEEDS_STAFF),
        (BUPRENORPHINE, Cause.FOR_CLINICIAN),
    ],
)
def test_what_keeps_the_total_open_says_who_can_settle_it(taken: Medicine, cause: Cause) -> None:
    assert [missing.cause for missing in daily_morphine.open(case(taken))] == [cause]


BUTEC_5 = medicine("Butec", form="patch", strength="5", unit="microgram_an_hour")


@pytest.mark.parametrize(
    ("taken", "milligrams"),
    [
        (OXYCODONE, "60"),
        (medicine("Tramadol", strength="100", times=4), "40"),
        (medicine("Co-codamol", strength="30/500", amount=2, times=4), "24"),
        (medicine("Dihydrocodeine", strength="30", times=4), "12"),
        (medicine("Hydromorphone", strength="1.3", times=2), "13"),
        (medicine("Tapentadol", strength="100", times=2), "80"),
        (medicine("Matrifen", form="patch", strength="12", unit="microgram_an_hour"), "30"),
        (medicine("Matrifen", form="patch", strength="12", unit="microgram_an_hour", amount=2), "60"),
        (medicine("Matrifen", form="patch", strength="25", unit="microgram_an_hour"), "60"),
        (medicine("Matrifen", form="patch", strength="50", unit="microgram_an_hour"), "120"),
        (medicine("Matrifen", form="patch", strength="75", unit="microgram_an_hour"), "180"),
        (medicine("Matrifen", form="patch", strength="100", unit="microgram_an_hour"), "240"),
    ],
)  # fmt: skip
def test_a_clinic_can_count_by_the_bnf_figures(taken: Medicine, milligrams: str) -> None:
    known = by_bnf(taken)

    assert daily_morphine.value(known) == Decimal(milligrams)
    assert said(known).endswith("(BNF 2020)")


@pytest.mark.parametrize(
    "taken",
    [
        BUTEC_5,
        medicine("Methadone", strength="10", times=2),
        medicine("Hydrocodone", strength="10", times=2),
        medicine("Pethidine", strength="50", times=4),
        medicine("Matrifen", form="patch", strength="37.5", unit="microgram_an_hour"),
    ],
)
def test_what_the_bnf_figures_do_not_give_is_not_calculated(taken: Medicine) -> None:
    found = daily_morphine.details(by_bnf(taken, OXYCODONE))

    assert (found.status, found.milligrams) == (TotalStatus.AT_LEAST, Decimal(60))
    assert found.left_out == (taken["name"],)
    assert found.lines[0].why.startswith("Not calculated")


def test_a_line_can_be_crossed_by_the_choice_of_table_alone() -> None:
    tramadol = medicine("Tramadol", strength="100", times=4)

    assert daily_morphine.value(case(tramadol)) == Decimal(80)
    assert daily_morphine.value(by_bnf(tramadol)) == Decimal(40)


WORKED: dict[str, tuple[TotalStatus, Decimal | None]] = {
    "V36": (TotalStatus.EXACT, Decimal(0)),
    "V38": (TotalStatus.NOT_CALCULATED, None),
    "V40": (TotalStatus.UNKNOWN, None),
}


@pytest.mark.parametrize("worked", cases_of("documented_indications"), ids=lambda worked: worked.id)
def test_a_worked_case_has_its_total_by_the_bnf_figures(worked: WorkedCase) -> None:
    known = replace(worked.case(), choices={"morphine_table": "bnf_2020"})

    found = daily_morphine.details(known)

    assert (found.status, found.milligrams) == WORKED.get(
        worked.id, (TotalStatus.EXACT, Decimal(60))
    )


def test_the_table_used_is_named() -> None:
    assert total().table == "CDC 2022"
    assert daily_morphine.details(by_bnf()).table == "BNF 2020"


def test_the_list_of_the_bnf_itself_counts_as_its_quotation_but_for_tapentadol() -> None:
    quoted, itself = MORPHINE_TABLES["bnf_2020"], MORPHINE_TABLES["bnf_2018"]
    taken = case(OXYCODONE, medicine("Tapentadol", strength="100", times=2))
    found = daily_morphine.details(replace(taken, choices={MORPHINE_TABLE_CHOICE.key: itself.key}))

    assert quoted.by_mouth == {**itself.by_mouth, "tapentadol": Decimal("0.4")}
    assert (found.table, [line.gap for line in found.lines]) == (
        "BNF 2018",
        [None, Gap.NO_FACTOR],
    )
    assert "local UK tables give 0.4" in found.lines[1].why


@pytest.mark.parametrize(
    ("taken", "milligrams"),
    [
        (OXYCODONE, "60"),
        (medicine("Tramadol", strength="100", times=4), "80"),
        (medicine("Codeine", strength="30", times=4), "15.6"),
        (medicine("Palexia", strength="100", times=2), "60"),
        (medicine("Jurnista", strength="8", times=1), "40"),
        (medicine("Durogesic", form="patch", strength="25", unit="microgram_an_hour"), "75"),
        (medicine("Norspan", form="patch", strength="10", unit="microgram_an_hour"), "20"),
    ],
)
def test_a_clinic_can_count_by_the_table_of_anzca(taken: Medicine, milligrams: str) -> None:
    known = by_anzca(taken)

    assert daily_morphine.value(known) == Decimal(milligrams)
    assert said(known).endswith("(ANZCA/FPM 2021)")


@pytest.mark.parametrize(
    ("taken", "why"),
    [
        (medicine("Buprenorphine", strength="2", times=2), "taken under the tongue."),
        (medicine("Methadone", strength="10", times=2), "as read gives no factor."),
        (medicine("Pethidine", strength="50", times=4), "and none by mouth."),
        (medicine("Dihydrocodeine", strength="30", times=4), "lists no factor."),
        (
            medicine("Durogesic", form="injection", strength="25", unit="microgram_an_hour"),
            "for medicines by mouth and patches of fentanyl and buprenorphine.",
        ),
    ],
)
def test_what_the_table_of_anzca_does_not_give_says_why(taken: Medicine, why: str) -> None:
    (line,) = daily_morphine.details(by_anzca(taken)).lines

    assert line.gap is Gap.NO_FACTOR
    assert line.why.endswith(why)


def by_anzca(*taken: Medicine) -> Case:
    return replace(case(*taken), choices={MORPHINE_TABLE_CHOICE.key: "anzca_2021"})


def test_the_tables_to_choose_from_are_named_and_the_cdc_table_comes_with_it() -> None:
    assert MORPHINE_TABLE_CHOICE.key == "morphine_table"
    assert MORPHINE_TABLE_CHOICE.options == {
        "cdc_2022": "CDC 2022",
        "bnf_2020": "BNF 2020",
        "bnf_2018": "BNF 2018",
        "anzca_2021": "ANZCA/FPM 2021",
    }
    assert MORPHINE_TABLE_CHOICE.value == "cdc_2022"


def test_lists_are_made_up_on_each_side_of_a_limit() -> None:
    check = daily_morphine.is_at_least(LARGE_DOSE)

    truths = {weigh(check, case_with(one)).truth for one in daily_morphine.examples(case(), check)}

    assert truths == {True, False}


def test_the_lists_made_up_lie_just_under_at_and_just_over_the_limit() -> None:
    lists = daily_morphine.examples(case(), daily_morphine.is_at_least(LARGE_DOSE))

    assert {daily_morphine.value(case_with(one)) for one in lists} == {0, 49, 50, 51}


def case_with(value: object) -> Case:
    return Case({"pain_medicines": Given(value)}, ON)
