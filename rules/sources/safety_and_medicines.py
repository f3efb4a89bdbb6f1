"""Red flags, medicines, MRI safety and measures."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

AHCPR_RED_FLAGS = Source(
    key="ahcpr_red_flags",
    title="Red flags for back pain, table",
    organisation="Agency for Health Care Policy and Research",
    year=None,
    identifier="NBK52120, table A34364",
    link="http://www.ncbi.nlm.nih.gov/books/NBK52120/table/A34364/",
    checked=None,
    how_far=Verified.READ,
)
GIRFT_CAUDA_EQUINA = Source(
    key="girft_cauda_equina",
    title="National pathway for suspected cauda equina syndrome, an article on it",
    organisation="Chartered Society of Physiotherapy",
    year=2024,
    identifier="",
    link="https://www.csp.org.uk/journal/article/physiotherapy-journal-march-2024/national-suspected-cauda-equina-syndrome-pathway",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
GLOUCESTERSHIRE_RED_FLAGS = Source(
    key="gloucestershire_red_flags",
    title="Red flags for back pain",
    organisation="NHS Gloucestershire",
    year=None,
    identifier="",
    link="https://g-care.glos.nhs.uk/pathway/75/resource/3",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
GP_RED_FLAGS = Source(
    key="gp_red_flags",
    title="Teaching page on red flags, quoting NICE",
    organisation="matrainingenterprise.co.uk",
    year=None,
    identifier="",
    link="https://matrainingenterprise.co.uk/topics/red-flags-2/",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
RED_FLAGS_FROM_MEMORY = Source(
    key="red_flags_from_memory",
    title="Emergencies from medicines, heart or aorta: well known, no source read",
    organisation="No source read",
    year=None,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
PRACTICE_FROM_MEMORY = Source(
    key="practice_from_memory",
    title="What a procedure needs of a patient: well known, no source read",
    organisation="No source read",
    year=None,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
PRONE_EXERCISES_2017 = Source(
    key="prone_exercises_2017",
    title="Exercises in lying face down before the procedure (Li), abstract",
    organisation="BMC Musculoskeletal Disorders",
    year=2017,
    identifier="BMC Musculoskelet Disord 2017",
    link="https://www.springermedizin.de/preoperative-prone-position-exercises-a-simple-and-novel-method-/15240834",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
WHO_LADDER = Source(
    key="who_ladder",
    title="Pain ladder of 1986",
    organisation="World Health Organization",
    year=1986,
    identifier="",
    link="http://www.who.int/cancer/palliative/painladder/en/print.html",
    checked=None,
    how_far=Verified.READ,
)
CDC_2022 = Source(
    key="cdc_2022",
    title="Morphine milligram equivalents, CDC guideline table",
    organisation="Centers for Disease Control and Prevention",
    year=2022,
    identifier="MMWR 2022;71 RR-3",
    link="https://www.medscape.org/viewarticle/987410",
    checked=None,
    how_far=Verified.READ,
)
BNF_2020 = Source(
    key="bnf_2020",
    title="Morphine equivalents, BNF figures of 2020, as quoted",
    organisation="British National Formulary; second-hand page",
    year=2020,
    identifier="",
    link="https://app.askshilpa.com/medical-conditions/depression/opioid-conversions",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
BNF_2018 = Source(
    key="bnf_2018",
    title="Morphine equivalents by mouth, list in the children's edition of 2018 to 2019, which an NHS formulary quotes alike",
    organisation="British National Formulary",
    year=2018,
    identifier="",
    link="https://issuhub.com/view/index/3493?pageIndex=46",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
BNF_PATCHES_2020 = Source(
    key="bnf_patches_2020",
    title="Morphine equivalents of patches, BNF figures of 2020, as quoted; a second page agrees",
    organisation="British National Formulary; second-hand pages",
    year=2020,
    identifier="",
    link="https://westmidspallcare.co.uk/?p=525",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
ANZCA_FPM_2021 = Source(
    key="anzca_fpm_2021",
    title="Opioid dose equivalence, appendix to PS01(PM), June 2021 (some names of medicines are lost in the copy read, and were matched by the brands beside them)",
    organisation="Faculty of Pain Medicine, ANZCA",
    year=2021,
    identifier="PS01(PM) Appendix",
    link="https://docslib.org/doc/9957345/appendix-2-opioid-dose-equivalence",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
UK_OPIOID_TABLE_2025 = Source(
    key="uk_opioid_table_2025",
    title="Morphine equivalents in a UK feasibility trial, table 3",
    organisation="Authors of the trial",
    year=2025,
    identifier="doi 10.1186/s40814-025-01636-2",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
MRI_SAFETY_FORMS = Source(
    key="mri_safety_forms",
    title="MRI screening forms of several hospitals, which agree",
    organisation="Turville Bay; University of Iowa; Texas Neurology",
    year=None,
    identifier="",
    link="http://turvillebay.com/mri/mri-safety",
    checked=None,
    how_far=Verified.READ,
)
MEDICINE_NAMES = Source(
    key="medicine_names",
    title="Names and brands of medicines: well known, not checked against a drug dictionary",
    organisation="No source read",
    year=None,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
OSTELO_2008 = Source(
    key="ostelo_2008",
    title="What change in a pain or function score matters",
    organisation="Ostelo and colleagues",
    year=2008,
    identifier="Spine 2008;33:90; doi 10.1097/BRS.0b013e31815e3a10",
    link="",
    checked=None,
    how_far=Verified.READ,
)
ROLAND_MORRIS = Source(
    key="roland_morris",
    title="Roland-Morris questionnaire, scoring",
    organisation="scientificspine.com",
    year=None,
    identifier="",
    link="http://scientificspine.com/spine-scores/roland-morris-disability-questionnaire_%28rdq%29.html",
    checked=None,
    how_far=Verified.READ,
)
PEG = Source(
    key="peg",
    title="PEG pain scale",
    organisation="Journal of General Internal Medicine",
    year=2009,
    identifier="J Gen Intern Med 2009;24:733",
    link="https://link.springer.com/article/10.1007/s11606-009-0981-1",
    checked=None,
    how_far=Verified.READ,
)
PROJECT_CHOICE = Source(
    key="project_choice",
    title="A working figure or choice of this project",
    organisation="This project",
    year=None,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.PROJECT,
)
