"""The whole application, as every test has it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from questionnaire import create_app
from questionnaire.store.config import Config
from tests.kit.watch import watch


@contextmanager
def whole_app(config: Config, compiled: FileSystemBytecodeCache) -> Generator[Flask, None, None]:
    """The application, watched. Only its passwords are cheaper than in earnest."""
    app = create_app(config)
    watch(app.extensions["database"].engine)
    app.jinja_env.bytecode_cache = compiled
    app.extensions["passwords"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=True)
    yield app
    app.extensions["database"].close()
