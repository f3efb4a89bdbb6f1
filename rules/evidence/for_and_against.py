"""The evidence for and against: trials, reviews, and the course of the pain left alone."""

from __future__ import annotations

from rules.evidence.statement import Statement
from rules.language.criteria.sources import Verified
from rules.sources import (
    AAOS,
    ACR_2022,
    AOMRC,
    ASBMR_2019,
    BUCHBINDER,
    COCHRANE_2018,
    INVEST,
    LCD_L34106,
    NICE_TA279_COMMITTEE,
    SHAM_TRIALS_COMPARED,
    TEACHING_FILE,
    VAPOUR,
    VAPOUR_PROTOCOL,
    VERTOS_II,
    VERTOS_II_NEW_FRACTURES,
    VERTOS_II_SCREENING,
    VERTOS_IV,
    VERTOS_IV_PROTOCOL,
)

SHAM_TRIALS: tuple[Statement, ...] = (
    Statement(
        "Buchbinder 2009 (78 people, sham-controlled): no advantage at any time to 6 months.",
        "Buchbinder 2009, sham-controlled, 78 people: vertebroplasty had no advantage over a sham "
        "procedure at any time up to 6 months.",
        (BUCHBINDER,),
        Verified.FROM_MEMORY,
    ),
    Statement(
        "INVEST 2009 (131 people, sham-controlled): no difference in pain or function at 1 month.",
        "INVEST (Kallmes) 2009, sham-controlled, 131 people. At 1 month no difference: "
        "Roland-Morris 0.7 (-1.3 to 2.8), pain 0.7 (-0.3 to 1.7). At 1 year pain was lower by "
        "1.02 (0.04 to 2.01), function the same; by then 60 % of controls had crossed over, "
        "against 16 %.",
        (INVEST,),
        Verified.READ,
    ),
    Statement(
        "VERTOS IV 2018 (180, sham-controlled, acute): large falls in both groups, differences under 0.5.",
        "VERTOS IV 2018, sham-controlled, acute fractures, 180 people: large falls in pain in both "
        "groups. Differences: 0.20 at the start, -0.43 on day 1, -0.11 at week 1, and "
        "0.45 (-0.37 to 1.24) at 12 months.",
        (VERTOS_IV, TEACHING_FILE),
        Verified.SECOND_HAND,
    ),
    Statement(
        "VAPOUR 2016 (120, sham-controlled, under 6 weeks, pain 7+): pain under 4 in 44 % v 21 %.",
        "VAPOUR 2016, sham-controlled, fractures under 6 weeks, pain 7 or more, 120 people, 57 % "
        "in hospital: positive. Pain was under 4 at 14 days in 44 % against 21 % (difference "
        "23 points, 6 to 39; p 0.011); the stay in hospital was 5.5 days shorter.",
        (VAPOUR, LCD_L34106),
        Verified.READ,
    ),
    Statement(
        "Cochrane 2018 (21 trials, 5 sham-controlled): does not support routine use.",
        "Cochrane review 2018, 21 trials, 5 of them sham-controlled (541 people): not for routine "
        "use. Pain was 0.7 better (0.3 to 1.2), under the threshold of 1.5; open trials overstate "
        "the effect.",
        (COCHRANE_2018, TEACHING_FILE),
        Verified.SECOND_HAND,
    ),
)

OTHER_EVIDENCE: tuple[Statement, ...] = (
    Statement(
        "VERTOS II 2010 (202 people, open): more relief with vertebroplasty at 1 month and 1 year.",
        "VERTOS II 2010, open trial, 202 people: pain fell by 5.2 at 1 month and 5.7 at 1 year "
        "with vertebroplasty, by 2.7 and 3.7 with conservative care; as quoted in L34106.",
        (VERTOS_II, LCD_L34106),
        Verified.SECOND_HAND,
    ),
    Statement(
        "ASBMR task force 2019: vertebroplasty does not relieve the pain.",
        "The ASBMR task force of 2019 found that vertebroplasty does not relieve the pain; as "
        "quoted in L34106.",
        (ASBMR_2019, LCD_L34106),
        Verified.SECOND_HAND,
    ),
    Statement(
        "AAOS guideline: recommends against it in osteoporotic fractures without nerve damage.",
        "The AAOS guideline recommends against vertebroplasty in people with osteoporotic "
        "fractures whose nerves are unharmed.",
        (AAOS,),
        Verified.READ,
    ),
    Statement(
        "New fractures: no excess after vertebroplasty in VERTOS II (15 of 91 v 21 of 85).",
        "In VERTOS II new fractures were no more common after vertebroplasty: 15 of 91 people "
        "against 21 of 85 (p 0.44).",
        (VERTOS_II_NEW_FRACTURES,),
        Verified.READ,
    ),
    Statement(
        "Survival: lower mortality only in observational data, with strong selection bias.",
        "Mortality was 22 % lower at 10 years in observational data; the authors note strong "
        "selection bias; as quoted in L34106.",
        (LCD_L34106,),
        Verified.SECOND_HAND,
    ),
)

