"""Red flags: raised with the answer that shows one, open until a named person records what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.responses.assessments import ASSESSED
from questionnaire.responses.cannot_be_assessed import tell
from questionnaire.store import clock
from questionnaire.store.models import RedFlag, Response
from rules import editions
from rules.language.criteria.criteria import Criterion, Status, by_key
from rules.language.criteria.flag_urgency import as_set
from rules.language.diagrams.questions_read import questions_of
from rules.language.findings.compiled import statuses
from rules.language.findings.findings import Finding, find
from rules.language.logic.case import Case
from rules.language.logic.failure import Failure, attempt
from rules.protocols import RED_FLAGS
from rules.protocols.found_flags import FOUND_FLAG_CHOICES


def raise_flags(session: Session, response: Response, case: Case) -> Sequence[RedFlag]:
    """Open a flag for every red flag that the answers show anew. Returns those just opened.

    The caller holds the response against other writers, or one of two flags would not be counted.
    A flag already acted on is opened again only by an answer given after that.
    """
    session.flush()
    found, flags = shown(case), flags_of(session, response)
    _tell_of_failures(response, found)
    new = _new(_findings(found), flags)
    raised = [RedFlag(response_id=response.id, criterion=key) for key in new]
    session.add_all(raised)
    response.open_red_flags = _still_open((*flags, *raised))
    session.flush()
    return raised


def not_raised(session: Session, response: Response, case: Case) -> list[str]:
    """The keys of the red flags that the answers show and that are not raised yet, or not anew."""
    found = reported(case)
    return _new(found, flags_of(session, response)) if found else []


def _new(found: Sequence[Finding], flags: Sequence[RedFlag]) -> list[str]:
    latest = {flag.criterion: flag for flag in flags}
    return [one.criterion.key for one in found if _is_new(one, latest.get(one.criterion.key))]


def still_open(response: Response) -> str:
    """Why a response can be neither passed on, nor decided, nor closed; empty where it can."""
    if not response.open_red_flags:
        return ""
    return _("A red flag is still open. Record what was done first.")


def reported(case: Case) -> list[Finding]:
    """The red flags that the answers show."""
    return _findings(shown(case))


def _findings(found: Sequence[Finding | Failure]) -> list[Finding]:
    return [one for one in found if isinstance(one, Finding)]


def shown(case: Case) -> list[Finding | Failure]:
    """The red flags that the answers show, and those that cannot be weighed.

    Verdicts come first, and reasons only of what is met: most patients have no red flag.
    """
    if not case.unreadable:
        key, asked = RED_FLAGS.key, as_set(RED_FLAGS, FOUND_FLAG_CHOICES, case.choices)
        standing = attempt(key, RED_FLAGS.title, statuses, asked, case)
        if not isinstance(standing, Failure):
            met = [one for one, status in standing.items() if status is Status.MET]
            return [_weighed(one, case) for one in met]
    found = weighed(case).values()
    return [one for one in found if isinstance(one, Failure) or one.status is Status.MET]


def weighed(case: Case) -> Mapping[Criterion, Finding | Failure]:
    """Every red flag, each by itself: one that cannot be weighed hides no other."""
    return {criterion: _weighed(criterion, case) for criterion in red_flags(case.choices).values()}


def retired_flag(key: str, case: Case) -> Finding:
    """A flag that an earlier edition raised and this one has no more, by the answers of now."""
    criterion = every_red_flag(case.choices)[key]
    found = _weighed(criterion, case)
    return found if isinstance(found, Finding) else Finding(criterion, Status.CANNOT_TELL, ())


def _tell_of_failures(response: Response, found: Sequence[Finding | Failure]) -> None:
    """While the patient still answers; from then on, what assesses the whole tells of it."""
    failures = tuple(one for one in found if isinstance(one, Failure))
    if failures and response.stage not in ASSESSED:
        tell(response.id, failures)


def _weighed(criterion: Criterion, case: Case) -> Finding | Failure:
    """What waits for an answer that is kept and cannot be read is not weighed either."""
    key, name = f"{RED_FLAGS.key}.{criterion.key}", criterion.name
    found = attempt(key, name, find, criterion, case)
    if isinstance(found, Failure) or found.status is not Status.CANNOT_TELL or not case.unreadable:
        return found
    unread = (case.unreadable.get(one.key) for one in questions_of(criterion))
    return next((replace(one, key=key, name=name) for one in unread if one), found)


def red_flags(choices: Mapping[str, str]) -> Mapping[str, Criterion]:
    """The red flags by key, as a clinic set them."""
    return by_key(as_set(RED_FLAGS, FOUND_FLAG_CHOICES, choices).criteria)


def every_red_flag(choices: Mapping[str, str]) -> Mapping[str, Criterion]:
    """The same with those of earlier editions: a flag once raised is never without its words."""
    return {**editions.once_in(RED_FLAGS), **red_flags(choices)}


def flags_of(session: Session, response: Response) -> Sequence[RedFlag]:
    """Every flag of a response, the first raised first."""
    return session.scalars(
        select(RedFlag).where(RedFlag.response_id == response.id).order_by(RedFlag.raised_at)
    ).all()


def act_on(session: Session, flag: RedFlag, staff: UUID, action: str) -> bool:
    """Record what a named person did about a flag. The first record stands: False for a later one."""
    response = session.get_one(Response, flag.response_id, with_for_update=True)
    session.refresh(flag)  # it may have been acted on while we waited
    if flag.acted_at is not None:
        return False
    flag.action, flag.acted_by, flag.acted_at = action, staff, clock.now()
    session.flush()
    count_open(session, response)
    return True


def add_to(session: Session, flag: RedFlag, added: str) -> None:
    """Add what another person did to what is recorded, once. Who recorded first, and when, stands."""
    session.get_one(Response, flag.response_id, with_for_update=True)
    session.refresh(flag)
    if added not in (flag.action or ""):
        flag.action = f"{flag.action} {added}"


def count_open(session: Session, response: Response) -> None:
    """Keep the number that the worklist reads beside the flags that it counts."""
    response.open_red_flags = _still_open(flags_of(session, response))


def _still_open(flags: Sequence[RedFlag]) -> int:
    return sum(flag.acted_at is None for flag in flags)


def _is_new(finding: Finding, flag: RedFlag | None) -> bool:
    if flag is None:
        return True
    if flag.acted_at is None:
        return False
    return any(fact.at is not None and fact.at > flag.acted_at for fact in finding.because)
