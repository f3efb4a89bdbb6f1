"""Trials, and reviews of trials."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

VERTOS_II = Source(
    key="vertos_ii",
    title="VERTOS II: vertebroplasty or conservative care, open trial; protocol",
    organisation="VERTOS II investigators",
    year=2010,
    identifier="NCT00232466",
    link="http://www.trialsjournal.com/content/8/1/33",
    checked=None,
    how_far=Verified.READ,
)
VERTOS_II_SCREENING = Source(
    key="vertos_ii_screening",
    title="Cochrane table on VERTOS II",
    organisation="Cochrane",
    year=None,
    identifier="PMC6494647",
    link="https://pmc.ncbi.nlm.nih.gov/articles/PMC6494647/table/table-wrap24",
    checked=None,
    how_far=Verified.READ,
)
VERTOS_II_RESULT = Source(
    key="vertos_ii_result",
    title="VERTOS II: vertebroplasty or conservative care, open trial; abstract",
    organisation="VERTOS II investigators",
    year=2010,
    identifier="doi 10.1016/S0140-6736(10)60954-3; PubMed 20701962",
    link="",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
VERTOS_II_NEW_FRACTURES = Source(
    key="vertos_ii_new_fractures",
    title="VERTOS II: new fractures",
    organisation="American Journal of Neuroradiology",
    year=2010,
    identifier="AJNR 2010;31:1447",
    link="https://www.ajnr.org/content/31/8/1447.full.txt",
    checked=None,
    how_far=Verified.READ,
)
VERTOS_IV = Source(
    key="vertos_iv",
    title="VERTOS IV: vertebroplasty or sham procedure",
    organisation="VERTOS IV investigators",
    year=2018,
    identifier="BMJ 2018;361:k1551; PMC5941218; NCT01200277",
    link="https://pmc.ncbi.nlm.nih.gov/articles/PMC5941218",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
VERTOS_IV_PROTOCOL = Source(
    key="vertos_iv_protocol",
    title="VERTOS IV: protocol",
    organisation="VERTOS IV investigators",
    year=None,
    identifier="NCT01200277",
    link="http://trialsjournal.biomedcentral.com/articles/10.1186/1745-6215-12-93",
    checked=None,
    how_far=Verified.READ,
)
VERTOS_IV_FOLLOW_UP = Source(
    key="vertos_iv_follow_up",
    title="VERTOS IV: new fractures and height of the treated vertebra; paid for by a manufacturer",
    organisation="CardioVascular and Interventional Radiology",
    year=2019,
    identifier="doi 10.1007/s00270-019-02205-w",
    link="https://link.springer.com/article/10.1007/s00270-019-02205-w",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
VERTOS_II_AND_IV = Source(
    key="vertos_ii_and_iv",
    title="VERTOS II and IV, pooled",
    organisation="CardioVascular and Interventional Radiology",
    year=2022,
    identifier="doi 10.1007/s00270-022-03170-7",
    link="https://link.springer.com/10.1007/s00270-022-03170-7",
    checked=None,
    how_far=Verified.READ,
)
VERTOS_V = Source(
    key="vertos_v",
    title="VERTOS V: register entry, in the Cochrane list of studies",
    organisation="VERTOS V investigators",
    year=None,
    identifier="NCT01963039",
    link="https://pmc.ncbi.nlm.nih.gov/articles/PMC6517304/table/CD006349-tblf-0035",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
VERTOS_V_RESULT = Source(
    key="vertos_v_result",
    title="VERTOS V: vertebroplasty or active control for chronic pain; abstract",
    organisation="VERTOS V investigators",
    year=2023,
    identifier="Radiology 2023;308:e222535; PubMed 37462495; NCT01963039",
    link="https://www.pubmed.gov/37462495/",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
VAPOUR = Source(
    key="vapour",
    title="VAPOUR: vertebroplasty or sham procedure within six weeks",
    organisation="VAPOUR investigators",
    year=2016,
    identifier="Lancet 2016;388:1408; NCT01482793",
    link="https://discover.dc.nihr.ac.uk/portal/article/4000247/",
    checked=None,
    how_far=Verified.READ,
)
VAPOUR_PROTOCOL = Source(
    key="vapour_protocol",
    title="VAPOUR: protocol, table 1",
    organisation="VAPOUR investigators",
    year=None,
    identifier="doi 10.1186/s13063-015-0671-8",
    link="https://trialsjournal.biomedcentral.com/articles/10.1186/s13063-015-0671-8/tables/1",
    checked=None,
    how_far=Verified.READ,
)
INVEST = Source(
    key="invest",
    title="INVEST: vertebroplasty or sham procedure, one month and one year (Kallmes)",
    organisation="INVEST investigators",
    year=2009,
    identifier="doi 10.1056/NEJMoa0900563; PubMed 23696683",
    link="",
    checked=None,
    how_far=Verified.READ,
)
BUCHBINDER = Source(
    key="buchbinder",
    title="Vertebroplasty or sham procedure (Buchbinder), protocol",
    organisation="Buchbinder and colleagues",
    year=2009,
    identifier="ACTRN012605000079640",
    link="https://bmcmusculoskeletdisord.biomedcentral.com/articles/10.1186/1471-2474-9-156",
    checked=None,
    how_far=Verified.READ,
)
BUCHBINDER_RESULT = Source(
    key="buchbinder_result",
    title="Vertebroplasty or sham procedure (Buchbinder), results as recapped",
    organisation="Buchbinder and colleagues; recap at pogoe.org",
    year=2009,
    identifier="PubMed 19657121",
    link="https://pogoe.org/recap/articles/19657121",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
SHAM_TRIALS_COMPARED = Source(
    key="sham_trials_compared",
    title="Table comparing the sham-controlled trials",
    organisation="American Journal of Neuroradiology",
    year=None,
    identifier="",
    link="http://www.ajnr.org/highwire/markup/60958/expansion",
    checked=None,
    how_far=Verified.READ,
)
FREE = Source(
    key="free",
    title="FREE: balloon kyphoplasty, register entry",
    organisation="FREE investigators",
    year=2009,
    identifier="NCT00211211; PMC3678891",
    link="https://ctv.veeva.com/study/free-study-fracture-reduction-evaluation",
    checked=None,
    how_far=Verified.READ,
)
CAFE = Source(
    key="cafe",
    title="CAFE: balloon kyphoplasty in cancer",
    organisation="CAFE investigators",
    year=2011,
    identifier="Lancet Oncol 2011;12:225; doi 10.1016/S1470-2045(11)70008-0; NCT00211237",
    link="https://trials.co/clinical-trials-details/-/NCT00211237",
    checked=None,
    how_far=Verified.READ,
)
COCHRANE_2018 = Source(
    key="cochrane_2018",
    title="Cochrane review CD006349.pub4",
    organisation="Cochrane",
    year=2018,
    identifier="CD006349.pub4",
    link="https://cochranelibrary.com/cdsr/doi/10.1002/14651858.CD006349.pub4/full",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
TEACHING_FILE = Source(
    key="teaching_file",
    title="Orthopaedic teaching file with trial figures",
    organisation="Transcription of a teaching file",
    year=None,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
