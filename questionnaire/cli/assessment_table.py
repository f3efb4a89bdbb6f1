"""An assessment as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from rules.language.findings.record import Plain
from rules.language.logic.conditions import Cause


def assessment_table(record: Mapping[str, Plain]) -> str:
    """What `assess` found, in lines to read."""
    return "\n".join(
        [
            f"Red flags reported: {_names(record, 'red_flags')}",
            f"Red flags unanswered: {_names(record, 'red_flags_unanswered')}",
            *_contraindications(record),
            "",
            *_protocols(record),
            "",
            *_rows(record),
            "",
            *_settling(record),
            f"To weigh before the procedure: {_names(record, 'review_before_procedure')}",
            f"Morphine equivalent: {_morphine(record)}",
            *_of_score(record),
            *_evidence(record),
        ]
    )


def _protocols(record: Mapping[str, Plain]) -> list[str]:
    """Where each protocol stands, the leading one first; a pathway in place of a verdict."""
    outcomes = cast("Sequence[Mapping[str, str]]", record["protocols"])
    return [
        f"{one['title']}, on {record['on']}: {one['pathway'] or one['overall']}"
        + ("; whatever the open answers are" if one["whatever_is_answered"] else "")
        for one in outcomes
    ]


def _settling(record: Mapping[str, Plain]) -> list[str]:
    """The fewest answers that would settle each protocol that cannot be told, or undo it."""
    settlings = cast("Sequence[Mapping[str, Plain]]", record["settling"])
    return [
        f"{one['protocol']}, fewest answers to {status}: {_needed(one[key])}"
        for one in settlings
        for status, key in (("met", "fewest_to_met"), ("not met", "fewest_to_not_met"))
    ] + ([""] if settlings else [])


def _needed(needed: Plain) -> str:
    if needed is None:
        return "no answers lead there"
    if not needed:
        return "none, so far"
    answers = cast("Sequence[Mapping[str, str]]", needed)
    return "; ".join(f"{one['what']}: {one['answer']}" for one in answers)


def _rows(record: Mapping[str, Plain]) -> list[str]:
    assessments = cast("Sequence[Mapping[str, Plain]]", record["assessments"])
    findings = cast("Sequence[Mapping[str, Plain]]", assessments[0]["findings"])
    rows = [
        (str(found["label"]), str(found["short"]), str(found["status"]), _why(found))
        for found in findings
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]


def _why(found: Mapping[str, Plain]) -> str:
    undoing = cast("Sequence[Mapping[str, str]]", found["so_far"])
    so_far = " or ".join(f"{item['what']} ({item['who_can_supply']})" for item in undoing)
    return "; ".join(filter(None, (_because(found), so_far and f"so far; {so_far} can change it")))


def _because(found: Mapping[str, Plain]) -> str:
    waiting = cast("Sequence[Mapping[str, Plain]]", found["waiting_for"])
    because = cast("Sequence[Mapping[str, Plain]]", found["because"])
    causes = dict.fromkeys(str(item["cause"]) for item in waiting)
    if waiting and list(causes) != [Cause.FOR_CLINICIAN.value]:
        return "; ".join(f"{item['what']}: {item['cause']}" for item in waiting)
    said = (f"{fact['what']}: {fact['said']}" for fact in because)
    return "; ".join([*causes, *said])


def _names(record: Mapping[str, Plain], key: str) -> str:
    return ", ".join(cast("Sequence[str]", record[key])) or "none"


def _contraindications(record: Mapping[str, Plain]) -> list[str]:
    found = cast("Mapping[str, Sequence[str]]", record["contraindications"])
    return [
        f"Contraindications, {kind.replace('_', ' ')}: {', '.join(keys) or 'none'}"
        for kind, keys in found.items()
    ]


def _morphine(record: Mapping[str, Plain]) -> str:
    found = cast("Mapping[str, Plain]", record["morphine"])
    total = found["milligrams_a_day"]
    if total is None:
        return f"{str(found['status']).replace('_', ' ')} ({found['table']})"
    if found["status"] == "not_confirmed":
        return f"{total} mg a day, which nobody has confirmed ({found['table']})"
    at_least = "" if found["status"] == "exact" else "at least "
    at_most = "" if found["at_most_a_day"] is None else f", at most {found['at_most_a_day']}"
    return f"{at_least}{total}{at_most} mg a day ({found['table']})"


def _of_score(record: Mapping[str, Plain]) -> list[str]:
    if record["of_score"] is None:
        return []
    found = cast("Mapping[str, Plain]", record["of_score"])
    return [
        f"OF score, not validated: at least {found['at_least']}, at most {found['at_most']}. {found['says']}"
    ]


def _evidence(record: Mapping[str, Plain]) -> list[str]:
    beside = cast("Sequence[Mapping[str, Plain]]", record["evidence"])
    return [line for one in beside for line in ("", f"{one['title']}:", *_statements(one))]


def _statements(one: Mapping[str, Plain]) -> list[str]:
    said = cast("Sequence[Mapping[str, Plain]]", one["statements"])
    return [f"- {statement['text']} ({statement['how_far']})" for statement in said]
