"""The tables, one module a subject."""

from questionnaire.store.models.answer_sheet import AnswerSheet
from questionnaire.store.models.audit_event import AuditEvent
from questionnaire.store.models.base import Model, RowIsFinal
from questionnaire.store.models.chain_key import ChainKey
from questionnaire.store.models.clinic_setting import ClinicSetting
from questionnaire.store.models.erasure import Erasure, LegalHold
from questionnaire.store.models.feedback import Ease, Feedback
from questionnaire.store.models.kept_page import KeptPage
from questionnaire.store.models.link_request import LinkRequest
from questionnaire.store.models.patient import Patient
from questionnaire.store.models.patient_correction import Detail, PatientCorrection
from questionnaire.store.models.patient_record import (
    Answer,
    Decision,
    Edition,
    Invitation,
    ReadyNote,
    RedFlag,
    Response,
    Stage,
)
from questionnaire.store.models.patient_session import PatientSession
from questionnaire.store.models.people import Role, Staff, StaffSession
from questionnaire.store.models.question_tally import Happened, QuestionTally
from questionnaire.store.models.reopening import Reopening
from questionnaire.store.models.sealed import Encrypted
from questionnaire.store.models.sealing import seal_what_was_set
from questionnaire.store.models.sitting import Sitting
from questionnaire.store.models.stored_assessment import StoredAssessment, Why
from questionnaire.store.models.wrong_tries import UntoldTries, WrongTries

__all__ = [
    "Answer",
    "AnswerSheet",
    "AuditEvent",
    "ChainKey",
    "ClinicSetting",
    "Decision",
    "Detail",
    "Ease",
    "Edition",
    "Encrypted",
    "Erasure",
    "Feedback",
    "Happened",
    "Invitation",
    "KeptPage",
    "LegalHold",
    "LinkRequest",
    "Model",
    "Patient",
    "PatientCorrection",
    "PatientSession",
    "QuestionTally",
    "ReadyNote",
    "RedFlag",
    "Reopening",
    "Response",
    "Role",
    "RowIsFinal",
    "Sitting",
    "Staff",
    "StaffSession",
    "Stage",
    "StoredAssessment",
    "UntoldTries",
    "Why",
    "WrongTries",
    "seal_what_was_set",
]
