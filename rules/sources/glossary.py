"""The short forms that clinicians and sources use, spelled out for whoever reads a protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "10⁹/L": "thousand million (of platelets, here) in a litre of blood",
    "AAOS": "American Academy of Orthopaedic Surgeons",
    "ACR": "American College of Radiology",
    "AJNR": "American Journal of Neuroradiology",
    "ANZCA": "Australian and New Zealand College of Anaesthetists",
    "AO": "a foundation for the treatment of fractures; AO Spine is a part of it",
    "ASA": "American Society of Anesthesiologists, whose classes say how ill a patient is",
    "ASBMR": "American Society for Bone and Mineral Research",
    "ASRA": "American Society of Regional Anesthesia and Pain Medicine",
    "ASTRO": "American Society for Radiation Oncology",
    "BCBS": "Blue Cross Blue Shield, payers in the United States",
    "BMJ": "British Medical Journal",
    "BNF": "British National Formulary",
    "CAFE": "Cancer Patient Fracture Evaluation, a trial of balloon kyphoplasty in cancer",
    "CDC": "Centers for Disease Control and Prevention, United States",
    "CG": "clinical guideline of NICE, with its number",
    "CIRSE": "Cardiovascular and Interventional Radiological Society of Europe",
    "CMM": "one of eviCore's guidelines, with its number",
    "CMS": "Centers for Medicare & Medicaid Services, United States",
    "CT": "computed tomography",
    "DGOU": "German Society for Orthopaedics and Trauma",
    "DXA": "dual-energy X-ray absorptiometry, a measurement of bone density",
    "FDA": "Food and Drug Administration, United States",
    "FPM": "Faculty of Pain Medicine of ANZCA",
    "FREE": "Fracture Reduction Evaluation, a trial of balloon kyphoplasty",
    "GP": "general practitioner",
    "HIV": "human immunodeficiency virus",
    "ICB": "integrated care board, which pays for care in a part of England",
    "INR": "international normalised ratio, a test of how fast blood clots",
    "INVEST": "Investigational Vertebroplasty Safety and Efficacy Trial",
    "IPG": "interventional procedures guidance of NICE, with its number",
    "L5": "the last of the lumbar vertebrae, L1 to L5",
    "LCD": "local coverage determination: what Medicare pays for in a part of the United States",
    "MHRA": "Medicines and Healthcare products Regulatory Agency, United Kingdom",
    "MP": "medical policy of a payer, with its number",
    "MRI": "magnetic resonance imaging",
    "MSCC": "metastatic spinal cord compression",
    "NASS": "North American Spine Society",
    "NCT": "number in the register of trials ClinicalTrials.gov",
    "NG": "guideline of NICE, with its number",
    "NHS": "National Health Service, United Kingdom",
    "NICE": "National Institute for Health and Care Excellence, United Kingdom",
    "NRS": "numeric rating scale: pain from 0 to 10",
    "NSAID": "non-steroidal anti-inflammatory drug, such as ibuprofen",
    "NSM": "non-surgical management",
    "OF": "osteoporotic fracture, a classification and a score of AO Spine and DGOU",
    "PEG": "pain, enjoyment, general activity: a score of three questions",
    "PMMA": "polymethyl methacrylate, bone cement",
    "RAD": "one of a payer's policies on imaging, with its number",
    "RAND": "a research institute in the United States",
    "RDQ": "another short form of RMDQ",
    "RMDQ": "Roland-Morris disability questionnaire, 0 to 24: the higher, the more disabled",
    "SINS": "spinal instability neoplastic score, 0 to 18: the higher, the less stable",
    "SIR": "Society of Interventional Radiology",
    "SPECT": "single-photon emission computed tomography, a bone scan in three dimensions",
    "STIR": "short tau inversion recovery, an MRI picture on which marrow oedema is bright",
    "T1": "the first of the thoracic vertebrae, T1 to T12",
    "TA": "technology appraisal of NICE, with its number",
    "TB": "tuberculosis",
    "UCLA": "University of California, Los Angeles",
    "UK": "United Kingdom",
    "US": "United States",
    "VAPOUR": "a trial of vertebroplasty against a sham procedure, within six weeks",
    "VAS": "visual analogue scale: pain marked on a line",
    "VERTOS": "a series of trials of vertebroplasty",
    "WHO": "World Health Organization",
    "g/L": "grams in a litre",
    "mcg/h": "micrograms an hour",
    "mg": "milligram",
    "mg/dL": "milligrams in a decilitre",
    "ml/min": "millilitres a minute",
}


def abbreviations_in(texts: Iterable[str]) -> dict[str, str]:
    """The short forms that some texts use, in the order of the alphabet, spelled out."""
    said = "\n".join(texts)
    return {short: full for short, full in ABBREVIATIONS.items() if _uses(said, short)}


def _uses(said: str, short: str) -> bool:
    """Two may stand together, SPECT/CT, and a number may follow, TA279; but mg is not in mg/dL."""
    joins = "" if short.isupper() else "/"
    return bool(
        re.search(rf"(?<![A-Za-z{joins}]){re.escape(short)}(?:s\b|(?![A-Za-z{joins}]))", said)
    )
