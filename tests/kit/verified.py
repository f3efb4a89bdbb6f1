"""Whether the record of an app is as the program wrote it."""

from __future__ import annotations

from flask import Flask

from questionnaire.store.audit_check import Verdict, verify
from questionnaire.store.database import Database
from questionnaire.store.trail_head import Head


def verdict_of(app: Flask, expect: Head | None = None) -> Verdict:
    database: Database = app.extensions["database"]
    with database.snapshot() as session:
        return verify(session, app.extensions["keyring"], expect)


def faults_of(app: Flask) -> list[str]:
    return list(map(str, verdict_of(app).faults))
