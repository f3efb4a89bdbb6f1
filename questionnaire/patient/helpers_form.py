"""Pages for a helper who answers for the patient: they speak of the patient, who is not the reader.

What is declared with `say` has this second form. What is said with `_` is said to whoever reads.
"""

from __future__ import annotations

from questionnaire.store.answer_rows import rows_of
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from questionnaire.web.languages import in_second_form
from questionnaire.web.sessions import telephone
from rules.language.questions.third_person import ThirdPerson
from rules.questions.about_you import answering
from rules.questions.for_a_helper import for_a_helper

OF_PAGES = {
    "Questions about your back pain": "Questions about the patient's back pain",
    "%(clinic)s asks you these questions before your appointment.": (
        "%(clinic)s asks these questions before the patient's appointment."
    ),
    (
        "Your answers help us prepare. They help us see if a treatment called vertebroplasty may "
        "suit you. It puts bone cement into a broken bone in the spine."
    ): (
        "Your answers help us prepare. They help us see if a treatment called vertebroplasty may "
        "suit the patient. It puts bone cement into a broken bone in the spine."
    ),
    "No computer decides about your care. A doctor decides with you.": (
        "No computer decides about the patient's care. A doctor decides with them."
    ),
    "A radiology nurse reads your answers, and then the doctor you will see.": (
        "A radiology nurse reads your answers, and then the patient's doctor."
    ),
    "Someone you trust may help you, or answer for you if you agree.": (
        "Someone the patient trusts may help them, or answer for them if they agree."
    ),
    "We will contact you %(when)s.": "We will be in touch %(when)s.",
    "If you feel worse": "If the patient feels worse",
    "You chose an answer that can mean you need help soon.": (
        "You chose an answer that can mean the patient needs help soon."
    ),
    "The answers can show that you need help soon. Answer them first if you can.": (
        "The answers can show that the patient needs help soon. Answer them first if you can."
    ),
    "Tell them what you told us, and that you have back pain.": (
        "Tell them what you told us, and that the patient has back pain."
    ),
    "Tell them what you told us. Do not wait for your appointment.": (
        "Tell them what you told us. Do not wait for the patient's appointment."
    ),
    "Do not drive yourself. Do not wait for your appointment.": (
        "The patient must not drive. Do not wait for their appointment."
    ),
    "Call the clinic about your details": "Call the clinic about the patient's details",
    "You told us that the amounts are not what you take.": (
        "You told us that the amounts are not what the patient takes."
    ),
    (
        "This helps us make the questions better. We keep it apart from your answers, without your "
        "name. Nobody who treats you reads it."
    ): (
        "This helps us make the questions better. We keep it apart from your answers, without any "
        "name. Nobody who treats the patient reads it."
    ),
    "the clinic may use the answers to plan your care": (
        "the clinic may use the answers to plan the patient's care"
    ),
}
FORM = ThirdPerson({**for_a_helper.written, **OF_PAGES}, for_a_helper.kept)


def speak_to_who_reads(response: Response) -> None:
    """Let the words of this request's page be in the form for who answers, as they said last."""
    in_second_form(FORM.of, lambda: is_read_by_helper(response))


def is_read_by_helper(response: Response) -> bool:
    """Whether a helper answers for the patient. A nurse on the telephone reads out to the patient."""
    rows = reversed(rows_of(read_session(), response))
    said = next((row.value for row in rows if row.question == answering.key), None)
    return said == "for_patient" and telephone(response.id) is None
