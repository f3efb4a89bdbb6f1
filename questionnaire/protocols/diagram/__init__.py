"""How the criteria of a protocol combine, as a picture: nested boxes on a page, or a file (SVG)."""

from questionnaire.protocols.diagram.as_file import as_file
from questionnaire.protocols.diagram.blocks import Block, End, Picture, picture

__all__ = ["Block", "End", "Picture", "as_file", "picture"]
