"""The command for translators: every word that a patient can read, to translate or to bring up to date."""

from __future__ import annotations

from pathlib import Path

import click

from questionnaire.cli.word_lists import as_text, every_word, faults, update
from questionnaire.web.translations import ENGLISH, FOLDER, file_of

TEMPLATE = FOLDER / "messages.pot"
SHOWN = 5


@click.command(
    epilog="\b\n"
    "For example:\n"
    "  questionnaire words                 every word, to questionnaire/web/translations/messages.pot\n"
    "  questionnaire words --language cy   begin Welsh, or bring it up to date\n"
)
@click.option("--language", metavar="TAG", help="A language such as cy, pl or pt_BR.")
def words(language: str | None) -> None:
    """Write down every word that a patient can read, for a translator.

    With --language, that language's file is begun or brought up to date: what was translated is
    kept. Translate the file, then start the app anew: pages can be in that language from then on.
    What is not translated shows in English; the words for a helper who answers for the patient,
    as the patient reads them. Pages for staff are in English.
    """
    try:
        if language is None:
            _write_template()
        else:
            _bring_up_to_date(language.replace("-", "_"))
    except OSError as error:
        raise click.ClickException(
            f"{error.filename} cannot be written ({error.strerror}): check the rights of the folder"
        ) from None


def _write_template() -> None:
    found = every_word()
    TEMPLATE.write_bytes(as_text(found))
    click.echo(f"{len(found)} texts written to {_near(TEMPLATE)}")


def _bring_up_to_date(tag: str) -> None:
    if tag.partition("_")[0] == ENGLISH.tag:
        raise click.BadParameter(
            "what is written is English, and needs no file", param_hint="--language"
        )
    kept = update(FOLDER, tag)
    click.echo(f"{len(kept)} texts in {_near(file_of(FOLDER, tag))}")
    missing = faults(FOLDER, tag)
    click.echo(
        f"{len(missing)} of them are still to be translated" if missing else "Every word is there."
    )
    for fault in missing[:SHOWN]:
        click.echo(f"  {fault}")
    if len(missing) > SHOWN:
        click.echo(f"  … and {len(missing) - SHOWN} more")


def _near(path: Path) -> str:
    """A path as one would write it from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
