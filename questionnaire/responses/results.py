"""What the rules found, as plain values: the same on the command line, in exports and beside a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from questionnaire.responses.cannot_be_assessed import CannotBeAssessed
from rules.language.criteria.criteria import Criterion, Polarity, Protocol, Status, Strength
from rules.language.criteria.flag_urgency import as_set
from rules.language.diagrams.questions_read import questions_of
from rules.language.findings.entry_fit import TrialFit, trial_fit
from rules.language.findings.findings import Assessment, Finding, assess, find
from rules.language.findings.record import Plain, as_record, plain, source_record
from rules.language.logic.case import Case
from rules.language.logic.failure import Failure, attempt
from rules.language.questions.score import Total
from rules.medicines.daily_total import DailyTotal
from rules.medicines.opioids import Line
from rules.protocols import ALWAYS_ON, BY_KEY, DEFAULT_CHOSEN
from rules.protocols.found_flags import FOUND_FLAG_CHOICES
from rules.questions.of_score import OF_SCORE, OF_SCORE_SAYS
from rules.questions.pain_relief import daily_morphine, daily_paracetamol
from rules.sources import OF_SCORE_CARD

DEFAULT_PROTOCOLS: tuple[Protocol, ...] = tuple(BY_KEY[key] for key in DEFAULT_CHOSEN)


@dataclass(frozen=True)
class Results:
    """What every protocol that applies finds in one case, the day's morphine and paracetamol, and a score."""

    chosen: tuple[Assessment, ...]  # as the clinic chose them, the leading one first
    always_on: tuple[Assessment, ...]
    morphine: DailyTotal
    paracetamol: DailyTotal
    of_score: Total | None  # None: nobody has entered anything of it

    @property
    def leading(self) -> Assessment:
        """The assessment that heads the face sheet."""
        return self.chosen[0]

    @property
    def verdicts(self) -> tuple[Assessment, ...]:
        """The chosen ones that have indications. The others, such as trials, inform and judge nobody."""
        return tuple(one for one in self.chosen if one.of(Polarity.INDICATION))

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """Every assessment, in the order shown."""
        return (*self.chosen, *self.always_on)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every protocol, in the order shown."""
        return tuple(finding for one in self.assessments for finding in one.findings)

    def of(self, polarity: Polarity, *statuses: Status) -> tuple[Finding, ...]:
        """The findings of one kind among what always applies; of some statuses only, if named."""
        return tuple(found for one in self.always_on for found in one.of(polarity, *statuses))


def results_of(
    case: Case,
    protocols: Sequence[Protocol] = DEFAULT_PROTOCOLS,
    always_on: Sequence[Protocol] = ALWAYS_ON,
) -> Results:
    """What the rules find in a case. `protocols` are those that a clinic chose, the leading one first.

    Raises CannotBeAssessed, naming each criterion that failed.
    """
    if case.unreadable:
        raise CannotBeAssessed(*case.unreadable.values())
    found = attempt("assessment", "The assessment", _found, case, protocols, always_on)
    if isinstance(found, Failure):
        raise CannotBeAssessed(*(_failing(case, (*protocols, *always_on)) or [found]))
    return found


def _found(case: Case, protocols: Sequence[Protocol], always_on: Sequence[Protocol]) -> Results:
    return Results(
        tuple(assess(protocol, case) for protocol in protocols),
        tuple(
            assess(as_set(protocol, FOUND_FLAG_CHOICES, case.choices), case)
            for protocol in always_on
        ),
        daily_morphine.details(case),
        daily_paracetamol.details(case),
        OF_SCORE.total(case),
    )


def _failing(case: Case, protocols: Iterable[Protocol]) -> list[Failure]:
    """What fails when each criterion is weighed by itself, and each number worked out."""
    weighed = [_alone(protocol, one, case) for protocol in protocols for one in protocol.criteria]
    medicines = (daily_morphine.medicines.short,)
    morphine = attempt("morphine", daily_morphine.short, daily_morphine.details, case)
    score = attempt("of_score", "OF score", OF_SCORE.total, case)
    failed = [one for one in weighed if isinstance(one, Failure)]
    failed += [replace(morphine, reads=medicines)] if isinstance(morphine, Failure) else []
    return failed + ([score] if isinstance(score, Failure) else [])


def _alone(protocol: Protocol, criterion: Criterion, case: Case) -> Finding | Failure:
    key, name = (
        f"{protocol.key}.{criterion.key}",
        f"{protocol.short or protocol.title}: {criterion.name}",
    )
    found = attempt(key, name, find, criterion, case)
    if isinstance(found, Failure):
        return replace(found, reads=tuple(one.short for one in questions_of(criterion)))
    return found


def results_record(results: Results) -> dict[str, Plain]:
    """The outcome first, key by key; then each assessment in full, with reasons and sources."""
    return {
        "on": results.leading.on.isoformat(),
        "leading": results.leading.protocol.key,
        "overall": results.leading.overall.value,
        "criteria": _statuses(results.leading),
        "protocols": [_outcome(assessment) for assessment in results.verdicts],
        "red_flags": _keys(results, Polarity.RED_FLAG, Status.MET),
        "red_flags_unanswered": _keys(results, Polarity.RED_FLAG, Status.CANNOT_TELL),
        "contraindications": {
            "absolute": _contraindications(results, Strength.ABSOLUTE),
            "relative": _contraindications(results, Strength.RELATIVE),
            "cannot_tell": _keys(results, Polarity.CONTRAINDICATION, Status.CANNOT_TELL),
        },
        "review_before_procedure": _keys(results, Polarity.REVIEW, Status.MET),
        "notes": _keys(results, Polarity.NOTE, Status.MET),
        "answers_that_disagree": _keys(results, Polarity.CONFLICT, Status.MET),
        "trial_fit": [_trial(fit) for one in results.chosen for fit in trial_fit(one)],
        "morphine": _morphine(results.morphine),
        "paracetamol": _daily(results.paracetamol),
        "of_score": _of_score(results.of_score),
        "assessments": [as_record(assessment) for assessment in results.assessments],
    }


def _outcome(assessment: Assessment) -> Plain:
    return {
        "protocol": assessment.protocol.key,
        "title": assessment.protocol.title,
        "pathway": assessment.pathway,
        "overall": assessment.overall.value,
        "whatever_is_answered": assessment.is_whatever_is_answered,
        "criteria": _statuses(assessment),
    }


def _statuses(assessment: Assessment) -> Plain:
    return {finding.criterion.key: finding.status.value for finding in assessment.findings}


def _trial(fit: TrialFit) -> Plain:
    return {
        "trial": fit.trial,
        "inside": [finding.criterion.key for finding in fit.inside],
        "outside": [finding.criterion.key for finding in fit.outside],
        "unknown": [finding.criterion.key for finding in fit.unknown],
    }


def _keys(results: Results, polarity: Polarity, status: Status) -> Plain:
    return [finding.criterion.key for finding in results.of(polarity, status)]


def _contraindications(results: Results, strength: Strength) -> Plain:
    present = results.of(Polarity.CONTRAINDICATION, Status.MET)
    return [found.criterion.key for found in present if found.criterion.strength is strength]


def _morphine(total: DailyTotal) -> Plain:
    lines: Plain = [_line(line) for line in total.lines]
    return {**_daily(total), "table": total.table, "medicines": lines}


def _daily(total: DailyTotal) -> dict[str, Plain]:
    return {
        "status": total.status.value,
        "milligrams_a_day": plain(total.milligrams),
        "at_most_a_day": plain(total.at_most),
    }


def _of_score(total: Total | None) -> Plain:
    if total is None:
        return None
    return {
        "at_least": total.least,
        "at_most": total.most,
        "unknown": [*total.unknown],
        "says": OF_SCORE_SAYS,
        "source": source_record(OF_SCORE_CARD),
    }


def _line(line: Line) -> Plain:
    return {
        "name": line.name,
        "read_as": line.ingredient,
        "sure": line.sure,
        "dose": plain(line.dose),
        "unit": line.unit,
        "factor": plain(line.factor),
        "milligrams_of_morphine": plain(line.morphine),
        "why_not_counted": line.why,
        "listed_again": line.again.value if line.again else None,
    }
