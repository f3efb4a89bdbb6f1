"""A command as somebody types it at a clinic's machine."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from questionnaire.cli import main
from tests.kit.keys import key


@dataclass(frozen=True)
class Typed:
    """Types commands, and gives what each said of what is wrong, line by line, and its status."""

    screen: pytest.CaptureFixture[str]
    environment: pytest.MonkeyPatch

    def __call__(self, command: str, url: str) -> tuple[list[str], object]:
        self.environment.setenv("QUESTIONNAIRE_DATABASE_URL", url)
        self.environment.setenv("QUESTIONNAIRE_KEYS", key("first"))
        self.screen.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(command.split())
        return self.screen.readouterr().err.splitlines(), ended.value.code or 0
