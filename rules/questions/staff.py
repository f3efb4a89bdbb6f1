"""What only staff can know: the report, the examination, the blood results and the plan."""

from rules.language.pages import Page, Section
from rules.language.questions import Audience, Choice, Day, MultiChoice, Number, Text, YesNo
from rules.questions.fracture_history import LEVELS

NOT_IN_REPORT = "The report does not say"
NOT_KNOWN = "Not known"

fracture_seen = YesNo(
    "fracture_seen",
    "Does imaging show a vertebral fracture?",
    "Vertebral fracture on imaging",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

fracture_study = Choice(
    "fracture_study",
    "Which study settles this?",
    "Study reported",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    options={
        "mri": "MRI",
        "ct": "CT",
        "bone_scan": "Bone scan",
        "spect_ct": "SPECT/CT",
        "xray": "X-ray",
    },
)

fracture_study_date = Day(
    "fracture_study_date",
    "Date of that study",
    "Date of the study",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

fracture_age_worded = Text(
    "fracture_age_worded",
    "Age of the fracture, as the report words it",
    "Fracture age as worded",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    longest=500,
)

fracture_levels = MultiChoice(
    "fracture_levels",
    "Fractured levels",
    "Fractured levels",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    none="No level given",
    options=LEVELS,
)

cause_judged = Choice(
    "cause_judged",
    "Cause of the fracture, as judged",
    "Cause of the fracture, as judged",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    options={
        "osteoporosis": "Osteoporosis",
        "cancer": "Cancer",
        "injury": "Injury to healthy bone",
    },
)

marrow_oedema = YesNo(
    "marrow_oedema",
    "Does the MRI report marrow oedema at the fracture?",
    "Marrow oedema on MRI",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

mri_report_date = Day(
    "mri_report_date",
    "Date of the MRI",
    "MRI date, from the report",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

uptake = YesNo(
    "uptake",
    "Does a bone scan or SPECT/CT report uptake at the fracture?",
    "Uptake on bone scan or SPECT/CT",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

uptake_date = Day(
    "uptake_date",
    "Date of the bone scan or SPECT/CT",
    "Bone scan or SPECT/CT date, from the report",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

height_loss = Number(
    "height_loss",
    "Loss of vertebral height",
    "Height loss",
    hint="The most affected level",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    unit="%",
)

height_loss_progressing = YesNo(
    "height_loss_progressing",
    "Is the height loss progressing?",
    "Height loss progressing",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

kyphosis = YesNo(
    "kyphosis",
    "Is there a kyphotic deformity?",
    "Kyphotic deformity",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

canal_compromise = YesNo(
    "canal_compromise",
    "Is there retropulsion or canal compromise?",
    "Retropulsion or canal compromise",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

nerve_compression = YesNo(
    "nerve_compression",
    "Is there cord or nerve-root compression?",
    "Cord or nerve-root compression",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

instability = YesNo(
    "instability",
    "Is there spinal instability?",
    "Spinal instability",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

suspicion_of_cancer = YesNo(
    "suspicion_of_cancer",
    "Does the report raise suspicion of malignancy?",
    "Suspicion of malignancy on imaging",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
)

tender_at_fracture = YesNo(
    "tender_at_fracture",
    "Is the patient tender at the fracture level?",
    "Tender at the fracture level",
    hint="No means that the pain does not come from that level",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

deficit_on_examination = YesNo(
    "deficit_on_examination",
    "Is there a neurological deficit on examination?",
    "Neurological deficit on examination",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

examination_date = Day(
    "examination_date",
    "Date of the examination",
    "Examination date",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

inr = Number(
    "inr",
    "INR",
    "INR",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=20,
    decimals=2,
)

platelets = Number(
    "platelets",
    "Platelets",
    "Platelets",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=2000,
    unit="× 10⁹/L",
)

haemoglobin = Number(
    "haemoglobin",
    "Haemoglobin",
    "Haemoglobin",
    hint="In g/L: 12.1 g/dL is 121 g/L",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=300,
    unit="g/L",
)

creatinine_clearance = Number(
    "creatinine_clearance",
    "Creatinine clearance",
    "Creatinine clearance",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=300,
    decimals=1,
    unit="ml/min",
)

blood_date = Day(
    "blood_date",
    "Date of the blood sample",
    "Blood sample date",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

antithrombotic_plan = YesNo(
    "antithrombotic_plan",
    "Is a plan for stopping the antithrombotic recorded?",
    "Antithrombotic plan recorded",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

antithrombotic_plan_text = Text(
    "antithrombotic_plan_text",
    "The plan, and who made it",
    "Antithrombotic plan",
    asked_of=Audience.STAFF,
    unsure="",
    lines=4,
)

rmdq = Number(
    "rmdq",
    "Roland-Morris disability questionnaire (RMDQ), total",
    "RMDQ total",
    hint="0 to 24, where 24 is the most disabled",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=24,
    unit="of 24",
)

bone_density_referral = YesNo(
    "bone_density_referral",
    "Referred for bone-density evaluation and osteoporosis education?",
    "Bone-density referral",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

osteoporosis_programme = YesNo(
    "osteoporosis_programme",
    "Told to join an osteoporosis prevention or treatment programme?",
    "Osteoporosis programme",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
)

levels_to_treat = Number(
    "levels_to_treat",
    "How many levels are to be treated?",
    "Levels to be treated",
    asked_of=Audience.STAFF,
    unsure=NOT_KNOWN,
    high=12,
)

SECTIONS = (
    Section(
        "imaging-report",
        "Imaging report",
        (
            Page(
                "fracture-on-imaging",
                "Fracture on imaging",
                (
                    fracture_seen,
                    fracture_study,
                    fracture_study_date,
                    fracture_levels,
                    fracture_age_worded,
                    cause_judged,
                    suspicion_of_cancer,
                ),
            ),
            Page(
                "fracture-activity",
                "Oedema and uptake",
                (marrow_oedema, mri_report_date, uptake, uptake_date),
            ),
            Page(
                "fracture-shape",
                "Shape and stability",
                (
                    height_loss,
                    height_loss_progressing,
                    kyphosis,
                    canal_compromise,
                    nerve_compression,
                    instability,
                ),
            ),
        ),
    ),
    Section(
        "examination",
        "Examination",
        (
            Page(
                "examination-findings",
                "Examination",
                (tender_at_fracture, deficit_on_examination, examination_date),
            ),
        ),
    ),
    Section(
        "laboratory",
        "Laboratory",
        (
            Page(
                "blood-results",
                "Blood results",
                (inr, platelets, haemoglobin, creatinine_clearance, blood_date),
            ),
        ),
    ),
    Section(
        "plan",
        "Plan",
        (
            Page(
                "procedure-plan",
                "Plan for the procedure",
                (levels_to_treat, antithrombotic_plan, antithrombotic_plan_text),
            ),
        ),
    ),
    Section(
        "function",
        "Function and bone health",
        (
            Page(
                "function-and-bone-health",
                "Function and bone health",
                (rmdq, bone_density_referral, osteoporosis_programme),
            ),
        ),
    ),
)
