"""The form in which a clinic chooses its protocols, and its way where sources differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import cast

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput

from questionnaire import settable
from questionnaire.settable import MAY_APPLY, MAY_LEAD, CannotBeSet
from rules.language.relations import WorkingChoice
from rules.protocols import WORKING_CHOICES


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
    made = {choice.key: _options(choice) for choice in WORKING_CHOICES}
    return cast("type[ProtocolsForm]", type("AllProtocolsForm", (ProtocolsForm,), made))


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
