"""Guidance from professional societies and commissioners, and the leaflet. NICE has its own file."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

LEAFLET = Source(
    key="leaflet",
    title="Patient leaflet on vertebroplasty that this project starts from",
    organisation="Leaflet, author not named",
    year=None,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.READ,
)
HUMBER_2025 = Source(
    key="humber_2025",
    title="Vertebral augmentation policy",
    organisation="Humber and North Yorkshire Integrated Care Board",
    year=2025,
    identifier="",
    link="https://hnyppr.org.uk/fi/web/north-lincolnshire/w/vertebral-augmentation-policy",
    checked=None,
    how_far=Verified.READ,
)
AOMRC = Source(
    key="aomrc",
    title="Vertebral augmentation for painful osteoporotic vertebral fractures (its criteria not seen)",
    organisation="Academy of Medical Royal Colleges, Evidence-Based Interventions",
    year=None,
    identifier="",
    link="https://ebi.aomrc.org.uk/interventions/vertebral-augmentation-for-painful-osteoporotic-vertebral-fractures/",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
SIR_2014 = Source(
    key="sir_2014",
    title="SIR position of 2014, as quoted in a medical policy",
    organisation="Society of Interventional Radiology; quoted by BCBS North Dakota",
    year=2014,
    identifier="",
    link="https://www.bcbsnd.com/providers/policies-precertification/medical-policy/p/percutaneous-balloon-kyphoplasty-radiofrequency-kyphoplasty-and-mechanical-vertebral-augmentation",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
SIR_CONTRAINDICATIONS = Source(
    key="sir_contraindications",
    title="Contraindications to vertebral augmentation: the list, its text not read",
    organisation="Society of Interventional Radiology",
    year=None,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
MULTISOCIETY_2014 = Source(
    key="multisociety_2014",
    title="Multisociety position on vertebral augmentation, as quoted in LCD L34106",
    organisation="Several radiology and neurosurgery societies; quoted by CMS",
    year=2014,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
SIR_2019 = Source(
    key="sir_2019",
    title="Bleeding risk and antithrombotics, tables 3, 4 and 6 (Patel)",
    organisation="Society of Interventional Radiology",
    year=2019,
    identifier="J Vasc Interv Radiol 2019;30:1168-84",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
SIR_2019_SUMMARY = Source(
    key="sir_2019_summary",
    title="Summary of the SIR guidance of 2019",
    organisation="Medscape",
    year=None,
    identifier="",
    link="https://reference.medscape.com/viewarticle/917397",
    checked=None,
    how_far=Verified.READ,
)
CIRSE_2017 = Source(
    key="cirse_2017",
    title="CIRSE guidance of 2017 on vertebral augmentation (its abstract has no list)",
    organisation="Cardiovascular and Interventional Radiological Society of Europe",
    year=2017,
    identifier="Cardiovasc Intervent Radiol 2017;40:331; doi 10.1007/s00270-017-1574-8",
    link="",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
ACR_2013 = Source(
    key="acr_2013",
    title="Appropriateness Criteria: management of vertebral compression fractures",
    organisation="American College of Radiology",
    year=2013,
    identifier="NGC 10149",
    link="https://jesse.tg/ngc-archive/summary/10149",
    checked=None,
    how_far=Verified.READ,
)
ACR_PRACTICE_2017 = Source(
    key="acr_practice_2017",
    title="Practice parameter on vertebral augmentation, resolution 16, as listed by Radiopaedia",
    organisation="American College of Radiology; Radiopaedia",
    year=2017,
    identifier="Resolution 16",
    link="https://images.radiopaedia.org/articles/vertebroplasty/revisions/17?lang=us",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
ACR_2018 = Source(
    key="acr_2018",
    title="Appropriateness Criteria: management of vertebral compression fractures, revision",
    organisation="American College of Radiology",
    year=2018,
    identifier="",
    link="https://docslib.org/download/4714486/management-of-vertebral-compression-fractures",
    checked=None,
    how_far=Verified.READ,
)
ACR_2022 = Source(
    key="acr_2022",
    title="Appropriateness Criteria: vertebral compression fractures, 2022, abstract (Shah)",
    organisation="American College of Radiology",
    year=2022,
    identifier="",
    link="https://scholars.uab.edu/display/pub2282779",
    checked=None,
    how_far=Verified.READ,
)
ACR_2022_SUMMARY = Source(
    key="acr_2022_summary",
    title="Summary of the newer ACR variants",
    organisation="gighz.com",
    year=None,
    identifier="",
    link="https://gighz.com/what-is-the-initial-treatment-for-a-symptomatic-osteoporotic-vcf-with-edema-2026/",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
COLORADO = Source(
    key="colorado",
    title="Low back pain guideline",
    organisation="Colorado Division of Workers' Compensation",
    year=None,
    identifier="NGC 10647",
    link="",
    checked=None,
    how_far=Verified.READ,
)
ASBMR_2019 = Source(
    key="asbmr_2019",
    title="Task force review, as quoted in LCD L34106",
    organisation="American Society for Bone and Mineral Research; quoted by CMS",
    year=2019,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
AAOS = Source(
    key="aaos",
    title="Guideline on osteoporotic spinal compression fractures, adopted 24 September 2010",
    organisation="American Academy of Orthopaedic Surgeons",
    year=2010,
    identifier="",
    link="http://www.orthoguidelines.org/guideline-detail?id=1189",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
