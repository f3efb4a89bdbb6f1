"""The OF score for osteoporotic vertebral fractures."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

OF_SCORE_CARD = Source(
    key="of_score_card",
    title="Osteoporotic fracture classification and OF score, pocket card (the card calls the score not validated)",
    organisation="AO Spine and DGOU",
    year=None,
    identifier="",
    link="https://scribd.com/document/603776629/AO-Spine-Osteoporotic-Classification-Pocket-Card",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
