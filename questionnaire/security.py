"""What every answer carries to keep browsers safe: cookies, content policy, headers."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, url_for

from questionnaire.config import Config
from questionnaire.encryption import Keyring
from questionnaire.sent_forms import Request

TWO_YEARS = 63_072_000
A_YEAR = 31_536_000
# The same site asked for under each name that a machine has for itself.
LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    # Not "no-referrer": the check against forged requests wants to see our own address.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask, config: Config) -> None:
    """Set an app's cookies, allowed names and forms, and put the headers on all it sends."""
    keyring = cast("Keyring", app.extensions["keyring"])
    current, *older = (key.hex() for key in keyring.derived("cookie"))
    host = urlsplit(config.base_url).hostname
    app.request_class = Request
    app.config.update(
        SECRET_KEY=current,
        SECRET_KEY_FALLBACKS=older,
        SESSION_COOKIE_NAME="__Host-session" if config.is_secure else "session",
        SESSION_COOKIE_SECURE=config.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=A_YEAR,
        TRUSTED_HOSTS=[host] if config.is_secure else LOOPBACK_NAMES,
        MAX_CONTENT_LENGTH=1_000_000,
        PREFERRED_URL_SCHEME="https" if config.is_secure else "http",
        STRICT_TRANSPORT=config.is_secure,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a page left open overnight still saves
    )
    app.after_request(add_headers)
    app.context_processor(lambda: {"csp_nonce": nonce(), "asset": asset})


def nonce() -> str:
    """The word that lets this answer's own style sheets and scripts in, and no others."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return cast("str", g.csp_nonce)


def asset(name: str) -> str:
    """The address of a file in static/, which changes with its content."""
    return url_for("static", filename=name, v=_fingerprint(f"{current_app.static_folder}/{name}"))


def add_headers(response: Response) -> Response:
    """Put the headers on an answer; nothing but static files may be kept by a browser."""
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = _policy()
    if current_app.config["STRICT_TRANSPORT"]:
        response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _policy() -> str:
    allowed = f"'nonce-{nonce()}'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {allowed}",
            f"script-src {allowed}",
            "img-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


@cache
def _fingerprint(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
