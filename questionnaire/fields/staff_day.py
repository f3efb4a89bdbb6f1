"""A day on a page for staff that is no page of questions: the same boxes, read the same way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _
from wtforms import Form
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from questionnaire.clinic import settings
from questionnaire.fields.answer import FormData
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.day_fields import DayField
from questionnaire.fields.written_dates import DAY
from questionnaire.store import clock
from questionnaire.store.database import read_session
from rules.language.logic.case import Absent, Case


class StaffDayField(DayField):
    """Three boxes for a day. A link or a bookmark may name it whole: `?first=2026-12-01`."""

    boxes = (*DayField.boxes, "")

    @property
    def day(self) -> date | None:
        """The day; None where it is left blank or not understood."""
        return self.data if isinstance(self.data, date) else None

    def process(
        self, formdata: FormData | None, data: object = None, extra_filters: object = None
    ) -> None:
        super().process(formdata, data, extra_filters)
        if formdata is None and isinstance(data, date):
            self.show(data)

    def understand(self) -> object:
        whole = self.text()
        if not whole:
            return super().understand()
        self.typed = {DAY: (whole,)}
        day = super().understand()
        self.typed = self.fill(day)
        return day

    def pre_validate(self, form: BaseForm) -> None:
        figures = settings.working_figures(read_session())
        self.look_at(Case({}, clock.today(), figures))
        self.errors = list(self.process_errors)

    def turn_down(self, fault: NotUnderstood) -> None:
        """Refuse the day, unless another that is offered for it was pressed.

        :raise ValidationError: with what to do.
        """
        self.refuse(fault)
        if self.process_errors:
            raise ValidationError(str(self.process_errors[0]))


def needed(message: str) -> Callable[[Form, StaffDayField], None]:
    """A validator: three blank boxes are refused with a message that says what to write."""

    def refuse_blank(form: Form, field: StaffDayField) -> None:
        if field.data is Absent.UNANSWERED and not field.errors:
            field.wrong_boxes = field.main_boxes
            raise ValidationError(_(message))

    return refuse_blank
