"""The language a page is in, its direction, and how days and times are written in it."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask, request
from flask_babel import Babel, format_date, get_locale, gettext, ngettext
from markupsafe import escape

from questionnaire import clock

LANGUAGES = ("en",)
"""The languages there are words for, the clinic's own first."""

DAY = "d MMMM y"
DAY_OF_WEEK = "EEEE d MMMM y"


def init_app(app: Flask) -> None:
    """Give an app its languages, and its templates the filters `day` and `moment`."""
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    Babel(app, locale_selector=_chosen)
    # Flask-Babel's own would take every text for HTML, and every % for the start of a name.
    app.jinja_env.install_gettext_callables(in_language, ngettext, newstyle=False)  # type: ignore[attr-defined]
    app.add_template_filter(said_day, "day")
    app.add_template_filter(said_moment, "moment")
    app.context_processor(_for_templates)


def in_language(text: str, **values: object) -> str:
    """A text in the page's language, with values put in; those that are not HTML are escaped."""
    said = gettext(text)
    return escape(said) % values if values else said


def said_day(day: date) -> str:
    """A day in full: 6 August 2026."""
    return format_date(day, DAY)


def said_moment(moment: datetime) -> str:
    """An instant by the clinic's clock: 6 August 2026, 14:05."""
    here = clock.at_clinic(moment)
    return f"{format_date(here.date(), DAY)}, {here:%H:%M}"


def _chosen() -> str:
    best = request.accept_languages.best_match(LANGUAGES)
    return "en_GB" if best in {None, "en"} else str(best)


def _for_templates() -> dict[str, str]:
    locale = get_locale()
    language = locale.language if locale else LANGUAGES[0]
    return {"language": language, "direction": locale.text_direction if locale else "ltr"}
