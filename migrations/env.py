"""Runs the migrations on the connection that `questionnaire.store.database` hands over."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from questionnaire.store.models import Model

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
