"""The tables, one module a subject."""

from questionnaire.models.assessments import StoredAssessment, Why
from questionnaire.models.base import Model, RowIsFinal
from questionnaire.models.clinic import ClinicSetting
from questionnaire.models.people import Role, Staff, StaffSession
from questionnaire.models.responses import (
    Answer,
    Decision,
    Edition,
    Invitation,
    Patient,
    RedFlag,
    Response,
    Stage,
)
from questionnaire.models.trail import AuditEvent

__all__ = [
    "Answer",
    "AuditEvent",
    "ClinicSetting",
    "Decision",
    "Edition",
    "Invitation",
    "Model",
    "Patient",
    "RedFlag",
    "Response",
    "Role",
    "RowIsFinal",
    "Staff",
    "StaffSession",
    "Stage",
    "StoredAssessment",
    "Why",
]
