"""What payers ask for before they cover the procedure."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

LCD_L34106 = Source(
    key="lcd_l34106",
    title="Local Coverage Determination L34106 (Noridian J-F), revision effective 10 January 2021",
    organisation="Centers for Medicare & Medicaid Services",
    year=2021,
    identifier="L34106",
    link="https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?LCDId=34106",
    checked=None,
    how_far=Verified.READ,
)
LCD_L34228 = Source(
    key="lcd_l34228",
    title="Local Coverage Determination L34228 (Noridian J-E), web page",
    organisation="Centers for Medicare & Medicaid Services",
    year=None,
    identifier="L34228",
    link="https://cms.gov/medicare-coverage-database/view/lcd.aspx?LCDId=34228",
    checked=None,
    how_far=Verified.READ,
)
LCD_L34228_CHECKLIST = Source(
    key="lcd_l34228_checklist",
    title="Hospital checklist for L34228 and article A56572, 31 May 2025",
    organisation="A hospital; public copy",
    year=2025,
    identifier="L34228; A56572",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
LCD_SUMMARIES = Source(
    key="lcd_summaries",
    title="Summaries of L33569, L34976, L38201 and L38737",
    organisation="verity.backworkai.com",
    year=None,
    identifier="L33569; L34976; L38201; L38737",
    link="https://verity.backworkai.com/policy/L33569",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
EVICORE_CMM_607 = Source(
    key="evicore_cmm_607",
    title="CMM-607, as summarised",
    organisation="eviCore; summary at verity.backworkai.com",
    year=None,
    identifier="CMM-607",
    link="https://verity.backworkai.com/policy/EVICORE-MSK_ADVANCED-9C96FCE2",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
BCBS_MP_004 = Source(
    key="bcbs_mp_004",
    title="Medical policy MP-004, April 2024",
    organisation="Blue Cross Blue Shield of Alabama",
    year=2024,
    identifier="MP-004",
    link="https://al-policies.exploremyplan.com/",
    checked=None,
    how_far=Verified.READ,
)
BCBS_RAD601 = Source(
    key="bcbs_rad601",
    title="Medical policy RAD601.041, as summarised",
    organisation="A Blue Cross Blue Shield plan; summary at verity.backworkai.com",
    year=None,
    identifier="RAD601.041",
    link="https://verity.backworkai.com/policy/RAD601.041",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
UPTODATE_2018 = Source(
    key="uptodate_2018",
    title="Review of 2018, as quoted in LCD L34106",
    organisation="UpToDate; quoted by CMS",
    year=2018,
    identifier="",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
CMS_A56572 = Source(
    key="cms_a56572",
    title="Billing and coding article A56572 for L34228",
    organisation="Centers for Medicare & Medicaid Services",
    year=None,
    identifier="A56572",
    link="https://www.cms.gov/medicare-coverage-database/view/article.aspx?articleId=56572&ver=15",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
LCD_L33569 = Source(
    key="lcd_l33569",
    title="Local Coverage Determination L33569, page of the proposed text (contractor NGS: Illinois, Minnesota, Wisconsin, Connecticut, New York, Maine, Massachusetts, New Hampshire, Rhode Island, Vermont)",
    organisation="Centers for Medicare & Medicaid Services; National Government Services",
    year=None,
    identifier="L33569; DL33569",
    link="https://www.ngsmedicare.com/",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
MALIGNANT_CODES_2020 = Source(
    key="malignant_codes_2020",
    title="Coding article of February 2020: C41.2, C79.51, C90.00 or C90.02 with M84.58XA or M84.58XS; C79.52 and C90.01 are not in it",
    organisation="Noridian",
    year=2020,
    identifier="",
    link="https://med.noridianmedicare.com/web/jfa/article-detail/-/view/10529/",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
WISER_TEXAS_2026 = Source(
    key="wiser_texas_2026",
    title="Codes under prior authorisation in Texas, contractor Novitas, from 5 January 2026 (the WISeR model began on 1 January 2026 by a second-hand page)",
    organisation="Cohere Health",
    year=2026,
    identifier="CPT 22510 to 22515",
    link="https://help.coherehealth.com/payer-info/en/articles/13602220-medicare-novitas-prior-authorization-list-pal-codes-under-management",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
