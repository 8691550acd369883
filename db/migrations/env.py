"""Alembic's entry: runs on the connection it is handed, in the transaction that is already open."""

from alembic import context

from db.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
