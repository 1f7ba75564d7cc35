"""Alembic runs this for the app database, on the connection it was given."""

from alembic import context

from storage import tables
from storage.metadata import app

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=app, render_as_batch=connection.dialect.name == "sqlite")
tables.load()
context.run_migrations()
