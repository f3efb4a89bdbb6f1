"""How long medicines that slow clotting are held, beside what SIR says."""

from rules.language.criteria.sources import Source, Verified
from rules.sources.readings import NOVEMBER_2026

ASRA_2018 = Source(
    key="asra_2018",
    title="Antithrombotics and interventional pain procedures, second edition (Narouze), as one public calculator has it",
    organisation="Six societies on pain medicine, led by ASRA; a public calculator",
    year=2018,
    identifier="Reg Anesth Pain Med 2018;43:225",
    link="",
    checked=None,
    how_far=Verified.SECOND_HAND,
)
ASRA_FOR_THE_SPINE_2020 = Source(
    key="asra_for_the_spine_2020",
    title="Guideline of a radiology group, 2020: where SIR and ASRA differ, SIR for the body and ASRA for the spine",
    organisation="A radiology group (Davidson)",
    year=2020,
    identifier="",
    link="https://pdfslide.net/documents/clinical-guidelines-anticoagulation-agents-and-clinical-considerations-davidson.html",
    checked=NOVEMBER_2026,
    how_far=Verified.READ,
)
