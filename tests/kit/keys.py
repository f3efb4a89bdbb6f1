"""Made-up keys for tests."""

import base64


def key(name: str) -> str:
    """One key, the same for the same name, as QUESTIONNAIRE_KEYS writes it."""
    return f"{name}:{base64.b64encode(name.encode().ljust(32, b'.')).decode()}"
