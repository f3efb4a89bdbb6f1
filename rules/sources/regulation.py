"""What regulators say about software of this kind."""

from rules.language.criteria.sources import Source, Verified

FDA_CDS_2022 = Source(
    key="fda_cds_2022",
    title="Clinical decision support software: final guidance, 28 September 2022",
    organisation="Food and Drug Administration",
    year=2022,
    identifier="FDA-2017-D-6569",
    link="",
    checked=None,
    how_far=Verified.READ,
)
FDA_CDS_2026 = Source(
    key="fda_cds_2026",
    title="Clinical decision support software: revised guidance of 6 January 2026, as summarised (four summaries agree)",
    organisation="Food and Drug Administration; summaries by Covington, Cooley and Katten",
    year=2026,
    identifier="",
    link="https://www.cov.com/en/news-and-insights/insights/2026/01/5-key-takeaways-from-fdas-revised-clinical-decision-support-cds-software-guidance",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
MHRA_SOFTWARE = Source(
    key="mhra_software",
    title="Software and artificial intelligence as a medical device",
    organisation="Medicines and Healthcare products Regulatory Agency",
    year=2024,
    identifier="",
    link="https://www.gov.uk/government/publications/software-and-artificial-intelligence-ai-as-a-medical-device/",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
NHS_SOFTWARE_STANDARDS = Source(
    key="nhs_software_standards",
    title="DCB0129, DCB0160 and DTAC",
    organisation="NHS England",
    year=None,
    identifier="DCB0129; DCB0160; DTAC",
    link="",
    checked=None,
    how_far=Verified.FROM_MEMORY,
)
