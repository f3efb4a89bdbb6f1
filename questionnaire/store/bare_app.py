"""An app with its settings and its database, and no page yet: all that most commands need."""

from __future__ import annotations

from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from questionnaire.store import audit
from questionnaire.store.config import Config
from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.folders import TEMPLATES


class Application(Flask):
    """A view that shows somebody's data is told to the trail before any of it is sent."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Let the view make its answer, and write down what it has shown."""
        answer = super().dispatch_request()
        audit.tell_what_was_seen()
        return answer

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """A page in place of one that failed may show data too. What that one noted, nobody has seen."""
        audit.forget_what_was_seen()
        answer = super().handle_user_exception(e)
        audit.tell_what_was_seen()
        return answer


def app_without_pages(config: Config) -> Flask:
    """An app whose database can be read and written. Raises ConfigError."""
    app = Application("questionnaire", template_folder=str(TEMPLATES))
    app.config.update(
        TIME_ZONE=config.time_zone, BASE_URL=config.base_url, ERASURES=config.erasures
    )
    Database(config.database_url, Keyring.from_text(config.keys)).init_app(app)
    return app
