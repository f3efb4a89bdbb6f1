"""How the criteria of a protocol combine, as a picture: nested boxes on a page, or a file (SVG)."""

from questionnaire.protocols.picture.as_file import as_file
from questionnaire.protocols.picture.blocks import Block, End, Picture, picture_of

__all__ = ["Block", "End", "Picture", "as_file", "picture_of"]
