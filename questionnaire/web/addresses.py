"""What may stand in an address: secrets of links, keys of pages and questions."""

from __future__ import annotations

from werkzeug.routing import BaseConverter, IntegerConverter


class LinkSecret(BaseConverter):
    """The secret of an invitation, or what has become of it on the way.

    Whatever it is: a secret that was cut off or has a full stop behind it is to lead to the same door,
    not to a page at an address that holds most of it.
    """

    regex = r".+"
    part_isolating = False


class PageKey(BaseConverter):
    """The key of a page: small letters, digits and dashes."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class QuestionKey(BaseConverter):
    """The key of a question, as it stands in the catalogue."""

    regex = r"[a-z][a-z0-9_]*"


class Version(IntegerConverter):
    """How much there was when a form was made, written in one way; no more than anybody counts to."""

    regex = r"(?:0|[1-9][0-9]{0,8})"


CONVERTERS: dict[str, type[BaseConverter]] = {
    "link": LinkSecret,
    "page_key": PageKey,
    "question_key": QuestionKey,
    "version": Version,
}
