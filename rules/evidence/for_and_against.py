"""The evidence for and against: trials, reviews, and the course of the pain left alone."""

from __future__ import annotations

from rules.evidence.statement import Statement
from rules.language.criteria.sources import Verified
from rules.sources import (
    AAOS,
    ACR_2022,
    AOMRC,
    ASBMR_2019,
    BUCHBINDER_RESULT,
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
    VERTOS_II_RESULT,
    VERTOS_II_SCREENING,
    VERTOS_IV,
    VERTOS_IV_FOLLOW_UP,
    VERTOS_IV_PROTOCOL,
    VERTOS_V,
    VERTOS_V_RESULT,
)

SHAM_TRIALS: tuple[Statement, ...] = (
    Statement(
        "Buchbinder 2009 (78 people, sham-controlled): no advantage at any time to 6 months.",
        "Buchbinder 2009, sham-controlled, 78 people: vertebroplasty had no advantage over a sham "
        "procedure at any time up to 6 months; 71 completed it. At 3 months pain had fallen by 2.6 "
        "against 1.9, a difference of 0.6 (-0.7 to 1.8).",
        (BUCHBINDER_RESULT,),
        Verified.READ,
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
        (VERTOS_IV,),
        Verified.READ,
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
        "VERTOS V 2023 (80, active control, pain over 3 months): pain 3.9 v 5.1 at 12 months.",
        "VERTOS V 2023, pain for over 3 months with marrow oedema, 80 people, cement against an "
        "active control (local anaesthetic): positive. Pain was 7.6 against 7.3 at the start and "
        "3.9 against 5.1 at 12 months (p 0.045); the change differed by 1.3 (0.1 to 2.6). Quality "
        "of life (QUALEFFO) differed by 5.2 (0.9 to 9.4); Roland-Morris, given as 0 to 100, by "
        "7.1 (-3.3 to 17.5), which is not significant. From May 2013 to June 2019.",
        (VERTOS_V_RESULT,),
        Verified.READ,
    ),
    Statement(
        "Cochrane 2018 (21 trials, 5 sham-controlled): does not support routine use.",
        "Cochrane review 2018, 21 trials, 5 of them sham-controlled (541 people): not for routine "
        "use. Pain was 0.7 better (0.3 to 1.2), under the threshold of 1.5; open trials overstate "
        "the effect. It was searched up to November 2017: VERTOS V is not in it.",
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
        "AAOS 2010: recommends against it in osteoporotic fractures without nerve damage.",
        "The AAOS guideline, adopted on 24 September 2010, recommends against vertebroplasty in "
        "people with osteoporotic fractures whose nerves are unharmed.",
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
        "VERTOS IV (paid for by a manufacturer): new fractures 15 v 19; further height loss 8 % v 45 %.",
        "In VERTOS IV, sham-controlled, 180 people, by a paper of 2019 that a manufacturer paid "
        "for, 15 people had new fractures after vertebroplasty and 19 after the sham procedure "
        "(odds ratio 0.71, 0.33 to 1.50). The vertebra lost further height in 8 % against 45 % "
        "(odds ratio 9.84).",
        (VERTOS_IV_FOLLOW_UP,),
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
        (VERTOS_II_RESULT, VERTOS_II_SCREENING),
        Verified.READ,
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
        "and that bracing and manual therapy show no benefit. It is best-practice guidance for "
        "adults of 19 or over; its criteria for the procedure were not seen.",
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
        "VERTOS V took people of 50 to 90, pain for 12 weeks or more, height loss 15 %, oedema on MRI.",
        "VERTOS V took people aged 50 to 90, with pain for 12 weeks or more from a fracture at T5 or "
        "lower, height loss of 15 % or more, oedema on MRI, tenderness and a T-score of -1 or less.",
        (VERTOS_V,),
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
