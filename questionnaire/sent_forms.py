"""What a browser sends in a form, without the letters that nobody sees and nobody means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO

import flask
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

# Controls other than tab and line ends (PostgreSQL refuses a NUL); spaces of no width and byte-order
# marks, which come along when text is copied and make one record number look like another; marks
# that turn the text around them round. Joiners stay: names in several scripts need them.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)

Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]


class Parser(FormDataParser):
    """Reads a form, and leaves out of its values what is unseen."""

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
        seen = ((name, UNSEEN.sub("", value)) for name, value in form.items(multi=True))
        return rest, self.cls(seen), files


class Request(flask.Request):
    """A request whose form has been freed of what is unseen."""

    form_data_parser_class = Parser
