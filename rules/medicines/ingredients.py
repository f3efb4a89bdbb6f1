"""What is in a pain medicine, its class, and its morphine factor where one is used."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, Literal

from rules.language.sources import Source
from rules.sources.safety import CDC_2022

FactorUnit = Literal["mg", "mcg/h"]

MORPHINE_TABLE: Final[Source] = CDC_2022  # every factor below comes from this table


class DrugClass(Enum):
    """The classes that a rule or a nurse tells apart."""

    OPIOID = "opioid"
    PARACETAMOL = "paracetamol"
    NSAID = "anti-inflammatory"
    NERVE_PAIN = "nerve-pain medicine"
    MUSCLE_RELAXANT = "muscle relaxant"
    TOPICAL = "on the skin"
    BONE = "bone medicine"
    STEROID = "steroid"
    SEDATIVE = "sedative"
    ADDITIVE = "added to a combined medicine, not for pain itself"


@dataclass(frozen=True)
class Ingredient:
    """One active ingredient.

    `morphine_factor` times the daily dose by mouth in mg (or times the patch's strength in mcg/h,
    where `factor_unit` says so) is mg of morphine a day. It is `None` where nothing is calculated;
    for an opioid `why_no_factor` then says why, to be printed in place of a figure, never 0.
    """

    key: str
    name: str
    drug_class: DrugClass
    morphine_factor: Decimal | None
    factor_unit: FactorUnit | None
    why_no_factor: str


def _opioid(key: str, name: str, factor: str, unit: FactorUnit = "mg") -> Ingredient:
    return Ingredient(key, name, DrugClass.OPIOID, Decimal(factor), unit, "")


def _not_calculated(key: str, name: str, why: str) -> Ingredient:
    return Ingredient(key, name, DrugClass.OPIOID, None, None, why)


def _other(key: str, name: str, drug_class: DrugClass) -> Ingredient:
    return Ingredient(key, name, drug_class, None, None, "")


CODEINE = _opioid("codeine", "Codeine", "0.15")
TRAMADOL = _opioid("tramadol", "Tramadol", "0.2")
TAPENTADOL = _opioid("tapentadol", "Tapentadol", "0.4")
HYDROCODONE = _opioid("hydrocodone", "Hydrocodone", "1.0")
OXYCODONE = _opioid("oxycodone", "Oxycodone", "1.5")
OXYMORPHONE = _opioid("oxymorphone", "Oxymorphone", "3.0")
HYDROMORPHONE = _opioid("hydromorphone", "Hydromorphone", "5.0")
MORPHINE = _opioid("morphine", "Morphine", "1.0")
FENTANYL = _opioid("fentanyl", "Fentanyl", "2.4", "mcg/h")  # the patch only
DIHYDROCODEINE = _not_calculated(
    "dihydrocodeine", "Dihydrocodeine", "Not calculated: the CDC 2022 table lists no factor."
)
PETHIDINE = _not_calculated(
    "pethidine", "Pethidine (meperidine)", "Not calculated: the CDC 2022 table lists no factor."
)
BUPRENORPHINE = _not_calculated(
    "buprenorphine", "Buprenorphine", "Not calculated: the CDC 2022 table lists no factor."
)
METHADONE = _not_calculated(
    "methadone",
    "Methadone",
    "Not calculated: a choice of this project. CDC 2022 lists 4.7, "
    "but methadone stays in the body for a long and variable time.",
)

PARACETAMOL = _other("paracetamol", "Paracetamol (acetaminophen)", DrugClass.PARACETAMOL)

ASPIRIN = _other("aspirin", "Aspirin", DrugClass.NSAID)
IBUPROFEN = _other("ibuprofen", "Ibuprofen", DrugClass.NSAID)
NAPROXEN = _other("naproxen", "Naproxen", DrugClass.NSAID)
DICLOFENAC = _other("diclofenac", "Diclofenac", DrugClass.NSAID)
MELOXICAM = _other("meloxicam", "Meloxicam", DrugClass.NSAID)
CELECOXIB = _other("celecoxib", "Celecoxib", DrugClass.NSAID)
ETORICOXIB = _other("etoricoxib", "Etoricoxib", DrugClass.NSAID)
KETOROLAC = _other("ketorolac", "Ketorolac", DrugClass.NSAID)

GABAPENTIN = _other("gabapentin", "Gabapentin", DrugClass.NERVE_PAIN)
PREGABALIN = _other("pregabalin", "Pregabalin", DrugClass.NERVE_PAIN)
DULOXETINE = _other("duloxetine", "Duloxetine", DrugClass.NERVE_PAIN)
AMITRIPTYLINE = _other("amitriptyline", "Amitriptyline", DrugClass.NERVE_PAIN)
NORTRIPTYLINE = _other("nortriptyline", "Nortriptyline", DrugClass.NERVE_PAIN)

CYCLOBENZAPRINE = _other("cyclobenzaprine", "Cyclobenzaprine", DrugClass.MUSCLE_RELAXANT)
METHOCARBAMOL = _other("methocarbamol", "Methocarbamol", DrugClass.MUSCLE_RELAXANT)
TIZANIDINE = _other("tizanidine", "Tizanidine", DrugClass.MUSCLE_RELAXANT)
DIAZEPAM = _other("diazepam", "Diazepam", DrugClass.MUSCLE_RELAXANT)
BACLOFEN = _other("baclofen", "Baclofen", DrugClass.MUSCLE_RELAXANT)
ORPHENADRINE = _other("orphenadrine", "Orphenadrine", DrugClass.MUSCLE_RELAXANT)

LIDOCAINE = _other("lidocaine_on_skin", "Lidocaine on the skin", DrugClass.TOPICAL)
DICLOFENAC_GEL = _other("diclofenac_on_skin", "Diclofenac on the skin", DrugClass.TOPICAL)
IBUPROFEN_GEL = _other("ibuprofen_on_skin", "Ibuprofen on the skin", DrugClass.TOPICAL)
MOVELAT = _other("movelat", "Movelat", DrugClass.TOPICAL)
CAPSAICIN = _other("capsaicin", "Capsaicin", DrugClass.TOPICAL)

CALCITONIN = _other("calcitonin", "Calcitonin", DrugClass.BONE)
ALENDRONIC_ACID = _other("alendronic_acid", "Alendronic acid", DrugClass.BONE)
RISEDRONATE = _other("risedronate", "Risedronate", DrugClass.BONE)
ZOLEDRONIC_ACID = _other("zoledronic_acid", "Zoledronic acid", DrugClass.BONE)
DENOSUMAB = _other("denosumab", "Denosumab", DrugClass.BONE)
TERIPARATIDE = _other("teriparatide", "Teriparatide", DrugClass.BONE)

PREDNISOLONE = _other("prednisolone", "Prednisolone", DrugClass.STEROID)
PREDNISONE = _other("prednisone", "Prednisone", DrugClass.STEROID)
DEXAMETHASONE = _other("dexamethasone", "Dexamethasone", DrugClass.STEROID)

ZOPICLONE = _other("zopiclone", "Zopiclone", DrugClass.SEDATIVE)
ZOLPIDEM = _other("zolpidem", "Zolpidem", DrugClass.SEDATIVE)
TEMAZEPAM = _other("temazepam", "Temazepam", DrugClass.SEDATIVE)
LORAZEPAM = _other("lorazepam", "Lorazepam", DrugClass.SEDATIVE)
NITRAZEPAM = _other("nitrazepam", "Nitrazepam", DrugClass.SEDATIVE)

NALOXONE = _other("naloxone", "Naloxone", DrugClass.ADDITIVE)
CAFFEINE = _other("caffeine", "Caffeine", DrugClass.ADDITIVE)

INGREDIENTS: tuple[Ingredient, ...] = (
    CODEINE,
    DIHYDROCODEINE,
    TRAMADOL,
    TAPENTADOL,
    HYDROCODONE,
    OXYCODONE,
    OXYMORPHONE,
    HYDROMORPHONE,
    MORPHINE,
    METHADONE,
    FENTANYL,
    BUPRENORPHINE,
    PETHIDINE,
    PARACETAMOL,
    ASPIRIN,
    IBUPROFEN,
    NAPROXEN,
    DICLOFENAC,
    MELOXICAM,
    CELECOXIB,
    ETORICOXIB,
    KETOROLAC,
    GABAPENTIN,
    PREGABALIN,
    DULOXETINE,
    AMITRIPTYLINE,
    NORTRIPTYLINE,
    CYCLOBENZAPRINE,
    METHOCARBAMOL,
    TIZANIDINE,
    DIAZEPAM,
    BACLOFEN,
    ORPHENADRINE,
    LIDOCAINE,
    DICLOFENAC_GEL,
    IBUPROFEN_GEL,
    MOVELAT,
    CAPSAICIN,
    CALCITONIN,
    ALENDRONIC_ACID,
    RISEDRONATE,
    ZOLEDRONIC_ACID,
    DENOSUMAB,
    TERIPARATIDE,
    PREDNISOLONE,
    PREDNISONE,
    DEXAMETHASONE,
    ZOPICLONE,
    ZOLPIDEM,
    TEMAZEPAM,
    LORAZEPAM,
    NITRAZEPAM,
    NALOXONE,
    CAFFEINE,
)
