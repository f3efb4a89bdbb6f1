"""Medicines that a patient may name: what is in them, and what that means for the rules."""

from rules.medicines.antithrombotics import ANTITHROMBOTICS, Antithrombotic
from rules.medicines.ingredients import INGREDIENTS, MORPHINE_TABLE, DrugClass, Ingredient
from rules.medicines.products import PRODUCTS, Product
from rules.medicines.recognition import Match, recognise, recognise_antithrombotics
from rules.medicines.strength import strength_of_each, strengths

__all__ = [
    "ANTITHROMBOTICS",
    "INGREDIENTS",
    "MORPHINE_TABLE",
    "PRODUCTS",
    "Antithrombotic",
    "DrugClass",
    "Ingredient",
    "Match",
    "Product",
    "recognise",
    "recognise_antithrombotics",
    "strength_of_each",
    "strengths",
]
