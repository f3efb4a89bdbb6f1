"""Who the patient is, who is answering, and how to get in touch."""

from rules.language.questions import Audience, Choice, Day, Text, YesNo
from rules.language.questions.pages import Page, Section
from rules.language.questions.worked_out import AgeInYears

date_of_birth = Day(
    "date_of_birth",
    "What is your date of birth?",
    "Date of birth",
    hint="For example, 27 3 1948",
    asked_of=Audience.RECORD,
    unsure="",
    in_part=True,
)

sex = Choice(
    "sex",
    "What is your sex, as the clinic has it?",
    "Sex",
    asked_of=Audience.RECORD,
    unsure="",
    options={"female": "Female", "male": "Male", "other": "Other or not stated"},
)

age = AgeInYears(date_of_birth, "Age")

answering = Choice(
    "answering",
    "Who is answering these questions?",
    "Answered by",
    unsure="",
    options={
        "myself": "I am the patient, and I am answering by myself",
        "with_help": "I am the patient, and someone is helping me",
        "for_patient": "I am answering for the patient",
    },
)

helped = answering.is_one_of("with_help", "for_patient")

helper_name = Text(
    "helper_name",
    "What is the helper's full name?",
    "Helper's name",
    hint="If you are the helper, write your own name",
    asked_if=helped,
    unsure="",
    longest=200,
)

helper_relation = Text(
    "helper_relation",
    "How does the helper know the patient?",
    "Helper's relation to the patient",
    hint="For example, daughter, neighbour or carer",
    asked_if=helped,
    unsure="",
    longest=200,
)

patient_agrees = YesNo(
    "patient_agrees",
    "Does the patient agree to the helper taking part?",
    "Patient agrees to the helper",
    asked_if=helped,
    unsure="",
)

details_right = YesNo(
    "details_right",
    "Are these details of the patient right?",
    "Recorded details confirmed by the patient",
    unsure="",
)

preferred_contact = Choice(
    "preferred_contact",
    "How would you like us to contact you?",
    "Preferred contact",
    unsure="",
    options={
        "phone": "By phone",
        "email": "By email",
        "post": "By post",
        "through_helper": "Through the person who helps me",
    },
)

preferred_contact_details = Text(
    "preferred_contact_details",
    "Which phone number, email or address should we use?",
    "Contact details",
    hint="Leave this empty if the clinic already has it",
    unsure="",
    lines=3,
    longest=500,
)

SECTION = Section(
    "about-you",
    "About you",
    (
        Page(
            "who",
            "Who you are",
            (details_right, answering),
        ),
        Page(
            "helper",
            "About the helper",
            (helper_name, helper_relation, patient_agrees),
            intro='After this page, "you" always means the patient.',
        ),
    ),
)
