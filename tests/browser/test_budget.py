"""The patient's way stays short: a budget of screens, taps and words, walked in a real browser."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.budget import COUNTS_TAPS, Cost
from tests.browser.typing_in import Opened, answer_all, follow, press, put
from tests.kit.filling_in import Answers
from tests.kit.people import Invited

PHONE = {"width": 375, "height": 667}

MEDICINE = {
    "typed": "co-codamol 30/500, 2 tablets, 4 times a day",
    "name": "co-codamol",
    "form": "tablet",
    "strength": "30/500",
    "unit": "mg",
    "still_taken": True,
    "amount": "2",
    "times": "4",
    "pattern": "regular",
    "since": {"said": "2026-10"},
    "relief": "a_little",
    "side_effects": ["constipation"],
}
# An 81-year-old whose daughter fills in: one medicine, nothing urgent.
DAUGHTER: Answers = {
    "answering": "for_patient",
    "helper_name": "Ruth Example",
    "helper_relation": "Daughter",
    "patient_agrees": True,
    "details_right": True,
    "preferred_contact": "through_helper",
    "cauda_equina": [],
    "new_weakness": False,
    "chest_or_tearing": [],
    "opioid_danger": [],
    "infection_signs": [],
    "nerve_symptoms": [],
    "cancer_signs": [],
    "new_deformity": False,
    "pain_place": ["waist"],
    "pain_side": "middle",
    "pain_spread": [],
    "pain_began": {"said": "2026-10"},
    "pain_start": "lifting_or_coughing",
    "pain_on_movement": "8",
    "pain_worst": "9",
    "pain_at_rest": "3",
    "pain_now": "5",
    "pain_eased_by": ["lying_down"],
    "pain_worse_with": ["moving"],
    "pain_at_night": "no",
    "pain_trend": "same",
    "in_hospital": False,
    "walking": "with_stick_or_frame",
    "days_in_bed": "2",
    "sleep": "woken",
    "washing_and_dressing": "with_help",
    "told_of_fracture": True,
    "told_by_scan": ["xray"],
    "told_when": {"said": "2026-10"},
    "told_level": [],
    "fracture_cause": "osteoporosis",
    "earlier_fractures": ["wrist"],
    "osteoporosis_diagnosis": True,
    "bone_density_scan": False,
    "bone_medicines": ["calcium_vitamin_d"],
    "long_term_steroids": False,
    "earlier_spine_treatment": [],
    "cancer": "never",
    "mri_status": "done",
    "mri_date": {"said": "2026-11"},
    "mri_place": "Example Hospital",
    "mri_showed_recent": True,
    "xray": "done",
    "xray_date": {"said": "2026-10"},
    "ct_scan": "not_done",
    "bone_scan": "not_done",
    "spect_ct": "not_done",
    "pain_medicines": [MEDICINE],
    "relief": "30",
    "other_treatments": [],
    "blood_thinner": False,
    "bleeding_disorder": False,
    "liver_disease": False,
    "kidney_disease": True,
    "reactions": [],
    "infection_now": False,
    "lie_face_down": True,
    "severe_heart_or_lung": False,
    "diabetes": False,
    "weak_immunity": False,
    "sedatives": False,
    "wish": "Walk to the shop",
}


def taken(typed: str, **parts: object) -> dict[str, object]:
    """A medicine in the line that it is written in, and what is asked beside it."""
    return {**MEDICINE, "typed": typed, **parts}


FIVE = [
    taken("oxycontin 10 mg twice a day", name="oxycontin", strength="10", amount="1", times="2"),
    MEDICINE,
    taken("butrans 10 patch changed every 7 days", name="butrans", form="patch", strength="10",
          unit="microgram_an_hour", amount="1", changed_every="7"),
    taken("Oramorph 5 ml when needed, up to 6 times", name="Oramorph", form="liquid", strength="10",
          unit="mg_in_5_ml", amount="5", times="6", pattern="when_needed"),
    taken("ibuprofen 400 mg, 1 tablet, 3 times a day", name="ibuprofen", strength="400", amount="1",
          times="3"),
]  # fmt: skip
# Somebody with myeloma who answers alone: five medicines.
MYELOMA: Answers = {
    **DAUGHTER,
    "answering": "myself",
    "preferred_contact": "phone",
    "fracture_cause": "cancer",
    "cancer": "now",
    "cancer_which": "Myeloma",
    "cancer_when": {"said": "2024"},
    "pain_medicines": FIVE,
}


@pytest.fixture
def phone(opened: Opened) -> Page:
    """A telephone that counts taps."""
    page = opened(viewport=PHONE, has_touch=True, locale="en-GB")
    page.context.add_init_script(COUNTS_TAPS)
    return page


def walked(phone: Page, address: str, invited: Invited, answers: Answers) -> Cost:
    """The way from the link to "Your answers are sent"."""
    cost = Cost()
    phone.goto(address + invited.link)
    cost.look(phone)
    put(phone, {"born-day": ["27"], "born-month": ["March"], "born-year": ["1948"]})
    press(phone, "Continue", cost.look)
    answer_all(phone, answers, cost.look)
    follow(phone, phone.get_by_role("link", name="Continue", exact=True))
    cost.look(phone)
    press(phone, "Send my answers", cost.look)
    return cost


@pytest.mark.parametrize(
    ("answers", "most"),
    [(DAUGHTER, Cost(screens=40, taps=95, words=3000)), (MYELOMA, Cost(screens=55, taps=150))],
    ids=["one medicine", "five medicines"],
)
def test_the_way_to_the_end_stays_within_its_budget(
    phone: Page, address: str, app: Flask, invited: Invited, answers: Answers, most: Cost
) -> None:
    cost = walked(phone, address, invited, answers)

    assert cost.screens <= most.screens, cost
    assert cost.taps <= most.taps, cost
    assert not most.words or cost.words <= most.words, cost
