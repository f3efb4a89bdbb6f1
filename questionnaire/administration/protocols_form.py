"""The forms in which a clinic chooses its protocols, its way where sources differ, and its figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, cast

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DecimalField, Field, RadioField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from questionnaire.clinic import settable
from questionnaire.clinic.settable import MAY_APPLY, MAY_LEAD, CannotBeSet
from rules.language.logic.relations import WorkingChoice, WorkingFigure
from rules.protocols import WORKING_CHOICES, WORKING_FIGURES


class Ticked(SelectMultipleField):
    """Several of a few, each a box to tick."""

    option_widget = CheckboxInput()

    @property
    def first_control(self) -> str:
        """The id to which a message leads."""
        return f"{self.id}-0"


def can_apply(form: ProtocolsForm, field: Field) -> None:
    """Refuse a protocol that there is not, and none at all.

    :raise ValidationError: naming those there are.
    """
    _unless_refused(lambda: settable.applying(cast("list[str]", field.data or [])))


def applies(form: ProtocolsForm, field: Field) -> None:
    """Refuse a leading protocol that does not apply, or cannot lead.

    :raise ValidationError: naming those that can lead.
    """
    ticked = cast("list[str]", form.protocols.data or [])
    can = [protocol.title for key, protocol in MAY_LEAD.items() if key in ticked]
    if not can:  # said at those that apply
        return
    try:
        settable.leading(str(field.data), ticked)
    except CannotBeSet:
        raise ValidationError(_cannot_lead(str(field.data), "; ".join(can))) from None


def _cannot_lead(key: str, titles: str) -> str:
    if key not in MAY_LEAD:
        return _("Choose one that applies: %(titles)s", titles=titles)
    return _(
        "Tick “%(title)s” above too, or choose one that is ticked: %(titles)s",
        title=MAY_LEAD[key].title,
        titles=titles,
    )


class ProtocolsForm(FlaskForm):
    """Which protocols apply, and which of them heads the face sheet."""

    protocols = Ticked(
        "Protocols that apply",
        description="Red flags, contraindications, bleeding risk and what to weigh always apply",
        choices={key: protocol.title for key, protocol in MAY_APPLY.items()},
        validate_choice=False,
        validators=[can_apply],
    )
    leading_protocol = RadioField(
        "Protocol that leads",
        description="It heads the submission and the face sheet; each other one is a line that opens",
        choices={key: protocol.title for key, protocol in MAY_LEAD.items()},
        validate_choice=False,
        validators=[applies],
    )


@cache
def protocols_form() -> type[ProtocolsForm]:
    """The form with a question for every working choice."""
    made: dict[str, Field] = {choice.key: _options(choice) for choice in WORKING_CHOICES}
    made |= {reason_of(one.key): _reason(one) for one in WORKING_CHOICES if one.wants_reason}
    return cast("type[ProtocolsForm]", type("AllProtocolsForm", (ProtocolsForm,), made))


def reason_of(key: str) -> str:
    """What the box is called that says why a choice was made."""
    return f"{key}_reason"


def unreasoned(form: FlaskForm, changed: Collection[str]) -> bool:
    """Whether a choice that wants a reason was changed without one; said at its box."""
    wanting = [one for one in WORKING_CHOICES if one.wants_reason and one.key in changed]
    without = [one for one in wanting if not form[reason_of(one.key)].data]
    for one in without:
        form[reason_of(one.key)].errors = [_("Say why you change this: %(says)s", says=one.says)]
    return bool(without)


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


def _reason(choice: WorkingChoice) -> StringField:
    return StringField(
        f"Why set so ({choice.says})",
        description="Wanted when you change it",
        validators=[Length(max=500, message="Shorten it to 500 characters")],
        filters=[_trimmed],
    )


def _options(choice: WorkingChoice) -> RadioField:
    return RadioField(
        f"{choice.says[0].upper()}{choice.says[1:]}",
        description=choice.why,
        choices=dict(choice.options),
        validate_choice=False,
        validators=[_is_option_of(choice)],
    )


def _is_option_of(choice: WorkingChoice) -> Callable[[FlaskForm, Field], None]:
    def check(form: FlaskForm, field: Field) -> None:
        _unless_refused(lambda: settable.choice(choice.key, str(field.data)))

    return check


def _unless_refused(check: Callable[[], object]) -> None:
    try:
        check()
    except CannotBeSet as error:
        said = str(error)
        raise ValidationError(said[0].upper() + said[1:]) from None


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
