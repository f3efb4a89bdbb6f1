"""The ways that staff in each role have from any of their pages."""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire.store.models import Role
from questionnaire.web.sessions import signed_in_staff


@dataclass(frozen=True)
class Way:
    """A link to a page, by the name of its view; `beneath` are the views it leads on to."""

    endpoint: str
    words: str
    beneath: tuple[str, ...] = ()

    def leads_to(self, endpoint: str | None) -> bool:
        """Whether a page is the one linked to, or lies beneath it. No page (None) is neither."""
        return endpoint is not None and (
            endpoint == self.endpoint or endpoint.startswith(self.beneath)
        )


WORKLIST = Way("worklist.index", "Worklist", ("submission.", "consult_day.", "facts."))
INVITE = Way("inviting.new", "Invite a patient", ("inviting.",))
READY = Way("ready_list.ready_list", "Ready list", ("ready_list.", "decision."))
EXPORT = Way("range_export.days", "Export", ("range_export.",))
BASIS = Way("protocols.everything", "Clinical basis", ("protocols.",))

WAYS = {
    Role.NURSE: (WORKLIST, INVITE, READY, EXPORT, BASIS),
    Role.CLINICIAN: (READY, WORKLIST, EXPORT, BASIS),
    Role.ADMINISTRATOR: (
        Way("staff.everybody", "Staff", ("staff.",)),
        Way("clinic.names_and_numbers", "Clinic settings"),
        Way("clinic.protocols", "Protocols"),
        Way("clinic.figures", "Working figures"),
        Way("trail.latest", "Audit trail", ("trail.",)),
        BASIS,
    ),
}


def ways() -> tuple[Way, ...]:
    """The ways of whoever is signed in; none until a one-time password is changed."""
    found = signed_in_staff()
    return WAYS[found.role] if found and not found.must_change_password else ()
