"""Panels that rated how fitting each treatment is, scenario by scenario, and who paid for them."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

HIRSCH_2018 = Source(
    key="hirsch_2018",
    title="RAND/UCLA pathway for vertebral fractures (Hirsch), abstract; paid for by Medtronic",
    organisation="The Spine Journal",
    year=2018,
    identifier="doi 10.1016/j.spinee.2018.07.025",
    link="https://einstein.pure.elsevier.com/en/publications/management-of-vertebral-fragility-fractures-a-clinical-care-pathw",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
RAND_2018 = Source(
    key="rand_2018",
    title="RAND/UCLA pathway for vertebral fractures (Hirsch), as reported by the manufacturer that paid for it",
    organisation="Medtronic, reporting the study",
    year=2018,
    identifier="",
    link="https://www.medtronic.com/us-en/healthcare-professionals/therapies-procedures/spinal-orthopaedic/balloon-kyphoplasty/clinical-evidence/clinical-care-pathway.html",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
EUROPEAN_PANEL_2013 = Source(
    key="european_panel_2013",
    title="European RAND panel of 2013 (12 experts, 128 profiles): how its variables are defined",
    organisation="fracturescout.com",
    year=2013,
    identifier="Pain Physician 2013;16:E519; PubMed 24077202",
    link="http://fracturescout.com/clinical-variables-definition.html",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
NASS_AUC_2025 = Source(
    key="nass_auc_2025",
    title="Appropriate use criteria, osteoporotic vertebral fractures: results",
    organisation="North American Spine Society",
    year=2025,
    identifier="doi 10.1016/j.spinee.2025.02.007",
    link="https://north-american-spine-society.foleon.com/ebooks-research/osteoporotic-vertebral-fractures-auc/results",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
NASS_GUIDELINE_2025 = Source(
    key="nass_guideline_2025",
    title="Clinical guideline, osteoporotic vertebral fractures: summary, first part (what it says of cement was not shown)",
    organisation="North American Spine Society",
    year=2025,
    identifier="doi 10.1016/j.spinee.2025.01.016",
    link="https://north-american-spine-society.foleon.com/ebooks-research/osteoporotic-vertebral-fractures-clinical-guidelines/summary-of-questions-recommendations",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
