"""Answers in a file, read without a database: each fault is said in a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from questionnaire.cli.answer_file import UnreadableFile, assess_file
from questionnaire.cli.assessment_table import assessment_table
from rules.evidence import INTENDED_USE, NATURAL_COURSE, SHAM_TRIALS
from tests.kit.cases import WorkedCase, every_case

EVERY_CASE = every_case()
# In these the consult was moved to before the onset: nobody could type them in so.
MOVED = [one for one in EVERY_CASE if one.findings.get("onset_after_consult") == "met"]


def written(folder: Path, case: WorkedCase) -> Path:
    path = folder / f"{case.id}.json"
    told = {"on": case.on.isoformat(), "answers": dict(case.answers)}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def statuses(record: Mapping[str, object]) -> dict[str, str]:
    """Every criterion of the protocols that apply, with where it stands."""
    assessments = cast("list[Mapping[str, list[Mapping[str, str]]]]", record["assessments"])
    return {one["criterion"]: one["status"] for each in assessments for one in each["findings"]}


@pytest.mark.parametrize(
    "case", [one for one in EVERY_CASE if one not in MOVED], ids=lambda case: case.id
)
def test_a_worked_case_in_a_file_gives_what_it_must(tmp_path: Path, case: WorkedCase) -> None:
    record = assess_file(written(tmp_path, case))

    found = statuses(record)
    told = {key: status for key, status in case.findings.items() if key in found}
    assert {key: found[key].replace(" ", "_") for key in told} == told
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize("case", MOVED, ids=lambda case: case.id)
def test_pain_that_begins_after_the_consult_is_refused(tmp_path: Path, case: WorkedCase) -> None:
    with pytest.raises(UnreadableFile) as refused:
        assess_file(written(tmp_path, case))

    assert str(refused.value) == (
        f"{case.id}.json: answers.pain_began is 17 November 2026, after the consult day: write a day "
        'up to the consult day, or another day under "on" (2026-11-16)'
    )


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (
            {"blood_date": "2030-01-01"},
            "answers.blood_date is 1 January 2030, after the consult day",
        ),
        ({"mri_report_date": "9999-12-31"}, "after the consult day"),
        ({"cancer_which": "\ud800"}, "half of a surrogate pair is no letter"),
        ({"pain_medicines": [{"name": "\udfff"}]}, "half of a surrogate pair is no letter"),
    ],
)
def test_a_day_that_has_not_come_and_half_a_letter_are_refused(
    tmp_path: Path, answers: Mapping[str, object], why: str
) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({"on": "2026-11-22", "answers": answers}), encoding="utf-8")

    with pytest.raises(UnreadableFile) as refused:
        assess_file(path)

    assert why in str(refused.value)
    assert str(refused.value).encode()


def test_a_clinics_own_figure_in_the_file_is_used(tmp_path: Path) -> None:
    case = next(one for one in EVERY_CASE if one.id == "V02")
    path = tmp_path / "own.json"
    told = {"on": str(case.on), "answers": dict(case.answers), "figures": {"severe_pain": 9}}
    path.write_text(json.dumps(told), encoding="utf-8")

    record = assess_file(path)

    assert record["overall"] == "cannot tell"


def test_protocols_and_choices_in_the_file_are_used(tmp_path: Path) -> None:
    case = next(one for one in EVERY_CASE if one.id == "V02")
    path = tmp_path / "own.json"
    own = {"protocols": ["cms_lcd", "nice_ta279"], "choices": {"morphine_table": "bnf_2020"}}
    told = {"on": str(case.on), "answers": dict(case.answers), **own}
    path.write_text(json.dumps(told), encoding="utf-8")

    record = assess_file(path)

    outcomes = cast("list[Mapping[str, str]]", record["protocols"])
    assert [one["protocol"] for one in outcomes] == own["protocols"]
    assert record["leading"] == "cms_lcd"
    assert "BNF 2020" in str(cast("Mapping[str, object]", record["morphine"])["table"])


def test_the_of_score_is_said_once_anything_of_it_is_entered(tmp_path: Path) -> None:
    case = next(one for one in EVERY_CASE if one.id == "V02")
    path = tmp_path / "own.json"
    told = {"on": str(case.on), "answers": {**case.answers, "of_type": "of3", "of_bone": False}}
    path.write_text(json.dumps(told), encoding="utf-8")

    without = assessment_table(assess_file(written(tmp_path, case)))
    table = assessment_table(assess_file(path))

    assert "OF score" not in without
    assert "OF score, not validated: at least 1, at most 11. By its card " in table


def test_what_would_settle_each_protocol_is_said(tmp_path: Path) -> None:
    case = next(one for one in EVERY_CASE if one.id == "V40")

    record = assess_file(written(tmp_path, case))

    settlings = cast("list[Mapping[str, object]]", record["settling"])
    assert "documented_indications" in [one["protocol"] for one in settlings]
    assert "documented_indications, fewest answers to not met: " in assessment_table(record)


WRONG = {
    "{": "line 1, column 2 is not JSON",
    "[]": "the file is not an object",
    '{"answers": {}}': "on is missing",
    '{"on": "22/11/2026", "answers": {}}': 'on is no day ("22/11/2026"): write it as "2026-11-22"',
    '{"on": "2026-11-22"}': "answers is missing",
    '{"on": "2026-11-22", "answers": [], "figures": {}}': "answers is not an object",
    '{"on": "2026-11-22", "answers": {}, "anwers": {}}': "anwers is not known",
    '{"on": "2026-11-22", "answers": {"pain_wurst": 3}}': "did you mean pain_worst?",
    '{"on": "2026-11-22", "answers": {"pain_worst": 11}}': "answers.pain_worst is 11: it takes",
    '{"on": "2026-11-22", "answers": {"relief": {"absent": "dunno"}}}': (
        '(whole); for no value write {"absent": "not sure"} or {"absent": "unanswered"}'
    ),
    '{"on": "2026-11-22", "answers": {"details_right": {"absent": "?"}}}': (
        'true or false; for no value write {"absent": "unanswered"}'
    ),
    '{"on": "2026-11-22", "answers": {"pain_medicines": [{"times": {"absent": "?"}}]}}': (
        'for no value write {"absent": "not sure"} or {"absent": "unanswered"}'
    ),
    '{"on": "2026-11-22", "answers": {"pain_worst": null}}': "answers.pain_worst is null",
    '{"on": "2026-11-22", "answers": {"pain_worst": NaN}}': "answers.pain_worst is NaN",
    '{"on": "2026-11-22", "answers": {"pain_worst": 1, "pain_worst": 9}}': "stands twice",
    '{"on": "2026-11-22", "answers": {"pain_medicines": [{"dose": 3}]}}': "has no part 'dose'",
    '{"on": "2026-11-22", "answers": {"pain_medicines": [{"strenght": 3}]}}': "mean strength? An",
    '{"on": "2026-11-22", "protocols": ["nice_ta280"], "answers": {}}': "mean nice_ta279? Else",
    '{"on": "2026-11-22", "answers": {"details_right": {"absent": "not sure"}}}': "not sure",
    '{"on": "2026-11-22", "answers": {}, "figures": {"severe": 7}}': "did you mean severe_pain?",
    '{"on": "2026-11-22", "answers": {}, "figures": {"severe_pain": true}}': "write a number",
    '{"on": "2026-11-22", "answers": {}, "figures": {"severe_pain": 3}}': "must be under severe_pain (3)",
    '{"on": "2026-11-22", "answers": {}, "protocols": "cms_lcd"}': "protocols is not a list",
    '{"on": "2026-11-22", "answers": {}, "protocols": []}': "name at least one of documented_",
    '{"on": "2026-11-22", "answers": {}, "protocols": ["nice"]}': "no protocol “nice”): choose from",
    '{"on": "2026-11-22", "answers": {}, "protocols": ["trial_fit", "cms_lcd"]}': "cannot lead",
    '{"on": "2026-11-22", "answers": {}, "choices": {"table": "x"}}': "choose from morphine_table",
    '{"on": "2026-11-22", "answers": {}, "choices": {"morphine_table": "x"}}': "choose from cdc_2022",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_is_told_field_fault_and_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFile) as caught:
        assess_file(path)

    assert WRONG[text] in str(caught.value)
    assert str(caught.value).startswith("wrong.json: ")
    assert "\n" not in str(caught.value)


def test_no_fault_of_a_file_hides_another(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    answers = {"pain_worst": 11, "sex": "?"}
    own = {"figures": {"severe": 7}, "choices": {"table": "x"}, "protocols": "cms_lcd", "anwers": 1}
    path.write_text(json.dumps({"on": "soon", "answers": answers, **own}), encoding="utf-8")

    with pytest.raises(UnreadableFile) as caught:
        assess_file(path)

    lines = str(caught.value).splitlines()
    assert [line.split()[1] for line in lines] == [
        "anwers",
        "on",
        "answers.pain_worst",
        "answers.sex",
        "figures.severe",
        "choices.table",
        "protocols",
    ]
    assert all(line.startswith("wrong.json: ") for line in lines)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        assess_file(tmp_path / "nothing.json")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.json"
    path.write_bytes(b"\xff\xfe\x00\x9f")

    with pytest.raises(UnreadableFile, match=r"picture.json"):
        assess_file(path)


def test_met_indications_are_never_printed_without_the_trials(tmp_path: Path) -> None:
    case = next(one for one in EVERY_CASE if one.id == "V02")

    record = assess_file(written(tmp_path, case))
    table = assessment_table(record)

    for statement in (*SHAM_TRIALS, *NATURAL_COURSE, *INTENDED_USE):
        assert statement.text in table
        assert statement.text in str(record["evidence"])


def test_the_table_says_red_flags_and_contraindications_first(tmp_path: Path) -> None:
    table = assessment_table(assess_file(written(tmp_path, EVERY_CASE[0])))

    assert table.startswith("Red flags")
    assert table.index("Contraindications") < table.index("Documented indications")


def test_the_table_has_a_line_for_each_indication(tmp_path: Path) -> None:
    case = next(one for one in EVERY_CASE if one.id == "V02")

    table = assessment_table(assess_file(written(tmp_path, case)))

    for label in ("S1", "S2", "S3", "S4", "S5", "S6", "S7"):
        assert f"\n{label}  " in table
    assert "Documented indications for vertebroplasty, on 2026-11-16: met" in table
    assert "NICE TA279: vertebroplasty for osteoporotic compression fractures, on" in table
    assert "Morphine equivalent: 60 mg a day (CDC 2022)" in table
