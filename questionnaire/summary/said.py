"""How findings, facts and sources are said to staff, the same on every page and in every export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from questionnaire.store import clock
from rules.language.criteria.criteria import Polarity, Status
from rules.language.criteria.sources import Source, Verified
from rules.language.findings.explanation import Fact
from rules.language.findings.findings import Finding
from rules.language.findings.record import who_can_supply
from rules.language.logic.case import Absent, Origin
from rules.language.logic.days import MONTHS, KnownDay, known_in_words
from rules.language.questions import Entries, Entry, as_written
from rules.language.questions.score import Total
from rules.questions import QUESTIONS
from rules.questions.examination import inr, platelets

# Where a patient stands by one protocol, after its name: "NICE TA279: appears met".
OVERALL: Mapping[Status, str] = {
    Status.MET: "appears met",
    Status.NOT_MET: "appears not met",
    Status.CANNOT_TELL: "cannot be told yet",
    Status.NOT_APPLICABLE: "not for this patient",
}

# A red flag or a contraindication that nobody answered for is never "clear".
_INDICATION = {Status.MET: "met", Status.NOT_MET: "not met", Status.CANNOT_TELL: "cannot tell"}
_REPORTED = {
    Status.MET: "reported",
    Status.NOT_MET: "not reported",
    Status.CANNOT_TELL: "unanswered",
}
_PRESENT = {
    Status.MET: "present",
    Status.NOT_MET: "not present",
    Status.CANNOT_TELL: "cannot tell",
}
# A trial's entry figure says whom it studied. It passes no verdict on anybody.
_STUDIED = {
    Status.MET: "like those studied",
    Status.NOT_MET: "unlike those studied",
    Status.CANNOT_TELL: "not known",
}
_AGREE = {
    Status.MET: "disagree",
    Status.NOT_MET: "do not disagree",
    Status.CANNOT_TELL: "cannot tell",
}
_LIMIT = {
    Status.MET: "within the limit",
    Status.NOT_MET: "outside the limit",
    Status.CANNOT_TELL: "cannot tell",
}
_STATUS_WORDS = {
    Polarity.INDICATION: _INDICATION,
    Polarity.RED_FLAG: _REPORTED,
    Polarity.CONFLICT: _AGREE,
    Polarity.LIMIT: _LIMIT,
    Polarity.ENTRY: _STUDIED,
}

MOST_LISTED = 5

NO_RESULTS = "no results entered"
BLOOD_LIMITED = (inr, platelets)

# What a clinician can record. The program proposes none of them.
OFFER = "offer"
DECISIONS: Mapping[str, str] = {
    OFFER: "Vertebroplasty to be offered",
    "no_offer": "Vertebroplasty not to be offered",
    "more_needed": "More is needed before deciding",
    "other_pathway": "Another treatment or pathway",
}

_WHO_SAYS = {
    Origin.PATIENT: "patient",
    Origin.HELPER: "helper",
    Origin.STAFF_PHONE: "patient by phone",
    Origin.PAPER: "patient on paper",
    Origin.STAFF: "staff",
    Origin.RECORD: "record",
}
# How the name that stands with an answer took part in it.
_TOOK_PART = {
    Origin.PATIENT: ", with ",
    Origin.HELPER: " ",
    Origin.STAFF_PHONE: " to ",
    Origin.PAPER: ", typed in by ",
    Origin.STAFF: ": ",
    Origin.RECORD: ", typed in by ",
}


@dataclass(frozen=True)
class SaidFact:
    """A fact as it is shown: what, its value, who said so and when.

    `overruled` is what the patient said of the same, where staff know otherwise.
    """

    what: str
    said: str
    who: str
    overruled: str = ""


def status_words(finding: Finding) -> str:
    """A finding's status: met, present, reported … What nobody answered is never "clear"."""
    polarity = finding.criterion.polarity
    if polarity is Polarity.RED_FLAG and len(finding.causes) == 1:
        return finding.causes[0].value
    words, lacking = words_of(polarity, finding.status), without_results(finding)
    if polarity is not Polarity.CONTRAINDICATION or not lacking:
        return words
    of_some = f" of {lacking[0]}" if len(lacking) < len(BLOOD_LIMITED) else ""
    return f"{words}, {NO_RESULTS}{of_some}"


def without_results(finding: Finding) -> tuple[str, ...]:
    """The blood results that nobody entered, of a finding that is settled without them."""
    if finding.status is Status.CANNOT_TELL:
        return ()
    lacking = {fact.short for fact in finding.because if isinstance(fact.value, Absent)}
    return tuple(one.short for one in BLOOD_LIMITED if one.short in lacking)


