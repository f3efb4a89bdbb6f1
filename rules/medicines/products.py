"""The names on the box: generic names and brands, and what is in each.

All names are well known but were not checked against a drug dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rules.language.criteria.sources import Source
from rules.medicines import ingredients as of
from rules.medicines.ingredients import Ingredient
from rules.sources.safety_and_medicines import MEDICINE_NAMES

NAMES_SOURCE: Final[Source] = MEDICINE_NAMES


@dataclass(frozen=True)
class Product:
    """Names for the same content; ingredients in the order of the printed strength ("30/500")."""

    names: tuple[str, ...]
    ingredients: tuple[Ingredient, ...]


def _of_one(ingredient: Ingredient, *names: str) -> Product:
    return Product(names, (ingredient,))


SINGLE: tuple[Product, ...] = (
    _of_one(of.PARACETAMOL, "paracetamol", "acetaminophen", "Tylenol", "Panadol", "Calpol"),
    _of_one(of.PARACETAMOL, "Panamax", "Osteomol", "Panadol Osteo"),
    _of_one(of.ASPIRIN, "aspirin", "acetylsalicylic acid"),
    _of_one(of.IBUPROFEN, "ibuprofen", "Advil", "Motrin", "Nurofen"),
    _of_one(of.NAPROXEN, "naproxen", "Aleve", "Naprosyn"),
    _of_one(of.DICLOFENAC, "diclofenac", "Voltarol", "Voltaren"),
    _of_one(of.MELOXICAM, "meloxicam", "Mobic"),
    _of_one(of.CELECOXIB, "celecoxib", "Celebrex"),
    _of_one(of.ETORICOXIB, "etoricoxib", "Arcoxia"),
    _of_one(of.KETOROLAC, "ketorolac", "Toradol"),
    _of_one(of.CODEINE, "codeine"),
    _of_one(of.DIHYDROCODEINE, "dihydrocodeine", "DHC", "DF118"),
    _of_one(of.TRAMADOL, "tramadol", "Ultram", "Zydol", "Tramal"),
    _of_one(of.TAPENTADOL, "tapentadol", "Nucynta", "Palexia"),
    _of_one(of.HYDROCODONE, "hydrocodone"),
    _of_one(of.OXYCODONE, "oxycodone", "OxyContin", "OxyNorm", "Roxicodone", "Longtec", "Endone"),
    _of_one(of.OXYMORPHONE, "oxymorphone", "Opana"),
    _of_one(of.MORPHINE, "morphine", "MS Contin", "Oramorph", "Zomorph", "MST", "MST Continus"),
    _of_one(of.MORPHINE, "Kapanol", "Sevredol", "Ordine"),
    _of_one(of.HYDROMORPHONE, "hydromorphone", "Dilaudid", "Palladone", "Jurnista"),
    _of_one(of.METHADONE, "methadone", "Physeptone", "Dolophine"),
    _of_one(of.FENTANYL, "fentanyl", "Duragesic", "Durogesic", "Durogesic DTrans", "Matrifen"),
    _of_one(of.BUPRENORPHINE, "buprenorphine", "Butrans", "Belbuca", "Butec", "Sevodyne"),
    _of_one(of.BUPRENORPHINE, "Transtec", "Norspan", "Bupeaze", "Temgesic", "Subutex"),
    _of_one(of.PETHIDINE, "pethidine", "meperidine", "Demerol"),
    _of_one(of.GABAPENTIN, "gabapentin", "Neurontin"),
    _of_one(of.PREGABALIN, "pregabalin", "Lyrica"),
    _of_one(of.DULOXETINE, "duloxetine", "Cymbalta"),
    _of_one(of.AMITRIPTYLINE, "amitriptyline", "Elavil", "Endep"),
    _of_one(of.NORTRIPTYLINE, "nortriptyline", "Pamelor", "Allegron"),
    _of_one(of.CYCLOBENZAPRINE, "cyclobenzaprine", "Flexeril"),
    _of_one(of.METHOCARBAMOL, "methocarbamol", "Robaxin"),
    _of_one(of.TIZANIDINE, "tizanidine", "Zanaflex"),
    _of_one(of.DIAZEPAM, "diazepam", "Valium"),
    _of_one(of.BACLOFEN, "baclofen", "Lioresal"),
    _of_one(of.ORPHENADRINE, "orphenadrine", "Norflex"),
    _of_one(of.LIDOCAINE, "lidocaine", "lignocaine", "Versatis", "Lidoderm"),
    _of_one(of.LIDOCAINE, "lidocaine gel", "lidocaine cream"),
    _of_one(of.DICLOFENAC_GEL, "diclofenac gel", "Voltarol gel", "Voltaren gel"),
    _of_one(of.DICLOFENAC_GEL, "Voltarol Emulgel", "Voltaren Emulgel", "diclofenac patch"),
    _of_one(of.IBUPROFEN_GEL, "ibuprofen gel", "Nurofen gel", "Ibuleve", "Ibugel"),
    _of_one(of.MOVELAT, "Movelat", "Movelat gel", "Movelat cream"),
    _of_one(of.CAPSAICIN, "capsaicin", "capsaicin cream", "Zacin"),
    _of_one(of.CALCITONIN, "calcitonin", "Miacalcin", "calcitonin nasal", "Miacalcin nasal"),
    _of_one(of.ALENDRONIC_ACID, "alendronic acid", "alendronate", "Fosamax"),
    _of_one(of.RISEDRONATE, "risedronate", "risedronic acid", "Actonel"),
    _of_one(of.ZOLEDRONIC_ACID, "zoledronic acid", "zoledronate", "Aclasta", "Reclast", "Zometa"),
    _of_one(of.DENOSUMAB, "denosumab", "Prolia", "Xgeva"),
    _of_one(of.TERIPARATIDE, "teriparatide", "Forsteo", "Forteo"),
    _of_one(of.PREDNISOLONE, "prednisolone"),
    _of_one(of.PREDNISONE, "prednisone"),
    _of_one(of.DEXAMETHASONE, "dexamethasone"),
    _of_one(of.ZOPICLONE, "zopiclone"),
    _of_one(of.ZOLPIDEM, "zolpidem", "Ambien"),
    _of_one(of.TEMAZEPAM, "temazepam"),
    _of_one(of.LORAZEPAM, "lorazepam", "Ativan"),
    _of_one(of.NITRAZEPAM, "nitrazepam"),
    _of_one(of.NALOXONE, "naloxone"),
    _of_one(of.CAFFEINE, "caffeine"),
)

COMBINED: tuple[Product, ...] = (
    Product(("co-codamol", "Solpadol", "Zapain", "Tylex", "Kapake"), (of.CODEINE, of.PARACETAMOL)),
    Product(("Panadeine", "Panadeine Forte"), (of.PARACETAMOL, of.CODEINE)),
    Product(
        (
            "Tylenol 2",
            "Tylenol 3",
            "Tylenol 4",
            "Tylenol three",
            "Tylenol number 2",
            "Tylenol number 3",
            "Tylenol number 4",
            "Tylenol with codeine number 3",
        ),
        (of.PARACETAMOL, of.CODEINE),
    ),
    Product(("Solpadeine Plus",), (of.PARACETAMOL, of.CODEINE, of.CAFFEINE)),
    Product(("co-dydramol", "Paramol"), (of.DIHYDROCODEINE, of.PARACETAMOL)),
    Product(("Norco", "Vicodin", "Lortab"), (of.HYDROCODONE, of.PARACETAMOL)),
    Product(("Percocet", "Endocet"), (of.OXYCODONE, of.PARACETAMOL)),
    Product(("Targinact", "Targin"), (of.OXYCODONE, of.NALOXONE)),
    Product(("Tramacet", "Ultracet"), (of.TRAMADOL, of.PARACETAMOL)),
    Product(("Nurofen Plus",), (of.IBUPROFEN, of.CODEINE)),
    Product(("co-codaprin",), (of.CODEINE, of.ASPIRIN)),
    Product(("Panadol Extra",), (of.PARACETAMOL, of.CAFFEINE)),
    Product(("Anadin Extra",), (of.ASPIRIN, of.PARACETAMOL, of.CAFFEINE)),
)

PRODUCTS: tuple[Product, ...] = SINGLE + COMBINED

# Names that look like one of ours and are something else, so that a slip of the pen in one of
# these is never read as a pain medicine.
OTHER_MEDICINES: tuple[str, ...] = (
    "alfentanil",
    "alprazolam",
    "amiloride",
    "amiodarone",
    "amlodipine",
    "amoxicillin",
    "apomorphine",
    "atorvastatin",
    "carbamazepine",
    "Celexa",
    "Cerebyx",
    "chlorpromazine",
    "citalopram",
    "clomipramine",
    "clonazepam",
    "clonidine",
    "cocaine",
    "cyclizine",
    "cyproheptadine",
    "desmopressin",
    "dipyrone",
    "donepezil",
    "doxepin",
    "fluoxetine",
    "furosemide",
    "hydralazine",
    "hydrochlorothiazide",
    "hydrocortisone",
    "hydroxychloroquine",
    "hydroxyzine",
    "imipramine",
    "lamotrigine",
    "lansoprazole",
    "levothyroxine",
    "loratadine",
    "losartan",
    "melatonin",
    "metformin",
    "methotrexate",
    "methyldopa",
    "methylphenidate",
    "methylprednisolone",
    "metronidazole",
    "nalbuphine",
    "naltrexone",
    "naratriptan",
    "nimodipine",
    "omeprazole",
    "oxazepam",
    "oxcarbazepine",
    "oxybutynin",
    "oxymetazoline",
    "oxytetracycline",
    "oxytocin",
    "paroxetine",
    "pentazocine",
    "perphenazine",
    "primidone",
    "protriptyline",
    "ramipril",
    "remifentanil",
    "sertraline",
    "simvastatin",
    "sufentanil",
    "tamoxifen",
    "tamsulosin",
    "terbinafine",
    "thiamine",
    "ticlopidine",
    "topiramate",
    "torsemide",
    "trandolapril",
    "trazodone",
    "trimipramine",
    "trimethoprim",
    "venlafaxine",
    "Zantac",
    "Zyprexa",
)
