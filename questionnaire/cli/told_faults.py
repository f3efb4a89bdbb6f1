"""What a command says of a fault that somebody can mend: a line each, with the remedy."""

from __future__ import annotations

from questionnaire.backups.copying import CannotBackUp
from questionnaire.backups.manifest import NoBackup
from questionnaire.backups.restoring import CannotRestore
from questionnaire.cli.answer_file import UnreadableFile
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed
from questionnaire.store.config import ConfigError
from questionnaire.store.encryption import KeyMissing
from questionnaire.store.faults import OF_DATABASES, in_words
from questionnaire.store.sqlite import CannotOpen
from rules.editions import EditionLost

WITH_REMEDY = (
    ConfigError,
    CannotOpen,
    EditionLost,
    CannotBackUp,
    NoBackup,
    CannotRestore,
)


def lines_of(error: Exception) -> list[str]:
    """What to say; nothing of a fault of the program itself."""
    match error:
        case UnreadableFile():
            return str(error).splitlines()
        case CannotBeAssessed():
            return [f"these answers cannot be assessed, by a fault of the program: {error}"]
        case _ if isinstance(error, WITH_REMEDY):
            return [str(error)]
        case _ if isinstance(error, OF_DATABASES):
            return [f"QUESTIONNAIRE_DATABASE_URL: {said}" for said in [in_words(error)] if said]
        case KeyMissing():
            return [f"QUESTIONNAIRE_KEYS does not fit the database: {error}"]
        case _:
            return []
