"""Alembic runs this for the tips database, on the connection it was given."""

from alembic import context

from storage import tables
from storage.metadata import tips

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tips, render_as_batch=connection.dialect.name == "sqlite")
tables.load()
context.run_migrations()
