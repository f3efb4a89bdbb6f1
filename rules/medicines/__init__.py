"""Medicines that a patient may name: what is in them, and what that means for the rules."""

from rules.medicines.antithrombotics import ANTITHROMBOTICS, Antithrombotic
from rules.medicines.ingredients import (
    INGREDIENT_BY_KEY,
    INGREDIENT_NAMES,
    INGREDIENTS,
    DrugClass,
    Ingredient,
)
from rules.medicines.morphine_tables import MORPHINE_TABLES, MorphineTable
from rules.medicines.products import PRODUCTS, Product
from rules.medicines.reading import HOW_READ, How, ReadAs, name_of, reading_of
from rules.medicines.recognition import Match, recognise, recognise_antithrombotics
from rules.medicines.strength import WrittenStrength, read_strength, strength_of_each

__all__ = [
    "ANTITHROMBOTICS",
    "HOW_READ",
    "INGREDIENTS",
    "INGREDIENT_BY_KEY",
    "INGREDIENT_NAMES",
    "MORPHINE_TABLES",
    "PRODUCTS",
    "Antithrombotic",
    "DrugClass",
    "How",
    "Ingredient",
    "Match",
    "MorphineTable",
    "Product",
    "ReadAs",
    "WrittenStrength",
    "name_of",
    "read_strength",
    "reading_of",
    "recognise",
    "recognise_antithrombotics",
    "strength_of_each",
]
