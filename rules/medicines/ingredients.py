"""What is in a pain medicine, and the class it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class DrugClass(Enum):
    """The classes that a rule or a nurse tells apart."""

    OPIOID = "opioid"
    PARACETAMOL = "paracetamol"
    NSAID = "anti-inflammatory"
    NERVE_PAIN = "nerve-pain medicine"
    MUSCLE_RELAXANT = "muscle relaxant"
    TOPICAL = "on the skin"
    OTHER_PAIN_MEDICINE = "another pain medicine"
    BONE = "bone medicine"
    STEROID = "steroid"
    SEDATIVE = "sedative"
    ADDITIVE = "added to a combined medicine, not for pain itself"
    NOT_FOR_PAIN = "not for pain"


@dataclass(frozen=True)
class Ingredient:
    """One active ingredient. The name may change; the key, which answers hold, never does."""

    key: str
    name: str
    drug_class: DrugClass


def _opioid(key: str, name: str) -> Ingredient:
    return Ingredient(key, name, DrugClass.OPIOID)


CODEINE = _opioid("codeine", "Codeine")
DIHYDROCODEINE = _opioid("dihydrocodeine", "Dihydrocodeine")
TRAMADOL = _opioid("tramadol", "Tramadol")
TAPENTADOL = _opioid("tapentadol", "Tapentadol")
HYDROCODONE = _opioid("hydrocodone", "Hydrocodone")
OXYCODONE = _opioid("oxycodone", "Oxycodone")
OXYMORPHONE = _opioid("oxymorphone", "Oxymorphone")
HYDROMORPHONE = _opioid("hydromorphone", "Hydromorphone")
MORPHINE = _opioid("morphine", "Morphine")
METHADONE = _opioid("methadone", "Methadone")
FENTANYL = _opioid("fentanyl", "Fentanyl")
BUPRENORPHINE = _opioid("buprenorphine", "Buprenorphine")
PETHIDINE = _opioid("pethidine", "Pethidine (meperidine)")

PARACETAMOL = Ingredient("paracetamol", "Paracetamol (acetaminophen)", DrugClass.PARACETAMOL)

ASPIRIN = Ingredient("aspirin", "Aspirin", DrugClass.NSAID)
IBUPROFEN = Ingredient("ibuprofen", "Ibuprofen", DrugClass.NSAID)
NAPROXEN = Ingredient("naproxen", "Naproxen", DrugClass.NSAID)
DICLOFENAC = Ingredient("diclofenac", "Diclofenac", DrugClass.NSAID)
MELOXICAM = Ingredient("meloxicam", "Meloxicam", DrugClass.NSAID)
CELECOXIB = Ingredient("celecoxib", "Celecoxib", DrugClass.NSAID)
ETORICOXIB = Ingredient("etoricoxib", "Etoricoxib", DrugClass.NSAID)
KETOROLAC = Ingredient("ketorolac", "Ketorolac", DrugClass.NSAID)

GABAPENTIN = Ingredient("gabapentin", "Gabapentin", DrugClass.NERVE_PAIN)
PREGABALIN = Ingredient("pregabalin", "Pregabalin", DrugClass.NERVE_PAIN)
DULOXETINE = Ingredient("duloxetine", "Duloxetine", DrugClass.NERVE_PAIN)
AMITRIPTYLINE = Ingredient("amitriptyline", "Amitriptyline", DrugClass.NERVE_PAIN)
NORTRIPTYLINE = Ingredient("nortriptyline", "Nortriptyline", DrugClass.NERVE_PAIN)

CYCLOBENZAPRINE = Ingredient("cyclobenzaprine", "Cyclobenzaprine", DrugClass.MUSCLE_RELAXANT)
METHOCARBAMOL = Ingredient("methocarbamol", "Methocarbamol", DrugClass.MUSCLE_RELAXANT)
TIZANIDINE = Ingredient("tizanidine", "Tizanidine", DrugClass.MUSCLE_RELAXANT)
DIAZEPAM = Ingredient("diazepam", "Diazepam", DrugClass.MUSCLE_RELAXANT)
BACLOFEN = Ingredient("baclofen", "Baclofen", DrugClass.MUSCLE_RELAXANT)
ORPHENADRINE = Ingredient("orphenadrine", "Orphenadrine", DrugClass.MUSCLE_RELAXANT)

LIDOCAINE = Ingredient("lidocaine_on_skin", "Lidocaine on the skin", DrugClass.TOPICAL)
DICLOFENAC_GEL = Ingredient("diclofenac_on_skin", "Diclofenac on the skin", DrugClass.TOPICAL)
IBUPROFEN_GEL = Ingredient("ibuprofen_on_skin", "Ibuprofen on the skin", DrugClass.TOPICAL)
MOVELAT = Ingredient("movelat", "Movelat", DrugClass.TOPICAL)
CAPSAICIN = Ingredient("capsaicin", "Capsaicin", DrugClass.TOPICAL)

CALCITONIN = Ingredient("calcitonin", "Calcitonin", DrugClass.BONE)
ALENDRONIC_ACID = Ingredient("alendronic_acid", "Alendronic acid", DrugClass.BONE)
RISEDRONATE = Ingredient("risedronate", "Risedronate", DrugClass.BONE)
ZOLEDRONIC_ACID = Ingredient("zoledronic_acid", "Zoledronic acid", DrugClass.BONE)
DENOSUMAB = Ingredient("denosumab", "Denosumab", DrugClass.BONE)
TERIPARATIDE = Ingredient("teriparatide", "Teriparatide", DrugClass.BONE)

PREDNISOLONE = Ingredient("prednisolone", "Prednisolone", DrugClass.STEROID)
PREDNISONE = Ingredient("prednisone", "Prednisone", DrugClass.STEROID)
DEXAMETHASONE = Ingredient("dexamethasone", "Dexamethasone", DrugClass.STEROID)

ZOPICLONE = Ingredient("zopiclone", "Zopiclone", DrugClass.SEDATIVE)
ZOLPIDEM = Ingredient("zolpidem", "Zolpidem", DrugClass.SEDATIVE)
TEMAZEPAM = Ingredient("temazepam", "Temazepam", DrugClass.SEDATIVE)
LORAZEPAM = Ingredient("lorazepam", "Lorazepam", DrugClass.SEDATIVE)
NITRAZEPAM = Ingredient("nitrazepam", "Nitrazepam", DrugClass.SEDATIVE)

NALOXONE = Ingredient("naloxone", "Naloxone", DrugClass.ADDITIVE)
CAFFEINE = Ingredient("caffeine", "Caffeine", DrugClass.ADDITIVE)

# What staff can say of a medicine that has no name on record here.
ANOTHER_OPIOID = _opioid("another_opioid", "An opioid not on record here")
ANOTHER_PAIN_MEDICINE = Ingredient(
    "another_pain_medicine",
    "A pain medicine not on record here, no opioid",
    DrugClass.OTHER_PAIN_MEDICINE,
)
NOT_FOR_PAIN = Ingredient("not_for_pain", "A medicine that is not for pain", DrugClass.NOT_FOR_PAIN)
WITHOUT_A_NAME = (ANOTHER_OPIOID, ANOTHER_PAIN_MEDICINE, NOT_FOR_PAIN)

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
    *WITHOUT_A_NAME,
)
INGREDIENT_BY_KEY = {ingredient.key: ingredient for ingredient in INGREDIENTS}
INGREDIENT_NAMES = {ingredient.key: ingredient.name for ingredient in INGREDIENTS}
