"""What keeps browsers safe: names, cookies, content policy, headers; and forms without what nobody sees."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import IO, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import flask
from flask import Flask, Response, current_app, g, request, url_for
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import SecurityError
from werkzeug.formparser import FormDataParser
from werkzeug.middleware.proxy_fix import ProxyFix

from questionnaire.store.config import Config, is_loopback
from questionnaire.store.encryption import Keyring

# Controls other than tab and line ends (PostgreSQL refuses a NUL); spaces of no width and byte-order
# marks, which come along when text is copied and make one record number look like another; marks
# that turn the text around them round. Joiners stay: names in several scripts need them.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)

_PORT = re.compile(r":\d+$", re.ASCII)

Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]


class Parser(FormDataParser):
    """Reads a form, and leaves out what is unseen of its values. No form here takes a file: they go."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: Mapping[str, str] | None = None,
    ) -> Parsed:
        rest, form, files = super().parse(
            stream, mimetype, content_length, dict(options) if options else None
        )
        for file in files.values():
            file.close()
        seen = ((name, UNSEEN.sub("", value)) for name, value in form.items(multi=True) if name)
        return rest, self.cls(seen), self.cls()


class Request(flask.Request):
    """A request whose form has been freed of what is unseen."""

    form_data_parser_class = Parser


class ByHttps:
    """Behind TLS every request came by https, though the proxy passes it on in plain http.

    The settings say so, not a header that a visitor could send too: addresses then lead to https, and
    forms from other sites are refused by their Referer.
    """

    def __init__(self, passed_on: WSGIApplication) -> None:
        self.passed_on = passed_on

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self.passed_on({**environ, "wsgi.url_scheme": "https"}, start)


TWO_YEARS = 63_072_000
A_YEAR = 31_536_000

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    # Our own name and no page's: the check against forged requests wants to see that much.
    "Referrer-Policy": "strict-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask, config: Config) -> None:
    """Set an app's cookies, allowed names and forms, and put the headers on all it sends."""
    keyring = cast("Keyring", app.extensions["keyring"])
    current, *older = (key.hex() for key in keyring.derived("cookie"))
    app.request_class = Request
    app.config.update(
        SECRET_KEY=current,
        SECRET_KEY_FALLBACKS=older,
        SESSION_COOKIE_NAME="__Host-session" if config.is_secure else "session",
        SESSION_COOKIE_SECURE=config.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=A_YEAR,
        MAX_CONTENT_LENGTH=1_000_000,
        PREFERRED_URL_SCHEME="https" if config.is_secure else "http",
        STRICT_TRANSPORT=config.is_secure,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a page left open overnight still saves
    )
    if config.is_secure:
        app.wsgi_app = ByHttps(app.wsgi_app)  # type: ignore[method-assign]
    if (
        config.proxies
    ):  # each adds the address that it was asked from; what stands before, anybody can write
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=0
        )
    app.before_request(partial(refuse_other_names, config))
    app.after_request(add_headers)
    app.context_processor(lambda: {"csp_nonce": nonce(), "asset": asset})


def refuse_other_names(config: Config) -> None:
    """Answer to no name but our own; on this machine alone, to each that it has for itself."""
    asked = _PORT.sub("", request.host).strip("[]").casefold()
    if asked != config.host and (config.is_secure or not is_loopback(asked)):
        raise SecurityError


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
            "connect-src 'self'",
            "img-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


@cache
def _fingerprint(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
