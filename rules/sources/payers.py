"""What payers ask for before they cover the procedure."""

from rules.language.criteria.sources import Source, Verified

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
