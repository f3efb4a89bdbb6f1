"""The reader of pages finds what it must; else every test that fetches a page proves nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask, Response

from tests.kit.pages import Page, read_page, values

ROOT = Path(__file__).parents[2]
SOUND = """<!doctype html><html lang="en" dir="ltr"><head><title>A page</title>
<link rel="stylesheet" href="/style.css" nonce="n"></head><body><main><h1>A page</h1>
<form method="post"><input type="hidden" name="csrf_token" value="t">
<label for="name">Name</label><input id="name" name="name" value="Ada">
<fieldset><legend>Pain</legend><input type="radio" id="no" name="pain" value="no">
<label for="no">No</label><input type="radio" id="yes" name="pain" value="yes" checked>
<label for="yes">Yes</label></fieldset>
<label for="note">Note</label><textarea id="note" name="note">
two
lines</textarea><button>Send</button></form></main></body></html>"""


def read(html: str) -> Page:
    app = Flask(__name__)
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'nonce-n'"}
    app.add_url_rule("/", "page", lambda: Response(html, headers=policy))
    return read_page("/", app.test_client().get("/"))


def test_a_sound_page_is_read() -> None:
    page = read(SOUND)

    assert (page.title, page.heading) == ("A page", "A page")
    assert values(page.form())["pain"] == ["yes"]
    assert values(page.form())["note"] == ["two\nlines"]


@pytest.mark.parametrize(
    ("sound", "faulty", "complaint"),
    [
        ("<!doctype html>", "", "no doctype"),
        (' lang="en"', "", "no language"),
        (' dir="ltr"', "", "no language or direction"),
        ("<title>A page</title>", "<title></title>", "no title"),
        ("<h1>A page</h1>", "", "0 <h1>"),
        ("<h1>A page</h1>", "<h1>A page", "ends <h1>"),
        ('nonce="n"', 'nonce="other"', "without this page's nonce"),
        ("<h1>", "<script>1</script><h1>", "<script> without this page's nonce"),
        ("<h1>", '<h1 style="color: red">', "has style"),
        ("<h1>", '<h1 onclick="x()">', "has onclick"),
        ("<h1>", '<h1 id="no">', "2 times id 'no'"),
        ('<label for="name">Name</label>', "", "no label for input 'name'"),
        ('<label for="name">', '<label for="nome">', "for names 'nome'"),
        ('name="name"', 'name="name" aria-describedby="hint"', "names 'hint', which is not there"),
        ('name="name"', 'name="name" required', "required or placeholder"),
        ("<legend>Pain</legend>", "", "stands in no fieldset with a legend"),
        ('value="t"', 'value=""', "0 CSRF tokens"),
        ("<button>Send</button>", "<button></button>", "without words"),
        ("<h1>", '<a href="#nowhere">Go</a><h1>', "'#nowhere', which is not there"),
        ("<h1>", '<img src="x.png"><h1>', "a picture without words"),
        ("<h1>", "<p><div>x</div></p><h1>", "<div> inside <p>"),
    ],
)
def test_a_fault_in_a_page_is_named(sound: str, faulty: str, complaint: str) -> None:
    assert sound in SOUND

    with pytest.raises(AssertionError) as complained:
        read(SOUND.replace(sound, faulty, 1))

    assert complaint in str(complained.value)


FAULTS = {
    "no title": ("<title>[^<]*", "<title>"),
    "times id": ("<h1>", '<h1 id="main">'),
    "no label": ('<label for="username">', '<label for="other">'),
    "without this page's nonce": ("</head>", "<script>1</script></head>"),
    "has style": ("<h1>", '<h1 style="color: red">'),
    "ends": ("</h1>", "</h2>"),
    "CSRF": ('name="csrf_token"', 'name="another"'),
    "required": ('id="username"', 'id="username" required'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_page_a_test_fetches_is_looked_over(app: Flask, fault: str) -> None:
    response = app.test_client().get("/sign-in")
    whole = response.get_data(as_text=True)
    read_page("/sign-in", response)
    spoilt, changes = re.subn(*FAULTS[fault], whole, count=1)
    assert changes, "the sign-in page has changed: change this test with it"

    response.set_data(spoilt)

    with pytest.raises(AssertionError, match=fault):
        read_page("/sign-in", response)


# Whose script only adds: `browser/test_patient.py` goes the whole way with scripts switched off.
WALKED_WITHOUT = {"page.html"}


def test_no_page_needs_a_script() -> None:
    with_script = [
        path.name
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"<script|\son[a-z]+=", path.read_text(encoding="utf-8"))
        and path.name not in WALKED_WITHOUT
    ]

    assert not with_script, "every page works without scripts; see that these still do"
