"""What the imaging report says, typed in by staff. No image is ever read by this program."""

from rules.language.questions import Audience, Choice, Day, MultiChoice, Number, Text, YesNo
from rules.language.questions.pages import Page, Section
from rules.questions.fracture_history import LEVELS
from rules.questions.usual import LONG_AGO
from rules.questions.windows import IMAGING_DAYS

NOT_IN_REPORT = "The report does not say"

fracture_study_date = Day(
    "fracture_study_date",
    "Date of that study",
    "Date of the study",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    years_back=LONG_AGO,
)

fracture_seen = YesNo(
    "fracture_seen",
    "Does imaging show a vertebral fracture?",
    "Vertebral fracture on imaging",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
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

fracture_age_worded = Text(
    "fracture_age_worded",
    "Age of the fracture, as the report words it",
    "Fracture age as worded",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    longest=500,
    observed_on=(fracture_study_date,),
)

fracture_levels = MultiChoice(
    "fracture_levels",
    "Fractured levels",
    "Fractured levels",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    none="No level given",
    options=LEVELS,
    observed_on=(fracture_study_date,),
)

cause_judged = Choice(
    "cause_judged",
    "Cause of the fracture, as judged",
    "Cause of the fracture, as judged",
    asked_of=Audience.STAFF,
    unsure="Not known",
    options={
        "osteoporosis": "Osteoporosis",
        "cancer": "Cancer",
        "injury": "Injury to healthy bone",
    },
    observed_on=(fracture_study_date,),
)

mri_report_date = Day(
    "mri_report_date",
    "Date of the MRI",
    "MRI date, from the report",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    years_back=LONG_AGO,
)

marrow_oedema = YesNo(
    "marrow_oedema",
    "Does the MRI report marrow oedema at the fracture?",
    "Marrow oedema on MRI",
    hint="Leave this empty while there is no MRI report",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(mri_report_date,),
    window=IMAGING_DAYS,
)

uptake_date = Day(
    "uptake_date",
    "Date of the bone scan or SPECT/CT",
    "Bone scan or SPECT/CT date, from the report",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    years_back=LONG_AGO,
)

uptake = YesNo(
    "uptake",
    "Does a bone scan or SPECT/CT report uptake at the fracture?",
    "Uptake on bone scan or SPECT/CT",
    hint="Leave this empty while there is no such report",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(uptake_date,),
    window=IMAGING_DAYS,
)

height_loss = Number(
    "height_loss",
    "Loss of vertebral height",
    "Height loss",
    hint="The most affected level",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    unit="%",
    observed_on=(fracture_study_date,),
)

height_loss_progressing = YesNo(
    "height_loss_progressing",
    "Is the height loss progressing?",
    "Height loss progressing",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
)

kyphosis = YesNo(
    "kyphosis",
    "Is there a kyphotic deformity?",
    "Kyphotic deformity",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
)

collapse_worded = YesNo(
    "collapse_worded",
    "Does the report speak of a collapsed vertebra?",
    "Vertebral collapse, as worded",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
)

canal_compromise = YesNo(
    "canal_compromise",
    "Is there retropulsion or canal compromise?",
    "Retropulsion or canal compromise",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
)

nerve_compression = YesNo(
    "nerve_compression",
    "Is there cord or nerve-root compression?",
    "Cord or nerve-root compression",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
)

instability = YesNo(
    "instability",
    "Is there spinal instability?",
    "Spinal instability",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
)

fracture_features = MultiChoice(
    "fracture_features",
    "Does the report describe any of these?",
    "Burst, broken posterior wall or epidural tumour",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    options={
        "burst": "A burst fracture",
        "posterior_wall": "A break of the posterior wall",
        "epidural_tumour": "Tumour in the epidural space",
    },
    observed_on=(fracture_study_date,),
)

sins = Number(
    "sins",
    "For a fracture from cancer: spinal instability neoplastic score (SINS), total",
    "SINS total",
    hint="0 to 18, where 18 is the least stable",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    high=18,
    unit="of 18",
    observed_on=(fracture_study_date,),
)

suspicion_of_cancer = YesNo(
    "suspicion_of_cancer",
    "Does the report raise suspicion of malignancy?",
    "Suspicion of malignancy on imaging",
    asked_of=Audience.STAFF,
    unsure=NOT_IN_REPORT,
    observed_on=(fracture_study_date,),
)

SECTION = Section(
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
                collapse_worded,
                height_loss_progressing,
                kyphosis,
                fracture_features,
                canal_compromise,
                nerve_compression,
                instability,
                sins,
            ),
        ),
    ),
)
