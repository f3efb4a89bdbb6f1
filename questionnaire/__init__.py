"""The web application that asks the questions and shows what the rules find."""

from __future__ import annotations

from flask import Flask
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from questionnaire import (
    access,
    accounts,
    addresses,
    clinic,
    clinic_pages,
    closing,
    deciding,
    errors,
    export,
    exporting_many,
    facts,
    identity,
    intake,
    inviting,
    languages,
    medicine_readings,
    navigation,
    passwords,
    protocols,
    review,
    security,
    sessions,
    staff,
    trail,
    worklist,
)
from questionnaire.config import Config
from questionnaire.database import Database
from questionnaire.encryption import Keyring

BLUEPRINTS = (
    accounts.bp,
    identity.bp,
    worklist.bp,
    inviting.bp,
    review.bp,
    facts.bp,
    medicine_readings.bp,
    closing.bp,
    deciding.bp,
    export.bp,
    exporting_many.bp,
    intake.bp,
    protocols.bp,
    staff.bp,
    clinic_pages.bp,
    trail.bp,
)


def create_app(config: Config | None = None) -> Flask:
    """The application, set from the environment where no settings are given. Raises ConfigError."""
    config = config or Config.from_environment()
    app = Flask(__name__, template_folder="../templates")
    app.config.update(TIME_ZONE=config.time_zone, BASE_URL=config.base_url)
    Database(config.database_url, Keyring.from_text(config.keys)).init_app(app)
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
    languages.init_app(app)
    errors.init_app(app)
    LoginManager(app, add_context_processor=False).user_loader(sessions.load)
    # The door first: who may not see a form is not told that it was out of date.
    app.before_request(access.guard)
    CSRFProtect(app)
    app.context_processor(clinic.for_templates)
    # Both are looked up only where a template asks: a page for an error needs no database.
    app.context_processor(lambda: {"current_user": current_user, "ways": navigation.ways})
    app.add_template_filter(clinic.dialled, "dialled")
