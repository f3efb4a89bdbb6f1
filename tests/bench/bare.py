"""The bare stack: the same questions in Flask-WTF, SQLAlchemy and one SQLite file, and nothing else.

The peer beside which pages are measured. It has a token against forged forms, checks what was sent,
keeps it in one durable transaction and leads on to the next page. It has no encryption, trail, rules,
language or design.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import singledispatch

from flask import Blueprint, Flask, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import DictLoader
from sqlalchemy import JSON, Engine, String, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from wtforms import Field, IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from rules.language.questions import (
    Audience,
    Choice,
    Entries,
    MultiChoice,
    Number,
    Question,
    Scale,
    YesNo,
)
from rules.questions import QUESTIONS

DATABASE = "BARE_DATABASE_URL"  # of the environment
FIELDS = 10  # of a page
LONGEST = 2000
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")
PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Your health</title></head>
<body><main>
<h1>Your health</h1>
{% if form %}
<form method="post" action="{{ url_for('bare.answer', number=number) }}">
{{ form.csrf_token }}
{% for field in form if field.name != "csrf_token" %}
<fieldset><legend>{{ field.label.text }}</legend>
{% for error in field.errors %}<p>{{ error }}</p>{% endfor %}
{% if field.type == "RadioField" %}
{% for option in field %}{{ option }}{{ option.label }}{% endfor %}
{% else %}{{ field.label }} {{ field }}{% endif %}
</fieldset>
{% endfor %}
<button type="submit">Continue</button>
</form>
{% else %}<p>Thank you.</p>{% endif %}
</main></body>
</html>
"""

bare = Blueprint("bare", __name__)


class Base(DeclarativeBase):
    """The one table."""


class Answers(Base):
    """What one page was answered."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(20))
    said: Mapped[dict[str, object]] = mapped_column(JSON)


@singledispatch
def field_of(question: Question) -> Field:
    return TextAreaField(question.text, [Length(max=LONGEST)])


@field_of.register(Number)
@field_of.register(Scale)
def _(question: Number | Scale) -> Field:
    return IntegerField(question.text, [Optional(), NumberRange(0, 20_000)])


@field_of.register(YesNo)
def _(question: YesNo) -> Field:
    return RadioField(question.text, [Optional()], choices=[("yes", "Yes"), ("no", "No")])


@field_of.register(Choice)
def _(question: Choice) -> Field:
    return RadioField(question.text, [Optional()], choices=[*question.options.items()])


@field_of.register(MultiChoice)
def _(question: MultiChoice) -> Field:
    return SelectMultipleField(question.text, choices=[*question.options.items()])


def _forms() -> Iterator[type[FlaskForm]]:
    """All that a patient is asked, some on each page; a list of things is left out."""
    asked = [one for one in QUESTIONS.values() if one.asked_of is Audience.PATIENT]
    plain = [one for one in asked if not isinstance(one, Entries)]
    for first in range(0, len(plain), FIELDS):
        fields: dict[str, object] = {
            one.key: field_of(one) for one in plain[first : first + FIELDS]
        }
        yield type("PageForm", (FlaskForm,), fields)


FORMS = list(_forms())


def create_app() -> Flask:
    """What each process of the server makes."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="of no worth", WTF_CSRF_TIME_LIMIT=None)
    app.jinja_loader = DictLoader({"page.html": PAGE})
    CSRFProtect(app)
    app.extensions["engine"] = engine_at(os.environ[DATABASE])
    app.register_blueprint(bare)
    return app


def engine_at(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
    return engine


def make_tables(url: str) -> None:
    """Once, before two processes serve them."""
    engine = engine_at(url)
    Base.metadata.create_all(engine)
    engine.dispose()


def _durable(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@bare.get("/")
def front_door() -> str:
    return render_template("page.html")


@bare.get("/sent")
def sent() -> str:
    return render_template("page.html")


@bare.route("/page/<int:number>", methods=["GET", "POST"])
def answer(number: int) -> ResponseReturnValue:
    """Show a page, or keep what it was answered and lead on."""
    form = FORMS[number]()
    if not form.validate_on_submit():
        return render_template("page.html", form=form, number=number)
    said = {name: said for name, said in form.data.items() if name != "csrf_token"}
    with Session(current_app.extensions["engine"]) as session, session.begin():
        session.add(Answers(page=str(number), said=said))
    after = number + 1
    to = url_for("bare.answer", number=after) if after < len(FORMS) else url_for("bare.sent")
    return redirect(to, 303)
