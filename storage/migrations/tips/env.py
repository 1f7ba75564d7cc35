"""Alembic runs this for the tips database, on the connection it was given."""

from alembic import context

from storage.metadata import tips
from storage.tables import SUBJECTS

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tips, render_as_batch=connection.dialect.name == "sqlite")
if not SUBJECTS:
    raise RuntimeError("no tables")
context.run_migrations()