NATURAL_COURSE: tuple[Statement, ...] = (
    Statement(
        "Without a procedure: pain often falls after 2 to 3 weeks; many are pain-free by 6 weeks.",
        "NICE's committee heard that pain often falls after 2 to 3 weeks and that many people are "
        "pain-free by 6 weeks.",
        (NICE_TA279_COMMITTEE,),
        Verified.READ,
    ),
    Statement(
        "VERTOS II: 229 of 431 eligible people (53 %) improved before they could be randomised.",
        "While people were being screened for VERTOS II, 229 of 431 who were eligible (53 %) "
        "improved before randomisation.",
        (VERTOS_II_SCREENING, TEACHING_FILE),
        Verified.SECOND_HAND,
    ),
    Statement(
        "VERTOS II, conservative care: 60 % came down to a pain of 3 or less, mostly by 3 months.",
        "In the conservative group of VERTOS II, 60 % reached a pain score of 3 or less, mostly "
        "within 3 months; as quoted in L34106.",
        (VERTOS_II, LCD_L34106),
        Verified.SECOND_HAND,
    ),
    Statement(
        "ACR 2022: the pain usually eases over 2 to 12 weeks.",
        "The abstract of the 2022 ACR criteria says that pain usually eases over 2 to 12 weeks. It "
        "also says that augmentation gives better pain relief and function than conservative care.",
        (ACR_2022,),
        Verified.READ,
    ),
    Statement(
        "The bone itself heals over 2 to 12 weeks.",
        "The Evidence-Based Interventions guidance says that the bone heals over 2 to 12 weeks, "
        "and that bracing and manual therapy show no benefit.",
        (AOMRC,),
        Verified.SECOND_HAND,
    ),
)

WHO_WAS_STUDIED: tuple[Statement, ...] = (
    Statement(
        "VAPOUR took people over 60, pain under 6 weeks at 7 or more, MRI or SPECT-CT in a week.",
        "VAPOUR took people over 60, with pain for under 6 weeks at 7 or more (over 7 in the "
        "protocol's table), MRI or SPECT-CT within 1 week, 1 or 2 levels. It left out people with "
        "long-term opioids for chronic back pain, sciatica, marked retropulsion, cancer of the "
        "spine, active infection, or unable to consent.",
        (VAPOUR, VAPOUR_PROTOCOL),
        Verified.READ,
    ),
    Statement(
        "VERTOS IV took people of 50 or more, pain 5 or more for up to 9 weeks, oedema on MRI.",
        "VERTOS IV took people aged 50 or more, with pain of 5 or more for up to 6 weeks (later "
        "9 weeks), oedema on MRI, focal tenderness and height loss of 15 % or more. It left out "
        "severe heart or lung disease, untreatable coagulopathy, infection, suspected cancer, "
        "root or cord syndromes, and people who cannot have MRI.",
        (VERTOS_IV, VERTOS_IV_PROTOCOL),
        Verified.READ,
    ),
    Statement(
        "Fractures under 6 weeks: 40 % in Buchbinder, 20 % in INVEST, 100 % in VAPOUR.",
        "The share of fractures under 6 weeks was 40 % in Buchbinder, 20 % in INVEST and 100 % in "
        "VAPOUR, where 57 % were hospital inpatients.",
        (SHAM_TRIALS_COMPARED,),
        Verified.READ,
    ),
)
