"""The form in which a clinic sets its working figures: within what can be, and never contradictory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, cast

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DecimalField, Field
from wtforms.validators import NumberRange, Optional

from questionnaire import settable
from rules.language.relations import WorkingFigure
from rules.protocols import WORKING_FIGURES


class FigureField(DecimalField):
    """A number, which a figure without end is not."""

    @property
    def wording(self) -> str:
        """What the figure is of: the summary of errors names it, for many are asked on one page."""
        return _(self.label.text)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a number, for example 7") from None
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError("Enter a number, for example 7")


class FiguresForm(FlaskForm):
    """One number for each working figure; left empty, the figure of the rules stands."""

    def answer_fields(self) -> list[Field]:
        """The boxes, each of which is named with its fault."""
        return [cast("Field", self[figure.key]) for figure in WORKING_FIGURES]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Each number by itself, then each pair: the figure of the rules where a box is empty."""
        if not super().validate(extra_validators):
            return False
        given = {one.key: self[one.key].data for one in WORKING_FIGURES}
        own = {key: cast("Decimal", one) for key, one in given.items() if one is not None}
        for lower, low, upper, high in settable.contradictions(own):
            self._refuse(lower, low, upper, high)
        return not self.errors

    def _refuse(
        self, lower: WorkingFigure, low: Decimal, upper: WorkingFigure, high: Decimal
    ) -> None:
        """Said at the box that was filled in: the other one may be empty."""
        at_lower = self[lower.key].data is not None
        field = cast("Field", self[lower.key if at_lower else upper.key])
        said = (
            _("Enter a number under %(other)s: “%(says)s”")
            if at_lower
            else _("Enter a number over %(other)s: “%(says)s”")
        )
        other, figure = (upper, high) if at_lower else (lower, low)
        field.errors = [said % {"other": figure, "says": _(other.says)}]


@cache
def figures_form() -> type[FiguresForm]:
    """The form with a box for every working figure."""
    made = {figure.key: _box(figure) for figure in WORKING_FIGURES}
    return cast("type[FiguresForm]", type("AllFiguresForm", (FiguresForm,), made))


def _box(figure: WorkingFigure) -> FigureField:
    takes = figure.takes()
    return FigureField(
        f"{figure.says[0].upper()}{figure.says[1:]} … {figure.unit}",
        description=f"{takes[0].upper()}{takes[1:]}",
        places=None,
        validators=[
            Optional(),
            NumberRange(figure.low, figure.high, f"Enter {takes}"),
        ],
    )
