"""Alembic runs this for the app database, on the connection it was given."""

from alembic import context

from storage.metadata import app
from storage.tables import SUBJECTS

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=app, render_as_batch=connection.dialect.name == "sqlite")
if not SUBJECTS:
    raise RuntimeError("no tables")
context.run_migrations()
