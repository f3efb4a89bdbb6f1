"""A page of settings: of a stale one nothing is set over what a colleague has set and it did not show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias, cast

from flask import render_template
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field

from questionnaire.clinic import settable, settings
from questionnaire.fields.since import keeping
from questionnaire.review.crossed import Crossed
from questionnaire.store.database import read_session, write_session
from questionnaire.web.access import current_staff

Boxes: TypeAlias = Mapping[str, Any]
"""What is, was or should be in the boxes of a page, by the name of each."""


def _nothing_more(_form: FlaskForm, _changed: Collection[str]) -> bool:
    return False


@dataclass(frozen=True)
class SettingsPage:
    """One page of settings."""

    template: str
    form: Callable[[], type[FlaskForm]]
    keys: Mapping[str, str]  # of the settings, by their boxes
    stands: Callable[[Session, int | None], Boxes]  # now, or as of a version
    shown_with: Callable[[], Mapping[str, object]] = dict
    shown_blank: Collection[str] = ()  # boxes in which something is written only to change it
    lacks: Callable[[FlaskForm, Collection[str]], bool] = _nothing_more  # said at its box

    def opened(self) -> str:
        """The page as it stands."""
        version = settings.version_now(read_session())  # before what it is the version of
        stands = self.stands(read_session(), None)
        shown = {box: value for box, value in stands.items() if box not in self.shown_blank}
        return self._page(self.form()(formdata=None, data=shown), version)

    def saved(self, version: int) -> tuple[str, Sequence[str]]:
        """Set what was changed on a page made from a version: the page where it was not, and the keys."""
        form = self.form()()
        with write_session() as session:
            settings.hold(session)
            now_version = settings.version_now(session)
            then, now = self.stands(session, version), self.stands(session, None)
            wanted = self._wanted(form, then, now)
            crossing = self._crossing(session, form, wanted, then, now)
            refused = not form.validate() or self.lacks(form, wanted) or bool(crossing)
            given = {} if refused else {self.keys[box]: form[box].data for box in wanted}
            changed = settings.change(session, _as_stored(given), current_staff())
        return self._page(form, now_version, crossing) if refused else "", changed

    def _wanted(self, form: FlaskForm, then: Boxes, now: Boxes) -> Sequence[str]:
        """The boxes that were changed on the page; what was left as it stood shows what stands now."""
        kept, wanted = keeping(), list[str]()
        for box in self.keys:
            field = cast("Field", form[box])
            blank = box in self.shown_blank
            if box not in kept and _is_changed(field, "" if blank else then[box]):
                wanted.append(box)
            else:
                _show(field, "" if blank else now[box])
        return wanted

    def _crossing(
        self, session: Session, form: FlaskForm, wanted: Sequence[str], then: Boxes, now: Boxes
    ) -> Sequence[Crossed]:
        """Of what is changed on the page, what somebody else has set otherwise since it was made."""
        rows = settings.latest(session)
        moved = [
            box for box in wanted if now[box] != then[box] and _is_changed(form[box], now[box])
        ]
        last = max(rows.values(), key=lambda row: row.sequence, default=None)
        found = [(form[box], rows.get(self.keys[box], last), now[box]) for box in moved]
        return [
            Crossed(
                field.name,
                field.label.text,
                _said(field, stands),
                row.staff.name if row.staff else _("the set-up"),
                row.set_at,
                _typed(field),
            )
            for field, row, stands in found
            if row
        ]

    def _page(self, form: FlaskForm, version: int, crossing: Sequence[Crossed] = ()) -> str:
        return render_template(
            self.template,
            form=form,
            version=version,
            crossing=crossing,
            set_rows=settings.latest(read_session()),
            **self.shown_with(),
        )


def _as_stored(given: Boxes) -> dict[str, object]:
    """A figure is kept as it was written, and protocols in the order in which they are shown."""
    return {key: _stored(one) for key, one in given.items()}


def _stored(value: object) -> object:
    if isinstance(value, list):
        return settable.applying(cast("list[str]", value))
    return str(value) if isinstance(value, Decimal) else value


def _is_changed(field: Field, stood: object) -> bool:
    """Whether a box holds something else than what stood in it, if only what is not understood."""
    return _is_unclear(field) or _plain(field.data) != _plain(stood)


def _is_unclear(field: Field) -> bool:
    """Whether something is written in a box, and not understood."""
    return bool(field.process_errors) and any(_raw(field))


def _plain(value: object) -> object:
    """A text without what a browser makes of its lines; an empty one is none."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n") or None
    return value


def _show(field: Field, value: object) -> None:
    """Put a value into a box as if it had been written there."""
    field.process(None, value)
    each = cast("list[object]", value) if isinstance(value, list) else [value]
    field.raw_data = ["" if one is None else str(one) for one in each]


def _raw(field: Field) -> list[str]:
    return [str(one).strip() for one in field.raw_data or ()]


def _typed(field: Field) -> str:
    return " ".join(_raw(field)) if _is_unclear(field) else _said(field, field.data)


def _said(field: Field, value: object) -> str:
    """What a box holds, in the words of its page."""
    named = dict(cast("Mapping[str, str]", getattr(field, "choices", None) or {}))
    each = cast("list[object]", value) if isinstance(value, list) else [value]
    said = [named.get(str(one), str(one)) for one in each if one not in {None, ""}]
    return "; ".join(said) or _("nothing: left empty")
