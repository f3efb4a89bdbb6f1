"""What the patient was told of broken bones, bone health, earlier treatment and cancer."""

from rules.language.logic.conditions import any_of, not_
from rules.language.questions import ApproximateDay, Choice, MultiChoice, Text, YesNo
from rules.language.questions.pages import Page, Section, TickList

LEVELS = {
    "cervical": "Neck (C1 to C7)",
    "t1": "T1",
    "t2": "T2",
    "t3": "T3",
    "t4": "T4",
    "t5": "T5",
    "t6": "T6",
    "t7": "T7",
    "t8": "T8",
    "t9": "T9",
    "t10": "T10",
    "t11": "T11",
    "t12": "T12",
    "l1": "L1",
    "l2": "L2",
    "l3": "L3",
    "l4": "L4",
    "l5": "L5",
    "sacrum": "Bottom of the spine (sacrum)",
    "other": "Another bone",
}

told_of_fracture = YesNo(
    "told_of_fracture",
    "Has anyone told you that a bone in your spine is broken?",
    "Told of a spinal fracture",
    hint="It may be called a collapsed, crushed or fractured bone (vertebral fracture)",
)

told_by_scan = MultiChoice(
    "told_by_scan",
    "Which scan showed the broken bone?",
    "Told after which scan",
    hint="Choose all that apply",
    asked_if=told_of_fracture.yes,
    options={
        "xray": "X-ray",
        "ct": "CT scan",
        "mri": "MRI scan",
        "bone_scan": "Bone scan with an injection (isotope scan)",
        "dexa": "Bone-density scan (DEXA)",
    },
)

told_when = ApproximateDay(
    "told_when",
    "When were you told about the broken bone?",
    "Told when",
    asked_if=told_of_fracture.yes,
)

told_level = MultiChoice(
    "told_level",
    "Which bone in your spine is broken?",
    "Told which level",
    asked_if=told_of_fracture.yes,
    none="I was not told which bone",
    folded="I was told: choose the bone, such as T12 or L1",
    options=LEVELS,
)

fracture_cause = Choice(
    "fracture_cause",
    "What were you told caused the broken bone?",
    "Cause of the fracture, as told",
    asked_if=told_of_fracture.yes,
    options={
        "osteoporosis": "Weak bones (osteoporosis)",
        "cancer": "Cancer in the bone",
        "injury": "An accident or injury to a healthy bone",
    },
)

earlier_fractures = MultiChoice(
    "earlier_fractures",
    "Which bones did you break before this, as an adult?",
    "Earlier fractures",
    hint="Choose all that apply",
    none="I have broken no bones before",
    options={
        "spine": "A bone in the spine",
        "hip": "Hip",
        "wrist": "Wrist",
        "other": "Another bone",
    },
)

osteoporosis_diagnosis = YesNo(
    "osteoporosis_diagnosis",
    "Has anyone told you that you have weak bones (osteoporosis)?",
    "Osteoporosis diagnosed",
    about="I was told that I have weak bones (osteoporosis)",
)

bone_density_scan = YesNo(
    "bone_density_scan",
    "Have you had a bone-density scan (DEXA)?",
    "Bone-density scan done",
    asked_if=any_of(told_by_scan.is_unknown, not_(told_by_scan.includes("dexa"))),
    about="I have had a bone-density scan (DEXA)",
)

bone_medicines = MultiChoice(
    "bone_medicines",
    "Which medicines do you take to make your bones stronger?",
    "Bone medicines",
    hint="Choose all that apply",
    none="I take none",
    options={
        "tablets": "Tablets, such as alendronic acid or risedronate",
        "infusion": "A drip once a year or so, such as zoledronic acid",
        "injection": "Injections, such as denosumab (Prolia) or teriparatide",
        "calcium_vitamin_d": "Calcium or vitamin D",
        "other": "Another one",
    },
)

long_term_steroids = YesNo(
    "long_term_steroids",
    "Have you taken steroid tablets for 3 months or longer?",
    "Long-term steroids",
    hint="For example, prednisolone",
    about="I have taken steroid tablets, such as prednisolone, for 3 months or longer",
)

earlier_spine_treatment = MultiChoice(
    "earlier_spine_treatment",
    "Which treatments has your spine had before?",
    "Earlier treatment of the spine",
    hint="Choose all that apply",
    options={
        "vertebroplasty": "Cement put into a bone (vertebroplasty)",
        "kyphoplasty": "A balloon and then cement in a bone (kyphoplasty)",
        "surgery": "An operation on the spine",
    },
)

cancer = Choice(
    "cancer",
    "Do you have cancer, or have you had it before?",
    "Cancer, now or before",
    options={
        "now": "I have cancer now",
        "before": "I had cancer before",
        "never": "I have never had cancer",
    },
)

had_cancer = cancer.is_one_of("now", "before")

cancer_which = Text(
    "cancer_which",
    "Which cancer is it, or was it?",
    "Which cancer",
    hint="For example, breast or myeloma",
    asked_if=had_cancer,
    longest=500,
)

cancer_when = ApproximateDay(
    "cancer_when",
    "When was the cancer found?",
    "Cancer found when",
    asked_if=had_cancer,
)

BONES = TickList(
    "bones",
    "Which of these are true for you?",
    (osteoporosis_diagnosis, long_term_steroids, bone_density_scan),
)

SECTION = Section(
    "fracture",
    "Broken bones and bone health",
    (
        Page.asking(told_of_fracture),
        Page(
            "broken-bone",
            "What you were told",
            (told_by_scan, told_when, told_level, fracture_cause),
        ),
        Page(
            "weak-bones",
            "Your bones before this",
            (
                earlier_fractures,
                osteoporosis_diagnosis,
                long_term_steroids,
                bone_density_scan,
                bone_medicines,
            ),
            ticked=BONES,
        ),
        Page(
            "earlier-treatment",
            "Treatment and illness before this",
            (earlier_spine_treatment, cancer),
        ),
        Page("cancer-details", "About the cancer", (cancer_which, cancer_when)),
    ),
)
