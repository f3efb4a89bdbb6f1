"""What the software is for, and what it cannot say."""

from __future__ import annotations

from rules.evidence.statement import Statement
from rules.language.criteria.sources import Verified
from rules.sources import (
    ANZCA_FPM_2021,
    BNF_2018,
    CDC_2022,
    COCHRANE_2018,
    FDA_CDS_2022,
    FDA_CDS_2026,
    LCD_L34106,
    LEAFLET,
    MEDICINE_NAMES,
    MHRA_SOFTWARE,
    NICE_TA279,
    PROJECT_CHOICE,
)

INTENDED_USE: tuple[Statement, ...] = (
    Statement(
        "Informs the health professional, who decides. Patients see no result.",
        "For radiology nurses and clinicians preparing a consultation about vertebroplasty. It "
        "shows, criterion by criterion, whether published indications appear met on the answers "
        "given. It does not recommend the procedure. Patients fill in forms and see no result.",
        (FDA_CDS_2022, FDA_CDS_2026),
        Verified.SECOND_HAND,
    ),
    Statement(
        "Every line can be checked: the rule in words, its source, the figure, and who answered.",
        "So that the basis can be reviewed independently, each finding shows the rule in words, "
        "its source, the figure applied, the value used, who gave it and when, and what is "
        "missing or unknown.",
        (FDA_CDS_2026,),
        Verified.FROM_MEMORY,
    ),
    Statement(
        "Reads no images: what a scan shows is typed in by staff from the report.",
        "It takes in no image and no signal. Oedema, levels and fractures are entered by a person "
        "from the imaging report.",
        (FDA_CDS_2026, PROJECT_CHOICE),
        Verified.SECOND_HAND,
    ),
    Statement(
        "Not for emergencies: nobody watches the answers as they come in.",
        "Fixed safety advice is shown to the patient, the same for everyone; nobody watches the "
        "answers as they come in.",
        (PROJECT_CHOICE,),
        Verified.PROJECT,
    ),
    Statement(
        "May be a medical device: no UK exemption for decision support. Take regulatory advice.",
        "In the UK, decision support that applies its own logic to a patient's data to inform "
        "treatment is likely to be a medical device, with no exemption like that of the US.",
        (MHRA_SOFTWARE,),
        Verified.SECOND_HAND,
    ),
)

LIMITS: tuple[Statement, ...] = (
    Statement(
        "The starting leaflet gives no figures: each is from a named source, or the project's own.",
        "The leaflet gives seven testable criteria and no number. Every figure comes from a cited "
        "source or is a working figure of this project, marked so wherever it shows.",
        (LEAFLET, PROJECT_CHOICE),
        Verified.PROJECT,
    ),
    Statement(
        "Working figures as they come: severe 7, 21 days, large dose 50 mg morphine, relief 30 or 50 %.",
        "Chosen by this project because no source gives a number: severe pain is 7 or more, "
        "persistent is 21 days or more and no better, a large dose is 50 mg of morphine equivalent "
        "a day or more, poor relief is 30 % or less and good relief 50 % or more. A clinic can set "
        "its own; each finding shows the figure used.",
        (PROJECT_CHOICE,),
        Verified.PROJECT,
    ),
    Statement(
        "The leaflet's claims of success conflict with the sham-controlled trials.",
        "What the leaflet says of success, of relief within hours and of the number of studies "
        "conflicts with the sham-controlled trials, so this tool repeats none of it as a fact.",
        (LEAFLET, COCHRANE_2018),
        Verified.READ,
    ),
    Statement(
        "A questionnaire cannot prove which level hurts: that takes examination and imaging.",
        "That the pain comes from the fracture has to be shown by physical examination and imaging "
        "together; a form cannot prove it.",
        (NICE_TA279,),
        Verified.READ,
    ),
    Statement(
        "Cancer fractures lie outside NICE TA279 and L34106: a different pathway, not a refusal.",
        "NICE TA279 and LCD L34106 cover osteoporotic fractures only. For fractures from cancer "
        "they are a different pathway, not a refusal.",
        (NICE_TA279, LCD_L34106),
        Verified.READ,
    ),
    Statement(
        "Morphine equivalents are estimates by one table: never use them to switch medicines.",
        "The CDC 2022 factors are estimates and are never for switching medicines. Tables differ: "
        "tramadol 400 mg a day is 80 mg of morphine by CDC and by ANZCA/FPM, and 40 mg by the BNF. "
        "Methadone is not calculated by any, buprenorphine only by ANZCA/FPM, as patches.",
        (CDC_2022, BNF_2018, ANZCA_FPM_2021, PROJECT_CHOICE),
        Verified.READ,
    ),
    Statement(
        "Names and brands of medicines were not checked against a drug dictionary.",
        "Which name or brand means which medicine is well known, but was not checked against a drug "
        "dictionary. A name read from a near spelling is marked, to be confirmed.",
        (MEDICINE_NAMES,),
        Verified.FROM_MEMORY,
    ),
    Statement(
        "Tested on 20 invented patients, not on real ones.",
        "The rules were tested on 20 worked cases of invented patients, and never on real ones.",
        (PROJECT_CHOICE,),
        Verified.PROJECT,
    ),
    Statement(
        "Sources change: a clinical lead should read them again before use.",
        "Guidance and payers' policies change. The day on which a source was last read stands with "
        "it where it is on record; of most it is not. A clinical lead should read each again before "
        "use.",
        (PROJECT_CHOICE,),
        Verified.PROJECT,
    ),
)
