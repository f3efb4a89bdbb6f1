"""An app with its settings and its database, and no page yet: all that most commands need."""

from __future__ import annotations

from flask import Flask

from questionnaire.store.config import Config
from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.folders import TEMPLATES


def app_without_pages(config: Config) -> Flask:
    """An app whose database can be read and written. Raises ConfigError."""
    app = Flask("questionnaire", template_folder=str(TEMPLATES))
    app.config.update(
        TIME_ZONE=config.time_zone, BASE_URL=config.base_url, ERASURES=config.erasures
    )
    Database(config.database_url, Keyring.from_text(config.keys)).init_app(app)
    return app