def so_far_said(finding: Finding) -> str:
    """What can still change a status that is settled: "so far; INR (staff) can change it"."""
    facts = [f"{one.term.short} ({who_can_supply(one)})" for one in finding.so_far]
    return f"so far; {' or '.join(facts)} can change it" if facts else ""


def words_of(polarity: Polarity, status: Status) -> str:
    """A status as it is said of criteria of one kind."""
    if status is Status.NOT_APPLICABLE:
        return status.value
    return _STATUS_WORDS.get(polarity, _PRESENT)[status]


def decision_words(choice: str) -> str:
    """A recorded decision in words; one that is no longer offered keeps its own."""
    return DECISIONS.get(choice, choice)


def said_fact(fact: Fact) -> SaidFact:
    """A fact with who said so and when: "patient, 12 Nov 2026"."""
    return SaidFact(fact.short, _in_short(fact), _who_and_true_when(fact), _overruled(fact))


def _who_and_true_when(fact: Fact) -> str:
    """The day that a value is of, too, where it was not given on that day: a report typed in later."""
    who, true_on = who_and_when(fact.origins, fact.by, fact.at), fact.observed_on
    if true_on is None or fact.at is None or true_on == clock.day_of(fact.at):
        return who
    return f"{who}; as of {day_in_short(true_on)}"


def _overruled(fact: Fact) -> str:
    other = fact.overruled
    return f"{other.said} ({who_and_when(other.origins, other.by, other.at)})" if other else ""


def _in_short(fact: Fact) -> str:
    """A list by how many and which: all that was said of each stands with the answers."""
    question = QUESTIONS.get(fact.questions[0]) if len(fact.questions) == 1 else None
    if not isinstance(question, Entries) or not isinstance(fact.value, tuple) or not fact.value:
        return fact.said
    entries, name = cast("tuple[Entry, ...]", fact.value), question.parts[0].key
    names = [str(entry[name]) for entry in entries if isinstance(entry.get(name), str)]
    shown = ", ".join(names[:MOST_LISTED])
    more = len(entries) - len(names[:MOST_LISTED])
    return f"{len(entries)} listed: {shown}" + (f" and {more} more" if more else "")


def who_and_when(origins: Iterable[Origin], by: str, at: datetime | None) -> str:
    """Who gave an answer, and on which day at the clinic."""
    origins = tuple(origins)
    who = " and ".join(_WHO_SAYS[origin] for origin in origins)
    took_part = _TOOK_PART[origins[0]] if len(origins) == 1 else ": "
    named = f"{who}{took_part}{by}" if by else who
    return ", ".join(part for part in (named, short_day(at)) if part)


def short_day(at: datetime | None) -> str:
    """A day at the clinic with its month in letters, so that nobody takes it for the day: 3 Nov 2026."""
    return "" if at is None else day_in_short(clock.day_of(at))


def day_in_short(day: date) -> str:
    """A day with its month in letters: 3 Nov 2026."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def short_moment(at: datetime) -> str:
    """A moment by the clinic's clock, for a table's narrow column: "3 Nov 2026, 14:05"."""
    return f"{short_day(at)}, {clock.at_clinic(at):%H:%M}"


def said_day(at: datetime | KnownDay | None) -> str:
    """A day at the clinic with its month in full, as far as it is known; empty where there is none."""
    if at is None:
        return ""
    return known_in_words(clock.day_of(at) if isinstance(at, datetime) else at, as_written)


def said_moment(at: datetime | None) -> str:
    """A moment by the clinic's clock: "12 November 2026, 14:05"; empty where there is none."""
    return f"{said_day(at)}, {clock.at_clinic(at):%H:%M}" if at else ""


def said_score(total: Total | None) -> str:
    """A score, or its limits: "5 to 9 (not known: mobile on analgesia)"; empty where nothing was entered."""
    if total is None:
        return ""
    said = str(total.least) if total.least == total.most else f"{total.least} to {total.most}"
    unknown = "; ".join(part.removeprefix("OF: ") for part in total.unknown)
    return f"{said} (not known: {unknown})" if unknown else said


def source_line(source: Source) -> str:
    """A source on one line, marked unless it was read in its own text."""
    year = "" if str(source.year) in source.title else source.year
    parts = (source.organisation, source.title, year)
    name = ", ".join(str(part) for part in parts if part)
    return name if source.how_far is Verified.READ else f"{name} ({source.how_far.value})"
