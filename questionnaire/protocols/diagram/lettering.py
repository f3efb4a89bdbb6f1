"""How wide words come out, and where their lines break: a picture cannot do it by itself."""

from __future__ import annotations

# In ems, a little over DejaVu Sans: the widest face that a browser is likely to fall back on.
_WIDTHS = {
    "ijlI !'‘’,.:;·|": 0.34,
    '()[]-ft/“”"r': 0.41,
    "cskvxyzJ?": 0.56,
    "aeéoL_–+<=>×≥≤0123456789": 0.60,
    "wNHUDGOQCR&": 0.79,
    "mMW%…✓✕": 1.0,
}
_EACH = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
NO_BREAK = "\N{NO-BREAK SPACE}"
_ANY_OTHER = 0.67
_BOLD = 1.08


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in the units of the picture."""
    ems = sum(_EACH.get(letter, _ANY_OTHER) for letter in text)
    return ems * size * (_BOLD if bold else 1)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text broken between words so that each line has room. A word by itself is never broken."""
    broken: list[str] = []
    for word in _kept_together(text).split(" "):
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size, bold=bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken


def _kept_together(text: str) -> str:
    """A figure stays on one line with its unit."""
    return text.replace(" × ", f"{NO_BREAK}×{NO_BREAK}").replace(" %", f"{NO_BREAK}%")
