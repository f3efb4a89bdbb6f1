"""Whatever is typed into every box is shown everywhere as it was typed, and is never more than words."""

from __future__ import annotations

import logging
import shutil
from difflib import unified_diff
from itertools import zip_longest
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from questionnaire.store.config import Config
from rules.language.questions import Text
from rules.questions import QUESTIONS
from tests.kit.apps import whole_app
from tests.kit.keys import key
from tests.promises.file_words import Read
from tests.promises.routes import method, rules_of
from tests.promises.typed_everywhere import Walk
from tests.promises.typist import MARK, Shown, Typed

# Like the hostile ones it names no single medicine: of a line that does, the parts are shown as well.
HARMLESS = "in plain words, or others "
HOSTILE = {
    "markup and templates": (
        "<script>a()</script>\" onfocus=a() x='><b id=main>{{ 7*7 }}{% raw %}${7}%s{0}"
    ),
    "formulae and print": (
        '=HYPERLINK("http://x")&cmd|\' /C\'!A0 #eval("1") $x$ @a `c` [x](javascript:1) *b* /*'
    ),
    "cells and letters unseen": (
        " ＠1\",b;'c',\t1\x0bERROR: d\u202eg\u2066\0\x1b[2J\ufeff e\u0301\U0001f469\u200d h"
    ),
    "queries, separators and paths": (
        '\'; DROP TABLE answer;--|^~\\&MSH|a\\S\\"}],"a":1,\\u0022 </script>{"../../etc%00'
    ),
    "a long word": f"w, or {'W' * 76}",
}
# What is sent to these holds no word that anybody wrote.
WITHOUT_WORDS = {
    "accounts.change_password",
    "accounts.sign_out",
    "door.ask_for_new_link",
    "inviting.reissue",
    "inviting.revoke",
    "patient.reopen",
    "patient.go_on",
    "patient.remove",
    "patient.save_if_the_same",
    "patient.save_what_was_meant",
    "patient.send",
    "patient.stop",
    "staff.disable",
    "staff.enable",
    "staff.reset_password",
    "staff.unlock",
    "stages.back_to_review",
    "stages.close",
    "stages.reopen",
    "submission.telephone",
}
ON_BOTH = "cells and letters unseen"  # PostgreSQL refuses a NUL
CASES = [*((name, "sqlite") for name in HOSTILE), (ON_BOTH, "postgresql")]


@pytest.fixture(scope="module")
def harmless(
    migrated_file: Path,
    compiled_templates: FileSystemBytecodeCache,
    tmp_path_factory: pytest.TempPathFactory,
) -> Typed:
    """The walk on which plain words were typed."""
    path = tmp_path_factory.mktemp("harmless") / "clinic.db"
    shutil.copy(migrated_file, path)
    config = Config(f"sqlite:///{path}", key("first"), "http://127.0.0.1:8000")
    with whole_app(config, compiled_templates) as app:
        return Walk(app, HARMLESS, {}).everything()


@pytest.mark.parametrize(("name", "clinic_database"), CASES, indirect=["clinic_database"])
def test_what_is_typed_is_never_more_than_words(
    app: Flask,
    harmless: Typed,
    name: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        typed = Walk(app, HOSTILE[name], dict(harmless.marks)).everything()

    assert typed.marks == harmless.marks, "it is asked for in other boxes"
    assert [*otherwise(harmless.shown, typed.shown)][:1] == []
    assert not MARK.findall(caplog.text + "".join(capfd.readouterr())), "a log holds what was typed"


def otherwise(plain: list[Shown], hostile: list[Shown]) -> list[str]:
    """Each page and file that is shown otherwise, and what of it is."""
    return [
        f"{one.where if one else ''} and {other.where if other else ''}: {_differing(one, other)}"
        for one, other in zip_longest(plain, hostile)
        if one != other
    ]


def _differing(one: Shown | None, other: Shown | None) -> str:
    if one is None or other is None or one.where != other.where:
        return "it leads elsewhere"
    changed = unified_diff(one.parts, other.parts, n=0, lineterm="")
    marks = one.marks.items() ^ other.marks.items()
    return f"{' '.join(changed)} {sorted(marks)}".strip()


def test_every_form_that_takes_words_is_typed_into(app: Flask, harmless: Typed) -> None:
    taking = {rule.endpoint for rule in rules_of(app) if method(rule) == "POST"}

    assert taking - harmless.forms == WITHOUT_WORDS, (
        "tests/promises/typed_everywhere.py: let somebody type into the form of each of these"
    )


def test_every_question_in_words_is_typed_into(harmless: Typed) -> None:
    boxes = {box.rpartition(" ")[2] for box in harmless.marks}

    assert {key for key, one in QUESTIONS.items() if isinstance(one, Text)} <= boxes, (
        "tests/promises/typed_everywhere.py: give the answer that leads to the question"
    )


def test_words_that_are_shown_otherwise_are_named(harmless: Typed) -> None:
    where, parts, marks = "/made-up", ("<p>",), {"Qx000z": 1}
    plain = [Shown(where, parts, marks)]

    assert not otherwise(plain, plain)
    for other in (
        Shown(where, ("<p>", "<script>"), marks),
        Shown(where, parts, {}),
        Shown("/elsewhere", parts, marks),
    ):
        assert len(otherwise(plain, [other])) == 1


def test_words_before_a_mark_that_are_not_as_typed_are_named() -> None:
    typed = Typed("<b>")
    words = typed.words("a box", "name")

    typed.keep("/made-up", Read([], [f"it says {words}"]))
    with pytest.raises(AssertionError, match="is not as typed: '<b>"):
        typed.keep("/made-up", Read([], [words.replace("<b>", "b")]))
