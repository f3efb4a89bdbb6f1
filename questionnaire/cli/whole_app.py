"""The whole application: every page, and what each of them needs."""

from __future__ import annotations

from functools import partial

from flask import Flask
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from questionnaire import patient, protocols
from questionnaire.administration import (
    clinic_pages,
    feedback_page,
    keeping,
    question_quality,
    staff,
    trail,
)
from questionnaire.clinic import settings, telephone
from questionnaire.patient import coming_back, door
from questionnaire.review import (
    consult_day,
    corrections,
    decision,
    erased,
    facts,
    identity_correction,
    inviting,
    legal_hold,
    medicines,
    range_export,
    ready_list,
    stages,
    submission,
    worklist,
)
from questionnaire.store.bare_app import app_without_pages
from questionnaire.store.config import Config
from questionnaire.web import (
    access,
    accounts,
    addresses,
    errors,
    languages,
    navigation,
    passwords,
    security,
    sessions,
    untold,
)

# In the order of the menus: a page is listed in them where its blueprint stands here.
BLUEPRINTS = (
    accounts.bp,
    door.bp,
    worklist.bp,
    inviting.bp,
    submission.bp,
    stages.bp,
    legal_hold.bp,
    erased.bp,
    identity_correction.bp,
    consult_day.bp,
    facts.bp,
    corrections.bp,
    medicines.bp,
    decision.bp,
    ready_list.bp,
    range_export.bp,
    patient.bp,
    staff.bp,
    clinic_pages.bp,
    keeping.bp,
    feedback_page.bp,
    question_quality.bp,
    trail.bp,
    protocols.bp,
)


def create_app(config: Config | None = None) -> Flask:
    """The application, set from the environment where no settings are given. Raises ConfigError."""
    config = config or Config.from_environment()
    app = app_without_pages(config)
    _add_what_every_page_needs(app, config)
    app.url_map.converters.update(addresses.CONVERTERS)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _add_what_every_page_needs(app: Flask, config: Config) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    security.init_app(app, config)
    passwords.init_app(app)
    untold.init_app(app)
    languages.init_app(app)
    errors.init_app(app)
    LoginManager(app, add_context_processor=False).user_loader(sessions.load)
    # The door first: who may not see a form is not told that it was out of date.
    app.before_request(partial(access.guard, coming_back.come_back))
    CSRFProtect(app)
    app.context_processor(settings.for_templates)
    # They are looked up only where a template asks: a page for an error needs no database.
    app.context_processor(
        lambda: {
            "current_user": current_user,
            "recognised_staff": sessions.recognised_staff,
            "menu": navigation.menu,
        }
    )
    app.add_template_filter(telephone.pieces, "telephone_pieces")
