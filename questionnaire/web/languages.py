"""The language a page is in, its direction, and how words, days and times are written in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import cast

from babel.support import NullTranslations
from flask import Flask, current_app, g, has_request_context, request
from flask import session as cookie
from flask_babel import Babel, Domain, format_date, ngettext
from markupsafe import Markup, escape

from questionnaire.store import clock
from questionnaire.web.access import ForStaff, door_of
from questionnaire.web.translations import ENGLISH, FOLDER, Language, languages
from rules.language.logic.days import KnownDay, known_in_words
from rules.language.questions.question import as_written

CHOICE = "language"
"""What the choice of a language is called, in an address and in the cookie."""

STAFF_SIGN_IN = {"accounts.sign_in", "accounts.check_sign_in"}
DAY = "d MMMM y"


class Words(Domain):
    """Where Flask-Babel looks words up: in what was compiled when the app started."""

    def get_translations(self) -> NullTranslations:
        return current_language().words


def init_app(app: Flask) -> None:
    """Give an app its languages, and its templates the filters `day` and `moment`."""
    app.extensions["languages"] = languages(FOLDER)
    app.config["BABEL_DEFAULT_LOCALE"] = str(ENGLISH.locale)
    babel = Babel(app, locale_selector=lambda: current_language().locale)
    babel.domain_instance = Words()  # type: ignore[assignment]
    # Flask-Babel's own would take every text for HTML, and every % for the start of a name.
    app.jinja_env.install_gettext_callables(in_language, ngettext, newstyle=False)  # type: ignore[attr-defined]
    app.add_template_global(
        in_language, "_"
    )  # without the detour by which Jinja looks it up each time
    app.add_template_filter(said_day, "day")
    app.add_template_filter(said_moment, "moment")
    app.before_request(_note_choice)
    app.context_processor(_for_templates)


def current_language() -> Language:
    """The language of the page that is being made; elsewhere English."""
    try:
        return cast("Language", g.language)  # a page has a thousand texts: it is found out once
    except (AttributeError, RuntimeError):
        if not has_request_context():
            return ENGLISH
    g.language = _chosen()
    return cast("Language", g.language)


def in_language(text: str, **values: object) -> str:
    """A text in the page's language, with values put in; those that are not HTML are escaped."""
    return _filled_in(current_language().words.ugettext(text), values)


def said_day(day: KnownDay) -> str:
    """A day in full, as far as it is known: 6 August 2026."""
    return format_date(day, DAY) if isinstance(day, date) else known_in_words(day, say)


def said_moment(moment: datetime) -> str:
    """An instant by the clinic's clock: 6 August 2026, 14:05."""
    here = clock.at_clinic(moment)
    return f"{format_date(here.date(), DAY)}, {here:%H:%M}"


def _filled_in(said: str, values: Mapping[str, object]) -> str:
    return escape(said) % _in_own_direction(values) if values else said


def _in_own_direction(values: Mapping[str, object]) -> Mapping[str, object]:
    """On a page written from right to left, a name or a number still reads as it is written."""
    if current_language().direction == "ltr":
        return values
    return {name: Markup("\u2068{}\u2069").format(value) for name, value in values.items()}


def _known() -> Mapping[str, Language]:
    return cast("Mapping[str, Language]", current_app.extensions.get("languages", {}))


def _note_choice() -> None:
    """Keep a language that was chosen by its link, for this browser."""
    wanted = request.args.get(CHOICE)
    if wanted in _known():
        cookie[CHOICE] = wanted


def _chosen() -> Language:
    """The language chosen by a link, else the one that the browser asks for, else English."""
    if _is_for_staff():
        return ENGLISH
    return _known().get(cookie.get(CHOICE, "")) or _asked_for_by_browser()


def _asked_for_by_browser() -> Language:
    """The first language that a browser asks for and we have: "cy-GB" is served by "cy"."""
    known = {language.html.casefold(): language for language in _known().values()}
    for wanted in map(str.casefold, request.accept_languages.values()):
        found = known.get(wanted) or known.get(wanted.partition("-")[0])
        if found:
            return found
    return ENGLISH


def _is_for_staff() -> bool:
    """Pages for staff are in English: the rules and the sources that they show are written in it."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.endpoint in STAFF_SIGN_IN or isinstance(door_of(view), ForStaff)


def _for_templates() -> dict[str, object]:
    language = current_language()
    return {
        "language": language.html,
        "direction": language.direction,
        "languages": tuple(_known().values()),
    }


def in_second_form(form: Callable[[str], str], is_wanted: Callable[[], bool]) -> None:
    """Let `say` say the words of this page in another form, where one is wanted: that is asked once."""
    g.second_form = cache(lambda: form if is_wanted() else as_written)


def say(text: str, **values: object) -> str:
    """Declared words, which speak of the patient, as the reader reads them.

    Those of whoever reads are a template's `_`. Without values "%" is taken as it is.
    """
    if not text:  # gettext("") is the head of the word list
        return ""
    language, second = current_language(), _second_form()(text)
    said = language.words.ugettext(second)
    if said == second != text and language is not ENGLISH:  # it has no second form of this
        said = language.words.ugettext(text)
    return _filled_in(said, values)


def _second_form() -> Callable[[str], str]:
    chosen = g.get("second_form") if has_request_context() else None
    return chosen() if chosen else as_written
