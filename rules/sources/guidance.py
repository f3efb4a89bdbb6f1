"""Guidance from national bodies, professional societies and commissioners."""

from rules.language.sources import Source, Verified

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
NICE_TA279 = Source(
    key="nice_ta279",
    title="Technology appraisal TA279, chapter 1: guidance",
    organisation="NICE",
    year=2013,
    identifier="TA279",
    link="https://www.nice.org.uk/guidance/ta279/chapter/1-Guidance",
    checked=None,
    how_far=Verified.READ,
)
NICE_TA279_DRAFT = Source(
    key="nice_ta279_draft",
    title="Press notice on the draft of TA279, 2 November 2012",
    organisation="NICE",
    year=2012,
    identifier="",
    link="http://www.nice.org.uk/newsroom/pressreleases/FracturedVertebraeACD.jsp",
    checked=None,
    how_far=Verified.READ,
)
NICE_TA279_COMMITTEE = Source(
    key="nice_ta279_committee",
    title="Technology appraisal TA279, chapter 4: evidence and interpretation",
    organisation="NICE",
    year=2013,
    identifier="TA279",
    link="https://nice.org.uk/guidance/ta279/chapter/4-Evidence-and-interpretation",
    checked=None,
    how_far=Verified.READ,
)
NICE_IPG12 = Source(
    key="nice_ipg12",
    title="Interventional procedures guidance IPG12, web page",
    organisation="NICE",
    year=None,
    identifier="IPG12",
    link="https://www.nice.org.uk/guidance/IPG12",
    checked=None,
    how_far=Verified.READ,
)
NICE_CG75 = Source(
    key="nice_cg75",
    title="Clinical guideline CG75, key priorities (replaced by NG234)",
    organisation="NICE",
    year=2008,
    identifier="CG75",
    link="https://www.nice.org.uk/guidance/cg75/chapter/Key-priorities-for-implementation",
    checked=None,
    how_far=Verified.READ,
)
NICE_NG234 = Source(
    key="nice_ng234",
    title="Guideline NG234, which replaced CG75 (title read, recommendations not)",
    organisation="NICE",
    year=2023,
    identifier="NG234",
    link="https://www.nice.org.uk/guidance/NG234/chapter/recommendations",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
NICE_NG234_SUMMARY = Source(
    key="nice_ng234_summary",
    title="Summary of the referral times in NG234 (page without an author)",
    organisation="iatrox.com",
    year=None,
    identifier="",
    link="https://www.iatrox.com/shared/68a7fdd285ec8378f0019ed4/",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
NICE_NG35 = Source(
    key="nice_ng35",
    title="Myeloma guideline NG35",
    organisation="NICE",
    year=2016,
    identifier="NG35; NGC 10900",
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
    title="Vertebral augmentation for painful osteoporotic vertebral fractures",
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
    title="CIRSE guidance of 2017 on vertebral augmentation",
    organisation="Cardiovascular and Interventional Radiological Society of Europe",
    year=2017,
    identifier="",
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
    title="Practice parameter on vertebral augmentation, resolution 16",
    organisation="American College of Radiology",
    year=2017,
    identifier="Resolution 16",
    link="",
    checked=None,
    how_far=Verified.FROM_MEMORY,
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
RAND_2018 = Source(
    key="rand_2018",
    title="RAND/UCLA pathway for vertebral fractures (Hirsch), as reported by a manufacturer",
    organisation="Medtronic, reporting the study",
    year=2018,
    identifier="",
    link="https://medtronic.com/en-us/healthcare-professionals/specialties/spine-surgery/therapies-procedures/vertebral-augmentation/clinical-care-pathway.html",
    checked=None,
    how_far=Verified.SECOND_HAND,
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
    title="Guideline on osteoporotic spinal compression fractures",
    organisation="American Academy of Orthopaedic Surgeons",
    year=None,
    identifier="",
    link="http://www.orthoguidelines.org/guideline-detail?id=1189",
    checked=None,
    how_far=Verified.READ,
)
