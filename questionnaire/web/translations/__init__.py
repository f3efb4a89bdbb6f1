"""The languages there are words for: one .po file each, compiled when the app starts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from questionnaire.store.config import ConfigError

FOLDER = Path(__file__).parent
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Language:
    """A language that pages can be in. `tag` is what its folder is called: "cy", "pt_BR"."""

    tag: str
    locale: Locale
    words: NullTranslations = field(repr=False)

    @property
    def html(self) -> str:
        """How a page names the language: "pt-BR"."""
        return self.tag.replace("_", "-")

    @property
    def name(self) -> str:
        """What its own readers call it: "Cymraeg"."""
        name = Locale.parse(self.tag).get_display_name() or self.tag
        return name[0].upper() + name[1:]

    @property
    def direction(self) -> str:
        """Which way it is written: "ltr" or "rtl"."""
        return self.locale.text_direction


# What is written in the questions, the code and the templates is English: it needs no file.
ENGLISH = Language("en", Locale.parse("en_GB"), NullTranslations())


class UnreadableLanguage(ConfigError):
    """A language's file cannot be read: one line with the file, the fault and the remedy."""


def languages(folder: Path) -> Mapping[str, Language]:
    """Every language by its tag, English first. Raises UnreadableLanguage."""
    tags = sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.po"))
    return {ENGLISH.tag: ENGLISH, **{tag: _compiled(folder, tag) for tag in tags}}


def file_of(folder: Path, tag: str) -> Path:
    """Where the words of a language are kept."""
    return folder / tag / "LC_MESSAGES" / "messages.po"


def locale_of(tag: str) -> Locale:
    """What is known of a language by its tag. Raises UnreadableLanguage where nothing is."""
    try:
        return Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        raise UnreadableLanguage(
            f"no language {tag!r} is known: write a tag such as cy, pl or pt_BR"
        ) from None


def catalogue(folder: Path, tag: str) -> Catalog:
    """The words of a language as its file has them. Raises UnreadableLanguage."""
    path, locale = file_of(folder, tag), locale_of(tag)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=locale, abort_invalid=True)
    except (OSError, UnicodeDecodeError, ValueError, PoFileError) as error:
        raise UnreadableLanguage(f"{path} cannot be read ({error}): mend it there") from None


def is_sound(message: Message) -> bool:
    """Whether a translation has exactly the places for values that the English has.

    A form of a plural may leave one out: "one question" needs no number.
    """
    english, theirs = forms(message.id), forms(message.string)
    wanted = {name for form in english for name in PLACEHOLDER.findall(form)}
    if not wanted:  # nothing is put in, so that % may stand for itself
        return True
    may_leave_out = len(english) > 1
    return all(_fits(form, wanted, may_leave_out=may_leave_out) for form in theirs)


def _compiled(folder: Path, tag: str) -> Language:
    """A translation that would break a page is left out: the English stands in its place."""
    found = catalogue(folder, tag)
    for message in [one for one in found if one.id and not is_sound(one)]:
        found.delete(message.id)
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return Language(tag, locale_of(tag), Translations(compiled))


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """The forms of a text: one, or one for each number that its language tells apart."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def _fits(form: str, wanted: set[str], *, may_leave_out: bool) -> bool:
    has = set(PLACEHOLDER.findall(form))
    if has - wanted or (wanted - has and not may_leave_out):
        return False
    return "%" not in PLACEHOLDER.sub("", form).replace("%%", "")
